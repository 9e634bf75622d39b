//! The tap against tungstenite's own parser: the same items from the same bytes, in any chunks.
#![no_main]

#[allow(dead_code, reason = "the other targets need more of it")]
mod frames;
#[path = "../../connections/oracle.rs"]
mod oracle;
#[path = "../../connections/wire.rs"]
#[allow(dead_code, reason = "shared with the tests, which need more of it")]
mod wire;

use std::io::{Read, Write};

use arbitrary::{Arbitrary, Result, Unstructured};
use closeframe::{CloseMonitor, Role};
use libfuzzer_sys::fuzz_target;
use oracle::{Chunks, Item, limits, until_close, yielded};
use tungstenite::{HandshakeError, client::client_with_config, http::Request};

/// `bytes` comes last, so that it is what the input ends with, as it is.
#[derive(Debug)]
struct Stream {
    role: Role,
    sizes: Vec<usize>,
    /// A client's handshake comes before: its response has this much in it to fill it up.
    filling: Option<Vec<u8>>,
    bytes: Vec<u8>,
}

impl<'a> Arbitrary<'a> for Stream {
    fn arbitrary(input: &mut Unstructured<'a>) -> Result<Self> {
        let role = Role::ALL[usize::from(input.arbitrary::<bool>()?)];
        let count = input.int_in_range(1..=4)?;
        let mut sizes = Vec::new();
        for _ in 0..count {
            sizes.push(usize::from(input.arbitrary::<u8>()?) + 1);
        }
        let filling = match input.arbitrary()? {
            true => {
                let length = input.int_in_range(0..=64)?;
                Some(input.bytes(length)?.iter().map(|byte| b' ' + byte % 95).collect())
            }
            false => None,
        };
        let bytes = input.bytes(input.len())?.to_vec();
        Ok(Self { role, sizes, filling, bytes })
    }

    fn arbitrary_take_rest(mut input: Unstructured<'a>) -> Result<Self> {
        Self::arbitrary(&mut input)
    }
}

fuzz_target!(|stream: Stream| {
    let Stream { role, sizes, filling, mut bytes } = stream;
    // Only a client's handshake comes before.
    let masks = role == Role::Server && filling.is_none();
    let end = end_of_what_is_comparable(&bytes, masks);
    bytes.resize(end, 0);
    match filling {
        None => oracle::assert_tap_changes_nothing(role, &bytes, &sizes),
        Some(filling) => assert_same_after_handshake(&filling, &bytes, &sizes),
    }
});

/// Up to where tap and tungstenite yield the same, with zeros for what is not there: what the tap does not wait for,
/// of a frame that is illegal by its first two bytes, tungstenite has to be given.
fn end_of_what_is_comparable(bytes: &[u8], masks: bool) -> usize {
    let (frames, consumed) = frames::frames(bytes);
    let mut at = 0;
    for frame in frames {
        if frame.is_illegal(masks) {
            let whole = ((at + frame.header) as u64).saturating_add(frame.declared);
            // Over the limit of a frame they have different rules to fail it by; and tungstenite takes a
            // control frame whose length is in too long a form.
            let differs = frame.declared > oracle::MAX_FRAME as u64
                || frame.is_control() && frame.is_long_form() && frame.declared <= 125;
            return if differs { at } else { bytes.len().max(whole as usize) };
        }
        if frame.is_close() {
            return bytes.len();
        }
        at += frame.len();
    }
    // A header that is cut short, which may be enough for the tap.
    consumed
}

/// The response may share a segment with frames, or come in many.
fn assert_same_after_handshake(filling: &[u8], frames: &[u8], sizes: &[usize]) {
    let input = [RESPONSE, filling, b"\r\n\r\n", frames].concat();
    // tungstenite takes more than 64 short reads in a handshake for an attack.
    let sizes: Vec<usize> = sizes.iter().map(|size| size + 3).collect();
    let bare = after_handshake(Chunks::new(&input, &[4096]));
    let monitor = CloseMonitor::silent();
    let over_tap = after_handshake(monitor.tap_client(Chunks::new(&input, &sizes)));
    assert_eq!(until_close(&bare), until_close(&over_tap), "bare and over a tap: {input:x?}");
}

/// RFC 6455 section 1.3 has the key and what is to be answered.
const RESPONSE: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\
    Upgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nFilling: ";

fn after_handshake<S: Read + Write>(io: S) -> Vec<Item> {
    let request = Request::builder()
        .uri("ws://localhost/")
        .header("Host", "localhost")
        .header("Connection", "Upgrade")
        .header("Upgrade", "websocket")
        .header("Sec-WebSocket-Version", "13")
        .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .body(());
    let request = request.expect("a request");
    match client_with_config(request, io, Some(limits())) {
        Ok((ws, _)) => yielded(ws),
        Err(HandshakeError::Failure(error)) => vec![Err(error.to_string())],
        Err(HandshakeError::Interrupted(_)) => panic!("no read would block"),
    }
}
