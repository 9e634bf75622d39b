//! Why a close that was asked for has not ended the connection.

use std::{error, fmt};

use crate::InvalidClose;

/// Why `close_with` of a wrapper, such as [`MonitoredSocket::close_with`](crate::MonitoredSocket::close_with),
/// returns without a report: the connection has not ended.
///
/// How a connection ended is no error, however bad that was: it is in the
/// [`CloseReport`](crate::CloseReport).
///
/// # Example: a code that may not be sent
///
/// ```
/// use std::io::Cursor;
/// use closeframe::{CloseError, CloseMonitor, IllegalClose, InvalidClose, Policy};
/// use tungstenite::{WebSocket, protocol::{CloseFrame, Role}};
///
/// let strict = Policy::default().with_illegal_close(IllegalClose::Reject);
/// let closes = CloseMonitor::silent().with_policy(strict);
/// let io = Cursor::new(Vec::new());
/// let mut ws = closes.wrap(WebSocket::from_raw_socket(io, Role::Server, None));
/// match ws.close_with(CloseFrame { code: 1006.into(), reason: "".into() }) {
///     Err(CloseError::Invalid(InvalidClose::NeverOnWire { code })) => assert_eq!(code, 1006),
///     other => panic!("{other:?}"),
/// }
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum CloseError {
    /// The caller's: the close may not be sent, and the policy is
    /// [`IllegalClose::Reject`](crate::IllegalClose::Reject). Nothing was sent.
    Invalid(InvalidClose),
    /// Nobody's: a blocking socket's stream would block before the end. The close is asked for: call
    /// again with whatever close, or [read](crate::MonitoredSocket::read) on. An async socket waits
    /// instead.
    WouldBlock,
    /// The library's, or the transport's: the close was not taken, since it does not fit the write buffer
    /// for example. The [source](error::Error::source) says why.
    NotTaken(Box<dyn error::Error + Send + Sync>),
}

impl CloseError {
    /// What tungstenite says, or what is said in its words.
    pub(crate) fn of(error: tungstenite::Error) -> Self {
        match InvalidClose::in_error(&error) {
            Some(invalid) => Self::Invalid(*invalid),
            None => Self::NotTaken(error.into()),
        }
    }
}

impl fmt::Display for CloseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid(_) => "the close may not be sent",
            Self::WouldBlock => "the stream would block before the connection has ended",
            Self::NotTaken(_) => "the WebSocket did not take the close",
        })
    }
}

impl error::Error for CloseError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Invalid(invalid) => Some(invalid),
            Self::WouldBlock => None,
            Self::NotTaken(error) => Some(&**error),
        }
    }
}
