"""The example server on bad days: clients that connect and say nothing, too many of them, no more files, half a
handshake when it is to go, handlers that hang then, and more signals than one.
"""

import signal
import socket
import time
from contextlib import ExitStack
from urllib.parse import urlsplit

from outputs import CLOSE_1000, MASK, REQUEST, Deaf
from server_process import TIMEOUT_S, wait_for

# As the example has them.
MOST_HTTP = 512
HEADER_LIMIT_S = 5
DOCKER_GRACE_S = 10


def silent(stack, url):
    address = urlsplit(url)
    tcp = socket.create_connection((address.hostname, address.port), timeout=TIMEOUT_S)
    return stack.enter_context(tcp)


def served(executable, scratch, name, *more, linger_s=0):
    """Its outputs go to a file, `name`."""
    with (scratch / name).open("wb") as said:
        return Deaf(executable, said, said, *more, linger_s=linger_s)


def answer(tcp):
    """All that comes until the end."""
    pieces = []
    while piece := tcp.recv(4096):
        pieces.append(piece)
    return b"".join(pieces)


def check_silent_http(executable, scratch):
    """More connections than there may be, on which nothing is asked, and one with half a head: all are let go of,
    and a scrape is answered meanwhile."""
    with served(executable, scratch, "http.out") as server, ExitStack() as stack:
        connections = [silent(stack, server.http) for _ in range(MOST_HTTP + 100)]
        connections[0].sendall(b"GET /metrics HTTP/1.1\r\nHost: l")
        began = time.monotonic()
        server.metrics()
        took = time.monotonic() - began
        assert took < 2 * HEADER_LIMIT_S + 1, f"a scrape took {took} s"
        for tcp in connections:
            # hyper says 408, or nothing.
            head = answer(tcp)
            assert not head or b" 408 " in head.split(b"\r\n")[0], head
        server.drains()


def check_most(executable, scratch):
    """Who comes beyond the limit is served once another has gone."""
    with served(executable, scratch, "most.out", "--most", "2") as server, ExitStack() as stack:
        first, second = (stack.enter_context(server.connect()) for _ in range(2))
        third = silent(stack, server.ws)
        third.sendall(REQUEST)
        third.settimeout(0.5)
        try:
            raise AssertionError(f"the third of two connections got {third.recv(1)}")
        except TimeoutError:
            pass
        third.settimeout(TIMEOUT_S)
        first.sendall(CLOSE_1000)
        assert third.recv(13) == b"HTTP/1.1 101 "
        third.sendall(CLOSE_1000)
        second.close()
        server.drains()


def check_files(executable, scratch):
    """As many open connections as the process may have files: it goes on when there are fewer."""
    script = scratch / "few-files"
    script.write_text(f'#!/bin/sh\nulimit -n 64\nexec "{executable}" "$@"\n')
    script.chmod(0o700)
    with served(script, scratch, "files.out") as server:
        with ExitStack() as stack:
            for _ in range(100):
                silent(stack, server.ws)
            log = scratch / "files.out"
            wait_for("no more files", lambda: "cannot accept a connection" in log.read_text())
        server.echoes()
        server.metrics()
        server.drains()


def check_half_a_handshake(executable, scratch):
    """Half a request when the signal comes: it is refused once it is whole, also while the server lingers, and
    is no connection that ended."""
    with served(executable, scratch, "half.out", linger_s=60) as server, ExitStack() as stack:
        early, late = silent(stack, server.ws), silent(stack, server.ws)
        for tcp in (early, late):
            tcp.sendall(REQUEST[:60])
        with server.connect() as tcp:
            server.terminate()
            assert tcp.recv(4) == b"\x88\x16\x03\xe9"
            early.sendall(REQUEST[60:])
            assert answer(early).startswith(b"HTTP/1.1 503 ")
            tcp.sendall(CLOSE_1000)
            # A socket that is closed with something unread resets the connection.
            answer(tcp)
        said = scratch / "half.out"
        wait_for("the drain", lambda: "drained: " in said.read_text())
        late.sendall(REQUEST[60:])
        assert answer(late).startswith(b"HTTP/1.1 503 ")
        new = silent(stack, server.ws)
        new.sendall(REQUEST)
        assert answer(new).startswith(b"HTTP/1.1 503 ")
        metrics = server.metrics()
        assert metrics.total("websocket_handshake_failures_total") == 3
        assert metrics.total("websocket_closes_total") == 1
        server.terminate()
        code = server.process.wait(TIMEOUT_S)
        assert code == 0, f"the server exited with {code}"
        assert '"ERROR"' not in said.read_text(), said.read_text()


