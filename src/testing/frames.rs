//! Frames in bytes (RFC 6455 section 5.2), legal or not.
//!
//! tungstenite's own makes no illegal ones, and a scripted peer has to. It reads leniently: what the wrapper
//! sends is judged by other tests.

use crate::Role;

pub(super) const CONTINUATION: u8 = 0x80;
pub(super) const TEXT: u8 = 0x81;
pub(super) const BINARY: u8 = 0x82;
pub(super) const CLOSE: u8 = 0x88;
pub(super) const PING: u8 = 0x89;
pub(super) const PONG: u8 = 0x8A;

/// Not zero, so that unmasking is seen to happen.
const MASK: [u8; 4] = [0x11, 0x22, 0x33, 0x44];

/// A frame with this first byte, masked if a client sends it.
pub(super) fn frame(from: Role, first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = header(from, first, payload.len() as u64);
    match from {
        Role::Client => bytes.extend(unmasked(payload, MASK)),
        Role::Server => bytes.extend(payload),
    }
    bytes
}

/// The header alone, mask included.
pub(super) fn header(from: Role, first: u8, len: u64) -> Vec<u8> {
    let mask_bit = if from == Role::Client { 0x80 } else { 0 };
    let mut bytes = vec![first];
    match len {
        0..=125 => bytes.push(mask_bit | len as u8),
        126..=0xFFFF => {
            bytes.push(mask_bit | 126);
            bytes.extend((len as u16).to_be_bytes());
        }
        _ => {
            bytes.push(mask_bit | 127);
            bytes.extend(len.to_be_bytes());
        }
    }
    if from == Role::Client {
        bytes.extend(MASK);
    }
    bytes
}

/// The payload of a close frame.
pub(super) fn close_payload(code: u16, reason: &str) -> Vec<u8> {
    [&code.to_be_bytes(), reason.as_bytes()].concat()
}

/// First byte and payload of the first frame, and how many bytes it takes; `None` if it is not whole.
pub(super) fn split(bytes: &[u8]) -> Option<((u8, Vec<u8>), usize)> {
    let [first, second, rest @ ..] = bytes else { return None };
    let (len, rest) = match second & 0x7F {
        126 => {
            let (len, rest) = rest.split_first_chunk()?;
            (u16::from_be_bytes(*len).into(), rest)
        }
        127 => {
            let (len, rest) = rest.split_first_chunk()?;
            (usize::try_from(u64::from_be_bytes(*len)).ok()?, rest)
        }
        len => (usize::from(len), rest),
    };
    let (mask, rest) = match second & 0x80 {
        0 => ([0; 4], rest),
        _ => {
            let (mask, rest) = rest.split_first_chunk()?;
            (*mask, rest)
        }
    };
    let (payload, rest) = rest.split_at_checked(len)?;
    Some(((*first, unmasked(payload, mask).collect()), bytes.len() - rest.len()))
}

fn unmasked(payload: &[u8], mask: [u8; 4]) -> impl Iterator<Item = u8> {
    payload.iter().zip(mask.into_iter().cycle()).map(|(byte, mask)| byte ^ mask)
}
