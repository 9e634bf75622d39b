"""Closes connections to the example server in every way that matters, with clients nobody here
wrote. Each time the log event, the metrics and the client's own view have to agree.

    run.py SERVER_EXECUTABLE SCRATCH_FOLDER

`websockets` has to be importable here, and `ws` from Node.
"""

import socket
import sys
import traceback
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import attacks
import beside
import outage
import outputs
from client_process import ClientProcess
from server_process import TIMEOUT_S, ServerProcess, wait_for

LIBRARIES = ["python", "node"]
# Long enough for the last scrape.
LINGER_S = 3


@dataclass
class Ending:
    """How a connection is ended, and what everybody has to say about it."""

    name: str
    # What the client is ordered to do; it is killed if there is no order.
    order: dict | None
    level: str
    code: int
    initiator: str
    outcome: str = "clean"
    received: int | None = None
    sent: int | None = None
    reason: str | None = None
    # The label `code`, where it is not the digits of the code.
    label: str | None = None
    violation: str | None = None
    # Code and reason as the client sees them; `None` if it doesn't live to see them.
    seen: tuple[int, str] | None = None


def by_client(name, code, reason, level, **others):
    """The client closes; the server answers with the same."""
    expected = code or 1005
    return Ending(
        name=f"client closes with {name}",
        order={"close": [code, reason]},
        level=level,
        code=expected,
        initiator="remote",
        received=expected,
        sent=expected,
        reason=reason or None,
        seen=(expected, reason),
        **others,
    )


def by_server(name, text, sent, level, reason="", sent_reason=None, **others):
    """The server is told to close; the client answers with what it gets."""
    return Ending(
        name=f"server closes with {name}",
        order={"send": text},
        level=level,
        code=sent,
        initiator="local",
        received=sent,
        sent=sent,
        reason=reason or None,
        seen=(sent, reason if sent_reason is None else sent_reason),
        **others,
    )


def forgotten(name, text, code, outcome):
    """The server's handler ends without a close, and the layer sends one."""
    return Ending(
        name=name,
        order={"send": text},
        level="ERROR",
        code=code,
        initiator="local",
        outcome=outcome,
        seen=(code, ""),
        sent=code,
    )


# 200 bytes, of which 123 fit a close frame; the 62nd character would end at byte 124.
LONG = "é" * 100
CUT = "é" * 61

ENDINGS = [
    by_client("1000", 1000, "", "DEBUG"),
    by_client("3003", 3003, "", "INFO"),
    by_client("4001 and a reason", 4001, "session moved", "INFO", label="4xxx"),
    by_client("4001 and a non-ASCII reason", 4001, "Grüße, 漢字 🙂", "INFO", label="4xxx"),
    by_client("no code", None, "", "DEBUG"),
    Ending("client is killed", None, "INFO", 1006, "none", "eof"),
    by_server("1000", "/close 1000", 1000, "DEBUG"),
    by_server("1011 and a reason", "/close 1011 oops", 1011, "ERROR", "oops"),
    by_server("1006, repaired", "/close 1006", 1011, "ERROR", violation="invalid_code"),
    by_server(
        "1008 and too long a reason, cut",
        f"/close 1008 {LONG}",
        1008,
        "ERROR",
        LONG,
        CUT,
        violation="reason_too_long",
    ),
    forgotten("server drops the socket", "/drop", 1001, "dropped"),
    forgotten("server panics", "/panic", 1011, "panicked"),
]


def equal(what, actual, expected):
    assert actual == expected, f"{what}: {actual!r} instead of {expected!r}"


def blame(ending):
    if ending.level == "ERROR":
        return "ours"
    return "network" if ending.initiator == "none" else "nobody"


