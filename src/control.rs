//! What the outside can do to a connection: ask it to close, and wait for its end.

use std::{
    fmt, mem,
    sync::{Arc, PoisonError, atomic::Ordering},
    task::Waker,
};

#[cfg(feature = "tokio")]
use crate::sync::Notify;
use crate::{
    Close, CloseReport,
    sync::{AtomicBool, Mutex, MutexGuard},
};

/// Closes a connection from anywhere, and waits for its end: cloneable, and usable from any task,
/// also after `split()`.
///
/// Made by [`MonitoredStream::close_handle`](crate::MonitoredStream::close_handle) or
/// [`MonitoredSocket::close_handle`](crate::MonitoredSocket::close_handle). It keeps nothing of the
/// connection alive but its report.
#[derive(Clone)]
pub struct CloseHandle(Arc<Control>);

impl CloseHandle {
    pub(crate) fn new(control: Arc<Control>) -> Self {
        Self(control)
    }

    /// Asks the connection to close, and wakes whoever polls it. A second request, or one to a
    /// connection that is closing already, is a no-op.
    ///
    /// The close frame goes out when the socket is next read or flushed, behind what was sent before
    /// that. From then on sending fails with `SendAfterClosing`: a handler that returns on that drops
    /// the socket before the peer has answered. Let it read on until the stream ends.
    pub fn close(&self, close: Close) {
        self.0.request(close);
    }

    /// How the connection ended, if it has.
    #[must_use]
    pub fn close_report(&self) -> Option<Arc<CloseReport>> {
        self.0.report()
    }

    /// Waits until the connection has ended.
    ///
    /// # Cancel safety
    ///
    /// Dropping the future changes nothing; any number may wait.
    ///
    /// # Example: close a split socket from elsewhere
    ///
    /// ```
    /// # use tokio_tungstenite::WebSocketStream;
    /// # use tungstenite::protocol::Role;
    /// use closeframe::{Close, CloseCode, CloseLayer};
    /// use futures_util::StreamExt;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let (io, peer) = tokio::io::duplex(1024);
    /// # tokio::spawn(async move {
    /// #     let mut peer = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
    /// #     while peer.next().await.is_some() {}
    /// # });
    /// # let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
    /// let ws = CloseLayer::silent().wrap(ws);
    /// let handle = ws.close_handle();
    /// let (_sink, mut stream) = ws.split();
    /// tokio::spawn(async move { while stream.next().await.is_some() {} });
    ///
    /// handle.close(Close::new(CloseCode::POLICY_VIOLATION, "")?);
    /// let report = handle.closed().await;
    /// assert_eq!(
    ///     report.to_string(),
    ///     "sent 1008 Policy Violation; then received 1008 Policy Violation",
    /// );
    /// # Ok::<(), closeframe::InvalidClose>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "tokio")]
    pub async fn closed(&self) -> Arc<CloseReport> {
        loop {
            // Before the look, so that an end in between is not missed.
            let ended = self.0.ended.notified();
            if let Some(report) = self.0.report() {
                return report;
            }
            ended.await;
        }
    }
}

impl fmt::Debug for CloseHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloseHandle").field("report", &self.0.report()).finish_non_exhaustive()
    }
}

/// What a connection shares with its handles and its layer: the one allocation that it costs.
#[derive(Debug, Default)]
pub(crate) struct Control {
    /// Looked at for each poll, so that the lock is not: somebody asks for a close, or the owner of
    /// the socket has something to do first.
    attention: AtomicBool,
    outside: Mutex<Outside>,
    #[cfg(feature = "tokio")]
    ended: Notify,
}

#[derive(Debug, Default)]
struct Outside {
    request: Option<Close>,
    /// Of the reading and the writing half, changed only when another task polls.
    wakers: [Option<Waker>; 2],
    /// Once the connection has ended. From then on there is nothing else.
    report: Option<Arc<CloseReport>>,
}

impl Control {
    pub(crate) fn request(&self, close: Close) {
        let mut outside = self.outside();
        if outside.report.is_some() {
            return;
        }
        outside.request.get_or_insert(close);
        let wakers = outside.wakers.clone();
        self.call_attention();
        drop(outside);
        wakers.into_iter().flatten().for_each(Waker::wake);
    }

    /// Has the owner of the socket look before the next message.
    pub(crate) fn call_attention(&self) {
        self.attention.store(true, Ordering::Release);
    }

    /// Whether there is something to look at: one load, on the way of each message.
    #[inline]
    pub(crate) fn wants_attention(&self) -> bool {
        self.attention.load(Ordering::Relaxed)
    }

    /// Takes the request, once, and ends the call for attention.
    pub(crate) fn take_request(&self) -> Option<Close> {
        // Before the lock, under which requests are made: one that comes now calls anew.
        self.attention.store(false, Ordering::Relaxed);
        self.outside().request.take()
    }

    /// Remembers whom to wake.
    #[cfg(feature = "tokio")]
    pub(crate) fn remember(&self, half: usize, waker: &Waker) {
        let mut outside = self.outside();
        // Nobody will ask any more, and a handle is to keep nothing but the report.
        if outside.report.is_some() {
            return;
        }
        // Dropping a waker may run anything: not under the lock.
        let former = outside.wakers[half].replace(waker.clone());
        let is_late = outside.request.is_some();
        drop(outside);
        drop(former);
        // A request that came before the waker did must not wait for the next one.
        if is_late {
            waker.wake_by_ref();
        }
    }

    /// Says how the connection ended, to whoever waits for that or will ask.
    pub(crate) fn end(&self, report: Arc<CloseReport>) {
        let ended = Outside { report: Some(report), ..Outside::default() };
        let former = mem::replace(&mut *self.outside(), ended);
        // Dropping a waker may run anything: not under the lock.
        drop(former);
        #[cfg(feature = "tokio")]
        self.ended.notify_waiters();
    }

    pub(crate) fn report(&self) -> Option<Arc<CloseReport>> {
        self.outside().report.clone()
    }

    fn outside(&self) -> MutexGuard<'_, Outside> {
        // Nothing panics while it is held; and if, the wakers are still the wakers.
        self.outside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
