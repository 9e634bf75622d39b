"""aiohttp as a peer, client and server."""

import asyncio

from aiohttp import ClientSession, WSMsgType, web
from following import Over, Peer, follow, plan_in, run


class Adapter(Peer):
    def __init__(self, ws, transport):
        self.ws, self.transport = ws, transport

    async def receive(self):
        message = await self.ws.receive()
        if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
            reason = message.extra if message.type == WSMsgType.CLOSE else None
            raise Over(self.ws.close_code, reason)

    async def send(self, text):
        await self.ws.send_str(text)

    async def close(self, code, reason):
        # It waits for the answer.
        await self.ws.close(code=code, message=reason.encode())

    async def abort(self):
        self.transport().abort()


async def converse(url, plan):
    async with ClientSession() as session, session.ws_connect(url) as ws:
        await follow(Adapter(ws, lambda: ws._response.connection.transport), plan)


async def accept(request):
    ws = web.WebSocketResponse()
    await ws.prepare(request)
    await follow(Adapter(ws, lambda: request.transport), plan_in(request.path))
    return ws


async def main():
    application = web.Application()
    application.router.add_get("/{plan}", accept)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await run(converse, runner.addresses[0][1])


asyncio.run(main())
