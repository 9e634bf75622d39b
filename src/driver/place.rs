//! Where the socket is.

use std::mem;

use super::{Socket, Wrapped};

/// The socket, and whether messages pass through it: one look tells both. It stays where it is when they
/// cease, since it is big, and ten thousand may close at once.
#[derive(Debug)]
pub(crate) enum Place<S: Wrapped> {
    Open(S),
    /// Messages have ceased to flow.
    Closing(S),
    /// It was dropped to end TCP.
    Released(S::Remains),
    /// It was given back, or has moved into a task.
    Gone,
}

impl<S: Wrapped> Place<S> {
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Open(_))
    }

    pub(super) fn socket(&self) -> Option<&S> {
        match self {
            Self::Open(socket) | Self::Closing(socket) => Some(socket),
            Self::Released(_) | Self::Gone => None,
        }
    }

    pub(super) fn socket_mut(&mut self) -> Option<&mut S> {
        match self {
            Self::Open(socket) | Self::Closing(socket) => Some(socket),
            Self::Released(_) | Self::Gone => None,
        }
    }

    pub(super) fn take(&mut self) -> Option<S> {
        match mem::replace(self, Self::Gone) {
            Self::Open(socket) | Self::Closing(socket) => Some(socket),
            no_more => {
                *self = no_more;
                None
            }
        }
    }

    /// From now on no message passes.
    pub(super) fn close(&mut self) {
        if let Some(socket) = self.take() {
            *self = Self::Closing(socket);
        }
    }

    /// Messages flow again.
    pub(super) fn reopen(&mut self) {
        if let Some(socket) = self.take() {
            *self = Self::Open(socket);
        }
    }

    /// Drops the socket to end TCP.
    pub(super) fn release(&mut self)
    where
        S: Socket,
    {
        if let Some(socket) = self.take() {
            *self = Self::Released(socket.release());
        }
    }
}
