"""The configuration of the OpenTelemetry Collector in examples/kit/otel, without a Collector, which is in
no package registry that this project uses: it was never run, and says so.

What stands in for it: each key has to be one that the component's documentation names (`KNOWN`, read in
the repositories opentelemetry-collector and opentelemetry-collector-contrib, July 2026), pipelines may
name only what is there, promtool checks the scrape configuration, and the operators of the log are
applied here, by what their documentation says, to a log of the server.
"""

import json
import re
import subprocess
from pathlib import Path

import yaml

KIT = Path(__file__).resolve().parents[3] / "examples" / "kit"
CONFIGURATION = KIT / "otel" / "collector.yaml"
PARSED = {"parse_from": str}
KNOWN = {
    # README.md of each component.
    "receivers": {
        "prometheus": {"config": {"scrape_configs": list}},
        "file_log": {
            "include": list, "exclude": list, "start_at": str, "include_file_name": bool,
            "include_file_path": bool, "resource": dict, "attributes": dict, "operators": list,
            "storage": str,
        },
    },
    "processors": {
        "memory_limiter": {"check_interval": str, "limit_mib": int, "spike_limit_mib": int},
    },
    "exporters": {
        "prometheus": {
            "endpoint": str, "without_scope_info": bool, "metric_expiration": str, "namespace": str,
            "const_labels": dict, "send_timestamps": bool, "enable_open_metrics": bool,
        },
        "otlp_http": {"endpoint": str, "compression": str, "timeout": str, "headers": dict, "tls": dict},
    },
    "service": {"pipelines": dict, "extensions": list, "telemetry": dict},
}
# pkg/stanza/docs/operators/*.md and docs/types/*.md
OPERATORS = {
    "json_parser": {
        "if": str, "parse_from": str, "parse_to": str, "on_error": str, "scope_name": PARSED,
        "severity": PARSED | {"preset": str, "mapping": dict, "overwrite_text": bool},
        "timestamp": PARSED | {"layout_type": str, "layout": str, "location": str},
    },
    "move": {"if": str, "from": str, "to": str, "on_error": str},
    "remove": {"if": str, "field": str, "on_error": str},
}
# The names of the default preset that `tracing` has.
SEVERITIES = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR"}
# What Go's layout of the same meaning reads.
GO_RFC3339 = "2006-01-02T15:04:05.999999999Z07:00"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")


def fits(found, known, where):
    if isinstance(known, dict):
        assert isinstance(found, dict), f"{where} is no mapping"
        strange = set(found) - set(known)
        assert not strange, f"{where}: nobody knows {strange}"
        for key, value in found.items():
            fits(value, known[key], f"{where}.{key}")
    else:
        assert isinstance(found, known), f"{where}: {found!r} is no {known.__name__}"


def load():
    configuration = yaml.safe_load(CONFIGURATION.read_text())
    assert "NOT RUN" in CONFIGURATION.read_text(), "it does not say that it was never run"
    fits(configuration, KNOWN, "collector.yaml")
    return configuration


def keys_are_known(configuration):
    for operator in configuration["receivers"]["file_log"]["operators"]:
        kind = operator["type"]
        rest = {key: value for key, value in operator.items() if key != "type"}
        fits(rest, OPERATORS[kind], kind)
    used = {"receivers": set(), "processors": set(), "exporters": set()}
    for name, pipeline in configuration["service"]["pipelines"].items():
        assert name in ("metrics", "logs", "traces") and set(pipeline) == set(used), name
        for part, names in used.items():
            names.update(pipeline[part])
    for part, names in used.items():
        assert names == set(configuration[part]), f"{part}: used are {names}"


def scrapes_like_prometheus(configuration, scratch):
    """The same job and limits as in prometheus.yml, and promtool is content with it."""
    [ours] = configuration["receivers"]["prometheus"]["config"]["scrape_configs"]
    [its] = yaml.safe_load((KIT / "prometheus.yml").read_text())["scrape_configs"]
    assert ours == its | {"scrape_interval": "15s"}, f"{ours} differs from prometheus.yml"
    file = scratch / "collector.prometheus.yml"
    file.write_text(yaml.safe_dump({"scrape_configs": [ours]}))
    subprocess.run(["promtool", "check", "config", file], check=True, capture_output=True)


def of(field):
    """The key of `attributes.KEY`."""
    top, _, key = field.partition(".")
    assert top == "attributes" and key and "." not in key, f"{field} would be looked for deeper down"
    return key


def applied(operators, line):
    """What becomes of one line, by the documentation of the operators."""
    record = {"body": line, "attributes": {}}
    for it in operators:
        attributes = record["attributes"]
        if it["type"] == "json_parser":
            assert it["if"] == 'body matches "^{"', it["if"]
            if not line.startswith("{"):
                continue
            attributes.update(json.loads(line))
            record["time"] = attributes[of(it["timestamp"]["parse_from"])]
            assert it["timestamp"]["layout"] == GO_RFC3339 and RFC3339.fullmatch(record["time"])
            record["severity"] = attributes[of(it["severity"]["parse_from"])]
            assert record["severity"] in SEVERITIES, record["severity"]
            record["scope"] = attributes[of(it["scope_name"]["parse_from"])]
            continue
        field = it["from"] if it["type"] == "move" else it["field"]
        assert it["if"] == f"{field} != nil", it["if"]
        if (key := of(field)) in attributes:
            value = attributes.pop(key)
            if it["type"] == "move":
                assert it["to"] == "body", it["to"]
                record["body"] = value
    return record


def check(log, scratch):
    """How many close events of this log, with flattened fields, the Collector would have read."""
    configuration = load()
    keys_are_known(configuration)
    scrapes_like_prometheus(configuration, scratch)
    operators = configuration["receivers"]["file_log"]["operators"]
    closes = 0
    for line in log.read_text(encoding="utf-8").splitlines():
        record = applied(operators, line)
        left = {"timestamp", "level", "target", "message"} & set(record["attributes"])
        assert not left, f"{left} stands twice in {record}"
        if record["attributes"].get("event.name") == "websocket.close":
            assert record["body"] == "websocket closed" and record["scope"].startswith("closeframe")
            assert record["attributes"]["websocket.close.outcome"], record
            closes += 1
    return closes
