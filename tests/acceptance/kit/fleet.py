"""A fleet on paper, for unit tests of the rules: pods, their connections, how those end, and what a
scrape a minute sees of it. It writes the input series of promtool.

It is exact and knows no chance: whoever writes a day says what happens in which minute.
"""

from collections import Counter
from itertools import groupby

# (code, initiator, outcome), and the endpoint if there is more than one
CLEAN = ("1000", "remote", "clean")
AWAY = ("1001", "remote", "clean")
EOF = ("1006", "none", "eof")
RESET = ("1006", "none", "reset")
DRAINED = ("1001", "local", "clean")
NO_PONG = ("1001", "local", "timeout")
PING_TIMEOUT = ("3008", "local", "ping_timeout")
FAILED = ("1011", "local", "clean")
REJECTED = ("1008", "local", "clean")
# A server that ends each session itself, when it is over.
OVER = ("1000", "local", "clean")
BROKEN = ("1002", "local", "protocol_error")
UNNAMED = ("4xxx", "remote", "clean")
ABANDONED = ("1000", "remote", "abandoned")
DROPPED = ("1001", "local", "dropped")
# A process shows these from its first connection on.
ALWAYS = [CLEAN, AWAY, EOF, RESET, DRAINED, NO_PONG, PING_TIMEOUT, FAILED, REJECTED]


class Pod:
    def __init__(self, minutes, labels, start=0):
        self.minutes, self.labels = minutes, labels
        self.up = ["1" if it >= start else None for it in range(minutes + 1)]
        self.births = [start]
        # A process exports nothing of ours before its first connection.
        self.is_idle = False
        self.opened, self.ended = Counter(), {kind: Counter() for kind in ALWAYS}

    def open(self, minute, number):
        self.opened[minute] += number

    def end(self, minute, number, kind):
        self.ended.setdefault(kind, Counter())[minute] += number

    def churn(self, minutes, number, *kinds):
        """In each of these minutes, as many come as go, by each kind."""
        for minute in minutes:
            for kind in kinds:
                self.open(minute, number)
                self.end(minute, number, kind)

    def restart(self, minute, opened=0):
        """A new process under the same address: its counters begin again."""
        self.births.append(minute)
        self.open(minute, opened)

    def unseen(self, minutes, up="0"):
        """Scrapes fail; or, without `up`, nobody tries."""
        for minute in minutes:
            if minute <= self.minutes:
                self.up[minute] = up

    def remove(self, minute):
        self.unseen(range(minute, self.minutes + 1), None)

    def counted(self, happened):
        values, total = [], 0
        for minute in range(self.minutes + 1):
            total = happened[minute] + (0 if minute in self.births else total)
            values.append(total if self.up[minute] == "1" else None)
        return values

    def series(self):
        yield named("up", self.labels), self.up
        if self.is_idle:
            return
        labels = self.labels | {"role": "server"}
        yield named("websocket_connections_opened_total", labels), self.counted(self.opened)
        for kind, happened in self.ended.items():
            how = dict(zip(("code", "initiator", "outcome", "endpoint"), kind))
            yield named("websocket_closes_total", labels | how), self.counted(happened)


class Fleet:
    """All pods of a day, of whatever job."""

    def __init__(self, minutes):
        self.minutes, self.all = minutes, []

    def pods(self, number, opened=0, start=0, **labels):
        """Some more, each with its connections. `{}` in a label's value is the number of the pod."""
        new = []
        for place in range(number):
            filled = {"job": "websocket", "instance": "{}:9002"} | labels
            pod = Pod(self.minutes, {k: v.format(place) for k, v in filled.items()}, start)
            pod.open(start, opened)
            new.append(pod)
        self.all += new
        return new

    def input_series(self):
        for pod in self.all:
            for name, values in pod.series():
                yield {"series": name, "values": notation(values)}


def named(metric, labels):
    return metric + "{" + ",".join(f'{k}="{v}"' for k, v in labels.items()) + "}"


def notation(values):
    """promtool's, with equal steps together. What ends is stale at once, as for a real target."""
    parts, last = [], None
    for value, run in groupby(steps(values), lambda it: it[1:]):
        run, (kind, step) = list(run), value
        if kind == "none":
            gone = len(run)
            if last is not None:
                parts.append("stale")
                gone -= 1
            parts += [f"_x{gone}"] if gone else []
            last = None
        else:
            first = run[0][0]
            parts.append(f"{first}{step:+d}x{len(run) - 1}")
            last = first
    return " ".join(parts)


def steps(values):
    """Each value with the step that leads on to its neighbour."""
    begins, step = True, 0
    numbers = [None if it is None else int(it) for it in values]
    for place, value in enumerate(numbers):
        if value is None:
            begins = True
            yield value, "none", 0
            continue
        before = numbers[place - 1] if place and not begins else None
        if before is None or value - before != step:
            after = numbers[place + 1] if place + 1 < len(numbers) else None
            step = 0 if after is None else after - value
            begins = False
            yield value, f"run{place}", step
            kind = f"run{place}"
            continue
        yield value, kind, step