def check_event(event, ending):
    expected = {
        "level": ending.level,
        "target": "closeframe",
        "message": "websocket closed",
        "websocket.role": "server",
        "websocket.close.code": ending.code,
        "websocket.close.initiator": ending.initiator,
        "websocket.close.outcome": ending.outcome,
        "websocket.close.clean": ending.outcome == "clean",
        "websocket.close.blame": blame(ending),
        "websocket.close.received_code": ending.received,
        "websocket.close.sent_code": ending.sent,
        "websocket.close.reason": ending.reason,
        "websocket.close.violation": ending.violation,
        "websocket.close.violation_direction": ending.violation and "sent",
        "websocket.close.source": "wire",
    }
    if ending.initiator != "none":
        expected["websocket.close.reason_length"] = len((ending.reason or "").encode())
    for field, value in expected.items():
        equal(field, event.get(field), value)
    for field in ["name", "meaning", "when", "fix", "retry"]:
        assert event.get(f"websocket.close.{field}"), f"websocket.close.{field} is missing"


def check_metrics(before, after, ending):
    closed = {
        "code": ending.label or str(ending.code),
        "initiator": ending.initiator,
        "outcome": ending.outcome,
        "role": "server",
    }
    parties = {"initiator": ending.initiator, "role": "server"}
    violated = {"direction": "sent", "violation": ending.violation, "role": "server"}
    expected = {
        "websocket_connections_opened_total": [({"role": "server"}, 1)],
        "websocket_closes_total": [(closed, 1)],
        "websocket_close_violations_total": [(violated, 1)] if ending.violation else [],
        "websocket_connection_duration_seconds_count": [(parties, 1)],
        # From the first close frame on: without any there is nothing to measure.
        "websocket_close_handshake_duration_seconds_count": (
            [] if ending.initiator == "none" else [(parties, 1)]
        ),
    }
    for name, changes in expected.items():
        equal(f"change of {name}", after.since(before, name), changes)
    equal("connections still open", after.open(), 0)


def check_ending(server, library, ending):
    before = server.metrics()
    with ClientProcess(library, f"{server.ws}/any/path") as client:
        equal("connections open", server.metrics().open(), 1)
        if ending.order is None:
            client.kill()
        else:
            client.order(**ending.order)
        if ending.seen is not None:
            equal("the close as the client saw it", client.seen(), ending.seen)
        event = server.close_of(client.port)
    check_event(event, ending)
    check_metrics(before, server.metrics(), ending)


def check_pages(server):
    page = "text/html; charset=utf-8"
    pages = {
        "/": (200, page, "/compare/"),
        "/codes": (200, page, "Abnormal Closure"),
        "/codes/1006": (200, page, "Abnormal Closure"),
        "/codes/65535": (200, page, "65535"),
        "/codes/65536": (404, page, "from 0 to 65535"),
        "/endings": (200, page, "reserved_bits"),
        "/endings/dropped": (200, page, "let go of an open socket"),
        "/endings/dropped?lang=de": (200, page, '<html lang="de">'),
        "/endings/forgotten": (404, page, "No ending has this name"),
        "/compare/1000/1010": (200, page, '<html lang="en">'),
        "/compare/1000/1010?lang=de": (200, page, '<html lang="de">'),
        "/compare/1000/x": (404, page, "from 0 to 65535"),
        "/codes/1000?lang=xx": (400, page, "do not exist in that language"),
        "/nothing": (404, page, "There is no such page"),
    }
    for path, (status, content_type, text) in pages.items():
        answer = server.get(path)
        equal(f"status and content type of {path}", answer[:2], (status, content_type))
        assert text in answer[2], f"{path} does not say {text!r}"


