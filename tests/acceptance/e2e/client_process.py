"""A client of either library, as a process of its own that can be ordered about and killed."""

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).parent
COMMANDS = {
    "python": [sys.executable, "-B", str(HERE / "client.py")],
    "node": ["node", str(HERE / "client.js")],
}
TIMEOUT_S = 20


class ClientProcess:
    """A connection to the server; `port` is the client's end of it."""

    def __init__(self, library, url, commands=COMMANDS):
        self.process = subprocess.Popen(
            [*commands[library], url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        try:
            self.port = self._next()["port"]
        except BaseException:
            self.kill()
            raise

    def order(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def seen(self):
        """The code and the reason of the close as the client saw it, once it is over."""
        seen = self._next()
        code = self.process.wait(TIMEOUT_S)
        assert code == 0, f"the client exited with {code}"
        return seen["code"], seen["reason"]

    def kill(self):
        self.process.kill()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        self.process.stdin.close()

    def _read(self):
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(json.loads(line))
        self.lines.put(None)

    def _next(self):
        try:
            line = self.lines.get(timeout=TIMEOUT_S)
        except queue.Empty:
            raise AssertionError(f"the client said nothing for {TIMEOUT_S} s") from None
        assert line is not None, "the client ended early; its error stands above"
        return line
