"""httpx-ws as a peer, a client only."""

import asyncio

import httpx
from following import Over, Peer, follow, run
from httpx_ws import WebSocketDisconnect, WebSocketNetworkError, aconnect_ws


class Adapter(Peer):
    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        try:
            await self.ws.receive()
        except WebSocketDisconnect as closed:
            raise Over(closed.code, closed.reason) from None
        except WebSocketNetworkError:
            raise Over(1006) from None

    async def send(self, text):
        await self.ws.send_text(text)

    async def close(self, code, reason):
        # It ends TCP at once, and tells nothing after that.
        await self.ws.close(code, reason)
        raise Over

    async def abort(self):
        await self.ws.stream.aclose()


async def main():
    # A client for each would load the certificates each time.
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(timeout=None, limits=limits) as client:

        async def converse(url, plan):
            async with aconnect_ws(url, client, keepalive_ping_interval_seconds=None) as ws:
                await follow(Adapter(ws), plan)

        await run(converse)


asyncio.run(main())
