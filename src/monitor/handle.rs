//! What the outside can do to a connection: ask it to close, and wait for its end. A request is left in a
//! mailbox, [`Control`], and whoever polls the socket is woken to look; nothing is sent from here.

use std::{
    fmt, mem,
    sync::{Arc, PoisonError, atomic::Ordering},
    task::Waker,
    time::Instant,
};

#[cfg(feature = "tokio")]
use crate::sync::Notify;
use crate::{
    Close, CloseReport, Endpoint,
    sync::{AtomicBool, Mutex, MutexGuard},
};

/// Closes a connection from anywhere, and waits for its end: cloneable, and usable from any task,
/// also after `split()`.
///
/// Made by `close_handle` of a wrapper, such as
/// [`MonitoredSocket::close_handle`](crate::MonitoredSocket::close_handle). Once the connection has
/// ended, it keeps nothing of it alive but its report.
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
    /// that. What the owner sends from then on is not sent: it waits for the end of the connection,
    /// drives the close meanwhile, discards what comes in if nobody reads, and fails with
    /// `ConnectionClosed`, once, and then with `AlreadyClosed`. So a handler that returns on the error
    /// leaves a finished handshake behind. [`Policy::send_while_closing`](crate::Policy::send_while_closing)
    /// has it refused at once instead.
    pub fn close(&self, close: Close) {
        self.0.request(close, None);
    }

    /// Whether the connection is closing, or has ended: somebody has asked it to close, or the first
    /// close frame went, either way.
    #[must_use]
    pub fn is_closing(&self) -> bool {
        self.0.is_closing()
    }

    /// How the connection ended, if it has.
    #[must_use]
    pub fn close_report(&self) -> Option<Arc<CloseReport>> {
        self.0.report()
    }

    /// Waits until the connection has ended.
    ///
    /// Not for the task that owns the socket: a connection closes when its socket is polled, and who
    /// waits here does not poll it, so that both wait for ever. There, use the wrapper's own `close`,
    /// such as [`MonitoredStream::close`](crate::MonitoredStream::close), or read on until the stream
    /// ends.
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
    /// use closeframe::{Close, CloseCode, CloseMonitor};
    /// use futures_util::StreamExt;
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let (io, peer) = tokio::io::duplex(1024);
    /// # tokio::spawn(async move {
    /// #     let mut peer = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
    /// #     while peer.next().await.is_some() {}
    /// # });
    /// # let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
    /// let ws = CloseMonitor::silent().wrap(ws);
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

/// What a connection shares with its handles and its monitor: the one allocation that it costs.
#[derive(Debug, Default)]
pub(crate) struct Control {
    endpoint: Option<Endpoint>,
    /// Looked at for each poll, so that the lock is not: somebody asks for a close, or the owner of
    /// the socket has something to do first.
    pending: AtomicBool,
    /// A close was asked for, or the first close frame went.
    is_closing: AtomicBool,
    /// There is something to look at for whoever polls, who has not done so since. Changed under the lock; here,
    /// where it takes no room.
    is_unseen: AtomicBool,
    state: Mutex<ControlState>,
    #[cfg(feature = "tokio")]
    ended: Notify,
}

/// Something has come in, and nobody is known to read: what a [peek] is woken by.
///
/// [peek]: crate::tap::Peeked
#[cfg(feature = "tokio")]
impl std::task::Wake for Control {
    fn wake(self: Arc<Self>) {
        self.wake_halves();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wake_halves();
    }
}

#[derive(Debug, Default)]
struct ControlState {
    /// Boxed: most connections are asked for nothing.
    asked: Option<Box<Asked>>,
    /// Of the reading and the writing half, changed only when another task waits.
    wakers: [Option<Waker>; 2],
    /// Once the connection has ended. From then on there is nothing else.
    report: Option<Arc<CloseReport>>,
}

/// What handles and drains have asked for.
#[derive(Debug, Default)]
struct Asked {
    request: Option<Close>,
    /// When a closing connection is to have ended.
    deadline: Option<Instant>,
}

impl Control {
    pub(crate) fn of(endpoint: Option<Endpoint>) -> Self {
        Self { endpoint, ..Self::default() }
    }

