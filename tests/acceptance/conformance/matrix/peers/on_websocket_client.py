"""websocket-client as a peer, a client only. It blocks."""

from following import Over, Peer, follow, run_in_threads
from websocket import ABNF, WebSocketConnectionClosedException, create_connection


class Adapter(Peer):
    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        try:
            opcode, data = self.ws.recv_data()
        except (WebSocketConnectionClosedException, ConnectionError):
            raise Over(1006) from None
        if opcode == ABNF.OPCODE_CLOSE:
            # It has answered, hands out the payload as it came, and leaves TCP to the application.
            self.ws.shutdown()
            code = int.from_bytes(data[:2]) if data else 1005
            raise Over(code, data[2:].decode())

    async def send(self, text):
        self.ws.send(text)

    async def close(self, code, reason):
        # It waits for the answer for as long, and keeps it for itself.
        self.ws.close(code, reason.encode(), timeout=2)
        raise Over

    async def abort(self):
        self.ws.shutdown()


async def converse(url, plan):
    await follow(Adapter(create_connection(url)), plan)


run_in_threads(converse)
