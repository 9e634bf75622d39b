"""curl_cffi as a peer, a client only: its `AsyncWebSocket`."""

import asyncio

from curl_cffi import AsyncSession, CurlError, WebSocketClosed
from following import Over, Peer, follow, run


class Adapter(Peer):
    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        try:
            await self.ws.recv()
        except WebSocketClosed:
            raise Over(self.ws.close_code, self.ws.close_reason) from None
        except CurlError:
            raise Over(1006) from None

    async def send(self, text):
        await self.ws.send_str(text)

    async def close(self, code, reason):
        # It ends TCP at once, and tells nothing after that.
        await self.ws.close(code, reason)
        raise Over

    async def abort(self):
        self.ws.terminate()


async def main():
    async with AsyncSession(max_clients=64) as session:

        async def converse(url, plan):
            await follow(Adapter(await session.ws_connect(url)), plan)

        await run(converse)


asyncio.run(main())
