"""Writes dashboard.json, the Grafana dashboard, which is never edited by hand.

    pip install 'grafana-foundation-sdk==1769699998!10.1.0'
    python dashboard.py > dashboard.json

It needs Grafana 10.1 or later, and none of the recording rules: only the metrics themselves.
"""

import json
import sys

from grafana_foundation_sdk.builders import dashboard
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard as model

from dashboard_panels import (
    INITIATORS,
    OUTCOMES,
    at_the_end,
    bars,
    chart,
    code_chart,
    endings_table,
    figure,
    lifetimes_heatmap,
    over_time,
    variable,
)
from dashboard_queries import (
    ABNORMAL,
    FORGOTTEN,
    HANDSHAKE,
    LIFETIME,
    OPENED,
    OUR_1011,
    SUPPRESSED,
    TIMED_OUT,
    UNANSWERED,
    UNCATALOGUED,
    VARIABLES,
    VIOLATIONS,
    WITH_CLOSE_FRAME,
    closes,
    ended_between,
    in_range,
    of,
    per_second,
    quantile,
    share,
    with_name,
)


def glance():
    yield figure(
        "Open connections",
        "Opened less closed, at the end of the time range. A sudden fall is a mass disconnect: see "
        "which code and which initiator it had, below.",
        f"sum({of(OPENED)}) - sum({closes()})",
    )
    yield figure(
        "Abnormal closures",
        "The share of connections that ended without a close frame (1006). Some always do: phones "
        "lose their network. If it rises, see whether eof, reset or unreachable rises with it, "
        "whether one instance stands out, and whether lifetimes cluster at a proxy's idle limit.",
        share(in_range(ABNORMAL), in_range(closes())),
        limits=(0.05, 0.1),
        unit="percentunit",
        empty="no closes",
    )
    yield figure(
        "1011 of our own",
        "Connections that this side closed with 1011 Internal Error. Each is an ERROR event in the "
        "log; look there for what failed. Peers cannot cause this number by the code they send.",
        f"sum({in_range(OUR_1011)})",
        limits=(0.5,),
    )
    yield figure(
        "Forgotten sockets",
        "Sockets that a handler dropped without a close, or lost in a panic. Each is a bug of this "
        "side, and an ERROR event in the log, with the span of its connection.",
        f"sum({in_range(FORGOTTEN)})",
        limits=(0.5,),
    )
    yield figure(
        "Handshakes timed out",
        "The share of connections with a close frame whose close handshake outlived its time. The "
        "peers do not read, do not answer closes, or are gone. Raising the time-out hides it only.",
        share(in_range(TIMED_OUT), in_range(WITH_CLOSE_FRAME)),
        limits=(0.02, 0.05),
        unit="percentunit",
        empty="no closes",
    )
    yield figure(
        "Uncatalogued codes",
        "The share of connections that ended with a code the catalog has no name for. Register "
        "the 3xxx and 4xxx codes of your own applications; `other` is a peer that breaks the "
        "protocol, see the violations.",
        share(in_range(UNCATALOGUED), in_range(closes())),
        limits=(0.05, 0.2),
        unit="percentunit",
        empty="no closes",
    )


def who_and_how():
    yield code_chart(
        "Closes by code",
        "All endings by the code of whoever closed first, named by the catalog. 1000, 1001 and "
        "1005 are routine. What a code means and what to do about it is on its page of the catalog.",
        over_time(with_name(per_second(closes()), ["code"]), "{{code}} {{name}}"),
    )
    yield chart(
        "Closes by initiator",
        "Who sent the first close frame: local is this side, remote the peer, none is nobody "
        "(1006). Begin here: local has its cause in our log, none has it on the network or in a "
        "process that died.",
        over_time(f"sum by (initiator) ({per_second(closes())})", "{{initiator}}"),
        stacked=True,
        names=INITIATORS,
    )
    yield chart(
        "Closes by outcome",
        "How connections ended. clean and not_awaited are routine: at most the peer did not wait. "
        "unanswered and timeout: it never answered. abandoned: we did not wait. eof, reset, "
        "unreachable and io_error: no close frame came. ping_timeout and stalled: the peer was given "
        "up. protocol_error, invalid_payload and too_big: it broke the protocol or a limit. dropped "
        "and panicked: a handler of ours let go of its socket.",
        over_time(f"sum by (outcome) ({per_second(closes())}) > 0", "{{outcome}}"),
        stacked=True,
        names=OUTCOMES,
    )
    endings = with_name(in_range(closes()), ["code", "initiator", "outcome"])
    yield endings_table(
        "Most frequent endings",
        "Connections of the whole time range, estimated by `increase`. Read a row as a sentence: "
        "remote 1001 clean is a browser tab that was closed, local 1011 clean a failure of ours.",
        f"topk(12, {endings})",
    )


