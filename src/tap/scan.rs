//! Finds the close frame in a stream of bytes, in whatever chunks they come. No io, no clock.

use super::{
    foreign::Foreign,
    raw::{Masking, RawClose, is_illegal},
    unaltered::unaltered_close,
};
use crate::Role;

const OPCODE: u8 = 0x0F;
const OPCODE_CLOSE: u8 = 0x8;
/// In the opcode of every control frame.
const CONTROL: u8 = 0x8;
/// RFC 6455 section 5.2: for extensions.
const RESERVED_BITS: u8 = 0x70;

/// Reads frame headers, skips payloads, and keeps the first close frame back.
///
/// The frame is kept back until it is complete, and what came before it goes up in earlier reads.
/// Whoever reads through the scanner therefore asks for the close frame only after digesting all
/// that came before: facts are read in the order in which they count, although one segment may
/// hold a text, a fault and a close.
///
/// A frame whose first two bytes are illegal, of whatever kind, is kept back and complete with these: its payload,
/// if it ever comes, changes nothing, and tungstenite would wait for it.
#[derive(Debug, Default, Clone)]
pub(crate) struct FrameScanner {
    position: Position,
    /// Allocated when a frame begins that is kept back: a close of which not all [comes up as it
    /// came](unaltered_close), or one that is illegal; the only buffer there is.
    held: Option<Box<RawClose>>,
    masking: Masking,
    /// Of the frame that the state is inside of, other than one that is kept back.
    first: u8,
}

#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum Position {
    /// The next byte is the first of a frame.
    #[default]
    Boundary,
    /// The next byte holds the mask bit and the 7-bit length.
    SecondByte,
    /// Inside an extended length, `left` bytes of which are still to come.
    Length { value: u64, left: u8, masked: bool },
    /// Inside the mask and payload of a frame that is no close.
    Skip(u64),
    /// Inside a frame that is kept back.
    Held,
    /// A close frame has ended, or an illegal one has begun. RFC 6455 sections 5.5.1 and 7.1.7: what follows does
    /// not count.
    Closed,
}

impl FrameScanner {
    pub(crate) fn new(masking: Masking) -> Self {
        Self { masking, ..Self::default() }
    }

    /// The next byte is the first of a frame.
    #[cfg(feature = "tokio")]
    pub(super) fn is_at_boundary(&self) -> bool {
        self.position == Position::Boundary
    }

    /// Ours, which that tells.
    pub(crate) fn role(&self) -> Role {
        self.masking.role()
    }

    /// Says how the peer's frames are to be masked.
    pub(crate) fn expect(&mut self, masking: Masking) {
        self.masking = masking;
    }

    /// Takes freshly read bytes and returns how many of them, from the first, go up now.
    ///
    /// The others belong to a close frame and are kept, or follow one and do not count. A close frame that is told
    /// as it came goes up at once; `max_frame_size`: tungstenite's, as far as it limits one.
    #[inline]
    pub(crate) fn scan(&mut self, chunk: &[u8], max_frame_size: u8) -> usize {
        match self.position {
            // Most reads of a large message lie inside its payload.
            Position::Skip(left) if left > chunk.len() as u64 => {
                self.position = Position::Skip(left - chunk.len() as u64);
                chunk.len()
            }
            _ => self.scan_frames(chunk, max_frame_size, |_, _| {}),
        }
    }

