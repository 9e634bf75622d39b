"""The expressions of the dashboard, put together from the names and labels of the metrics."""

OPENED = "websocket_connections_opened_total"
VARIABLES = [
    ("job", "Job", f"label_values({OPENED}, job)"),
    ("instance", "Instance", f'label_values({OPENED}{{job=~"$job"}}, instance)'),
    ("role", "Role", f'label_values({OPENED}{{job=~"$job"}}, role)'),
]
# What the two metrics without the label `role` are asked for.
PROCESSES = 'job=~"$job",instance=~"$instance"'
CONNECTIONS = f'{PROCESSES},role=~"$role"'


def of(metric, *matchers, among=CONNECTIONS):
    return f"{metric}{{{','.join([among, *matchers])}}}"


def closes(*matchers):
    return of("websocket_closes_total", *matchers)


def per_second(series):
    return f"rate({series}[$__rate_interval])"


def in_range(series):
    return f"increase({series}[$__range])"


def share(some, all_of_them):
    """Without a value, rather than NaN, where there is nothing to have a share of."""
    return f"sum({some}) / (sum({all_of_them}) > 0)"


def with_name(values, labels):
    """Adds to each code what the catalog calls it.

    Every instance tells all the names. A name belongs to its job, since applications register codes
    of their own; 0 marks one that is out of date; and while two versions of an application run, a
    code may have two names, of which any will do. A process that has just ended is remembered for
    as long as `rate` and `increase` look back.
    """
    window = "$__range" if "$__range" in values else "$__rate_interval"
    info = f'last_over_time(websocket_close_code_info{{job=~"$job"}}[{window}]) == 1'
    names = f"topk by (job, code) (1, group by (job, code, name) ({info}))"
    labels = ", ".join(labels)
    return (
        f"sum by ({labels.replace('code', 'code, name')}) (\n"
        f"  sum by (job, {labels}) ({values})\n"
        f"  * on (job, code) group_left (name) {names}\n"
        ") > 0"
    )


def quantile(q, metric):
    buckets = per_second(of(f"{metric}_bucket"))
    return f"histogram_quantile({q}, sum by (initiator, le) ({buckets}))"


def ended_between(low, high):
    """The share of the lifetimes from `low` to `high` seconds, both of which are bucket bounds."""

    def up_to(seconds):
        # Prometheus 3 writes a whole bound with a decimal.
        bound = f'le=~"{seconds}|{seconds}[.]0"'
        buckets = of("websocket_connection_duration_seconds_bucket", 'initiator="none"', bound)
        return f"sum({in_range(buckets)})"

    everyone = of("websocket_connection_duration_seconds_count", 'initiator="none"')
    return f"({up_to(high)} - {up_to(low)}) / (sum({in_range(everyone)}) > 0)"


ABNORMAL = closes('code="1006"')
FORGOTTEN = closes('outcome=~"dropped|panicked"')
OUR_1011 = closes('code="1011"', 'initiator="local"')
WITH_CLOSE_FRAME = closes('initiator!="none"')
TIMED_OUT = closes('outcome="timeout"')
UNANSWERED = closes('outcome=~"timeout|unanswered|abandoned"')
UNCATALOGUED = closes('code=~"3xxx|4xxx|other"')
VIOLATIONS = of("websocket_close_violations_total")
SUPPRESSED = of("websocket_close_log_events_suppressed_total", among=PROCESSES)
LIFETIME = "websocket_connection_duration_seconds"
HANDSHAKE = "websocket_close_handshake_duration_seconds"
