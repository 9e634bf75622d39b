"""Counts the closes of the example server's log with each tool of examples/kit/logs, flattened and
nested; every count has to be that of the server's own metrics. The flattened log is also read as
otel/collector.yaml would have it read (otel.py).

    logs.py SERVER_EXECUTABLE SCRATCH_FOLDER

Needs mtail, syslog-ng, jq and node; PyYAML has to be importable here, and @grafana/lezer-logql with
@lezer/lr from Node (NODE_PATH).
"""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "e2e"))

import otel  # noqa: E402
import yaml  # noqa: E402
from server_process import Metrics, ServerProcess, wait_for  # noqa: E402
from traffic import cause, every_ending  # noqa: E402

KIT = HERE.parents[2] / "examples" / "kit" / "logs"
PACKAGES = {"mtail": "mtail", "syslog-ng": "syslog-ng-core", "jq": "jq", "node": "nodejs"}
LABELS = ["code", "initiator", "outcome", "role"]
CLOSES = "websocket_closes_total"
# How the server is told, and where the fields of an event then are for syslog-ng and for Loki.
SHAPES = {"json": (".json.", ""), "nested-json": (".json.fields.", "fields_")}
# No host is out of reach on loopback, and nothing else fails there.
OUTCOMES = {
    "clean",
    "unanswered",
    "timeout",
    "eof",
    "reset",
    "protocol_error",
    "invalid_payload",
    "too_big",
    "dropped",
    "panicked",
}


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, **options)
    assert done.returncode == 0, f"{command} failed:\n{done.stdout}{done.stderr}"
    return done.stdout


def equal(what, actual, expected):
    differences = {key: (actual[key], expected[key]) for key in {**actual, **expected}}
    differences = {key: pair for key, pair in differences.items() if pair[0] != pair[1]}
    assert not differences, f"{what}: (counted, expected) is {differences}"


def counted_lines(text):
    return Counter(tuple(line.split("\t")) for line in text.splitlines())


def closes_in(metrics, name):
    """How many connections ended how."""
    found = Counter()
    for (it, labels), value in metrics.samples.items():
        if it == name and value:
            found[tuple(dict(labels)[label] for label in LABELS)] += int(value)
    return found


def logs_of_endings(executable, scratch):
    """The server's log and metrics in each shape, after connections have ended in every way."""
    servers = {}
    for shape in SHAPES:
        folder = scratch / shape
        folder.mkdir()
        servers[shape] = ServerProcess(executable, folder, 0, log=shape)
    try:
        cause([ending for it in servers.values() for ending in every_ending(it.ws)])
        for shape, server in servers.items():
            wait_for("all connections to end", lambda: server.metrics().open() == 0)
            metrics = server.metrics()
            server.terminate()
            wait_for("the server to exit", lambda: server.process.poll() is not None)
            yield shape, server.stdout, metrics
    finally:
        for server in servers.values():
            server.process.kill()
            server.process.wait()


def with_mtail(log, scratch, shape):
    command = ["mtail", "--progs", KIT, "--logs", log, "--one_shot"]
    command += ["--one_shot_format=prometheus", "--address=127.0.0.1", "--port=0"]
    return closes_in(Metrics(run(command)), "websocket_logged_closes_total")


def with_jq(log, scratch, shape):
    return counted_lines(run(["jq", "-rRf", KIT / "closes.jq", log]))


def with_syslog_ng(log, scratch, shape):
    folder = scratch / shape
    config = folder / "syslog-ng.conf"
    # The version of the configuration's language, which is that of the program.
    version = re.search(r"^syslog-ng \d+ \((\d+\.\d+)", run(["syslog-ng", "--version"]))[1]
    config.write_text(
        f'@version: {version}\n@define websocket_log "{log}"\n'
        f'@define websocket_results "{folder}"\n@define websocket_event "{SHAPES[shape][0]}"\n'
        f'@include "{KIT}/syslog-ng.conf"\n'
    )
    command = ["syslog-ng", "--no-caps", "-f", config]
    run([*command, "--syntax-only"])
    files = ["-R", folder / "persist", "-c", folder / "control", "-p", folder / "pid"]
    results, expected = folder / "closes.tsv", sum(with_jq(log, scratch, shape).values())
    with (folder / "syslog-ng.out").open("w") as out:
        process = subprocess.Popen([*command, "-F", *files], stdout=out, stderr=out)
    try:
        wait_for(
            "syslog-ng to read the log",
            lambda: results.exists() and results.read_text().count("\n") >= expected,
        )
    finally:
        # It writes what it still has when it is told to go.
        process.terminate()
        process.wait(20)
    return counted_lines(results.read_text())


