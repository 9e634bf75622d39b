"""The manifests for Kubernetes: the PrometheusRule is made of the rule files, and the numbers of the
Deployment fit together.

    manifests.py SCRATCH_FOLDER [--write]

The rules are taken out of the PrometheusRule again and shown to promtool. No API server and no schema of
one is asked: fields are compared with the few that are known here.
"""

import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
KIT = ROOT / "examples" / "kit"
MANIFESTS = KIT / "kubernetes"
RULE_FILES = ["recording.rules.yml", "alerts.rules.yml"]
HEAD = """\
# Made of recording.rules.yml and alerts.rules.yml by tests/acceptance/kit/manifests.py --write, for the
# Prometheus operator. Their comments say why.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: closeframe
  labels: {app.kubernetes.io/part-of: closeframe}
spec:
  groups:
"""
# `draining.rs` of the example server.
DRAIN_LIMIT = re.compile(r"DRAIN_LIMIT: Duration = Duration::from_secs\((\d+)\)")


def prometheus_rule():
    groups = [
        group for name in RULE_FILES for group in yaml.safe_load((KIT / name).read_text())["groups"]
    ]
    text = yaml.safe_dump(groups, sort_keys=False, width=100)
    return HEAD + "".join(f"    {line}\n" for line in text.splitlines())


def load(name, kind):
    manifest = yaml.safe_load((MANIFESTS / name).read_text())
    assert manifest["kind"] == kind and manifest["metadata"]["name"], f"{name} is no {kind}"
    assert set(manifest) == {"apiVersion", "kind", "metadata", "spec"}, f"{name}: {set(manifest)}"
    return manifest


def seconds(duration):
    number, unit = re.fullmatch(r"(\d+)([sm])", duration).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


def check_rules(scratch):
    written = (MANIFESTS / "prometheusrule.yaml").read_text()
    assert written == prometheus_rule(), "prometheusrule.yaml is out of date: manifests.py --write"
    spec = load("prometheusrule.yaml", "PrometheusRule")["spec"]
    extracted = scratch / "extracted.rules.yml"
    extracted.write_text(yaml.safe_dump(spec))
    subprocess.run(["promtool", "check", "rules", extracted], check=True, capture_output=True)


def check_scrape(pods, ports):
    monitor = load("podmonitor.yaml", "PodMonitor")["spec"]
    assert monitor["selector"]["matchLabels"].items() <= pods["labels"].items(), "selects no pod"
    [endpoint] = monitor["podMetricsEndpoints"]
    assert endpoint["port"] in ports, f"no port {endpoint['port']!r}"
    target = yaml.safe_load((KIT / "recording.rules.yml").read_text())
    [job] = [it["replacement"] for it in endpoint["relabelings"] if it["targetLabel"] == "job"]
    [expression] = [
        rule["expr"]
        for group in target["groups"]
        for rule in group["rules"]
        if rule["record"] == "closeframe:target"
    ]
    [names] = re.findall(r'job=~"([^"]+)"', expression)
    assert re.fullmatch(names, job), f"closeframe:target does not name {job}"
    return seconds(endpoint["interval"]) + seconds(endpoint["scrapeTimeout"])


def check_deployment():
    spec = load("deployment.yaml", "Deployment")["spec"]
    pods, pod = spec["template"]["metadata"], spec["template"]["spec"]
    assert spec["selector"]["matchLabels"].items() <= pods["labels"].items(), "selects no pod"
    [container] = pod["containers"]
    scraped = check_scrape(pods, {it["name"] for it in container["ports"]})
    args = container["args"]
    linger = int(args[args.index("--linger") + 1])
    assert linger >= scraped, f"lingers {linger} s, may be scraped only after {scraped} s"
    [drain] = DRAIN_LIMIT.findall((ROOT / "examples/server/draining.rs").read_text())
    command, stop = container["lifecycle"]["preStop"]["exec"]["command"]
    assert command == "sleep"
    needed = int(stop) + int(drain) + linger
    grace = pod["terminationGracePeriodSeconds"]
    assert grace > needed, f"killed after {grace} s, needs {needed} s"
    print(f"a pod needs {needed} s to end and has {grace} s; it is scraped within {scraped} s")


if "--write" in sys.argv:
    (MANIFESTS / "prometheusrule.yaml").write_text(prometheus_rule())
check_rules(Path(sys.argv[1]))
check_deployment()
