//! Finds the close frame in a stream of bytes, in whatever chunks they come. No io, no clock.

const OPCODE_CLOSE: u8 = 0x8;
/// RFC 6455 section 5.5: "All control frames MUST have a payload length of 125 bytes or less".
const MAX_CONTROL_PAYLOAD: usize = 125;
/// Two bytes, a 64-bit length, a mask (RFC 6455 section 5.2).
const MAX_HEADER: usize = 2 + 8 + 4;

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
    close: Option<Box<CloseFrame>>,
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

/// The header facts and the unmasked payload of a close frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawClose {
    pub(crate) is_final: bool,
    pub(crate) reserved_bits: bool,
    pub(crate) masked: bool,
    /// Length that the header declares, in bytes.
    pub(crate) length: u64,
    payload: [u8; MAX_CONTROL_PAYLOAD],
}

impl RawClose {
    /// At most 125 bytes, whatever length is declared.
    pub(crate) fn payload(&self) -> &[u8] {
        &self.payload[..self.length.min(MAX_CONTROL_PAYLOAD as u64) as usize]
    }
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
        let frame = self.close.as_ref()?;
        frame.parsed.as_ref().filter(|_| frame.taken == frame.filled)
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

/// One close frame as it came: its header and at most 125 bytes of payload.
#[derive(Debug)]
struct CloseFrame {
    bytes: [u8; MAX_HEADER + MAX_CONTROL_PAYLOAD + 1],
    filled: usize,
    taken: usize,
    parsed: Option<RawClose>,
}

impl Default for CloseFrame {
    fn default() -> Self {
        Self { bytes: [0; MAX_HEADER + MAX_CONTROL_PAYLOAD + 1], filled: 0, taken: 0, parsed: None }
    }
}

impl CloseFrame {
    /// Keeps what belongs to the frame and returns whether it is complete.
    fn extend(&mut self, mut bytes: &[u8]) -> bool {
        self.fill_up_to(2, &mut bytes);
        if self.filled < 2 {
            return false;
        }
        let header = self.header_length();
        self.fill_up_to(header, &mut bytes);
        if self.filled < header {
            return false;
        }
        let length = self.declared_length();
        let whole = header + length.min(MAX_CONTROL_PAYLOAD as u64) as usize;
        self.fill_up_to(whole, &mut bytes);
        if self.filled < whole {
            return false;
        }
        self.complete(header, length);
        true
    }

    /// Moves bytes here until there are `length`, or no more.
    fn fill_up_to(&mut self, length: usize, bytes: &mut &[u8]) {
        let (here, rest) = bytes.split_at(bytes.len().min(length.saturating_sub(self.filled)));
        self.bytes[self.filled..self.filled + here.len()].copy_from_slice(here);
        self.filled += here.len();
        *bytes = rest;
    }

    fn take(&mut self, out: &mut [u8]) -> usize {
        let kept = &self.bytes[self.taken..self.filled];
        let count = kept.len().min(out.len());
        out[..count].copy_from_slice(&kept[..count]);
        self.taken += count;
        count
    }

    fn masked(&self) -> bool {
        self.bytes[1] & 0x80 != 0
    }

    /// Length of the header, which its second byte tells.
    fn header_length(&self) -> usize {
        let extended = match self.bytes[1] & 0x7F {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        2 + extended + if self.masked() { 4 } else { 0 }
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

    fn complete(&mut self, header: usize, length: u64) {
        let mut payload = [0; MAX_CONTROL_PAYLOAD];
        payload[..self.filled - header].copy_from_slice(&self.bytes[header..self.filled]);
        if self.masked() {
            let mask: [u8; 4] = std::array::from_fn(|at| self.bytes[header - 4 + at]);
            let masked = payload[..self.filled - header].iter_mut().enumerate();
            masked.for_each(|(at, byte)| *byte ^= mask[at % 4]);
        }
        self.parsed = Some(RawClose {
            is_final: self.bytes[0] & 0x80 != 0,
            reserved_bits: self.bytes[0] & 0x70 != 0,
            masked: self.masked(),
            length,
            payload,
        });
        if length > MAX_CONTROL_PAYLOAD as u64 {
            self.shorten();
        }
    }

    /// Replaces an oversized frame by the shortest oversized one, 126 bytes of payload, so that
    /// tungstenite fails at once with the error that it has for the case. As it came, tungstenite
    /// would first wait for, and store, all the bytes that the header declares.
    fn shorten(&mut self) {
        let length = MAX_CONTROL_PAYLOAD as u8 + 1;
        let masked = self.masked();
        self.bytes[1] = self.bytes[1] & 0x80 | 126;
        self.bytes[2..4].copy_from_slice(&[0, length]);
        self.bytes[4..].fill(0);
        self.filled = 4 + if masked { 4 } else { 0 } + usize::from(length);
    }
}
