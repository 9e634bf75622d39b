//! `axum::extract::ws::WebSocket` as a [`Socket`].

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{
    Error,
    extract::ws::{self, Message, WebSocket},
};
use bytes::Bytes;
use futures_core::Stream;
use futures_sink::Sink;
use tokio::runtime::Handle;
use tungstenite::protocol::CloseFrame;

use crate::{
    CloseCode, CloseRequest, Role,
    driver::{Sleeping, Socket, Wrapped, poll_unconstrained},
    frame::LibraryClose,
    policy::request::OutgoingFrame,
    protocol::LINGER,
    quirks::{Fault, Library},
};

/// axum's socket as a [`Socket`].
#[derive(Debug)]
pub(super) struct Axum {
    pub(super) socket: WebSocket,
    /// Reading has failed, and cannot go on.
    failed: bool,
}

impl Axum {
    pub(super) fn new(socket: WebSocket) -> Self {
        Self { socket, failed: false }
    }
}

impl Wrapped for Axum {
    type Library = AxumLibrary;
    type Timer = Sleeping;
    type Remains = ();
}

impl Socket for Axum {
    const IS_ASYNC: bool = true;

    #[inline]
    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Message, Error>>> {
        let polled = Pin::new(&mut self.socket).poll_next(cx);
        if let Poll::Ready(Some(Err(_))) = &polled {
            self.failed = true;
        }
        polled
    }

    #[inline]
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.socket).poll_ready(cx)
    }

    #[inline]
    fn start_send(&mut self, message: Message) -> Result<(), Error> {
        Pin::new(&mut self.socket).start_send(message)
    }

    #[inline]
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    /// axum keeps the transport to itself.
    fn poll_flush_through(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        ready!(self.poll_flush(cx))?;
        self.poll_flush(cx)
    }

    fn poll_shutdown(&mut self, _: &mut Context<'_>) -> Option<Poll<()>> {
        None
    }

    fn poll_discard(&mut self, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }

    /// After a failed read there may be input that nobody can read any more. If TCP ended now, a
    /// reset would follow, and may destroy our close frame on its way (RFC 6455 section 7.1.1). So the
    /// socket is kept for a while, in which the peer can read the frame, and nobody waits for that.
    fn release(self) {
        if !self.failed {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(async move {
                tokio::time::sleep(LINGER).await;
                drop(self);
            });
        }
    }

    /// axum does not tell whether `WebSocketUpgrade::max_write_buffer_size` was set.
    fn room_for_close(&self, _: Role) -> usize {
        usize::MAX
    }

    fn poll_unconstrained<T>(
        cx: &mut Context<'_>,
        poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        poll_unconstrained(cx, poll)
    }
}

/// axum's own messages and errors.
#[derive(Debug)]
pub(crate) enum AxumLibrary {}

impl Library for AxumLibrary {
    type Message = Message;
    type Error = Error;

    #[inline]
    fn is_data(message: &Message) -> bool {
        matches!(message, Message::Text(_) | Message::Binary(_))
    }

    fn is_ping(message: &Message) -> bool {
        matches!(message, Message::Ping(_))
    }

    fn ping(payload: Bytes) -> Message {
        Message::Ping(payload)
    }

    fn pong_in(message: &Message) -> Option<&[u8]> {
        match message {
            Message::Pong(payload) => Some(payload),
            _ => None,
        }
    }

    fn close_in(message: &Message) -> Option<Option<LibraryClose<'_>>> {
        match message {
            Message::Close(frame) => Some(frame.as_ref().map(|frame| LibraryClose {
                code: CloseCode::new(frame.code),
                reason: frame.reason.as_str(),
            })),
            _ => None,
        }
    }

    #[inline]
    fn is_no_close(message: &Message) -> bool {
        !matches!(message, Message::Close(_))
    }

    fn request_in(message: Message) -> Result<CloseRequest, Message> {
        match message {
            Message::Close(frame) => Ok(frame.as_ref().map(to_tungstenite).into()),
            message => Err(message),
        }
    }

    fn message(close: OutgoingFrame) -> Message {
        match close {
            OutgoingFrame::Close(Some(frame)) => Message::Close(Some(ws::CloseFrame {
                code: frame.code.into(),
                reason: frame.reason.as_str().into(),
            })),
            // Only raw frames are asked to go out as raw frames, and axum has none.
            OutgoingFrame::Close(None) | OutgoingFrame::Raw(_) => Message::Close(None),
        }
    }

    fn error(error: tungstenite::Error) -> Error {
        Error::new(error)
    }

    fn fault(error: &Error) -> Option<Fault> {
        Fault::of_opaque(error)
    }

    /// tungstenite's words.
    fn is_closed(error: &Error) -> bool {
        let text = error.to_string();
        text.starts_with("Connection closed normally")
            || text.starts_with("Trying to work with closed connection")
    }

    fn is_truncated_close(error: &Error) -> bool {
        Fault::of_opaque(error) == Some(Fault::TRUNCATED_CLOSE)
    }
}

pub(super) fn to_tungstenite(frame: &ws::CloseFrame) -> CloseFrame {
    CloseFrame { code: frame.code.into(), reason: frame.reason.as_str().into() }
}
