//! Takes apart what has been sent so far.

use crate::wire::frames;

/// The frames that are there whole, first byte and unmasked payload, and whether a part of another
/// follows.
pub(crate) fn whole_frames(sent: &[u8]) -> (Vec<(u8, Vec<u8>)>, bool) {
    let mut whole = 0;
    while let Some(length) = frame_length(&sent[whole..]) {
        whole += length;
    }
    (frames(&sent[..whole]), whole < sent.len())
}

/// The length of the frame at the front, if it is there whole.
fn frame_length(bytes: &[u8]) -> Option<usize> {
    let second = *bytes.get(1)?;
    let (header, payload) = match second & 0x7F {
        126 => (4, usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?]))),
        127 => unreachable!("no test sends that much"),
        length => (2, usize::from(length)),
    };
    let mask = if second & 0x80 == 0 { 0 } else { 4 };
    let length = header + mask + payload;
    (bytes.len() >= length).then_some(length)
}
