"""A client on the library `websockets`, whose network may be cut.

    client.py URL MODE KEEPALIVE_MS [OWN_PING_S]

It has the server ping it every KEEPALIVE_MS, prints {"ready": its own port}, and then, by MODE:

    idle       waits
    echoing    sends a text ten times a second, and reads its echo
    stuffed    sends one message whose echo does not fit into any buffer, reads nothing any more, and
               goes on sending small ones, so that it is heard while the server's write is blocked

OWN_PING_S is the interval of the library's own pings, and the time that it grants the answer. At the
end it prints {"ended": the code that it saw}.
"""

import asyncio
import json
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

# More than the buffers of TCP, and less than the server takes.
BIG = 15_000_000


def tell(**facts):
    print(json.dumps(facts), flush=True)


async def echoing(ws):
    while True:
        await ws.send("tick")
        assert await ws.recv() == "tick"
        await asyncio.sleep(0.1)


async def stuffed(ws):
    ws.transport.pause_reading()
    await ws.send(b"x" * BIG)
    while True:
        await ws.ping()
        await asyncio.sleep(0.1)


async def main(url, mode, keepalive_ms, own_ping_s=None):
    own = own_ping_s and float(own_ping_s)
    async with connect(
        url, proxy=None, ping_interval=own, ping_timeout=own, max_size=None, close_timeout=1
    ) as ws:
        command = f"/keepalive {keepalive_ms}"
        await ws.send(command)
        assert await ws.recv() == command
        tell(ready=ws.local_address[1])
        try:
            match mode:
                case "idle":
                    await ws.wait_closed()
                case "echoing":
                    await echoing(ws)
                case "stuffed":
                    await stuffed(ws)
        except ConnectionClosed:
            pass
        tell(ended=ws.close_code)


asyncio.run(main(*sys.argv[1:]))
