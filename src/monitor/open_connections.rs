//! How many connections are open, and where.

use crate::{CloseMonitor, Endpoint};

impl CloseMonitor {
    /// How many connections of this monitor and its clones are open, by endpoint.
    ///
    /// It looks at each of them: fit for a page or a gauge, not for each request.
    ///
    /// # Example: what an operator's page shows
    ///
    /// ```
    /// use std::io::Cursor;
    /// use closeframe::CloseMonitor;
    /// use tungstenite::{WebSocket, protocol::Role};
    ///
    /// let closes = CloseMonitor::silent();
    /// let io = Cursor::new(Vec::new());
    /// let ws = closes.endpoint("chat").wrap(WebSocket::from_raw_socket(io, Role::Server, None));
    /// let open = closes.open_connections();
    /// assert_eq!((open.total(), open.at("chat"), open.at("feed")), (1, 1, 0));
    /// drop(ws);
    /// assert_eq!(closes.open_connections().total(), 0);
    /// ```
    #[must_use]
    pub fn open_connections(&self) -> OpenConnections {
        let mut by_endpoint: Vec<(Option<Endpoint>, usize)> = Vec::new();
        self.registry().each(|connection| {
            let endpoint = connection.endpoint();
            let name = |it: Option<Endpoint>| it.map(Endpoint::as_str);
            match by_endpoint.binary_search_by_key(&name(endpoint), |(it, _)| name(*it)) {
                Ok(place) => by_endpoint[place].1 += 1,
                Err(place) => by_endpoint.insert(place, (endpoint, 1)),
            }
        });
        OpenConnections { by_endpoint }
    }
}

/// How many connections are open: made by [`CloseMonitor::open_connections`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenConnections {
    by_endpoint: Vec<(Option<Endpoint>, usize)>,
}

impl OpenConnections {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.by_endpoint.iter().map(|(_, count)| count).sum()
    }

    /// Those of one [endpoint](CloseMonitor::endpoint).
    #[must_use]
    pub fn at(&self, endpoint: &str) -> usize {
        self.iter().find(|(it, _)| *it == Some(endpoint)).map_or(0, |(_, count)| count)
    }

    /// Each endpoint that has any, by name, and how many; first those without an endpoint, as `None`.
    pub fn iter(&self) -> impl Iterator<Item = (Option<&'static str>, usize)> {
        self.by_endpoint.iter().map(|(endpoint, count)| (endpoint.map(Endpoint::as_str), *count))
    }
}
