//! Policy: what to do about violations, silence and forgetfulness. Mechanism is elsewhere.

mod keepalive;
pub(crate) mod request;

use std::time::Duration;

pub use self::{keepalive::Keepalive, request::CloseRequest};
use crate::{Close, CloseCode};

/// What the wrapper does of its own accord; built once, given to a [`CloseMonitor`].
///
/// [`CloseMonitor`]: crate::CloseMonitor
///
/// # Example: refuse illegal closes in tests, give peers less time
///
/// ```
/// use std::time::Duration;
/// use closeframe::{IllegalClose, Policy};
///
/// let policy = Policy::default()
///     .with_illegal_close(IllegalClose::Reject)
///     .with_close_timeout(Duration::from_secs(3));
/// assert_eq!(policy.illegal_close(), IllegalClose::Reject);
/// assert_eq!(policy.close_timeout(), Duration::from_secs(3));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    illegal_close: IllegalClose,
    reply: Reply,
    fail_connection: bool,
    close_on_drop: Option<Close>,
    close_on_sink_close: Close,
    send_while_closing: SendWhileClosing,
    close_timeout: Duration,
    open_timeout: Option<Duration>,
    keepalive: Option<Keepalive>,
    write_timeout: Option<Duration>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            illegal_close: IllegalClose::Repair,
            reply: Reply::BeforeDelivery,
            fail_connection: true,
            close_on_drop: Some(Close::of_ours(CloseCode::GOING_AWAY)),
            close_on_sink_close: Close::normal(),
            send_while_closing: SendWhileClosing::Wait,
            close_timeout: Duration::from_secs(10),
            open_timeout: Some(Duration::from_secs(10)),
            keepalive: None,
            write_timeout: None,
        }
    }
}

impl Policy {
    /// What to do with an illegal close that is about to be sent. The default value is
    /// [`IllegalClose::Repair`].
    #[must_use]
    pub fn illegal_close(&self) -> IllegalClose {
        self.illegal_close
    }

    /// Sets [`illegal_close`](Self::illegal_close).
    #[must_use]
    pub fn with_illegal_close(mut self, illegal_close: IllegalClose) -> Self {
        self.illegal_close = illegal_close;
        self
    }

    /// What to do when the peer's close arrives. The default value is [`Reply::BeforeDelivery`].
    #[must_use]
    pub fn reply(&self) -> Reply {
        self.reply
    }

