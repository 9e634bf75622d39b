//! The tap against tungstenite's own parser: the same items from the same bytes, in any chunks.
#![no_main]

#[allow(dead_code, reason = "the other targets need more of it")]
mod frames;
#[path = "../../connections/oracle.rs"]
mod oracle;
#[path = "../../connections/wire.rs"]
#[allow(dead_code, reason = "shared with the tests, which need more of it")]
mod wire;

use arbitrary::{Arbitrary, Result, Unstructured};
use closeframe::Role;
use libfuzzer_sys::fuzz_target;

/// `bytes` comes last, so that it is what the input ends with, as it is.
#[derive(Debug)]
struct Stream {
    role: Role,
    sizes: Vec<usize>,
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
        let bytes = input.bytes(input.len())?.to_vec();
        Ok(Self { role, sizes, bytes })
    }

    fn arbitrary_take_rest(mut input: Unstructured<'a>) -> Result<Self> {
        Self::arbitrary(&mut input)
    }
}

fuzz_target!(|stream: Stream| {
    let Stream { role, sizes, mut bytes } = stream;
    if let Some((at, close)) = frames::first_close(&bytes) {
        // Over the limit of a frame, tap and tungstenite have different rules to fail it by; where
        // it is within, what the tap will not wait for has to be there for tungstenite.
        if close.declared > oracle::MAX_FRAME as u64 {
            bytes.truncate(at);
        } else if close.declared > 125 {
            let end = at + close.header + close.declared as usize;
            if end > bytes.len() {
                bytes.resize(end, 0);
            }
        }
    }
    oracle::assert_tap_changes_nothing(role, &bytes, &sizes);
});
