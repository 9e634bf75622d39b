//! Looking ahead: what lies in the io, for an owner who only writes.

use std::{
    io,
    mem::MaybeUninit,
    ops::RangeInclusive,
    pin::Pin,
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, ReadBuf};

use super::{
    CloseTap, Stage,
    scan::FrameScanner,
    unread::{End, Unread},
};

/// How many bytes are read ahead at most.
pub(super) const MOST_AHEAD: usize = 8192;
/// How many of them in one read; they lie on the stack until it is known that there are any.
const ONE_READ: usize = 2048;
/// First byte of the frame that a message of data ends with (RFC 6455 section 5.2): final, and a
/// continuation, text or binary.
const FINAL_DATA: RangeInclusive<u8> = 0x80..=0x82;

/// What lies unread. *Behind data*: a whole message, text or binary, ends before it and is unread too.
/// What tungstenite has been given and not told of yet is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ahead {
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
pub(super) struct Lookout {
    scanner: FrameScanner,
    /// How many bytes it has seen, counted as those that went up are.
    seen: u64,
    /// Where the last whole message of data ends, counted so too.
    data_until: u64,
}

impl Lookout {
    fn see(&mut self, chunk: &[u8]) {
        let Self { scanner, seen, data_until } = self;
        scanner.scan_frames(chunk, |first, end| {
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
            let room = length.next_power_of_two().min(MOST_AHEAD).max(length);
            self.bytes.reserve_exact(room - self.bytes.len());
        }
        self.bytes.extend(chunk);
        if let Some(lookout) = &mut self.lookout {
            lookout.see(chunk);
        } else {
            self.look_out(scanner);
        }
    }

    fn look_out(&mut self, scanner: &FrameScanner) -> &Lookout {
        let Self { bytes, handed_up, lookout, .. } = self;
        lookout.get_or_insert_with(|| {
            let mut lookout =
                Lookout { scanner: scanner.clone(), seen: *handed_up, data_until: *handed_up };
            let (front, back) = bytes.as_slices();
            lookout.see(front);
            lookout.see(back);
            lookout
        })
    }

    /// What lies in it, if that is known without reading on.
    fn ahead(&mut self, scanner: &FrameScanner) -> Option<Ahead> {
        if let Some(End::Told) = self.end {
            return Some(Ahead::Nothing);
        }
        let handed_up = self.handed_up;
        let lookout = self.look_out(scanner);
        let behind_data = lookout.data_until > handed_up;
        if lookout.scanner.is_closed() {
            return Some(Ahead::Close { behind_data });
        }
        if self.end.is_some() {
            return Some(Ahead::End { behind_data });
        }
        (self.bytes.len() >= MOST_AHEAD).then_some(Ahead::Full)
    }
}

impl<Io: AsyncRead + Unpin> CloseTap<Io> {
    /// Reads what is there, without handing it up, until that ends the connection or there is no
    /// room. Later reads find it.
    pub(crate) fn poll_look_ahead(&mut self, cx: &mut Context<'_>) -> Ahead {
        let Stage::Frames(scanner) = &self.stage else { return Ahead::Nothing };
        if scanner.is_closed() {
            return match scanner.is_delivered() {
                true => Ahead::Nothing,
                false => Ahead::Close { behind_data: false },
            };
        }
        let mut chunk = [const { MaybeUninit::uninit() }; ONE_READ];
        loop {
            let mut room = MOST_AHEAD;
            if let Some(aside) = self.aside.as_mut().filter(|aside| aside.unread.is_any()) {
                if let Some(ahead) = aside.unread.ahead(scanner) {
                    return ahead;
                }
                room -= aside.unread.bytes.len();
            }
            let mut buf = ReadBuf::uninit(&mut chunk[..room.min(ONE_READ)]);
            let Poll::Ready(read) = Pin::new(&mut self.io).poll_read(cx, &mut buf) else {
                return Ahead::Nothing;
            };
            let unread = match read {
                // No end, though it is said in the words of a blocking io.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ahead::Nothing,
                read => read.map(|()| buf.filled()),
            };
            let aside = self.aside.get_or_insert_default();
            match unread {
                Ok([]) => aside.unread.end = Some(End::Eof),
                Ok(bytes) => aside.unread.extend(bytes, scanner),
                Err(error) => aside.unread.end = Some(End::Failed(error)),
            }
        }
    }
}
