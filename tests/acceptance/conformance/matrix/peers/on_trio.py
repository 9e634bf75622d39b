"""trio-websocket as a peer, client and server."""

import sys
from functools import partial

import trio
from following import Over, follow, plan_in, tell
from trio_websocket import ConnectionClosed, open_websocket_url, serve_websocket


class Adapter:
    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        try:
            await self.ws.get_message()
        except ConnectionClosed as closed:
            raise Over(closed.reason.code, closed.reason.reason) from None

    async def send(self, text):
        await self.ws.send_message(text)

    async def close(self, code, reason):
        await self.ws.aclose(code, reason)

    async def abort(self):
        await self.ws._stream.aclose()

    async def stall(self):
        await trio.sleep_forever()


async def converse(url):
    async with open_websocket_url(url) as ws:
        await follow(Adapter(ws), plan_in(url))


async def accept(request):
    await follow(Adapter(await request.accept()), plan_in(request.path))


async def main():
    async with trio.open_nursery() as nursery:
        serve = partial(serve_websocket, accept, "127.0.0.1", 0, ssl_context=None)
        server = await nursery.start(serve)
        tell({"port": server.port})
        lines = b""
        async for some in trio.lowlevel.FdStream(sys.stdin.fileno()):
            *whole, lines = (lines + some).split(b"\n")
            for line in whole:
                nursery.start_soon(converse, line.decode())
        # Some never end, as planned.
        nursery.cancel_scope.cancel()


trio.run(main)
