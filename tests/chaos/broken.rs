//! What a peer may do wrong, and what it is to be told.

use closeframe::{Outcome, Role};

use crate::{
    dice::Dice,
    wire::{close, frame, raw_frame},
};

/// Over this, a message is too big.
pub(crate) const MAX_MESSAGE: usize = 64 * 1024;

#[derive(Debug, Clone)]
pub(crate) struct Broken {
    pub(crate) bytes: Vec<u8>,
    /// Of a close frame, where it can be read.
    pub(crate) code: Option<u16>,
    pub(crate) outcome: Outcome,
    /// The code of the close frame that says why.
    pub(crate) told: u16,
    /// A close whose header is enough to fail it: its code is read only if it has come with it.
    pub(crate) by_header: bool,
}

impl Broken {
    fn new(bytes: Vec<u8>, code: Option<u16>, outcome: Outcome) -> Self {
        let told = match outcome {
            Outcome::InvalidPayload => 1007,
            Outcome::TooBig => 1009,
            _ => 1002,
        };
        Self { bytes, code, outcome, told, by_header: false }
    }

    fn by_header(self) -> Self {
        Self { by_header: true, ..self }
    }
}

/// A close frame that is illegal or malformed.
pub(crate) fn broken_close(dice: &mut Dice) -> Broken {
    let code = dice.pick(&[1000, 1001, 4000]);
    let body = u16::to_be_bytes(code);
    let illegal = dice.pick(&[0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535]);
    let wrong = Outcome::ProtocolError;
    match dice.below(8) {
        0 => Broken::new(raw_frame(0x88, true, b"\x03"), None, wrong),
        1 => {
            let bytes = close(Role::Client, code, b"\xF0\x28");
            Broken::new(bytes, Some(code), Outcome::InvalidPayload)
        }
        2 => Broken::new(close(Role::Client, code, &[b'x'; 150]), Some(code), wrong).by_header(),
        3 => Broken::new(raw_frame(0x08, true, &body), Some(code), wrong).by_header(),
        4 => Broken::new(raw_frame(0xC8, true, &body), Some(code), wrong).by_header(),
        5 => Broken::new(raw_frame(0x88, false, &body), Some(code), wrong).by_header(),
        _ => Broken::new(close(Role::Client, illegal, b"so?"), Some(illegal), wrong),
    }
}

/// Anything else that breaks the protocol.
pub(crate) fn broken_frame(dice: &mut Dice) -> Broken {
    let (bytes, outcome) = match dice.below(9) {
        0 => (frame(Role::Client, 0x81, b"\xC3\x28"), Outcome::InvalidPayload),
        1 => {
            let [start, rest] = [(0x01, &b"fine \xE2"[..]), (0x80, &b"\x28 not"[..])]
                .map(|(first, payload)| frame(Role::Client, first, payload));
            ([start, rest].concat(), Outcome::InvalidPayload)
        }
        // The header says enough: the payload never comes.
        2 => {
            let mut header = frame(Role::Client, 0x82, &vec![0; MAX_MESSAGE + 1]);
            header.truncate(14);
            (header, Outcome::TooBig)
        }
        3 => (raw_frame(dice.pick(&[0xC1, 0xA1, 0x91]), true, b"reserved"), Outcome::ProtocolError),
        4 => (raw_frame(0x81, false, b"bare"), Outcome::ProtocolError),
        5 => (raw_frame(dice.pick(&[0x83, 0x8B]), true, b"unknown"), Outcome::ProtocolError),
        6 => (raw_frame(0x89, true, &[b'x'; 126]), Outcome::ProtocolError),
        7 => (raw_frame(0x09, true, b"half a ping"), Outcome::ProtocolError),
        _ => (raw_frame(0x80, true, b"of nothing"), Outcome::ProtocolError),
    };
    Broken::new(bytes, None, outcome)
}
