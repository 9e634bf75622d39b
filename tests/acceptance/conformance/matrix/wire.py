"""A TCP proxy that writes down what goes over the wire, read by a few lines of its own."""

import asyncio
import contextlib
import itertools
import json
import socket
import struct
import time
from dataclasses import dataclass

# Reset instead of FIN.
LINGER_NOT = struct.pack("ii", 1, 0)
CLOSE = 8
PONG = 10
RESERVED = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}
HEAD_END = b"\r\n\r\n"
NO_STATUS = 1005


@dataclass
class CloseFrame:
    payload: bytes
    # What its header breaks, as the crate's documentation calls it.
    malformed: str | None = None

    @property
    def code(self):
        """1005 for an empty payload; None where there is nothing to read."""
        if not self.payload:
            return NO_STATUS
        return int.from_bytes(self.payload[:2]) if len(self.payload) > 1 else None

    @property
    def reason(self):
        return self.payload[2:].decode(errors="replace")


@dataclass
class Moment:
    """When something happened: `order` tells which was first, `at` is in seconds."""

    order: int
    at: float


class FrameReader:
    """One direction's frames; the first that breaks the protocol ends it."""

    def __init__(self, masked):
        self.masked = masked
        self.bytes = bytearray()
        self.in_message = False
        # "protocol_error" or "invalid_payload", before the first close frame or in it.
        self.fault = None
        self.broken = False
        self.closes = []
        # Bytes before the first close frame, and frames behind it.
        self.before_close = None
        self.after_close = 0
        self.fed = self.read = 0
        self.messages = self.pongs = 0

    def feed(self, data):
        self.bytes += data
        self.fed += len(data)
        while not self.broken and self._frame():
            pass

    def _frame(self):
        frame = self.bytes
        if len(frame) < 2:
            return False
        final, reserved, opcode = frame[0] >> 7, frame[0] >> 4 & 7, frame[0] & 15
        masked, length, start = frame[1] >> 7, frame[1] & 127, 2
        extended = {126: 2, 127: 8}.get(length, 0)
        if len(frame) < start + extended:
            return False
        if extended:
            length, start = int.from_bytes(frame[start : start + extended]), start + extended
        flaws = {
            "masked" if masked else "unmasked": masked != self.masked,
            "reserved_bits": reserved,
            "reserved_opcode": opcode in RESERVED,
            "fragmented": opcode >= CLOSE and not final,
            "too_long": opcode >= CLOSE and length > 125,
            "out of sequence": opcode < CLOSE and (opcode == 0) != self.in_message,
        }
        flaw = next((it for it, present in flaws.items() if present), None)
        if flaw:
            self._break("protocol_error")
            if opcode != CLOSE:
                return False
        end = start + 4 * masked + length
        if len(frame) < end:
            return False
        payload = bytes(frame[end - length : end])
        if masked:
            key = frame[end - length - 4 : end - length] * (length // 4 + 1)
            payload = (int.from_bytes(payload) ^ int.from_bytes(key[:length])).to_bytes(length)
        if opcode == CLOSE and not self.closes:
            self.before_close = self.read
        self.read += end
        del self.bytes[:end]
        self.after_close += bool(self.closes)
        self.pongs += opcode == PONG
        if opcode < CLOSE:
            self.in_message = not final
            self.messages += final
            if opcode == 1 and final and not valid(payload):
                self._break("invalid_payload")
        if opcode == CLOSE:
            self.closes.append(CloseFrame(payload, flaw))
        return True

    def _break(self, fault):
        self.broken = True
        if not self.closes:
            self.fault = fault


def valid(payload):
    try:
        payload.decode()
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class Side:
    """What one end of the connection sent, and what it was sent, in its own order."""

    reader: FrameReader
    close_sent: Moment | None = None
    close_received: Moment | None = None
    # "FIN" or "RST" from this side, whichever was first; "cut" if the other side's RST came before.
    ended: str | None = None
    ended_when: Moment | None = None
    # The other side's.
    end_received: Moment | None = None

    @property
    def close(self):
        return self.reader.closes[0] if self.reader.closes else None

    def story(self, began):
        """What it sent and was sent, with times, for people."""
        moments = {
            f"sent close {self.close and self.close.payload.hex()}": self.close_sent,
            "was sent a close": self.close_received,
            f"ended TCP by {self.ended}": self.ended_when,
            "was sent the end": self.end_received,
        }
        told = sorted(
            (it.order, f"{it.at - began:.3f} s {what}") for what, it in moments.items() if it
        )
        return "; ".join(what for _, what in told)


class Wire:
    """One connection. `client` is who opened it."""

    def __init__(self, crossing):
        self.client = Side(FrameReader(masked=1))
        self.server = Side(FrameReader(masked=0))
        self.began = time.monotonic()
        self.moments = itertools.count()
        self.over = asyncio.Event()
        # Set with everything that goes over it.
        self.news = asyncio.Event()
        # From the first close frame on, everything is kept back until both sides have sent theirs.
        self.crossing = crossing
        self.kept_back = []
        self.crossed = asyncio.Event()

    def now(self):
        return Moment(next(self.moments), time.monotonic())

    async def until(self, happened):
        """Waits for what the frames that went over tell; for one at a time."""
        while not happened():
            self.news.clear()
            await self.news.wait()

    async def carry(self, sender, receiver, reader, writer):
        """One direction, to its end."""
        while True:
            try:
                data = await reader.read(2**16)
            except ConnectionError:
                return self._end(sender, receiver, writer, "RST")
            if not data:
                if self.crossing and self.kept_back:
                    await self.crossed.wait()
                return self._end(sender, receiver, writer, "FIN")
            start, closed_before = sender.reader.fed, sender.close
            sender.reader.feed(data)
            self.news.set()
            closes = sender.close is not closed_before
            if closes:
                sender.close_sent = self.now()
            both_closed = self.client.close and self.server.close
            if self.crossing and (closes or self.kept_back):
                if closes:
                    # What the other side waits for before it closes too may be in the same bytes.
                    before = max(0, sender.reader.before_close - start)
                    self._deliver(receiver, writer, data[:before], False)
                    data = data[before:]
                self.kept_back.append((receiver, writer, data, closes))
                if both_closed:
                    self.crossing = False
                    self.crossed.set()
                    for kept in self.kept_back:
                        self._deliver(*kept)
            else:
                self._deliver(receiver, writer, data, closes)
                # Who does not read is felt at the other end. That it is gone, its own reader says.
                with contextlib.suppress(OSError):
                    await writer.drain()

    def _deliver(self, receiver, writer, data, closes):
        if closes:
            receiver.close_received = self.now()
        if not writer.is_closing():
            writer.write(data)

    def _end(self, sender, receiver, writer, how):
        if sender.ended is None:
            sender.ended, sender.ended_when = how, self.now()
            receiver.end_received = self.now()
            self.news.set()
        if writer.is_closing():
            return
        if sender.ended == "FIN":
            # The other side may have reset; its own reader says so.
            with contextlib.suppress(OSError):
                writer.write_eof()
            return
        if receiver.ended is None:
            receiver.ended, receiver.ended_when = "cut", self.now()
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
        writer.transport.abort()


class Proxy:
    """Stands before one server, and keeps a `Wire` for each connection, by the plan's number."""

    def __init__(self, target_port, wires):
        self.target_port, self.wires = target_port, wires
        # Two ends that wait for each other are garbage to the loop.
        self.tasks = set()

    async def listen(self):
        self.listener = await asyncio.start_server(self._accept, "127.0.0.1", 0, backlog=512)
        return self.listener.sockets[0].getsockname()[1]

    async def _accept(self, from_client, to_client):
        task = asyncio.current_task()
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        request = await from_client.readuntil(HEAD_END)
        path = request.split(b" ")[1].decode()
        plan = json.loads(bytes.fromhex(path.removeprefix("/")))
        from_server, to_server = await asyncio.open_connection("127.0.0.1", self.target_port)
        for writer in (to_client, to_server):
            raw = writer.get_extra_info("socket")
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        to_server.write(request)
        to_client.write(await from_server.readuntil(HEAD_END))

        wire = self.wires[plan["id"]]
        await asyncio.gather(
            wire.carry(wire.client, wire.server, from_client, to_server),
            wire.carry(wire.server, wire.client, from_server, to_client),
        )
        for writer in (to_client, to_server):
            writer.close()
        wire.over.set()
