"""Do the unit tests bite? Every threshold of the kit is doubled and halved, and each time some test of
an alert that uses it has to fail, or one of the days. With `--durations`, the same for every `for`.

    teeth.py SCRATCH_FOLDER [--durations] [--only=PART_OF_A_NAME]

Only those tests are run that look at an alert which uses the mutant, those first that wait for it, and
no more once one fails. Still it takes an hour on two cores.
"""

import os
import re
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import days

ROOT = Path(__file__).parents[3]
KIT, TESTS = Path("examples/kit"), Path("tests/acceptance/kit")
RECORDING, ALERTS = KIT / "recording.rules.yml", KIT / "alerts.rules.yml"
THRESHOLD = re.compile(r"record: (closeframe:threshold:\w+)\n +expr: closeframe:each \* (?P<value>[\d.]+)\n")
ALERT = re.compile(r"- alert: (?P<name>\w+)\n(?P<body>(?: {8}.*\n)+)")
SEVERITY = re.compile(r"severity: (\w+)")
FOR = re.compile(r"for: (?P<number>\d+)(?P<unit>[mh])")
UNITS = {"m": 60, "h": 3600}


def neighbours(value):
    # Nothing is half of nothing.
    return [value * 2, value / 2] if value else [-1, 1]


def exchanged(text, start, end, new):
    return text[:start] + new + text[end:]


def tests_of(alerts):
    """The files that test any of these, the shortest first."""
    files = [it for it in (ROOT / TESTS).glob("*_test.yml")]
    wanted = re.compile(rf"alertname: ({'|'.join(name for name, _ in alerts)})\b")
    found = [it for it in files if wanted.search(it.read_text())]
    return sorted(found, key=lambda it: it.stat().st_size)


def named(alert):
    return alert["name"], SEVERITY.search(alert["body"])[1]


def threshold_mutants():
    recording, alerts = (ROOT / RECORDING).read_text(), (ROOT / ALERTS).read_text()
    for found in THRESHOLD.finditer(recording):
        uses = re.compile(rf"{found[1]}\b")
        users = [named(it) for it in ALERT.finditer(alerts) if uses.search(it["body"])]
        for value in neighbours(float(found["value"])):
            text = exchanged(recording, *found.span("value"), str(value))
            yield f"{found[1]} = {value:g}", RECORDING, text, users


def duration_mutants():
    alerts = (ROOT / ALERTS).read_text()
    for alert in ALERT.finditer(alerts):
        if found := FOR.search(alerts, alert.start(), alert.end()):
            seconds = int(found["number"]) * UNITS[found["unit"]]
            for other in neighbours(seconds):
                text = exchanged(alerts, *found.span(), f"for: {other:.0f}s")
                yield f"{alert['name']} for {other:.0f} s", ALERTS, text, [named(alert)]


def survives(folder, name, path, text, alerts):
    """Whether all tests pass in spite of the mutation."""
    started = time.monotonic()
    shutil.copytree(ROOT / KIT, folder / KIT)
    (folder / TESTS).mkdir(parents=True)
    (folder / path).write_text(text)
    written = sorted(days.write(folder / TESTS, folder / KIT, alerts=alerts), key=days.cost)
    waiting = [it for it in written if any(f'{name}\\"' in it.read_text() for name, _ in alerts)]
    copies = [Path(shutil.copy(test, folder / TESTS)) for test in tests_of(alerts)]
    others = [it for it in written if it not in waiting]
    for copy in [*waiting, *copies, *others]:
        passed, said = days.passes(copy)
        if not passed:
            assert "FAILED" in said, f"promtool, on {name}: {said}"
            break
    else:
        copy = None
    found = f"caught by {copy.stem}" if copy else "SURVIVES"
    print(f"{name}: {found}, {time.monotonic() - started:.0f} s", flush=True)
    return copy is None


def main(scratch, durations, only):
    mutants = [*threshold_mutants(), *(duration_mutants() if durations else [])]
    mutants = [it for it in mutants if only in it[0]]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        folders = [scratch / f"mutant{n}" for n in range(len(mutants))]
        survived = list(pool.map(survives, folders, *zip(*mutants)))
    survivors = [mutant[0] for mutant, lives in zip(mutants, survived) if lives]
    assert not survivors, f"no test fails with {', '.join(survivors)}"
    print(f"the tests fail with each of {len(mutants)} mutations")


wanted = [it.removeprefix("--only=") for it in sys.argv[2:] if it.startswith("--only=")]
main(Path(sys.argv[1]), "--durations" in sys.argv[2:], "".join(wanted))
