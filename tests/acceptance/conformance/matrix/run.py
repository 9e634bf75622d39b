"""Ends connections between our sockets and other implementations, through a proxy that writes down
what goes over the wire. Report, wire and the other side's view have to agree.

    run.py CONFORMANCE_PEER [-v] [NAME...]

Runs all cells, or those whose names contain all the words. `websockets` has to be importable here,
and `ws` from Node.
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from pathlib import Path

from cells import KINDS, LIBRARIES, all_cells
from explained import EXPLAINED, explanation
from judge import differences, expected_report, expected_view, wire_faults
from process import NO_CELL, TIMEOUT_S, Process
from wire import Wire

HERE = Path(__file__).parent
COMMANDS = {
    "websockets": [sys.executable, str(HERE / "peer.py")],
    "ws": ["node", str(HERE / "peer.js")],
}
# At once; two cores are to be busy, not flooded.
CONNECTIONS = 32

async def run(cell, ours, peers, wires):
    """Makes one connection; returns what the three witnesses say."""
    wire = wires[cell.number] = Wire(cell.crossing)
    dies = cell.does("peer", "kill")
    peer = await Process(COMMANDS[cell.library], wires).start() if dies else peers[cell.library]
    we = ours[cell.kind]
    server, client = (we, peer) if cell.role == "client" else (peer, we)
    client.connect(server.url + cell.path)
    report = await we.line(cell.number)
    await wire.over.wait()
    view = None if dies else await peer.line(cell.number)
    if dies:
        await peer.stop()
    sides = (wire.server, wire.client) if cell.role == "client" else (wire.client, wire.server)
    return report, sides, view


def judge(cell, report, sides, view):
    """The differences that nothing explains, and what explained the others."""
    found = [f"wire: {it}" for it in wire_faults(cell, *sides)]
    found += [f"report: {it}" for it in differences(expected_report(cell, *sides, report), report)]
    found += [f"peer: {it}" for it in differences(expected_view(cell, *sides), view)]
    explained = [(it, explanation(cell, it)) for it in found]
    return [it for it, why in explained if not why], [why for _, why in explained if why]


def table(results):
    """Endings by outcome and implementation."""
    columns = [(library, role) for library in LIBRARIES for role in ["client", "server"]]
    counts = Counter((report["outcome"], it.library, it.role) for it, report, _ in results)
    lines = ["| outcome | " + " | ".join(f"{it} as {role}" for it, role in columns) + " |"]
    lines.append("|---|" + "---:|" * len(columns))
    for outcome in sorted({it for it, _, _ in counts}):
        row = [str(counts[outcome, *column]) for column in columns]
        lines.append(f"| `{outcome}` | {' | '.join(row)} |")
    return "\n".join(lines)


async def main(executable, words, verbose):
    began = time.monotonic()
    cells = [it for it in all_cells() if all(word in str(it) for word in words)]
    if not cells:
        sys.exit(NO_CELL)
    wires = {}
    ours = {kind: Process([executable, kind, "scripted"], wires) for kind in KINDS}
    peers = {library: Process(COMMANDS[library], wires) for library in LIBRARIES}
    processes = [*ours.values(), *peers.values()]
    await asyncio.gather(*(it.start() for it in processes))

    turns = asyncio.Semaphore(CONNECTIONS)
    results, failures, explanations = [], [], Counter()

    async def one(cell):
        async with turns:
            try:
                report, sides, view = await asyncio.wait_for(
                    run(cell, ours, peers, wires), TIMEOUT_S
                )
            except TimeoutError:
                failures.append(f"{cell}: not over after {TIMEOUT_S} s")
                return
        results.append((cell, report, expected_view(cell, *sides)))
        unexplained, explained = judge(cell, report, sides, view)
        explanations.update(set(explained))
        story = [
            f"{cell}:",
            *unexplained,
            f"we said {report}",
            f"the peer said {view}",
            *(
                f"{who} {it.story(wires[cell.number].began)}"
                for who, it in zip(("we", "it"), sides, strict=True)
            ),
        ]
        if unexplained:
            failures.append("\n    ".join(story))
        if verbose:
            print(*story, sep="\n    ")

    await asyncio.gather(*map(one, cells))
    for process in processes:
        await process.stop()
    for kind, process in ours.items():
        failures.extend(f"{kind}: {it}" for it in process.complaints)
        doubled = [number for number, lines in process.lines.items() if len(lines) > 1]
        failures.extend(f"{kind}: two reports for {cells[number]}" for number in doubled)

    if not words:
        # An explanation that explains nothing would hide what comes later.
        unused = [why for *_, why in EXPLAINED if not explanations[why]]
        failures.extend(f"never seen, though it is explained: {why}" for why in unused)

    print(table(results))
    for why, count in sorted(explanations.items()):
        print(f"explained, {count} times: {why}")
    silent = sum(not view for *_, view in results)
    print(f"{silent} times the other side cannot know")
    print(f"{len(results)} connections in {time.monotonic() - began:.1f} s")
    if failures:
        sys.exit(
            "\n".join(sorted(failures)) + f"\n{len(failures)} connections are told differently"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("executable")
    parser.add_argument("words", nargs="*")
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_intermixed_args()
    asyncio.run(main(arguments.executable, arguments.words, arguments.verbose))
