"""The matrix: which connections are made, and what either side does on them.

The scenarios are those of the close tests of `websockets` (tests/asyncio/test_connection.py) and of
`ws` (test/websocket.test.js), and what peers do to a wrapper besides.
"""

import itertools
import json
from dataclasses import dataclass, field

KINDS = ["tapped", "wrapped", "blocking-tapped", "blocking-wrapped"]
LIBRARIES = ["websockets", "ws"]
ROLES = ["client", "server"]

CODES = [None, *range(1000, 1004), *range(1007, 1015), 3000, 4000, 4999]
REASONS = {
    "no reason": "",
    "a short one": "going home",
    "123 bytes": "é" * 61 + "!",
    "controls": "a\nb\x1b[31m\u202ec\x00",
}
CLOSERS = ["peer", "ours", "both"]
TALK = {
    "ours": [{"send": "a"}, {"await": 1}, "ping"],
    "peer": [{"await": 1}, {"send": "b"}, "ping"],
}
# What comes before the close: of who closes, and of the other.
TIMINGS = [
    "at once",
    "after a talk",
    "in a fragmented message",
    "other's message unfinished",
    "queued",
]

# Ample on a busy machine; a time-out that is meant to happen says so.
AMPLE_MS, SHORT_MS = 10_000, 300
# A peer that is away for longer than our time-out, and for shorter.
LONG_AWAY_MS, AWAY_MS = 1200, 300
# The peers' time-out is 2 s.
LONGER_THAN_PEERS_MS = 3000


@dataclass
class Cell:
    name: str
    kind: str
    library: str
    # The peer's.
    role: str
    ours: list = field(default_factory=list)
    peer: list = field(default_factory=list)
    close_timeout_ms: int = AMPLE_MS
    crossing: bool = False
    # Our interval and limit.
    keepalive_ms: list | None = None
    # The peer's process stands still.
    frozen: bool = False
    number: int = 0

    @property
    def path(self):
        """The plan, as everybody reads it from the URL."""
        plan = {
            "id": self.number,
            "close_timeout_ms": self.close_timeout_ms,
            "keepalive_ms": self.keepalive_ms,
            "ours": self.ours,
            "peer": [step if isinstance(step, dict) else {step: None} for step in self.peer],
        }
        return "/" + json.dumps(plan).encode().hex()

    def does(self, whose, step):
        return any(it == step or step in it for it in getattr(self, whose))

    def argument(self, whose, step):
        """What the first such step is given."""
        return next((it[step] for it in getattr(self, whose) if it != step and step in it), None)

    def __str__(self):
        return f"{self.name} | {self.kind} | {self.library} as {self.role}"


def before(timing, closes):
    """The steps before the close, for both sides; `closes` is whether a side closes."""
    steps = {"ours": [], "peer": []}
    for side, mine in steps.items():
        match timing:
            case "after a talk":
                mine += TALK[side]
            case "in a fragmented message" if closes[side]:
                mine.append({"fragment": "first half"})
            case "other's message unfinished" if not closes[side]:
                mine.append({"fragment": "first half"})
            case "queued":
                mine.append({"queue": 50})
    return steps


