//! The monitor: catalog, policy and observers, built once and shared by all connections.

#[cfg(feature = "tokio")]
mod drain;
pub(crate) mod handle;
mod open_connections;
mod origin;
pub(crate) mod registry;
#[cfg(feature = "tokio")]
mod serve;
mod tags;

use std::sync::Arc;

use tracing::{Span, level_filters::LevelFilter};

use self::registry::Registry;
#[cfg(feature = "tokio")]
pub use self::{
    drain::Drained,
    serve::{serve, serve_mapping},
};
pub use self::{handle::CloseHandle, open_connections::OpenConnections};
use crate::{
    CloseTap, CountCloses, LogCloses, Observer, Policy, Role,
    catalog::{Catalog, Locale},
    observe::{Observers, count::code_names},
    origin::Origin,
    sockets::{Wrap, WrapClient, WrapTapped},
};

/// Wraps sockets: holds what all connections share, and is cheap to clone.
///
/// # Example: one monitor for a server
///
/// ```
/// use closeframe::{CloseMonitor, CloseReport};
///
/// // Logs and metrics on, safe policy.
/// let closes = CloseMonitor::default();
/// // The same, and a callback.
/// let closes = closes.with_observer(|report: &CloseReport| println!("{report}"));
/// ```
#[derive(Debug, Clone)]
pub struct CloseMonitor {
    shared: Arc<Shared>,
    catalog: Catalog,
    /// What the events of the connections hang on, instead of the span that is current then.
    span: Option<Span>,
    /// What is known of where the connections come from.
    origin: Option<Arc<Origin>>,
}

#[derive(Debug, Clone, Default)]
struct Shared {
    policy: Policy,
    locale: Locale,
    observers: Observers,
    reads_requests: bool,
    /// The open connections; clones of a monitor share it, whatever else is changed about them.
    registry: Arc<Registry>,
}

impl Default for CloseMonitor {
    /// Counts and logs: [`CountCloses`], then [`LogCloses`]; the rest as in
    /// [`silent`](Self::silent).
    fn default() -> Self {
        Self::silent().with_observer(CountCloses::new()).with_observer(LogCloses::new())
    }
}

impl CloseMonitor {
    /// A monitor without observers, with the standard catalog and the default
    /// [`Policy`].
    #[must_use]
    pub fn silent() -> Self {
        Self { shared: Arc::default(), catalog: Catalog::standard(), span: None, origin: None }
    }

    /// Adds an observer; each is called, in the order in which they were added.
    #[must_use]
    pub fn with_observer(mut self, observer: impl Observer + 'static) -> Self {
        self.change().observers.push(observer);
        self
    }

    /// Sets what the wrappers do of their own accord.
    #[must_use]
    pub fn with_policy(mut self, policy: Policy) -> Self {
        self.change().policy = policy;
        self
    }

    /// Sets the catalog, with the application's own codes or a subprotocol's for example.
    ///
    /// Set it before the first connection opens, in this monitor or another: the names of all catalogs
    /// go into `websocket_close_code_info` then, one series for each code.
    #[must_use]
    pub fn with_catalog(mut self, catalog: Catalog) -> Self {
        code_names::learn(&catalog);
        self.catalog = catalog;
        self
    }

    /// Sets the language of the texts that reports and the log carry. The default value is
    /// [`Locale::English`].
    ///
    /// ```
    /// use closeframe::{CloseMonitor, catalog::Locale};
    ///
    /// let closes = CloseMonitor::default().with_locale(Locale::German);
    /// # drop(closes);
    /// ```
    #[must_use]
    pub fn with_locale(mut self, locale: Locale) -> Self {
        self.change().locale = locale;
        self
    }

    /// A monitor whose connections' events have `span` as parent, instead of the span that is current
    /// when they are wrapped.
    #[must_use]
    pub fn in_span(&self, span: Span) -> Self {
        Self { span: Some(span), ..self.clone() }
    }

    /// Has the observers write what they hold back, as [`LogCloses`] does in a flood. Call it before
    /// the process ends, unless a [drain](Self::drain) does.
    ///
    /// # Example: a server that ends without a drain
    ///
    /// ```
    /// use std::sync::{Arc, atomic::{AtomicUsize, Ordering::Relaxed}};
    /// use closeframe::{CloseMonitor, CloseReport, Observer};
    ///
    /// #[derive(Clone, Default)]
    /// struct Buffered(Arc<AtomicUsize>);
    ///
    /// impl Observer for Buffered {
    ///     fn on_close(&self, _: &CloseReport) {}
    ///
    ///     fn flush(&self) {
    ///         self.0.fetch_add(1, Relaxed);
    ///     }
    /// }
    ///
    /// let buffered = Buffered::default();
    /// let closes = CloseMonitor::default().with_observer(buffered.clone());
    /// closes.flush();
    /// assert_eq!(buffered.0.load(Relaxed), 1);
    /// ```
    pub fn flush(&self) {
        self.observers().each(|observer| observer.flush());
    }

