//! Finds the close frame in a stream of bytes, in whatever chunks they come. No io, no clock.

const OPCODE_CLOSE: u8 = 0x8;
/// RFC 6455 section 5.5: "All control frames MUST have a payload length of 125 bytes or less".
const MAX_CONTROL_PAYLOAD: usize = 125;
/// Two bytes, a 64-bit length, a mask (RFC 6455 section 5.2).
const MAX_HEADER: usize = 2 + 8 + 4;
/// Two bytes, a 16-bit length, a mask, and one byte more than a control frame may have.
const SHORTENED: usize = 2 + 2 + 4 + MAX_CONTROL_PAYLOAD + 1;

/// Reads frame headers, skips payloads, and keeps the first close frame back.
///
/// The frame is kept back until it is complete, and what came before it goes up in earlier reads.
/// Whoever reads through the scanner therefore asks for the close frame only after digesting all
/// that came before: facts are read in the order in which they count, although one segment may
/// hold a text, a fault and a close.
#[derive(Debug, Default)]
pub(crate) struct FrameScanner {
    state: State,
    /// Allocated when a close frame begins; the only buffer there is.
    close: Option<Box<RawClose>>,
}

#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
enum State {
    /// The next byte is the first of a frame.
    #[default]
    Boundary,
    /// The next byte holds the mask bit and the 7-bit length.
    SecondByte,
    /// Inside an extended length, `left` bytes of which are still to come.
    Length { value: u64, left: u8, masked: bool },
    /// Inside the mask and payload of a frame that is no close.
    Skip(u64),
    /// Inside a close frame.
    Close,
    /// A close frame has ended. RFC 6455 section 5.5.1: what follows does not count.
    Closed,
}

impl FrameScanner {
    /// Takes freshly read bytes and returns how many of them, from the first, go up now.
    ///
    /// The others belong to a close frame and are kept, or follow one and do not count.
    #[inline]
    pub(crate) fn scan(&mut self, chunk: &[u8]) -> usize {
        match self.state {
            // Most reads of a large message lie inside its payload.
            State::Skip(left) if left > chunk.len() as u64 => {
                self.state = State::Skip(left - chunk.len() as u64);
                chunk.len()
            }
            _ => self.scan_frames(chunk),
        }
    }

    fn scan_frames(&mut self, chunk: &[u8]) -> usize {
        let mut state = self.state;
        let mut at = 0;
        while let Some(&byte) = chunk.get(at) {
            state = match state {
                State::Skip(left) => {
                    let here = left.min((chunk.len() - at) as u64);
                    at += here as usize;
                    skip(left - here)
                }
                State::Boundary if byte & 0x0F == OPCODE_CLOSE => {
                    self.close = Some(Box::default());
                    State::Close
                }
                State::Boundary => match whole_frames(&chunk[at..]) {
                    0 => {
                        at += 1;
                        State::SecondByte
                    }
                    whole => {
                        at += whole;
                        State::Boundary
                    }
                },
                State::SecondByte => {
                    at += 1;
                    let masked = byte & 0x80 != 0;
                    match byte & 0x7F {
                        126 => State::Length { value: 0, left: 2, masked },
                        127 => State::Length { value: 0, left: 8, masked },
                        length => payload(u64::from(length), masked),
                    }
                }
                State::Length { value, left, masked } => {
                    at += 1;
                    let value = value << 8 | u64::from(byte);
                    match left - 1 {
                        0 => payload(value, masked),
                        left => State::Length { value, left, masked },
                    }
                }
                State::Close => {
                    let complete =
                        self.close.as_mut().is_none_or(|frame| frame.extend(&chunk[at..]));
                    self.state = if complete { State::Closed } else { State::Close };
                    return at;
                }
                State::Closed => break,
            };
        }
        self.state = state;
        at
    }

    /// Moves what was kept back into `out` and returns how many bytes that were.
    ///
    /// To be called when [`is_closed`](Self::is_closed), or at the end of the stream: then a close
    /// frame that was cut short goes up as it is.
    pub(crate) fn take_kept(&mut self, out: &mut [u8]) -> usize {
        self.close.as_mut().map_or(0, |frame| frame.take(out))
    }

    /// Whether a close frame has ended, so that nothing read from now on counts.
    pub(crate) fn is_closed(&self) -> bool {
        self.state == State::Closed
    }

    /// The close frame, once the reader has been given every byte of it.
    pub(crate) fn delivered_close(&self) -> Option<&RawClose> {
        self.close.as_deref().filter(|frame| frame.is_delivered())
    }
}

/// Length of the frames, none of them a close, that lie wholly in the chunk: the many small ones of
/// one read, passed in one step each.
fn whole_frames(chunk: &[u8]) -> usize {
    let mut rest = chunk;
    while let [first, second, after @ ..] = rest {
        let length = match usize::from(second & 0x7F) {
            short @ ..126 => Some(short),
            extended => extended_length(extended, after),
        };
        let mask = usize::from(second >> 7) * 4;
        let next = length.and_then(|length| after.get(length.saturating_add(mask)..));
        match next {
            Some(next) if first & 0x0F != OPCODE_CLOSE => rest = next,
            _ => break,
        }
    }
    chunk.len() - rest.len()
}

