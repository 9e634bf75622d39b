//! TLS that ends without close_notify: a cut that an attacker on the way can make (RFC 8446 section
//! 6.1), told apart from an orderly end.

use std::sync::Arc;

use closeframe::{Close, CloseCode, CloseMonitor, ErrorType, MonitoredStream, Outcome, Role};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio_rustls::{
    TlsAcceptor, TlsConnector, TlsStream,
    rustls::{
        ClientConfig, RootCertStore, ServerConfig,
        pki_types::{PrivateKeyDer, ServerName},
    },
};
use tungstenite::{Error, Message};

use crate::{
    Held,
    wire::{Reports, body, close, frames, other, text},
};

type Tls = TlsStream<DuplexStream>;
type Ws = MonitoredStream<Tls>;

/// Both ends of a TLS connection in memory: the server's, then the client's.
async fn tls() -> (Tls, Tls) {
    let names = vec!["server.example".to_owned()];
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(names).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let client = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let server = ServerConfig::builder().with_no_client_auth();
    let server = server.with_single_cert(vec![cert.der().clone()], key).unwrap();

    let (at_server, at_client) = duplex(64 * 1024);
    let name = ServerName::try_from("server.example").unwrap();
    let connector = TlsConnector::from(Arc::new(client));
    let (server, client) = tokio::join!(
        TlsAcceptor::from(Arc::new(server)).accept(at_server),
        connector.connect(name, at_client),
    );
    (server.unwrap().into(), client.unwrap().into())
}

/// A wrapped socket in a role, by the paved path, and its peer, which speaks in bytes.
async fn open(monitor: &CloseMonitor, role: Role) -> (Ws, Tls) {
    let (server, client) = tls().await;
    let uri = "wss://server.example/";
    match role {
        Role::Server => {
            let peer = tokio_tungstenite::client_async(uri, client);
            let (ws, peer) = tokio::join!(monitor.accept(server), peer);
            (ws.unwrap(), peer.unwrap().0.into_inner())
        }
        Role::Client => {
            let peer = tokio_tungstenite::accept_async(server);
            let (ws, peer) = tokio::join!(monitor.connect_with(uri, client, None), peer);
            (ws.unwrap().0, peer.unwrap().into_inner())
        }
    }
}

/// How the peer's end of the connection ends.
#[derive(Debug, Clone, Copy)]
enum End {
    CloseNotify,
    Truncated,
    TruncatedRecord,
    ForgedRecord,
}

impl End {
    const ALL: [Self; 4] =
        [Self::CloseNotify, Self::Truncated, Self::TruncatedRecord, Self::ForgedRecord];

    async fn happen(self, mut peer: Tls) {
        match self {
            Self::CloseNotify => peer.shutdown().await.unwrap(),
            // rustls says nothing when it is dropped.
            Self::Truncated => {}
            // A record of application data that declares 32 bytes (RFC 8446 section 5.2).
            Self::TruncatedRecord => below(&mut peer).write_all(RECORD).await.unwrap(),
            Self::ForgedRecord => {
                let record = [RECORD, &[b'x'; 32]].concat();
                below(&mut peer).write_all(&record).await.unwrap();
            }
        }
    }

    /// As the report has it where a close frame was due.
    fn told(self) -> (Outcome, ErrorType) {
        match self {
            Self::CloseNotify => (Outcome::Eof, ErrorType::Eof),
            Self::Truncated | Self::TruncatedRecord => (Outcome::Eof, ErrorType::TlsTruncated),
            Self::ForgedRecord => (Outcome::IoError, ErrorType::Io),
        }
    }
}

const RECORD: &[u8] = b"\x17\x03\x03\0\x20";

/// What carries the records.
fn below(tls: &mut Tls) -> &mut DuplexStream {
    match tls {
        TlsStream::Client(tls) => tls.get_mut().0,
        TlsStream::Server(tls) => tls.get_mut().0,
    }
}

/// Reads to the end; returns the error, if there was one.
async fn read_all(ws: &mut Ws) -> Option<Error> {
    let mut error = None;
    while let Some(read) = ws.next().await {
        error = error.or(read.err());
    }
    error
}

#[tokio::test(start_paused = true)]
async fn without_a_close_frame_a_cut_is_told_from_an_orderly_end() {
    let _turn = Held::begin();
    for &role in Role::ALL {
        let whole = close(other(role), 1000, b"");
        let half = whole[..3].to_vec();
        for sends in [Vec::new(), text(other(role), "hi"), half] {
            for end in End::ALL {
                let (monitor, reports) = Reports::monitor();
                let (mut ws, mut peer) = open(&monitor, role).await;
                peer.write_all(&sends).await.unwrap();
                end.happen(peer).await;
                let context = format!("{role}, {end:?} after {sends:?}");
                assert!(read_all(&mut ws).await.is_some(), "{context}");
                let report = reports.only();
                let told = (report.outcome(), report.error_type().unwrap());
                assert_eq!(told, end.told(), "{context}");
                assert_eq!(report.code(), Some(CloseCode::ABNORMAL_CLOSURE), "{context}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_close_of_ours_is_unanswered_and_how_tls_ended_is_told() {
    let _turn = Held::begin();
    for &role in Role::ALL {
        for end in End::ALL {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, peer) = open(&monitor, role).await;
            ws.send(Close::normal().into()).await.unwrap();
            end.happen(peer).await;
            assert!(read_all(&mut ws).await.is_some());
            let sentence = "sent 1000 Normal Closure; no close frame received (unanswered)";
            assert_eq!(reports.only().to_string(), sentence, "{role} {end:?}");
            assert_eq!(reports.only().error_type(), Some(end.told().1), "{role} {end:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn after_both_close_frames_it_makes_no_difference_how_tls_ends() {
    let _turn = Held::begin();
    for &role in Role::ALL {
        for is_ours_first in [true, false] {
            // A forged record fails tokio-rustls with the close of the same segment unread.
            for end in [End::CloseNotify, End::Truncated, End::TruncatedRecord] {
                let (monitor, reports) = Reports::monitor();
                let (mut ws, mut peer) = open(&monitor, role).await;
                if is_ours_first {
                    ws.send(Close::normal().into()).await.unwrap();
                }
                let peer = tokio::spawn(async move {
                    peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
                    let mut first = [0];
                    peer.read_exact(&mut first).await.unwrap();
                    assert_eq!(first, [0x88]);
                    end.happen(peer).await;
                });
                let error = read_all(&mut ws).await;
                assert!(error.is_none(), "{role} {end:?}: {error:?}");
                assert!(reports.only().is_clean(), "{role} {end:?}: {}", reports.only());
                assert_eq!(reports.only().error_type(), None);
                peer.await.unwrap();
            }
        }
    }
}

/// Or the peer would take our end for an attack.
#[tokio::test(start_paused = true)]
async fn we_send_close_notify_after_the_close_frames() {
    let _turn = Held::begin();
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = open(&monitor, role).await;
        peer.write_all(&close(other(role), 1000, b"")).await.unwrap();
        assert!(matches!(ws.next().await, Some(Ok(Message::Close(_)))));
        assert!(ws.next().await.is_none());
        let mut answer = Vec::new();
        // Without close_notify this is an error.
        peer.read_to_end(&mut answer).await.unwrap();
        assert_eq!(frames(&answer), [(0x88, body(1000, ""))]);
        assert!(reports.only().is_clean());
    }
}
