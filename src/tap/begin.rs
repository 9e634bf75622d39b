//! The first bytes of an opening handshake, looked at before it begins.

use std::{
    io,
    mem::MaybeUninit,
    pin::Pin,
    task::{Context, Poll, ready},
};

use tokio::io::{AsyncRead, ReadBuf};
use tungstenite::handshake::{machine::TryParse, server::Request};

use super::{CloseTap, Foreign};

/// What a peer begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beginning {
    /// It ends before its first byte: who only looks whether a port is open does that.
    Nothing,
    /// Something that was recognised, and is no request.
    Foreign(Foreign),
    /// A request, as far as can be told.
    Request,
}

impl<Io> CloseTap<Io> {
    /// The request that the first bytes are, as far as a library that accepts none but upgrades can read it.
    pub(crate) fn first_request(&mut self) -> Option<Request> {
        let bytes = &self.watch.unread()?.bytes;
        Some(Request::try_parse(bytes).ok()??.1)
    }
}

impl<Io: AsyncRead + Unpin> CloseTap<Io> {
    /// Waits for the first bytes, and keeps them for the handshake.
    pub(crate) fn poll_beginning(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Beginning>> {
        // Most requests fit. They lie on the stack until they are there.
        let mut chunk = [const { MaybeUninit::uninit() }; 2048];
        let mut buf = ReadBuf::uninit(&mut chunk);
        match ready!(Pin::new(&mut self.io).poll_read(cx, &mut buf)) {
            // In the words of a blocking io.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Poll::Pending,
            read => read?,
        }
        let bytes = buf.filled();
        if bytes.is_empty() {
            return Poll::Ready(Ok(Beginning::Nothing));
        }
        self.watch.extra().unread.push(bytes);
        Poll::Ready(Ok(match Foreign::recognise(bytes) {
            // Here it is what is wanted.
            None | Some(Foreign::HttpRequest) => Beginning::Request,
            Some(foreign) => Beginning::Foreign(foreign),
        }))
    }
}
