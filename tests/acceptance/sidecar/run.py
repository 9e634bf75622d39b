"""Ends WebSockets through the sidecar in every way that matters, with servers and clients nobody here wrote.
Each time the bytes on both of its sides, the client's view, the server's, the log event and the metrics have
to agree.

    run.py SIDECAR_EXECUTABLE SCRATCH_FOLDER

`websockets` has to be importable here, `ws` and `playwright-core` from Node; CHROMIUM names the browser.
"""

import hashlib
import http.client
import json
import resource
import shutil
import socket
import subprocess
import sys
import time
import traceback
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "e2e"))

import beside  # noqa: E402
from client_process import COMMANDS, ClientProcess  # noqa: E402
from processes import SidecarProcess, Upstream  # noqa: E402
from server_process import TIMEOUT_S, wait_for  # noqa: E402
from wire import Wire, close_code, frames, split  # noqa: E402

CLIENTS = {
    **COMMANDS,
    "chromium": ["node", str(HERE / "clients" / "chromium.js")],
    "java": ["java", str(HERE / "clients" / "Client.java")],
}
CROWD = 5000
# A crowd may be slow on a busy machine. A second signal ends the waiting.
PATIENT = ["--drain-limit", "60", "--linger", "60"]
LATE = ("GET", "/", None, {"Connection": "Upgrade", "Upgrade": "websocket"})
REASON = "server shutting down"


@dataclass
class Ending:
    """How a connection is ended, and what everybody has to say about it."""

    name: str
    # What the client is ordered to do; it is killed if there is no order.
    order: dict | None
    code: int
    initiator: str
    # Code and reason as the client sees them; `None` if it doesn't live to see them.
    client: tuple | None
    # The same of the server.
    server: tuple
    # The code in the close frame of either on the wire; 1006 for none, `None` for whatever.
    up: int | None
    down: int
    outcomes: tuple = ("clean",)
    level: str | None = None


def by_client(code, reason):
    seen = (code or 1005, reason)
    name = f"the client closes with {code or 'no code'}"
    order = {"close": [code, reason]}
    return Ending(name, order, seen[0], "remote", seen, seen, seen[0], seen[0])


def by_server(code, reason):
    seen = (code, reason)
    order = {"send": f"/close {code} {reason}".rstrip()}
    name = f"the server closes with {code}"
    # Java and Chromium answer with the code alone; of the reason only the sender's counts.
    return Ending(name, order, code, "local", seen, (code, None), code, code)


LOST = (1006, "")
NORMAL = by_client(1000, "")
MOVED = by_client(4001, "session moved")
NO_CODE = by_client(None, "")
FAILED = by_server(1011, "oops")
FORGOTTEN = Ending(
    "the server forgets to close",
    {"send": "/forget"},
    code=1006,
    initiator="none",
    client=LOST,
    server=LOST,
    up=1006,
    down=1006,
    outcomes=("dropped",),
    level="WARN",
)
KILLED = Ending(
    "the client is killed",
    None,
    code=1006,
    initiator="none",
    client=None,
    server=LOST,
    up=1006,
    down=1006,
    outcomes=("eof",),
)
# To an end without a close frame the JDK may answer with 1000, which is too late to count.
FORGOTTEN_BY_JAVA = replace(FORGOTTEN, up=None)
# It tells its close, and is gone; whether it has the answer is a matter of moments, and nobody's fault.
NAVIGATES = Ending(
    "the tab navigates",
    {"navigate": True},
    code=1001,
    initiator="remote",
    client=(None, None),
    server=(1001, ""),
    up=1001,
    down=1001,
    outcomes=("clean", "not_awaited"),
)

ALL = [NORMAL, MOVED, NO_CODE, FAILED, FORGOTTEN, KILLED]
# By the server, and then by the client.
ENDINGS = {
    "python": {"python": ALL, "node": ALL, "chromium": [FORGOTTEN, NAVIGATES], "java": [MOVED]},
    "node": {
        "python": ALL,
        "node": ALL,
        "chromium": [MOVED, FAILED, FORGOTTEN, NAVIGATES],
        "java": [MOVED, FAILED, FORGOTTEN_BY_JAVA],
    },
}


def equal(what, actual, expected):
    assert actual == expected, f"{what}: {actual!r} instead of {expected!r}"


