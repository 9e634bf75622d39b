"""Real endings of real connections, from clients of raw sockets and raw frames."""

import os
import socket
import struct
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

TIMEOUT_S = 20
TEXT, RESERVED, CLOSE = 0x1, 0x3, 0x8
FINAL = 0x80

# What a log must not be fooled by: ends of strings and lines, and what looks like a log line of its
# own; at most 123 bytes each.
HOSTILE_REASONS = [
    '","websocket.close.code":1000,"websocket.close.initiator":"local","x":"',
    '"event.name":"websocket.close","websocket.close.code":1011',
    '\n{"event.name":"websocket.close","websocket.close.code":1011}\n',
    'quotes " \' ` and \\" and }{ and a last backslash \\',
    "\r\n\x1b[31m\x07\x00\x7f\x9b\u2028\u202e\u200b ${jndi:ldap://x} %s <b>",
    "e\u0301\u0323" * 24,
    "\ufffd",
]


class Peer:
    """A client's end of a WebSocket connection."""

    def __init__(self, url):
        address = urlsplit(url)
        self.socket = socket.create_connection((address.hostname, address.port), TIMEOUT_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(
            f"GET {address.path or '/'} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )
        answer = b""
        while not answer.endswith(b"\r\n\r\n"):
            answer += self._receive()
        assert answer.startswith(b"HTTP/1.1 101 "), f"the handshake failed: {answer}"

    def _receive(self):
        received = self.socket.recv(1)
        assert received, "the server ended the connection"
        return received

    def send(self, opcode, payload, length=None, mask=True):
        """Sends a frame; `length` is what its header says instead of the truth."""
        length = len(payload) if length is None else length
        masked = FINAL if mask else 0
        if length < 126:
            head = struct.pack(">BB", FINAL | opcode, masked | length)
        else:
            head = struct.pack(">BBQ", FINAL | opcode, masked | 127, length)
        key = os.urandom(4)
        if mask:
            head += key
            payload = bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))
        self.socket.sendall(head + payload)

    def say(self, text):
        self.send(TEXT, text.encode())

    def close(self, code, reason=""):
        self.send(CLOSE, struct.pack(">H", code) + reason.encode())

    def close_of_server(self):
        """Waits for a close frame, and returns its payload."""
        while True:
            opcode, length = self._receive()[0] & 0xF, self._receive()[0]
            assert length < 126, "the server sends nothing long here"
            payload = b"".join(self._receive() for _ in range(length))
            if opcode == CLOSE:
                return payload

    def answer_close(self):
        """Waits for a close, and answers it as it should; returns the code."""
        code = self.close_of_server()[:2]
        self.send(CLOSE, code)
        self.wait_for_end()
        return int.from_bytes(code, "big")

    def wait_for_end(self):
        try:
            while self.socket.recv(4096):
                pass
        except ConnectionResetError:
            pass

    def vanish(self):
        self.socket.close()

    def reset(self):
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


@contextmanager
def connected(url):
    peer = Peer(url)
    try:
        yield peer
    finally:
        peer.vanish()


def peer_closes(url, code, reason=""):
    with connected(url) as peer:
        peer.close(code, reason)
        peer.wait_for_end()


def peer_closes_without_code(url):
    with connected(url) as peer:
        peer.send(CLOSE, b"")
        peer.wait_for_end()


def server_closes(url, order):
    """`order` makes the server close; the peer answers as it should."""
    with connected(url) as peer:
        peer.say(order)
        peer.answer_close()


def server_gets_no_answer(url, order="/close 1000"):
    """The peer leaves instead of answering."""
    with connected(url) as peer:
        peer.say(order)
        peer.close_of_server()


def server_waits_in_vain(url, order="/close 1001 bye"):
    """The peer stays, and does not answer: the server's time-out ends it."""
    with connected(url) as peer:
        peer.say(order)
        peer.close_of_server()
        peer.wait_for_end()


def peer_vanishes(url):
    with connected(url):
        pass


def peer_resets(url):
    with connected(url) as peer:
        peer.reset()


def peer_sends(url, opcode, payload, **frame):
    """A frame that the server cannot accept."""
    with connected(url) as peer:
        peer.send(opcode, payload, **frame)
        peer.wait_for_end()


def every_ending(url):
    """All of the ways above, as functions to be called; the first takes as long as a time-out."""
    peers_codes = [1000, 1001, 1002, 1003, *range(1007, 1015), 3000, 3003, 3008, 3999, 4000, 4999]
    illegal_codes = [999, 1004, 1005, 1006, 1015, 2999, 5000, 65535]
    our_codes = [1000, 1001, 1006, 1008, 1009, 1012, 1013, 3000, 65535]
    return [
        partial(server_waits_in_vain, url),
        *(partial(peer_closes, url, code) for code in peers_codes),
        *(partial(peer_closes, url, code, "illegal") for code in illegal_codes),
        *(partial(peer_closes, url, 4001, reason) for reason in HOSTILE_REASONS),
        *(partial(server_closes, url, f"/close 4002 {reason}") for reason in HOSTILE_REASONS),
        *(partial(server_closes, url, f"/close 1011 {reason}") for reason in HOSTILE_REASONS),
        partial(peer_closes_without_code, url),
        *(partial(server_closes, url, f"/close {code} because") for code in our_codes),
        partial(server_closes, url, "/drop"),
        partial(server_closes, url, "/panic"),
        partial(server_gets_no_answer, url),
        partial(peer_vanishes, url),
        partial(peer_resets, url),
        partial(peer_sends, url, TEXT, b"not UTF-8: \xff"),
        partial(peer_sends, url, CLOSE, b"\x03"),
        partial(peer_sends, url, CLOSE, b"\x03\xe8\xff"),
        partial(peer_sends, url, RESERVED, b""),
        partial(peer_sends, url, TEXT, b"unmasked", mask=False),
        partial(peer_sends, url, TEXT, b"", length=1 << 40),
    ]


def cause(endings):
    """Calls all of them at once; fails if one fails."""
    with ThreadPoolExecutor(max_workers=len(endings)) as clients:
        for ending in [clients.submit(it) for it in endings]:
            ending.result()
