"""Ends connections with every client that PyPI and npm have, and with the servers of the same libraries.

    clients.py CONFORMANCE_PEER [-v] [NAME...]
    clients.py --packages pypi|npm
    clients.py --page

What our side has to report stands in clients.toml, and the wire has to show the same. Runs all cells, or
those whose names contain all the words. A client that is missing, or of another version, is a failure. The
second form prints what to install, the third writes the table into the page on conformance.
"""

import argparse
import asyncio
import importlib.metadata
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import page
from judge import differences, expected_report, wire_faults
from process import NO_CELL, TIMEOUT_S, Process
from table import CLIENTS, KIND, all_cells, packages
from wire import Wire

HERE = Path(__file__).parent
# At once; two cores are to be busy, not flooded.
CONNECTIONS = 32
# So many show that pings are answered.
PONGS = 3
# Whether a client waits for the server to end TCP, as RFC 6455 section 7.1.1 wants: most do not. Whether we
# are quick, run.py looks at: here fifteen processes start at once.
ELSEWHERE = {"a server's end did not come first", "a server's end came late"}


def command(client):
    script = str(HERE / "peers" / client["run"])
    match client["run"].rpartition(".")[2], client["run"]:
        case "py", _:
            return [sys.executable, script]
        case _, "on_deno.cjs":
            return [executable("deno", "eval", "console.log(Deno.execPath())"), "run", "-A", script]
        case _, "on_bun.cjs":
            return [executable("bun", "-e", "console.log(process.execPath)"), script]
        case _:
            return ["node", script]


def executable(name, *asking):
    """The program itself: what npm links to may be a script that starts it, and signals miss it."""
    link = Path(os.environ["NODE_PATH"], ".bin", name)
    return subprocess.run([link, *asking], check=True, capture_output=True, text=True).stdout.strip()


def installed(library, client):
    """The version that is here, or `None`."""
    package = client.get("package", library)
    try:
        if client["from"] == "pypi":
            return importlib.metadata.version(package)
        manifest = Path(os.environ["NODE_PATH"], package, "package.json")
        return json.loads(manifest.read_text())["version"]
    except (importlib.metadata.PackageNotFoundError, FileNotFoundError):
        return None


def in_words(report):
    words = [report[it] for it in ["outcome", "initiator", "code", "error_type", "violation"]]
    return " ".join(str(it) for it in words if it is not None)


