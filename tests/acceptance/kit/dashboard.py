"""Checks examples/kit/dashboard.json.

    dashboard.py --check             is what the generator writes, and all its PromQL is sound
    dashboard.py --live SERVER_EXECUTABLE SCRATCH_FOLDER
                                     each expression returns data from a Prometheus that scrapes two
                                     servers, while connections end in every way
    dashboard.py --prometheus URL    the same of another Prometheus; it has to have seen, in the last
                                     five minutes, a close of each initiator, one that named no legal
                                     code, and one that broke a rule

`--check` needs promtool, and grafana-foundation-sdk to be importable here; `--live` prometheus.
"""

import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scraped import ask, scraped_servers, wait_for_last_scrape
from traffic import cause, every_ending

KIT = Path(__file__).resolve().parents[3] / "examples" / "kit"
COMMITTED = KIT / "dashboard.json"
EVERYTHING = {"job": ".*", "instance": ".*", "role": ".*"}


def substituted(text, window="5m", time_range="5m"):
    """An expression as Grafana sends it when all variables are set to All."""
    for name, value in {**EVERYTHING, "__rate_interval": window, "__range": time_range}.items():
        text = text.replace(f"${name}", value)
    assert "$" not in text, f"an unknown variable in {text}"
    return text


def rows():
    """The headings between the panels."""
    return [it for it in json.loads(COMMITTED.read_text())["panels"] if it["type"] == "row"]


def panels():
    """The panels that ask for something."""
    return [it for it in json.loads(COMMITTED.read_text())["panels"] if it["type"] != "row"]


def targets():
    return [(panel, target) for panel in panels() for target in panel["targets"]]


def expression(title):
    [found] = [target["expr"] for panel, target in targets() if panel["title"] == title]
    return substituted(found)


def promtool(*arguments):
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, f"promtool {arguments}:\n{done.stdout}{done.stderr}"


def check_generated():
    generate = [sys.executable, "-B", KIT / "dashboard.py"]
    generated = subprocess.run(generate, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert generated == COMMITTED.read_text(), (
        f"{COMMITTED.name} is not what {generate[-1].name} writes: write it again"
    )


def check_panels():
    taken = set()
    for panel in panels():
        title, at = panel["title"], panel["gridPos"]
        assert len(panel["description"]) > 60, f"{title} does not say what to do"
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert at["x"] + at["w"] <= 24 and not cells & taken, f"{title} lies over another panel"
        taken |= cells
        refs = [target["refId"] for target in panel["targets"]]
        assert len(set(refs)) == len(refs), f"{title} has two queries of one name"


def check_promql(scratch):
    """promtool knows expressions as rules."""
    rules = [
        {
            "record": f"dashboard:panel{panel['id']}:{target['refId']}",
            "expr": substituted(target["expr"]),
        }
        for panel, target in targets()
    ]
    file = scratch / "rules.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", file)
    return len(rules)


