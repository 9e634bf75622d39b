"""A WebSocket client on the library `websockets`, driven over its standard input and output.

    client.py URL

It connects, checks that text and binary come back, and prints {"port": its own port}. Then it obeys
one line of standard input, or waits for the server if there comes none:

    {"close": [CODE, REASON]}    closes; CODE null for a close frame without a code
    {"send": TEXT}               sends a text, and waits for the server to close

At the end it prints {"code": CODE, "reason": REASON}, the close as this side saw it.
"""

import asyncio
import json
import sys

from websockets.asyncio.client import connect


def tell(**facts):
    print(json.dumps(facts), flush=True)


async def read_order():
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return json.loads(await reader.readline())


async def obey(ws, order):
    match order:
        case {"close": [None, _]}:
            # `close` knows no way to leave the code out; the layer below does.
            async with ws.send_context():
                ws.protocol.send_close()
        case {"close": [code, reason]}:
            await ws.close(code, reason)
        case {"send": text}:
            await ws.send(text)


async def main(url):
    ws = await connect(url, proxy=None)
    for message in ["héllo", b"\x00\xff"]:
        await ws.send(message)
        echo = await ws.recv()
        assert echo == message, f"sent {message!r}, got {echo!r}"
    tell(port=ws.local_address[1])

    closed = asyncio.create_task(ws.wait_closed())
    order = asyncio.create_task(read_order())
    await asyncio.wait([closed, order], return_when=asyncio.FIRST_COMPLETED)
    if order.done():
        await obey(ws, order.result())
    await closed
    tell(code=ws.close_code, reason=ws.close_reason)


asyncio.run(main(sys.argv[1]))
