//! What the application of a story sends.

use tungstenite::{
    Message,
    protocol::{
        CloseFrame,
        frame::{
            Frame, FrameHeader,
            coding::{Control, OpCode},
        },
    },
};

use crate::story::Step;

/// At most, of a message: more than the buffers hold.
const LONGEST: usize = 5000;

pub(crate) fn message(step: &Step) -> Message {
    match step {
        Step::Write(len) => Message::binary(vec![7; usize::from(*len).min(LONGEST)]),
        _ => Message::Ping("?".into()),
    }
}

pub(crate) fn closing(code: u16, reason: &str) -> Option<CloseFrame> {
    (code != 0).then(|| CloseFrame { code: code.into(), reason: reason.into() })
}

pub(crate) fn raw_close(payload: &[u8]) -> Message {
    let opcode = OpCode::Control(Control::Close);
    let header = FrameHeader { opcode, ..FrameHeader::default() };
    Message::Frame(Frame::from_payload(header, payload.to_vec().into()))
}
