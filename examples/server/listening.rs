//! Accepting connections, whatever may go wrong with one.

use std::{io, net::SocketAddr, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tracing::debug;

/// The next connection.
pub(crate) async fn next(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((tcp, peer)) => {
                // Small messages, and above all closes, are not to wait for more.
                if let Err(error) = tcp.set_nodelay(true) {
                    debug!(%error, "cannot set TCP_NODELAY");
                }
                return (tcp, peer);
            }
            Err(error) => endure(error).await,
        }
    }
}

/// Takes an error of `accept`, none of which is a reason to stop.
async fn endure(error: io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    debug!(%error, "cannot accept a connection");
    // These are over. Any other, such as too many open files, would come again at once.
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        sleep(Duration::from_millis(100)).await;
    }
}