def request(path):
    """A valid opening handshake (RFC 6455 section 4.1)."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()


def knock(server, sent):
    """Sends this and then nothing more; returns all that is answered."""
    address = urlsplit(server.ws)
    with socket.create_connection((address.hostname, address.port), timeout=TIMEOUT_S) as tcp:
        tcp.sendall(sent)
        tcp.shutdown(socket.SHUT_WR)
        answer = b""
        try:
            while piece := tcp.recv(4096):
                answer += piece
        except ConnectionResetError:
            pass
        return answer


def failed_openings(server, before):
    """How many connections have not opened since then, by reason."""
    changes = server.metrics().since(before, "websocket_handshake_failures_total")
    return {labels["reason"]: change for labels, change in changes}


def check_openings(server):
    """What is no opening handshake is counted by its reason, and a probe of the port nowhere."""
    before = server.metrics()
    for sent in [b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"]:
        equal(f"the answer to {sent!r}", knock(server, sent), b"")
    equal("the answer to half a request", knock(server, request("/")[:50]), b"")
    equal("the answer to a probe", knock(server, b""), b"")
    expected = {"bad_request": 2, "transport": 1}
    wait_for("the failures", lambda: failed_openings(server, before) == expected)
    equal("connections open", server.metrics().open(), before.open())

    # A whole one, at an endpoint of the server's and at one that is none, cut off afterwards.
    for path in ["/endpoint/chat?token=secret", "/endpoint/mine"]:
        answer = knock(server, request(path))
        assert answer.startswith(b"HTTP/1.1 101 "), f"{path} was answered {answer!r}"
    lost = {"code": "1006", "initiator": "none", "outcome": "eof", "role": "server"}

    def are_closed():
        closes = server.metrics().since(before, "websocket_closes_total")
        return len(closes) == 2 and (lost, 1) in closes and (lost | {"endpoint": "chat"}, 1) in closes

    wait_for("a close at the endpoint and one at none", are_closed)
    equal("failed openings", failed_openings(server, before), expected)


def check_drain(server):
    """SIGTERM, with connections of all libraries open."""
    reason = "server shutting down"
    ending = Ending(
        name="drain",
        order=None,
        level="DEBUG",
        code=1001,
        initiator="local",
        received=1001,
        sent=1001,
        reason=reason,
        seen=(1001, reason),
    )
    with ExitStack() as stack:
        clients = [
            stack.enter_context(ClientProcess(library, server.ws)) for library in 2 * LIBRARIES
        ]
        before = server.metrics()
        equal("connections open", before.open(), len(clients))

        server.terminate()
        for client in clients:
            equal("the close as the client saw it", client.seen(), ending.seen)
            check_event(server.close_of(client.port), ending)

    after = server.metrics()
    closed = {"code": "1001", "initiator": "local", "outcome": "clean", "role": "server"}
    equal(
        "change of websocket_closes_total",
        after.since(before, "websocket_closes_total"),
        [(closed, len(clients))],
    )
    equal("connections still open", after.open(), 0)
    answer = knock(server, request("/")).decode()
    assert answer.startswith("HTTP/1.1 503 "), f"who comes late is told {answer!r}"
    assert "\r\nretry-after: " in answer.lower(), f"no Retry-After in {answer!r}"
    equal("failed opening handshakes", failed_openings(server, after), {"draining": 1})

    wait_for("the server to exit", lambda: server.process.poll() is not None)
    equal("exit status", server.process.returncode, 0)
    opened = int(after.total("websocket_connections_opened_total"))
    summary = f"shut down: {opened} connections opened, {opened} closed, 0 still open\n"
    assert summary in server.stderr.read_text(), f"the summary is not {summary!r}"
    equal("close events of all connections", len(server.closes()), opened)


def passes(name, check, *arguments):
    try:
        check(*arguments)
        print(f"ok      {name}", flush=True)
        return True
    except Exception:
        print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
        return False


def main(executable, scratch):
    scratch = Path(scratch)
    with ServerProcess(executable, scratch, LINGER_S) as server:
        checks = [
            (f"{library}: {ending.name}", check_ending, server, library, ending)
            for library in LIBRARIES
            for ending in ENDINGS
        ]
        checks.append(("pages", check_pages, server))
        checks.append(("opening handshakes", check_openings, server))
        # The last, since it ends the server.
        checks.append(("SIGTERM closes everyone with 1001", check_drain, server))
        passed = [passes(*check) for check in checks]
        if not all(passed):
            print(f"what the server logged:\n{server.stdout.read_text()}")
            print(f"and on standard error:\n{server.stderr.read_text()}")
    # These have servers of their own.
    others = outputs.CHECKS + outage.CHECKS + attacks.CHECKS + beside.CHECKS
    passed += [passes(name, check, executable, scratch) for name, check in others]
    print(f"{sum(passed)} passed, {len(passed) - sum(passed)} failed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
