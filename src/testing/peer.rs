//! The other end of a connection, which a test has in hand.
//!
//! It speaks RFC 6455 in bytes, so that it can do what no library lets one do, and sees what really arrives.
//! What it sends is taken at once; what it receives is awaited. It runs no task: between two calls nothing
//! happens.

use std::{
    fmt,
    future::{Future, poll_fn},
    io,
    panic::Location,
    sync::Arc,
    task::Poll,
};

use tungstenite::{Message, protocol::CloseFrame};

use super::{
    PeerEnding, frames,
    memory::{CAPACITY, MemoryIo, PeerSide, Wire},
    patience,
};
use crate::{CloseCode, ReceivedClose, Role};

/// How our side of TCP looks to the peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Transport {
    /// It is open.
    #[default]
    Open,
    /// We have ended it (FIN).
    Ended,
    /// We have reset it: the socket was dropped with input unread, or something came after it was.
    Reset,
}

/// The other end of a connection over memory: it sends and receives at the test's command, and
/// [ends](Self::end) as that says.
///
/// Pings are answered whenever it receives. A peer that is dropped has [vanished](PeerEnding::Vanishes), unless
/// it has ended before.
///
/// # Panics
///
/// What waits for something panics after five minutes of tokio's clock, which are over at once in a test
/// whose time is paused.
pub struct Peer {
    wire: Arc<Wire>,
    role: Role,
    has_closed: bool,
    has_ended: bool,
}

impl Peer {
    /// A peer that has this role, and the io of the other.
    pub(super) fn new(role: Role) -> (MemoryIo, Self) {
        let wire = Arc::<Wire>::default();
        let io = MemoryIo::new(Arc::clone(&wire));
        (io, Self { wire, role, has_closed: false, has_ended: false })
    }

    /// Makes an opening handshake as a client, for a handler that accepts by itself.
    ///
    /// # Panics
    ///
    /// If the server answers anything but 101. [`request`](Self::request) returns whatever it answers.
    #[track_caller]
    pub fn open(&mut self, path: &str) -> impl Future<Output = ()> {
        self.open_for(path, Location::caller())
    }

    /// Asks for a WebSocket with more headers, and returns the head of the response: status line and
    /// headers. Where that says 101 the connection is open.
    #[track_caller]
    pub fn request(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> impl Future<Output = String> {
        self.answer_to(path, headers, Location::caller())
    }

    /// Sends a message. A close may have any code, 1006 for example.
    pub fn send(&mut self, message: impl Into<Message>) {
        let (first, payload) = match message.into() {
            Message::Close(frame) => return self.send_close(frame),
            Message::Text(text) => (frames::TEXT, text.into()),
            Message::Binary(bytes) => (frames::BINARY, bytes),
            Message::Ping(bytes) => (frames::PING, bytes),
            Message::Pong(bytes) => (frames::PONG, bytes),
            Message::Frame(frame) => (
                u8::from(frame.header().is_final) << 7 | u8::from(frame.header().opcode),
                frame.into_payload(),
            ),
        };
        self.send_bytes(&frames::frame(self.role, first, &payload));
    }

    /// Sends bytes as they are.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        self.wire.line().send(bytes);
    }

    /// The next message, `None` once TCP has ended.
    ///
    /// # Panics
    ///
    /// See above; and if what comes is no whole message, or a text that is not UTF-8.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost.
    #[track_caller]
    pub fn receive(&mut self) -> impl Future<Output = Option<Message>> {
        let frame = self.receive_frame();
        async move {
            let (first, payload) = frame.await?;
            Some(match first {
                frames::TEXT => Message::text(String::from_utf8(payload).expect("a text is UTF-8")),
                frames::BINARY => Message::binary(payload),
                frames::CLOSE => Message::Close(ReceivedClose::from_payload(&payload).to_frame()),
                frames::PING => Message::Ping(payload.into()),
                frames::PONG => Message::Pong(payload.into()),
                _ => panic!("no whole message: a frame that begins with {first:#04x}"),
            })
        }
    }

    /// First byte and payload of the next frame, `None` once TCP has ended.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost.
    #[track_caller]
    pub fn receive_frame(&mut self) -> impl Future<Output = Option<(u8, Vec<u8>)>> {
        patience::expect("the peer received nothing", Location::caller(), self.next_frame())
    }

