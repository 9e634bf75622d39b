"""The lower half of the dashboard: where it happens, with which codes, how long, and what is not told."""

from dashboard_overview import CODE_PAGE, ENDING_PAGE, FAILED, OPENED
from dashboard_panels import (
    INITIATORS, OUTCOMES, chart, code_chart, heatmap, link, over_time, table,
)
from dashboard_queries import (
    PROCESS, SERVICE, blamed, by_endpoint, closes, failures, last_week, of, quantile, service,
    with_name,
)

NAMED = 'endpoint!=""'
PROCESS_NAME = "{{instance}} {{pod}}"
NOT_ANSWERED = 'outcome=~"timeout|unanswered|abandoned"'
# What a drain sends.
GOING = ['code="1001"', 'initiator="local"']
GONE_IN_ORDER, DRAINING = 'outcome="clean"', 'reason="draining"'


def endpoints():
    yield chart(
        "Endings by endpoint",
        "Of the endpoints that the application has named. One alone: look at what it does, or who calls "
        "it. All at once: look at what they share. The variable narrows the rows on faults, codes and "
        "openings too.",
        over_time(f"sum by (endpoint) ({closes(NAMED)})", "{{endpoint}}"),
        stacked=True,
        width=8,
    )
    ours, networks = (f"sum by (endpoint) ({blamed(it, NAMED)})" for it in ("ours", "the network's"))
    yield chart(
        "Ours by endpoint",
        "Endings that are our fault: 1011, 1014, dropped, panicked. The handler of the endpoint that "
        "stands out is where to look.",
        over_time(ours, "{{endpoint}}"),
        width=8,
    )
    yield chart(
        "The network's by endpoint",
        "Connections that were lost without a close frame, or whose peer answered no ping. An endpoint "
        "that stands out may have its own proxy in front.",
        over_time(networks, "{{endpoint}}"),
        width=8,
    )


def codes():
    yield code_chart(
        "Closes by code",
        "All endings by the code of whoever closed first, named by the catalog. 1000, 1001 and 1005 are "
        "routine. What a code means and what to do about it is on its page.",
        over_time(with_name(closes(), "code"), "{{code}} {{name}}"),
        width=24,
        links=[CODE_PAGE],
    )
    yield chart(
        "Closes by initiator",
        "Who sent the first close frame: local is this side, remote the peer, none is nobody (1006). "
        "local has its cause in our log, none on the network or in a process that died.",
        over_time(f"sum by (initiator) ({closes()})", "{{initiator}}"),
        stacked=True,
        names=INITIATORS,
    )
    yield chart(
        "Closes by outcome",
        "How connections ended. clean and not_awaited are routine. Each other has a page, and stands "
        "above with whoever's fault it is.",
        over_time(f"sum by (outcome) ({closes()}) > 0", "{{outcome}}"),
        stacked=True,
        names=OUTCOMES,
        links=[ENDING_PAGE],
    )
    average = closes().replace("}", "}[$__range]")
    endings = with_name(f"avg_over_time({average}) * $__range_s", "code", "initiator", "outcome")
    yield table(
        "Most frequent endings",
        "Connections of the whole time range, estimated. Read a row as a sentence: remote 1001 clean is "
        "a browser tab that was closed, local 1011 clean a failure of ours.",
        f"topk(15, {endings})",
        ["code", "name", "initiator", "outcome", "page"],
        "connections",
        links=[
            ("page", link("What this code means", "${__value.raw}")),
            ("outcome", link("What this ending means", "endings/${__value.raw}")),
        ],
        width=16,
    )
    broken = f"sum by (direction, violation) ({by_endpoint('violations_rate5m')}) > 0"
    yield chart(
        "Rules that close frames broke",
        "received: peers, whose library has to be repaired; the log names them. sent: an illegal close "
        "of our application's, or of the server's behind a splice; but sent rejected is a legal one that "
        "the peer took for an error.",
        over_time(broken, "{{direction}} {{violation}}"),
        width=8,
        links=[link("What this rule is", "endings/${__field.labels.violation}")],
    )


def openings():
    yield chart(
        "Failed openings by reason",
        "Connections that never opened. bad_request: no upgrade, or no HTTP. refused: by our callback, "
        "or by the server we called. timeout: slow, or an attack. transport: DNS, TCP, TLS. draining: a "
        "process that was going away got them, so the load balancer is late.",
        over_time(f"sum by (reason) ({failures()})", "{{reason}}", "A"),
        over_time(last_week(f"sum({failures()})"), "all, last week", "B"),
        stacked=True,
    )
    yield chart(
        "Opened, closed and failed",
        "Of all endpoints. Opened and closed both high and alike is churn: clients reconnect in a loop. "
        "See which code ends them, and what its retry advice in the catalog is.",
        over_time(f"sum({OPENED})", "opened", "A"),
        over_time(f"sum({service('closes_rate5m')})", "closed", "B"),
        over_time(f"sum({FAILED})", "failed", "C"),
        over_time(last_week(f"sum({OPENED})"), "opened, last week", "D"),
    )


