"""What clients.toml says: which libraries, which cases, and what our side reports of each."""

import tomllib
from pathlib import Path

from cells import AMPLE_MS, Cell

TABLE = tomllib.loads((Path(__file__).parent / "clients.toml").read_text())
CASES, CLIENTS = TABLE["case"], TABLE["clients"]
KIND = "tapped"


class Expected:
    """What the table says of one case with one library in one role."""

    def __init__(self, case, library, role):
        self.case = case
        exceptions = CLIENTS[library].get("but", [])
        mine = [
            it for it in exceptions if case["name"] in it["cases"] and it.get("role", role) == role
        ]
        where = f"clients.toml: {library} as {role}, {case['name']}"
        assert len(mine) < 2, f"{where}: said twice"
        self.exception = mine[0] if mine else {}
        said = case | self.exception
        assert not mine or "cannot" in said or (said != case and said.get("why")), f"{where}: why?"
        self.cannot, self.report = said.get("cannot"), said["report"]
        sees = said.get("sees")
        self.sees = sees if isinstance(sees, list) else [None if sees == "nothing" else sees]

    def peer_tells(self):
        return not (self.case.get("doom") or "abort" in self.case["peer"] or self.stalls())

    def stalls(self):
        return "stall" in self.case["peer"]


def roles(client):
    """The library's own."""
    return ["client", "server"] if client.get("serves") else ["client"]


def all_cells():
    for library, client in CLIENTS.items():
        for role in roles(client):
            for case in CASES:
                expected = Expected(case, library, role)
                if expected.cannot:
                    continue
                cell = Cell(
                    case["name"],
                    KIND,
                    library,
                    role,
                    [complete(it) for it in case["ours"]],
                    [complete(it) for it in case["peer"]],
                    case.get("close_timeout_ms", AMPLE_MS),
                    crossing=case.get("crossing", False),
                    frozen=case.get("doom") == "frozen",
                    keepalive_ms=case.get("keepalive_ms"),
                )
                yield cell, expected


def complete(step):
    """TOML has no null: a close without a code is an empty list there."""
    return {"close": [None, ""]} if step == {"close": []} else step


def packages(registry):
    between = {"pypi": "==", "npm": "@"}[registry]
    for library, client in CLIENTS.items():
        if client["from"] == registry:
            yield f"{client.get('package', library)}{between}{client['version']}"
            for package, version in client.get("over", {}).items():
                yield f"{package}{between}{version}"
