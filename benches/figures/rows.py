"""The rows of the table that write.py writes: which figure of which bench answers which promise."""

from dataclasses import dataclass
from typing import Callable, Optional

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


def message(name, wrapped, tapped):
    return Row(
        f"instructions per message, {name}", "instructions", name, ("bare",), ("wrapped",),
        ("over the tap",), f"wrapped ≤ {wrapped}, tap ≤ {tapped}",
        at_most({"wrapped": wrapped, "over the tap": tapped}),
    )


def messages(api, write):
    sizes = [("16 B", 1.02, 1.05), ("1 KiB", 1.005, 1.015), ("64 KiB", 1.005, 1.001)]
    ways = {"read": sizes, write: sizes, "send": sizes[:1]}
    return [message(f"{api} {way} {size}", *limits) for way in ways for size, *limits in ways[way]]


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


def idle(read_buffer, bound="", verdict=None):
    name = f"bytes resident, read buffer of {read_buffer} KiB"
    return Row(
        f"idle connection, {name}", "memory", name, ("bare", "connections:connections"), ("wrapped",),
        ("over the tap", "everything on:over the tap, everything on"), bound, verdict,
    )


def ended(end, when, what):
    """To what a program pays that ends its connections by hand, as it ought to: nothing is promised."""
    bare = f"in all@{end} bare", f"by hand:in all@{end} by hand"
    return Row(
        f"instructions per connection that closes, {when}, {what}", "instructions", f"{end} {what}",
        bare, (), ("in all", "to by hand:to by hand"),
    )


def close(what, name, column, limit, bare):
    return Row(
        f"instructions per connection that closes, {what}", "instructions", name, (bare,), (),
        ("in all", f"{column}:{column}"), f"{column} ≤ {limit:,}", at_most({column: limit}),
    )


def quiet(what, limit):
    bares = {
        "over bare": "in all@async bare",
        "over a silent monitor": "silent monitor:in all@async silent monitor",
    }
    return [close(what, f"async {what}", column, limit, bares[column]) for column in bares]


def storm(name):
    quiet, told = ["wrapped", "over the tap"], "and a JSON log and Prometheus"
    bare = ("bare, ms", "again:bare again")
    what = f"closing at once, ms, {name}"
    return [
        Row(
            what, "storm", name, (*bare, "connections:connections"), quiet[:1], quiet[1:],
            "≤ 1.02", intervals_at_most(1.02, quiet),
        ),
        Row(
            f"{what}, everything on", "storm", name, bare[:1], (),
            (told, "log without a rate:and no rate of the log"), "≤ 1.02",
            intervals_at_most(1.02, [told]),
        ),
    ]


def beside(what):
    return Row(
        f"instructions per close beside ever more {what}", "instructions", what, (), (),
        ("beside:how many", "instructions"), "each ≤ 1.04 of the first, for random seeds",
        no_growth(1.04, "to the least"),
    )


def build(name):
    return Row(
        f"clean build, {name}", "build_cost", name, ("bare",), (), ("with closeframe",), "listed",
        lambda _: "listed",
    )


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
            ("wrapped",), ("over the tap",), "256 more", more_by(256, "over the tap"),
        ),
        Row(
            "blocks of the heap per connection", "memory", "heap blocks", ("bare",), ("wrapped",),
            ("over the tap",), "1 more", more_by(1, "over the tap"),
        ),
        idle(128, "≤ 1.03", at_most({"wrapped": 1.03, "over the tap, everything on": 1.03})),
        idle(4),
    ],
    4: [
        *(
            ended(end, when, what)
            for end, when in {"async": "EOF there", "async, EOF later,": "EOF later"}.items()
            for what in ["silent monitor", "nothing installed", "Prometheus", "Prometheus and JSON log"]
        ),
        close(
            "Prometheus and JSON log", "async Prometheus and JSON log", "to the same told by hand", 1.1,
            "the same told by hand:in all@async by hand, Prometheus and JSON log",
        ),
        *quiet("log level off", 4000),
        *quiet("nothing installed", 400),
        *storm("in memory, read buffers of 4 KiB"),
        *storm("over loopback TCP, read buffers of 128 KiB"),
    ],
    5: [*map(beside, ["open connections", "registered codes", "codes seen before"])],
    6: [
        build("packages, default features"),
        build("packages, without features"),
        build("seconds, debug"),
        build("seconds, release"),
    ],
}
