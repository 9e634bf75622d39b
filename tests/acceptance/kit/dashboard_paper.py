"""The dashboard's expressions on paper, with the recording rules: every close gets to one fault and one
name, whatever labels a fleet has and whatever is chosen.

    dashboard_paper.py SCRATCH_FOLDER
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from dashboard_file import KIT, annotations, choices, expression, substituted, targets

WHOSE = ["ours", "the peer's", "the network's", "nobody's"]
# From `blame()` of the library, as far as labels tell: code, initiator, outcome, whose.
BLAMED = [
    (1000, "remote", "clean", 3),
    (1001, "remote", "not_awaited", 3),
    (1008, "local", "clean", 3),
    (1000, "local", "abandoned", 3),
    (1011, "remote", "clean", 3),
    (1011, "local", "clean", 0),
    (1014, "local", "clean", 0),
    (1011, "local", "abandoned", 0),
    (1011, "local", "timeout", 0),
    (1011, "local", "unanswered", 0),
    (1011, "local", "protocol_error", 0),
    (1001, "local", "dropped", 0),
    (1011, "local", "panicked", 0),
    (1006, "none", "dropped", 0),
    (1011, "local", "stalled", 1),
    (1008, "local", "stalled", 1),
    (1001, "local", "timeout", 1),
    (1001, "local", "unanswered", 1),
    (1002, "local", "protocol_error", 1),
    (1007, "local", "invalid_payload", 1),
    (1009, "local", "too_big", 1),
    (1011, "local", "ping_timeout", 2),
    (1006, "none", "ping_timeout", 2),
    (1006, "none", "eof", 2),
    (1006, "none", "reset", 2),
    (1006, "none", "unreachable", 2),
    (1006, "none", "io_error", 2),
]


def labelled(metric, **labels):
    return metric + "{" + ",".join(f'{key}="{value}"' for key, value in labels.items()) + "}"


def closes(values="0+60x20", **labels):
    how = {"role": "server", "initiator": "remote", "outcome": "clean"} | labels
    return {"series": labelled("websocket_closes_total", **how), "values": values}


def info(code, name, values="1x20", **labels):
    series = labelled("websocket_close_code_info", **labels, code=code, name=name)
    return {"series": series, "values": values}


def expect(expr, *samples):
    samples = [{"labels": labels, "value": value} for labels, value in samples]
    return {"expr": expr, "eval_time": "20m", "exp_samples": samples}


def faults():
    """One close a second of each kind."""
    series = [
        closes(job="websocket", instance="1", code=code, initiator=initiator, outcome=outcome)
        for code, initiator, outcome, _ in BLAMED
    ]
    library = (KIT.parents[1] / "src/report/outcome.rs").read_text()
    library = library[library.index("Self::Clean =>") : library.index("Self::Ours =>")]
    assert set(re.findall(r'=> "(\w+)"', library)) == {outcome for _, _, outcome, _ in BLAMED}
    tests = []
    drawn = [it for panel, it in targets() if panel["title"] == "Whose fault"]
    for number, whose in enumerate(WHOSE):
        assert drawn[number]["legendFormat"] == whose
        expr = substituted(drawn[number]["expr"])
        count = sum(1 for *_, found in BLAMED if found == number)
        tests.append(expect(f"round({expr}, 0.001)", ("{}", count)))
    recorded = 'closeframe:endings:increase5m{ending="ours"} / 300'
    tests.append(expect(f"round(sum({recorded}) - {expression('Whose fault')}, 0.001)", ("{}", 0)))
    return series, tests


def names():
    """No close is lost or counted twice on its way to a name, whatever the processes call it."""
    series = [
        closes(job="a", instance="1", code=1006),
        closes(job="a", instance="2", code=1006),
        info(1006, "Abnormal Closure", job="a", instance="1"),
        info(1006, "Abnormal Closure", job="a", instance="2"),
        # Out of date.
        info(1006, "Lost", "0x20", job="a", instance="2"),
        # Two versions of one application, and another application.
        closes(job="a", instance="1", code=4001),
        closes(job="a", instance="2", code=4001),
        closes(job="b", instance="3", code=4001),
        info(4001, "Session Expired", job="a", instance="1"),
        info(4001, "Session Over", job="a", instance="2"),
        info(4001, "Kicked", job="b", instance="3"),
        # A process that has ended.
        closes("0+60x17 stale", job="c", instance="4", code=1001),
        info(1001, "Going Away", "1x17 stale", job="c", instance="4"),
    ]
    named = expression("Closes by code")

    def rounded(expr):
        return f"round({expr}, 0.001)"

    def only(name):
        known = f'count by (name) (websocket_close_code_info{{name="{name}"}})'
        return rounded(f"({named}) and on (name) {known}")

    page = '",page="codes/'
    return series, [
        expect(f"count by (code) ({named})", *(
            (f'{{code="{code}"}}', n) for code, n in [(1001, 1), (1006, 1), (4001, 2)]
        )),
        expect(rounded(f"sum({named}) - sum(rate(websocket_closes_total[5m]))"), ("{}", 0)),
        expect(only("Abnormal Closure"), (f'{{code="1006",name="Abnormal Closure{page}1006"}}', 2)),
        expect(only("Kicked"), (f'{{code="4001",name="Kicked{page}4001"}}', 1)),
        expect(only("Lost")),
    ]


def fleets():
    """Services of all sorts: what is chosen is what is seen, and All is everything."""
    common = {"code": 1000}
    series = [
        closes(job="websocket", instance="1", cluster="east", **common),
        closes(job="websocket", instance="1", cluster="west", endpoint="chat", **common),
        # No identity but the job, in two colours.
        closes(job="websocket-blue", instance="5", **common),
        closes(job="websocket-green", instance="6", **common),
        # As the Prometheus operator labels them.
        closes(
            job="websocket-chat", namespace="web", pod="7", endpoint="metrics",
            exported_endpoint="chat", **common,
        ),
    ]
    [endings] = [it["expr"] for panel, it in targets() if panel["title"] == "Endings"]

    def seen(number, **chosen):
        return expect(f"round({substituted(endings, **chosen)}, 0.001)", ("{}", number))

    return series, [
        seen(5),
        seen(1, cluster="west"),
        seen(2, cluster="(east|west)"),
        seen(1, namespace="web"),
        seen(4, job="websocket"),
        seen(2, endpoint="chat"),
        seen(1, endpoint="chat", cluster="west"),
    ]


def marks():
    """A process that is new, one that began again, and one that sends its connections away."""

    def process(instance, up, opened):
        labels = {"job": "websocket", "instance": instance}
        yield {"series": labelled("up", **labels), "values": up}
        series = labelled("websocket_connections_opened_total", **labels, role="server")
        yield {"series": series, "values": opened}

    away = {"initiator": "local", "outcome": "clean", "code": 1001}
    series = [
        *process("1", "1x20", "1000x20"),
        *process("2", "_x16 1x3", "_x16 0x3"),
        *process("3", "1x20", "50+1x17 1+1x2"),
        closes("0x16 20+20x3", job="websocket", instance="1", **away),
    ]
    seen = {it["name"]: f"count({substituted(it['target']['expr'])})" for it in annotations()}
    once = [expect(seen[it], ("{}", 1)) for it in ("Deploys", "Restarts", "Drains")]
    before = [it | {"eval_time": "14m", "exp_samples": []} for it in once]
    return series, once + before


def test(made):
    series, tests = made
    return {"interval": "1m", "input_series": series, "promql_expr_test": tests}


def main(scratch):
    assert [name for name, *_ in choices()][-1] == "endpoint"
    tests = [test(made()) for made in (faults, names, fleets, marks)]
    groups = ["closeframe-thresholds", "closeframe-counters"]
    file = scratch / "dashboard_test.yml"
    rules = [str(KIT / "recording.rules.yml")]
    file.write_text(json.dumps({
        "rule_files": rules,
        "evaluation_interval": "1m",
        "group_eval_order": groups,
        "tests": tests,
    }))
    done = subprocess.run(["promtool", "test", "rules", file], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    print(f"ok      {sum(len(it['promql_expr_test']) for it in tests)} tests of it on paper")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
