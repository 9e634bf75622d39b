//! What the console shows: the open connections, and how the others ended.
//!
//! The report of an ending does not say which connection it is about. So each connection has an
//! observer of its own, a [`Visit`], which the opening handshake tells its path.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use closeframe::{
    CloseReport, Observer,
    catalog::{EndingTexts, Locale},
    observe::Opened,
};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::{self, Receiver, Sender};
use tungstenite::{
    handshake::server::{Callback, ErrorResponse, Request, Response},
    http::Uri,
};

use super::kind::Kind;

/// The span of the chart's longest range.
const REMEMBERED_SECONDS: u64 = 600;
const REMEMBERED_ENDINGS: usize = 50;
/// Of the open connections, a snapshot lists the newest. A page shows few of them, but wants others to
/// show when these end.
const LISTED_OPEN: usize = 1000;
/// News that a page may be behind before it has to begin anew.
const NEWS_IN_WAITING: usize = 256;
/// A client may ask for a path of any length.
const SHOWN_PATH_CHARS: usize = 100;

/// Keeps what the console shows, and tells the pages that are open of every change.
#[derive(Clone, Debug)]
pub(crate) struct Book {
    state: Arc<Mutex<State>>,
    news: Sender<News>,
}

/// A server-sent event.
#[derive(Clone, Debug)]
pub(crate) struct News {
    pub(crate) name: &'static str,
    pub(crate) json: Arc<str>,
}

#[derive(Debug, Default)]
struct State {
    opened: u64,
    open: BTreeMap<u64, Value>,
    /// As many as the metric has series, at most, whatever clients send.
    totals: Vec<(Kind, u64)>,
    /// The seconds in which something ended, oldest first; kinds go by their place in `totals`.
    seconds: VecDeque<(u64, BTreeMap<usize, u64>)>,
    /// Newest first.
    endings: VecDeque<Value>,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self { state: Arc::default(), news: broadcast::channel(NEWS_IN_WAITING).0 }
    }

    /// An observer for one connection, to be added to its monitor and given to its handshake.
    pub(crate) fn visit(&self, peer: SocketAddr) -> Visit {
        let path = OnceLock::new();
        Visit(Arc::new(Connection { book: self.clone(), peer, path, id: OnceLock::new() }))
    }

    /// Everything as it is now, and all news from here on.
    pub(crate) fn snapshot(&self) -> (News, Receiver<News>) {
        let mut state = self.state();
        // Under the lock, or a change could be in neither of the two, or in both.
        let receiver = self.news.subscribe();
        let now = now_ms();
        state.forget_before(now / 1000);
        (News::new("snapshot", &state.to_json(now)), receiver)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn publish(&self, name: &'static str, change: impl FnOnce() -> Value) {
        if self.news.receiver_count() > 0 {
            // Fails if the last page has just gone.
            let _ = self.news.send(News::new(name, &change()));
        }
    }
}

impl News {
    fn new(name: &'static str, json: &Value) -> Self {
        Self { name, json: json.to_string().into() }
    }
}

impl State {
    fn count(&mut self, kind: Kind, second: u64) {
        let known = self.totals.iter().position(|(it, _)| *it == kind);
        let place = known.unwrap_or_else(|| {
            self.totals.push((kind, 0));
            self.totals.len() - 1
        });
        self.totals[place].1 += 1;
        // A clock that was put back counts on in the latest second.
        if self.seconds.back().is_none_or(|(latest, _)| *latest < second) {
            self.seconds.push_back((second, BTreeMap::new()));
            self.forget_before(second);
        }
        if let Some((_, counts)) = self.seconds.back_mut() {
            *counts.entry(place).or_default() += 1;
        }
    }

    fn forget_before(&mut self, now: u64) {
        let oldest = now.saturating_sub(REMEMBERED_SECONDS);
        while self.seconds.front().is_some_and(|(second, _)| *second < oldest) {
            self.seconds.pop_front();
        }
    }

    fn to_json(&self, now: u64) -> Value {
        let totals = self.totals.iter().map(|(kind, count)| kind.to_json(*count));
        json!({
            "now": now,
            "opened": self.opened,
            "open_count": self.open.len(),
            "open": self.open.values().rev().take(LISTED_OPEN).collect::<Vec<_>>(),
            "totals": totals.collect::<Vec<_>>(),
            "seconds": self.seconds.iter().collect::<Vec<_>>(),
            "endings": self.endings,
        })
    }
}

/// The observer of one connection.
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

/// An ending for the page: its report, and whose it is. The reasons are as the peer chose them; the page
/// escapes them.
#[derive(Serialize)]
struct Ending<'a> {
    id: u64,
    peer: String,
    path: Option<&'a str>,
    at: u64,
    #[serde(flatten)]
    report: &'a CloseReport,
    /// What the catalog says, by language.
    texts: BTreeMap<&'static str, Value>,
}

fn texts(report: &CloseReport) -> BTreeMap<&'static str, Value> {
    let in_language = |locale: &Locale| {
        let EndingTexts { meaning, when_seen, how_to_fix, retry, .. } =
            report.explanation_in(*locale);
        let retry = retry.phrase(*locale);
        let texts =
            json!({ "meaning": meaning, "when": when_seen, "fix": how_to_fix, "retry": retry });
        (locale.tag(), texts)
    };
    Locale::ALL.iter().map(in_language).collect()
}

impl Visit {
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
        let mut state = book.state();
        state.opened += 1;
        let this = *id.get_or_init(|| state.opened);
        let connection =
            json!({ "id": this, "peer": peer.to_string(), "path": path.get(), "at": now_ms() });
        state.open.insert(this, connection.clone());
        book.publish("opened", || connection);
    }

    fn on_close(&self, report: &CloseReport) {
        let Connection { book, peer, path, id } = &*self.0;
        let Some(id) = id.get() else { return };
        let at = now_ms();
        let (peer, path) = (peer.to_string(), path.get().map(String::as_str));
        let ending = json!(Ending { id: *id, peer, path, at, report, texts: texts(report) });

        let mut state = book.state();
        state.open.remove(id);
        state.count(Kind::of(report), at / 1000);
        state.endings.push_front(ending.clone());
        state.endings.truncate(REMEMBERED_ENDINGS);
        book.publish("closed", || ending);
    }
}

fn now_ms() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}
