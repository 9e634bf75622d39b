"""What passes on the wire: a relay of bytes that keeps all it relays, and the frames in them.

It looks at no byte while it relays, and passes an end on as what it is: an end, or a reset.
"""

import socket
import struct
import threading
from dataclasses import dataclass

RESETS = struct.pack("ii", 1, 0)


@dataclass
class Frame:
    reserved: int
    opcode: int
    payload: bytes
    is_masked: bool


class Wire:
    """Relays connections to whatever `target` is then; they are in `connections`, oldest first."""

    def __init__(self, target=None):
        self.target = target
        self.connections = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = self.listener.getsockname()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            near, _ = self.listener.accept()
            try:
                far = socket.create_connection(self.target)
            except OSError:
                near.close()
                continue
            self.connections.append(Relayed(near, far))


class Relayed:
    """One connection: what went `up` to the server, and `down` from it."""

    def __init__(self, near, far):
        self.port = far.getsockname()[1]
        self.up, self.down = bytearray(), bytearray()
        for end in [near, far]:
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pumps = [
            threading.Thread(target=self._pump, args=way, daemon=True)
            for way in [(near, far, self.up), (far, near, self.down)]
        ]
        for pump in self.pumps:
            pump.start()

    def _pump(self, source, sink, kept):
        try:
            while piece := source.recv(1 << 16):
                kept += piece
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except ConnectionResetError:
            sink.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESETS)
            sink.close()
        except OSError:
            # The other direction has found its end before.
            pass

    def wait(self, limit_s):
        """Waits for both directions to end."""
        for pump in self.pumps:
            pump.join(limit_s)
            assert not pump.is_alive(), f"a connection goes on after {limit_s} s"


def split(stream):
    """The head of a request or a response, and what follows."""
    head, _, rest = bytes(stream).partition(b"\r\n\r\n")
    return head.decode("latin-1"), rest


def frames(stream):
    """All whole frames behind the head (RFC 6455 section 5.2)."""
    _, rest = split(stream)
    found = []
    while len(rest) >= 2:
        length, at = rest[1] & 0x7F, 2
        if length > 125:
            width = 2 if length == 126 else 8
            length, at = int.from_bytes(rest[2 : 2 + width], "big"), 2 + width
        is_masked = bool(rest[1] & 0x80)
        mask = rest[at : at + 4] if is_masked else bytes(4)
        at += 4 * is_masked
        if len(rest) < at + length:
            break
        payload = bytes(byte ^ mask[n % 4] for n, byte in enumerate(rest[at : at + length]))
        found.append(Frame(rest[0] >> 4 & 7, rest[0] & 15, payload, is_masked))
        rest = rest[at + length :]
    return found


def close_code(stream):
    """The code of the one close frame; 1005 if it has none, 1006 if there is no frame."""
    closes = [frame for frame in frames(stream) if frame.opcode == 8]
    assert len(closes) <= 1, f"{len(closes)} close frames"
    if not closes:
        return 1006
    return int.from_bytes(closes[0].payload[:2], "big") if closes[0].payload else 1005