/// The bytes that an extended length takes and declares, if they are there.
#[inline(never)]
fn extended_length(indicator: usize, after: &[u8]) -> Option<usize> {
    if indicator == 126 {
        return Some(2 + usize::from(u16::from_be_bytes(*after.first_chunk()?)));
    }
    let length = u64::from_be_bytes(*after.first_chunk()?);
    Some(usize::try_from(length).ok()?.saturating_add(8))
}

fn payload(length: u64, masked: bool) -> State {
    skip(length.saturating_add(if masked { 4 } else { 0 }))
}

fn skip(left: u64) -> State {
    if left == 0 { State::Boundary } else { State::Skip(left) }
}

/// A close frame as it came: its header and at most 125 bytes of payload.
#[derive(Debug, Clone)]
pub struct RawClose {
    bytes: [u8; MAX_HEADER + MAX_CONTROL_PAYLOAD],
    filled: usize,
    /// How many bytes have gone up.
    taken: usize,
    /// Length that the header declares, in bytes, once the frame is complete.
    declared: Option<u64>,
}

impl Default for RawClose {
    fn default() -> Self {
        let bytes = [0; MAX_HEADER + MAX_CONTROL_PAYLOAD];
        Self { bytes, filled: 0, taken: 0, declared: None }
    }
}

impl RawClose {
    pub(crate) fn is_final(&self) -> bool {
        self.bytes[0] & 0x80 != 0
    }

    pub(crate) fn has_reserved_bits(&self) -> bool {
        self.bytes[0] & 0x70 != 0
    }

    pub(crate) fn is_masked(&self) -> bool {
        self.bytes[1] & 0x80 != 0
    }

    /// Length that the header declares, in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.declared.unwrap_or(0)
    }

    /// The first two bytes of the payload.
    pub(crate) fn code(&self) -> Option<u16> {
        let mut payload = self.unmasked();
        Some(u16::from_be_bytes([payload.next()?, payload.next()?]))
    }

    /// At most 125 bytes, whatever length is declared.
    pub(crate) fn payload(&self) -> Vec<u8> {
        self.unmasked().collect()
    }

    fn unmasked(&self) -> impl Iterator<Item = u8> + '_ {
        let header = self.header_length();
        let mask: [u8; 4] = match self.is_masked() {
            true => std::array::from_fn(|at| self.bytes[header - 4 + at]),
            false => [0; 4],
        };
        let payload = self.bytes[header..self.filled].iter();
        payload.zip(mask.into_iter().cycle()).map(|(byte, mask)| byte ^ mask)
    }

    /// Keeps what belongs to the frame and returns whether it is complete.
    fn extend(&mut self, bytes: &[u8]) -> bool {
        let room = &mut self.bytes[self.filled..];
        let count = bytes.len().min(room.len());
        room[..count].copy_from_slice(&bytes[..count]);
        self.filled += count;
        if self.filled < 2 || self.filled < self.header_length() {
            return false;
        }
        let length = self.declared_length();
        let whole = self.header_length() + length.min(MAX_CONTROL_PAYLOAD as u64) as usize;
        if self.filled < whole {
            return false;
        }
        // What follows a close frame does not count.
        self.filled = whole;
        self.declared = Some(length);
        true
    }

    fn take(&mut self, out: &mut [u8]) -> usize {
        let shortened = self.is_too_long().then(|| self.shortened());
        let whole = match &shortened {
            Some((frame, length)) => &frame[..*length],
            None => &self.bytes[..self.filled],
        };
        // More may have gone up than the shortened frame has, if the stream ended and then went on.
        let kept = whole.get(self.taken..).unwrap_or_default();
        let count = kept.len().min(out.len());
        out[..count].copy_from_slice(&kept[..count]);
        self.taken += count;
        count
    }

    fn is_delivered(&self) -> bool {
        let length = if self.is_too_long() { self.shortened().1 } else { self.filled };
        self.declared.is_some() && self.taken == length
    }

    fn is_too_long(&self) -> bool {
        self.length() > MAX_CONTROL_PAYLOAD as u64
    }

    /// What goes up instead of an oversized frame: the shortest oversized one, 126 bytes of payload,
    /// and its length, so that tungstenite fails at once with the error that it has for the case. As
    /// it came, tungstenite would first wait for, and store, all the bytes that the header declares.
    #[cold]
    fn shortened(&self) -> ([u8; SHORTENED], usize) {
        let mut frame = [0; SHORTENED];
        frame[..4].copy_from_slice(&[
            self.bytes[0],
            self.bytes[1] & 0x80 | 126,
            0,
            MAX_CONTROL_PAYLOAD as u8 + 1,
        ]);
        (frame, SHORTENED - if self.is_masked() { 0 } else { 4 })
    }

    /// Length of the header, which its second byte tells.
    fn header_length(&self) -> usize {
        let extended = match self.bytes[1] & 0x7F {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        2 + extended + if self.is_masked() { 4 } else { 0 }
    }

    /// Length of the payload that the header declares.
    fn declared_length(&self) -> u64 {
        match self.bytes[1] & 0x7F {
            126 => u64::from(u16::from_be_bytes([self.bytes[2], self.bytes[3]])),
            127 => {
                let mut length = [0; 8];
                length.copy_from_slice(&self.bytes[2..10]);
                u64::from_be_bytes(length)
            }
            short => u64::from(short),
        }
    }
}
