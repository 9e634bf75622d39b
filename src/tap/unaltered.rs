//! A close frame that breaks no rule and that tungstenite tells as it came: of that one nothing has to be kept
//! here, and most are so.

use crate::{Role, frame::MAX_CONTROL_PAYLOAD};

/// Final, without reserved bits, a close (RFC 6455 section 5.2).
const FIRST: u8 = 0x88;

/// Length of the close frame with which the bytes that came in begin, if it lies in them wholly, and its code and
/// reason come up unchanged in our `role`, as is known of reasons in ASCII. `max_frame_size`: tungstenite's setting
/// of that name.
#[inline]
pub(super) fn unaltered_close(bytes: &[u8], role: Role, max_frame_size: usize) -> Option<usize> {
    let [FIRST, second, rest @ ..] = bytes else { return None };
    let length = usize::from(second & 0x7F);
    let masked = second & 0x80 != 0;
    if length > MAX_CONTROL_PAYLOAD.min(max_frame_size) || masked != (role == Role::Server) {
        return None;
    }
    let (mask, rest) = if masked { rest.split_first_chunk()? } else { (&[0; 4], rest) };
    let is_told = match rest.get(..length)? {
        [] => true,
        [_] => false,
        [high, low, reason @ ..] => {
            is_known(u16::from_be_bytes([high ^ mask[0], low ^ mask[1]]))
                && is_ascii(reason, u32::from_ne_bytes([mask[2], mask[3], mask[0], mask[1]]))
        }
    };
    is_told.then_some(bytes.len() - rest.len() + length)
}

/// Whether what is masked with `mask`, from its first byte on, is ASCII.
#[inline]
fn is_ascii(masked: &[u8], mask: u32) -> bool {
    let mut rest = masked;
    let mut high = 0;
    while let Some((word, behind)) = rest.split_first_chunk() {
        high |= u32::from_ne_bytes(*word) ^ mask;
        rest = behind;
    }
    for (byte, mask) in rest.iter().zip(mask.to_ne_bytes()) {
        high |= u32::from(byte ^ mask);
    }
    high & 0x8080_8080 == 0
}

/// Whether tungstenite knows the code, and lets it pass (Q1).
fn is_known(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1013 | 3000..=4999)
}
