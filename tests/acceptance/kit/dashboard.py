"""Checks examples/kit/dashboard.json.

    dashboard.py --check             is what the generator writes, of Grafana's schema, and sound
    dashboard.py --live SERVER_EXECUTABLE SCRATCH_FOLDER
                                     each expression returns data from a Prometheus with the kit's rules
                                     that scrapes two servers, while connections end in every way
    dashboard.py --prometheus URL PAGES
                                     the same of another Prometheus, whose rules are shortened, and
                                     whose fleet has been through it all in the last minutes; the pages
                                     that panels link to are asked for at the other address

`--check` needs promtool, and grafana-foundation-sdk to be importable here; `--live` prometheus.
"""

import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import shorten
from dashboard_file import (
    COMMITTED, KIT, annotations, board, choices, panels, questions, shortened, substituted, targets,
)
from scraped import ask, scraped_servers, wait_for_last_scrape
from traffic import cause, every_ending

# How far a Prometheus is asked back.
SECONDS = 180
STEP_S = 3
# What identifies a service or a process may be there or not.
MAY_MISS = {"cluster", "namespace", "environment", "pod"}
# What Grafana's schema leaves to the data source and to the kind of a variable.
BESIDE_SCHEMA = re.compile(
    r"annotations\.list\.(tagKeys|textFormat|titleFormat|useValueForTime|target\.(expr|interval|refId))"
    r"|templating\.list\.(definition|filters|baseFilters)"
)


def promtool(*arguments):
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, f"promtool {arguments}:\n{done.stdout}{done.stderr}"


def check_generated():
    generate = [sys.executable, "-B", KIT / "dashboard.py"]
    generated = subprocess.run(generate, stdout=subprocess.PIPE, text=True, check=True).stdout
    assert generated == COMMITTED.read_text(), (
        f"{COMMITTED.name} is not what {generate[-1].name} writes: write it again"
    )


def check_schema():
    """Every field is one that Grafana's models know, and comes back from them as it was."""
    from grafana_foundation_sdk.cog.encoder import JSONEncoder
    from grafana_foundation_sdk.cog.plugins import register_default_plugins
    from grafana_foundation_sdk.models.dashboard import Dashboard

    register_default_plugins()
    read = Dashboard.from_json(board())
    lost = set(differences(board(), json.loads(json.dumps(read, cls=JSONEncoder))))
    wrong = {it for it in lost if not BESIDE_SCHEMA.fullmatch(it)}
    assert not wrong, f"fields that Grafana does not know: {wrong}"


def differences(ours, theirs, path=""):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name, value in ours.items():
            below = f"{path}.{name}".lstrip(".")
            if name in theirs:
                yield from differences(value, theirs[name], below)
            else:
                yield below
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for mine, other in zip(ours, theirs):
            yield from differences(mine, other, path)
    elif ours != theirs:
        yield path


def check_panels():
    taken, numbers, titles = set(), set(), set()
    for it in board()["panels"]:
        title, at = it["title"], it["gridPos"]
        assert it["id"] not in numbers and title not in titles, f"{title} stands there twice"
        numbers.add(it["id"])
        titles.add(title)
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert at["x"] + at["w"] <= 24 and not cells & taken, f"{title} lies over another panel"
        taken |= cells
    for panel in panels():
        title = panel["title"]
        assert len(panel["description"]) > 60, f"{title} does not say what to do"
        assert panel["fieldConfig"]["defaults"]["unit"], f"{title} has no unit"
        refs = [target["refId"] for target in panel["targets"]]
        assert len(set(refs)) == len(refs), f"{title} has two queries of one name"
    for it in board()["templating"]["list"]:
        if it["type"] == "query":
            assert it["multi"] and it["includeAll"] and it["allValue"] == ".*", it["name"]


def check_thresholds():
    """Every threshold that is a share, a number of times or of sockets, is drawn."""
    text = (KIT / "recording.rules.yml").read_text()
    recorded = set(re.findall(r"record: (closeframe:threshold:\w+)", text))
    # Least numbers, times another number, and from when on an alert is silent: they have no line of their own.
    only_said = {
        "gone_often", "min_closes", "min_endings", "mass_count", "mass_times_busiest", "idle_limit_count",
        "lost_min_opened", "burn_page_endings",
    }
    drawn = set(re.findall(r"closeframe:threshold:\w+", COMMITTED.read_text()))
    missing = recorded - drawn - {f"closeframe:threshold:{it}" for it in only_said}
    assert not missing, f"not drawn: {missing}"