def what_is_wrong():
    abnormal = f"sum by (instance) ({per_second(ABNORMAL)})"
    everything = f"(sum by (instance) ({per_second(closes())}) > 0)"
    yield chart(
        "Abnormal closures by instance",
        "The share of endings without a close frame. One instance alone: look at that process and "
        "its host. All at once: look at what they share, the proxy or the network.",
        over_time(f"{abnormal} / {everything}", "{{instance}}"),
        unit="percentunit",
        top=1,
    )
    yield chart(
        "Our own faults",
        "1011 sent by us, and sockets that handlers forgot. Anything above zero is ours to repair; "
        "the ERROR events in the log say where.",
        over_time(f"sum by (instance) ({per_second(OUR_1011)})", "1011 {{instance}}", "A"),
        over_time(f"sum by (outcome) ({per_second(FORGOTTEN)})", "{{outcome}}", "B"),
        names=["dropped", "panicked"],
    )
    yield chart(
        "Rules that close frames broke",
        "received: peers, whose library has to be repaired; the log names the peer in the span. "
        "sent: a close of our application's that was illegal and was repaired before it left; but "
        "sent rejected is a legal one that the peer took for an error.",
        over_time(
            f"sum by (direction, violation) ({per_second(VIOLATIONS)}) > 0",
            "{{direction}} {{violation}}",
        ),
    )
    answered = f"sum by (outcome) ({per_second(UNANSWERED)})"
    yield chart(
        "Closes without an answer",
        "timeout: the handshake outlived its time. unanswered: the transport ended first. Peers "
        "that do either lose what was on its way. A peer that answers late shows in the durations. "
        "abandoned: our handler left before the answer; read on after a close, or use serve.",
        over_time(answered, "{{outcome}}"),
        names=["timeout", "unanswered", "abandoned"],
    )


def how_long():
    opened = f"sum({per_second(of(OPENED))})"
    yield chart(
        "Open connections by instance",
        "Opened less closed. A line that only climbs is a leak: sockets that are never read again, "
        "or peers that vanished and that nobody pings.",
        over_time(
            f"sum by (instance) ({of(OPENED)}) - sum by (instance) ({closes()})", "{{instance}}"
        ),
        unit="short",
    )
    yield chart(
        "Opened and closed",
        "Both high and alike is churn: clients reconnect in a loop. See which code ends them, and "
        "what its retry advice in the catalog is.",
        over_time(opened, "opened", "A"),
        over_time(f"sum({per_second(closes())})", "closed", "B"),
    )
    buckets = of(f"{LIFETIME}_bucket")
    yield lifetimes_heatmap(
        "Lifetimes",
        "How long connections had lived when they ended. A band that stays at one height is an "
        "idle limit or a time-out: the bounds straddle those of common proxies.",
        f"sum by (le) (increase({buckets}[$__rate_interval]))",
    )
    yield bars(
        "Ended at the default idle limit of",
        "Of the connections that ended without a close frame, the share whose lifetime fits a "
        "proxy's default limit. If one is high: ping more often than that, or raise the limit. "
        "Idle times are in the log (websocket.connection.idle_s) and more to the point.",
        (0.1, 0.2),
        at_the_end(ended_between(55, 65), "nginx, AWS ALB: 60 s", "A"),
        at_the_end(ended_between(95, 105), "Cloudflare: 100 s", "B"),
        at_the_end(ended_between(345, 360), "AWS NLB: 350 s", "C"),
        at_the_end(ended_between(590, 610), "AWS API Gateway: 600 s", "D"),
    )
    yield chart(
        "Lifetime: median and 95th percentile",
        "By who closed first. Read it with the bucket bounds in mind (1, 5, 30, 55, 65 s, and so "
        "on): between two of them a quantile is a guess. Short lives of local closes are refusals.",
        over_time(quantile(0.5, LIFETIME), "{{initiator}} p50", "A"),
        over_time(quantile(0.95, LIFETIME), "{{initiator}} p95", "B"),
        unit="s",
    )
    yield chart(
        "Close handshake: median and 95th percentile",
        "From the first close frame to the end of the connection. Above 10 s they are time-outs, "
        "if you left those at 10 s: peers that do not answer. How far above says nothing: the "
        "next bucket ends at 30 s. High local values delay a shutdown.",
        over_time(quantile(0.5, HANDSHAKE), "{{initiator}} p50", "A"),
        over_time(quantile(0.95, HANDSHAKE), "{{initiator}} p95", "B"),
        unit="s",
    )


def the_telemetry():
    yield chart(
        "Uncatalogued codes",
        "Closes whose code the catalog has no name for. 3xxx and 4xxx: register your applications' "
        "codes and they get a name. other: peers that send what may not be sent.",
        over_time(f"sum by (code) ({per_second(UNCATALOGUED)})", "{{code}}"),
    )
    yield chart(
        "Log events kept back",
        "Close events that the log's rate limit held back. While this is above zero, counts from "
        "the log are too low; the metrics are not.",
        over_time(f"sum({per_second(SUPPRESSED)})", "events"),
    )


ROWS = {
    "At a glance": glance,
    "Who ends connections, and how": who_and_how,
    "What is wrong": what_is_wrong,
    "How long": how_long,
    "What the telemetry does not tell": the_telemetry,
}


def build():
    board = dashboard.Dashboard("WebSocket closes").uid("closeframe").tags(["websocket"])
    board = board.description(
        "How WebSocket connections end: who closed them, with which code, and how."
    )
    board = board.time("now-6h", "now").refresh("30s").tooltip(model.DashboardCursorSync.CROSSHAIR)
    board = board.with_variable(
        dashboard.DatasourceVariable("datasource").label("Data source").type("prometheus")
    )
    for name, label, values in VARIABLES:
        board = board.with_variable(variable(name, label, values))
    for row, panels in ROWS.items():
        board = board.with_row(dashboard.Row(row))
        for panel in panels():
            board = board.with_panel(panel)
    built = board.build()
    for number, panel in enumerate(built.panels, start=1):
        panel.id_val = number
    return built


if __name__ == "__main__":
    json.dump(build(), sys.stdout, cls=JSONEncoder, indent=1, sort_keys=True)
    print()
