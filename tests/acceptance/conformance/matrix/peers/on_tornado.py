"""tornado as a peer, client and server."""

import asyncio

from following import Over, Peer, follow, plan_in, run
from tornado import netutil
from tornado.httpserver import HTTPServer
from tornado.web import Application
from tornado.websocket import WebSocketHandler, websocket_connect


class Client(Peer):
    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        if await self.ws.read_message() is None:
            raise Over(self.ws.close_code, self.ws.close_reason)

    async def send(self, text):
        await self.ws.write_message(text)

    async def close(self, code, reason):
        self.ws.close(code, reason or None)

    async def abort(self):
        self.ws.protocol._abort()


class Server(WebSocketHandler, Peer):
    """It calls us; what it calls with is queued, so that a plan can await it."""

    def open(self, path):
        self.heard = asyncio.Queue()
        # The loop keeps weak references only.
        self.following = asyncio.create_task(follow(self, plan_in(f"/{path}")))

    def on_message(self, message):
        self.heard.put_nowait(message)

    def on_close(self):
        self.heard.put_nowait(None)

    async def receive(self):
        if await self.heard.get() is None:
            raise Over(self.close_code, self.close_reason)

    async def send(self, text):
        await self.write_message(text)

    async def close(self, code, reason):
        super().close(code, reason or None)

    async def abort(self):
        self.ws_connection._abort()


async def converse(url, plan):
    await follow(Client(await websocket_connect(url)), plan)


async def main():
    [listening] = netutil.bind_sockets(0, "127.0.0.1")
    server = HTTPServer(Application([("/(.*)", Server)]))
    server.add_socket(listening)
    await run(converse, listening.getsockname()[1])


asyncio.run(main())
