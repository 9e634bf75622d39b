//! The endpoints of a process: a small set of names, so that they can be a metric label.

use std::{
    fmt,
    sync::{Mutex, OnceLock, PoisonError},
};

use crate::frame::cut;

/// The names, in the order in which they came; each is kept for ever.
static NAMES: [OnceLock<Box<str>>; Endpoint::MAX] = [const { OnceLock::new() }; Endpoint::MAX];
/// Held while a name is added.
static ADDING: Mutex<()> = Mutex::new(());

/// Where connections are opened, in the application's words: `chat`, for example.
///
/// It multiplies the metrics' series, so a process has at most [`MAX`](Self::MAX) of them; all further
/// names are [`OTHER`](Self::OTHER). Take a route's name, never what a client has sent.
///
/// [`CloseMonitor::endpoint`](crate::CloseMonitor::endpoint) sets it for a monitor. Where the request
/// decides, the callback of [`accept_with`](crate::CloseMonitor::accept_with) puts it among the response's
/// extensions; a refusal may carry it too.
///
/// # Example: the endpoint by the path
///
/// ```no_run
/// use closeframe::{CloseMonitor, Endpoint, tungstenite::handshake::server::{Request, Response}};
///
/// # async fn handle(closes: CloseMonitor, tcp: tokio::net::TcpStream) -> Result<(), Box<dyn std::error::Error>> {
/// let by_path = |request: &Request, mut response: Response| {
///     if request.uri().path() == "/chat" {
///         response.extensions_mut().insert(Endpoint::named("chat"));
///     }
///     Ok(response)
/// };
/// let ws = closes.accept_with(tcp, None, by_path).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Endpoint(u8);

impl Endpoint {
    /// How many endpoints a process can tell apart.
    pub const MAX: usize = 32;

    /// What all further ones are called.
    pub const OTHER: &'static str = "other";

    /// How long a name may be, in bytes; what is longer is cut at a character's boundary.
    pub const MAX_LEN: usize = 64;

    /// The endpoint of this name; without one it is [`OTHER`](Self::OTHER), since an empty label is none.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let name = cut(name, Self::MAX_LEN);
        let reserved = name.is_empty() || name == Self::OTHER;
        let known = || NAMES.iter().map_while(OnceLock::get).position(|it| **it == *name);
        // Found without a lock, but for the first time.
        let index = known().or_else(|| {
            let _adding = ADDING.lock().unwrap_or_else(PoisonError::into_inner);
            known().or_else(|| {
                let free = NAMES.iter().position(|it| it.get().is_none());
                free.filter(|free| !reserved && NAMES[*free].set(name.into()).is_ok())
            })
        });
        Self(index.unwrap_or(Self::MAX) as u8)
    }

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        NAMES.get(usize::from(self.0)).and_then(OnceLock::get).map_or(Self::OTHER, |name| name)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Endpoint").field(&self.as_str()).finish()
    }
}
