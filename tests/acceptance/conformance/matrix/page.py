"""The tables of clients on the page on conformance, made of clients.toml.

They tell results all the same: what the matrix sees has to be what is said there, or it fails.
"""

from pathlib import Path

from table import CASES, CLIENTS, Expected, all_cells, roles

PAGE = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- from here on by .ci/matrix --page -->", "<!-- to here -->"


def write():
    PAGE.write_text(rewritten(PAGE.read_text()))


def is_current():
    text = PAGE.read_text()
    return rewritten(text) == text


def rewritten(text):
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


def tables():
    """What we report of each case; and of each library, where it is something else."""
    endings = [f"| {it['name']} | `{it['report']}` |" for it in CASES]
    special = [it for it in CASES if any(otherwise(it, client) for client in CLIENTS)]
    heads = [it["name"] for it in special]
    rows = [
        f"| {name(it)} | {' | '.join(otherwise(case, it) for case in special)} | {CLIENTS[it]['habit']} |"
        for it in CLIENTS
    ]
    count = sum(1 for _ in all_cells())
    return "\n".join(
        [
            f"{count} connections. The peer, or we, and the report: outcome, initiator, code, error type.",
            "",
            "| ending | report |",
            "|---|---|",
            *endings,
            "",
            "Where a library makes it another one; `-` where it cannot do it:",
            "",
            f"| library | {' | '.join(heads)} | what it does |",
            f"|---|{'---|' * len(heads)}---|",
            *rows,
        ]
    )


def name(library):
    client = CLIENTS[library]
    as_server = ", also as server" if client.get("serves") else ""
    return f"{library} {client['version']}{as_server}"


def otherwise(case, library):
    """In few words, if it is not the case's own report."""
    found = []
    for role in roles(CLIENTS[library]):
        expected = Expected(case, library, role)
        if expected.cannot:
            found.append("-")
        elif expected.report != case["report"]:
            outcome, _, code, *more = expected.report.split()
            word = " ".join([code, *more]) if outcome == "clean" else outcome
            found.append(f"`{word}`")
        else:
            found.append("")
    if len(set(found)) == 1:
        return found[0]
    return ", ".join(f"{it} as {role}" for it, role in zip(found, ["client", "server"]) if it)
