//! The connections of clients: accepts them, has each of their requests answered, and drains them. What a
//! request asks for is no matter of this file.

use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use closeframe::{CloseMonitor, Drained};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::TcpStream,
    select,
    sync::watch,
    time::{Instant, timeout_at},
};
use tracing::{Instrument, debug, info_span};

use crate::{
    console::Book,
    draining,
    listening::{Door, Slot},
    taking::Taking,
};

/// What all connections share.
pub(crate) struct Sidecar {
    /// The server behind us.
    pub(crate) to: String,
    pub(crate) limits: Limits,
    pub(crate) tells_survivor: bool,
    pub(crate) closes: CloseMonitor,
    pub(crate) book: Book,
    /// Whether a drain has begun. Who is to be waited for then holds a receiver.
    draining: watch::Sender<bool>,
}

/// For how long who is waited for.
pub(crate) struct Limits {
    /// A client, for the head of a request, and to take more of an answer.
    pub(crate) client: Duration,
    /// The server, for the connection, and for the head of a response.
    pub(crate) response: Duration,
    /// Everyone, in a drain.
    pub(crate) drain: Duration,
}

/// Held by whatever is to be over before the process ends.
#[derive(Clone)]
pub(crate) struct Awaited {
    draining: watch::Receiver<bool>,
    _slot: Arc<Slot>,
}

impl Awaited {
    pub(crate) fn is_draining(&self) -> bool {
        *self.draining.borrow()
    }

    /// Waits for a drain to begin.
    async fn drain(&self) {
        // The sender lives as long as what is drained.
        let _ = self.draining.clone().wait_for(|is_draining| *is_draining).await;
    }
}

impl Sidecar {
    pub(crate) fn new(
        to: String,
        limits: Limits,
        tells_survivor: bool,
        closes: CloseMonitor,
    ) -> Self {
        let (draining, _) = watch::channel(false);
        Self { to, limits, tells_survivor, closes, book: Book::new(), draining }
    }

    /// Accepts connections until it is dropped.
    pub(crate) async fn serve(self: Arc<Self>, door: Door) {
        loop {
            let (tcp, peer, slot) = door.next().await;
            // The close event hangs on this span, and so names the peer.
            let span = info_span!("connection", %peer);
            let awaited = Awaited { draining: self.draining.subscribe(), _slot: Arc::new(slot) };
            tokio::spawn(Arc::clone(&self).serve_connection(tcp, peer, awaited).instrument(span));
        }
    }

    /// Closes every WebSocket, and waits until all that was begun is over, as long as a drain may take.
    pub(crate) async fn drain(&self) -> anyhow::Result<Drained> {
        let end = Instant::now() + self.limits.drain;
        self.draining.send_replace(true);
        let drained = draining::drain(&self.closes, self.limits.drain).await?;
        // The closes have their reports; now they leave, and what else is answered.
        let _ = timeout_at(end, self.draining.closed()).await;
        Ok(drained)
    }

    async fn serve_connection(self: Arc<Self>, tcp: TcpStream, peer: SocketAddr, awaited: Awaited) {
        let is_late = awaited.is_draining();
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(self.limits.client)
            .preserve_header_case(true)
            .auto_date_header(false)
            .keep_alive(!is_late);
        let service = service_fn(|request| self.answer(request, peer, awaited.clone()));
        let io = TokioIo::new(Taking::new(tcp, self.limits.client));
        let mut connection = pin!(http.serve_connection(io, service).with_upgrades());
        // Who comes during a drain is still answered, once.
        let ended = select! {
            ended = connection.as_mut() => Some(ended),
            () = awaited.drain(), if !is_late => None,
        };
        let ended = match ended {
            Some(ended) => ended,
            None => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            debug!(%error, "a client's connection failed");
        }
    }
}
