"""Python's `websockets` as a peer, client and server."""

import asyncio

from following import Over, Peer, follow, plan_in, run
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

OPTIONS = {"ping_interval": None, "close_timeout": 2}


class Adapter(Peer):
    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        try:
            await self.ws.recv()
        except ConnectionClosed:
            raise Over(self.ws.close_code, self.ws.close_reason) from None

    async def send(self, text):
        await self.ws.send(text)

    async def close(self, code, reason):
        await self.ws.close(code, reason)

    async def abort(self):
        self.ws.transport.abort()


async def converse(url, plan):
    async with connect(url, proxy=None, **OPTIONS) as ws:
        await follow(Adapter(ws), plan)


async def accept(ws):
    await follow(Adapter(ws), plan_in(ws.request.path))


async def main():
    async with serve(accept, "127.0.0.1", 0, **OPTIONS) as server:
        await run(converse, server.sockets[0].getsockname()[1])


asyncio.run(main())