class Stage:
    """The sidecar, and the wire on both of its sides; what is behind it, changes."""

    def __init__(self, executable, scratch):
        self.behind = Wire()
        host, port = self.behind.address
        self.sidecar = SidecarProcess(executable, Path(scratch), f"{host}:{port}", "--linger", "0")
        self.before = Wire(self.sidecar.listens)
        host, port = self.before.address
        self.url = f"ws://{host}:{port}/any/path"

    def last(self):
        """The last connection that became a WebSocket, before the sidecar and behind."""
        found = []
        for wire in [self.before, self.behind]:
            upgraded = [it for it in wire.connections if split(it.down)[0].startswith("HTTP/1.1 101 ")]
            found.append(upgraded[-1])
        return found


def check_wire(before, behind, ending):
    for side in [before, behind]:
        side.wait(TIMEOUT_S)
    for way in ["up", "down"]:
        ours, theirs = bytes(getattr(before, way)), bytes(getattr(behind, way))
        # Of what comes before the WebSocket: the page, and other requests.
        opened = ours.rfind(b"GET /any/path" if way == "up" else b"HTTP/1.1 101 ")
        (head, passed), (their_head, their) = split(ours[opened:]), split(theirs)
        equal(f"what passed {way}", passed, their)
        strip = lambda text: [line for line in text.split("\r\n") if not line.lower().startswith("connection:")]
        equal(f"the head that passed {way}", strip(head), strip(their_head))
    if ending.up is not None:
        equal("the client's close on the wire", close_code(behind.up), ending.up)
    equal("the server's close on the wire", close_code(behind.down), ending.down)
    if "permessage-deflate" in split(behind.down)[0]:
        data = [frame for frame in frames(behind.down) if frame.opcode in (1, 2)]
        equal("compressed frames", [frame.reserved for frame in data], [4] * len(data))


def check_event(event, ending, before):
    expected = {
        "target": "closeframe",
        "message": "websocket closed",
        "websocket.role": "server",
        "websocket.close.code": ending.code,
        "websocket.close.initiator": ending.initiator,
        "client.address": "127.0.0.1",
        "url.path": "/any/path",
    }
    if ending.level:
        expected["level"] = ending.level
    if ending.up not in (1006, None):
        expected["websocket.close.received_code"] = ending.up
    for field, value in expected.items():
        equal(field, event.get(field), value)
    outcome = event["websocket.close.outcome"]
    assert outcome in ending.outcomes, f"{outcome} instead of {ending.outcomes}"
    agent = [line for line in split(before.up)[0].split("\r\n") if line.lower().startswith("user-agent: ")]
    equal("user_agent.original", event.get("user_agent.original"), agent[0][12:] if agent else None)
    for field in ["name", "meaning", "when", "fix", "retry"]:
        assert event.get(f"websocket.close.{field}"), f"websocket.close.{field} is missing"


def check_ending(stage, upstream, library, ending):
    sidecar = stage.sidecar
    sidecar.forget()
    metrics = sidecar.metrics()
    stage.behind.target = upstream.address
    with ClientProcess(library, stage.url, CLIENTS) as client:
        equal("connections open", sidecar.metrics().open(), 1)
        before, behind = stage.last()
        if ending.order is None:
            client.kill()
        else:
            client.order(**ending.order)
        if ending.client is not None:
            equal("the close as the client saw it", client.seen(), ending.client)
        code, reason = upstream.seen()
        equal("the code as the server saw it", code, ending.server[0])
        if ending.server[1] is not None:
            equal("the reason as the server saw it", reason, ending.server[1])
        event = sidecar.close_of(before.port)
    check_event(event, ending, before)
    check_wire(before, behind, ending)
    after = sidecar.metrics()
    [(labels, count)] = after.since(metrics, "websocket_closes_total")
    counted = {
        "code": "4xxx" if ending.code >= 4000 else str(ending.code),
        "initiator": ending.initiator,
        "outcome": event["websocket.close.outcome"],
        "role": "server",
    }
    equal("what was counted", (labels, count), (counted, 1))
    equal("connections still open", after.open(), 0)


