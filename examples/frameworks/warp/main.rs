//! An echo server on warp, whose filters give what `CloseMonitor::upgrade` needs of a request.
//!
//! ```sh
//! cargo run -p closeframe-warp    # in examples/frameworks; on ws://127.0.0.1:9001
//! ```

#[cfg(test)]
#[path = "../probe.rs"]
mod probe;

use closeframe::{CloseMonitor, Upgrading};
use futures_util::{SinkExt, StreamExt};
use hyper::{HeaderMap, Request, Response, upgrade::OnUpgrade};
use tokio::net::TcpListener;
use warp::Filter;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    tracing_subscriber::fmt().init();
    serve(TcpListener::bind("127.0.0.1:9001").await?, CloseMonitor::default()).await;
    Ok(())
}

async fn serve(listener: TcpListener, closes: CloseMonitor) {
    let upgrade = warp::get()
        .and(warp::header::headers_cloned())
        .and(warp::ext::optional())
        .map(move |headers, on_upgrade| upgrade(&closes, headers, on_upgrade));
    warp::serve(upgrade).incoming(listener).run().await;
}

fn upgrade(
    closes: &CloseMonitor,
    headers: HeaderMap,
    on_upgrade: Option<OnUpgrade>,
) -> Response<String> {
    let mut request = Request::new(());
    *request.headers_mut() = headers;
    on_upgrade.map(|on_upgrade| request.extensions_mut().insert(on_upgrade));
    match closes.upgrade(&mut request) {
        Ok((response, socket)) => {
            tokio::spawn(echo(socket));
            response.map(|()| String::new())
        }
        Err(rejected) => rejected.into_response(),
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