    pub(crate) fn endpoint(&self) -> Option<Endpoint> {
        self.endpoint
    }

    /// Asks for a close, which has an effect unless the connection is closing already, and for an end
    /// by `deadline`. Of several deadlines the earliest counts.
    pub(crate) fn request(&self, close: Close, deadline: Option<Instant>) {
        let mut state = self.lock();
        if state.report.is_some() {
            return;
        }
        let is_first = !self.is_closing.swap(true, Ordering::Relaxed);
        let former = state.asked.as_ref().and_then(|asked| asked.deadline);
        let is_earlier = deadline.is_some_and(|new| former.is_none_or(|former| new < former));
        if !is_first && !is_earlier {
            return;
        }
        let asked = state.asked.get_or_insert_default();
        if is_first {
            asked.request = Some(close);
        }
        if is_earlier {
            asked.deadline = deadline;
        }
        self.is_unseen.store(true, Ordering::Relaxed);
        let wakers = state.wakers.clone();
        self.set_pending();
        drop(state);
        wakers.into_iter().flatten().for_each(Waker::wake);
    }

    /// Has the owner of the socket look before the next message.
    pub(crate) fn set_pending(&self) {
        self.pending.store(true, Ordering::Release);
    }

    /// Whether there is something to look at: one load, on the way of each message.
    #[inline]
    pub(crate) fn has_pending(&self) -> bool {
        self.pending.load(Ordering::Relaxed)
    }

    /// Takes the request, once; from then on nothing is pending.
    pub(crate) fn take_request(&self) -> Option<Close> {
        // Before the lock, under which requests are made: one that comes now calls anew.
        self.pending.store(false, Ordering::Relaxed);
        let mut state = self.lock();
        self.is_unseen.store(false, Ordering::Relaxed);
        state.asked.as_mut()?.request.take()
    }

    /// When the connection is to have ended, if it is closing and somebody waits no longer. When a
    /// new one is set, that is pending.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.lock().asked.as_ref()?.deadline
    }

    /// The first close frame went, either way.
    pub(crate) fn note_closing(&self) {
        self.is_closing.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.is_closing.load(Ordering::Relaxed)
    }

    /// Remembers whom to wake.
    pub(crate) fn register(&self, half: usize, waker: &Waker) {
        let mut state = self.lock();
        // Nobody will ask any more, and a handle is to keep nothing but the report.
        if state.report.is_some() {
            return;
        }
        // Dropping a waker may run anything: not under the lock.
        let former = state.wakers[half].replace(waker.clone());
        let is_late = self.is_unseen.load(Ordering::Relaxed);
        drop(state);
        drop(former);
        // What came before the waker did must not wait for the next to come.
        if is_late {
            waker.wake_by_ref();
        }
    }

    /// Has both halves look.
    pub(crate) fn waker(self: &Arc<Self>) -> Waker {
        #[cfg(feature = "tokio")]
        return Arc::clone(self).into();
        #[cfg(not(feature = "tokio"))]
        return Waker::noop().clone();
    }

    /// Has both halves look.
    #[cfg(feature = "tokio")]
    fn wake_halves(&self) {
        let state = self.lock();
        self.is_unseen.store(true, Ordering::Relaxed);
        let wakers = state.wakers.clone();
        self.set_pending();
        drop(state);
        wakers.into_iter().flatten().for_each(Waker::wake);
    }

    /// Says how the connection ended, to whoever waits for that or will ask.
    pub(crate) fn publish(&self, report: Arc<CloseReport>) {
        self.note_closing();
        let mut state = self.lock();
        let former = (state.asked.take(), mem::take(&mut state.wakers));
        state.report = Some(report);
        drop(state);
        // Dropping a waker may run anything: not under the lock.
        drop(former);
        #[cfg(feature = "tokio")]
        self.ended.notify_waiters();
    }

    pub(crate) fn report(&self) -> Option<Arc<CloseReport>> {
        self.lock().report.clone()
    }

    fn lock(&self) -> MutexGuard<'_, ControlState> {
        // Nothing panics while it is held; and if, the wakers are still the wakers.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(all(test, feature = "tokio"))]
mod tests;
