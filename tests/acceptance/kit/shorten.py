"""The kit for a test that has no hours: the very files of examples/kit, with every duration divided by
60 (ten minutes become ten seconds), intervals of 1 s, and other addresses. Nothing else changes.
"""

import re
from pathlib import Path

KIT = Path(__file__).parents[3] / "examples" / "kit"
RULES = ["recording.rules.yml", "alerts.rules.yml"]
FACTOR = 60
SECONDS = {"s": 1, "m": 60, "h": 3600}
# Where a duration may stand: a range, an offset, a `for`, and Alertmanager's settings.
DURATION = re.compile(
    r"(?P<before>\[|\boffset |\bfor: |\bgroup_wait: |\bgroup_interval: |\brepeat_interval: )"
    r"(?P<number>\d+)(?P<unit>[smh])(?P<after>\]|\b)"
)
# Unlike the names of series, such as `closeframe:endings:increase10m`.
LOOKS_LIKE_A_DURATION = re.compile(r"(?<![\w:])\d+[smhdwy]\b")


def shorten(text, factor=FACTOR):
    def divided(found):
        milliseconds = int(found["number"]) * SECONDS[found["unit"]] * 1000 // factor
        return f"{found['before']}{milliseconds}ms{found['after']}"

    kept = re.sub(r"(?m)^ *#.*\n", "", text)
    left = LOOKS_LIKE_A_DURATION.findall(DURATION.sub("", kept))
    assert not left, f"durations that are not shortened: {left}"
    return DURATION.sub(divided, kept)


def replaced(text, old, new):
    assert old in text, f"{old!r} is not in the kit any more"
    return text.replace(old, new)


def write_rules(folder, factor=FACTOR):
    for name in RULES:
        (folder / name).write_text(shorten((KIT / name).read_text(), factor))


def write_shortened(folder, targets, alertmanager, webhook):
    """Writes the kit into `folder`; the other three are addresses, HOST:PORT."""
    write_rules(folder)

    prometheus = (KIT / "prometheus.yml").read_text()
    prometheus = replaced(prometheus, "_interval: 15s", "_interval: 1s")
    prometheus = replaced(prometheus, '"127.0.0.1:9002"', ", ".join(f'"{it}"' for it in targets))
    prometheus = replaced(prometheus, "127.0.0.1:9093", alertmanager)
    (folder / "prometheus.yml").write_text(prometheus)

    sample = shorten((KIT / "alertmanager.yml").read_text())
    (folder / "alertmanager.yml").write_text(replaced(sample, "127.0.0.1:9095", webhook))
