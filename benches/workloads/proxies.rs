//! Proxies in front of an echo server: the example sidecar, and the least that a proxy of WebSockets written with
//! hyper can be. Each is a process of its own, so that what it takes can be told from what its clients and the
//! server take. What is sent through them is no matter of this file.

use std::{
    env,
    ffi::OsString,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, ChildStderr, Command, Stdio},
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use hyper::{
    Request, Response, body::Incoming, client::conn::http1 as client,
    server::conn::http1 as server, service::service_fn, upgrade,
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    try_join,
};
use tokio_tungstenite::accept_async_with_config;
use tungstenite::protocol::WebSocketConfig;

use super::process;

/// Precedes the address of the server: the process is a bare proxy.
pub(crate) const BARE: &str = "--bare-proxy";

/// A program that is a proxy, and its arguments but for the server's address.
pub(crate) struct Program(Vec<OsString>);

impl Program {
    /// This one, with another task.
    pub(crate) fn bare() -> Self {
        Self(vec![env::current_exe().expect("the path of this program").into(), BARE.into()])
    }

    /// The example, which cargo is told to build: its program belongs to another package.
    pub(crate) fn sidecar() -> Self {
        let arguments = ["--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--to"];
        let program = std::iter::once(built_sidecar().into());
        Self(program.chain(arguments.map(OsString::from)).collect())
    }
}

/// Where it is once it is built: for figures as who runs it does, for tests with what they have built anyway.
fn built_sidecar() -> PathBuf {
    let how: &[_] = match cfg!(debug_assertions) {
        true => &["--workspace", "--all-features"],
        false => &["--release", "-p", "closeframe-sidecar"],
    };
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--locked", "--quiet", "--bin", "sidecar"])
        .arg("--message-format=json-render-diagnostics")
        .args(how)
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    let messages = String::from_utf8(output.stdout).expect("cargo prints text");
    let mut programs = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).expect("one message a line");
        let is_it = message["target"]["name"] == "sidecar";
        message["executable"].as_str().filter(|_| is_it).map(PathBuf::from)
    });
    programs.next_back().expect("cargo has built the sidecar")
}

/// One that runs, until it is dropped.
pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    child: Child,
    _errors: BufReader<ChildStderr>,
    server: JoinHandle<()>,
}

impl Proxy {
    /// Starts it, and an echo server behind it: what one proxy leaves behind in the kernel is in nobody's way.
    pub(crate) async fn start(program: &Program, config: WebSocketConfig) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let to = listener.local_addr().expect("it is bound");
        let [path, arguments @ ..] = &program.0[..] else { unreachable!("a program has a path") };
        let mut child = Command::new(path)
            .args(arguments)
            .arg(to.to_string())
            // A log that is read by nobody.
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut errors = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut line = String::new();
        errors.read_line(&mut line).expect("its first line");
        let address = line.strip_prefix("listening on http://").and_then(|rest| {
            let (address, _) = rest.split_once(' ')?;
            address.parse().ok()
        });
        let address = address.unwrap_or_else(|| panic!("not an address: {line}"));
        Self { address, child, _errors: errors, server: tokio::spawn(serve(listener, config)) }
    }

    pub(crate) fn resident(&self) -> Option<f64> {
        process::resident_of(self.child.id())
    }

    pub(crate) fn cpu_time(&self) -> Option<Duration> {
        process::cpu_time_of(self.child.id())
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.server.abort();
        self.child.kill().expect("it runs");
        self.child.wait().expect("it has been killed");
    }
}

/// Sends texts back, and only takes what is binary.
async fn serve(listener: TcpListener, config: WebSocketConfig) {
    while let Ok((tcp, _)) = listener.accept().await {
        tcp.set_nodelay(true).expect("it is open");
        tokio::spawn(async move {
            let mut ws = accept_async_with_config(tcp, Some(config)).await.expect("a handshake");
            while let Some(Ok(message)) = ws.next().await {
                if message.is_text() && ws.send(message).await.is_err() {
                    break;
                }
            }
        });
    }
}

/// Is a bare proxy until it is killed.
#[tokio::main]
pub(crate) async fn run_bare(to: SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    eprintln!("listening on http://{} for {to}", listener.local_addr().expect("it is bound"));
    while let Ok((tcp, _)) = listener.accept().await {
        tcp.set_nodelay(true).expect("it is open");
        let service = service_fn(move |request| pass(request, to));
        let connection = server::Builder::new().serve_connection(TokioIo::new(tcp), service);
        tokio::spawn(connection.with_upgrades());
    }
}

async fn pass(
    mut request: Request<Incoming>,
    to: SocketAddr,
) -> Result<Response<Incoming>, Box<dyn std::error::Error + Send + Sync>> {
    let near = upgrade::on(&mut request);
    let tcp = TcpStream::connect(to).await?;
    tcp.set_nodelay(true)?;
    let (mut server, connection) = client::handshake(TokioIo::new(tcp)).await?;
    tokio::spawn(connection.with_upgrades());
    let mut response = server.send_request(request).await?;
    let far = upgrade::on(&mut response);
    tokio::spawn(async move {
        let Ok((near, far)) = try_join!(near, far) else { return };
        let _ = copy_bidirectional(&mut TokioIo::new(near), &mut TokioIo::new(far)).await;
    });
    Ok(response)
}
