"""Python's `websockets` as a peer, server and client at once.

    peer.py

Unlike those in peers/, it reaches below the library's interface, to do what no application can. It
prints {"port": PORT} for its server, connects to every URL that comes on standard input, does
what the plan in the URL says, and prints for each connection what the library's API tells of its
end.
"""

import asyncio
import json
import os
import signal
import socket
import struct
import sys

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

# Reset instead of FIN.
LINGER_NOT = struct.pack("ii", 1, 0)
OPTIONS = {"compression": None, "ping_interval": None, "max_size": 2**20, "close_timeout": 2}


class Fault(Exception):
    """What a handler dies of."""


async def follow(ws, plan):
    """One connection; what leaves here is what the library does with a handler's end."""
    heard = asyncio.Queue()
    reading = asyncio.create_task(read(ws, heard))
    tasks = [reading]
    try:
        for step in plan["peer"]:
            [(name, argument)] = step.items()
            match name:
                case "send":
                    await ws.send(argument)
                case "queue":
                    for _ in range(argument):
                        await ws.send(bytes(1024))
                case "ping":
                    await ws.ping()
                case "fragment":
                    fragmenting = asyncio.create_task(fragment(ws, argument))
                    tasks.append(fragmenting)
                    # Where our close was faster than this handler, none is begun any more.
                    while not (ws.send_in_progress or fragmenting.done()):
                        await asyncio.sleep(0)
                case "await":
                    for _ in range(argument):
                        await heard.get()
                case "close":
                    code, reason = argument
                    if code is None:
                        # `close` knows no way to leave the code out; the layer below does.
                        async with ws.send_context():
                            ws.protocol.send_close()
                    else:
                        await ws.close(code, reason)
                case "raw":
                    ws.transport.write(bytes.fromhex(argument))
                case "pause":
                    await asyncio.sleep(argument / 1000)
                case "stall":
                    # The kernel takes what comes; nobody reads it.
                    ws.transport.pause_reading()
                case "resume":
                    ws.transport.resume_reading()
                case "keepalive":
                    ws.ping_interval = ws.ping_timeout = argument / 1000
                    ws.start_keepalive()
                case "return":
                    return
                case "raise":
                    raise Fault
                case "terminate":
                    ws.transport.abort()
                case "reset":
                    raw = ws.transport.get_extra_info("socket")
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
                    ws.transport.abort()
                case "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                case _:
                    raise ValueError(f"no step is called {name}")
        await ws.wait_closed()
    except ConnectionClosed:
        pass
    finally:
        for task in tasks:
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
        tell_when_over = asyncio.create_task(tell(ws, plan, tasks))
        TELLING.add(tell_when_over)
        tell_when_over.add_done_callback(TELLING.discard)


# The loop keeps weak references only.
TELLING = set()


async def read(ws, heard):
    async for message in ws:
        heard.put_nowait(message)


async def fragment(ws, text):
    async def parts():
        yield text
        await asyncio.get_running_loop().create_future()

    await ws.send(parts())


async def tell(ws, plan, tasks):
    await ws.wait_closed()
    for task in tasks:
        task.cancel()
    try:
        await ws.recv()
    except ConnectionClosed as closed:
        view = {
            "id": plan["id"],
            "code": ws.close_code,
            "reason": ws.close_reason,
            "received": frame(closed.rcvd),
            "sent": frame(closed.sent),
            "received_first": closed.rcvd_then_sent,
        }
    print(json.dumps(view), flush=True)


def frame(close):
    return close and [int(close.code), close.reason]


def plan_in(path):
    return json.loads(bytes.fromhex(path.rsplit("/", 1)[1]))


async def accept(ws):
    await follow(ws, plan_in(ws.request.path))


async def converse(url):
    try:
        async with connect(url, proxy=None, **OPTIONS) as ws:
            await follow(ws, plan_in(url))
    except Fault:
        pass


async def main():
    async with serve(accept, "127.0.0.1", 0, **OPTIONS) as server:
        print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)
        orders = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
        conversations = set()
        async for url in orders:
            conversation = asyncio.create_task(converse(url.decode().strip()))
            conversations.add(conversation)
            conversation.add_done_callback(conversations.discard)


asyncio.run(main())
