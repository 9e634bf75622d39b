"""Days that operators had, on a fleet on paper (fleet.py): which alerts of the kit fire, and which do not.

    days.py SCRATCH_FOLDER [NAME_OF_A_DAY]

A day is a function that fills a fleet and returns the alerts that have to fire, as
`{(alert, severity): [what tells the services apart]}`. Nothing else may page; tickets that are not
named are free to come, unless `SILENT` is among the keys. `INSTEAD` names what an operator has written
into the recording rules, in place of what.
"""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fleet import (
    AWAY, CLEAN, DRAINED, EOF, FAILED, NO_PONG, PING_TIMEOUT, REJECTED, RESET, Fleet,
)

KIT = Path(__file__).parents[3] / "examples" / "kit"
GROUPS = ["thresholds", "counters", "pages", "tickets"]
SILENT = "no ticket but these"
INSTEAD = "what stands in the recording rules, and what the operator has put there"
IDENTITY = ["job", "cluster", "namespace", "environment"]
MASS = ("WebSocketMassDisconnect", "page")
FAILING = ("WebSocketInternalErrors", "page")
BUDGET = ("WebSocketErrorBudget", "page")
SLOW_BUDGET = ("WebSocketErrorBudget", "ticket")
LOST = ("WebSocketLostPeers", "ticket")
LEAK = ("WebSocketSlowLeak", "ticket")
REPEATED = ("WebSocketRepeatedLosses", "ticket")
DEPARTURE = ("WebSocketMassDeparture", "ticket")
GONE = ("WebSocketJobGone", "ticket")
ABSENT = ("WebSocketMetricsAbsent", "page")
UNCLAIMED = ("WebSocketMetricsUnclaimed", "ticket")
US = [{"job": "websocket"}]


def a_region_is_swallowed_without_fin():
    day = Fleet(40)
    for pod in day.pods(4, 1000):
        for minute in (20, 21, 22):
            pod.end(minute, 300, NO_PONG)
    return day, {MASS: US}


def a_region_is_swallowed_and_keepalive_sees_it():
    day = Fleet(40)
    for pod in day.pods(4, 1000):
        pod.end(20, 900, PING_TIMEOUT)
    return day, {MASS: US}


def a_drain_leaves_some_closes_unanswered():
    day = Fleet(40)
    for pod in day.pods(4, 1000):
        pod.end(20, 600, DRAINED)
        pod.end(21, 400, NO_PONG)
    return day, {}


def two_clusters_with_one_pod_address():
    day = Fleet(60)
    first, second = (day.pods(1, 1000, cluster=it)[0] for it in ("east", "west"))
    for pod in (first, second):
        pod.churn(range(1, 60), 20, CLEAN)
    second.restart(30, 900)
    return day, {SILENT: []}


def ten_pods_behind_agents_of_one_address():
    day = Fleet(60)
    pods = day.pods(10, 200, instance="localhost:9002", pod="chat-{}")
    for pod in pods:
        pod.churn(range(1, 60), 3, CLEAN)
    pods[3].restart(30, 200)
    return day, {SILENT: []}


def staging_fails_and_production_does_not():
    day = Fleet(30)
    staging, production = (day.pods(1, 100, environment=it)[0] for it in ("staging", "production"))
    staging.churn(range(1, 30), 10, CLEAN, FAILED)
    production.churn(range(1, 30), 20, CLEAN)
    return day, {FAILING: [{"job": "websocket", "environment": "staging"}]}


def blue_goes_and_green_comes():
    day = Fleet(60)
    blue = day.pods(3, 500, job="websocket-blue", instance="blue{}")
    green = day.pods(3, 0, start=10, job="websocket-green", instance="green{}")
    for pod, heir in zip(blue, green):
        pod.end(20, 500, EOF)
        heir.open(20, 500)
        pod.remove(30)
    return day, {DEPARTURE: [], GONE: []}


