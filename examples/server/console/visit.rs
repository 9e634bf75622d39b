//! The observer of one connection, which tells the [`Book`].
//!
//! The report of an ending does not say which connection it is about. So each connection has an observer of its
//! own, which the opening handshake tells its path.

use std::{
    net::SocketAddr,
    sync::{Arc, OnceLock},
};

use closeframe::{CloseReport, Observer, observe::Opened};
use tungstenite::{
    handshake::server::{Callback, ErrorResponse, Request, Response},
    http::Uri,
};

use super::book::Book;

/// A client may ask for a path of any length.
const SHOWN_PATH_CHARS: usize = 100;

#[derive(Clone)]
pub(crate) struct Visit(Arc<Connection>);

struct Connection {
    book: Book,
    peer: SocketAddr,
    /// Known once the opening handshake has come in.
    path: OnceLock<String>,
    /// Given when the connection opens.
    id: OnceLock<u64>,
}

impl Visit {
    pub(super) fn new(book: Book, peer: SocketAddr) -> Self {
        let (path, id) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Connection { book, peer, path, id }))
    }

    /// What the opening handshake asks for.
    pub(crate) fn asks_for(&self, uri: &Uri) {
        let asked = uri.path_and_query().map_or("", |it| it.as_str());
        let path = asked.chars().take(SHOWN_PATH_CHARS).collect();
        // It is called once for each connection.
        let _ = self.0.path.set(path);
    }
}

impl Callback for Visit {
    fn on_request(self, request: &Request, response: Response) -> Result<Response, ErrorResponse> {
        self.asks_for(request.uri());
        Ok(response)
    }
}

impl Observer for Visit {
    fn on_open(&self, _: &Opened<'_>) {
        let Connection { book, peer, path, id } = &*self.0;
        id.get_or_init(|| book.enter(*peer, path.get().cloned()));
    }

    fn on_close(&self, report: &CloseReport) {
        let Connection { book, peer, path, id } = &*self.0;
        let Some(id) = id.get() else { return };
        book.leave(*id, *peer, path.get().map(String::as_str), report);
    }
}