    /// Does the same, and tells of each frame that ends in the chunk, other than a close: its first
    /// byte, and where.
    pub(crate) fn scan_frames(
        &mut self,
        chunk: &[u8],
        max_frame_size: u8,
        mut ended: impl FnMut(u8, usize),
    ) -> usize {
        let mut position = self.position;
        let mut at = 0;
        while let Some(&byte) = chunk.get(at) {
            position = match position {
                Position::Skip(left) => {
                    let here = left.min((chunk.len() - at) as u64);
                    at += here as usize;
                    skip(left - here)
                }
                Position::Boundary if byte & OPCODE == OPCODE_CLOSE => {
                    let limit = max_frame_size.into();
                    // In a read of its own, as all are.
                    let alone = if at == 0 { chunk } else { &[] };
                    if let Some(end) = unaltered_close(alone, self.role(), limit) {
                        self.position = Position::Closed;
                        return end;
                    }
                    self.held = Some(Box::default());
                    Position::Held
                }
                Position::Boundary => {
                    let whole = whole_frames(&chunk[at..], |first, end| ended(first, at + end));
                    if whole > 0 {
                        at += whole;
                        continue;
                    }
                    if is_illegal(byte, chunk.get(at + 1).copied(), self.masking) {
                        self.held = Some(Box::default());
                        position = Position::Held;
                        continue;
                    }
                    self.first = byte;
                    at += 1;
                    Position::SecondByte
                }
                Position::SecondByte if is_illegal(self.first, Some(byte), self.masking) => {
                    self.held = Some(Box::new(RawClose::after(self.first)));
                    Position::Held
                }
                Position::SecondByte => {
                    at += 1;
                    let masked = byte & 0x80 != 0;
                    match byte & 0x7F {
                        126 => Position::Length { value: 0, left: 2, masked },
                        127 => Position::Length { value: 0, left: 8, masked },
                        length => payload(u64::from(length), masked),
                    }
                }
                Position::Length { value, left, masked } => {
                    at += 1;
                    let value = value << 8 | u64::from(byte);
                    match left - 1 {
                        0 => payload(value, masked),
                        left => Position::Length { value, left, masked },
                    }
                }
                Position::Held => {
                    let frame = &mut self.held;
                    let complete =
                        frame.as_mut().is_none_or(|it| it.extend(&chunk[at..], self.masking));
                    self.position = if complete { Position::Closed } else { Position::Held };
                    return at;
                }
                Position::Closed => break,
            };
            if position == Position::Boundary {
                ended(self.first, at);
            }
        }
        self.position = position;
        at
    }

    /// Moves what was kept back into `out` and returns how many bytes that were.
    ///
    /// To be called when [`is_closed`](Self::is_closed), or at the end of the stream: then a close
    /// frame that was cut short goes up as it is.
    pub(crate) fn read_held(&mut self, out: &mut [u8]) -> usize {
        self.held.as_mut().map_or(0, |frame| frame.take(out))
    }

    /// Whether a close frame has ended, so that nothing read from now on counts.
    pub(crate) fn is_closed(&self) -> bool {
        self.position == Position::Closed
    }

    /// Whether the reader has been given every byte of what is kept back.
    #[cfg(feature = "tokio")]
    pub(crate) fn is_delivered(&self) -> bool {
        // One that has ended, and is not here, was taken, or not kept.
        self.held.as_ref().map_or(self.is_closed(), |frame| frame.is_delivered())
    }

    /// Takes the close frame, once the reader has been given every byte of it; none where that is told as it came.
    pub(crate) fn take_close(&mut self) -> Option<Box<RawClose>> {
        self.held.take_if(|frame| {
            frame.is_close()
                && frame.is_delivered()
                && Foreign::recognise(frame.received()).is_none()
        })
    }

    /// What the frame is in truth at which reading has failed, if it is none.
    pub(crate) fn foreign(&self) -> Option<Foreign> {
        let held = self.held.as_ref().filter(|held| held.is_delivered())?;
        Foreign::recognise(held.received())
    }
}

/// Length of the frames, none of them a close or with reserved bits, that lie wholly in the chunk: the
/// many small ones of one read, passed in one step each. `ended` is told as in `scan_frames`.
fn whole_frames(chunk: &[u8], mut ended: impl FnMut(u8, usize)) -> usize {
    let mut rest = chunk;
    while let [first, second, ..] = *rest {
        let mask = usize::from(second >> 7) * 4;
        let size = match usize::from(second & 0x7F) {
            short @ ..126 => 2 + mask + short,
            extended => {
                extended_size(extended, rest).map_or(usize::MAX, |it| it.saturating_add(mask))
            }
        };
        match rest.get(size..) {
            Some(next) if is_passed(first) => rest = next,
            _ => break,
        }
        ended(first, chunk.len() - rest.len());
    }
    chunk.len() - rest.len()
}

/// Neither a close nor with reserved bits. That it is data is told by one comparison.
fn is_passed(first: u8) -> bool {
    first & (RESERVED_BITS | CONTROL) == 0
        || first & OPCODE != OPCODE_CLOSE && first & RESERVED_BITS == 0
}

/// How large a frame with an extended length is without its mask, if that length is there.
#[inline(never)]
fn extended_size(indicator: usize, frame: &[u8]) -> Option<usize> {
    let length = &frame[2..];
    if indicator == 126 {
        return Some(4 + usize::from(u16::from_be_bytes(*length.first_chunk()?)));
    }
    let length = u64::from_be_bytes(*length.first_chunk()?);
    Some(usize::try_from(length).ok()?.saturating_add(10))
}

fn payload(length: u64, masked: bool) -> Position {
    skip(length.saturating_add(if masked { 4 } else { 0 }))
}

fn skip(left: u64) -> Position {
    if left == 0 { Position::Boundary } else { Position::Skip(left) }
}