def ours_are_picked(metrics, scratch, shape):
    """syslog-ng's filter for our own faults, which no peer can cause by a code."""
    ours = [json.loads(line) for line in (scratch / shape / "ours.json").read_text().splitlines()]
    levels = {line["level"] for line in ours}
    assert levels == {"ERROR"}, f"syslog-ng's filter for our faults picked {levels}"
    # A 1006 and a 65535 of ours were repaired into 1011, and so are among them.
    expected = sum(
        count
        for (code, initiator, outcome, _), count in closes_in(metrics, CLOSES).items()
        if initiator == "local" and (code == "1011" or outcome in ("dropped", "panicked"))
    )
    assert len(ours) == expected, f"syslog-ng picked {len(ours)} faults of ours, not {expected}"
    return len(ours)


def readme_blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", (KIT / "README.md").read_text(), re.M | re.S)


def one_liners_run(log):
    """The shell commands of the README, on this log: each has to print something."""
    commands = readme_blocks("sh")
    for command in commands:
        # A pipe's last program hides what became of the first.
        strict = "set -euo pipefail; " + command.replace("server.log", str(log))
        assert run(["bash", "-c", strict], cwd=KIT), f"prints nothing: {command}"
    return len(commands)


def loki_labels(log):
    """Each close event as Loki's `| json` sees it: nested names joined, and all but letters and
    digits an underscore."""

    def flat(value, name):
        if isinstance(value, dict):
            for key, it in value.items():
                yield from flat(it, f"{name}_{key}" if name else key)
        elif not isinstance(value, list):
            text = value if isinstance(value, str) else json.dumps(value)
            yield re.sub(r"\W", "_", name, flags=re.A), text

    lines = [
        line for line in log.read_text().split("\n") if '"event.name":"websocket.close"' in line
    ]
    return [dict(flat(json.loads(line), "")) for line in lines]


def grammar(expressions):
    command = ["node", HERE / "logql.cjs"]
    return json.loads(run(command, input=json.dumps(expressions)))


def logql_is_sound(events, prefix, expressions):
    """Parsed by Grafana's grammar; and each label is one that the log has, or the stream."""
    known = {name for event in events for name in event} | {"job"}
    # Nobody waits for a minute here, so no hint was logged.
    known.add(f"{prefix}websocket_close_hint")
    for expression, found in zip(expressions, grammar(expressions), strict=True):
        assert not found["errors"], f"no LogQL after {found['errors'][0]!r}"
        unknown = set(found["labels"]) - known
        assert not unknown, f"the log has no {unknown}, of which {expression} speaks"
    [broken] = grammar(['sum by (job) (rate({job="websocket"} | json [5m])'])
    assert broken["errors"], "the grammar finds no error where a parenthesis is missing"


def rules_are_complete(rules, prefix):
    """What the ruler would find out only when it fires; and a page is for what is our own."""
    for rule in rules:
        name, severity = rule["alert"], rule["labels"]["severity"]
        assert (
            severity == "ticket" or f'{prefix}websocket_close_initiator="local"' in rule["expr"]
        ), f"{name} pages for what a peer may choose"
        grouped = re.search(r"sum by \(([^)]*)\)", rule["expr"])
        grouped = set(grouped[1].split(", ")) if grouped else set()
        unknown = set(re.findall(r"\$labels\.(\w+)", rule["annotations"]["summary"])) - grouped
        assert not unknown, f"the summary of {name} speaks of {unknown}, which it has not"


