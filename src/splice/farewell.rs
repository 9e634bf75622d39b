//! The close frames that a splice itself puts in: of a drain, a handle, or for who is left.

use tungstenite::protocol::{CloseFrame, frame::Frame};

use crate::{Close, random::random_bits};

/// Towards the client.
pub(super) fn framed(close: Close) -> Vec<u8> {
    bytes_of(Frame::close(Option::<CloseFrame>::from(close)))
}

/// Towards the server, as a client's (RFC 6455 section 5.3).
pub(super) fn masked(close: Close) -> Vec<u8> {
    let mut frame = Frame::close(Option::<CloseFrame>::from(close));
    frame.header_mut().mask = Some((random_bits() as u32).to_be_bytes());
    bytes_of(frame)
}

fn bytes_of(frame: Frame) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(frame.len());
    frame.format(&mut bytes).expect("a vector takes all bytes");
    bytes
}
