"""Days on which connections are lost, or only seem to be."""

from alerts import LEAK, LOST, MASS, REPEATED, US
from fleet import AWAY, CLEAN, DRAINED, EOF, Fleet, NO_PONG, OVER, PING_TIMEOUT, RESET


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


def one_cluster_of_two_is_cut_off():
    day = Fleet(40)
    for cluster in "east", "west":
        for pod in day.pods(3, 500, cluster=cluster, namespace="chat", pod="chat-{}"):
            pod.churn(range(1, 40), 10, CLEAN)
            if cluster == "west":
                pod.end(20, 450, PING_TIMEOUT)
    return day, {MASS: [{"job": "websocket", "cluster": "west", "namespace": "chat"}]}


def no_name_resolves_for_ten_minutes():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.end(20, 500, EOF)
        pod.end(21, 500, EOF)
        pod.open(32, 700)
        pod.open(33, 300)
    return day, {MASS: US, "pages end": 30}


def a_third_is_lost_and_comes_back_slowly():
    day = Fleet(60)
    for pod in day.pods(3, 1000, pod="chat-{}"):
        pod.end(20, 340, RESET)
        for minute in range(24, 58):
            pod.open(minute, 10)
    return day, {MASS: US}


def a_region_is_swallowed_where_the_server_ends_sessions():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.churn(range(1, 60), 200, OVER)
        for minute in (30, 31, 32):
            pod.end(minute, 300, NO_PONG)
    return day, {MASS: US}


def a_network_goes_where_the_server_ends_sessions():
    day = Fleet(60)
    for pod in day.pods(4, 1000):
        pod.churn(range(1, 60), 200, OVER)
        pod.end(30, 900, RESET)
    return day, {MASS: US}


def lost_of(connections, number, usual=0, minutes=40):
    """So many of these at once, after hours in which this many came and vanished each minute."""
    day = Fleet(minutes)
    [pod] = day.pods(1, connections)
    if usual:
        pod.churn(range(1, minutes), usual, EOF)
    pod.end(minutes - 20, number, EOF)
    return day


def sixty_of_a_hundred_go():
    return lost_of(100, 60), {MASS: US}


def forty_of_eighty_go():
    return lost_of(80, 40), {LOST: US}


def three_of_ten_go():
    return lost_of(1000, 300), {MASS: US}


def two_of_ten_go():
    return lost_of(1000, 200), {}


def three_times_the_usual_goes():
    # 5 minutes of it are 150.
    return lost_of(1000, 350, usual=30, minutes=120), {MASS: US}


def half_as_much_again_as_is_usual_goes():
    return lost_of(1000, 300, usual=120, minutes=120), {}


def all_are_reset_four_times():
    day = Fleet(180)
    for pod in day.pods(2, 1000):
        pod.churn([20, 50, 80, 110], 1000, RESET)
    return day, {REPEATED: US}
