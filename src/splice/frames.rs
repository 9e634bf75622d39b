//! Reads along in one direction: where frames end, the close frame, and the first header that breaks a rule.
//! It keeps nothing back, and looks at headers alone, so that compressed data is as good as any.

use crate::{
    ErrorType,
    frame::MAX_CONTROL_PAYLOAD,
    quirks::Fault,
    tap::{Foreign, Masking, RawClose},
};

/// Two bytes and a 64-bit length (RFC 6455 section 5.2). A mask is passed over as part of the payload.
const MAX_HEADER: usize = 2 + 8;

const FINAL: u8 = 0x80;
/// For extensions to define (RFC 6455 section 5.2).
const RESERVED_BITS: u8 = 0x70;
const OPCODE: u8 = 0x0F;
const CONTINUATION: u8 = 0x0;
const CLOSE: u8 = 0x8;

/// The frames of one direction.
#[derive(Debug)]
pub(super) struct Frames {
    masking: Masking,
    /// An extension may have been agreed on, and mark data with reserved bits.
    extensions: bool,
    position: Position,
    /// A message has begun whose last frame has not come.
    in_message: bool,
    /// The beginning of a header that was cut.
    held: [u8; MAX_HEADER],
    held_len: usize,
    close: Option<Box<RawClose>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    Header,
    /// Inside of a frame's mask and payload, so many bytes of which are still to come.
    Payload(u64),
    Close,
    /// A close frame has ended, after which nothing counts, or a header broke a rule, after which nothing is
    /// known to be a header.
    Over,
}

/// What ends the reading along.
#[derive(Debug)]
pub(super) enum Last {
    /// A close frame, whole, or as far as it takes to see that it is illegal.
    Close(Box<RawClose>),
    Broke(Fault),
}

struct Header {
    first: u8,
    is_masked: bool,
    len: usize,
    payload: u64,
}

impl Frames {
    pub(super) fn new(masking: Masking) -> Self {
        Self {
            masking,
            extensions: true,
            position: Position::Header,
            in_message: false,
            held: [0; MAX_HEADER],
            held_len: 0,
            close: None,
        }
    }

    /// No extension was agreed on.
    pub(super) fn forbid_extensions(&mut self) {
        self.extensions = false;
    }

    /// The next byte is the first of a frame, or would be: nothing is cut where something is put in here.
    pub(super) fn is_at_boundary(&self) -> bool {
        self.position == Position::Header && self.held_len == 0
    }

    /// Takes what was read. Returns how much of it was looked at: all, but for what follows the end of
    /// a frame if `to_boundary`, and what follows the last.
    pub(super) fn scan(&mut self, chunk: &[u8], to_boundary: bool) -> (usize, Option<Last>) {
        let mut at = 0;
        while at < chunk.len() {
            match self.position {
                Position::Payload(left) => {
                    let here = left.min((chunk.len() - at) as u64);
                    at += here as usize;
                    self.position = skip(left - here);
                }
                Position::Header if to_boundary && self.held_len == 0 => break,
                Position::Header => {
                    if !to_boundary && self.held_len == 0 {
                        at += self.whole_frames(&chunk[at..]);
                    }
                    if at == chunk.len() {
                        break;
                    }
                    let (taken, last) = self.take_header(&chunk[at..]);
                    at += taken;
                    if last.is_some() {
                        return (at, last);
                    }
                }
                Position::Close => {
                    let close = self.close.get_or_insert_default();
                    let before = close.received().len();
                    let is_whole = close.extend(&chunk[at..], self.masking);
                    at += close.received().len() - before;
                    if !is_whole {
                        return (chunk.len(), None);
                    }
                    self.position = Position::Over;
                    return (at, self.judge_close());
                }
                Position::Over => return (chunk.len(), None),
            }
        }
        (at, None)
    }

