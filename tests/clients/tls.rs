//! `wss://` to a server with a certificate of an authority of the test's.

use std::{net::SocketAddr, process::Stdio, sync::Arc};

use closeframe::{
    CloseMonitor, CloseReport, ErrorType, Outcome, Policy,
    catalog::{self, Retry},
    observe::HandshakeFailure,
    tokio_rustls::{
        TlsAcceptor, TlsConnector,
        rustls::{
            ClientConfig, RootCertStore, ServerConfig,
            crypto::{CryptoProvider, ring},
            pki_types::{PrivateKeyDer, ServerName},
        },
        server::TlsStream,
    },
};
use futures_util::{SinkExt, StreamExt};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    process::Command,
};
use tokio_tungstenite::MaybeTlsStream;
use tungstenite::{
    ClientRequestBuilder, Error, Message, client::IntoClientRequest, error::TlsError,
    handshake::server::Request,
};

use super::{
    Reports, converse,
    heard::Heard,
    read_head, serve_echo,
    streams::{proxy, tunnel},
};

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: rcgen::Certificate,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new([]).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { issuer: Issuer::new(params, key), certificate }
    }

    /// The configuration of a client that trusts it alone.
    fn client(&self) -> Arc<ClientConfig> {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.der().clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots);
        Arc::new(config.with_no_client_auth())
    }

    async fn server(&self, names: &[&str]) -> Server {
        let names = names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(names).unwrap();
        let certificate = certificate.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        Server { listener, address, acceptor: TlsAcceptor::from(Arc::new(config)) }
    }
}

struct Server {
    listener: TcpListener,
    address: SocketAddr,
    acceptor: TlsAcceptor,
}

impl Server {
    fn url(&self, host: &str) -> String {
        format!("wss://{host}:{}/", self.address.port())
    }

    async fn accept(&self) -> Result<TlsStream<TcpStream>, std::io::Error> {
        let (tcp, _) = self.listener.accept().await.unwrap();
        self.acceptor.accept(tcp).await
    }

    /// Serves one connection; also returns the name and the protocol that the client asked for.
    async fn echo(&self) -> (Request, CloseReport, Option<String>, Option<Vec<u8>>) {
        let tls = self.accept().await.unwrap();
        let (_, session) = tls.get_ref();
        let name = session.server_name().map(str::to_owned);
        let protocol = session.alpn_protocol().map(<[u8]>::to_vec);
        let (asked, report) = serve_echo(tls).await;
        (asked, report, name, protocol)
    }
}

#[tokio::test]
async fn an_own_configuration_is_trusted() {
    let authority = Authority::new();
    let server = authority.server(&["localhost", "127.0.0.1"]).await;
    let reports = Reports::default();
    let closes = reports.monitor(Policy::default());
    for (host, sent) in [("localhost", Some("localhost")), ("127.0.0.1", None)] {
        let client = async {
            let request = ClientRequestBuilder::new(server.url(host).parse().unwrap())
                .with_header("Authorization", "Bearer 123")
                .into_client_request()
                .unwrap();
            let (mut ws, _) = closes.connect_rustls(request, authority.client()).await.unwrap();
            assert!(matches!(ws.get_ref(), MaybeTlsStream::Rustls(_)));
            converse(&mut ws).await;
        };
        let ((), (asked, report, name, protocol)) = tokio::join!(client, server.echo());
        assert_eq!(asked.headers()["authorization"], "Bearer 123");
        assert_eq!(asked.headers()["host"], format!("{host}:{}", server.address.port()));
        assert!(report.is_clean(), "{report}");
        // No name is sent for an address (RFC 6066 section 3).
        assert_eq!(name.as_deref(), sent);
        assert_eq!(protocol, None);
    }
    assert_eq!(reports.sentences().len(), 2);
}

/// Of what `connect` and its like failed with.
fn told<T>(result: Result<T, Error>) -> (String, Retry) {
    let error = result.err().expect("an error");
    (error.to_string(), catalog::advice_for_error(&error).retry())
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let authority = Authority::new();
    let server = authority.server(&["other.example"]).await;
    let heard = Heard::default();
    let (url, closes) = (server.url("localhost"), heard.monitor());
    let (client, accepted) =
        tokio::join!(closes.connect_rustls(&url, authority.client()), server.accept());
    assert!(accepted.is_err());
    assert_eq!(heard.unopened(), [(HandshakeFailure::Transport, Some(ErrorType::Tls), None)]);
    let error = client.unwrap_err();
    assert!(matches!(error, Error::Tls(TlsError::Rustls(_))), "{error:?}");
    assert_eq!(catalog::advice_for_error(&error).retry(), Retry::Backoff);
    assert!(error.to_string().contains("certificate not valid for name \"localhost\""), "{error}");
}

