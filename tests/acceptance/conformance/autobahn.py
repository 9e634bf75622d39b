"""Runs the Autobahn test suite against `conformance_peer`, as server and as client, on every kind of
socket; fails if a case fails, or if a wrapper fares worse in any case than the bare socket. The suite
is content with silence where a close frame is due; here, every wrapped connection has to end clean.

usage: autobahn.py PEER WSTEST SCRATCH
"""

import json
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

# The sections on compression (12, 13) are not for tungstenite, which has none, and 9 is on speed.
CASES = ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"]

BARE_AND_WRAPPERS = {
    "bare": ("wrapped", "tapped"),
    "blocking-bare": ("blocking-wrapped", "blocking-tapped"),
}
SOCKETS = [it for bare, wrappers in BARE_AND_WRAPPERS.items() for it in (bare, *wrappers)]

# From good to bad, with what counts as failed from FAILED_FROM on. INFORMATIONAL is no judgement:
# such a case says the same of everybody.
VERDICTS = ["OK", "INFORMATIONAL", "NON-STRICT", "UNIMPLEMENTED", "UNCLEAN", "FAILED BY CLIENT",
            "WRONG CODE", "FAILED"]  # fmt: skip
FAILED_FROM = VERDICTS.index("UNIMPLEMENTED")

START_LIMIT = 30
# Four times what it took on a busy machine.
SUITE_LIMIT = 480


def main(peer, wstest, scratch):
    worst = 0
    for role, run in (("server", as_servers), ("client", as_clients)):
        began = time.monotonic()
        folder = Path(scratch, role)
        folder.mkdir()
        reports = run(peer, wstest, folder)
        print(f"\nas {role}, {time.monotonic() - began:.0f} s\n\n{table(reports)}", flush=True)
        complaints = judge(reports)
        print(*complaints, sep="\n")
        worst += len(complaints)
    if worst:
        sys.exit(f"{worst} results are worse than they may be")


def as_servers(peer, wstest, folder):
    with ExitStack() as running:
        servers = []
        for kind in SOCKETS:
            command = [peer, kind, "server"]
            server = start(running, command, folder / f"{kind}.log", stdout=subprocess.PIPE)
            # Nothing at all if it ended: its log says why.
            address = server.stdout.readline().strip()
            if not address:
                sys.exit(f"{kind} does not listen: {(folder / f'{kind}.log').read_text()}")
            servers.append({"agent": kind, "url": f"ws://{address}"})
        spec = write_spec(folder, servers=servers)
        wait_for(start(running, [wstest, "-m", "fuzzingclient", "-s", spec], folder / "wstest.log"))
    return read_reports(folder)


def as_clients(peer, wstest, folder):
    port = free_port()
    url = f"ws://127.0.0.1:{port}"
    spec = write_spec(folder, url=url)
    command = [wstest, "-m", "fuzzingserver", "-u", "0", "-s", spec]
    with ExitStack() as running:
        server = start(running, command, folder / "wstest.log")
        await_port(port, server)
        for kind in SOCKETS:
            client = [peer, kind, "client", "--agent", kind, url]
            wait_for(start(running, client, folder / f"{kind}.log"))
    return read_reports(folder)


def start(running, command, log, stdout=None):
    """Starts a process that writes to `log`, and ends it when `running` is left."""
    output = running.enter_context(log.open("w"))
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=stdout or output, stderr=output, text=True
    )
    running.callback(process.wait)
    running.callback(process.kill)
    return process


def wait_for(process):
    status = process.wait(SUITE_LIMIT)
    if status != 0:
        sys.exit(f"{' '.join(map(str, process.args))} ended with status {status}")


def write_spec(folder, **particular):
    spec = folder / "spec.json"
    common = {"outdir": str(folder), "cases": CASES, "exclude-cases": [], "exclude-agent-cases": {}}
    spec.write_text(json.dumps(common | particular))
    return spec


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(port, server):
    deadline = time.monotonic() + START_LIMIT
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("the fuzzing server does not listen")
            time.sleep(0.05)


def read_reports(folder):
    """By kind of socket and case, what the suite saw and thinks of it."""
    index = json.loads((folder / "index.json").read_text())
    cases = [set(index.get(kind, ())) for kind in SOCKETS]
    if not cases[0] or any(it != cases[0] for it in cases):
        sys.exit(f"not everybody had the same cases: {[len(it) for it in cases]}")
    return {
        kind: {name: read_report(folder, case) for name, case in index[kind].items()}
        for kind in SOCKETS
    }


def read_report(folder, case):
    # The index names the page; the data lie beside it.
    return json.loads((folder / case["reportfile"]).with_suffix(".json").read_text())


def verdict(case):
    """The worse of what the suite thinks of the messages and of the close."""
    return max(VERDICTS.index(case["behavior"]), VERDICTS.index(case["behaviorClose"]))


def table(reports):
    """`clean`: in how many cases the suite saw both close frames."""
    lines = [
        "| socket | ok | non-strict | informational | failed | clean |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for kind in SOCKETS:
        cases = reports[kind].values()
        count = Counter(map(verdict, cases))
        named = [count[VERDICTS.index(it)] for it in ("OK", "NON-STRICT", "INFORMATIONAL")]
        clean = sum(case["wasClean"] for case in cases)
        columns = [*named, len(cases) - sum(named), clean]
        lines.append(f"| {kind} | {' | '.join(map(str, columns))} |")
    return "\n".join(lines)


def judge(reports):
    """What failed, and where a wrapper is worse than the socket that it wraps."""
    complaints = []
    for bare, wrappers in BARE_AND_WRAPPERS.items():
        for name, of_bare in reports[bare].items():
            for kind in wrappers:
                case = reports[kind][name]
                failed, worse = verdict(case) >= FAILED_FROM, verdict(case) > verdict(of_bare)
                if failed or worse or not case["wasClean"]:
                    complaints.append(f"{name}, {kind}: {words(case)}; bare: {words(of_bare)}")
    return complaints


def words(case):
    clean = "clean" if case["wasClean"] else "not clean"
    return f"{case['behavior']}, close {case['behaviorClose']}, {case['remoteCloseCode']}, {clean}"


if __name__ == "__main__":
    main(*sys.argv[1:])
