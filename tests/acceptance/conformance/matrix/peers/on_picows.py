"""picows as a peer, client and server. It leaves the answer to a close to its application, which does as
in its documentation."""

import asyncio

from following import Over, Peer, follow, plan_in, run
from picows import WSCloseCode, WSListener, WSMsgType, ws_connect, ws_create_server


class Adapter(WSListener, Peer):
    def __init__(self, plan=None):
        self.plan = plan
        self.heard = asyncio.Queue()
        self.told = Over(1006)

    def on_ws_connected(self, transport):
        self.transport = transport
        # The loop keeps weak references only.
        self.following = asyncio.create_task(follow(self, self.plan))

    def on_ws_frame(self, transport, frame):
        if frame.msg_type == WSMsgType.CLOSE:
            self.told = Over(int(frame.get_close_code()), frame.get_close_reason())
            transport.send_close(frame.get_close_code(), frame.get_close_message())
            transport.disconnect()
        elif frame.msg_type == WSMsgType.TEXT:
            self.heard.put_nowait(True)

    def on_ws_disconnected(self, transport):
        self.heard.put_nowait(False)

    async def receive(self):
        if not await self.heard.get():
            raise self.told

    async def send(self, text):
        self.transport.send(WSMsgType.TEXT, text.encode())

    async def close(self, code, reason):
        self.transport.send_close(WSCloseCode.NO_INFO if code is None else code, reason.encode())

    async def abort(self):
        self.transport.disconnect(graceful=False)

    async def stall(self):
        self.transport.underlying_transport.pause_reading()
        await super().stall()


async def converse(url, plan):
    _, adapter = await ws_connect(lambda: Adapter(plan), url)
    await adapter.following


async def main():
    server = await ws_create_server(
        lambda request: Adapter(plan_in(request.path.decode())), "127.0.0.1", 0
    )
    await run(converse, server.sockets[0].getsockname()[1])


asyncio.run(main())