def check_promql(scratch):
    """promtool knows expressions as rules."""
    rules = [
        {"record": f"dashboard:question{number}", "expr": substituted(expr)}
        for number, (_, expr) in enumerate(questions())
    ]
    file = scratch / "rules.yml"
    file.write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", file)
    return len(rules)


def history(prometheus, factor, expr, end):
    """Each series of the answer: its labels, and its finite values by time."""
    asked = shortened(substituted(expr, "15s", SECONDS), factor, "5s")
    found = ask(
        prometheus, "query_range", query=asked, start=end - SECONDS, end=end, step=STEP_S
    )["result"]
    for it in found:
        values = {at: float(value) for at, value in it["values"]}
        yield it["metric"], {at: value for at, value in values.items() if math.isfinite(value)}


def check_data(prometheus, factor, pages=None):
    """Whatever an expression is of, it had data at some time in the last minutes."""
    end = int(time.time())
    sums, linked = {}, set()
    for panel, target in targets():
        what = f"{panel['title']}, {target['refId']}"
        found = [it for it in history(prometheus, factor, target["expr"], end) if it[1]]
        assert found, f"{what}: no data: {target['expr']}"
        legend = set(re.findall(r"\{\{(\w+)\}\}", target["legendFormat"])) - MAY_MISS
        for labels, _ in found:
            missing = legend - set(labels)
            assert not missing, f"{what}: the legend names {missing}, which is not in {labels}"
            linked |= {f"endings/{labels[it]}" for it in ("outcome", "violation") if it in labels}
            linked |= {labels["page"]} if "page" in labels else set()
        total = {}
        for _, values in found:
            for at, value in values.items():
                total[at] = total.get(at, 0) + value
        sums.setdefault(panel["title"], {})[target["refId"]] = total
    check_sums(sums)
    check_choices(prometheus)
    said = f"{len(targets())} expressions of the dashboard return data; sums by code, initiator, "
    said += "outcome and fault agree"
    if pages:
        said += f"; {check_pages(pages, linked)} linked pages are there"
    print(f"ok      {said}")


def check_sums(sums):
    """Every ending is in each of these once."""
    whole = sums["Endings"]["A"]
    blamed = [sums["Whose fault"][it] for it in "ABCD"]
    compared = 0
    for at, value in whole.items():
        parts = [sums[f"Closes by {it}"]["A"].get(at) for it in ("code", "initiator", "outcome")]
        parts.append(sum(it.get(at, 0) for it in blamed))
        if value > 0:
            assert all(math.isclose(it or 0, value, rel_tol=1e-9) for it in parts), (value, parts)
            compared += 1
    assert compared > 5, "no endings to compare"


def check_choices(prometheus):
    # A fleet without one of these has nothing to choose, and all of it is shown.
    for name, series, label in choices():
        found = ask(prometheus, f"label/{label}/values", **{"match[]": substituted(series)})
        assert found or name in MAY_MISS, f"no values for {name}"


def check_pages(pages, linked):
    for path in sorted(linked | {"endings", "codes"}):
        with urllib.request.urlopen(f"{pages.rstrip('/')}/{path}", timeout=20) as answer:
            assert answer.status == 200, f"{path} says {answer.status}"
    return len(linked)


def check_live(executable, scratch):
    scratch = Path(scratch)
    shorten.write_rules(scratch)
    with scraped_servers(executable, scratch, rules=True) as (servers, prometheus):
        for _ in range(2):
            cause([it for server in servers for it in every_ending(server.ws)])
            cause([it for server in servers for it in every_ending(f"{server.ws}/endpoint/chat")])
        wait_for_last_scrape(servers, prometheus)
        check_data(prometheus, shorten.FACTOR, servers[0].http)


def check():
    check_generated()
    check_schema()
    check_panels()
    check_thresholds()
    with tempfile.TemporaryDirectory() as scratch:
        number = check_promql(Path(scratch))
    print(
        f"ok      dashboard.json is as generated: {len(panels())} panels, {len(annotations())} marks, "
        f"{number} expressions"
    )


def check_prometheus(url, pages):
    check_data(url, shorten.FACTOR, pages)


MODES = {"--check": check, "--live": check_live, "--prometheus": check_prometheus}

if __name__ == "__main__":
    for tool in ("prometheus", "promtool"):
        if not shutil.which(tool):
            sys.exit(f"dashboard.py needs {tool} (on Debian: apt-get install prometheus)")
    MODES[sys.argv[1]](*sys.argv[2:])
