"""The expressions of the dashboard, put together from the names and labels of the metrics.

Nearly all read what recording.rules.yml has recorded for a whole service, so that a panel asks for
hundreds of series where the processes have tens of thousands. A selector stands as `name{...}`, always
with braces, so that `tests/acceptance/kit/dashboard_cost.py` can find and count it.
"""

# What usually tells services apart. A fleet without one of these has nothing to choose there, and `.*`
# matches series that have no such label. Others can be chosen by the variable `filters`.
IDENTITY = ["cluster", "namespace", "environment"]
LAST_WEEK = "offset 1w"

# As `blame()` has it, as far as labels tell: who did not answer behind a splice, they do not. The recording
# rules' `ending="ours"` is the same, but for closes of the peer that were abandoned.
PEERS = 'outcome=~"unanswered|timeout|stalled|protocol_error|invalid_payload|too_big"'
NETWORKS = 'outcome=~"ping_timeout|eof|reset|unreachable|io_error"'
NOBODYS = 'outcome=~"clean|not_awaited"'
ABANDONED = 'outcome="abandoned"'
# Its close was there, and our answer never left.
UNANSWERED, ANSWERED = 'initiator="remote"', 'initiator!="remote"'
FORGOTTEN = 'outcome=~"dropped|panicked"'
# Of these every ending is ours, but for the two in which the policy chose the code.
FAILED = ['code=~"1011|1014"', 'initiator="local"']


def chosen(label, also=""):
    return f'{label}=~"${label}{also}"'


SERVICE = [chosen(it) for it in [*IDENTITY, "job"]]
# A job's two colours are one service, and a process still has its colour.
COLOURED = "(-blue|-green)?"
PROCESS = [chosen(it) for it in IDENTITY] + [chosen("job", COLOURED)]
# Some alerts have no job, and they have to be seen whatever was chosen.
ALERT = [chosen(it, "|") for it in [*IDENTITY, "role"]] + [chosen("job", f"{COLOURED}|")]
ROLE, ENDPOINT = chosen("role"), chosen("endpoint")


def of(metric, *matchers, among=(*SERVICE, ROLE)):
    return f"{metric}{{{','.join([*matchers, *among])}}}"


def service(of_what, *matchers, among=(*SERVICE, ROLE)):
    return of("closeframe:service", f'of="{of_what}"', *matchers, among=among)


def by_endpoint(of_what, *matchers):
    return service(of_what, *matchers, among=(*SERVICE, ROLE, ENDPOINT))


def closes(*matchers):
    """Endings a second."""
    return by_endpoint("closes_rate5m", *matchers)


def failures(*matchers):
    """Connections a second that never opened."""
    return by_endpoint("failures_rate5m", *matchers)


def threshold(name):
    """Of each service; without a job it is for who has none."""
    return of(f"closeframe:threshold:{name}", 'job!=""')


def last_week(expr):
    return expr.replace("}", f"}} {LAST_WEEK}")


def blamed(whose, *matchers):
    """Endings a second of which this is the blame, each with its labels."""
    failed = closes(*FAILED, 'outcome!~"ping_timeout|stalled"', *matchers)
    failed_after = closes(*FAILED, 'outcome!="stalled"', *matchers)
    return {
        "ours": f"{failed} or {closes(FORGOTTEN, *matchers)} or {closes(ABANDONED, UNANSWERED, *matchers)}",
        "the peer's": f"{closes(PEERS, *matchers)} unless {failed_after}",
        "the network's": closes(NETWORKS, *matchers),
        "nobody's": f"({closes(NOBODYS, *matchers)} or {closes(ABANDONED, ANSWERED, *matchers)}) "
        f"unless {closes(*FAILED, *matchers)}",
    }[whose]


def lost(window="5m"):
    return of(f"closeframe:endings:increase{window}", 'ending="lost"')


def limit_of(thresholds):
    return " * ".join(threshold(it) for it in thresholds)


def against(share, thresholds):
    """The highest of all chosen services, where 1 is what fires. 0 where nothing ended, which is no
    share at all; and nothing where the rules are not loaded."""
    limit = f"({limit_of(thresholds)})"
    ratio = f"({share}) / ignoring (ending, limit) group_left () {limit}"
    return f"max({ratio} >= 0) or 0 * max{limit}"


def share_of(ending, window="10m"):
    return of(f"closeframe:endings:share{window}", f'ending="{ending}"')


def lost_share():
    return f"{lost()} / ignoring (ending) group_left () {of('closeframe:peak5m')}"


def departed_share():
    departed = of("closeframe:endings:increase5m", 'ending="not_ours"')
    return f"{departed} / ignoring (ending) group_left () {of('closeframe:alive5m')}"


def leaked_share():
    opened = f"sum without (of) ({service('opened3h')})"
    return (
        f"({lost('3h')} - ignoring (ending) group_left () {opened}) "
        f"/ ignoring (ending) group_left () ({of('closeframe:open')} offset 3h)"
    )


def with_name(values, *labels):
    """Adds to each code what the catalog calls it, and its page: `values` are by job and code.

    A name belongs to its job, since applications register codes of their own; and while two versions
    of an application run, a code may have two names, of which any will do. Codes that were folded into
    `4xxx` and the like have no page, but a list of all has.
    """
    known = f"group by (job, code, name) ({service('code_name', among=SERVICE)})"
    labels = ", ".join(labels)
    named = (
        f"sum by ({labels.replace('code', 'code, name')}) (\n"
        f"  sum by (job, {labels}) ({values})\n"
        f"  * on (job, code) group_left (name) topk by (job, code) (1, {known})\n"
        ") > 0"
    )
    listed = f'label_replace({named}, "page", "codes", "", "")'
    return f'label_replace({listed}, "page", "codes/$1", "code", "([0-9]+)")'


def quantile(q, of_what):
    return f"histogram_quantile({q}, sum by (initiator, le) ({service(of_what)}))"


def firing(*matchers):
    return of("ALERTS", 'alertname=~"WebSocket.+"', 'alertstate="firing"', *matchers, among=ALERT)


def with_pages(values):
    """Adds the page that says what to do about an alert, without its host."""
    return f'label_replace({values}, "page", "alerts/$1", "alertname", "(.+)")'
