"""The example server's HTTP side, attacked: clients that drip, that read nothing, that ask on and on, that are no
HTTP clients at all. Each is let go of within a time that is known, and nobody else notices.
"""

import os
import resource
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from outage import HEADER_LIMIT_S, MOST_HTTP, answer, served, silent
from server_process import TIMEOUT_S, wait_for

# As the example has them.
WRITE_LIMIT_S = 5
KEEP_LIMIT_S = 20
# For a busy machine.
GRACE_S = 4
HEAD = b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n"
ASKED = HEAD + b"\r\n"
BIG = b"GET /codes HTTP/1.1\r\nHost: localhost\r\n\r\n"
CONSOLE = b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"


def connections(server):
    """How many there are on the HTTP side that the server has not ended: established, or ended by the client."""
    port = urlsplit(server.http).port
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(int(row[1].split(":")[1], 16) == port and row[3] in ("01", "08") for row in rows)


def first_line(tcp):
    return answer(tcp).split(b"\r\n")[0]


def check_odd(executable, scratch):
    """What is no request that the server could answer, or an odd one that it can."""
    body = b"Content-Length: 1000000\r\n\r\nabc"
    odd = {
        "HTTP/1.0": (b"GET /metrics HTTP/1.0\r\n\r\n", b"HTTP/1.0 200 OK"),
        "a body that does not come": (HEAD + body, b"HTTP/1.1 200 OK"),
        "a posted body that does not come": (b"POST" + HEAD[3:] + body, b"HTTP/1.1 405 "),
        "a chunk that does not come": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\na", b"HTTP/1.1 200 OK"),
        "a body of 8 MB": (HEAD + b"Content-Length: 8000000\r\n\r\n" + bytes(8_000_000), b"HTTP/1.1 200 OK"),
        "a header of 1 MB": (HEAD + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n", b"HTTP/1.1 431 "),
        "500 headers": (HEAD + b"X: a\r\n" * 500 + b"\r\n", b"HTTP/1.1 431 "),
        "a target of 70 kB": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"HTTP/1.1 414 "),
        "garbage": (b"\x00\xff\r\n" * 1000, b"HTTP/1.1 400 "),
        "TLS": (b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + os.urandom(500), b"HTTP/1.1 400 "),
        "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(9), b""),
        "CONNECT": (b"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", b"HTTP/1.1 404 "),
    }
    with served(executable, scratch, "odd.out") as server:
        for name, (sent, expected) in odd.items():
            with ExitStack() as stack:
                tcp = silent(stack, server.http)
                began = time.monotonic()
                try:
                    tcp.sendall(sent)
                    said = first_line(tcp)
                except (BrokenPipeError, ConnectionResetError):
                    # It was refused before all of it had been sent.
                    assert len(sent) > 50_000, name
                    continue
                took = time.monotonic() - began
                assert said.startswith(expected) and bool(said) == bool(expected), f"{name}: {said}"
                assert took < HEADER_LIMIT_S + GRACE_S, f"{name}: {took} s"
        with ExitStack() as stack:
            tcp = silent(stack, server.http)
            tcp.sendall(ASKED)
            tcp.shutdown(socket.SHUT_WR)
            # hyper takes an end that it sees before it has answered for one who is gone.
            said = first_line(tcp)
            assert said in (b"", b"HTTP/1.1 200 OK"), f"half closed: {said}"
            tcp = silent(stack, server.http)
            tcp.sendall(ASKED * 1000)
            answered = answer(tcp).count(b"HTTP/1.1 200 OK\r\n")
            assert answered == 1000, f"{answered} of 1000 pipelined requests were answered"
        server.drains()


def check_drips(executable, scratch):
    """A head by drips has no more time than one that does not come; who asks on and on has to come again."""
    with served(executable, scratch, "drips.out") as server, ExitStack() as stack:
        dripping, busy = silent(stack, server.http), silent(stack, server.http)

        def drip():
            began = time.monotonic()
            dripping.settimeout(0.2)
            dripping.sendall(HEAD)
            while time.monotonic() - began < TIMEOUT_S:
                try:
                    if not dripping.recv(4096):
                        break
                except TimeoutError:
                    dripping.sendall(b"X")
                except OSError:
                    break
            return time.monotonic() - began

        def ask_on():
            began = time.monotonic()
            while time.monotonic() - began < 2 * TIMEOUT_S:
                busy.sendall(ASKED)
                if not busy.recv(1 << 20):
                    break
                time.sleep(1)
            return time.monotonic() - began

        with ThreadPoolExecutor() as pool:
            dripped, asked = pool.submit(drip), pool.submit(ask_on)
            assert dripped.result() < HEADER_LIMIT_S + GRACE_S, f"drips for {dripped.result()} s"
            took = asked.result()
        assert KEEP_LIMIT_S - 1 < took < KEEP_LIMIT_S + GRACE_S, f"asks for {took} s"
        server.drains()


def check_unread(executable, scratch):
    """Clients that ask for much and read nothing are given up; a console on which nothing happens is not."""
    with served(executable, scratch, "unread.out") as server, ExitStack() as stack:
        console = silent(stack, server.http)
        console.sendall(CONSOLE)
        assert console.recv(17) == b"HTTP/1.1 200 OK\r\n"
        wait_for("one connection", lambda: connections(server) == 1)

        pages = silent(stack, server.http)
        pages.setblocking(False)
        try:
            while True:
                pages.send(BIG * 100)
        except BlockingIOError:
            assert connections(server) == 2
        began = time.monotonic()
        wait_for("the end of one of two", lambda: connections(server) == 1)
        took = time.monotonic() - began
        assert took < KEEP_LIMIT_S + WRITE_LIMIT_S, f"pages that nobody reads: {took} s"

        deaf = silent(stack, server.http)
        deaf.sendall(CONSOLE)
        assert connections(server) == 2
        begun = time.monotonic()
        while connections(server) > 1:
            server.end_many(50)
            # Who reads, is told.
            assert console.recv(1 << 20)
            assert time.monotonic() - begun < 4 * TIMEOUT_S, "a console that nobody reads stays"
        server.drains()


def check_idle(executable, scratch):
    """Far more connections than there may be, on which nothing is asked: a scrape waits for its turn."""
    count = min(3 * MOST_HTTP, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 100)
    with served(executable, scratch, "idle.out") as server, ExitStack() as stack:
        for _ in range(count):
            silent(stack, server.http)
        began = time.monotonic()
        server.metrics()
        took = time.monotonic() - began
        assert took < (count // MOST_HTTP + 1) * HEADER_LIMIT_S + GRACE_S, f"a scrape took {took} s"
        server.echoes()
        server.drains()


CHECKS = [
    ("odd requests", check_odd),
    ("requests by drips, and without end", check_drips),
    ("answers that nobody reads", check_unread),
    ("thousands of idle HTTP connections", check_idle),
]
