"""The sidecar and the servers behind it as processes."""

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path

from server_process import TIMEOUT_S, ServerProcess

HERE = Path(__file__).parent
SERVERS = {
    "python": [sys.executable, "-B", str(HERE / "servers" / "server.py")],
    "node": ["node", str(HERE / "servers" / "server.js")],
}


class SidecarProcess(ServerProcess):
    """Listens on free ports; keeps what it prints in files of `folder`. `executable` is a list of words."""

    def __init__(self, executable, folder, to, *more):
        self.stdout, self.stderr = folder / "sidecar.stdout", folder / "sidecar.stderr"
        command = [*executable, "--listen", "127.0.0.1:0", "--to", to, "--http", "127.0.0.1:0"]
        command += ["--log", "json", *more]
        self._start(command)
        try:
            address = self._address("listening on http://").removesuffix(f" for {to}")
            self.http = self._address("http listening on ")
        except BaseException:
            self.process.kill()
            raise
        host, port = address.split(":")
        self.listens = host, int(port)
        self.known = 0

    def closes(self):
        """Those that `forget` has not been told to forget."""
        return super().closes()[self.known :]

    def forget(self):
        """Of one port there may be several connections, one after the other."""
        self.known += len(self.closes())


class Upstream:
    """A server; on its standard output, each connection's ending as its application saw it."""

    def __init__(self, library):
        self.process = subprocess.Popen(
            SERVERS[library], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = "127.0.0.1", self.next()["port"]

    def next(self):
        try:
            line = self.lines.get(timeout=TIMEOUT_S)
        except queue.Empty:
            raise AssertionError(f"the server said nothing for {TIMEOUT_S} s") from None
        assert line is not None, "the server ended early; its error stands above"
        return line

    def seen(self):
        """The code and the reason with which its next connection closed."""
        line = self.next()
        return line["code"], line["reason"]

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def _read(self):
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(json.loads(line))
        self.lines.put(None)
