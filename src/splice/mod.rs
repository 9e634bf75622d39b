//! Two upgraded streams that are spliced: bytes pass untouched both ways, and one report tells how the
//! connection ended, and who ended it. For whoever stands between a client and a WebSocket server.
//!
//! | to know | read |
//! |---|---|
//! | where the frames of one direction end, and its close | `frames.rs` |
//! | which close is put in | `farewell.rs` |
//! | how bytes move in one direction | `pipe.rs`, with `buffer.rs` |
//! | whose an ending is | `run.rs` |

mod buffer;
mod farewell;
mod frames;
mod pipe;
mod run;

use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncWrite};

use self::run::Run;
use crate::{CloseHandle, CloseMonitor, CloseReport};

impl CloseMonitor {
    /// Splices a client's stream and that of the server behind us, where
    /// [`copy_bidirectional`](tokio::io::copy_bidirectional) stands: after both opening handshakes.
    ///
    /// Bytes pass untouched in both directions, compressed data too; the frames' headers are read along. There
    /// is one report, with the [role](CloseReport::role) of a server: what is
    /// [local](crate::Initiator::Local) in it, the server behind us did.
    ///
    /// | what happened | outcome |
    /// |---|---|
    /// | both close frames passed | [`Clean`](crate::Outcome::Clean), [`Remote`](crate::Initiator::Remote) if the client's came first |
    /// | the server ended TCP without a close frame, and the client was there | [`Dropped`](crate::Outcome::Dropped), logged as WARN: a restart, or a crash |
    /// | the client vanished | [`Eof`](crate::Outcome::Eof), [`Reset`](crate::Outcome::Reset), [`Unreachable`](crate::Outcome::Unreachable) |
    /// | both did in one moment | the client's, since it is not known to have been dropped |
    /// | the server closed, the client ended TCP without an answer | [`Unanswered`](crate::Outcome::Unanswered) |
    /// | the client closed, the server ended TCP without an answer | [`Abandoned`](crate::Outcome::Abandoned) |
    /// | the client closed, the server did not answer in time | [`Timeout`](crate::Outcome::Timeout), which is [ours](crate::Blame::Ours) |
    /// | the client's frames broke a rule | [`ProtocolError`](crate::Outcome::ProtocolError), once the server has closed for it or TCP has ended |
    /// | the future was dropped | [`Abandoned`](crate::Outcome::Abandoned), with the error type [`Cancelled`](crate::ErrorType::Cancelled) |
    ///
    /// An illegal close passes as it is, and is a violation, received or sent. The payload of data is not
    /// looked at, so text that is no UTF-8 is left to the server, and told as its close.
    ///
    /// The report is made at the moment of the ending. Then, or once one side has ended TCP, the other
    /// direction goes on for a while, so that a close frame is not lost to a reset: for
    /// [`linger`](Splice::linger), or, where a close frame waits for room or for its answer, the policy's
    /// [`close_timeout`](crate::Policy::close_timeout). Of the policy nothing else counts here.
    ///
    /// A [drain](Self::drain), a tag or a [handle](Splice::close_handle) closes both sides, each at the next
    /// boundary of a frame; where none comes by the deadline, the outcome is
    /// [`Timeout`](crate::Outcome::Timeout).
    ///
    /// # Example: a client that closes
    ///
    /// ```
    /// use closeframe::{CloseMonitor, Initiator, Outcome};
    /// use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// let ((mut client, mut near), (mut far, mut server)) = (duplex(64), duplex(64));
    /// // Masked with zeros: 1000.
    /// client.write_all(b"\x88\x82\0\0\0\0\x03\xE8").await?;
    /// server.write_all(b"\x88\x02\x03\xE8").await?;
    /// server.shutdown().await?;
    /// client.shutdown().await?;
    ///
    /// let spliced = CloseMonitor::silent().splice(&mut near, &mut far).await;
    /// assert_eq!(spliced.report.outcome(), Outcome::Clean);
    /// assert_eq!(spliced.report.initiator(), Initiator::Remote);
    /// assert_eq!((spliced.to_upstream, spliced.to_client), (8, 4));
    /// # Ok::<(), std::io::Error>(())
    /// # })?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn splice<'s, C, U>(&self, client: &'s mut C, upstream: &'s mut U) -> Splice<'s, C, U> {
        Splice { client, upstream, run: Run::new(self) }
    }
}

/// The future of a spliced connection: made by [`CloseMonitor::splice`].
///
/// When it is done, both streams have been shut, as far as they let it be done.
///
/// # Panics
///
/// In a tokio runtime without `time`, once one side has ended. Without any runtime, what is left then goes on
/// without a limit.
///
/// # Cancel safety
///
/// Dropping it ends the connection: what was read, and not written, is lost. It is reported as
/// [`Abandoned`](crate::Outcome::Abandoned).
#[must_use = "nothing passes unless it is polled"]
pub struct Splice<'s, C, U> {
    client: &'s mut C,
    upstream: &'s mut U,
    run: Run,
}

/// What became of a [splice](CloseMonitor::splice).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Spliced {
    /// How the connection ended.
    pub report: Arc<CloseReport>,
    /// How many bytes went to the server.
    pub to_upstream: u64,
    /// How many bytes went to the client.
    pub to_client: u64,
}

impl<C, U> Splice<'_, C, U> {
    /// Where one side ends without a close frame, and the other has not closed, hands that a close before the
    /// end of the stream: what [`relay`](crate::relay) makes of the ending.
    ///
    /// Off unless asked for: then nothing goes out that did not come in. It is handed over only at a
    /// boundary of a frame, and what is answered to it counts no more.
    pub fn tell_survivor(mut self) -> Self {
        self.run.tell_survivor = true;
        self
    }

    /// No extension was agreed on: no `Sec-WebSocket-Extensions` stood in the response. So a reserved bit
    /// breaks the protocol (RFC 6455 section 5.2), and is told as that; otherwise it may mark compressed
    /// data, and the server decides.
    pub fn without_extensions(mut self) -> Self {
        self.run.forbid_extensions();
        self
    }

    /// Passes these bytes on before the client's next: what was read of it beside its request.
    pub fn with_client_leftover(mut self, leftover: impl Into<Bytes>) -> Self {
        self.run.to_upstream.read_first(leftover.into());
        self
    }

    /// Passes these bytes on before the server's next: what was read of it beside its response.
    pub fn with_upstream_leftover(mut self, leftover: impl Into<Bytes>) -> Self {
        self.run.to_client.read_first(leftover.into());
        self
    }

    /// How long one direction goes on when the connection has ended: 1 s unless set.
    pub fn linger(mut self, limit: Duration) -> Self {
        self.run.linger = limit;
        self
    }

    /// Has this connection found by [`CloseMonitor::close_tagged`], until it ends.
    pub fn tag(&self, tag: &str) {
        self.run.connection.tag(tag);
    }

    /// A handle that asks from anywhere that both sides be closed.
    pub fn close_handle(&self) -> CloseHandle {
        self.run.connection.close_handle()
    }
}

impl<C, U> Future for Splice<'_, C, U>
where
    C: AsyncRead + AsyncWrite + Unpin,
    U: AsyncRead + AsyncWrite + Unpin,
{
    type Output = Spliced;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Spliced> {
        let Self { client, upstream, run } = &mut *self;
        run.poll(cx, &mut **client, &mut **upstream)
    }
}

impl<C, U> fmt::Debug for Splice<'_, C, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Splice").field("run", &self.run).finish_non_exhaustive()
    }
}
