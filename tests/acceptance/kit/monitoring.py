"""Prometheus, Alertmanager and a webhook receiver on free ports of the loopback address."""

import json
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TIMEOUT_S = 5


def free_address():
    """An address that nobody listened on a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def running(command, log):
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def prometheus(folder, address):
    return running(
        [
            "prometheus",
            f"--config.file={folder}/prometheus.yml",
            f"--storage.tsdb.path={folder}/prometheus-data",
            f"--web.listen-address={address}",
            "--log.level=warn",
        ],
        folder / "prometheus.log",
    )


def alertmanager(folder, address):
    # Debian's name, or its makers'.
    program = shutil.which("prometheus-alertmanager") or "alertmanager"
    return running(
        [
            program,
            f"--config.file={folder}/alertmanager.yml",
            f"--storage.path={folder}/alertmanager-data",
            f"--web.listen-address={address}",
            # Alone, and so on no port of its own.
            "--cluster.listen-address=",
            "--log.level=warn",
        ],
        folder / "alertmanager.log",
    )


def is_ready(address):
    try:
        with urllib.request.urlopen(f"http://{address}/-/ready", timeout=TIMEOUT_S) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError):
        return False


def query(address, expression):
    """Pairs of labels and value."""
    parameters = urllib.parse.urlencode({"query": expression})
    url = f"http://{address}/api/v1/query?{parameters}"
    with urllib.request.urlopen(url, timeout=TIMEOUT_S) as answer:
        result = json.load(answer)["data"]["result"]
    return [(it["metric"], float(it["value"][1])) for it in result]


class Webhook:
    """Keeps what Alertmanager tells: who fired, who was resolved, and to whom it was sent."""

    def __init__(self):
        self.lock = threading.Lock()
        # Of each alert's name, role and receiver: when it was first told to fire, and last resolved.
        self.fired, self.resolved = {}, {}
        webhook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                webhook.take(self.path, json.loads(body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"

    def take(self, path, notice):
        now = time.monotonic()
        with self.lock:
            for alert in notice["alerts"]:
                labels = alert["labels"]
                key = labels["alertname"], labels.get("role"), path
                if alert["status"] == "firing":
                    self.fired.setdefault(key, now)
                    self.resolved.pop(key, None)
                else:
                    self.resolved[key] = now

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
