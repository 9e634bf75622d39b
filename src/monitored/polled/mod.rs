//! What all async wrappers share: a message's way through [`core`], a close's through [`ending`],
//! with ours in [`our_close`], and, if the socket is let go, [`farewell`]. Over which library, only
//! the [`host`] knows.

mod core;
mod deadline;
mod ending;
mod farewell;
mod host;
mod our_close;
mod place;
mod wakers;

pub(super) use self::{core::Core, ending::LINGER, host::Host};
