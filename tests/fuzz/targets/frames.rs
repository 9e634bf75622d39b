//! A reading of frames that shares nothing with the code under test: RFC 6455 section 5.2, by the
//! letter.

/// A frame, as far as its bytes are there.
#[derive(Debug, Clone)]
pub(crate) struct Frame<'a> {
    pub(crate) first: u8,
    pub(crate) masked: bool,
    /// As the header declares.
    pub(crate) declared: u64,
    /// Length of the header, mask included.
    pub(crate) header: usize,
    mask: [u8; 4],
    /// Still masked, and shorter than declared where the bytes end.
    raw: &'a [u8],
}

impl<'a> Frame<'a> {
    /// The frame at the beginning; `None` where not even the header is whole.
    pub(crate) fn at_start(bytes: &'a [u8]) -> Option<Self> {
        let (&first, &second) = (bytes.first()?, bytes.get(1)?);
        let (after_length, declared) = match second & 0x7F {
            126 => (4, u64::from(u16::from_be_bytes(bytes.get(2..4)?.try_into().ok()?))),
            127 => (10, u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)),
            short => (2, u64::from(short)),
        };
        let masked = second & 0x80 != 0;
        let header = after_length + if masked { 4 } else { 0 };
        let mask = match masked {
            true => bytes.get(after_length..header)?.try_into().ok()?,
            false => [0; 4],
        };
        let rest = bytes.get(header..)?;
        let here = usize::try_from(declared).unwrap_or(usize::MAX).min(rest.len());
        Some(Self { first, masked, declared, header, mask, raw: &rest[..here] })
    }

    pub(crate) fn opcode(&self) -> u8 {
        self.first & 0x0F
    }

    pub(crate) fn is_close(&self) -> bool {
        self.opcode() == 0x8
    }

    pub(crate) fn is_final(&self) -> bool {
        self.first & 0x80 != 0
    }

    pub(crate) fn has_reserved_bits(&self) -> bool {
        self.first & 0x70 != 0
    }

    pub(crate) fn is_control(&self) -> bool {
        self.opcode() >= 0x8
    }

    /// Its length takes more than seven bits.
    pub(crate) fn is_long_form(&self) -> bool {
        self.header > 2 + if self.masked { 4 } else { 0 }
    }

    /// By its first two bytes, if the peer masks or does not.
    pub(crate) fn is_illegal(&self, masks: bool) -> bool {
        self.has_reserved_bits()
            || matches!(self.opcode(), 0x3..=0x7 | 0xB..)
            || self.is_control() && (!self.is_final() || self.is_long_form())
            || self.masked != masks
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.raw.len() as u64 == self.declared
    }

    pub(crate) fn payload(&self) -> Vec<u8> {
        self.raw.iter().zip(self.mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect()
    }

    /// How many of the bytes are the frame's.
    pub(crate) fn len(&self) -> usize {
        self.header + self.raw.len()
    }
}

/// The frames one after the other, the last one maybe cut short, and how many bytes they are.
pub(crate) fn frames(mut bytes: &[u8]) -> (Vec<Frame<'_>>, usize) {
    let all = bytes.len();
    let mut frames = Vec::new();
    while let Some(frame) = Frame::at_start(bytes) {
        bytes = &bytes[frame.len()..];
        frames.push(frame);
    }
    (frames, all - bytes.len())
}

/// Where the first close frame begins, whatever comes before it.
pub(crate) fn first_close(bytes: &[u8]) -> Option<(usize, Frame<'_>)> {
    let mut at = 0;
    for frame in frames(bytes).0 {
        if frame.is_close() {
            return Some((at, frame));
        }
        at += frame.len();
    }
    None
}

/// Whether a code may be sent (RFC 6455 section 7.4; IANA's registry for 1012-1014).
pub(crate) fn may_be_sent(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
}