def lifetimes():
    yield heatmap(
        "Lifetimes",
        "How long connections had lived when they ended. A band that stays at one height is an idle "
        "limit or a time-out: the bounds straddle those of common proxies.",
        f"sum by (le) ({service('lifetimes_rate5m')})",
    )
    yield quantiles(
        "Lifetime: median and 95th percentile",
        "By who closed first. Read it with the bounds in mind (1, 5, 30, 55, 65 s, and so on): between "
        "two of them a quantile is a guess. Short lives of local closes are refusals.",
        "lifetimes_rate5m",
    )
    yield quantiles(
        "Close handshake: median and 95th percentile",
        "From the first close frame to the end. Above 10 s they are time-outs, if you left those at 10 "
        "s; how far above says nothing, as the next bound is 30 s. High local values delay a shutdown.",
        "handshakes_rate5m",
    )
    yield chart(
        "Closes without an answer",
        "timeout: the handshake outlived its time. unanswered: the transport ended first. abandoned: our "
        "handler left before the answer; read on after a close, or use serve.",
        over_time(f"sum by (outcome) ({closes(NOT_ANSWERED)})", "{{outcome}}"),
        names=["timeout", "unanswered", "abandoned"],
        links=[ENDING_PAGE],
    )


def quantiles(title, description, of_what):
    return chart(
        title,
        description,
        over_time(quantile(0.5, of_what), "{{initiator}} p50", "A"),
        over_time(quantile(0.95, of_what), "{{initiator}} p95", "B"),
        unit="s",
    )


def processes():
    up, targets = (f"sum({service(it, among=SERVICE)})" for it in ("up", "targets"))
    new = f"sum({service('new5m', among=SERVICE)}) or 0 * {targets}"
    # One that is server and client began again once.
    again = f"sum(max without (role) ({service('restarts5m')})) or 0 * {targets}"
    yield chart(
        "Processes",
        "Targets, and those that answer. new: they came in the last 5 minutes, by a deploy or a "
        "scale-up. restarted: the same address began again; if nobody deployed, it was killed.",
        over_time(targets, "targets", "A"),
        over_time(up, "answering", "B"),
        over_time(new, "new", "C"),
        over_time(again, "restarted", "D"),
        unit="short",
    )
    yield chart(
        "Drains",
        "Closes with 1001 of our own: processes that go away send their connections elsewhere. "
        "Unanswered ones waited in vain, up to the drain's limit. refused: who came meanwhile.",
        over_time(f"sum({closes(*GOING, GONE_IN_ORDER)})", "answered", "A"),
        over_time(f"sum({closes(*GOING, NOT_ANSWERED)})", "not answered", "B"),
        over_time(f"sum({failures(DRAINING)})", "refused", "C"),
    )
    yield of_each(
        "Our fault, by process",
        "The 5 with the most endings of ours in 5 minutes. One alone: look at that process and its host, "
        "and take it out. All alike: look at what was deployed.",
        "ours",
    )
    yield of_each(
        "Abnormal closures, by process",
        "The 5 with the most endings without a close frame in 5 minutes. One alone: that process or its "
        "node. All alike: what they share, the proxy or the network.",
        "abnormal",
    )


def of_each(title, description, ending):
    endings = of("closeframe:process", 'of="increase5m"', f'ending="{ending}"', among=PROCESS)
    each = f"sum without (part, role) ({endings})"
    return chart(title, description, over_time(f"topk(5, {each})", PROCESS_NAME), unit="short")


def telemetry():
    suppressed = f"sum({service('suppressed_rate5m', among=SERVICE)})"
    yield chart(
        "Log events kept back",
        "Close events that the log's rate limit held back. While this is above zero, counts from the "
        "log are too low; the numbers here are not.",
        over_time(suppressed, "events"),
        width=8,
    )
    lines = f"sum(rate({of('log_lines_lost_total', among=PROCESS)}[$__rate_interval]))"
    yield chart(
        "Log lines lost",
        "Lines that stdout and stderr have not taken, as the example server counts them. An application "
        "that logs otherwise has no such metric, and this stays empty.",
        over_time(lines, "lines"),
        width=8,
    )
    targets, unclaimed = (f"sum({service(it, among=SERVICE)})" for it in ("targets", "unclaimed"))
    thresholds = 'count(count by (__name__) ({__name__=~"closeframe:threshold:.+"}))'
    yield chart(
        "Rules and jobs",
        "thresholds: how many kinds are recorded; without them no alert fires, and nothing is drawn "
        "beside them. unclaimed: processes whose job `closeframe:target` does not name.",
        over_time(thresholds, "thresholds", "A"),
        over_time(f"{unclaimed} or 0 * {targets}", "unclaimed", "B"),
        unit="short",
        width=8,
    )
