//! A close frame as it came, and as it goes up to tungstenite: the same bytes, unless its header alone is
//! illegal, which tungstenite would judge only after a payload that may never come (Q3).

use crate::{Role, frame::MAX_CONTROL_PAYLOAD};

/// Two bytes, a 64-bit length, a mask (RFC 6455 section 5.2).
const MAX_HEADER: usize = 2 + 8 + 4;
/// Two bytes, a 16-bit length, a mask, and one byte more than a control frame may have.
const SHORTENED: usize = 2 + 2 + 4 + MAX_CONTROL_PAYLOAD + 1;

/// Whether the peer's frames are to be masked (RFC 6455 section 5.1).
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Masking {
    /// A client's: either is fine, or nobody has said yet.
    #[default]
    Either,
    /// A client's.
    Demanded,
    /// A server's.
    Forbidden,
}

impl Masking {
    /// What tungstenite in that role demands, `accept_unmasked_frames` being its setting of that name.
    pub(crate) fn towards(role: Role, accept_unmasked_frames: bool) -> Self {
        match role {
            Role::Server if accept_unmasked_frames => Self::Either,
            Role::Server => Self::Demanded,
            Role::Client => Self::Forbidden,
        }
    }

    /// The role in which that is asked of the peer.
    pub(crate) fn role(self) -> Role {
        match self {
            Self::Either | Self::Demanded => Role::Server,
            Self::Forbidden => Role::Client,
        }
    }

    pub(crate) fn allows(self, masked: bool) -> bool {
        match self {
            Self::Either => true,
            Self::Demanded => masked,
            Self::Forbidden => !masked,
        }
    }
}

/// A close frame as it came: its header and at most 125 bytes of payload.
///
/// Fewer than it declares where the header alone is illegal: then the rest is not waited for.
#[derive(Debug, Clone)]
pub(crate) struct RawClose {
    /// Zeros from `filled` on.
    bytes: [u8; MAX_HEADER + MAX_CONTROL_PAYLOAD],
    filled: usize,
    /// How many bytes have gone up.
    taken: usize,
    /// Length that the header declares, in bytes, once no more is waited for.
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

    /// How many bytes of it are not here: of one that is illegal by its header.
    #[cfg(feature = "tokio")]
    pub(crate) fn missing(&self) -> u64 {
        self.length().saturating_sub((self.filled - self.header_length()) as u64)
    }

    /// The first two bytes of the payload, where they are there.
    pub(crate) fn code(&self) -> Option<u16> {
        Some(u16::from_be_bytes(*self.payload().first_chunk()?))
    }

    /// At most 125 bytes, whatever length is declared; fewer where they had not come yet.
    pub(crate) fn payload(&self) -> Vec<u8> {
        let header = self.header_length();
        let mut payload = self.bytes[header..self.filled].to_vec();
        if self.is_masked() {
            for (n, byte) in payload.iter_mut().enumerate() {
                *byte ^= self.bytes[header - 4 + n % 4];
            }
        }
        payload
    }

    /// The bytes that came in.
    pub(crate) fn received(&self) -> &[u8] {
        &self.bytes[..self.filled]
    }

    /// Keeps what belongs to the frame and returns whether no more is to be waited for.
    pub(crate) fn extend(&mut self, bytes: &[u8], masking: Masking) -> bool {
        let room = &mut self.bytes[self.filled..];
        let count = bytes.len().min(room.len());
        room[..count].copy_from_slice(&bytes[..count]);
        self.filled += count;
        if self.filled < 2 || self.filled < self.header_length() {
            return false;
        }
        let declared = self.declared_length();
        let whole = self.header_length() + declared.min(MAX_CONTROL_PAYLOAD as u64) as usize;
        if self.filled < whole && !self.is_illegal(declared, masking) {
            return false;
        }
        if self.filled > whole {
            // What follows a close frame does not count.
            self.bytes[whole..self.filled].fill(0);
            self.filled = whole;
        }
        self.declared = Some(declared);
        true
    }

    /// Whether the header alone is: what tungstenite checks, whatever the payload. It does so only
    /// when the payload is whole.
    fn is_illegal(&self, declared: u64, masking: Masking) -> bool {
        self.has_reserved_bits()
            || !self.is_final()
            || declared > MAX_CONTROL_PAYLOAD as u64
            || !masking.allows(self.is_masked())
    }

    /// Moves the next bytes of what goes up into `out` and returns how many those are.
    pub(crate) fn take(&mut self, out: &mut [u8]) -> usize {
        let shortened = self.is_too_long().then(|| self.shortened());
        let whole = match &shortened {
            Some((frame, length)) => &frame[..*length],
            None => &self.bytes[..self.length_up()],
        };
        // More may have gone up than the shortened frame has, if the stream ended and then went on.
        let kept = whole.get(self.taken..).unwrap_or_default();
        let count = kept.len().min(out.len());
        out[..count].copy_from_slice(&kept[..count]);
        self.taken += count;
        count
    }

    /// The reader has been given all of it, and all of it counts.
    pub(crate) fn is_delivered(&self) -> bool {
        self.declared.is_some() && self.taken == self.length_up()
    }

    /// Length of what goes up. What is not there of a frame that is illegal by its header alone is
    /// made up with zeros, which tungstenite does not look at, so that it judges the header at once.
    fn length_up(&self) -> usize {
        match self.declared {
            None => self.filled,
            Some(_) if self.is_too_long() => self.shortened().1,
            Some(declared) => self.header_length() + declared as usize,
        }
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