#[tokio::test]
async fn a_server_without_tls_is_an_error_and_so_is_a_cut() {
    let authority = Authority::new();
    let server = authority.server(&["localhost"]).await;
    let (url, closes) = (server.url("localhost"), CloseMonitor::silent());
    let speaks_http = async {
        let (mut tcp, _) = server.listener.accept().await.unwrap();
        tcp.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        tcp
    };
    let (client, _tcp) = tokio::join!(closes.connect_rustls(&url, authority.client()), speaks_http);
    let (text, retry) = told(client);
    assert!(text.starts_with("TLS error: "), "{text}");
    assert_eq!(retry, Retry::Backoff);

    let goes = async { drop(server.listener.accept().await.unwrap()) };
    let (client, ()) = tokio::join!(closes.connect_rustls(&url, authority.client()), goes);
    let (text, retry) = told(client);
    assert!(text.starts_with("IO error: "), "{text}");
    assert_eq!(retry, Retry::Backoff);
}

#[tokio::test]
async fn a_name_that_is_none_is_refused_before_anything_opens() {
    let heard = Heard::default();
    let closes = heard.monitor();
    let config = Authority::new().client();
    for host in ["a..b", "-a", "a-", "a%b"] {
        let (text, retry) =
            told(closes.connect_rustls(format!("wss://{host}/"), config.clone()).await);
        assert_eq!(retry, Retry::AfterFix, "{host}: {text}");
    }
    // Nobody was asked for a connection.
    assert_eq!(heard.unopened(), []);
}

#[tokio::test]
async fn a_plain_url_stays_plain_with_a_configuration() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    let server = async { serve_echo(listener.accept().await.unwrap().0).await };
    let client = async {
        let config = Authority::new().client();
        let (mut ws, _) = CloseMonitor::silent().connect_rustls(&url, config).await.unwrap();
        assert!(matches!(ws.get_ref(), MaybeTlsStream::Plain(_)));
        converse(&mut ws).await;
    };
    tokio::join!(client, server);
}

#[tokio::test]
async fn tls_that_is_cut_is_told_from_an_orderly_end() {
    let authority = Authority::new();
    let server = authority.server(&["localhost"]).await;
    for (orderly, expected) in [(false, ErrorType::TlsTruncated), (true, ErrorType::Eof)] {
        let peer = async {
            let tls = server.accept().await.unwrap();
            let mut tls = tokio_tungstenite::accept_async(tls).await.unwrap().into_inner();
            if orderly {
                tls.shutdown().await.unwrap();
            }
        };
        let client = async {
            let (url, closes) = (server.url("localhost"), CloseMonitor::silent());
            let (mut ws, _) = closes.connect_rustls(url, authority.client()).await.unwrap();
            while ws.next().await.is_some() {}
            let report = ws.close_report().unwrap();
            assert_eq!(report.outcome(), Outcome::Eof);
            assert_eq!(report.error_type(), Some(expected));
        };
        tokio::join!(peer, client);
    }
}

#[tokio::test]
async fn what_is_in_flight_does_not_spoil_a_close() {
    let authority = Authority::new();
    let server = authority.server(&["localhost"]).await;
    let peer = async {
        let tls = server.accept().await.unwrap();
        let mut ws = CloseMonitor::silent().accept(tls).await.unwrap();
        for _ in 0..20 {
            ws.send(Message::binary(vec![0; 1024])).await.unwrap();
        }
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("go"));
        while ws.next().await.is_some() {}
        assert!(ws.close_report().unwrap().is_clean());
    };
    let client = async {
        let (url, closes) = (server.url("localhost"), CloseMonitor::silent());
        let (mut ws, _) = closes.connect_rustls(url, authority.client()).await.unwrap();
        ws.send(Message::text("go")).await.unwrap();
        let report = ws.close_with(closeframe::Close::normal()).await.unwrap();
        assert!(report.is_clean(), "{report}");
    };
    tokio::join!(peer, client);
}

#[tokio::test]
async fn tls_of_ones_own_may_go_through_a_proxy() {
    let authority = Authority::new();
    let server = authority.server(&["chat.example"]).await;
    let at_proxy = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy_address = at_proxy.local_addr().unwrap();
    let target = server.address.to_string();
    let client = async {
        let tcp = tunnel(proxy_address, &target).await;
        let name = ServerName::try_from("chat.example").unwrap();
        let tls = TlsConnector::from(authority.client()).connect(name, tcp).await.unwrap();
        let closes = CloseMonitor::silent();
        let (mut ws, _) = closes.connect_with("wss://chat.example/", tls, None).await.unwrap();
        converse(&mut ws).await;
        // As the proxy would wait for it.
        drop(ws);
    };
    let ((), asked_for, (_, report, name, _)) =
        tokio::join!(client, proxy(at_proxy), server.echo());
    assert_eq!(asked_for, target);
    assert_eq!(name.as_deref(), Some("chat.example"));
    assert!(report.is_clean(), "{report}");
}

