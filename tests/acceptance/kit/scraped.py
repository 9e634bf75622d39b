"""Two example servers, and a Prometheus that scrapes them every second."""

import json
import sys
import urllib.parse
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "e2e"))

import monitoring  # noqa: E402
import traffic  # noqa: E402
from shorten import RULES  # noqa: E402
from server_process import ServerProcess, wait_for  # noqa: E402


def ask(prometheus, path, **parameters):
    url = f"{prometheus.rstrip('/')}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=90) as response:
        return json.load(response)["data"]


@contextmanager
def prometheus(folder, targets, rules=False):
    """Yields the address of a Prometheus that has scraped all targets once; with the rules that lie in
    its folder, or without."""
    loaded = f"rule_files: {json.dumps(RULES)}\n" if rules else ""
    (folder / "prometheus.yml").write_text(
        f"global: {{scrape_interval: 1s, evaluation_interval: 1s}}\n{loaded}"
        "scrape_configs:\n- job_name: websocket\n  static_configs:\n"
        f"  - targets: [{', '.join(targets)}]\n"
    )
    address = monitoring.free_address()
    url = f"http://{address}"
    with monitoring.prometheus(folder, address) as process:

        def all_up():
            assert process.poll() is None, (folder / "prometheus.log").read_text()
            try:
                found = ask(url, "targets")["activeTargets"]
            except OSError:
                return False
            return sum(it["health"] == "up" for it in found) == len(targets)

        wait_for("Prometheus to scrape", all_up)
        yield url


@contextmanager
def scraped_servers(executable, scratch, rules=False):
    """Yields the servers, and the address of the Prometheus."""
    with ExitStack() as stack:
        servers = []
        for name in ("first", "second"):
            folder = scratch / name
            folder.mkdir()
            servers.append(stack.enter_context(ServerProcess(executable, folder, 0)))
        # A process has no series before its first connection, and a histogram none before its
        # first value: Prometheus would not see these as an increase.
        for server in servers:
            traffic.peer_closes(server.ws, 1000)
            traffic.server_closes(server.ws, "/close 1000")
            traffic.peer_vanishes(server.ws)
            wait_for("the first connections to end", lambda: server.metrics().open() == 0)
        targets = [it.http.removeprefix("http://") for it in servers]
        yield servers, stack.enter_context(prometheus(scratch, targets, rules))


def wait_for_last_scrape(servers, prometheus, still_open=0):
    """Waits until all other connections have ended, and Prometheus knows."""

    def all_counted():
        snapshots = [it.metrics() for it in servers]
        ended = sum(it.total("websocket_closes_total") for it in snapshots)
        found = ask(prometheus, "query", query="sum(websocket_closes_total)")["result"]
        counted = float(found[0]["value"][1]) if found else 0
        return sum(it.open() for it in snapshots) == still_open and counted == ended

    wait_for("Prometheus to scrape the last close", all_counted)
