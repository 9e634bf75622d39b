//! What is measured: the same work done by a bare socket and by a wrapped one, over an io in memory,
//! so that nothing but the sockets' own cost is seen.

pub(crate) mod budget;
pub(crate) mod by_hand;
pub(crate) mod callgrind;
pub(crate) mod closes;
pub(crate) mod growth;
#[allow(dead_code, reason = "only one bench has connections that wait")]
pub(crate) mod idle;
pub(crate) mod io;
pub(crate) mod messages;
pub(crate) mod observers;
#[allow(dead_code, reason = "instructions are not compared in pairs")]
pub(crate) mod pairs;
#[allow(dead_code, reason = "instructions and times need none of it")]
pub(crate) mod process;
#[allow(dead_code, reason = "only one bench has proxies")]
pub(crate) mod proxies;

use std::fmt;

use tokio::runtime::{Builder, Runtime};
use tungstenite::protocol;

/// Every socket here is a server's: it unmasks what it reads.
pub(crate) const ROLE: protocol::Role = protocol::Role::Server;

/// The library whose socket is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Api {
    /// `tungstenite::WebSocket`
    Blocking,
    /// `tokio_tungstenite::WebSocketStream`
    Async,
}

impl Api {
    pub(crate) const ALL: [Self; 2] = [Self::Blocking, Self::Async];
}

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Blocking => "blocking",
            Self::Async => "async",
        })
    }
}

/// What async sockets are driven in. It has no io: theirs is in memory.
pub(crate) fn runtime() -> Runtime {
    Builder::new_current_thread().enable_time().build().expect("a runtime without io")
}

/// Whether `cargo bench` has asked for figures. Otherwise it is `cargo test`, or somebody who gives
/// `--quick` or `--test`: then it is enough that everything runs.
pub(crate) fn figures_are_wanted() -> bool {
    let given = |flag: &str| std::env::args().any(|arg| arg == flag);
    given("--bench") && !given("--quick") && !given("--test")
}
