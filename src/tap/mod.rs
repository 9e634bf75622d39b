//! The tap: sits under the WebSocket, above TLS, and is the only witness of the bytes that came in.
//!
//! tungstenite replaces a received code that it does not know by 1002 "Protocol violation" (Q1), in its
//! reply and in what it tells the application. What the peer really sent is seen only here. The tap
//! finds close frames and keeps them; what they mean, and what is answered, it does not decide.

#[cfg(feature = "tokio")]
mod begin;
mod foreign;
mod head;
#[cfg(feature = "tokio")]
mod peek;
mod raw;
mod scan;
mod sync;
#[cfg(feature = "tokio")]
mod tokio;
mod unaltered;
mod unread;

use std::{mem, time::Instant};

#[cfg(feature = "tokio")]
pub(crate) use begin::Beginning;
use bytes::Bytes;
pub(crate) use foreign::Foreign;
use head::ResponseHead;
#[cfg(feature = "tokio")]
#[allow(unreachable_pub, reason = "named by `Mode`, which keeps it out of reach")]
pub use peek::Peeked;
pub(crate) use raw::{Masking, RawClose};
use scan::FrameScanner;
use tungstenite::protocol::WebSocketConfig;
use unread::Unread;

use crate::Role;

/// An io that reads along: wraps the user's stream, passes everything on, and keeps the close frame
/// that comes in.
///
/// It is made by [`CloseMonitor::tap`](crate::CloseMonitor::tap) before a handshake of one's own, by
/// [`CloseMonitor::tap_upgraded`](crate::CloseMonitor::tap_upgraded) after it, or by `tap_client` and
/// `tap_upgraded_client` where we are the client; and is what
/// [`CloseMonitor::wrap_tapped`](crate::CloseMonitor::wrap_tapped) asks for. Writes pass through
/// untouched. Reads cost a look at each frame header; payloads are skipped, not copied.
///
/// It has to see every byte from the first frame on. Bytes that tungstenite is given past it, by
/// `WebSocket::from_partially_read` or `WebSocketStream::from_partially_read`, leave it misaligned: it
/// takes the middle of a frame for the beginning of one. Give them to
/// [`with_leftover`](Self::with_leftover) instead, and use `from_raw_socket`.
///
/// # What a reader sees
///
/// The same bytes, with three differences (RFC 6455 sections 5.5.1 and 7.1.7): a close frame comes up whole and in
/// a read of its own; after it comes the end of the stream, since nothing that follows a close frame
/// counts; and a frame whose first two bytes are illegal comes up at once, as the last, so that it fails without
/// being waited for: a close filled up with zeros, a control frame of more than 125 bytes as one of
/// 126, another one empty.
#[derive(Debug)]
#[must_use = "an io that is not kept is dropped, which ends its connection"]
pub struct CloseTap<Io> {
    io: Io,
    watch: Watch,
}

/// What a tap knows and is told, whatever its io is.
#[derive(Debug)]
#[allow(unreachable_pub, reason = "named by `Mode`, which keeps it out of reach")]
pub struct Watch {
    state: TapState,
    /// Bytes have come in since somebody asked.
    has_read: bool,
    /// The io has taken bytes since somebody asked.
    has_written: bool,
    /// tungstenite's, as far as it limits a close frame; 0 until somebody says.
    max_frame_size: u8,
    /// What is written is said to have left, and goes nowhere. Not in `extra`: each write asks for it.
    ignores_writes: bool,
    /// Boxed, as most connections never need it.
    extra: Option<Box<Extra>>,
}

/// What most taps never need.
#[derive(Debug, Default)]
struct Extra {
    /// Past this, a read that brings no close says "not yet", whatever else it brings.
    read_deadline: Option<Instant>,
    unread: Unread,
}

#[derive(Debug)]
enum TapState {
    /// A server's handshake: inert, since servers refuse bytes that follow the request at once.
    /// tungstenite accepts a bare LF and a leading CRLF, so a search for the blank line here could
    /// be led astray; the wrapper says when the handshake is over.
    Request,
    /// A client's handshake: the response may share its last segment with the first frames.
    Response(Box<ResponseHead>),
    Frames(FrameScanner),
}

