//! Accepting connections, only so many at once, and whatever may go wrong with one. Whoever comes beyond is not
//! refused, but waits to be accepted: the system keeps a queue of some hundreds. What is said on a connection is no
//! matter of this file.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::sleep,
};
use tracing::debug;

/// Where connections come in.
pub(crate) struct Door {
    listener: TcpListener,
    slots: Arc<Semaphore>,
}

/// Held as long as the connection is there.
pub(crate) type Slot = OwnedSemaphorePermit;

impl Door {
    /// Lets no more than `most` connections be there at once.
    pub(crate) fn new(listener: TcpListener, most: u32) -> Self {
        Self { listener, slots: Arc::new(Semaphore::new(most as usize)) }
    }

    /// The next connection.
    pub(crate) async fn next(&self) -> (TcpStream, SocketAddr, Slot) {
        let slot = Arc::clone(&self.slots).acquire_owned().await.expect("nobody closes it");
        loop {
            match self.listener.accept().await {
                Ok((tcp, peer)) => {
                    // Small messages, and above all closes, are not to wait for more.
                    if let Err(error) = tcp.set_nodelay(true) {
                        debug!(%error, "cannot set TCP_NODELAY");
                    }
                    return (tcp, peer, slot);
                }
                Err(error) => endure(error).await,
            }
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
