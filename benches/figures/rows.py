"""The rows of the table that write.py writes: which figure of which bench answers which promise."""

from dataclasses import dataclass
from typing import Callable, Optional

from build_cost import FEATURES
from verdicts import at_most, intervals_at_most, more_by, no_difference, no_growth


MANY = 4
"""Of more figures than these, only the least and the greatest are shown."""


class Missing(Exception):
    """A bench that no longer prints what the table shows."""


@dataclass
class Row:
    what: str
    bench: str
    name: str
    """Of the row in the bench's own table; several rows may have it. Below, columns of that table, as
    `NOTE:COLUMN@OTHER ROW`, of which only the column is a must."""
    bare: tuple = ()
    wrapped: tuple = ()
    tapped: tuple = ()
    bound: str = ""
    verdict: Optional[Callable] = None

    def render(self, point, outputs):
        if self.bench not in outputs:
            return [str(point), self.what, self.bound, "not measured in this run", "", "", ""]
        named = self.rows(outputs, self.name)
        groups = [self.bare, self.wrapped, self.tapped]
        shown = ["; ".join(self.shown(outputs, it) for it in columns) for columns in groups]
        verdict = self.verdict(named) if self.verdict else ""
        return [str(point), self.what, self.bound, *shown, verdict]

    def rows(self, outputs, name):
        found = [row for row in outputs[self.bench] if next(iter(row.values())) == name]
        if not found:
            raise Missing(f"the bench {self.bench} has no row {name!r}")
        return found

    def shown(self, outputs, column):
        column, _, name = column.partition("@")
        note, _, column = column.rpartition(":")
        rows = self.rows(outputs, name or self.name)
        if column not in rows[0]:
            raise Missing(f"the bench {self.bench} has no column {column!r} for {self.name!r}")
        cells = [row[column] for row in rows]
        if len(cells) > MANY:
            cells = [f"{min(cells, key=float)} to {max(cells, key=float)}"]
        return f"{note} {' / '.join(cells)}".strip()


def message(name, wrapped=None, tapped=None):
    promised = wrapped is not None
    return Row(
        f"instructions per message, {name}", "instructions", name, ("bare",), ("wrapped",),
        ("over the tap",), f"wrapped ≤ {wrapped}, tap ≤ {tapped}" if promised else "",
        at_most({"wrapped": wrapped, "over the tap": tapped}) if promised else None,
    )


def messages(api, write):
    """To what users would see: a short message, one that fills a packet, and one where its bytes are the cost.
    Feeding and writing beyond 16 bytes, a copy, is shown beside it."""
    asynchronous = api == "async"
    limits = {
        "read": {"16 B": (1.015, 1.04), "1 KiB": (1.005, 1.012), "64 KiB": (1.001, 1.002)},
        write: {"16 B": (1.06, 1.06) if asynchronous else (1.04, 1.04), "1 KiB": (), "64 KiB": ()},
        "send": {"16 B": (1.04, 1.04)},
    }
    if asynchronous:
        limits["read"]["16 B, keepalive"] = limits["read"]["16 B"]
        limits["send"]["16 B, keepalive"] = limits["send"]["16 B"]
    return [
        message(f"{api} {way} {size}", *bounds)
        for way, sizes in limits.items() for size, bounds in sizes.items()
    ]


def in_memory(name):
    return Row(
        f"ns per message in memory, {name}", "messages", name, ("bare, ns", "again:bare again"),
        ("wrapped",), ("over the tap",),
    )


def per_message(what):
    return Row(
        f"{what} per message, all of the sizes and ways above", "instructions", what, ("bare",),
        ("wrapped",), ("over the tap",), "none more, but for buffers that grow",
        more_by(0.02, "wrapped", "over the tap"),
    )


def echo(name):
    columns = ["wrapped", "over the tap"]
    return Row(
        f"µs per message, echo over loopback TCP, {name}", "loopback", name,
        ("bare, µs", "again:bare again"), columns[:1], columns[1:], "no difference",
        no_difference(columns),
    )


