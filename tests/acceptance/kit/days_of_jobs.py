"""Days of jobs and their processes: deploys, drains, scrapes that fail, labels that are equal."""

from alerts import (
    ABNORMAL, ABSENT, DEPARTURE, GONE, INSTEAD, LATE, LOST, MASS, SILENT, UNCLAIMED, US,
)
from fleet import AWAY, CLEAN, DRAINED, EOF, FAILED, Fleet, NO_PONG, RESET


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


def blue_goes_and_green_comes():
    day = Fleet(60)
    blue = day.pods(3, 500, job="websocket-blue", instance="blue{}")
    green = day.pods(3, 0, start=10, job="websocket-green", instance="green{}")
    for pod, heir in zip(blue, green):
        pod.end(20, 500, EOF)
        heir.open(20, 500)
        pod.remove(30)
    return day, {DEPARTURE: [], GONE: []}


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


def all_are_drained_and_no_client_answers():
    day = Fleet(40)
    for pod in day.pods(4, 1000):
        pod.end(20, 1000, NO_PONG)
        pod.remove(21)
    return day, {GONE: US}


def a_rolling_deploy_over_an_hour():
    day = Fleet(90)
    old = day.pods(6, 500, pod="chat-{}")
    new = [day.pods(1, 0, start=8 + 10 * n, instance=f"new{n}", pod=f"chat-{n}")[0] for n in range(6)]
    for pod in old:
        pod.churn(range(1, 90), 10, CLEAN)
    for n, pod in enumerate(old):
        pod.end(10 + 10 * n, 480, DRAINED)
        pod.end(10 + 10 * n, 20, NO_PONG)
        pod.remove(11 + 10 * n)
        # They come back to the new one of this step, for up to three minutes.
        for minute in range(10, 14):
            new[n].open(minute + 10 * n, 125)
    return day, {SILENT: []}


def a_rolling_deploy_kills():
    day = Fleet(90)
    old = day.pods(6, 500)
    new = day.pods(6, 0, start=5, instance="new{}")
    for n, (pod, heir) in enumerate(zip(old, new)):
        pod.remove(10 + 10 * n)
        heir.open(11 + 10 * n, 500)
    return day, {SILENT: []}


def all_are_deployed_at_once():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.end(20, 1000, DRAINED)
        pod.unseen(range(21, 24))
        pod.restart(24, 300)
        pod.churn(range(25, 60), 50, CLEAN)
    return day, {}


def a_deploy_during_an_outage():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.end(20, 800, RESET)
        pod.restart(24, 100)
    return day, {MASS: US, "pages end": 35}


def counters_begin_again_one_after_the_other():
    day = Fleet(60)
    for n, pod in enumerate(day.pods(8, 400)):
        pod.churn(range(1, 60), 40, CLEAN, AWAY)
        pod.churn([5 + 6 * n], 2, FAILED)
        pod.restart(6 + 6 * n, 400)
    return day, {SILENT: []}


def no_scrape_for_four_minutes():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.churn(range(1, 60), 40, CLEAN, EOF)
        pod.unseen(range(20, 24))
    return day, {ABNORMAL: US}


def a_network_goes_while_nobody_scrapes():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.unseen(range(20, 24))
        pod.end(22, 900, RESET)
    return day, {MASS: US}


def every_second_scrape_fails_and_a_network_goes():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.churn(range(1, 60), 40, CLEAN)
        pod.unseen(range(1, 60, 2))
        pod.end(31, 900, RESET)
    return day, {MASS: US}


def a_cron_job_of_ten_minutes_each_hour():
    day = Fleet(420)
    for start in range(0, 420, 60):
        [pod] = day.pods(1, 10, start=start, instance=f"run{start}")
        pod.end(start + 8, 10, CLEAN)
        pod.remove(start + 10)
    # The first of them look like any other job that is gone.
    return day, {GONE: US, "tickets end": 200}


def a_job_is_renamed():
    day = Fleet(60)
    for old, new in zip(
        day.pods(2, 100, job="websocket-chat", namespace="live"),
        day.pods(2, 0, start=20, job="websocket-talk", instance="new{}", namespace="live"),
    ):
        old.end(21, 100, DRAINED)
        old.remove(23)
        new.open(22, 100)
    return day, {GONE: [{"job": "websocket-chat", "namespace": "live"}], SILENT: []}


def a_job_is_renamed_to_what_nobody_looks_for():
    day = Fleet(60)
    for old, new in zip(day.pods(2, 100), day.pods(2, 0, start=20, job="talk", instance="new{}")):
        old.remove(23)
        new.open(22, 100)
    return day, {GONE: US, UNCLAIMED: [{"job": "talk"}], SILENT: []}


def an_expected_job_is_scaled_to_zero():
    day = Fleet(40)
    day.pods(2, 100)
    for pod in day.pods(2, 100, job="websocket-chat", instance="chat{}"):
        pod.remove(20)
    nobody = "expr: vector(1) unless vector(1)"
    chat = 'expr: label_replace(vector(1), "job", "websocket-chat", "", "")'
    return day, {ABSENT: [{"job": "websocket-chat"}], INSTEAD: (nobody, chat)}


def two_replicas_of_prometheus_write_to_one_store():
    day = Fleet(60)
    for replica in "ab":
        # Counted twice, 40 of 45 would be a mass, and 3 failures enough for a share.
        [pod] = day.pods(1, 45, prometheus_replica=replica)
        pod.churn(range(10, 60, 20), 1, FAILED)
        pod.end(30, 40, EOF)
    return day, {LOST: US}


def a_night_with_three_phones():
    day = Fleet(240)
    [pod] = day.pods(1, 3)
    pod.churn(range(20, 240, 20), 1, EOF)
    pod.churn([100, 200], 1, FAILED)
    pod.end(130, 2, EOF)
    pod.open(170, 2)
    return day, {SILENT: []}


def a_service_of_one_connection():
    day = Fleet(240)
    [pod] = day.pods(1, 1)
    pod.churn(range(30, 120, 30), 1, RESET)
    pod.end(130, 1, EOF)
    pod.open(170, 1)
    return day, {SILENT: []}


def one_namespace_of_a_job_is_gone_and_one_is_down():
    day = Fleet(60)
    for namespace in "east", "west", "north":
        for pod in day.pods(2, 100, namespace=namespace, pod="chat-{}"):
            if namespace == "west":
                pod.remove(20)
            if namespace == "north":
                pod.unseen(range(20, 61))
    west, north = ({"job": "websocket", "namespace": it} for it in ("west", "north"))
    return day, {GONE: [west], ABSENT: [north]}


def staging_is_idle_and_production_is_busy():
    day = Fleet(120)
    for pod in day.pods(2, 100, environment="production"):
        pod.churn(range(1, 120), 20, CLEAN)
    for pod in day.pods(1, environment="staging"):
        pod.is_idle = True
    return day, {SILENT: []}


def a_drain_says_1012():
    day = Fleet(40)
    for pod in day.pods(4, 1000):
        pod.end(20, 700, ("1012", "local", "clean"))
        pod.end(20, 100, ("1012", "local", "unanswered"))
        pod.end(21, 200, EOF)
    return day, {}


def a_job_is_gone_for_the_third_time_today():
    day = Fleet(240)
    for start in (0, 60, 120):
        day.pods(1, 10, start=start, instance=f"run{start}")[0].remove(start + 30)
    return day, {GONE: US, LATE: (GONE, 60)}
