"""httpx-ws as a peer, a client only."""

import asyncio

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


async def converse(url, plan):
    async with aconnect_ws(url, keepalive_ping_interval_seconds=None) as ws:
        await follow(Adapter(ws), plan)


asyncio.run(run(converse))
