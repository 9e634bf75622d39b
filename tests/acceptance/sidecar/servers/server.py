"""An echo server on the library `websockets`, with its compression, and a page for a browser.

It prints {"port": PORT} when it listens, and {"code": CODE, "reason": REASON} for each connection that has
ended, as its application sees it. Two texts are orders:

    /close CODE REASON    closes
    /forget               ends the connection's TCP without a close frame
"""

import asyncio
import json

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed


def tell(**facts):
    print(json.dumps(facts), flush=True)


async def echo(ws):
    try:
        async for message in ws:
            if message == "/forget":
                ws.transport.close()
            elif isinstance(message, str) and message.startswith("/close "):
                code, _, reason = message.removeprefix("/close ").partition(" ")
                await ws.close(int(code), reason)
            else:
                await ws.send(message)
    except ConnectionClosed:
        pass
    await ws.wait_closed()
    tell(code=ws.close_code, reason=ws.close_reason)


def page(connection, request):
    return None if "Upgrade" in request.headers else connection.respond(200, "a page\n")


async def main():
    async with serve(echo, "127.0.0.1", 0, process_request=page) as server:
        tell(port=server.sockets[0].getsockname()[1])
        await asyncio.get_running_loop().create_future()


asyncio.run(main())