def check_killed(stage, library):
    """A server that is killed: all of its connections are dropped. Who comes then is told 502."""
    stage.sidecar.forget()
    with ExitStack() as stack:
        upstream = stack.enter_context(Upstream(library))
        stage.behind.target = upstream.address
        clients = [
            stack.enter_context(ClientProcess(it, stage.url, CLIENTS)) for it in ["python", "node"]
        ]
        ports = [it.port for it in stage.before.connections[-2:]]
        upstream.kill()
        for client in clients:
            equal("the close as the client saw it", client.seen(), LOST)
        for port in ports:
            event = stage.sidecar.close_of(port)
            equal("outcome", event["websocket.close.outcome"], "dropped")
            equal("level", event["level"], "WARN")
        equal("the status without a server", ask(stage, "GET", "/")[0], 502)
    with Upstream(library) as upstream:
        check_ending(stage, upstream, "node", NORMAL)


def ask(stage, method, path, body=None, headers={}, address=None):
    connection = http.client.HTTPConnection(*(address or stage.sidecar.listens), timeout=TIMEOUT_S)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, sorted(answer.getheaders()), answer.read()
    finally:
        connection.close()


def check_http(stage, upstream):
    """Plain HTTP is answered as without the sidecar, but for what tells of the connection."""
    stage.behind.target = upstream.address

    def answer(address, *request):
        status, headers, body = ask(stage, *request, address=address)
        hop = {"connection", "keep-alive", "date"}
        headers = [(name, value) for name, value in headers if name.lower() not in hop]
        return status, headers, hashlib.sha256(body).hexdigest()

    for request in [("GET", "/a/../b?c=%20"), ("HEAD", "/"), ("GET", "*"), ("POST", "/", bytes(30_000_000))]:
        through, direct = [answer(it, *request) for it in [stage.sidecar.listens, upstream.address]]
        equal(f"the answer to {request[:2]}", through, direct)
    # One connection of a client's, and one to the server for each request.
    count = len(stage.behind.connections)
    connection = http.client.HTTPConnection(*stage.sidecar.listens, timeout=TIMEOUT_S)
    for _ in range(20):
        connection.request("GET", "/")
        equal("status", connection.getresponse().read()[:15], b"<!doctype html>")
    connection.close()
    equal("connections to the server", len(stage.behind.connections) - count, 20)


def check_pages(stage):
    for path, text in {
        "/": "Latest endings",
        "/codes/1006": "Abnormal Closure",
        "/compare/1000/1010?lang=de": '<html lang="de">',
    }.items():
        status, _, page = stage.sidecar.get(path)
        equal(f"status of {path}", status, 200)
        assert text in page, f"{path} does not say {text!r}"
    assert "End one yourself" not in stage.sidecar.get("/")[2], "the console has the echo server's buttons"


def check_descriptors(stage, executable, scratch):
    """More connections than it may have open: it goes on when they are over."""
    folder = Path(scratch) / "descriptors"
    folder.mkdir()
    limited = ["sh", "-c", 'ulimit -n 60; RUST_LOG=sidecar=debug exec "$0" "$@"', *executable]
    with Upstream("node") as upstream:
        with SidecarProcess(limited, folder, "{}:{}".format(*upstream.address), "--linger", "0") as sidecar:
            with ExitStack() as stack:
                for _ in range(80):
                    stack.enter_context(socket.create_connection(sidecar.listens))
                refused = "cannot accept a connection"
                wait_for("an accept that fails", lambda: refused in sidecar.stdout.read_text())
            equal("status", ask(stage, "GET", "/", address=sidecar.listens)[0], 200)
            sidecar.terminate()
            check_exit(sidecar)


def check_bad_days(stage, executable, scratch):
    """As the smaller examples: outputs that are of no use; half a request and a silent client at SIGTERM."""
    with Upstream("node") as upstream:
        to = "{}:{}".format(*upstream.address)
        command = [*executable, "--listen", "ADDRESS", "--to", to, "--http", "127.0.0.1:0", "--linger", "0"]
        beside.check_outputs(command, Path(scratch))
        beside.check_signals(command, Path(scratch))


def check_exit(sidecar):
    wait_for("the sidecar to exit", lambda: sidecar.process.poll() is not None)
    equal("exit status", sidecar.process.returncode, 0)


def check_sigterm(stage):
    stage.sidecar.terminate()
    check_exit(stage.sidecar)