def idle(read_buffer):
    name = f"bytes resident, read buffer of {read_buffer}"
    return Row(
        f"idle connection, {name}", "memory", name, ("bare", "connections:connections"), ("wrapped",),
        (
            "over the tap", "everything on:over the tap, everything on",
            "keepalive:over the tap, keepalive",
        ),
    )


def closing(name, limit=None):
    """From the peer's close until TCP has ended."""
    return Row(
        f"connection that closes, {name}", "memory", name, ("by hand:by hand", "connections:connections"),
        ("wrapped",), ("over the tap", "everything on:everything on"), f"≤ {limit}" if limit else "",
        at_most({"wrapped": limit, "over the tap": limit}) if limit else None,
    )


def drained(connections):
    return Row(
        f"drain of {connections:,} connections in memory, their peers' answers included, ms", "growth",
        str(connections), (), (), ("drain, ms", "µs per connection:per connection, µs"),
    )


def ended(end, when, what, limit=None):
    """To what a program pays that ends its connections by hand, as it ought to."""
    bare = f"in all@{end} bare", f"by hand:in all@{end} by hand"
    return Row(
        f"instructions per connection that closes, {when}, {what}", "instructions", f"{end} {what}",
        bare, (), ("in all", "to by hand:to by hand"), f"to by hand ≤ {limit}" if limit else "",
        at_most({"to by hand": limit}) if limit else None,
    )


def blocks(end, when):
    """Each is got from the allocator and given back."""
    name, calls = f"{end} silent monitor", "calls of the allocator"
    return Row(
        f"{calls} per connection that closes, {when}, silent monitor", "instructions", name,
        (f"{calls}@{end} bare", f"by hand:{calls}@{end} by hand"), (), (calls, "over by hand:calls over by hand"),
        "8 more than by hand", at_most({"calls over by hand": 8}),
    )


def close(what, name, column, limit, bare):
    return Row(
        f"instructions per connection that closes, {what}", "instructions", name, (bare,), (),
        ("in all", f"{column}:{column}"), f"{column} ≤ {limit:,}", at_most({column: limit}),
    )


def storm(name):
    quiet, told = ["wrapped", "over the tap"], "and a JSON log and Prometheus"
    bare = ("by hand, ms:by hand, ms", "again:by hand again", "bare:bare", "connections:connections")
    what = f"closing at once, to by hand, {name}"
    return [
        Row(
            what, "storm", name, bare, quiet[:1], quiet[1:], "≤ 1.10", intervals_at_most(1.10, quiet),
        ),
        Row(
            f"{what}, everything on", "storm", name, (), (),
            (told, "log without a rate:and no rate of the log"),
        ),
    ]


def splice(name):
    return Row(
        f"frames through, ms, over loopback TCP, {name}", "splice", name,
        ("copy_bidirectional, ms:copy, ms", "again:copy again", "with 64 KiB:copy, 64 KiB"), (),
        ("splice", "to the copy with 64 KiB:splice to copy of 64 KiB", "ns more per frame:more per frame, ns"),
        "never slower than the copy", intervals_at_most(1.0, ["splice"]),
    )


def beside(what):
    return Row(
        f"instructions per close beside ever more {what}", "instructions", what, (), (),
        ("beside:how many", "instructions"), "each ≤ 1.04 of the first, for random seeds",
        no_growth(1.04, "to the least"),
    )


def through(name):
    """Beside a proxy without closeframe, and what both take of the processors."""
    return Row(
        f"through a proxy, {name}", "sidecar", name,
        ("hyper and copy_bidirectional:bare proxy", "again:again", "CPU:CPU of the bare proxy"), (),
        ("sidecar", "to bare:to bare", "CPU:CPU of the sidecar", "CPU to bare:CPU to bare"),
    )


def build(name, what="clean build of the smallest server"):
    return Row(
        f"{what}, {name}", "build_cost", name, ("bare",), (), ("with closeframe",), "listed",
        lambda _: "listed",
    )