impl<Io> CloseTap<Io> {
    /// Before the handshake.
    pub(crate) fn before_handshake(io: Io, role: Role) -> Self {
        let state = match role {
            Role::Server => TapState::Request,
            Role::Client => TapState::Response(Box::default()),
        };
        Self { io, watch: Watch::new(state) }
    }

    /// After the handshake: the next byte is the first of a frame.
    pub(crate) fn after_handshake(io: Io, role: Role) -> Self {
        // Whether a client's frames have to be masked, tungstenite's configuration says.
        let masking = Masking::towards(role, true);
        Self { io, watch: Watch::new(TapState::Frames(FrameScanner::new(masking))) }
    }

    /// Has these bytes read before the io's: what was read of it already, beside the handshake.
    ///
    /// That is what hyper's `Upgraded::downcast` hands out beside the io, as `read_buf`. Make the
    /// WebSocket with `from_raw_socket`, not with `from_partially_read`.
    ///
    /// # Example: a frame that came together with the request
    ///
    /// ```
    /// use std::io::Cursor;
    /// use closeframe::CloseMonitor;
    /// use tungstenite::{Bytes, Message, WebSocket, protocol::Role};
    ///
    /// let closes = CloseMonitor::silent();
    /// let leftover = Bytes::from_static(b"\x81\x82\0\0\0\0h");
    /// let tap = closes.tap_upgraded(Cursor::new(b"i".to_vec())).with_leftover(leftover);
    /// let mut ws = closes.wrap_tapped(WebSocket::from_raw_socket(tap, Role::Server, None));
    /// assert_eq!(ws.read()?, Message::text("hi"));
    /// # Ok::<(), tungstenite::Error>(())
    /// ```
    pub fn with_leftover(mut self, leftover: Bytes) -> Self {
        if !leftover.is_empty() {
            self.watch.extra().unread.push(&leftover);
        }
        self
    }

    /// The user's io.
    pub fn get_ref(&self) -> &Io {
        &self.io
    }

    /// The user's io; what is read from it directly is not seen.
    pub fn get_mut(&mut self) -> &mut Io {
        &mut self.io
    }

    /// Gives the user's io back. What the tap holds at that moment is lost: a close frame that is
    /// being kept back, and what was read ahead.
    #[must_use = "an io that is not kept is dropped, which ends its connection"]
    pub fn into_inner(self) -> Io {
        self.io
    }

    pub(crate) fn watch(&self) -> &Watch {
        &self.watch
    }

    pub(crate) fn watch_mut(&mut self) -> &mut Watch {
        &mut self.watch
    }
}

impl Watch {
    fn new(state: TapState) -> Self {
        Self {
            state,
            has_read: false,
            has_written: false,
            max_frame_size: 0,
            ignores_writes: false,
            extra: None,
        }
    }

    /// Limits the time for what is still to be read, where there is no other limit: by a blocking
    /// socket that has sent a close, and by an async one that is dropped. A peer could hold either for
    /// ever in the middle of a message.
    pub(crate) fn set_read_deadline(&mut self, moment: Instant) {
        let read_deadline = &mut self.extra().read_deadline;
        *read_deadline = Some(read_deadline.map_or(moment, |former| former.min(moment)));
    }

    /// From now on, what is written is said to have left, and goes nowhere: where writing has failed,
    /// and the peer's close may lie unread. tungstenite answers pings when it reads, and stops reading
    /// where that fails.
    pub(crate) fn ignore_writes(&mut self) {
        self.ignores_writes = true;
    }

    /// Looks at freshly read bytes and returns how many of them go up now.
    #[inline]
    fn scan(&mut self, chunk: &[u8]) -> usize {
        self.state.scan(chunk, self.max_frame_size)
    }

