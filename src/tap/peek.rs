//! Peeking: what lies in the io, for an owner who only writes. At most 8 KiB are read ahead, and kept for
//! whoever reads later, who sees the same bytes in the same order. What tungstenite has in its own buffer
//! is past the tap, and not known here.

use std::{
    io,
    mem::{self, MaybeUninit},
    ops::RangeInclusive,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, ReadBuf};

use super::{
    CloseTap, TapState,
    scan::FrameScanner,
    unread::{End, Unread},
};
use crate::{Role, frame::PING_MARK};

/// How many bytes are read ahead at most.
pub(super) const MAX_PEEKED: usize = 8192;
/// How many of them in one read; they lie on the stack until it is known that there are any.
const ONE_READ: usize = 2048;
/// First byte of the frame that a message of data ends with (RFC 6455 section 5.2): final, and a
/// continuation, text or binary.
const FINAL_DATA: RangeInclusive<u8> = 0x80..=0x82;

/// What lies unread. *Behind data*: a whole message, text or binary, ends before it and is unread too.
/// What tungstenite has been given and not told of yet is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peeked {
    /// Nothing, or nothing that ends the connection so far. The task is woken when more comes.
    Nothing,
    /// As much as is read ahead, and nothing in it ends the connection.
    Full,
    /// A whole close frame, or one whose header alone is illegal.
    Close { behind_data: bool },
    /// The end of the stream, or an error.
    End { behind_data: bool },
}

/// Reads along in what is unread, as the scanner will when it is read.
#[derive(Debug)]
pub(super) struct PeekScanner {
    scanner: FrameScanner,
    /// How many bytes it has seen, counted as those that went up are.
    seen: u64,
    /// Where the last whole message of data ends, counted so too.
    data_until: u64,
}

impl PeekScanner {
    fn see(&mut self, chunk: &[u8]) {
        let Self { scanner, seen, data_until } = self;
        scanner.scan_frames(chunk, 0, |first, end| {
            if FINAL_DATA.contains(&first) {
                *data_until = *seen + end as u64;
            }
        });
        *seen += chunk.len() as u64;
    }
}

impl Unread {
    /// Takes what was read from the io. `scanner` has seen what went up.
    fn extend(&mut self, chunk: &[u8], scanner: &FrameScanner) {
        let length = self.bytes.len() + chunk.len();
        if length > self.bytes.capacity() {
            let room = length.next_power_of_two().min(MAX_PEEKED).max(length);
            self.bytes.reserve(room - self.bytes.len());
        }
        self.bytes.extend_from_slice(chunk);
        if let Some(peek_scanner) = &mut self.peek_scanner {
            peek_scanner.see(chunk);
        } else {
            self.peek_scanner(scanner);
        }
    }

    /// Drops the answers to our own pings, which no reader would be given, where the room runs out: whoever only
    /// writes takes none, and they would fill it within hours. `scanner` has seen what went up.
    fn drop_pongs(&mut self, scanner: &FrameScanner) {
        if self.bytes.len() < MAX_PEEKED / 2 {
            return;
        }
        let masked = scanner.role() == Role::Server;
        let bytes = mem::take(&mut self.bytes);
        let (mut kept, mut begin) = (0, scanner.is_at_boundary().then_some(0));
        scanner.clone().scan_frames(&bytes, 0, |_, end| {
            let frame = begin.replace(end).map(|begin| begin..end);
            if let Some(pong) = frame.filter(|frame| is_own_pong(&bytes[frame.clone()], masked)) {
                self.bytes.extend_from_slice(&bytes[kept..pong.start]);
                kept = pong.end;
            }
        });
        if kept == 0 {
            self.bytes = bytes;
            return;
        }
        self.bytes.extend_from_slice(&bytes[kept..]);
        // It has seen them.
        self.peek_scanner = None;
    }

    fn peek_scanner(&mut self, scanner: &FrameScanner) -> &PeekScanner {
        let Self { bytes, handed_up, peek_scanner, .. } = self;
        peek_scanner.get_or_insert_with(|| {
            let mut peek_scanner =
                PeekScanner { scanner: scanner.clone(), seen: *handed_up, data_until: *handed_up };
            peek_scanner.see(bytes);
            peek_scanner
        })
    }

    /// What lies in it, if that is known without reading on.
    fn peeked(&mut self, scanner: &FrameScanner) -> Option<Peeked> {
        if let Some(End::Read) = self.end {
            return Some(Peeked::Nothing);
        }
        let handed_up = self.handed_up;
        let peek_scanner = self.peek_scanner(scanner);
        let behind_data = peek_scanner.data_until > handed_up;
        if peek_scanner.scanner.is_closed() {
            return Some(Peeked::Close { behind_data });
        }
        if self.end.is_some() {
            return Some(Peeked::End { behind_data });
        }
        (self.bytes.len() >= MAX_PEEKED).then_some(Peeked::Full)
    }
}

/// Whether a whole frame answers a ping of a keepalive's (RFC 6455 section 5.2).
fn is_own_pong(frame: &[u8], masked: bool) -> bool {
    const FINAL_PONG: u8 = 0x8A;
    const LENGTH: u8 = PING_MARK.len() as u8 + 4;

    let (mask, payload) = match frame {
        [FINAL_PONG, second, a, b, c, d, payload @ ..] if masked && *second == 0x80 | LENGTH => {
            ([*a, *b, *c, *d], payload)
        }
        [FINAL_PONG, LENGTH, payload @ ..] if !masked => ([0; 4], payload),
        _ => return false,
    };
    let unmasked = payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
    unmasked.take(PING_MARK.len()).eq(PING_MARK.iter().copied())
}

impl<Io: AsyncRead + Unpin> CloseTap<Io> {
    /// Reads what is there, without handing it up, until that ends the connection or there is no
    /// room. Later reads find it.
    pub(crate) fn poll_peek(&mut self, cx: &mut Context<'_>) -> Peeked {
        let TapState::Frames(scanner) = &self.watch.state else { return Peeked::Nothing };
        if scanner.is_closed() {
            return match scanner.is_delivered() {
                true => Peeked::Nothing,
                false => Peeked::Close { behind_data: false },
            };
        }
        let mut chunk = [const { MaybeUninit::uninit() }; ONE_READ];
        loop {
            let mut room = MAX_PEEKED;
            if let Some(extra) = self.watch.extra.as_mut().filter(|extra| extra.unread.is_any()) {
                if let Some(peeked) = extra.unread.peeked(scanner) {
                    return peeked;
                }
                room -= extra.unread.bytes.len();
            }
            let mut buf = ReadBuf::uninit(&mut chunk[..room.min(ONE_READ)]);
            let Poll::Ready(read) = Pin::new(&mut self.io).poll_read(cx, &mut buf) else {
                return Peeked::Nothing;
            };
            let unread = match read {
                // No end, though it is said in the words of a blocking io.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Peeked::Nothing,
                read => read.map(|()| buf.filled()),
            };
            let extra = self.watch.extra.get_or_insert_default();
            match unread {
                Ok([]) => extra.unread.end = Some(End::Eof),
                Ok(bytes) => {
                    self.watch.has_read = true;
                    extra.unread.extend(bytes, scanner);
                    extra.unread.drop_pongs(scanner);
                }
                Err(error) => extra.unread.end = Some(End::Failed(error)),
            }
        }
    }
}
