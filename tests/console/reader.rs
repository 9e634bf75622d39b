//! A console without a browser: a server of its own, endings that never were, and a reader of the events.

use std::{
    io::Cursor,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use closeframe::{CloseMonitor, CloseReport, Observer, catalog::Catalog, observe::Opened};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tungstenite::{WebSocket, protocol::Role};

use crate::server::{
    console::{self, Book, Limits, Visit},
    pages,
};

/// Far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(30);
/// So that little is enough to fill them; the kernel rounds it up.
const BUFFER: u32 = 4096;

pub(crate) struct Console {
    pub(crate) book: Book,
    http: SocketAddr,
}

impl Console {
    pub(crate) fn start(limits: Limits) -> Self {
        let book = Book::new();
        let console = console::router(book.clone(), limits, (Ipv4Addr::LOCALHOST, 1).into(), true);
        let router = pages::router(&Catalog::standard()).merge(console);
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_send_buffer_size(BUFFER).unwrap();
        socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let listener = socket.listen(64).unwrap();
        let http = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { book, http }
    }

    /// A connection that opens, and ends as the report says.
    pub(crate) fn see(&self, report: &CloseReport) {
        self.open().on_close(report);
    }

    /// A connection that stays.
    pub(crate) fn open(&self) -> Visit {
        let visit = self.book.visit((Ipv4Addr::LOCALHOST, 2).into());
        visit.asks_for(&"/chat".parse().unwrap());
        let raw = WebSocket::from_raw_socket(Cursor::new(Vec::new()), Role::Server, None);
        drop(CloseMonitor::silent().with_observer(OpenAlone(visit.clone())).wrap(raw));
        visit
    }

    /// Asks for the events, and reads the head of the answer.
    pub(crate) async fn read(&self) -> Reader {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(BUFFER).unwrap();
        let mut tcp = socket.connect(self.http).await.unwrap();
        // To HTTP/1.0 the body is sent as it is, without chunks.
        tcp.write_all(b"GET /events HTTP/1.0\r\nHost: console\r\n\r\n").await.unwrap();
        let mut reader = Reader { tcp: BufReader::new(tcp), head: String::new() };
        loop {
            let line = reader.line().await.expect("a whole head");
            if line.is_empty() {
                return reader;
            }
            reader.head += &format!("{line}\n");
        }
    }
}

/// How a connection ends is told by the report.
struct OpenAlone(Visit);

impl Observer for OpenAlone {
    fn on_open(&self, opened: &Opened<'_>) {
        self.0.on_open(opened);
    }

    fn on_close(&self, _: &CloseReport) {}
}

pub(crate) struct Reader {
    tcp: BufReader<TcpStream>,
    pub(crate) head: String,
}

impl Reader {
    pub(crate) fn is_refused(&self) -> bool {
        let status = self.head.split(' ').nth(1).unwrap();
        assert!(["200", "503"].contains(&status), "{}", self.head);
        status == "503"
    }

    /// What is left until the end.
    pub(crate) async fn rest(mut self) -> String {
        let mut rest = String::new();
        timeout(PATIENCE, self.tcp.read_to_string(&mut rest)).await.expect("an end").unwrap();
        rest
    }

    /// The next event, with its data; `None` at the end.
    pub(crate) async fn event(&mut self) -> Option<(String, Value)> {
        let (mut name, mut data) = (String::new(), String::new());
        loop {
            let line = self.line().await?;
            match line.split_once(": ") {
                Some(("event", it)) => name = it.to_owned(),
                Some(("data", it)) => data = it.to_owned(),
                None if line.is_empty() && !name.is_empty() => {
                    return Some((name, serde_json::from_str(&data).unwrap_or(Value::Null)));
                }
                _ => assert!(line.is_empty() || line.starts_with(':'), "{line}"),
            }
        }
    }

    /// The next event, which has to be of this name.
    pub(crate) async fn told(&mut self, name: &str) -> Value {
        let (its, data) = self.event().await.expect("an event");
        assert_eq!(its, name);
        data
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = timeout(PATIENCE, self.tcp.read_line(&mut line)).await.expect("a line").unwrap();
        (read > 0).then(|| line.trim_end().to_owned())
    }
}