def check_names(scratch):
    """No close is lost or counted twice by its way to a name, whatever the instances call it."""

    def closes(job, instance, code, values):
        labels = f'job="{job}",instance="{instance}",role="server",code="{code}"'
        return {"series": f"websocket_closes_total{{{labels}}}", "values": values}

    def info(job, instance, code, name, values):
        labels = f'job="{job}",instance="{instance}",code="{code}",name="{name}"'
        return {"series": f"websocket_close_code_info{{{labels}}}", "values": values}

    series = [
        closes("a", "1", 1006, "0+60x20"),
        closes("a", "2", 1006, "0+60x20"),
        info("a", "1", 1006, "Abnormal Closure", "1x20"),
        info("a", "2", 1006, "Abnormal Closure", "1x20"),
        # Out of date.
        info("a", "2", 1006, "Lost", "0x20"),
        # Two versions of one application, and another application.
        closes("a", "1", 4001, "0+60x20"),
        closes("a", "2", 4001, "0+60x20"),
        closes("b", "3", 4001, "0+60x20"),
        info("a", "1", 4001, "Session Expired", "1x20"),
        info("a", "2", 4001, "Session Over", "1x20"),
        info("b", "3", 4001, "Kicked", "1x20"),
        # A process that has ended.
        closes("c", "4", 1001, "0+60x17 stale"),
        info("c", "4", 1001, "Going Away", "1x17 stale"),
    ]
    named = expression("Closes by code")

    def expect(expr, *samples):
        samples = [{"labels": f"{{{labels}}}", "value": value} for labels, value in samples]
        return {"expr": expr, "eval_time": "20m", "exp_samples": samples}

    def only(*names):
        known = f'websocket_close_code_info{{name=~"{"|".join(names)}"}}'
        return f"({named}) and on (name) count by (name) ({known})"

    tests = [
        expect(
            f"count by (code) ({named})", ('code="1001"', 1), ('code="1006"', 1), ('code="4001"', 2)
        ),
        expect(f"round(sum({named}) - sum(rate(websocket_closes_total[5m])), 0.001)", ("", 0)),
        expect(
            only("Abnormal Closure", "Kicked"),
            ('code="1006",name="Abnormal Closure"', 2),
            ('code="4001",name="Kicked"', 1),
        ),
        expect(only("Lost")),
    ]
    test = {"interval": "1m", "input_series": series, "promql_expr_test": tests}
    file = scratch / "test.yml"
    file.write_text(json.dumps({"evaluation_interval": "1m", "tests": [test]}))
    promtool("test", "rules", file)
    return len(tests)


def check_data(prometheus):
    """Everything is asked for one moment, so that sums can be compared."""
    now = ask(prometheus, "query", query="time()")["result"][0]
    totals = {}
    for panel, target in targets():
        what = f"{panel['title']}, {target['refId']}"
        found = ask(prometheus, "query", query=substituted(target["expr"]), time=now)["result"]
        values = [float(it["value"][1]) for it in found]
        numbers = [it for it in values if math.isfinite(it)]
        assert numbers, f"{what}: no data but {values}: {target['expr']}"
        legend = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"]))
        for it in found:
            missing = legend - set(it["metric"])
            assert not missing, (
                f"{what}: the legend names {missing}, which is not in {it['metric']}"
            )
        totals[panel["title"]] = sum(numbers)
    rates = [totals[f"Closes by {it}"] for it in ("code", "initiator", "outcome")]
    assert math.isclose(min(rates), max(rates), rel_tol=1e-9), (
        f"closes by code, initiator and outcome: {rates}"
    )

    variables = json.loads(COMMITTED.read_text())["templating"]["list"]
    for query in [it["query"] for it in variables if it["type"] == "query"]:
        series, label = re.fullmatch(r"label_values\((.*), (\w+)\)", substituted(query)).groups()
        values = ask(prometheus, f"label/{label}/values", **{"match[]": series})
        assert values, f"no values for {query}"
    print(
        f"ok      {len(targets())} expressions of the dashboard return data; "
        f"{rates[0]:.3f} closes/s by code, by initiator and by outcome"
    )


def check_live(executable, scratch):
    with scraped_servers(executable, Path(scratch)) as (servers, prometheus):
        cause([ending for server in servers for ending in every_ending(server.ws)])
        wait_for_last_scrape(servers, prometheus)
        check_data(prometheus)


def check():
    check_generated()
    check_panels()
    with tempfile.TemporaryDirectory() as scratch:
        number, tests = check_promql(Path(scratch)), check_names(Path(scratch))
    print(
        f"ok      dashboard.json is as generated: {len(panels())} panels, {number} expressions; "
        f"{tests} tests of its names"
    )


MODES = {"--check": check, "--live": check_live, "--prometheus": check_data}

if __name__ == "__main__":
    for tool in ("prometheus", "promtool"):
        if not shutil.which(tool):
            sys.exit(f"dashboard.py needs {tool} (on Debian: apt-get install prometheus)")
    MODES[sys.argv[1]](*sys.argv[2:])
