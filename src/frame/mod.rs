//! What a close frame holds: its code, its reason, and the rules that these may break. Frames that go
//! out are legal by their type; frames that come in may be anything. What is done about an illegal one
//! is not decided here, but by the policy and the protocol.

mod close;
mod code;
mod payload;
mod received;

/// RFC 6455 section 5.5: "All control frames MUST have a payload length of 125 bytes or less".
pub(crate) const MAX_CONTROL_PAYLOAD: usize = 125;
/// What the payload of a ping of ours begins with; its number follows, in four bytes.
pub(crate) const PING_MARK: &[u8; 10] = b"closeframe";
/// Bytes of payload that a code takes, in front of the reason (RFC 6455 section 5.5.1).
const CODE_LEN: usize = 2;

pub(crate) use self::{close::cut, received::LibraryClose};
pub use self::{
    close::{Close, InvalidClose},
    code::{CloseCode, CodeRange, ParseCloseCodeError},
    payload::ClosePayload,
    received::{ReceivedClose, Violation},
};