class Matrix:
    def __init__(self, peer, cells, verbose):
        self.cells, self.verbose = cells, verbose
        self.wires, self.failures, self.count = {}, [], 0
        self.ours = Process([peer, KIND, "scripted"], self.wires)
        libraries = dict.fromkeys(cell.library for cell, _ in cells)
        self.peers = {
            it: Process(command(CLIENTS[it]), self.wires) for it in libraries
        }
        self.turns = asyncio.Semaphore(CONNECTIONS)

    async def run(self):
        await asyncio.gather(*(it.start() for it in [self.ours, *self.peers.values()]))
        await asyncio.gather(*map(self.library, self.peers))
        for process in [self.ours, *self.peers.values()]:
            await process.stop()
        for name, process in {"ours": self.ours, **self.peers}.items():
            if process.complaints:
                self.failures.append("\n    ".join([f"{name} complains:", *process.complaints]))
        for cell, _ in self.cells:
            if len(self.ours.lines.get(cell.number, [])) > 1:
                self.failures.append(f"two reports for {cell}")

    async def library(self, library):
        """All with one of them; last, in one go, what its process does not survive."""
        mine = [it for it in self.cells if it[0].library == library]
        doomed = [it for it in mine if it[1].case.get("doom")]
        await asyncio.gather(*(self.one(*it) for it in mine if it not in doomed))
        if not doomed:
            return
        process = self.peers[library].process
        spoken = [self.begin(cell) for cell, _ in doomed]
        try:
            async with asyncio.timeout(TIMEOUT_S):
                for side in spoken:
                    await side
                frozen = [it for it in doomed if it[1].case["doom"] == "frozen"]
                process.send_signal(signal.SIGSTOP)
                stopped = os.WSTOPPED | os.WNOWAIT
                await asyncio.to_thread(os.waitid, os.P_PID, process.pid, stopped)
                for cell, _ in frozen:
                    self.ours.connect(f"go {cell.number}")
                for cell, _ in frozen:
                    await self.ours.line(cell.number)
                process.kill()
                for cell, _ in doomed:
                    await self.ours.line(cell.number)
                    await self.wires[cell.number].over.wait()
        except TimeoutError:
            self.failures.append(f"{library}: freezing and killing is not over after {TIMEOUT_S} s")
            process.kill()
        for cell, expected in doomed:
            if cell.number in self.ours.lines:
                self.judge(cell, expected, self.ours.lines[cell.number][0], None)

    def sides(self, cell):
        """Ours and theirs."""
        wire = self.wires[cell.number]
        return (wire.server, wire.client) if cell.role == "client" else (wire.client, wire.server)

    def begin(self, cell):
        """Has it opened; what it gives back waits until the peer has sent a message."""
        wire = self.wires[cell.number] = Wire(cell.crossing)
        peer = self.peers[cell.library]
        server, client = (self.ours, peer) if cell.role == "client" else (peer, self.ours)
        client.connect(server.url + cell.path)
        _, theirs = self.sides(cell)
        return wire.until(lambda: theirs.reader.messages)

    async def one(self, cell, expected):
        async with self.turns:
            view = None
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    spoken = self.begin(cell)
                    wire = self.wires[cell.number]
                    if expected.case.get("until") == "pongs":
                        await self.pongs(cell, spoken)
                    else:
                        spoken.close()
                    report = await self.ours.line(cell.number)
                    if expected.stalls():
                        # Who does not look at the socket does not end TCP either.
                        ours, _ = self.sides(cell)
                        await wire.until(lambda: ours.ended)
                    else:
                        await wire.over.wait()
                    if expected.peer_tells():
                        view = await self.peers[cell.library].line(cell.number)
            except TimeoutError:
                said = self.ours.lines.get(cell.number)
                self.failures.append(f"{cell}: not over after {TIMEOUT_S} s; we said {said}")
                return
        self.judge(cell, expected, report, view)

    async def pongs(self, cell, spoken):
        """Lets our side go on when the peer has answered some pings, if it ever does."""
        await spoken
        _, theirs = self.sides(cell)
        wire = self.wires[cell.number]
        # Counted from where it reads no more.
        enough = theirs.reader.pongs + PONGS
        answered = asyncio.create_task(wire.until(lambda: theirs.reader.pongs >= enough))
        over = asyncio.create_task(self.ours.line(cell.number))
        _, rest = await asyncio.wait([answered, over], return_when=asyncio.FIRST_COMPLETED)
        for it in rest:
            it.cancel()
        self.ours.connect(f"go {cell.number}")

    def judge(self, cell, expected, report, view):
        self.count += 1
        sides = self.sides(cell)
        told = in_words(report)
        found = [f"wire: {it}" for it in wire_faults(cell, *sides) if it not in ELSEWHERE]
        found += [
            f"report: {it}" for it in differences(expected_report(cell, *sides, report), report)
        ]
        if told != expected.report:
            found.append(f"table: it is {told!r}, the table says {expected.report!r}")
        if expected.peer_tells() and view["code"] not in expected.sees:
            found.append(f"table: its application sees {view['code']}, not {expected.sees}")
        if found or self.verbose:
            began = self.wires[cell.number].began
            story = [
                f"{cell}:",
                *found,
                f"we said {report}",
                f"the peer said {view}",
                *(f"{who} {it.story(began)}" for who, it in zip(("we", "it"), sides, strict=True)),
            ]
            story = "\n    ".join(story)
            if found:
                self.failures.append(story)
            else:
                print(story)


async def main(peer, words, verbose):
    began = time.monotonic()
    cells = [it for it in all_cells() if all(word in str(it[0]) for word in words)]
    if not cells:
        sys.exit(NO_CELL)
    for number, (cell, _) in enumerate(cells):
        cell.number = number
    missing = [
        f"{library} {client['version']} is needed, here is {here}"
        for library, client in CLIENTS.items()
        if (here := installed(library, client)) != client["version"]
    ]
    if missing:
        sys.exit("\n".join(missing))
    matrix = Matrix(peer, cells, verbose)
    await matrix.run()
    if not page.is_current():
        matrix.failures.append("the page on conformance is out of date: .ci/matrix --page")
    print(
        f"{matrix.count} connections of {len(CLIENTS)} libraries in "
        f"{time.monotonic() - began:.1f} s"
    )
    if matrix.failures:
        failed = len(matrix.failures)
        sys.exit("\n".join(sorted(matrix.failures)) + f"\n{failed} connections are told differently")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--packages", choices=["pypi", "npm"])
    parser.add_argument("--page", action="store_true")
    parser.add_argument("peer", nargs="?")
    parser.add_argument("words", nargs="*")
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_intermixed_args()
    if arguments.packages:
        print(*dict.fromkeys(packages(arguments.packages)), sep="\n")
    elif arguments.page:
        page.write()
    else:
        asyncio.run(main(arguments.peer, arguments.words, arguments.verbose))