    /// What the wrappers do of their own accord.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.shared.policy
    }

    /// The catalog that explains the codes.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The language of the texts that reports and the log carry.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.shared.locale
    }

    /// Wraps a server's socket that exists already: a `tungstenite::WebSocket`, a
    /// `tokio_tungstenite::WebSocketStream`, or, with the feature `axum`, an
    /// `axum::extract::ws::WebSocket`. A client's goes to [`wrap_client`](Self::wrap_client).
    ///
    /// There is no tap underneath, so reports rely on what tungstenite tells
    /// ([`Source::Tungstenite`](crate::Source::Tungstenite)).
    ///
    /// Wrap a socket before its first close frame. Of one that went before, a blocking socket tells by
    /// `can_read` and `can_write` whether it was ours or the peer's, but no code. tokio-tungstenite's
    /// and axum's tell nothing: a close of yours is reported as the peer's once it is answered, and a
    /// socket whose peer had closed may count as `dropped`.
    #[must_use = "a socket that is not kept is dropped, which ends its connection"]
    pub fn wrap<W: Wrap>(&self, socket: W) -> W::Wrapped {
        socket.wrap_with(self)
    }

    /// Wraps a client's socket that exists already, as [`wrap`](Self::wrap) does a server's: tungstenite
    /// knows which it is, but does not tell.
    ///
    /// # Example: a client that tungstenite connects
    ///
    /// ```no_run
    /// # fn listen() -> Result<(), Box<dyn std::error::Error>> {
    /// let closes = closeframe::CloseMonitor::default();
    /// let (ws, _response) = tungstenite::connect("ws://localhost:9001/feed")?;
    /// let mut ws = closes.wrap_client(ws);
    /// while let Ok(message) = ws.read() {
    ///     println!("{message}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a socket that is not kept is dropped, which ends its connection"]
    pub fn wrap_client<W: WrapClient>(&self, socket: W) -> W::Wrapped {
        socket.wrap_client_with(self)
    }

    /// Wraps a socket whose io is a [`CloseTap`], right after its handshake and before the first read.
    /// The tap knows whether it is a client's.
    ///
    /// # Example: a tap under a handshake of one's own
    ///
    /// ```no_run
    /// # fn serve(tcp: std::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
    /// let closes = closeframe::CloseMonitor::default();
    /// let mut ws = closes.wrap_tapped(tungstenite::accept(closes.tap(tcp))?);
    /// while let Ok(message) = ws.read() {
    ///     println!("{message}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a socket that is not kept is dropped, which ends its connection"]
    pub fn wrap_tapped<W: WrapTapped>(&self, socket: W) -> W::Wrapped {
        socket.wrap_tapped_with(self)
    }

    /// Puts a tap around a server's io, before the WebSocket handshake.
    pub fn tap<Io>(&self, io: Io) -> CloseTap<Io> {
        CloseTap::before_handshake(io, Role::Server)
    }

    /// Puts a tap around a client's io, before the WebSocket handshake.
    pub fn tap_client<Io>(&self, io: Io) -> CloseTap<Io> {
        CloseTap::before_handshake(io, Role::Client)
    }

    /// Puts a tap around a server's io whose WebSocket handshake is over: the next byte read is the first
    /// of a frame.
    ///
    /// Where the handshake has read more than its own bytes already, give them to
    /// [`with_leftover`](CloseTap::with_leftover). A WebSocket that is made over this tap by
    /// `from_partially_read` is misaligned: its part comes past the tap, which then takes the io's
    /// next byte for the beginning of a frame, may wait for the end of a close frame that is none, and
    /// misses the one that comes. Nothing can tell the tap of it; only a part that ends where a frame
    /// does is harmless.
    pub fn tap_upgraded<Io>(&self, io: Io) -> CloseTap<Io> {
        CloseTap::after_handshake(io, Role::Server)
    }

    /// Puts a tap around a client's io whose WebSocket handshake is over, as
    /// [`tap_upgraded`](Self::tap_upgraded) does around a server's.
    pub fn tap_upgraded_client<Io>(&self, io: Io) -> CloseTap<Io> {
        CloseTap::after_handshake(io, Role::Client)
    }

    pub(crate) fn observers(&self) -> &Observers {
        &self.shared.observers
    }

    pub(crate) fn registry(&self) -> &Arc<Registry> {
        &self.shared.registry
    }

    /// The monitor as a connection keeps it that is opened now: with the span that its event will
    /// hang on.
    pub(crate) fn for_connection(&self) -> Self {
        let Self { shared, catalog, origin, .. } = self;
        let (shared, catalog, origin) = (Arc::clone(shared), catalog.clone(), origin.clone());
        Self { shared, catalog, span: self.span_of_event(), origin }
    }

    /// The span that is current, if none was given.
    pub(crate) fn span_of_event(&self) -> Option<Span> {
        match &self.span {
            // Nobody listens, so nobody has made a span.
            None if LevelFilter::current() == LevelFilter::OFF => None,
            None => Some(Span::current()).filter(|span| !span.is_none()),
            given => given.clone(),
        }
    }

    pub(crate) fn take_span(&mut self) -> Option<Span> {
        self.span.take()
    }

    fn change(&mut self) -> &mut Shared {
        Arc::make_mut(&mut self.shared)
    }
}
