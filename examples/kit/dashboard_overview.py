"""The first screen of the dashboard, and the row below it: is anything wrong, and whose fault is it?"""

from dashboard_panels import (
    BLAME, OUTCOMES, add_override, at_the_end, bars, chart, code_chart, figure, link, over_time, steps,
    table,
)
from dashboard_queries import (
    IDENTITY, SERVICE, against, blamed, closes, firing, last_week, of, service, with_name,
    with_pages,
)
from dashboard_thresholds import DISTANCES

OPEN = of("closeframe:open")
OPENED = service("opened_rate5m")
FAILED = service("failures_rate5m")
# Green is all of them.
WHOLE = {
    "mode": "absolute",
    "steps": [
        {"value": None, "color": "red"},
        {"value": 0.5, "color": "yellow"},
        {"value": 1, "color": "green"},
    ],
}
ALERT_COLUMNS = ["alertname", "severity", "page", *IDENTITY, "job", "role"]
ENDING_PAGE = link("What this ending means", "endings/${__field.labels.outcome}")
CODE_PAGE = link("What this code means", "${__field.labels.page}")


def glance():
    pages, tickets = (firing(f'severity="{it}"') for it in ("page", "ticket"))
    firing_now = figure(
        "Firing now",
        "Alerts of this kit. Begin with the table below: each has a page that says what to do. None, "
        "and something is wrong all the same? See how far each alert is from firing.",
        at_the_end(f"count({pages}) or vector(0)", "pages", "A"),
        at_the_end(f"count({tickets}) or vector(0)", "tickets", "B"),
        limits=(1,),
    )
    # Nobody need be woken for these.
    yield add_override(firing_now, "byName", "tickets", thresholds=steps(1, worst="yellow"))
    up, targets = (f"sum({service(it, among=SERVICE)})" for it in ("up", "targets"))
    yield figure(
        "Processes that answer",
        "The share of all targets that can be scraped. What the others do is not known, and none of "
        "their endings is in any number here.",
        at_the_end(f"{up} / {targets}"),
        unit="percentunit",
        color={"mode": "thresholds"},
        thresholds=WHOLE,
    )
    yield figure(
        "Open connections",
        "Opened less closed, of all processes that answer and of all endpoints. Is it as usual? Last "
        "week is below.",
        at_the_end(f"sum({OPEN})"),
        decimals=0,
    )
    yield figure(
        "Endings",
        "Connections that ended each second of the last 5 minutes, whoever ended them.",
        at_the_end(f"sum({closes()})"),
        unit="cps",
    )
    yield figure(
        "Our fault",
        "The share of the endings of the last 5 minutes that is ours: 1011, 1014, dropped, panicked. "
        "How much of a page that is, the bars below say.",
        at_the_end(f"sum({blamed('ours')}) / (sum({closes()}) > 0)"),
        unit="percentunit",
        noValue="no endings",
    )
    tried = f"(sum({FAILED}) + sum({OPENED}) > 0)"
    yield figure(
        "Failed to open",
        "Of those who tried to connect in the last 5 minutes. They are 1006 to their clients, and in "
        "none of the endings here. Why, the row of openings says.",
        at_the_end(f"sum({FAILED}) / {tried}"),
        unit="percentunit",
        noValue="nobody came",
    )
    faults = [over_time(f"sum({blamed(it)})", it, ref) for it, ref in zip(BLAME, "ABCD")]
    yield chart(
        "Whose fault",
        "Every ending is somebody's, as `blame()` of the library has it, as far as labels tell. Ours: "
        "our log has the cause. The network's: look at what is in between. The peer's: clients, or "
        "their library. Nobody's: that is how connections end.",
        *faults,
        over_time(last_week(f"sum({closes()})"), "all, last week", "E"),
        stacked=True,
        names=BLAME,
        height=9,
        links=[link("All endings", "endings")],
    )
    yield bars(
        "How far each alert is from firing",
        "Of the service that is nearest, in parts of its own threshold: full and red is there. An alert "
        "also wants a time and a least number. The row of alerts shows the way to it.",
        *(
            at_the_end(against(*it), name, chr(ord("A") + at))
            for at, (name, it) in enumerate(DISTANCES.items())
        ),
        limits=(0.5, 1),
    )
    labels = ", ".join(it for it in ALERT_COLUMNS if it != "page")
    seen = f"max by ({labels}) (max_over_time({firing()}[$__range]))"
    yield table(
        "Alerts of this time range",
        "Those that fire come first. The page says what it means and what to do about it.",
        with_pages(f"max by ({labels}) ({firing()}) or 0 * {seen}"),
        ALERT_COLUMNS,
        "state",
        states={1: ("firing", "red"), 0: ("over", "text")},
        links=[("page", link("What to do", "${__value.raw}"))],
    )
    yield chart(
        "Open connections, and last week's",
        "Of all endpoints. A cliff is a mass disconnect or a deploy: the marks say which. A line that "
        "only climbs is a leak of sockets that nobody reads or pings.",
        over_time(f"sum({OPEN})", "now", "A"),
        over_time(last_week(f"sum({OPEN})"), "last week", "B"),
        unit="short",
    )


def fault():
    yield by_labels(
        "Ours",
        "dropped and panicked: a handler let go of an open socket, or died with it; or the server behind a "
        "splice was gone. 1011 and 1014: a close that says that the server failed. abandoned: a close of "
        "the peer's that was left without an answer. The log has each, with its span.",
        "ours",
        "code, outcome",
        "{{code}} {{outcome}}",
    )
    yield by_labels(
        "The network's",
        "eof: TCP ended in order, and no close frame came. reset: not in order. unreachable and "
        "ping_timeout: nobody is there any more. Compare lifetimes with the idle limits of proxies.",
        "the network's",
    )
    yield by_labels(
        "The peer's",
        "timeout, unanswered: it did not answer our close; or, behind a splice, our server did not answer "
        "its. stalled: it took nothing from us. "
        "protocol_error, invalid_payload, too_big: it broke the protocol or a limit. Look for one client "
        "version in the log.",
        "the peer's",
    )
    whose = "nobody's"
    yield code_chart(
        "Nobody's",
        "Orderly closes, by code, and sockets that were let go of while they closed. The application may "
        "not be content: a storm of 1008 "
        "or 1013 is orderly too.",
        over_time(with_name(blamed(whose), "code"), "{{code}} {{name}}", "A"),
        over_time(last_week(f"sum({blamed(whose)})"), "all, last week", "B"),
        links=[CODE_PAGE],
    )


def by_labels(title, description, whose, labels="outcome", legend="{{outcome}}"):
    return chart(
        title,
        description,
        over_time(f"sum by ({labels}) ({blamed(whose)}) > 0", legend, "A"),
        over_time(last_week(f"sum({blamed(whose)})"), "all, last week", "B"),
        stacked=True,
        names=OUTCOMES,
        links=[ENDING_PAGE],
    )
