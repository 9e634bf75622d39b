//! A connection of a library that cannot be wrapped: the application tells what it sees. It has no
//! io, and judges nothing: that is done by the connection and its protocol, as for every socket.

use std::{error::Error, io};
#[cfg(feature = "tokio")]
use std::{
    future::poll_fn,
    task::{Context, Poll},
};

#[cfg(feature = "tokio")]
use crate::driver::{Boxed, Sleeping};
use crate::{
    Close, CloseCode, CloseHandle, CloseMonitor, CloseReport, Role, connection::Connection,
    driver::now, frame::ClosePayload, quirks::Fault,
};

/// A WebSocket connection that this crate does not see, and is told of: for libraries that cannot be
/// wrapped. Made by [`CloseMonitor::open`].
///
/// Tell it what passes, when it has passed; it reports as all others do, exactly once, by the same rules:
///
/// | what happened | tell |
/// |---|---|
/// | the peer's close frame came in | [`received`](Self::received), which returns the answer that is due |
/// | a close frame of ours has left, also one that the library sent by itself | [`sent`](Self::sent) |
/// | the library failed the connection, since the peer broke a rule | [`failed`](Self::failed) |
/// | the transport ended | [`ended`](Self::ended) |
/// | anything else came in | [`received_message`](Self::received_message), if idle times matter |
///
/// And await [`closing`](Self::closing) beside the reads, so that handles, tags and drains reach the
/// connection, and its close handshake ends in time.
///
/// The report is made after both close frames, or the end of the transport. What is told later, or twice,
/// changes nothing. Dropped without an ending it is [`Dropped`](crate::Outcome::Dropped) or
/// [`Panicked`](crate::Outcome::Panicked), and [`Abandoned`](crate::Outcome::Abandoned) after a close
/// frame.
///
/// # What it cannot do
///
/// It believes what it is told ([`Source::Application`](crate::Source::Application)): what a library hides
/// is hidden here too. It sends nothing: of the [`Policy`](crate::Policy), `close_timeout` and
/// `fail_connection` alone count, the latter for whether an answer to a fault is returned. Illegal closes of
/// ours are recorded, not repaired. Which library takes how much of this, the guide to upgrades tells.
///
/// # Panics
///
/// [`closing`](Self::closing) does in a tokio runtime without `time`, once a close handshake has begun.
///
/// # Example: the peer closes
///
/// ```
/// use closeframe::{Close, CloseCode, CloseMonitor, Outcome, Role};
///
/// let closes = CloseMonitor::silent();
/// let mut told = closes.open(Role::Server);
/// // Of the frame that the library has read: 1001 "bye".
/// let answer = told.received(b"\x03\xE9bye");
/// assert_eq!(answer, Some(Close::new(CloseCode::GOING_AWAY, "")?));
/// // The library has written the answer, and flushed it.
/// told.sent(&answer.unwrap());
///
/// let report = told.close_report().unwrap();
/// assert_eq!(report.outcome(), Outcome::Clean);
/// assert_eq!(report.to_string(), "received 1001 Going Away \"bye\"; then sent 1001 Going Away");
/// # Ok::<(), closeframe::InvalidClose>(())
/// ```
#[derive(Debug)]
#[must_use = "a connection that is not kept is dropped, which ends it"]
pub struct MonitoredConnection {
    connection: Connection,
    /// What a handle or a drain has asked for, until the application takes it.
    request: Option<Close>,
    #[cfg(feature = "tokio")]
    timer: Boxed<Sleeping>,
}

impl CloseMonitor {
    /// Opens a connection of a library that cannot be wrapped, right after its opening handshake: the
    /// application [tells](MonitoredConnection) what passes.
    ///
    /// Whether the opening handshake fails, the monitor does not see: tell it by `open_failed` (feature `tokio`).
    /// A drain reaches the connection.
    pub fn open(&self, role: Role) -> MonitoredConnection {
        MonitoredConnection {
            connection: Connection::open_told(self, role, now),
            request: None,
            #[cfg(feature = "tokio")]
            timer: Boxed::default(),
        }
    }
}

impl MonitoredConnection {
    /// The peer's close frame came in, whatever it holds.
    ///
    /// Returns the close that is to answer it: the same code, 1002 or 1007 where the frame breaks a rule, and
    /// nothing if ours has gone already. It counts once it is told as [`sent`](Self::sent). A library
    /// that answers by itself may send another: tell that one.
    pub fn received(&mut self, close: impl Into<ClosePayload>) -> Option<Close> {
        self.look();
        self.connection.told_received(&close.into())
    }

    /// All of a close frame of ours has been taken by the transport: ours first, or our answer. An illegal
    /// one is recorded as a violation.
    ///
    /// Of a write that may still lie in a buffer, tell after its flush.
    pub fn sent(&mut self, close: impl Into<ClosePayload>) {
        self.look();
        self.connection.told_sent(close.into());
    }

    /// The library failed the connection for what the peer sent, other than a close frame (RFC 6455 section
    /// 7.1.7): `code` is 1007 for text that is not UTF-8, 1009 for a frame or message that is too big; any
    /// other means 1002, that it broke the protocol.
    ///
    /// Returns the close that tells the peer so, if none of ours has gone. Tell when it was
    /// [`sent`](Self::sent), or else that the transport [`ended`](Self::ended).
    pub fn failed(&mut self, code: impl Into<CloseCode>) -> Option<Close> {
        self.look();
        self.connection.told_broken(Fault::of_close_code(code.into()))
    }

