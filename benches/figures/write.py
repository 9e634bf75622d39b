"""Runs the benches and writes what they say into a document, between two markers.

`--print` prints it instead; `--again` takes what the benches said when they last ran. With names of
benches only these are run, and for the others what they last said is taken.
"""

import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys
import tomllib

import rows

CRATE = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = "benches/README.md"
"""What has the table, from the top of the repository."""
BENCHES = ["loopback", "messages", "storm", "memory", "splice", "sidecar", "growth", "instructions", "build_cost"]
BEGIN, END = "<!-- figures: begin; written by .ci/figures -->\n", "<!-- figures: end -->\n"
IN_BRIEF = "| | bare | over the tap |\n|---|---:|---:|\n"
"""What has five rows of it, until the next empty line."""
HEADING = ["", "what", "promised", "bare", "wrapped", "over the tap", "kept"]


def output(*command):
    done = subprocess.run(command, cwd=CRATE, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed")
    return done.stdout


def machine():
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    packages = tomllib.loads((CRATE / "Cargo.lock").read_text())["package"]
    hosts = ["tungstenite", "tokio-tungstenite", "tokio"]
    # axum brings another tungstenite: ours is the newest.
    newest = {it["name"]: it["version"] for it in packages if it["name"] in hosts}
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "machine": f"{cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, "
        f"{int(memory[1]) / 2**20:.0f} GiB, {platform.system()} {platform.release().partition('-')[0]}",
        "load": f"{os.getloadavg()[0]:.1f}",
        "versions": ", ".join([
            " ".join(output("rustc", "--version").split()[:2]),
            *(f"{name} {newest[name]}" for name in hosts),
            output("valgrind", "--version").strip().replace("-", " "),
        ]),
    }


def tables(text):
    """The rows of all Markdown tables of a text, as dictionaries by the headings of their columns."""
    found, heading = [], None
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            heading = None
        elif heading is None:
            heading = cells
        elif set("".join(cells)) - set("-:"):
            found.append(dict(zip(heading, cells)))
    return found


def measure(benches, said):
    """Yields what has been said so far after each bench, since all of them take a while."""
    measured = machine()
    if float(measured["load"]) > 0.5:
        print(f"the machine is busy (load {measured['load']}): times will be off", file=sys.stderr)
    for bench in benches:
        print(f"==> {bench}", file=sys.stderr, flush=True)
        said = {**said, bench: output(*command(bench))}
        yield {**measured, "said": said}


def command(bench):
    if bench == "build_cost":
        return sys.executable, "-B", "benches/figures/build_cost.py"
    return "cargo", "bench", "--locked", "--quiet", "-p", "closeframe-benches", "--bench", bench


def section(measured):
    outputs = {bench: tables(text) for bench, text in measured["said"].items()}
    lines = [
        f"Measured on {measured['date']} on {measured['machine']}, with a load of {measured['load']} "
        f"at the start; {measured['versions']}.\n",
        f"| {' | '.join(HEADING)} |",
        "|---|---|---|---:|---:|---:|---|",
    ]
    for point, its_rows in rows.POINTS.items():
        lines += [f"| {' | '.join(row.render(point, outputs))} |" for row in its_rows]
    [by_default, without] = outputs["build_cost"][:2]
    lines.append(
        f"\nPackages added by default: {by_default['added']}; without features: {without['added']}."
    )
    return "\n".join(lines) + "\n"


def brief(measured):
    """The lines of the README: name, bare and over the tap."""
    outputs = {bench: tables(text) for bench, text in measured["said"].items()}
    rendered = {row.what: row.render("", outputs) for its in rows.POINTS.values() for row in its}
    lines = []
    for name, what in rows.BRIEF.items():
        *_, bare, _, tapped, _ = rendered[what]
        lines.append(f"| {name} | {bare} | {tapped} |\n")
    return "".join(lines)


def main(*args):
    kept = pathlib.Path(json.loads(
        output("cargo", "metadata", "--locked", "--no-deps", "--format-version=1")
    )["target_directory"]) / "figures.json"
    named = [arg for arg in args if not arg.startswith("--")]
    if unknown := set(named) - set(BENCHES):
        sys.exit(f"no such bench: {', '.join(sorted(unknown))}")
    said = json.loads(kept.read_text())["said"] if named and kept.exists() else {}
    if "--again" not in args:
        for measured in measure(named or BENCHES, said):
            kept.write_text(json.dumps(measured, indent=1))
    measured = json.loads(kept.read_text())
    text = section(measured)
    if "--print" in args:
        print(text)
        return
    document, readme = CRATE / DOCUMENT, CRATE / "README.md"
    before, begin, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    before_brief, in_brief, rest = readme.read_text().partition(IN_BRIEF)
    if not end or not in_brief:
        sys.exit(f"{DOCUMENT} lacks the lines {BEGIN}and {END}or README.md lacks {IN_BRIEF}")
    document.write_text("".join([before, begin, text, end, after]))
    after_brief = re.sub(r"^(\|.*\n)*", "", rest, count=1)
    readme.write_text("".join([before_brief, in_brief, brief(measured), after_brief]))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except rows.Missing as missing:
        sys.exit(f"figures: {missing}")
