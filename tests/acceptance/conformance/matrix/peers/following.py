"""What the peers in Python have in common: orders come in, plans are followed, endings are told.

A peer is one library, as client and, if it serves, as server. It prints {"port": PORT} first (null if
it does not serve), opens every URL that comes on standard input, does what the plan in the URL says,
and prints what the library tells its application of the end. How a library does each step stands in
its own file; nothing here knows one.
"""

import asyncio
import json
import sys


class Over(Exception):
    """The connection's end, as the application gets to know it: its code and reason, if it is told."""

    def __init__(self, code=None, reason=None):
        super().__init__(code, reason)
        self.code, self.reason = code, reason


def plan_in(path):
    return json.loads(bytes.fromhex(path.rsplit("/", 1)[1]))


async def follow(ws, plan):
    """The plan's steps, then reads to the end; `ws` has `receive`, `send`, `close` and `abort`."""
    try:
        for step in plan["peer"]:
            [(name, argument)] = step.items()
            match name:
                case "send":
                    await ws.send(argument)
                case "queue":
                    await queue(ws, argument)
                case "await":
                    for _ in range(argument):
                        await ws.receive()
                case "close":
                    await ws.close(*argument)
                case "abort":
                    await ws.abort()
                    return
                case "stall":
                    # From here on the application does nothing, and nobody asks how it ended.
                    return await ws.stall()
                case _:
                    raise ValueError(f"no step is called {name}")
        while True:
            await ws.receive()
    except Over as over:
        tell({"id": plan["id"], "code": over.code, "reason": over.reason})


async def queue(ws, count):
    """Sends as long as the library takes it: what it says of a close is told when it is read."""
    try:
        for _ in range(count):
            await ws.send("x" * 1024)
    except Exception:  # Every library has its own.
        pass


def tell(facts):
    # At once: `print` writes the end of the line by itself, and another thread's line may come in between.
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


# The loop keeps weak references only, and who stalls may be referred to by nobody else.
STALLED = set()


class Peer:
    """What every adapter is given, for asyncio."""

    async def stall(self):
        STALLED.add(asyncio.current_task())
        await asyncio.get_running_loop().create_future()


async def orders():
    """The URLs on standard input."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async for line in lines:
        yield line.decode().strip()


async def run(converse, port=None):
    """Tells the port and has `converse` open each URL and follow the plan there, all at once."""
    tell({"port": port})
    conversations = set()
    async for url in orders():
        conversation = asyncio.create_task(converse(url, plan_in(url)))
        conversations.add(conversation)
        conversation.add_done_callback(conversations.discard)
    # Some never end, as planned.
    for conversation in conversations:
        conversation.cancel()


def run_in_threads(converse):
    """The same for what blocks: `converse` is called in a thread for each URL."""
    import threading

    def one(url):
        asyncio.run(converse(url, plan_in(url)))

    tell({"port": None})
    for line in sys.stdin:
        threading.Thread(target=one, args=[line.strip()], daemon=True).start()
