//! An echo server on salvo, whose request has hyper's upgrade among its extensions.
//!
//! ```sh
//! cargo run -p closeframe-salvo    # in examples/frameworks; on ws://127.0.0.1:9001
//! ```

#[cfg(test)]
#[path = "../probe.rs"]
mod probe;

use closeframe::{CloseMonitor, Upgrading};
use futures_util::{SinkExt, StreamExt};
use salvo::{Request, Response, Router, Server, conn::tcp::TcpAcceptor, handler, hyper};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    serve(TcpListener::bind("127.0.0.1:9001").await?, CloseMonitor::default()).await;
    Ok(())
}

async fn serve(listener: TcpListener, closes: CloseMonitor) {
    let acceptor = TcpAcceptor::try_from(listener).expect("a listener has an address");
    Server::new(acceptor).serve(Router::new().get(Echo(closes))).await;
}

struct Echo(CloseMonitor);

#[handler]
impl Echo {
    async fn handle(&self, req: &mut Request, res: &mut Response) {
        let mut request = hyper::Request::new(());
        *request.headers_mut() = req.headers().clone();
        *request.extensions_mut() = std::mem::take(req.extensions_mut());
        *res = match self.0.upgrade(&mut request) {
            Ok((response, socket)) => {
                tokio::spawn(echo(socket));
                response.map(|()| String::new()).into()
            }
            Err(rejected) => rejected.into_response().into(),
        };
    }
}

async fn echo(socket: Upgrading) {
    // Why there is none, the monitor has told.
    let Ok(mut ws) = socket.await else { return };
    while let Some(Ok(message)) = ws.next().await {
        if message.is_text() && ws.send(message).await.is_err() {
            break;
        }
    }
}

#[cfg(test)]
#[tokio::test]
async fn it_stands_the_probe() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let probe = probe::Probe::new(listener.local_addr().unwrap());
    tokio::spawn(serve(listener, probe.monitor()));
    tokio::task::spawn_blocking(move || probe.run(probe::Handshake::Hyper)).await.unwrap();
}
