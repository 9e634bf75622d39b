//! Why a connection never opened: the closed set of reasons, and which of them an error stands for.

use std::fmt;

#[cfg(feature = "tokio")]
use tungstenite::{Error, error::ProtocolError, http::StatusCode};

#[cfg(feature = "tokio")]
use crate::{ErrorType, quirks::Fault};

/// Why a connection never opened: the metric label and the log field `reason`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HandshakeFailure {
    /// The request was no valid upgrade; to a client, the response was no HTTP, or no valid 101
    /// (RFC 6455 sections 4.1 and 4.2.1).
    BadRequest,
    /// The server's application refused it; to a client, any status but 101.
    Refused,
    /// It took longer than [`Policy::open_timeout`](crate::Policy::open_timeout).
    TimedOut,
    /// The transport failed or ended; to a client also DNS, TCP and TLS.
    Transport,
    /// The server [drains](crate::CloseMonitor::drain), and answered with 503.
    Draining,
}

impl HandshakeFailure {
    /// Every reason.
    pub const ALL: &'static [Self] =
        &[Self::BadRequest, Self::Refused, Self::TimedOut, Self::Transport, Self::Draining];

    /// The value of the label, `bad_request` for example.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::Refused => "refused",
            Self::TimedOut => "timeout",
            Self::Transport => "transport",
            Self::Draining => "draining",
        }
    }
}

impl fmt::Display for HandshakeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A reason, and what more is known.
#[cfg(feature = "tokio")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) reason: HandshakeFailure,
    pub(crate) error_type: Option<ErrorType>,
    /// The HTTP status that was answered.
    pub(crate) status: Option<StatusCode>,
}

#[cfg(feature = "tokio")]
impl Failure {
    pub(crate) const TIMED_OUT: Self =
        Self::new(HandshakeFailure::TimedOut, Some(ErrorType::TimedOut));
    /// What came in where HTTP was due begins as TLS does.
    pub(crate) const TLS: Self =
        Self::new(HandshakeFailure::BadRequest, Some(ErrorType::TlsRecord));

    pub(crate) const fn new(reason: HandshakeFailure, error_type: Option<ErrorType>) -> Self {
        Self { reason, error_type, status: None }
    }

    pub(crate) fn answered(reason: HandshakeFailure, status: StatusCode) -> Self {
        Self { reason, error_type: None, status: Some(status) }
    }

    /// What hyper's error says where no io comes after the response: no more than that the connection was over,
    /// unless the io has failed.
    #[cfg(any(feature = "axum", feature = "hyper"))]
    pub(crate) fn of_upgrade(error: &hyper::Error) -> Self {
        use std::{error::Error, io, iter};

        let mut causes = iter::successors(error.source(), |&error| error.source());
        let failed = causes.find_map(|cause| cause.downcast_ref::<io::Error>());
        let error_type = failed.and_then(Fault::of_io).map(|fault| fault.error_type);
        Self::new(HandshakeFailure::Transport, error_type)
    }

    /// What an error of the handshake says, or of what comes before it.
    pub(crate) fn of(error: &Error) -> Self {
        use HandshakeFailure::{BadRequest, Refused, Transport};
        let (reason, error_type) = match error {
            Error::Http(response) => return Self::answered(Refused, response.status()),
            Error::Io(_) | Error::Tls(_) => {
                (Transport, Fault::of(error).map_or(ErrorType::Io, |fault| fault.error_type))
            }
            Error::Protocol(ProtocolError::HandshakeIncomplete) => (Transport, ErrorType::Eof),
            Error::Protocol(ProtocolError::HttparseError(_)) | Error::HttpFormat(_) => {
                (BadRequest, ErrorType::InvalidHttp)
            }
            Error::AttackAttempt | Error::Capacity(_) => (BadRequest, ErrorType::MessageTooBig),
            _ => (BadRequest, ErrorType::InvalidUpgrade),
        };
        Self::new(reason, Some(error_type))
    }
}