    /// Sets [`reply`](Self::reply).
    #[must_use]
    pub fn with_reply(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// Whether to tell the peer with 1002, 1007 or 1009 that it broke the protocol, before the error
    /// is returned (RFC 6455 section 7.1.7). tungstenite says nothing. The default value is `true`.
    #[must_use]
    pub fn fail_connection(&self) -> bool {
        self.fail_connection
    }

    /// Sets [`fail_connection`](Self::fail_connection).
    #[must_use]
    pub fn with_fail_connection(mut self, fail_connection: bool) -> Self {
        self.fail_connection = fail_connection;
        self
    }

    /// What an open async socket sends when it is dropped, by one attempt that does not wait, unless
    /// its thread is panicking: then it sends 1011. `None` sends nothing in either case. What has
    /// arrived comes first: a close of the peer's in it is answered instead. The default value is 1001.
    ///
    /// Some clients decide by it whether to come back: Discord's resume their session only if it is
    /// neither 1000 nor 1001.
    #[must_use]
    pub fn close_on_drop(&self) -> Option<&Close> {
        self.close_on_drop.as_ref()
    }

    /// Sets [`close_on_drop`](Self::close_on_drop): a [`Close`], or `None`.
    ///
    /// ```
    /// use closeframe::{Close, Policy};
    ///
    /// let close = Close::new(4000, "try again")?;
    /// let resumable = Policy::default().with_close_on_drop(close.clone());
    /// assert_eq!(resumable.close_on_drop(), Some(&close));
    /// assert_eq!(Policy::default().with_close_on_drop(None).close_on_drop(), None);
    /// # Ok::<(), closeframe::InvalidClose>(())
    /// ```
    #[must_use]
    pub fn with_close_on_drop(mut self, close: impl Into<Option<Close>>) -> Self {
        self.close_on_drop = close.into();
        self
    }

    /// What `SinkExt::close` and `forward` send. The default value is 1000 without a reason.
    #[must_use]
    pub fn close_on_sink_close(&self) -> &Close {
        &self.close_on_sink_close
    }

    /// Sets [`close_on_sink_close`](Self::close_on_sink_close).
    #[must_use]
    pub fn with_close_on_sink_close(mut self, close: Close) -> Self {
        self.close_on_sink_close = close;
        self
    }

    /// What becomes of a message that the owner of a socket sends while somebody else closes it. The
    /// default value is [`SendWhileClosing::Wait`].
    #[must_use]
    pub fn send_while_closing(&self) -> SendWhileClosing {
        self.send_while_closing
    }

    /// Sets [`send_while_closing`](Self::send_while_closing).
    #[must_use]
    pub fn with_send_while_closing(mut self, send_while_closing: SendWhileClosing) -> Self {
        self.send_while_closing = send_while_closing;
        self
    }

    /// How long the close handshake may take, from the moment on that a close is asked for or comes
    /// in, the peer breaks a rule, or a write fails; other traffic does not extend it. A
    /// [drain](crate::CloseMonitor::drain) may end it sooner. The default value is 10 s.
    #[must_use]
    pub fn close_timeout(&self) -> Duration {
        self.close_timeout
    }

    /// Sets [`close_timeout`](Self::close_timeout).
    #[must_use]
    pub fn with_close_timeout(mut self, close_timeout: Duration) -> Self {
        self.close_timeout = close_timeout;
        self
    }

    /// How long an opening handshake may take, from the call of `accept` or `connect` on; to a client also
    /// what comes before it, DNS and TLS. Then the call fails with `Error::Io` of kind `TimedOut`. Under axum it
    /// is the time from the handler's `on_upgrade` on, of `upgrade` that from the first poll of its future on. The
    /// default value is 10 s.
    #[must_use]
    pub fn open_timeout(&self) -> Option<Duration> {
        self.open_timeout
    }

    /// Sets [`open_timeout`](Self::open_timeout): a time, or `None`.
    #[must_use]
    pub fn with_open_timeout(mut self, open_timeout: impl Into<Option<Duration>>) -> Self {
        self.open_timeout = open_timeout.into();
        self
    }

    /// How a peer that is silent is asked for a sign of life, and given up. The default value is `None`.
    #[must_use]
    pub fn keepalive(&self) -> Option<&Keepalive> {
        self.keepalive.as_ref()
    }

    /// Sets [`keepalive`](Self::keepalive): a [`Keepalive`], or `None`.
    #[must_use]
    pub fn with_keepalive(mut self, keepalive: impl Into<Option<Keepalive>>) -> Self {
        self.keepalive = keepalive.into();
        self
    }

    /// How long a peer may take nothing of what is written to it, before it is given up: the outcome is
    /// [`Stalled`](crate::Outcome::Stalled). The clock runs while an async socket over a tap is polled;
    /// without a tap it is not seen what a peer takes, and a blocking stream has a time-out of its own.
    ///
    /// Seen is what the system's buffers take, and a writer is told only when a good part of one is free: Linux
    /// waits for a third, of up to 4 MiB. A peer that reads slowly can look as if it read nothing for as long as
    /// that takes: give it a minute rather than seconds, and more than interval and limit of a
    /// [`keepalive`](Self::keepalive), or a dead peer to whom you push counts as `stalled`. The default value is
    /// `None`.
    #[must_use]
    pub fn write_timeout(&self) -> Option<Duration> {
        self.write_timeout
    }

    /// Sets [`write_timeout`](Self::write_timeout): a time, or `None`.
    #[must_use]
    pub fn with_write_timeout(mut self, write_timeout: impl Into<Option<Duration>>) -> Self {
        self.write_timeout = write_timeout.into();
        self
    }
}

/// What to do with an illegal close that the application is about to send.
///
/// It holds for `close` and `close_with`, for `Message::Close` through the sink, and for a `Message::Frame` whose
/// opcode is close. Whatever is chosen, the violation is counted and the event is an ERROR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum IllegalClose {
    /// Send the nearest legal close: 1005 becomes an empty frame, any other illegal code 1011, and
    /// the reason is cut at a character boundary to 123 bytes, or to what fits a smaller
    /// `max_write_buffer_size`. The report keeps the full text.
    #[default]
    Repair,
    /// Send nothing and return the [`InvalidClose`](crate::InvalidClose): as
    /// [`CloseError::Invalid`](crate::CloseError::Invalid) from `close_with`, and wrapped in `Error::Io` of
    /// kind `InvalidInput` from all that has the library's errors, where
    /// [`InvalidClose::in_error`](crate::InvalidClose::in_error) finds it. The connection stays open.
    Reject,
    /// Send it as it is and only record it. A close whose payload is malformed can only go out as a
    /// raw frame, which tungstenite takes no notice of: without a tap, pongs may follow it.
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

/// What becomes of a message that is sent while a [`CloseHandle`](crate::CloseHandle) or a
/// [drain](crate::CloseMonitor::drain) closes the connection.
///
/// After the owner's own close it is refused in any case, as tungstenite does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SendWhileClosing {
    /// The send waits for the end of the connection, which it drives, and then fails with
    /// `ConnectionClosed`, once, and then with `AlreadyClosed`. So a handler that leaves on that error
    /// leaves a finished handshake behind. If nobody reads meanwhile, what comes in is discarded.
    #[default]
    Wait,
    /// The send fails at once with `SendAfterClosing`.
    Refuse,
}