    /// Ends the connection in this way, and waits for what that needs: our close, or our end of TCP. What
    /// comes in meanwhile is discarded. A peer whose wait is in vain ends TCP in the end.
    ///
    /// # Cancel safety
    ///
    /// What was sent so far is sent. The peer vanishes when it is dropped, as if it had not been asked.
    pub async fn end(&mut self, ending: PeerEnding) {
        match ending {
            PeerEnding::Closes(code, reason) => {
                self.close(code, reason);
                self.finish().await;
            }
            PeerEnding::Leaves(code, reason) => {
                self.close(code, reason);
                self.set_side(PeerSide::Gone { room: 0 });
            }
            PeerEnding::Answers => {
                self.await_close().await;
                self.send_close(self.received_close().and_then(|close| close.to_frame()));
                self.finish().await;
            }
            PeerEnding::Rejects => {
                self.await_close().await;
                self.close(1002, "");
                self.finish().await;
            }
            PeerEnding::HangsUp => {
                self.await_close().await;
                self.set_side(PeerSide::Gone { room: CAPACITY });
            }
            PeerEnding::Vanishes => self.set_side(PeerSide::Gone { room: CAPACITY }),
            PeerEnding::Resets => self.fail(io::ErrorKind::ConnectionReset),
            PeerEnding::Unreachable => self.fail(io::ErrorKind::HostUnreachable),
            PeerEnding::Fails(kind) => self.fail(kind),
            PeerEnding::NeverAnswers => self.set_side(PeerSide::Listens),
            PeerEnding::StopsReading => self.set_side(PeerSide::TakesNothing),
            PeerEnding::Breaks(rule) => {
                self.has_closed = true;
                self.send_bytes(&rule.bytes(self.role));
                self.finish().await;
            }
        }
        self.has_ended = true;
    }

    /// The first close frame that was received, as it came over the wire.
    #[must_use]
    pub fn received_close(&self) -> Option<ReceivedClose> {
        self.wire.line().close.clone()
    }

    /// How our side of TCP looks to the peer.
    #[must_use]
    pub fn transport(&self) -> Transport {
        self.wire.line().us
    }

    pub(super) async fn open_for(&mut self, path: &str, caller: &Location<'_>) {
        let head = self.answer_to(path, &[], caller).await;
        assert!(head.starts_with("HTTP/1.1 101 "), "{caller}: no upgrade: {head}");
    }

    fn close(&mut self, code: u16, reason: &str) {
        let frame = CloseFrame { code: code.into(), reason: reason.into() };
        let is_empty = CloseCode::NO_STATUS_RECEIVED == code;
        self.send_close((!is_empty).then_some(frame));
    }

    fn send_close(&mut self, frame: Option<CloseFrame>) {
        self.has_closed = true;
        let payload = frame.map(|frame| frames::close_payload(frame.code.into(), &frame.reason));
        let payload = payload.unwrap_or_default();
        self.send_bytes(&frames::frame(self.role, frames::CLOSE, &payload));
    }

    fn set_side(&self, side: PeerSide) {
        self.wire.line().set_peer(side);
    }

    fn fail(&self, kind: io::ErrorKind) {
        self.set_side(PeerSide::Failed(kind));
    }

    async fn await_close(&mut self) {
        let close =
            async { while self.received_close().is_none() && self.next_frame().await.is_some() {} };
        patience::hope(close).await;
    }

    /// Reads on until TCP may end. RFC 6455 section 7.1.1: the server ends it first.
    async fn finish(&mut self) {
        if self.role == Role::Server {
            self.await_close().await;
        } else {
            patience::hope(async { while self.next_frame().await.is_some() {} }).await;
        }
        self.set_side(PeerSide::Gone { room: CAPACITY });
    }

    /// Cancel-safe: a frame is taken in the poll that returns it.
    async fn next_frame(&mut self) -> Option<(u8, Vec<u8>)> {
        let frame = poll_fn(|cx| {
            let mut line = self.wire.line();
            if let Some(frame) = line.take_frame() {
                return Poll::Ready(Some(frame));
            }
            if line.us != Transport::Open || line.peer != PeerSide::Reads {
                return Poll::Ready(None);
            }
            line.at_peer = Some(cx.waker().clone());
            Poll::Pending
        });
        let (first, payload) = frame.await?;
        if first == frames::PING && !self.has_closed {
            self.send_bytes(&frames::frame(self.role, frames::PONG, &payload));
        }
        Some((first, payload))
    }

    async fn answer_to(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        caller: &Location<'_>,
    ) -> String {
        let headers: String =
            headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        self.send_bytes(
            format!(
                "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                 Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
            )
            .as_bytes(),
        );
        let head = poll_fn(|cx| {
            let mut line = self.wire.line();
            let head = line.take_head();
            if head.is_none() {
                line.at_peer = Some(cx.waker().clone());
            }
            head.map_or(Poll::Pending, Poll::Ready)
        });
        let head = patience::expect("no response to the opening handshake", caller, head).await;
        String::from_utf8_lossy(&head).trim_end().into()
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.wire.line();
        f.debug_struct("Peer")
            .field("role", &self.role)
            .field("transport", &line.us)
            .field("received_close", &line.close)
            .finish_non_exhaustive()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        if !self.has_ended {
            self.set_side(PeerSide::Gone { room: CAPACITY });
        }
    }
}
