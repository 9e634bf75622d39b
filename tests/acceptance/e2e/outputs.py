"""The example server whose outputs are of no use: a pipe that nobody reads, one whose reader is gone, a full
disk, nothing at all. It may lose lines, which it counts; all else goes on, and it exits with 0.
"""

import json
import os
import socket
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.error import URLError
from urllib.parse import urlsplit

from server_process import TIMEOUT_S, ServerProcess, wait_for

# More lines, of 234 bytes, than a pipe and the queue hold: 64 KiB and 1 MiB. Of close events there are fewer,
# since many of a kind are told as one, and the fewer the faster a machine is.
FAILURES = 6000
LOST = "log_lines_lost_total"
MASK = b"\0\0\0\0"
REQUEST = (
    "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
).encode()
# A reserved opcode (RFC 6455 section 5.2).
NONSENSE = b"\x83\x80" + MASK
CLOSE_1000 = b"\x88\x82" + MASK + b"\x03\xe8"
CLOSE_1001 = b"\x88\x82" + MASK + b"\x03\xe9"


def text(message):
    return bytes([0x81, 0x80 | len(message)]) + MASK + message.encode()


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


class Deaf(ServerProcess):
    """A server that may have nowhere to say its addresses: it is given them."""

    def __init__(self, executable, stdout, stderr, *more, linger_s=0, level="debug"):
        ws, http = (f"127.0.0.1:{free_port()}" for _ in range(2))
        self.ws, self.http = f"ws://{ws}", f"http://{http}"
        command = [executable, "--ws", ws, "--http", http, "--log", "json"]
        command += ["--linger", str(linger_s), *more]
        # At DEBUG, a line for each connection that fails.
        variables = os.environ | {"RUST_LOG": level}
        self.process = subprocess.Popen(command, stdout=stdout, stderr=stderr, env=variables)
        try:
            wait_for("the server to listen", self._answers)
        except BaseException:
            self.process.kill()
            raise

    def _answers(self):
        assert self.process.poll() is None, f"the server ended: {self.process.returncode}"
        try:
            return self.metrics()
        except URLError:
            return None

    def connect(self):
        """A connection of which the opening handshake is over."""
        address = urlsplit(self.ws)
        tcp = socket.create_connection((address.hostname, address.port), timeout=TIMEOUT_S)
        tcp.sendall(REQUEST)
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += tcp.recv(1)
        assert head.startswith(b"HTTP/1.1 101 "), head
        return tcp

    def end(self, order=NONSENSE):
        with self.connect() as tcp:
            tcp.sendall(order)
            # A close of the server's, whatever its code.
            assert tcp.recv(1) == b"\x88"

    def end_many(self, count):
        with ThreadPoolExecutor(8) as pool:
            for _ in pool.map(lambda _: self.end(), range(count)):
                pass

    def echoes(self):
        with self.connect() as tcp:
            tcp.sendall(text("still there"))
            assert tcp.recv(13) == b"\x81\x0bstill there"
            tcp.sendall(CLOSE_1000)
            assert tcp.recv(1) == b"\x88"

    def lost(self):
        return int(self.metrics().total(LOST))

    def drains(self):
        """SIGTERM closes who is connected, and the process exits with 0, whatever it could say of it."""
        with self.connect() as tcp:
            self.terminate()
            assert tcp.recv(4) == b"\x88\x16\x03\xe9"
            tcp.sendall(CLOSE_1001)
            code = self.process.wait(TIMEOUT_S)
            assert code == 0, f"the server exited with {code}"


@contextmanager
def unread_pipe():
    reader, writer = os.pipe()
    try:
        yield reader, writer
    finally:
        for it in (reader, writer):
            try:
                os.close(it)
            except OSError:
                pass


def check_unread(executable, scratch):
    """Standard output is a pipe that nobody reads."""
    stderr = scratch / "unread.stderr"
    with unread_pipe() as (_, writer), stderr.open("wb") as said:
        with Deaf(executable, writer, said) as server:
            server.end_many(FAILURES)
            server.echoes()
            assert server.lost() > 0
            server.drains()
    said = stderr.read_text()
    assert "shut down: " in said, said
    assert " lines of the log were lost" in said, said


