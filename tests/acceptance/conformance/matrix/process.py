"""A process of our peers or theirs, as both parts of the matrix run it."""

import asyncio
import json
import os
import re
import subprocess

from wire import Proxy

# Only what fails takes as long; a crowded machine may take half of it to start what is to be killed.
TIMEOUT_S = 60
# How a part of the matrix ends that has none of the cells asked for; the other may have some.
NO_CELL = 3
# What a panic that a plan asks for writes to standard error.
PLANNED = re.compile("panicked at .*/scripted/|as the plan says|RUST_BACKTRACE=1")


class Process:
    """One of our peers or theirs: a server with a proxy before it, and a client that takes URLs."""

    def __init__(self, command, wires):
        self.command, self.wires = command, wires
        self.lines, self.arrived = {}, asyncio.Condition()

    async def start(self):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        # To write out a backtrace takes seconds, in which all connections of the process wait.
        environment = os.environ | {"RUST_BACKTRACE": "0"}
        self.process = await asyncio.create_subprocess_exec(*self.command, **pipes, env=environment)
        first = (await self.process.stdout.readline()).decode()
        assert first, f"{self.command} ended: {(await self.process.stderr.read()).decode()}"
        port = json.loads(first)["port"] if first.startswith("{") else int(first.rsplit(":", 1)[1])
        # Some are clients only.
        self.proxy = Proxy(port, self.wires) if port else None
        self.url = f"ws://127.0.0.1:{await self.proxy.listen()}" if port else None
        self.reading = asyncio.gather(self._read(), self._complain())
        return self

    def connect(self, url):
        """Has it open a connection; or let one go on, if it is ours."""
        self.process.stdin.write(url.encode() + b"\n")

    async def line(self, number):
        async with self.arrived:
            await self.arrived.wait_for(lambda: number in self.lines)
        return self.lines[number][0]

    async def stop(self):
        if self.proxy:
            self.proxy.listener.close()
        self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), TIMEOUT_S)
        finally:
            if self.process.returncode is None:
                self.process.kill()
        await self.reading

    async def _read(self):
        async for line in self.process.stdout:
            told = json.loads(line)
            async with self.arrived:
                self.lines.setdefault(told["id"], []).append(told)
                self.arrived.notify_all()

    async def _complain(self):
        text = (await self.process.stderr.read()).decode(errors="replace")
        self.complaints = [it for it in text.splitlines() if it and not PLANNED.search(it)]
