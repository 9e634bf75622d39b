"""curl_cffi as a peer, a client only: its blocking `WebSocket`."""

from curl_cffi import WebSocket, WebSocketClosed, CurlError
from following import Over, Peer, follow, run_in_threads


class Adapter(Peer):
    def __init__(self, ws):
        self.ws = ws

    async def receive(self):
        try:
            self.ws.recv()
        except WebSocketClosed:
            raise Over(self.ws.close_code, self.ws.close_reason) from None
        except CurlError:
            raise Over(1006) from None

    async def send(self, text):
        self.ws.send_str(text)

    async def close(self, code, reason):
        # It ends TCP at once, and tells nothing after that.
        self.ws.close(code, reason)
        raise Over

    async def abort(self):
        self.ws.terminate()


async def converse(url, plan):
    ws = WebSocket()
    ws.connect(url)
    await follow(Adapter(ws), plan)


run_in_threads(converse)