def check_crowd(stage, executable, scratch):
    """Many at once, and SIGTERM: everyone gets 1001, on either side, and the sidecar ends well."""
    # Two for each connection, and what the sidecar has open anyway.
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    count = min(CROWD, (limit - 200) // 2)
    if count < CROWD:
        print(f"NOT {CROWD}: with {limit} descriptors, {count} connections", flush=True)
    folder = Path(scratch) / "crowd"
    folder.mkdir()
    with ExitStack() as stack:
        upstream = stack.enter_context(Upstream("node"))
        # Straight to it: the wire would take a thread for each direction.
        to = "{}:{}".format(*upstream.address)
        sidecar = stack.enter_context(SidecarProcess(executable, folder, to, *PATIENT))
        url = "ws://{}:{}/".format(*sidecar.listens)
        crowd = stack.enter_context(
            subprocess.Popen(
                ["node", str(HERE / "clients" / "crowd.js"), url, str(count)], stdout=subprocess.PIPE, text=True
            )
        )
        stack.callback(crowd.kill)
        begun = time.monotonic()
        equal("opened", json.loads(crowd.stdout.readline()), {"open": count})
        equal("connections open", sidecar.metrics().open(), count)
        status = Path(f"/proc/{sidecar.process.pid}/status").read_text()
        memory = int(status.split("VmRSS:")[1].split()[0])
        print(f"        {count} connections in {time.monotonic() - begun:.1f} s, {memory} kB", flush=True)

        begun = time.monotonic()
        sidecar.terminate()
        equal("the codes that the clients saw", json.loads(crowd.stdout.readline()), {"1001": count})
        left = {"code": "1001", "initiator": "local", "outcome": "clean", "role": "server"}
        key = "websocket_closes_total", frozenset(left.items())
        wait_for("the metric", lambda: sidecar.metrics().samples[key] == count)
        seen = {upstream.seen() for _ in range(count)}
        equal("what the server's application saw", seen, {(1001, REASON)})
        print(f"        all closed in {time.monotonic() - begun:.1f} s", flush=True)
        equal("the status of who comes late", ask(stage, *LATE, address=sidecar.listens)[0], 503)
        wait_for("the drain to end", lambda: "shut down" in sidecar.stderr.read_text())
        sidecar.terminate()
        check_exit(sidecar)
        told = sidecar.stderr.read_text()
        assert f"drained: {count} clean, " in told, told
        assert f"shut down: {count} connections opened, {count} closed, 0 still open\n" in told, told
        # So many of one kind are not logged one by one.
        events = [json.loads(line) for line in sidecar.stdout.read_text().splitlines()]
        closes = [event for event in events if event["event.name"] == "websocket.close"]
        suppressed = sum(event.get("websocket.close.suppressed.count", 0) for event in events)
        equal("closes in the log", len(closes) + suppressed, count)
        fields = ["code", "initiator", "outcome"]
        kinds = {tuple(event[f"websocket.close.{field}"] for field in fields) for event in closes}
        equal("what they say", kinds, {(1001, "local", "clean")})


def main(executable, scratch):
    passed, failed = 0, 0
    executable = [executable]
    stage = Stage(executable, scratch)

    def check(name, run, *arguments):
        nonlocal passed, failed
        begun = time.monotonic()
        try:
            run(stage, *arguments)
            passed += 1
            print(f"ok      {name} ({time.monotonic() - begun:.1f} s)", flush=True)
        except Exception:
            failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)

    with stage.sidecar:
        for server in ["python", "node"]:
            with Upstream(server) as upstream:
                if server == "node":
                    check("plain HTTP in front of node", check_http, upstream)
                for client, endings in ENDINGS[server].items():
                    if client == "java" and not shutil.which("javac"):
                        print(f"NOT RUN: java in front of {server}, since no JDK is here", flush=True)
                        continue
                    for ending in endings:
                        name = f"{client} through the sidecar to {server}: {ending.name}"
                        check(name, check_ending, upstream, client, ending)
            check(f"{server} is killed, and starts again", check_killed, server)
        check("pages", check_pages)
        check("too few descriptors", check_descriptors, executable, scratch)
        check("outputs of no use, and SIGTERM", check_bad_days, executable, scratch)
        check("a crowd, and SIGTERM", check_crowd, executable, scratch)
        check("SIGTERM with nobody there", check_sigterm)
        if failed:
            print(f"what the sidecar logged:\n{stage.sidecar.stdout.read_text()}")
            print(f"and on standard error:\n{stage.sidecar.stderr.read_text()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
