"""What one hostile client can do, and cannot."""

from alerts import ABNORMAL, FAILING, MASS, PEERS, SILENT, UNNAMED_CODES, US
from fleet import ABANDONED, BROKEN, CLEAN, EOF, FAILED, Fleet, NO_PONG, OVER, REJECTED, RESET


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


def one_client_flaps_slowly():
    day = Fleet(240)
    day.pods(1, 200)[0].churn(range(30, 240), 2, EOF)
    return day, {}


def one_client_breaks_the_protocol():
    day = Fleet(60)
    [pod] = day.pods(1, 200)
    pod.churn(range(1, 60), 20, CLEAN)
    pod.churn(range(20, 60), 100, BROKEN)
    return day, {PEERS: US, SILENT: []}


def one_client_flaps_for_hours_and_then_a_network_goes():
    """What vanishes always looks usual, but half of all are missed whatever is usual."""
    day = Fleet(240)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 240), 300, EOF)
    pod.end(200, 600, RESET)
    return day, {MASS: US}


def one_client_flaps_for_hours_and_hides_a_third():
    day = Fleet(240)
    [pod] = day.pods(1, 1000)
    pod.churn(range(1, 240), 300, EOF)
    pod.end(200, 400, RESET)
    return day, {ABNORMAL: US}


def one_client_is_rejected_while_a_network_goes():
    """It has us close with any code that it likes to provoke, and hides nothing by that."""
    day = Fleet(60)
    [pod] = day.pods(1, 1000)
    pod.churn(range(20, 60), 2000, REJECTED)
    pod.end(40, 600, RESET)
    pod.end(41, 100, NO_PONG)
    return day, {MASS: US}


def one_client_takes_the_place_of_those_who_go():
    day = Fleet(60)
    [pod] = day.pods(1, 1000)
    pod.end(30, 600, RESET)
    pod.open(30, 600)
    return day, {}


def one_client_asks_to_be_failed():
    """If a message makes a handler fail, that is a fault of ours, and it pages."""
    day = Fleet(60)
    [pod] = day.pods(1, 200)
    pod.churn(range(1, 60), 50, CLEAN)
    pod.churn(range(20, 60), 1, FAILED)
    return day, {FAILING: US}


def one_client_sends_every_code():
    day = Fleet(60)
    [pod] = day.pods(1, 200)
    pod.churn(range(1, 60), 50, CLEAN)
    for code in ("1002", "1008", "1011", "1012", "other", "3xxx"):
        pod.churn(range(20, 60), 50, (code, "remote", "clean"))
    return day, {UNNAMED_CODES: US, SILENT: []}


def one_client_closes_in_order_to_hide_failures():
    """99 orderly closes for each failure keep it under one share, 166 under the budget's."""
    day = Fleet(90)
    [pod] = day.pods(1, 200)
    pod.churn(range(1, 90), 3, FAILED)
    pod.churn(range(1, 90), 3 * 250, CLEAN)
    return day, {}


def one_client_has_us_close_as_if_we_drained():
    """It has to begin just then: what it did 10 minutes before counts as usual."""
    day = Fleet(60)
    [pod] = day.pods(1, 1000)
    pod.churn(range(28, 60), 300, OVER)
    pod.end(30, 600, RESET)
    return day, {}


def one_client_closes_and_does_not_read():
    """The answer cannot leave; if the handler gives up, that is `abandoned`, and nobody is woken."""
    day = Fleet(60)
    [pod] = day.pods(1, 200)
    pod.churn(range(1, 60), 20, CLEAN)
    pod.churn(range(1, 60), 20, ABANDONED)
    return day, {SILENT: []}
