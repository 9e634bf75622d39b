"""Cuts clients off by dropping their packets: the server finds them, and nobody else, by its keepalive.

    run.py SERVER_EXECUTABLE SCRATCH_FOLDER NETWORK

To be run in the namespace NETWORK-server, beside which .ci/netns has made NETWORK-router, NETWORK-far,
which is cut off, and NETWORK-near, which stays. `websockets` has to be importable here, and `ws` from
Node.
"""

import json
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "e2e"))

from server_process import ServerProcess, wait_for  # noqa: E402

SERVER, FAR, NEAR = "10.77.0.2", "10.77.1.2", "10.77.2.2"
# Interval and limit of the server's keepalive.
KEEPALIVE_S = 1.0
# What a busy machine may add.
SLACK_S = 2.0
COMMANDS = {
    "python": [sys.executable, "-B", str(HERE / "client.py")],
    "node": ["node", str(HERE / "client.js")],
}


class Client:
    """A client in a namespace; `peer` is its address as the server sees it."""

    def __init__(self, namespace, address, url, library, mode, own_ping_s=None):
        self.name = f"{library}, {mode}" + (", with pings of its own" if own_ping_s else "")
        arguments = [url, mode, str(round(KEEPALIVE_S * 1000))]
        arguments += [str(own_ping_s)] if own_ping_s else []
        command = ["ip", "netns", "exec", namespace, *COMMANDS[library], *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        line = self.lines.get(timeout=20)
        assert line, f"{self.name}: ended early; its error stands above"
        self.peer = f"{address}:{line['ready']}"

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def lives(self):
        return self.process.poll() is None and self.lines.empty()

    def kill(self):
        self.process.kill()
        self.process.wait()


def router(network, *command):
    subprocess.run(["ip", "-n", f"{network}-router", *command], check=True)


def cut_off(network):
    """From now on the router drops what comes from far and what goes there, and tells nobody."""
    router(network, "rule", "add", "iif", "far", "blackhole", "pref", "1")
    router(network, "rule", "add", "to", FAR, "blackhole", "pref", "1")


def closes(server):
    return {event["span"]["peer"]: event for event in server.closes()}


def check_found(server, client, cut):
    """What the log says of a client that was cut off then."""
    within = 2 * KEEPALIVE_S + SLACK_S
    event = wait_for(f"the close event of {client.name}", lambda: closes(server).get(client.peer))
    took = time.monotonic() - cut
    # It was heard right before, so its limit had not begun.
    assert 0.9 * KEEPALIVE_S <= took <= within, f"found after {took:.2f} s of at most {within} s"
    if "stuffed" in client.name:
        # Behind a blocked write there is no room for a close.
        expected = {"code": 1006, "initiator": "none", "outcome": "ping_timeout"}
    else:
        expected = {"code": 3008, "initiator": "local", "outcome": "ping_timeout"}
        assert event["websocket.close.sent_code"] == 3008, event
        assert event["websocket.close.reason"] == "ping timeout", event
    for field, value in expected.items():
        found = event[f"websocket.close.{field}"]
        assert found == value, f"{field} is {found!r}, not {value!r}: {event}"
    assert event["level"] == "INFO", event
    assert event["websocket.close.blame"] == "network", event
    print(f"{client.name}: {expected['code']} after {took:.2f} s")


def check_metrics(server, before, far):
    stuffed = sum("stuffed" in client.name for client in far)
    expected = {
        ("3008", "local", "ping_timeout"): len(far) - stuffed,
        ("1006", "none", "ping_timeout"): stuffed,
    }
    changes = server.metrics().since(before, "websocket_closes_total")
    found = {
        (labels["code"], labels["initiator"], labels["outcome"]): change
        for labels, change in changes
    }
    assert found == expected, f"counted {found}, expected {expected}"


def check_near(server, near):
    """Who was not cut lives, from either side's view, and for several intervals on."""
    ended = closes(server)
    for client in near:
        assert client.peer not in ended, f"{client.name}: {ended[client.peer]}"
        assert client.lives(), f"{client.name} ended: {client.lines.get_nowait()}"
    assert server.metrics().open() == len(near), f"{server.metrics().open()} are open"


def run(server, network):
    url = f"ws://{SERVER}:{urlsplit(server.ws).port}/"
    ways = [("python", "idle"), ("node", "idle"), ("python", "echoing"), ("python", "stuffed")]
    own = [("python", "idle", KEEPALIVE_S), ("node", "idle", KEEPALIVE_S), ("python", "echoing", 0.3)]
    clients = []
    try:
        far = [Client(f"{network}-far", FAR, url, *way) for way in ways]
        clients += far
        near = [Client(f"{network}-near", NEAR, url, *way) for way in ways + own]
        clients += near
        time.sleep(4 * KEEPALIVE_S)
        check_near(server, far + near)

        before = server.metrics()
        cut_off(network)
        cut = time.monotonic()
        for client in far:
            check_found(server, client, cut)
        check_metrics(server, before, far)
        time.sleep(2 * KEEPALIVE_S)
        check_near(server, near)
        print(f"{len(near)} that were not cut live")
    finally:
        for client in clients:
            client.kill()


def main(executable, folder, network):
    with ServerProcess(executable, Path(folder), linger_s=0, host="0.0.0.0") as server:
        try:
            run(server, network)
        except BaseException:
            print(server.stdout.read_text(), file=sys.stderr)
            raise


main(*sys.argv[1:])
