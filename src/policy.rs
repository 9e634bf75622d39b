//! Policy: what to do about violations, silence and forgetfulness. Mechanism is elsewhere.

use std::time::Duration;

/// What the wrapper does of its own accord; built once, given to a [`CloseLayer`].
///
/// [`CloseLayer`]: crate::CloseLayer
///
/// # Example: refuse illegal closes in tests, give peers less time
///
/// ```
/// use std::time::Duration;
/// use closeframe::{IllegalClose, Policy};
///
/// let policy = Policy::default()
///     .illegal_close(IllegalClose::Reject)
///     .close_timeout(Duration::from_secs(3));
/// assert_eq!(policy.illegal_close, IllegalClose::Reject);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Policy {
    /// What to do with an illegal close that is about to be sent. The default value is
    /// [`IllegalClose::Repair`].
    pub illegal_close: IllegalClose,
    /// What to do when the peer's close arrives. The default value is [`Reply::BeforeDelivery`].
    pub reply: Reply,
    /// Whether to tell the peer with 1002, 1007 or 1009 that it broke the protocol, before the error
    /// is returned (RFC 6455 section 7.1.7). tungstenite says nothing. The default value is `true`.
    pub fail_connection: bool,
    /// Whether dropping an open async socket sends 1001, or 1011 while its thread is panicking, by one
    /// attempt that does not wait. The default value is `true`.
    pub close_on_drop: bool,
    /// How long the close handshake may take, from the first close frame on; other traffic does
    /// not extend it. The default value is 10 s.
    pub close_timeout: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            illegal_close: IllegalClose::Repair,
            reply: Reply::BeforeDelivery,
            fail_connection: true,
            close_on_drop: true,
            close_timeout: Duration::from_secs(10),
        }
    }
}

impl Policy {
    /// Set [`Self::illegal_close`].
    #[must_use]
    pub fn illegal_close(mut self, illegal_close: IllegalClose) -> Self {
        self.illegal_close = illegal_close;
        self
    }

    /// Set [`Self::reply`].
    #[must_use]
    pub fn reply(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// Set [`Self::fail_connection`].
    #[must_use]
    pub fn fail_connection(mut self, fail_connection: bool) -> Self {
        self.fail_connection = fail_connection;
        self
    }

    /// Set [`Self::close_on_drop`].
    #[must_use]
    pub fn close_on_drop(mut self, close_on_drop: bool) -> Self {
        self.close_on_drop = close_on_drop;
        self
    }

    /// Set [`Self::close_timeout`].
    #[must_use]
    pub fn close_timeout(mut self, close_timeout: Duration) -> Self {
        self.close_timeout = close_timeout;
        self
    }
}

/// What to do with an illegal close that the application is about to send.
///
/// It holds for `close()`, for `Message::Close` through the sink, and for a `Message::Frame` whose
/// opcode is close. Whatever is chosen, the violation is counted and the event is an ERROR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum IllegalClose {
    /// Send the nearest legal close: 1005 becomes an empty frame, any other illegal code 1011, and
    /// the reason is cut at a character boundary to 123 bytes. The report keeps the full text.
    #[default]
    Repair,
    /// Send nothing and return the [`InvalidClose`](crate::InvalidClose), wrapped in
    /// `Error::Io` of kind `InvalidInput`. The connection stays open.
    Reject,
    /// Send it as it is and only record it. A close whose payload is malformed can only go out as a
    /// raw frame, which tungstenite takes no notice of: pongs may follow it.
    Pass,
}

/// When the peer's close is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Reply {
    /// The reply is written and flushed before the application is handed the close, so that an
    /// application that breaks on `Close` and drops the socket cannot lose it.
    #[default]
    BeforeDelivery,
    /// The application is handed the close at once and is to flush, for proxies that want to close
    /// their other leg first.
    ByApplication,
}