    /// Whether bytes have come in since this was last asked, handed up or not.
    pub(crate) fn take_has_read(&mut self) -> bool {
        mem::take(&mut self.has_read)
    }

    /// Whether the io has taken bytes since this was last asked.
    pub(crate) fn take_has_written(&mut self) -> bool {
        mem::take(&mut self.has_written)
    }

    fn extra(&mut self) -> &mut Extra {
        self.extra.get_or_insert_default()
    }

    /// What is to be read before the io is.
    #[inline]
    fn unread(&mut self) -> Option<&mut Unread> {
        let extra = self.extra.as_mut().filter(|extra| extra.unread.is_any())?;
        Some(&mut extra.unread)
    }

    /// Says that the handshake is over, and [what is demanded](Self::expect). Returns our role.
    pub(crate) fn activate(&mut self, config: &WebSocketConfig) -> Role {
        if self.unread().is_none() {
            // What the handshake needed.
            self.extra = None;
        }
        let role = self.state.role();
        if !matches!(self.state, TapState::Frames(_)) {
            self.state = TapState::Frames(FrameScanner::new(Masking::towards(role, true)));
        }
        self.expect(config);
        role
    }

    /// Says what tungstenite demands of the peer's frames.
    pub(crate) fn expect(&mut self, config: &WebSocketConfig) {
        if let TapState::Frames(scanner) = &mut self.state {
            let masking = Masking::towards(scanner.role(), config.accept_unmasked_frames);
            scanner.expect(masking);
        }
        let limit = config.max_frame_size.and_then(|limit| limit.try_into().ok());
        self.max_frame_size = limit.unwrap_or(u8::MAX);
    }

    /// The time is over, and no close frame came.
    #[inline]
    fn is_past_deadline(&self) -> bool {
        let read_deadline = self.extra.as_ref().and_then(|extra| extra.read_deadline);
        read_deadline.is_some_and(|moment| Instant::now() >= moment) && !self.state.is_closed()
    }

    /// Takes the close frame that the reader above has been given whole: once it has been looked at, nobody
    /// needs it any more. None where tungstenite tells it as it came, or it is only [taken for
    /// one](Self::foreign).
    pub(crate) fn take_close(&mut self) -> Option<Box<RawClose>> {
        match &mut self.state {
            TapState::Frames(scanner) => scanner.take_close(),
            _ => None,
        }
    }

    /// What came in where a frame should begin, if that is no WebSocket at all. To be asked when
    /// reading has failed for reserved bits, a reserved opcode or a mask.
    pub(crate) fn foreign(&self) -> Option<Foreign> {
        match &self.state {
            TapState::Frames(scanner) => scanner.foreign(),
            _ => None,
        }
    }
}

impl TapState {
    /// Ours, as whoever made the tap said. It takes no room of its own.
    fn role(&self) -> Role {
        match self {
            Self::Request => Role::Server,
            Self::Response(_) => Role::Client,
            Self::Frames(scanner) => scanner.role(),
        }
    }

    /// As [`FrameScanner::scan`].
    #[inline]
    fn scan(&mut self, chunk: &[u8], max_frame_size: u8) -> usize {
        match self {
            Self::Frames(scanner) => scanner.scan(chunk, max_frame_size),
            Self::Request => chunk.len(),
            Self::Response(head) => {
                let Some(frames_at) = head.end_in(chunk) else { return chunk.len() };
                // A server's frames, which it never masks.
                let mut scanner = FrameScanner::new(Masking::Forbidden);
                let up = frames_at + scanner.scan(&chunk[frames_at..], max_frame_size);
                *self = Self::Frames(scanner);
                up
            }
        }
    }

    /// Whether the close frame is complete, so that the io is not to be read any more.
    #[inline]
    fn is_closed(&self) -> bool {
        matches!(self, Self::Frames(scanner) if scanner.is_closed())
    }

    /// Hands up what was kept back; 0 bytes if there is nothing more.
    fn read_held(&mut self, out: &mut [u8]) -> usize {
        match self {
            Self::Frames(scanner) => scanner.read_held(out),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests;