def selected(expression, events):
    """How many events pass the label filters of an expression."""
    filters = re.findall(r'\| (\w+)(=~|!=|=)"([^"]*)"', expression)
    tests = {
        "=": lambda actual, wanted: actual == wanted,
        "!=": lambda actual, wanted: actual != wanted,
        "=~": lambda actual, wanted: re.fullmatch(wanted, actual) is not None,
    }
    return sum(
        all(tests[operator](event.get(label, ""), value) for label, operator, value in filters)
        for event in events
    )


def rules_select_what_the_metrics_count(rules, events, metrics):
    closes = closes_in(metrics, CLOSES)

    def number(wanted):
        return sum(n for key, n in closes.items() if wanted(dict(zip(LABELS, key))))

    broke = {"protocol_error", "invalid_payload", "too_big"}
    sent = [
        value
        for (name, labels), value in metrics.samples.items()
        if name == "websocket_close_violations_total"
        and ("direction", "sent") in labels
        and ("violation", "rejected") not in labels
    ]
    expected = {
        "InternalErrors": number(lambda it: (it["code"], it["initiator"]) == ("1011", "local")),
        "ForgottenSockets": number(lambda it: it["outcome"] in ("dropped", "panicked")),
        "IllegalCloseOfOurs": sum(sent),
        "PeerErrors": number(lambda it: it["outcome"] in broke),
        "IdleLimit": 0,
        "HandshakeTimeouts": number(lambda it: it["outcome"] == "timeout"),
        "Silent": sum(closes.values()),
    }
    expected = {f"WebSocketLog{name}": count for name, count in expected.items()}
    equal("LogQL rules", {it["alert"]: selected(it["expr"], events) for it in rules}, expected)


def what_peers_reject_is_not_ours(rules, prefix):
    """A legal close that the peer took for an error: no client does so in this traffic."""
    it = {"violation_direction": "sent", "violation": "rejected", "outcome": "clean"}
    event = {f"{prefix}websocket_close_{name}": value for name, value in it.items()}
    [illegal] = [it["expr"] for it in rules if it["alert"] == "WebSocketLogIllegalCloseOfOurs"]
    assert selected(illegal, [event]) == 0, "a close that was rejected is taken for an illegal one"
    event[f"{prefix}websocket_close_violation"] = "invalid_code"
    assert selected(illegal, [event]) == 1, "no illegal close is found"


def check(shape, log, metrics, scratch):
    closes = closes_in(metrics, CLOSES)
    missing = OUTCOMES - {key[2] for key in closes} | {"3xxx", "4xxx", "other"} - {
        k[0] for k in closes
    }
    assert not missing, f"the traffic did not cause {missing}"
    for tool in (with_mtail, with_jq, with_syslog_ng):
        equal(f"{tool.__name__}, {shape}", tool(log, scratch, shape), closes)
    if shape == "json":
        assert otel.check(log, scratch) == sum(closes.values()), "otel: not all closes are read"
    ours = ours_are_picked(metrics, scratch, shape)
    one_liners = one_liners_run(log)

    prefix = SHAPES[shape][1]
    name = {"": "flattened", "fields_": "nested"}[prefix]
    groups = yaml.safe_load((KIT / f"loki-rules.{name}.yaml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    queries = [re.sub(r"\bwebsocket_", f"{prefix}websocket_", it) for it in readme_blocks("logql")]
    events = loki_labels(log)
    logql_is_sound(events, prefix, [rule["expr"] for rule in rules] + queries)
    rules_are_complete(rules, prefix)
    rules_select_what_the_metrics_count(rules, events, metrics)
    what_peers_reject_is_not_ours(rules, prefix)
    print(
        f"ok      {name} log: {sum(closes.values())} closes of {len(closes)} kinds counted alike "
        f"by mtail, jq and syslog-ng; {ours} of them our faults; {one_liners} one-liners; "
        f"{len(rules)} LogQL rules and {len(queries)} queries"
    )


def main(executable, scratch):
    missing = [package for tool, package in PACKAGES.items() if not shutil.which(tool)]
    if missing:
        sys.exit(f"tests/acceptance/kit/logs.py needs {', '.join(missing)} (on Debian: apt-get install)")
    scratch = Path(scratch)
    for shape, log, metrics in logs_of_endings(executable, scratch):
        check(shape, log, metrics, scratch)


if __name__ == "__main__":
    main(*sys.argv[1:])