def check_two_signals(executable, scratch):
    """A client that does not answer holds up the drain; a second signal ends that, and the lingering."""
    with served(executable, scratch, "signals.out", linger_s=60) as server:
        with server.connect() as tcp:
            server.terminate()
            assert tcp.recv(4) == b"\x88\x16\x03\xe9"
            began = time.monotonic()
            server.terminate()
            code = server.process.wait(TIMEOUT_S)
            took = time.monotonic() - began
        assert code == 0, f"the server exited with {code}"
        assert took < 5, f"the second signal took {took} s"
    said = (scratch / "signals.out").read_text()
    assert "shut down: 1 connections opened, " in said, said


def check_three_signals(executable, scratch):
    """Of either kind, one right after the other."""
    with served(executable, scratch, "three.out", linger_s=60) as server, server.connect():
        for it in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
            # It may be gone by the third.
            server.process.send_signal(it)
        code = server.process.wait(TIMEOUT_S)
    assert code == 0, f"the server exited with {code}"


def check_hanging_drain(executable, scratch):
    """A handler that hangs, since its client takes nothing: the drain ends it in time, and is seen by scrapes."""
    with served(executable, scratch, "hang.out", linger_s=1) as server, server.connect() as tcp:
        message = b"\x82\xfe\xff\xff" + MASK + bytes(0xFFFF)
        tcp.settimeout(1)
        try:
            while True:
                tcp.sendall(message)
        except TimeoutError:
            pass
        began, slowest, scrapes = time.monotonic(), 0, 0
        server.terminate()
        while server.process.poll() is None:
            asked = time.monotonic()
            try:
                last = server.metrics()
            except OSError:
                # It is gone, or going.
                break
            slowest, scrapes = max(slowest, time.monotonic() - asked), scrapes + 1
            time.sleep(0.1)
        code = server.process.wait(TIMEOUT_S)
        took = time.monotonic() - began
    assert code == 0, f"the server exited with {code}"
    assert took < DOCKER_GRACE_S, f"the end took {took} s"
    assert scrapes > 10 and slowest < 1, f"{scrapes} scrapes, the slowest took {slowest} s"
    assert last.total("websocket_closes_total") == 1 and last.open() == 0, "the last scrape has not seen the close"
    said = (scratch / "hang.out").read_text()
    assert '"websocket.close.outcome":"timeout"' in said, said
    assert "shut down: 1 connections opened, 1 closed, 0 still open" in said, said


def check_silent_drain(executable, scratch):
    """Clients that do not answer have their reports, and the process is over, before Docker would kill it."""
    with served(executable, scratch, "drain.out", linger_s=1) as server, ExitStack() as stack:
        for _ in range(60):
            stack.enter_context(server.connect())
        began = time.monotonic()
        server.terminate()
        code = server.process.wait(TIMEOUT_S)
        took = time.monotonic() - began
    assert code == 0, f"the server exited with {code}"
    assert took < DOCKER_GRACE_S, f"the end took {took} s"
    said = (scratch / "drain.out").read_text()
    assert "shut down: 60 connections opened, 60 closed, 0 still open" in said, said
    assert said.count('"message":"websocket closed"') == 60, said


CHECKS = [
    ("silent HTTP connections", check_silent_http),
    ("more connections than there may be", check_most),
    ("no more files", check_files),
    ("half a handshake at SIGTERM", check_half_a_handshake),
    ("clients that do not answer at SIGTERM", check_silent_drain),
    ("a handler that hangs at SIGTERM", check_hanging_drain),
    ("two signals", check_two_signals),
    ("three signals", check_three_signals),
]
