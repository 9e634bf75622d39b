"""Five minutes of incidents on two example servers."""

import random
import threading
import time
from contextlib import ExitStack, contextmanager
from functools import partial

import shorten
import traffic
from scraped import scraped_servers, wait_for_last_scrape

DURATION_S = 300
# Of the rules: 5 minutes become 15 s.
FACTOR = 20
# Connections to each server that never end.
STAYING = 20


def stay(url, seconds, ending):
    """A connection that lives for a while, and ends as `ending` does it."""
    with traffic.connected(url) as peer:
        time.sleep(seconds)
        ending(peer)


def leave(code, peer):
    peer.close(code)
    peer.wait_for_end()


def leave_without_code(peer):
    peer.send(traffic.CLOSE, b"")
    peer.wait_for_end()


def be_closed(order, peer):
    peer.say(order)
    peer.answer_close()


def vanish(peer):
    pass


USUAL = [
    (50, partial(leave, 1001)),
    (25, partial(leave, 1000)),
    (8, leave_without_code),
    (6, partial(be_closed, "/close 1000 done")),
    (4, partial(leave, 4001)),
    (3, vanish),
]
BROKEN_LIBRARY = [
    lambda url: traffic.peer_closes(url, 1006, "lost"),
    lambda url: traffic.peer_sends(url, traffic.TEXT, b"\xff"),
    lambda url: traffic.peer_sends(url, traffic.CLOSE, b"\x03"),
    lambda url: traffic.peer_sends(url, traffic.TEXT, b"x", mask=False),
]


def plan(urls, dice):
    """What happens when: pairs of a second and something to do, in a thread of its own."""
    first, second = urls
    weights, endings = zip(*USUAL)
    at = 0.0
    while at < DURATION_S - 5:
        [ending] = dice.choices(endings, weights)
        lifetime = min(dice.expovariate(1 / 12), DURATION_S - at - 3)
        path = dice.choice(["", "/endpoint/chat"])
        yield at, partial(stay, dice.choice(urls) + path, lifetime, ending)
        at += dice.expovariate(4)
    # A proxy in between that cuts what is quiet for a minute.
    for at in range(0, 220, 4):
        yield at, partial(stay, first, 60.3, vanish)
    # A fault in one instance.
    for number in range(120):
        yield 90 + number / 4, partial(traffic.server_closes, second, "/close 1011 no database")
    # Clients that do not answer closes.
    for number in range(15):
        yield 110 + number, partial(traffic.server_waits_in_vain, first)
    # A network that goes down.
    for _ in range(150):
        yield 140, partial(stay, dice.choice(urls), 25 + dice.random(), traffic.Peer.reset)
    # A client library that is broken.
    for number in range(60):
        yield 195 + number / 2, partial(dice.choice(BROKEN_LIBRARY), dice.choice(urls))
    # Handlers that forget their sockets, and one that sends what is illegal.
    for number in range(12):
        order = "/panic" if number % 3 == 0 else "/drop"
        yield 240 + number, partial(traffic.server_closes, second, order)
        yield 250 + number, partial(traffic.server_closes, first, "/close 1006 never legal")


def play(urls):
    dice = random.Random(1)
    start = time.monotonic()
    threads = []
    for at, act in sorted(plan(urls, dice), key=lambda it: it[0]):
        time.sleep(max(0, start + at - time.monotonic()))
        threads.append(threading.Thread(target=act))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return len(threads)


@contextmanager
def five_minutes(executable, scratch):
    """Yields the Prometheus, begin and end of what it saw, and the number of connections."""
    shorten.write_rules(scratch, FACTOR)
    scraped = scraped_servers(executable, scratch, rules=True)
    with scraped as (servers, prometheus), ExitStack() as stack:
        begin = time.time()
        urls = [it.ws for it in servers]
        for url in urls * STAYING:
            stack.enter_context(traffic.connected(url))
        connections = play(urls) + STAYING * len(urls)
        wait_for_last_scrape(servers, prometheus, STAYING * len(urls))
        yield prometheus, begin, time.time(), connections
