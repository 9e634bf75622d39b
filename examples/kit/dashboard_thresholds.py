"""The row of the dashboard in which every alert is drawn beside the threshold that it is compared with.

No threshold is written here: all are recorded, by service, in recording.rules.yml.
"""

from dashboard_panels import chart, link, over_time
from dashboard_queries import (
    IDENTITY, departed_share, last_week, leaked_share, limit_of, lost_share, of, service, share_of,
)

WHO = " ".join(f"{{{{{it}}}}}" for it in [*IDENTITY, "job", "role"])
MISSING = f"{of('closeframe:missing5m')} / {of('closeframe:peak5m')} >= 0"
REPEATED = f"resets({of('closeframe:burst')}[3h])"
FORGOTTEN = service("increase15m", 'ending="forgotten"')
AT_LIMIT = of("closeframe:lifetimes_at_limit:share30m")
PAGE_BUDGET = ["burn_page", "error_budget"]
TICKET_BUDGET = ["burn_ticket", "error_budget"]
# What is compared with which thresholds (their product), for the bars on the first screen. Forgotten
# sockets have no distance: one is too many.
DISTANCES = {
    "our 1011": (share_of("internal_error", "5m"), ["internal_error_share"]),
    "error budget, page": (share_of("ours", "1h"), PAGE_BUDGET),
    "error budget, ticket": (share_of("ours", "6h"), TICKET_BUDGET),
    "mass disconnect": (lost_share(), ["mass_share"]),
    "mass departure": (departed_share(), ["mass_share"]),
    "slow leak": (leaked_share(), ["mass_share"]),
    "repeated losses": (REPEATED, ["repeated_losses"]),
    "abnormal closures": (share_of("abnormal"), ["abnormal_share"]),
    "peers' errors": (share_of("peer_error"), ["peer_error_share"]),
    "rejections": (share_of("rejection"), ["rejection_share"]),
    "uncatalogued codes": (share_of("uncatalogued"), ["uncatalogued_share"]),
    "handshake time-outs": (share_of("handshake_timeout"), ["handshake_timeout_share"]),
    "proxy's idle limit": (AT_LIMIT, ["idle_limit_share"]),
}


def alerts():
    yield beside(
        "Our 1011 (page)",
        "The share of closes with a 1011 of ours in 5 minutes. The page wants 5 at least, for 6 minutes; "
        "what began with a deploy, roll back.",
        "our 1011",
        "codes/1011",
    )
    yield beside(
        "Error budget, 1 h (page)",
        "The share of endings that is our fault in an hour, beside what is too much. The page wants "
        "the same of the last 5 minutes, and 100 endings.",
        "error budget, page",
        "endings",
    )
    yield beside(
        "Error budget, 6 h (ticket)",
        "The share of endings that is our fault in 6 hours, beside what is too much. It tells small "
        "services what 5 minutes are too short for.",
        "error budget, ticket",
        "endings",
    )
    yield beside(
        "Mass disconnect (page)",
        "The share of the connections that was lost in 5 minutes, and what of them is not back. The "
        "page wants both over the threshold, 50 connections, and twice the usual, or over the higher one, "
        "whatever is usual; 5 to 49 are a ticket.",
        "mass disconnect",
        "endings/eof",
        over_time(MISSING, f"not back {WHO}", "C"),
        over_time(last_week(lost_share()), f"last week {WHO}", "D"),
        over_time(limit(["mass_share_certain"]), "threshold {{job}}, whatever is usual", "E"),
    )
    yield beside(
        "Mass departure (ticket)",
        "The share of the connections that peers or the network ended in 5 minutes. The ticket wants "
        "twice the busiest 5 minutes of the hour before.",
        "mass departure",
        "endings",
    )
    yield beside(
        "Slow leak (ticket)",
        "Lost in 3 hours less opened, as a share of what was open. Where more came than were lost, "
        "it is below zero and not drawn. Clients that cannot reconnect: a certificate, a token.",
        "slow leak",
        "endings",
    )
    yield beside(
        "Repeated losses (ticket)",
        "How many times in 3 hours a mass was lost at once. A proxy that restarts, a firewall that "
        "forgets its table, a job that runs by the clock.",
        "repeated losses",
        "endings",
        unit="short",
    )
    yield beside(
        "Abnormal closures (ticket)",
        "The share of endings without a close frame (1006) in 10 minutes. Phones lose their network; "
        "with them expect more, and set the threshold to twice the usual.",
        "abnormal closures",
        "endings/eof",
    )
    yield beside(
        "Peers' errors (ticket)",
        "The share of closes for a broken protocol or bad UTF-8. Released libraries do neither: look for "
        "one client version, a proxy that rewrites frames, or a scanner.",
        "peers' errors",
        "endings/protocol_error",
    )
    yield beside(
        "Rejections (ticket)",
        "The share of closes with a 1008 or 1009 of ours. A client release that is wrong, a limit that "
        "is too low, or abuse.",
        "rejections",
        "compare/1008/1009",
    )
    yield beside(
        "Uncatalogued codes (ticket)",
        "The share of closes whose code has no name. Register your own applications' codes in the "
        "catalog; `other` is a peer that breaks the protocol.",
        "uncatalogued codes",
        "codes",
    )
    yield beside(
        "Handshakes timed out (ticket)",
        "The share of closes whose handshake outlived its time. Clients that hang, or handlers that do "
        "not read on after a close. A longer time-out only hides it.",
        "handshake time-outs",
        "endings/timeout",
    )
    yield beside(
        "Proxy's idle limit (ticket)",
        "Of the vanished, the share that lived for exactly a limit of common proxies: 60 s nginx and AWS "
        "ALB, 100 s Cloudflare, 350 s AWS NLB, 600 s AWS API Gateway. Ping more often than that.",
        "proxy's idle limit",
        "endings/eof",
        legend=f"{{{{limit}}}} s {WHO}",
    )
    yield chart(
        "Forgotten sockets (ticket)",
        "How many sockets handlers dropped or panicked with in 15 minutes: bugs of ours; or how many the "
        "server behind a splice or sidecar has left.",
        over_time(FORGOTTEN, WHO, "A"),
        over_time(limit(["forgotten"]), "threshold {{job}}", "B"),
        unit="short",
        width=8,
        links=[link("What to do", "endings/dropped")],
    )


def limit(thresholds):
    return f"max by (job) ({limit_of(thresholds)})"


def beside(title, description, distance, page, *more, unit="percentunit", legend=WHO):
    share, thresholds = DISTANCES[distance]
    # 0 / 0 is not a number, and would only fill the legend.
    drawn = share if unit == "short" or distance == "slow leak" else f"{share} >= 0"
    return chart(
        title,
        description,
        over_time(drawn, legend, "A"),
        over_time(limit(thresholds), "threshold {{job}}", "B"),
        *more,
        unit=unit,
        width=8,
        links=[link("What to do", page)],
    )