def phones(day, number=6, opened=400):
    """Sessions of 5 minutes, of which 40 % end without a close frame."""
    pods = day.pods(number, opened)
    for pod in pods:
        pod.open(0, 0)
        for minute in range(1, day.minutes + 1):
            pod.open(minute, opened // 5)
            pod.end(minute, opened * 3 // 25, AWAY)
            pod.end(minute, opened * 2 // 25, EOF)
    return pods


def phones_while_scrapes_of_a_third_fail():
    day = Fleet(120)
    for pod in phones(day)[:2]:
        pod.unseen(range(80, 90))
    return day, {}


def phones_while_a_third_is_drained_and_comes_back_late():
    day = Fleet(120)
    pods = phones(day)
    for pod in pods[:2]:
        pod.end(80, 350, DRAINED)
        pod.restart(82)
    for pod in pods[2:]:
        for minute in (83, 84):
            pod.open(minute, 80)
    return day, {}


def phones_are_scaled_down():
    day = Fleet(120)
    for pod in phones(day)[:2]:
        pod.remove(80)
    return day, {}


def phones_and_a_network_goes():
    day = Fleet(120)
    for pod in phones(day):
        pod.end(80, 380, RESET)
    return day, {MASS: US}


def sensors_that_wake_together():
    day = Fleet(180)
    [pod] = day.pods(1)
    for minute in range(7, 180, 15):
        pod.open(minute, 1000)
        pod.end(minute + 2, 1000, EOF)
    # The first time, it is news.
    return day, {MASS: US, "pages end": 40}


def a_small_service_fails_always():
    day = Fleet(480)
    [pod] = day.pods(1, 20)
    pod.churn([it for it in range(1, 480) if it % 4 != 0], 1, FAILED)
    return day, {SLOW_BUDGET: US}


def a_small_service_fails_in_a_third():
    day = Fleet(180)
    [pod] = day.pods(1, 20)
    for minute in range(1, 180, 2):
        pod.churn([minute], 1, CLEAN, *([FAILED, CLEAN] if minute % 4 == 1 else [CLEAN]))
    return day, {SLOW_BUDGET: US}


def three_closes_an_hour_and_all_fail():
    day = Fleet(480)
    day.pods(1, 20)[0].churn(range(10, 480, 20), 1, FAILED)
    return day, {SLOW_BUDGET: US}


def a_hundred_thousand_a_second_hide_nine_hundred():
    day = Fleet(90)
    [pod] = day.pods(1, 100_000)
    pod.churn(range(1, 90), 5_946_000, CLEAN)
    pod.churn(range(1, 90), 54_000, FAILED)
    return day, {BUDGET: US}


def a_hundred_thousand_a_second_are_well():
    day = Fleet(90)
    [pod] = day.pods(1, 100_000)
    pod.churn(range(1, 90), 5_997_000, CLEAN)
    pod.churn(range(1, 90), 3_000, FAILED)
    return day, {SILENT: []}


def half_the_rate_that_pages():
    day = Fleet(90)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 90), 998, CLEAN)
    pod.churn(range(1, 90), 4, FAILED)
    return day, {SILENT: []}


def nobody_is_woken_for_sixty_failures_an_hour():
    day = Fleet(90)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 90), 120, CLEAN)
    pod.churn(range(1, 90), 1, FAILED)
    return day, {SLOW_BUDGET: US}


def three_clients_loop_on_a_rejection():
    day = Fleet(60)
    [pod] = day.pods(1, 200)
    pod.churn(range(1, 60), 19, CLEAN)
    pod.churn(range(1, 60), 2, FAILED)
    pod.churn(range(1, 60), 600, REJECTED)
    return day, {FAILING: US}


def one_of_two_jobs_loses_its_targets():
    day = Fleet(60)
    day.pods(2, 100)
    for pod in day.pods(2, 100, job="websocket-feed", instance="feed{}", namespace="live"):
        pod.remove(20)
    return day, {GONE: [{"job": "websocket-feed", "namespace": "live"}]}


def one_of_two_jobs_is_down():
    day = Fleet(60)
    day.pods(2, 100)
    for pod in day.pods(2, 100, job="websocket-feed", instance="feed{}"):
        pod.unseen(range(20, 61))
    return day, {ABSENT: [{"job": "websocket-feed"}]}


def a_job_that_nobody_named():
    day = Fleet(60)
    day.pods(1, 100)
    day.pods(1, 100, job="feed", environment="production")
    return day, {UNCLAIMED: [{"job": "feed", "environment": "production"}]}


def scaled_to_zero_for_the_night():
    day = Fleet(240)
    for pod in day.pods(3, 10):
        pod.end(60, 10, DRAINED)
        pod.remove(62)
    for pod in day.pods(3, 10, start=182, instance="morning{}"):
        pod.churn(range(183, 240), 1, CLEAN)
    return day, {GONE: US}


def web_and_phones_with_a_threshold_each():
    day = Fleet(90)
    for job in ("websocket-web", "websocket-phones"):
        for pod in day.pods(2, 100, job=job, instance=job + "-{}"):
            pod.churn(range(1, 90), 6, CLEAN)
            pod.churn(range(1, 90), 4, EOF)
    default = "record: closeframe:threshold:abnormal_share\n        expr: "
    phones = 'closeframe:each{job="websocket-phones"} * 0.5 or '
    return day, {
        ("WebSocketAbnormalClosures", "ticket"): [{"job": "websocket-web"}],
        INSTEAD: (default, default + phones),
    }


def all_are_reset_each_half_hour():
    day = Fleet(300)
    for pod in day.pods(4, 1000):
        pod.churn(range(20, 300, 30), 1000, RESET)
    return day, {REPEATED: US}