const URL: &str = "CLIENTS_TEST_URL";
const INSTALL: &str = "CLIENTS_TEST_INSTALL";

/// A client in a process of its own, whose environment says which roots the system has.
#[ignore = "the tests below run it"]
#[tokio::test]
async fn client_of_the_system() {
    let Ok(url) = std::env::var(URL) else { return };
    if std::env::var_os(INSTALL).is_some() {
        let suite = ring::cipher_suite::TLS13_CHACHA20_POLY1305_SHA256;
        let provider = CryptoProvider { cipher_suites: vec![suite], ..ring::default_provider() };
        provider.install_default().unwrap();
    }
    // Twice, as the second takes what the first has read.
    for _ in 0..2 {
        match CloseMonitor::silent().connect(&url).await {
            Ok((mut ws, _)) => {
                let MaybeTlsStream::Rustls(tls) = ws.get_ref() else { panic!("{url} is plain") };
                let suite = tls.get_ref().1.negotiated_cipher_suite().unwrap().suite();
                println!("said: connected with {suite:?}");
                converse(&mut ws).await;
            }
            Err(error) => println!("said: {error}"),
        }
    }
}

/// What such a client says of a server, given its roots in PEM.
async fn said(url: &str, roots: &str, installs: bool) -> Vec<String> {
    let file = tempfile(roots);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "tls::client_of_the_system", "--ignored", "--nocapture"]);
    command.env("SSL_CERT_FILE", &file).env_remove("SSL_CERT_DIR").env(URL, url);
    if installs {
        command.env(INSTALL, "1");
    }
    let output = command.stderr(Stdio::inherit()).kill_on_drop(true).output().await.unwrap();
    std::fs::remove_file(file).unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    text.lines().filter_map(|line| Some(line.split_once("said: ")?.1.to_owned())).collect()
}

fn tempfile(content: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(format!("roots-{}-{:x}.pem", std::process::id(), fastrand::u64(..)));
    std::fs::write(&path, content).unwrap();
    path
}

#[tokio::test]
async fn the_systems_roots_decide_where_nothing_else_is_given() {
    let [authority, other] = [Authority::new(), Authority::new()];
    let server = authority.server(&["localhost"]).await;
    let url = server.url("localhost");

    for installs in [false, true] {
        let served = async {
            for _ in 0..2 {
                let (_, report, name, protocol) = server.echo().await;
                assert!(report.is_clean(), "{report}");
                assert_eq!(name.as_deref(), Some("localhost"));
                // The server would rather have spoken HTTP/2.
                assert_eq!(protocol.as_deref(), Some(&b"http/1.1"[..]));
            }
        };
        let pem = authority.certificate.pem();
        let (said, ()) = tokio::join!(said(&url, &pem, installs), served);
        assert_eq!(said.len(), 2);
        for said in said {
            let is_installed = said == "connected with TLS13_CHACHA20_POLY1305_SHA256";
            assert!(said.starts_with("connected") && is_installed == installs, "{said}");
        }
    }

    let refused = async {
        for _ in 0..2 {
            assert!(server.accept().await.is_err());
        }
    };
    let pem = other.certificate.pem();
    let (said_then, ()) = tokio::join!(said(&url, &pem, false), refused);
    assert_eq!(said_then.len(), 2);
    for said in said_then {
        let text = "TLS error: rustls error: invalid peer certificate: ";
        assert!(said.starts_with(text), "{said}");
    }
}

#[tokio::test]
async fn a_system_without_roots_is_an_error() {
    // Nothing listens there, and it does not come to that.
    let said = said("wss://localhost:1/", "", false).await;
    assert_eq!(said.len(), 2);
    for said in said {
        let text = "TLS error: rustls error: unexpected error: no root certificates found";
        assert!(said.starts_with(text), "{said}");
    }
}

/// The head of a response is the WebSocket's matter, over TLS as without.
#[tokio::test]
async fn a_refusal_comes_through_tls() {
    let authority = Authority::new();
    let server = authority.server(&["localhost"]).await;
    let peer = async {
        let mut tls = server.accept().await.unwrap();
        read_head(&mut tls).await;
        let refusal =
            b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
        tls.write_all(refusal).await.unwrap();
        tls.shutdown().await.unwrap();
    };
    let (url, closes) = (server.url("localhost"), CloseMonitor::silent());
    let (client, ()) = tokio::join!(closes.connect_rustls(url, authority.client()), peer);
    let advice = catalog::advice_for_error(&client.unwrap_err());
    assert_eq!(advice.retry_after(), Some(std::time::Duration::from_secs(7)));
    assert_eq!(advice.retry(), Retry::Backoff);
}
