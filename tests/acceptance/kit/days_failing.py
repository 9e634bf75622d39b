"""Days on which connections end by our own fault."""

from alerts import (
    ABNORMAL, BUDGET, FAILING, FORGOTTEN, INSTEAD, PEERS, REJECTIONS, SILENT, SLOW_BUDGET,
    UNFINISHED, UNNAMED_CODES, US,
)
from fleet import BROKEN, CLEAN, DROPPED, EOF, FAILED, Fleet, NO_PONG, REJECTED, UNNAMED


def staging_fails_and_production_does_not():
    day = Fleet(30)
    staging, production = (day.pods(1, 100, environment=it)[0] for it in ("staging", "production"))
    staging.churn(range(1, 30), 10, CLEAN, FAILED)
    production.churn(range(1, 30), 20, CLEAN)
    return day, {FAILING: [{"job": "websocket", "environment": "staging"}]}


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


def a_canary_fails():
    day = Fleet(60)
    pods = day.pods(20, 100, pod="chat-{}")
    for pod in pods[1:]:
        pod.churn(range(1, 60), 6, CLEAN)
    pods[0].churn(range(20, 60), 6, FAILED)
    return day, {FAILING: US}


def a_canary_of_one_in_a_hundred_fails():
    day = Fleet(90)
    rest, canary = (day.pods(1, number, pod=it)[0] for it, number in (("rest", 9900), ("canary", 100)))
    rest.churn(range(1, 90), 995, CLEAN)
    canary.churn(range(1, 90), 9, FAILED)
    return day, {BUDGET: US}


def an_endpoint_of_one_percent_fails():
    day = Fleet(90)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 90), 990, (*CLEAN, "/chat"))
    pod.churn(range(20, 90), 10, (*FAILED, "/export"))
    return day, {BUDGET: US}


def an_objective_of_99_percent():
    day = Fleet(90)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 90), 990, CLEAN)
    pod.churn(range(1, 90), 9, FAILED)
    name = "record: closeframe:threshold:error_budget\n        expr: closeframe:each * "
    return day, {SILENT: [], INSTEAD: (name + "0.001", name + "0.01")}


def sockets_are_forgotten_one_an_hour():
    day = Fleet(240)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 240), 500, CLEAN)
    pod.churn(range(30, 240, 60), 1, DROPPED)
    return day, {FORGOTTEN: US, SILENT: []}


def all_goes_wrong_in_one_cluster():
    day = Fleet(60)
    where = {"cluster": "east", "namespace": "chat", "environment": "production"}
    for pod in day.pods(2, 200, pod="chat-{}", **where):
        pod.churn(range(1, 60), 5, BROKEN, REJECTED, UNNAMED, NO_PONG, DROPPED, FAILED)
        pod.churn(range(1, 60), 20, EOF)
        pod.churn(range(1, 60), 20, CLEAN)
    for pod in day.pods(2, 200, pod="chat-{}", **where | {"cluster": "west"}):
        pod.churn(range(1, 60), 60, CLEAN)
    here = [{"job": "websocket"} | where]
    tickets = (PEERS, REJECTIONS, UNNAMED_CODES, UNFINISHED, FORGOTTEN, ABNORMAL, SLOW_BUDGET)
    return day, {FAILING: here, SILENT: []} | {it: here for it in tickets}


def somebody_is_woken_for_150_failures_an_hour():
    day = Fleet(90)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 90), 312, CLEAN)
    pod.churn(range(1, 90, 2), 5, FAILED)
    return day, {BUDGET: US}
