//! A close frame as it came, and as it goes up to tungstenite: the same bytes, unless its header alone is
//! illegal, which tungstenite would judge only after a payload that may never come (Q3). Other frames that are
//! illegal so go up by the same way.

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

/// Whether a frame is, whatever follows: by its first two bytes, or by as many as are there (RFC 6455 sections 5.1,
/// 5.2 and 5.5). A control frame whose length takes more than seven bits has more than it may, or a longer form
/// than it may.
pub(super) fn is_illegal(first: u8, second: Option<u8>, masking: Masking) -> bool {
    let is_control = is_control(first);
    first & 0x70 != 0
        || matches!(first & 0x0F, 0x3..=0x7 | 0xB..)
        || is_control && first & 0x80 == 0
        || second.is_some_and(|second| {
            is_control && second & 0x7F > MAX_CONTROL_PAYLOAD as u8
                || !masking.allows(second & 0x80 != 0)
        })
}

fn is_control(first: u8) -> bool {
    first & 0x08 != 0
}

/// A close frame as it came: its header and at most 125 bytes of payload.
///
/// Fewer than it declares where the header alone is illegal: then the rest is not waited for. Or another frame that is
/// illegal so, of which an empty one goes up.
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
    /// Of a frame whose first byte has gone up.
    pub(super) fn after(first: u8) -> Self {
        let mut frame = Self { filled: 1, taken: 1, ..Self::default() };
        frame.bytes[0] = first;
        frame
    }

    pub(super) fn is_close(&self) -> bool {
        self.bytes[0] & 0x0F == 0x08
    }

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
        (self.header_length() as u64).saturating_add(self.length()) - self.filled as u64
    }

    /// The first two bytes of the payload, where they are there.
    pub(crate) fn code(&self) -> Option<u16> {
        Some(u16::from_be_bytes(*self.payload().first_chunk()?))
    }

    /// At most 125 bytes, whatever length is declared; fewer where they had not come yet.
    pub(crate) fn payload(&self) -> Vec<u8> {
        let header = self.header_length();
        let mut payload = self.bytes.get(header..self.filled).unwrap_or_default().to_vec();
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
        if self.filled < 2 {
            return false;
        }
        let declared = self.declared_length();
        let whole = self.header_length() + declared.min(MAX_CONTROL_PAYLOAD as u64) as usize;
        if self.filled < whole && !is_illegal(self.bytes[0], Some(self.bytes[1]), masking) {
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

    /// Moves the next bytes of what goes up into `out` and returns how many those are.
    pub(crate) fn take(&mut self, out: &mut [u8]) -> usize {
        let made_up = self.made_up();
        let whole = match &made_up {
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

    /// Length of what goes up. What is not there of a close that is illegal by its header alone is
    /// made up with zeros, which tungstenite does not look at, so that it judges the header at once.
    fn length_up(&self) -> usize {
        match (self.made_up(), self.declared) {
            (Some((_, length)), _) => length,
            (None, None) => self.filled,
            (None, Some(declared)) => self.header_length() + declared as usize,
        }
    }

    /// What goes up instead of a control frame that is too long, with its length: the shortest of that kind, 126
    /// bytes of payload. And instead of another illegal frame, other than a close: an empty one. So tungstenite fails
    /// at once with the error that it has for the case. As they came, it would first wait for, and store, all
    /// the bytes that the header declares.
    fn made_up(&self) -> Option<([u8; SHORTENED], usize)> {
        match self.declared? {
            declared if is_control(self.bytes[0]) && declared > MAX_CONTROL_PAYLOAD as u64 => {
                Some(self.made_up_of(126, &[0, 126], MAX_CONTROL_PAYLOAD + 1))
            }
            _ if !self.is_close() => Some(self.made_up_of(0, &[], 0)),
            _ => None,
        }
    }

    #[cold]
    fn made_up_of(&self, length: u8, extended: &[u8], payload: usize) -> ([u8; SHORTENED], usize) {
        let mut frame = [0; SHORTENED];
        frame[0] = self.bytes[0];
        frame[1] = self.bytes[1] & 0x80 | length;
        frame[2..2 + extended.len()].copy_from_slice(extended);
        let mask = if self.is_masked() { 4 } else { 0 };
        (frame, 2 + extended.len() + mask + payload)
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

    /// Length of the payload that the header declares. One of a control frame that takes more than seven bits is at
    /// least what asks for these, also where not all of it is there.
    fn declared_length(&self) -> u64 {
        let least = if is_control(self.bytes[0]) { MAX_CONTROL_PAYLOAD as u64 + 1 } else { 0 };
        let length = &self.bytes[2..self.filled.max(2)];
        let declared = match self.bytes[1] & 0x7F {
            126 => length.first_chunk().map(|it| u64::from(u16::from_be_bytes(*it))),
            127 => length.first_chunk().map(|it| u64::from_be_bytes(*it)),
            short => return u64::from(short),
        };
        declared.unwrap_or_default().max(least)
    }
}