def features(what, limit):
    """Of the library, and then what another choice of features makes of that."""
    choices = ["default features", "without `german`", *(f"with `{it}`" for it in FEATURES)]
    return [
        Row(
            f"{what}, {choice}", "build_cost", f"{what}, {choice}", ("bare",), (),
            ("with closeframe", "more:added"), f"{limit:,} more" if at == 0 else "",
            at_most({"added": limit}) if at == 0 else None,
        )
        for at, choice in enumerate(choices)
    ]


POINTS = {
    1: [
        *messages("async", "feed"),
        *messages("blocking", "write"),
        *(in_memory(f"async {way} {size}") for way in ["read", "feed"] for size in ["16 B", "1 KiB"]),
        *(echo(f"{size}, {pace}") for pace in ["one by one", "64 at once"] for size in ["16 B", "1 KiB"]),
    ],
    2: [
        *map(per_message, ["calls of the allocator", "locks", "looks at the clock", "atomic read-modify-writes"]),
    ],
    3: [
        Row(
            "bytes of the socket's type", "memory", "bytes of the socket's type", ("bare",),
            ("wrapped",), ("over the tap",),
        ),
        Row(
            "blocks of the heap per connection", "memory", "heap blocks", ("bare",), ("wrapped",),
            ("over the tap",), "1 more", more_by(1, "over the tap"),
        ),
        Row(
            "bytes of type and heap per connection", "memory", "bytes of type and heap", ("bare",),
            ("wrapped",), ("over the tap", "everything on:over the tap, everything on"), "400 more",
            more_by(400, "wrapped", "over the tap"),
        ),
        *map(idle, ["128 KiB", "4 KiB", "256 B"]),
    ],
    4: [
        *(
            ended(end, when, what, limit if what == "silent monitor" else None)
            for end, when, limit in [("async", "EOF there", 1.6), ("async, EOF later,", "EOF later", 1.4)]
            for what in ["silent monitor", "nothing installed", "Prometheus", "Prometheus and JSON log"]
        ),
        blocks("async", "EOF there"),
        blocks("async, EOF later,", "EOF later"),
        close(
            "Prometheus and JSON log", "async Prometheus and JSON log", "to the same told by hand", 1.1,
            "the same told by hand:in all@async by hand, Prometheus and JSON log",
        ),
        *(
            close(
                what, f"async {what}", "over a silent monitor", 500,
                "silent monitor:in all@async silent monitor",
            )
            for what in ["nothing installed", "log level off"]
        ),
        closing("bytes of the heap more", 600),
        closing("heap blocks more"),
        *storm("in memory, read buffers of 4 KiB"),
        *storm("over loopback TCP, read buffers of 128 KiB"),
    ],
    5: [
        *map(beside, ["open connections", "registered codes", "codes seen before"]),
        *map(drained, [10_000, 100_000]),
    ],
    6: [
        *(
            splice(f"{size}, connections {connections}")
            for size in ["64 KiB", "1 KiB", "16 B"] for connections in [1, 64]
        ),
        Row(
            "idle through a proxy, bytes resident, each", "sidecar", "bytes resident, each",
            ("hyper and copy_bidirectional:bare proxy", "again:again", "connections:connections"), (),
            ("sidecar", "to bare:to bare"),
        ),
        *(
            through(f"echo, µs per message, {size}, connections {connections}")
            for connections in [1, 64] for size in ["16 B", "1 KiB"]
        ),
        through("1 MiB up, ms"),
        through("opened and closed, µs per connection"),
    ],
    7: [
        build("packages, default features", "build"),
        build("packages, without features", "build"),
        *(build(f"{what}, {profile}") for profile in ["debug", "release"] for what in ["seconds", "CPU seconds"]),
        *features("CPU seconds of closeframe alone, release", 4),
        *features("bytes of a stripped server", 300_000),
    ],
}

BRIEF = {
    "reading a message of 16 B, instructions": "instructions per message, async read 16 B",
    "reading a message of 1 KiB, instructions": "instructions per message, async read 1 KiB",
    "sending a message of 16 B, flushed, instructions": "instructions per message, async send 16 B",
    "a connection's opening and close, instructions":
        "instructions per connection that closes, EOF later, silent monitor",
    "an idle connection, bytes": "bytes of type and heap per connection",
}
"""What the README says of it, and which row that is."""
