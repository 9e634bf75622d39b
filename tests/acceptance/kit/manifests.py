"""The manifests for Kubernetes: the PrometheusRule is made of the rule files and the ServiceMonitor of the
PodMonitor, all fit their schemas, and the numbers of the Deployment fit together.

    manifests.py SCRATCH_FOLDER NODE_FOLDER
    manifests.py --write

The rules are taken out of the PrometheusRule again and shown to promtool. Deployment and Service are
compared with Kubernetes' own schemas, which the package kubernetes-validate has. Those of the Prometheus
operator are in @kubernetes-models/prometheus-operator, made of the operator's Go types: its validators
know patterns and what is required, its TypeScript which fields there are. Both have to be installed in
NODE_FOLDER, with typescript. No API server is asked.
"""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
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
SERVICE_HEAD = """\
# Made of podmonitor.yaml by tests/acceptance/kit/manifests.py --write: the same by way of service.yaml.
# Take this or podmonitor.yaml, not both: all would be counted twice.
"""
# Oldest and newest of what is supported somewhere.
KUBERNETES = ["1.30", "1.37"]
OPERATOR = "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1"
VALIDATE = """\
import * as kinds from "%s";
for (const manifest of JSON.parse(process.argv[2])) new kinds[manifest.kind](manifest).validate();
"""
TYPESCRIPT = "--noEmit --skipLibCheck --strict --target es2022 --module nodenext".split()
# `draining.rs` of the example server.
DRAIN_LIMIT = re.compile(r"DRAIN_LIMIT: Duration = Duration::from_secs\((\d+)\)")


def prometheus_rule():
    groups = [
        group for name in RULE_FILES for group in yaml.safe_load((KIT / name).read_text())["groups"]
    ]
    text = yaml.safe_dump(groups, sort_keys=False, width=100)
    return HEAD + "".join(f"    {line}\n" for line in text.splitlines())


def service_monitor():
    monitor = yaml.safe_load((MANIFESTS / "podmonitor.yaml").read_text())
    spec = monitor["spec"]
    monitor["kind"] = "ServiceMonitor"
    monitor["spec"] = {it: spec[it] for it in spec if it != "podMetricsEndpoints"}
    monitor["spec"]["endpoints"] = spec["podMetricsEndpoints"]
    return SERVICE_HEAD + yaml.safe_dump(monitor, sort_keys=False, width=100)


MADE = {"prometheusrule.yaml": prometheus_rule, "servicemonitor.yaml": service_monitor}


def load(name, kind):
    manifest = yaml.safe_load((MANIFESTS / name).read_text())
    assert manifest["kind"] == kind and manifest["metadata"]["name"], f"{name} is no {kind}"
    assert set(manifest) == {"apiVersion", "kind", "metadata", "spec"}, f"{name}: {set(manifest)}"
    return manifest


def is_up_to_date():
    for name, made in MADE.items():
        written = (MANIFESTS / name).read_text()
        assert written == made(), f"{name} is out of date: manifests.py --write"


def operator_objects_to(manifests, node):
    """What the operator's types say against these: nothing, if they are right."""
    script = node / "validate.mjs"
    script.write_text(VALIDATE % OPERATOR)
    typed = node / "typed.mts"
    imported = f'import type * as kinds from "{OPERATOR}";\n'
    typed.write_text(imported + "".join(
        f"export const it{number}: kinds.I{it['kind']} = {json.dumps(it)};\n"
        for number, it in enumerate(manifests)
    ))
    for command in (
        ["node", script, json.dumps(manifests)],
        [node / "node_modules/.bin/tsc", *TYPESCRIPT, typed],
    ):
        run = subprocess.run(command, capture_output=True, text=True, cwd=node)
        if run.returncode:
            return run.stdout + run.stderr
    return ""


def check_operator_schemas(node):
    names = {"prometheusrule.yaml": "PrometheusRule", "podmonitor.yaml": "PodMonitor"}
    names["servicemonitor.yaml"] = "ServiceMonitor"
    manifests = [load(name, kind) for name, kind in names.items()]
    objections = operator_objects_to(manifests, node)
    assert not objections, objections
    # It would be silent too if nothing were compared.
    for field, value in (("interval", "30 seconds"), ("intervall", "30s")):
        wrong = copy.deepcopy(manifests[-1])
        wrong["spec"]["endpoints"][0][field] = value
        objections = operator_objects_to([wrong], node)
        assert field in objections, f"{field}: {value} is not noticed: {objections}"


def check_schemas_of_kubernetes():
    for name, kind in {"deployment.yaml": "Deployment", "service.yaml": "Service"}.items():
        manifest = load(name, kind)
        for version in KUBERNETES:
            kubernetes_validate.validate(manifest, version, strict=True)
            wrong = copy.deepcopy(manifest)
            wrong["spec"]["selectorr"] = {}
            try:
                kubernetes_validate.validate(wrong, version, strict=True)
            except kubernetes_validate.ValidationError:
                continue
            raise AssertionError(f"{kind}: a field that does not exist is not noticed")


def seconds(duration):
    number, unit = re.fullmatch(r"(\d+)([sm])", duration).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


def check_rules(scratch):
    spec = load("prometheusrule.yaml", "PrometheusRule")["spec"]
    extracted = scratch / "extracted.rules.yml"
    extracted.write_text(yaml.safe_dump(spec))
    subprocess.run(["promtool", "check", "rules", extracted], check=True, capture_output=True)


def check_scrape(pods, ports):
    monitor = load("podmonitor.yaml", "PodMonitor")["spec"]
    assert monitor["selector"]["matchLabels"].items() <= pods["labels"].items(), "selects no pod"
    [endpoint] = monitor["podMetricsEndpoints"]
    assert endpoint["port"] in ports, f"no port {endpoint['port']!r}"
    service = load("service.yaml", "Service")
    assert service["spec"]["selector"].items() <= pods["labels"].items(), "the Service has no pod"
    assert monitor["selector"]["matchLabels"].items() <= service["metadata"]["labels"].items()
    [port] = service["spec"]["ports"]
    assert port["name"] == endpoint["port"] and port["targetPort"] in ports, port
    target = yaml.safe_load((KIT / "recording.rules.yml").read_text())
    relabelings = endpoint["relabelings"]
    [job] = [it["replacement"] for it in relabelings if it.get("targetLabel") == "job"]
    assert {"action": "labeldrop", "regex": "endpoint"} in relabelings, "our label `endpoint` is renamed"
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


def main(scratch, node):
    is_up_to_date()
    check_operator_schemas(Path(node))
    check_schemas_of_kubernetes()
    check_rules(Path(scratch))
    check_deployment()


if sys.argv[1:] == ["--write"]:
    for made_name, made in MADE.items():
        (MANIFESTS / made_name).write_text(made())
else:
    main(*sys.argv[1:])