    /// Length of the whole messages, each in one frame, and controls that the chunk begins with: the many small
    /// ones of one read, passed in one step each.
    fn whole_frames(&self, chunk: &[u8]) -> usize {
        let mut at = 0;
        while let Some([first, second]) = chunk.get(at..at + 2) {
            let is_plain = match first {
                0x81 | 0x82 => !self.in_message,
                0xC1 | 0xC2 => !self.in_message && self.extensions,
                0x89 | 0x8A => true,
                _ => false,
            };
            let (length, mask) = (usize::from(second & 0x7F), usize::from(second >> 7) * 4);
            let end = at + 2 + mask + length;
            let masked_well = self.masking.allows(mask > 0);
            if !is_plain || !masked_well || length > 125 || end > chunk.len() {
                break;
            }
            at = end;
        }
        at
    }

    /// Returns how many of the bytes belong to the header.
    fn take_header(&mut self, chunk: &[u8]) -> (usize, Option<Last>) {
        let before = self.held_len;
        let beginning = if before == 0 {
            chunk
        } else {
            let here = chunk.len().min(MAX_HEADER - before);
            self.held[before..before + here].copy_from_slice(&chunk[..here]);
            self.held_len = before + here;
            &self.held[..before + here]
        };
        let Some(Header { first, is_masked, len, payload }) = Header::parse(beginning) else {
            if before == 0 {
                self.held[..chunk.len()].copy_from_slice(chunk);
                self.held_len = chunk.len();
            }
            return (chunk.len(), None);
        };
        self.held_len = 0;
        if first & OPCODE == CLOSE {
            // It wants all of its header.
            let close = self.close.insert(Box::default());
            close.extend(&self.held[..before], self.masking);
            self.position = Position::Close;
            return (0, None);
        }
        if let Some(error_type) = self.rule_broken_by(first, is_masked, payload) {
            self.position = Position::Over;
            let fault = match Foreign::recognise(beginning) {
                Some(foreign) => Fault::of_foreign(foreign),
                None => Fault::protocol(error_type),
            };
            return (len - before, Some(Last::Broke(fault)));
        }
        if first & OPCODE < CLOSE {
            self.in_message = first & FINAL == 0;
        }
        let mask = if is_masked { 4 } else { 0 };
        self.position = skip(payload.saturating_add(mask));
        (len - before, None)
    }

    /// What another WebSocket would fail the connection for, as far as a header shows it.
    #[inline]
    fn rule_broken_by(&self, first: u8, is_masked: bool, payload: u64) -> Option<ErrorType> {
        let opcode = first & OPCODE;
        // Which of them an extension defines is its own affair.
        let may_mark = self.extensions && matches!(opcode, CONTINUATION | 0x1 | 0x2);
        Some(match opcode {
            _ if first & RESERVED_BITS != 0 && !may_mark => ErrorType::ReservedBits,
            0x3..=0x7 | 0xB.. => ErrorType::ReservedOpcode,
            CONTINUATION | 0x1 | 0x2 if (opcode == CONTINUATION) != self.in_message => {
                ErrorType::BadFragmentation
            }
            0x9 | 0xA if first & FINAL == 0 => ErrorType::FragmentedControlFrame,
            0x9 | 0xA if payload > MAX_CONTROL_PAYLOAD as u64 => ErrorType::ControlFrameTooBig,
            _ if self.masking.allows(is_masked) => return None,
            _ if is_masked => ErrorType::MaskedFrame,
            _ => ErrorType::UnmaskedFrame,
        })
    }

    fn judge_close(&mut self) -> Option<Last> {
        let close = self.close.take()?;
        // `HTTP/` has the opcode of a close.
        Some(match Foreign::recognise(close.received()) {
            Some(foreign) => Last::Broke(Fault::of_foreign(foreign)),
            None => Last::Close(close),
        })
    }
}

impl Header {
    /// `None` if it is not all there, but for the mask.
    #[inline]
    fn parse(bytes: &[u8]) -> Option<Self> {
        let [first, second, rest @ ..] = bytes else { return None };
        let (extended, payload) = match second & 0x7F {
            126 => (2, u16::from_be_bytes(*rest.first_chunk()?).into()),
            127 => (8, u64::from_be_bytes(*rest.first_chunk()?)),
            short => (0, short.into()),
        };
        Some(Self { first: *first, is_masked: second & 0x80 != 0, len: 2 + extended, payload })
    }
}

fn skip(left: u64) -> Position {
    if left == 0 { Position::Header } else { Position::Payload(left) }
}
