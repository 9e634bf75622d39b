"""What dashboard.json asks for, with its variables filled in as Grafana does."""

import json
import re
from pathlib import Path

KIT = Path(__file__).resolve().parents[3] / "examples" / "kit"
COMMITTED = KIT / "dashboard.json"
CHOICES = ("cluster", "namespace", "environment", "job", "role", "endpoint")
EVERYTHING = {name: ".*" for name in CHOICES}


def board():
    return json.loads(COMMITTED.read_text())


def rows():
    """The headings between the panels."""
    return [it for it in board()["panels"] if it["type"] == "row"]


def panels():
    """The panels that ask for something."""
    return [it for it in board()["panels"] if it["type"] != "row"]


def targets():
    return [(panel, target) for panel in panels() for target in panel["targets"]]


def annotations():
    return board()["annotations"]["list"]


def choices():
    """The variables that ask for values: their names, the series, and the label."""
    for it in board()["templating"]["list"]:
        if it["type"] == "query":
            asked = re.fullmatch(r"label_values\((.*), (\w+)\)", it["query"]["query"])
            yield it["name"], *asked.groups()


def questions():
    """Everything that is asked: where it stands, and the expression."""
    for panel, target in targets():
        yield f"{panel['title']}, {target['refId']}", target["expr"]
    for it in annotations():
        yield f"mark {it['name']}", it["target"]["expr"]
    for name, series, _ in choices():
        yield f"variable {name}", series


def expression(title, ref="A"):
    [found] = [
        target["expr"]
        for panel, target in targets()
        if panel["title"] == title and target["refId"] == ref
    ]
    return substituted(found)


def substituted(text, window="5m", seconds=300, **chosen):
    """An expression as Grafana sends it when all variables are set to All, but for those `chosen`."""
    filled = EVERYTHING | chosen
    filled |= {"__rate_interval": window, "__range_s": str(seconds), "__range": f"{seconds}s"}
    for name, value in filled.items():
        text = re.sub(rf"\${name}\b", lambda _: value, text)
    # `$1` is PromQL's own.
    assert not re.search(r"\$\D", text), f"an unknown variable in {text}"
    return text


def shortened(text, factor, offset=None):
    """For rules whose durations are divided by this. `offset` replaces all, for a Prometheus that has run
    for a minute."""

    def divided(found):
        return f"{found['before']}{int(found['number']) * 3600 // factor}s"

    text = re.sub(r"(?P<before>\[|offset )(?P<number>\d+)h\b", divided, text)
    return re.sub(r"offset \w+", f"offset {offset}", text) if offset else text
