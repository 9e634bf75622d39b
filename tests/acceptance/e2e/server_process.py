"""The example server as a process: its addresses, its log and its metrics."""

import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter

TIMEOUT_S = 20
SAMPLE = re.compile(r"(?P<name>\w+)(?:\{(?P<labels>.*)\})? (?P<value>\S+)")
LABEL = re.compile(r'(\w+)="([^"]*)"')


def wait_for(what, probe):
    """Returns the first result of `probe` that is true; `what` says what was waited for."""
    deadline = time.monotonic() + TIMEOUT_S
    while not (result := probe()):
        assert time.monotonic() < deadline, f"waited {TIMEOUT_S} s for {what}"
        time.sleep(0.01)
    return result


class ServerProcess:
    """Listens on free ports; keeps what it prints in files of `folder`."""

    def __init__(self, executable, folder, linger_s, log="json", host="127.0.0.1"):
        self.stdout, self.stderr = folder / "server.stdout", folder / "server.stderr"
        command = [executable, "--ws", f"{host}:0", "--http", "127.0.0.1:0"]
        command += ["--log", log, "--linger", str(linger_s), "--endpoint", "chat"]
        self._start(command)
        try:
            self.ws = self._address("websocket listening on ")
            self.http = self._address("http listening on ")
        except BaseException:
            self.process.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def _start(self, command):
        with self.stdout.open("wb") as stdout, self.stderr.open("wb") as stderr:
            self.process = subprocess.Popen(command, stdout=stdout, stderr=stderr)

    def _address(self, prefix):
        def probe():
            assert self.process.poll() is None, f"the server ended: {self.stderr.read_text()}"
            found = re.search(f"^{prefix}(.*)\n", self.stderr.read_text(), re.MULTILINE)
            return found and found[1]

        return wait_for(f"the line {prefix!r}", probe)

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def closes(self):
        """All close events of the log so far."""
        text = self.stdout.read_text(encoding="utf-8")
        # The last line may be half written.
        lines = [json.loads(line) for line in text.split("\n")[:-1]]
        return [line for line in lines if line.get("event.name") == "websocket.close"]

    def close_of(self, port):
        """The close event of the connection from this port of the client's, once it is there."""
        peer = f"127.0.0.1:{port}"

        def probe():
            return [it for it in self.closes() if it["span"]["peer"] == peer]

        events = wait_for(f"the close event of {peer}", probe)
        assert len(events) == 1, f"{len(events)} close events for {peer}"
        return events[0]

    def get(self, path):
        """Status, content type and text of a page."""
        try:
            with urllib.request.urlopen(self.http + path, timeout=TIMEOUT_S) as response:
                return response.status, response.headers["content-type"], response.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.headers["content-type"], refusal.read().decode()

    def metrics(self):
        """A snapshot of all samples."""
        status, _, text = self.get("/metrics")
        assert status == 200, f"/metrics says {status}"
        return Metrics(text)


class Metrics:
    """Samples by name and labels; a series that is not there counts as 0."""

    def __init__(self, text):
        self.samples = Counter()
        for line in text.splitlines():
            if line and not line.startswith("#"):
                sample = SAMPLE.fullmatch(line)
                assert sample, f"not a sample: {line}"
                labels = frozenset(LABEL.findall(sample["labels"] or ""))
                self.samples[sample["name"], labels] = float(sample["value"])

    def total(self, name):
        return sum(value for (it, _), value in self.samples.items() if it == name)

    def open(self):
        opened = self.total("websocket_connections_opened_total")
        return opened - self.total("websocket_closes_total")

    def since(self, before, name):
        """What changed in the series of one name: pairs of labels and difference."""
        changes = [
            (dict(labels), value - before.samples[it, labels])
            for (it, labels), value in self.samples.items()
            if it == name
        ]
        return [(labels, change) for labels, change in changes if change]
