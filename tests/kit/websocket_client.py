"""A WebSocket client that can also misbehave: it does what it is told, one thing at a time."""

import os
import socket
import struct
from urllib.parse import urlsplit

TIMEOUT_S = 20
TEXT, CLOSE = 0x1, 0x8


class WebSocketClient:
    def __init__(self, url):
        address = urlsplit(url)
        self.tcp = socket.create_connection((address.hostname, address.port), TIMEOUT_S)
        self.tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.tcp.sendall(
            b"GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self.incoming = self.tcp.makefile("rb")
        status = self.incoming.readline()
        assert b" 101 " in status, f"no upgrade: {status}"
        while self.incoming.readline() != b"\r\n":
            pass

    def send(self, opcode, payload, masked=True):
        assert len(payload) <= 125, "only short frames"
        mask = os.urandom(4) if masked else b""
        head = bytes([0x80 | opcode, (0x80 if masked else 0) | len(payload)])
        if masked:
            payload = bytes(byte ^ mask[n % 4] for n, byte in enumerate(payload))
        self.tcp.sendall(head + mask + payload)

    def text(self, text):
        self.send(TEXT, text.encode())

    def received_close(self):
        """The code of the close frame that comes; `None` if TCP ends without one."""
        while head := self.incoming.read(2):
            payload = self.incoming.read(head[1] & 0x7F)
            if head[0] & 0x0F == CLOSE:
                return struct.unpack("!H", payload[:2])[0] if payload else 1005
        return None

    def close(self, code):
        """Closes, and waits for the reply."""
        self.send(CLOSE, struct.pack("!H", code))
        assert self.received_close() == code, "the reply carries another code"
        self.gone()

    def answer_close(self, expected):
        """Waits for a close, and replies."""
        code = self.received_close()
        assert code == expected, f"the server closed with {code} instead of {expected}"
        self.send(CLOSE, struct.pack("!H", code))
        self.gone()

    def gone(self):
        """Waits for the end of TCP."""
        try:
            while self.incoming.read(4096):
                pass
        except ConnectionResetError:
            # Who dropped the socket does not take our reply.
            pass
        self.cut()

    def cut(self):
        """Ends TCP, whatever state the WebSocket is in."""
        self.incoming.close()
        self.tcp.close()