def ordinary():
    """Every code in every story; the rest is dealt out evenly among them."""
    stories = list(itertools.product(CLOSERS, TIMINGS))
    partners = list(itertools.product(KINDS, LIBRARIES, ROLES))
    for (row, (closer, timing)), (column, code) in itertools.product(
        enumerate(stories), enumerate(CODES)
    ):
        kind, library, role = partners[(row + column) % len(partners)]
        reason = list(REASONS)[(row + column // 4) % len(REASONS)] if code else "no reason"
        closes = {side: closer in (side, "both") for side in ("ours", "peer")}
        steps = before(timing, closes)
        for side in steps:
            if closes[side]:
                steps[side].append({"close": [code, REASONS[reason]]})
        name = f"{closer} close{'' if closer == 'both' else 's'}, {code}, {reason}, {timing}"
        yield Cell(name, kind, library, role, **steps, crossing=closer == "both")


def raw_frame(first_byte, payload, masked, length=None):
    """A frame's bytes, legal or not, in hexadecimal digits."""
    length = len(payload) if length is None else length
    extended = length.to_bytes(2) if length > 125 else b""
    head = bytes([first_byte, masked << 7 | (126 if extended else length)]) + extended
    # All zero, which changes nothing.
    return (head + bytes(4) * masked + payload).hex()


def close_payload(code, reason=b""):
    return code.to_bytes(2) + reason


# First byte and payload of a peer's frame that breaks the protocol.
BROKEN = {
    **{
        f"close {code}": (0x88, close_payload(code, b"?"))
        for code in [0, 999, 1004, 1005, 1006, 1015]
    },
    **{f"close {code}": (0x88, close_payload(code)) for code in [1016, 2999, 5000, 65535]},
    "one byte of close": (0x88, b"\x03"),
    "a reason that is not UTF-8": (0x88, close_payload(1000, b"\xff")),
    "close of 126 bytes": (0x88, close_payload(1000, b"x" * 124)),
    "close that is not final": (0x08, close_payload(1000)),
    "close with a reserved bit": (0xC8, close_payload(1000)),
    "opcode 3": (0x83, b""),
    "opcode 11": (0x8B, b""),
    "text with a reserved bit": (0xC1, b"x"),
    "a continuation of nothing": (0x80, b"x"),
    "text that is not UTF-8": (0x81, b"\xce\xba\xff"),
    "a ping of 126 bytes": (0x89, b"x" * 126),
}

VANISHING = ["terminate", "reset", "kill"]
LEGAL = {"close": [1000, "done"]}
# A peer that reads no more, and our close that comes when it said so.
AWAY = [{"await": 1}, "stall", {"send": "b"}]
AFTER_AWAY = [{"send": "a"}, {"await": 1}, LEGAL]


def endings(role):
    """Other endings: name, our steps, the peer's, and what else is special."""
    masked = role == "client"
    goodbye = {"raw": raw_frame(0x88, close_payload(1001, b"bye"), masked)}

    for step in VANISHING:
        yield f"peer: {step} at once", [], [step], {}
        yield f"peer: {step} after a talk", TALK["ours"], [*TALK["peer"], step], {}
        yield f"peer: {step} in a message", [], [{"fragment": "first half"}, step], {}
        gone = [*AWAY, {"pause": AWAY_MS}, step]
        yield f"peer: {step} instead of an answer", AFTER_AWAY, gone, {}
    for step in ["terminate", "kill"]:
        yield f"peer: close, {step}", [], [goodbye, step], {}
    yield "peer: close, close", [], [goodbye, goodbye], {}
    yield (
        "peer: close, a text",
        [],
        [{"raw": goodbye["raw"] + raw_frame(0x81, b"late", masked)}],
        {},
    )

    short = {"close_timeout_ms": SHORT_MS}
    late = [*AWAY, {"pause": LONG_AWAY_MS}, "resume"]
    yield "peer answers too late", AFTER_AWAY, late, short
    never = [*AWAY, {"pause": LONG_AWAY_MS}, "terminate"]
    yield "peer never answers", AFTER_AWAY, never, short
    slow = [*AWAY, {"pause": AWAY_MS}, "resume"]
    yield "peer answers late", AFTER_AWAY, slow, {}
    yield "peer gives up on us", [{"deaf": LONGER_THAN_PEERS_MS}], [LEGAL], {}
    yield "we answer late", [{"deaf": AWAY_MS}], [LEGAL], {}

    for step in ["drop", "panic"]:
        yield f"we: {step} at once", [step], [], {}
        yield f"we: {step} after a talk", [*TALK["ours"], step], TALK["peer"], {}
        yield f"we: close, {step}", [LEGAL, step], [], {}
    yield "we: close, close", [LEGAL, {"close": [4000, "again"]}], [], {}
    yield "we: close, a text", [LEGAL, {"send": "late"}], [], {}
    yield "we send too much", [{"send_bytes": 2**20 + 1}], [], {}
    for code in [0, 999, 1005, 1006, 1015, 5000]:
        yield f"we close with {code}", [{"close": [code, "?"]}], [], {}
    yield "we close with 200 bytes of reason", [{"close": [1008, "é" * 100]}], [], {}

    for name, (first_byte, payload) in BROKEN.items():
        raw = {"raw": raw_frame(first_byte, payload, masked)}
        yield f"peer: {name}", [], [raw], {}
    wrong = {"raw": raw_frame(0x88, close_payload(1000), not masked)}
    yield "peer: close, masked wrongly", [], [wrong], {}
    broken = {"raw": raw_frame(0x88, close_payload(1006), masked)}
    yield "peer: answers with 1006", [LEGAL], [broken], {"crossing": True}
    late = {"raw": raw_frame(0x83, b"", masked) + goodbye["raw"]}
    yield "peer: opcode 3 after our close", AFTER_AWAY, [*AWAY, late, "resume"], {}


def all_cells():
    cells = list(ordinary())
    for kind, library, role in itertools.product(KINDS, LIBRARIES, ROLES):
        for name, ours, peer, special in endings(role):
            cell = Cell(name, kind, library, role, ours, peer, **special)
            # A process for each is dear, and no tap makes no difference to it.
            if not (kind.endswith("wrapped") and cell.does("peer", "kill")):
                cells.append(cell)
    for kind, role in itertools.product(KINDS, ROLES):
        # Only this library has a context that closes, and a timer that misses our pongs.
        for step in ["return", "raise"]:
            steps = {"ours": TALK["ours"], "peer": [*TALK["peer"], step]}
            cells.append(Cell(f"peer: {step}", kind, "websockets", role, **steps))
        steps = {"ours": [{"deaf": LONG_AWAY_MS}], "peer": [{"keepalive": AWAY_MS}]}
        cells.append(Cell("peer misses our pong", kind, "websockets", role, **steps))
    for number, cell in enumerate(cells):
        cell.number = number
    return cells
