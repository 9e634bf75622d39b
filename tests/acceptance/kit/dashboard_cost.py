"""What the dashboard costs where 200 processes are scraped: how many series each expression touches.

    dashboard_cost.py SERVER_EXECUTABLE SCRATCH_FOLDER [--write]

A real server shows how its metrics look once connections have ended in every way. A real Prometheus with
the kit's rules scrapes that 200 times over, as 200 processes in 4 services of 2 clusters, and says what
it has. `--write` puts the figures into the README of the kit.
"""

import re
import sys
import textwrap
import threading
import time
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import monitoring
import shorten
from dashboard_file import KIT, questions, substituted
from scraped import ask
from server_process import ServerProcess, wait_for
from traffic import cause, every_ending

PROCESSES = 200
# So that two scrapes, and little more, come before the rules are evaluated: those are the work.
SCRAPE_S, RULES_S = 25, 60
# Two cores that others use too may need all of it.
LIMIT_S = 400
# Series that one expression may touch, and all of them together.
EACH, TOGETHER = 2_000, 25_000
SELECTOR = re.compile(r"[\w:]*\{[^{}]*\}")
SAMPLE = re.compile(r"(?m)^(?!#)(.+) (\d+)$")
README = KIT / "README.md"
BEGIN, END = "<!-- cost -->\n", "<!-- end of cost -->\n"


def exposition(executable, folder):
    """What one process shows after every ending, at two endpoints and at none."""
    with ServerProcess(executable, folder, 0) as server:
        for path in ("", "/endpoint/chat", "/endpoint/other"):
            cause(every_ending(server.ws + path))
        wait_for("all to have ended", lambda: server.metrics().open() == 0)
        return server.get("/metrics")[2]


@contextmanager
def processes(text):
    """A server for all of them; what they have counted grows as it did."""
    begun = time.monotonic()

    @cache
    def body(times):
        return SAMPLE.sub(lambda it: f"{it[1]} {grown(*it.groups(), times)}", text).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/plain; version=0.0.4")
            self.end_headers()
            self.wfile.write(body(1 + int((time.monotonic() - begun) / SCRAPE_S)))

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def grown(series, value, times):
    return value if series.startswith("websocket_close_code_info") else int(value) * times


def scrape_config(address):
    lines = [
        f"global: {{scrape_interval: {SCRAPE_S}s, evaluation_interval: {RULES_S}s}}",
        f"rule_files: [{', '.join(shorten.RULES)}]",
        "scrape_configs:",
    ]
    for service in range(4):
        cluster, job = ("east", "west")[service % 2], f"websocket-{'ab'[service // 2]}"
        lines += [f"- job_name: {cluster}-{job}", "  static_configs:"]
        for number in range(service, PROCESSES, 4):
            labels = f"job: {job}, cluster: {cluster}, namespace: web, pod: chat-{number}"
            labels += f", instance: '10.0.0.{number}:9002'"
            lines.append(f"  - {{targets: ['{address}'], labels: {{{labels}}}}}")
    return "\n".join(lines) + "\n"


def touched(prometheus, expr):
    """How many series the selectors of an expression find."""
    selectors = SELECTOR.findall(expr)
    assert selectors, f"no selector in {expr}"
    return sum(value(prometheus, f"count({it})") for it in selectors)


def value(prometheus, expr):
    found = ask(prometheus, "query", query=expr)["result"]
    return int(float(found[0]["value"][1])) if found else 0


def measured(prometheus):
    """Of each panel, mark and variable: its queries, the series of the widest, and of all."""
    found = {}
    for what, expr in questions():
        series = touched(prometheus, substituted(expr))
        assert series <= EACH, f"{what} touches {series} series, over {EACH}: {expr}"
        found.setdefault(what.rsplit(", ", 1)[0], []).append(series)
    return {what: (len(it), max(it), sum(it)) for what, it in found.items()}


def table(costs, raw):
    together = sum(it for *_, it in costs.values())
    assert together <= TOGETHER, f"all touch {together} series, over {TOGETHER}"
    widest = max(it for _, it, _ in costs.values())
    dearest = sorted(costs.items(), key=lambda it: -it[1][2])
    sentences = (
        f"{PROCESSES} processes in 4 services, each with {raw // PROCESSES} series of ours, which is "
        f"{raw:,} together. The widest of {sum(it for it, *_ in costs.values())} expressions touches "
        f"{widest:,}, all of them {together:,}. The dearest:"
    )
    lines = [
        f"{textwrap.fill(sentences, 105)}\n",
        "| panel | expressions | series of the widest | series |",
        "|---|---|---|---|",
        *(f"| {what} | {n} | {most:,} | {whole:,} |" for what, (n, most, whole) in dearest[:8]),
    ]
    return "\n".join(lines) + "\n"


def check_written(old, new):
    """Not to the last one: a series more or less appears as chance has it."""
    for before, now in zip(numbers(old), numbers(new), strict=True):
        assert abs(before - now) <= 0.1 * max(before, now), f"the README's figures are others:\n{new}"


def numbers(text):
    """Those of the sentences; which panels come next may change places."""
    return [int(it.replace(",", "")) for it in re.findall(r"\d[\d,]*\d", text.split("|")[0])]


def check_choice(prometheus):
    """What is chosen is less than everything, and more than nothing."""
    endings = next(expr for what, expr in questions() if what == "Endings, A")
    chosen = [{}, {"cluster": "east"}, {"cluster": "east", "job": "websocket-a"}]
    sums = [
        float(ask(prometheus, "query", query=substituted(endings, **it))["result"][0]["value"][1])
        for it in chosen
    ]
    assert sums[0] > sums[1] > sums[2] > 0, sums


def main(executable, scratch):
    text = exposition(executable, scratch)
    shorten.write_rules(scratch, 1)
    with processes(text) as address:
        (scratch / "prometheus.yml").write_text(scrape_config(address))
        url = monitoring.free_address()
        with monitoring.prometheus(scratch, url):
            prometheus = f"http://{url}"
            wait_for("Prometheus", lambda: monitoring.is_ready(url))
            every_pod = 'count(closeframe:process{of="increase5m",ending="all",role="server"})'
            wait_long(lambda: value(prometheus, every_pod) == PROCESSES)
            lives = 'count(closeframe:service{of="lifetimes_rate5m"} > 0)'
            wait_long(lambda: value(prometheus, lives) > 0)
            raw = value(prometheus, 'count({__name__=~"websocket_.+"})')
            check_choice(prometheus)
            costs = measured(prometheus)
            rules = [it for group in ask(prometheus, "rules")["groups"] for it in group["rules"]]
            took = sum(it["evaluationTime"] for it in rules)
            drawn = sum(it["evaluationTime"] for it in rules if it["name"] == "closeframe:service")
    said = table(costs, raw)
    head, rest = README.read_text().split(BEGIN)
    old, tail = rest.split(END)
    if "--write" in sys.argv:
        README.write_text(head + BEGIN + said + END + tail)
    else:
        check_written(old, said)
    for what, (_, most, whole) in sorted(costs.items(), key=lambda it: -it[1][2]):
        print(f"        {whole:6} {most:6}  {what}")
    print(
        f"ok      {len(costs)} panels, marks and variables within {EACH} series an expression; of the time "
        f"for all rules, {drawn / took:.0%} goes to what is recorded by service"
    )


def wait_long(probe):
    deadline = time.monotonic() + LIMIT_S
    while not probe():
        assert time.monotonic() < deadline, f"waited {LIMIT_S} s for the rules"
        time.sleep(0.5)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
