//! What the messages and errors of a WebSocket library mean.

use bytes::Bytes;
use tungstenite::error::ProtocolError;

use super::Fault;
use crate::{CloseRequest, frame::LibraryClose, policy::request::OutgoingFrame};

/// A library whose sockets are wrapped.
pub(crate) trait Library {
    type Message;
    type Error: std::error::Error + Send + Sync + 'static;

    /// Text or binary: what most messages are.
    fn is_data(message: &Self::Message) -> bool;

    fn is_ping(message: &Self::Message) -> bool;

    /// A ping of ours.
    fn ping(payload: Bytes) -> Self::Message;

    /// The payload of a pong.
    fn pong_in(message: &Self::Message) -> Option<&[u8]>;

    /// Recognises a close in a message that came in; within, `None` for an empty one.
    fn close_in(message: &Self::Message) -> Option<Option<LibraryClose<'_>>>;

    /// Whether it takes no second look to see that a message that goes out is no close.
    fn is_no_close(message: &Self::Message) -> bool;

    /// The close in a message that goes out.
    fn request_in(message: Self::Message) -> Result<CloseRequest, Self::Message>;

    /// A close that went through the policy, as this library's message.
    fn message(close: OutgoingFrame) -> Self::Message;

    /// One of tungstenite's errors, as this library's.
    fn error(error: tungstenite::Error) -> Self::Error;

    /// What an error says about the connection.
    fn fault(error: &Self::Error) -> Option<Fault>;

    /// Whether it says that the connection was closed before.
    fn is_closed(error: &Self::Error) -> bool;

    /// Whether an error can only have been caused by a close frame with a payload of one byte.
    fn is_truncated_close(error: &Self::Error) -> bool;
}

/// tungstenite, and what stands on it without messages of its own.
#[derive(Debug)]
pub(crate) enum Tungstenite {}

impl Library for Tungstenite {
    type Message = tungstenite::Message;
    type Error = tungstenite::Error;

    #[inline]
    fn is_data(message: &Self::Message) -> bool {
        matches!(message, Self::Message::Text(_) | Self::Message::Binary(_))
    }

    fn is_ping(message: &Self::Message) -> bool {
        message.is_ping()
    }

    fn ping(payload: Bytes) -> Self::Message {
        Self::Message::Ping(payload)
    }

    fn pong_in(message: &Self::Message) -> Option<&[u8]> {
        match message {
            Self::Message::Pong(payload) => Some(payload),
            _ => None,
        }
    }

    fn close_in(message: &Self::Message) -> Option<Option<LibraryClose<'_>>> {
        match message {
            Self::Message::Close(frame) => Some(frame.as_ref().map(LibraryClose::from)),
            _ => None,
        }
    }

    #[inline]
    fn is_no_close(message: &Self::Message) -> bool {
        CloseRequest::is_not_in(message)
    }

    fn request_in(message: Self::Message) -> Result<CloseRequest, Self::Message> {
        CloseRequest::in_message(message)
    }

    fn message(close: OutgoingFrame) -> Self::Message {
        close.into_message()
    }

    fn error(error: tungstenite::Error) -> Self::Error {
        error
    }

    fn fault(error: &Self::Error) -> Option<Fault> {
        Fault::of(error)
    }

    fn is_closed(error: &Self::Error) -> bool {
        use tungstenite::Error::{AlreadyClosed, ConnectionClosed};
        matches!(error, AlreadyClosed | ConnectionClosed)
    }

    fn is_truncated_close(error: &Self::Error) -> bool {
        matches!(error, tungstenite::Error::Protocol(ProtocolError::InvalidCloseSequence))
    }
}
