//! What comes of reading, whichever wrapper reads.

use tungstenite::{Error, Message};

use crate::{report_line::Said, stream_and_sink::Speaks};

/// What a read came to.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    Message(Message),
    Failed(Said),
    /// Nothing, for a long time or ever.
    NotYet,
    /// `None`, and what stands for it in a blocking socket.
    Over,
}

impl Next {
    pub(crate) fn text(text: &str) -> Self {
        Self::Message(Message::text(text))
    }

    pub(crate) fn is_close(&self) -> bool {
        matches!(self, Self::Message(message) if message.is_close())
    }

    pub(crate) fn is_ping(&self) -> bool {
        matches!(self, Self::Message(message) if message.is_ping())
    }

    pub(crate) fn polled<M: Speaks, E: std::error::Error + 'static>(
        item: Option<Result<M, E>>,
    ) -> Self {
        match item {
            Some(Ok(message)) => Self::Message(message.to_tungstenite()),
            Some(Err(error)) => Self::Failed(Said::of(&error)),
            None => Self::Over,
        }
    }

    pub(crate) fn read(read: Result<Message, Error>) -> Self {
        match read.map_err(|error| Said::of(&error)) {
            Ok(message) => Self::Message(message),
            Err(Said::WOULD_BLOCK) => Self::NotYet,
            Err(Said::ConnectionClosed | Said::AlreadyClosed) => Self::Over,
            Err(said) => Self::Failed(said),
        }
    }
}
