"""Days that operators had, on a fleet on paper (fleet.py): which alerts of the kit fire, and which do not.

    days.py SCRATCH_FOLDER [NAME_OF_A_DAY]

A day is a function that fills a fleet and returns the alerts that have to fire, as
`{(alert, severity): [what tells the services apart]}`. Nothing else may page; tickets that are not
named are free to come, unless `SILENT` is among the keys. `INSTEAD` names what an operator has written
into the recording rules, in place of what. "pages end" and "tickets end" are minutes.

The days stand in days_*.py, by what happens on them.
"""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import days_failing
import days_hostile
import days_lost
import days_of_jobs
from alerts import IDENTITY, INSTEAD, LATE, SILENT

KIT = Path(__file__).parents[3] / "examples" / "kit"
GROUPS = ["thresholds", "counters", "pages", "tickets"]
DRAWN = re.compile(
    r'\n *or label_replace\(\s*rate\([^()]*\),\s*"of",\s*"\w+_rate5m",\s*"",\s*""\s*\)'
)
DAYS = {
    name.replace("_", " "): made
    for days in (days_lost, days_failing, days_of_jobs, days_hostile)
    for name, made in vars(days).items()
    if getattr(made, "__module__", "") == days.__name__ and made.__code__.co_argcount == 0
}


def fired(alert, severity):
    return f'ALERTS{{alertname="{alert}",severity="{severity}",alertstate="firing"}}'


def queries(day, wanted):
    """Each a time, an expression, and the labels of what it has to give."""
    by, end = ",".join(["alertname", *IDENTITY]), day.minutes
    alerts = {it: wanted[it] for it in wanted if isinstance(it, tuple)}
    pages = [labels | {"alertname": it[0]} for it in alerts if it[1] == "page" for labels in wanted[it]]
    over = 'ALERTS{alertstate="firing",severity="%s"}'
    yield end, f"group by ({by}) (present_over_time({over % 'page'}[12h]))", pages
    for severity in "page", "ticket":
        if last := wanted.get(f"{severity}s end"):
            yield end, f"group (present_over_time({over % severity}[{end - last}m]))", []
    for (alert, severity), services in alerts.items():
        if severity == "ticket":
            seen = f"present_over_time({fired(alert, severity)}[12h])"
            yield end, f"group by ({','.join(IDENTITY)}) ({seen})", services
    if LATE in wanted:
        alert, minutes = wanted[LATE]
        seen = f"present_over_time({fired(*alert)}[{minutes}m])"
        yield end, f"group by ({','.join(IDENTITY)}) ({seen})", wanted[alert]
    if SILENT in wanted:
        named = [(it, labels) for it in alerts if it[1] == "ticket" for labels in wanted[it]]
        tickets = [labels | {"alertname": it[0]} for it, labels in named]
        yield end, f"group by ({by}) (present_over_time({over % 'ticket'}[12h]))", tickets


def shown(labels):
    return "{" + ",".join(f'{k}="{v}"' for k, v in labels.items()) + "}"


def rules(folder, kit, name, wanted):
    """Without what is only drawn, on which no alert depends: it would take half of the time."""
    text, drawn = DRAWN.subn("", (kit / "recording.rules.yml").read_text())
    assert drawn == 7, f"{drawn} rates are left out"
    if INSTEAD in wanted:
        assert wanted[INSTEAD][0] in text, f"{name}: {wanted[INSTEAD][0]!r} is not there any more"
        text = text.replace(*wanted[INSTEAD])
    recording = folder / f"{name.replace(' ', '_')}.rules.yml"
    recording.write_text(text)
    return [str(recording), str(kit / "alerts.rules.yml")]


def test_of(name, day, wanted):
    return {
        "name": name,
        "interval": "1m",
        "input_series": list(day.input_series()),
        "promql_expr_test": [
            {
                "eval_time": f"{at}m",
                "expr": expression,
                "exp_samples": [{"labels": shown(it), "value": 1} for it in samples],
            }
            for at, expression, samples in queries(day, wanted)
        ],
    }


def judges(wanted, alerts):
    """Whether a day with these alerts would see one of those, all `(alert, severity)`, come or stay away."""
    return SILENT in wanted or any(it in wanted or it[1] == "page" for it in alerts)


def write(folder, kit=KIT, only=None, alerts=None):
    """One file for each day; of those only that judge `alerts`, if given. YAML can read JSON."""
    files = []
    for name, made in DAYS.items():
        if only in (None, name):
            day, wanted = made()
            if alerts and not judges(wanted, alerts):
                continue
            file = folder / f"{name.replace(' ', '_')}_test.yml"
            file.write_text(json.dumps({
                "rule_files": rules(folder, kit, name, wanted),
                "evaluation_interval": "1m",
                "group_eval_order": [f"closeframe-{it}" for it in GROUPS],
                "tests": [test_of(name, day, wanted)],
            }, indent=1))
            files.append(file)
    return files


def cost(file):
    """About how long it takes."""
    [test] = json.loads(file.read_text())["tests"]
    end = max(int(it["eval_time"][:-1]) for it in test["promql_expr_test"])
    return end * (200 + len(test["input_series"]))


def passes(file):
    # Half of the time would go into collecting garbage.
    environment = os.environ | {"GOGC": "400"}
    command = ["promtool", "test", "rules", file]
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    return run.returncode == 0, run.stdout + run.stderr


def main(scratch, only=None):
    files = write(scratch, only=only)
    assert files, f"no day is called {only!r}"
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(passes, files))
    for file, (good, said) in zip(files, results):
        if not good:
            print(file.stem, said, file=sys.stderr)
    wrong = [file.stem for file, (good, _) in zip(files, results) if not good]
    assert not wrong, f"not as wanted: {', '.join(wrong)}"
    print(f"{len(files)} days went as wanted")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