def check_late_reader(executable, scratch):
    """Whoever reads again gets whole lines, and is told how many are missing."""
    with unread_pipe() as (reader, writer), (scratch / "late.stderr").open("wb") as said:
        with Deaf(executable, writer, said) as server:
            os.close(writer)
            server.end_many(FAILURES)
            lost = server.lost()
            lines, read = [], threading.Event()

            def read_on():
                with os.fdopen(os.dup(reader), encoding="utf-8") as log:
                    for line in log:
                        lines.append(line)
                        if "lines of the log were lost" in line:
                            read.set()

            thread = threading.Thread(target=read_on)
            thread.start()
            assert read.wait(TIMEOUT_S), "nobody says that lines were lost"
            server.drains()
            thread.join(TIMEOUT_S)
    events = [json.loads(line) for line in lines]
    told = [it["lines"] for it in events if it["message"] == "lines of the log were lost"]
    assert told == [lost], f"{told} lines told, {lost} counted"
    failed = sum(it["message"] == "connection failed" for it in events)
    assert failed + lost >= FAILURES, f"{failed} failures in the log, {lost} lines lost"


def check_both_unread(executable, _):
    """Both outputs go to a pipe that nobody reads, as with `2>&1 |`; and what panics is told there."""
    with unread_pipe() as (_, writer), Deaf(executable, writer, writer) as server:
        for _ in range(400):
            server.end(text("/panic"))
        server.end_many(FAILURES)
        server.echoes()
        assert server.lost() > 0
        server.drains()


def check_gone(executable, _):
    """The readers of both outputs go away."""
    with unread_pipe() as (reader, writer), Deaf(executable, writer, writer) as server:
        os.close(reader)
        unusable(server)


def check_full(executable, _):
    """The disk is full."""
    with open("/dev/full", "wb") as full, Deaf(executable, full, full) as server:
        unusable(server)


def check_none(executable, scratch):
    """Nobody has opened standard output, or standard error, or either."""
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        script = scratch / "without-outputs"
        script.write_text(f'#!/bin/sh\nexec "{executable}" "$@" {closed}\n')
        script.chmod(0o700)
        with Deaf(script, subprocess.DEVNULL, subprocess.DEVNULL) as server:
            server.end(text("/panic"))
            server.end_many(100)
            server.echoes()
            server.drains()


def check_trace(executable, scratch):
    """All levels are on: what a client has sent is not there, and a reason of its only as a field."""
    log = scratch / "trace.stdout"
    close = b"\x03\xe8" + b"forged\nWARN line"
    with log.open("wb") as written, Deaf(executable, written, subprocess.DEVNULL, level="trace") as server:
        with server.connect() as tcp:
            tcp.sendall(text("se\ncret") + bytes([0x88, 0x80 | len(close)]) + MASK + close)
            assert tcp.recv(9) == b"\x81\x07se\ncret"
            assert tcp.recv(1) == b"\x88"
        server.drains()
    said = log.read_text()
    assert "forged" in said and "websocket closed" in said, said
    assert "cret" not in said, said
    lines = [json.loads(line) for line in said.splitlines()]
    assert not any("tungstenite" in line["target"] for line in lines), said


def unusable(server):
    before = server.lost()
    server.end(text("/panic"))
    server.end_many(100)
    server.echoes()
    # The panic has a line of either output.
    wait_for("the lost lines", lambda: server.lost() >= before + 102)
    server.drains()


CHECKS = [
    ("nobody reads standard output", check_unread),
    ("somebody reads standard output again", check_late_reader),
    ("nobody reads both outputs", check_both_unread),
    ("the readers of both outputs are gone", check_gone),
    ("both outputs are full", check_full),
    ("outputs are closed", check_none),
    ("all levels are on", check_trace),
]
