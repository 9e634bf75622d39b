//! What a close frame holds: its code, its reason, and the rules that these may break.

mod close;
mod code;
mod received;

pub(crate) use self::{close::cut, received::LibraryClose};
pub use self::{
    close::{Close, InvalidClose},
    code::{CloseCode, CodeRange, ParseCloseCodeError},
    received::{ReceivedClose, Violation},
};