def all_are_reset_twice():
    day = Fleet(200)
    for pod in day.pods(4, 1000):
        pod.churn([20, 50], 1000, RESET)
    return day, {REPEATED: []}


def a_small_fleet_vanishes():
    day = Fleet(60)
    day.pods(1, 45)[0].end(30, 44, EOF)
    return day, {LOST: US}


def half_leaks_away_in_four_hours():
    day = Fleet(240)
    for pod in day.pods(2, 1000):
        for minute in range(1, 240):
            pod.end(minute, 2, EOF)
    return day, {LEAK: US}


def the_evening_of_phones():
    day = Fleet(240)
    for pod in phones(day, 2):
        for minute in range(60, 200):
            pod.opened[minute] -= 2
    return day, {LEAK: []}


# What one hostile client can do, and cannot.


def one_client_flaps():
    day = Fleet(120)
    day.pods(1, 200)[0].churn(range(30, 120), 100, EOF)
    return day, {}


def one_client_never_answers_a_close():
    day = Fleet(60)
    day.pods(1, 200)[0].churn(range(20, 60), 100, NO_PONG)
    return day, {}


def one_client_holds_a_third_and_lets_go():
    day = Fleet(60)
    day.pods(1, 300)[0].end(30, 100, RESET)
    return day, {MASS: US}


DAYS = {
    name.replace("_", " "): made
    for name, made in list(globals().items())
    if callable(made) and getattr(made, "__module__", "") == __name__
    and made.__code__.co_argcount == 0
}


def fired(alert, severity):
    return f'ALERTS{{alertname="{alert}",severity="{severity}",alertstate="firing"}}'


def queries(day, wanted):
    """Each a time, an expression, and the labels of what it has to give."""
    by, end = ",".join(["alertname", *IDENTITY]), day.minutes
    alerts = {it: wanted[it] for it in wanted if isinstance(it, tuple)}
    pages = [labels | {"alertname": it[0]} for it in alerts if it[1] == "page" for labels in wanted[it]]
    over = 'ALERTS{alertstate="firing",severity="%s"}'
    yield end, f"group by ({by}) (present_over_time({over % 'page'}[12h]))", pages
    if last := wanted.get("pages end"):
        yield end, f"group (present_over_time({over % 'page'}[{end - last}m]))", []
    for (alert, severity), services in alerts.items():
        if severity == "ticket":
            seen = f"present_over_time({fired(alert, severity)}[12h])"
            yield end, f"group by ({','.join(IDENTITY)}) ({seen})", services
    if SILENT in wanted:
        yield end, f"group by ({by}) (present_over_time({over % 'ticket'}[12h]))", []


def shown(labels):
    return "{" + ",".join(f'{k}="{v}"' for k, v in labels.items()) + "}"


def rules(folder, kit, name, wanted):
    recording = kit / "recording.rules.yml"
    if INSTEAD in wanted:
        text = recording.read_text()
        assert wanted[INSTEAD][0] in text, f"{name}: {wanted[INSTEAD][0]!r} is not there any more"
        recording = folder / f"{name.replace(' ', '_')}.rules.yml"
        recording.write_text(text.replace(*wanted[INSTEAD]))
    return [str(recording), str(kit / "alerts.rules.yml")]


def test_of(name, day, wanted):
    return {
        "name": name,
        "interval": "1m",
        "input_series": list(day.input_series()),
        "promql_expr_test": [
            {
                "eval_time": f"{at}m",
                "expr": expression,
                "exp_samples": [{"labels": shown(it), "value": 1} for it in samples],
            }
            for at, expression, samples in queries(day, wanted)
        ],
    }


def write(folder, kit=KIT, only=None):
    """One file for each day. YAML can read JSON."""
    files = []
    for name, made in DAYS.items():
        if only in (None, name):
            day, wanted = made()
            file = folder / f"{name.replace(' ', '_')}_test.yml"
            file.write_text(json.dumps({
                "rule_files": rules(folder, kit, name, wanted),
                "evaluation_interval": "1m",
                "group_eval_order": [f"closeframe-{it}" for it in GROUPS],
                "tests": [test_of(name, day, wanted)],
            }, indent=1))
            files.append(file)
    return files


def passes(file):
    run = subprocess.run(["promtool", "test", "rules", file], capture_output=True, text=True)
    return run.returncode == 0, run.stdout + run.stderr


def main(scratch, only=None):
    files = write(scratch, only=only)
    assert files, f"no day is called {only!r}"
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(passes, files))
    for file, (good, said) in zip(files, results):
        if not good:
            print(file.stem, said, file=sys.stderr)
    wrong = [file.stem for file, (good, _) in zip(files, results) if not good]
    assert not wrong, f"not as wanted: {', '.join(wrong)}"
    print(f"{len(files)} days went as wanted")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