    /// The transport ended: with an error, or, `None`, as it should (FIN).
    ///
    /// An [`io::Error`], or an error that one has caused, is classified as everywhere; others are an
    /// [`IoError`](crate::Outcome::IoError). So of an error that hides its cause, tell the cause; and one of
    /// QUIC as the `io::Error` into which its library turns it.
    ///
    /// ```
    /// use std::io::{Error, ErrorKind};
    /// use closeframe::{CloseMonitor, Outcome, Role};
    ///
    /// let mut told = CloseMonitor::silent().open(Role::Client);
    /// told.ended(Some(&Error::from(ErrorKind::ConnectionReset)));
    /// assert_eq!(told.close_report().unwrap().outcome(), Outcome::Reset);
    /// ```
    pub fn ended(&mut self, error: Option<&(dyn Error + 'static)>) {
        self.look();
        let mut causes = std::iter::successors(error, |error| Error::source(*error));
        let io = causes.find_map(|cause| cause.downcast_ref::<io::Error>());
        self.connection.told_ended(match (error, io) {
            (None, _) => Fault::EOF,
            (_, Some(io)) => Fault::of_ended_io(io),
            _ => Fault::UNKNOWN_LOSS,
        });
    }

    /// Something came in that is no close: the report tells how long before the end that was the last time.
    /// It asks the clock.
    pub fn received_message(&mut self) {
        self.look();
        self.connection.told_input();
    }

    /// Waits until the connection is to be closed from here: `Some` holds what a [handle](CloseHandle), a
    /// tag or a [drain](CloseMonitor::drain) asks to be sent; `None` says that the connection has ended,
    /// and is to be let go of, since the close handshake has had its [time](crate::Policy::close_timeout)
    /// for example.
    ///
    /// It measures that time, so await it beside the reads for as long as the connection lives, also while
    /// it is closing.
    ///
    /// # Cancel safety
    ///
    /// A close is taken only when it is returned. Whether the read beside it may be cancelled, its
    /// library has to say: many may not, and are to be polled on.
    ///
    /// # Example: a loop that both ends
    ///
    /// ```
    /// # struct Library;
    /// # impl Library {
    /// #     async fn read(&mut self) -> std::io::Result<Vec<u8>> { std::future::pending().await }
    /// #     async fn write_close(&mut self, _: closeframe::Close) -> std::io::Result<()> { Ok(()) }
    /// # }
    /// # let mut runtime = tokio::runtime::Builder::new_current_thread();
    /// # runtime.enable_all().start_paused(true).build()?.block_on(async {
    /// use closeframe::{Close, CloseMonitor, Outcome, Role};
    ///
    /// # let mut library = Library;
    /// let mut told = CloseMonitor::silent().open(Role::Server);
    /// told.close_handle().close(Close::normal());
    /// loop {
    ///     tokio::select! {
    ///         message = library.read() => drop(message?),
    ///         close = told.closing() => match close {
    ///             Some(close) => {
    ///                 library.write_close(close.clone()).await?;
    ///                 told.sent(close);
    ///             }
    ///             None => break,
    ///         },
    ///     }
    /// }
    /// // Ours left, and in 10 s the peer did not answer.
    /// assert_eq!(told.close_report().unwrap().outcome(), Outcome::Timeout);
    /// # Ok::<(), std::io::Error>(())
    /// # })?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[cfg(feature = "tokio")]
    pub async fn closing(&mut self) -> Option<Close> {
        poll_fn(|cx| self.poll_closing(cx)).await
    }

    /// What a [handle](CloseHandle), a tag or a drain asks to be sent, once: for loops that cannot await
    /// [`closing`](Self::closing). Each call, as every telling, also ends a close handshake that has had its
    /// [time](crate::Policy::close_timeout).
    pub fn take_close_request(&mut self) -> Option<Close> {
        self.look();
        self.request.take()
    }

    /// How the connection ended, as soon as that is known.
    pub fn close_report(&self) -> Option<&CloseReport> {
        self.connection.report()
    }

    /// Has this connection found by [`CloseMonitor::close_tagged`], until it ends.
    pub fn tag(&self, tag: &str) {
        self.connection.tag(tag);
    }

    /// A handle that asks from anywhere that this connection be closed.
    pub fn close_handle(&self) -> CloseHandle {
        self.connection.close_handle()
    }

    #[cfg(feature = "tokio")]
    fn poll_closing(&mut self, cx: &mut Context<'_>) -> Poll<Option<Close>> {
        self.look();
        if let Some(close) = self.request.take() {
            return Poll::Ready(Some(close));
        }
        if !self.connection.facts().has_ended() {
            self.connection.control().register(0, cx.waker());
            let Some(until) = self.connection.wait_until() else { return Poll::Pending };
            if self.timer.poll_at(until, false, cx).is_pending() {
                return Poll::Pending;
            }
            self.look();
        }
        Poll::Ready(None)
    }

    /// Takes up what others ask for, and ends what has had its time.
    fn look(&mut self) {
        if let Some(close) = self.connection.take_request() {
            self.request = Some(close);
        }
        self.connection.end_if_overdue();
        let facts = self.connection.facts();
        if facts.has_handed_over() || facts.has_read_the_last() {
            self.request = None;
        }
    }
}

impl Drop for MonitoredConnection {
    /// The connection itself reports. What somebody has asked for meanwhile belongs to that.
    fn drop(&mut self) {
        self.look();
    }
}
