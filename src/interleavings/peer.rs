//! The other end of a connection: a client that answers the first close frame and goes.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use futures_util::{FutureExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::WebSocketStream;
use tungstenite::protocol;

use crate::{CloseMonitor, CloseReport, MonitoredStream, Untapped};

/// An empty close frame, masked.
const ANSWER: [u8; 6] = [0x88, 0x80, 0, 0, 0, 0];

/// What the server wrote. Not loom's lock: the peer is no part of what is looked at.
#[derive(Clone, Default)]
pub(super) struct Peer(Arc<Mutex<PeerState>>);

#[derive(Default)]
struct PeerState {
    written: Vec<u8>,
    answered: bool,
}

impl Peer {
    /// The codes of the close frames that came in.
    pub(super) fn close_codes(&self) -> Vec<u16> {
        let wire = self.0.lock().unwrap();
        wire.written
            .chunks(4)
            .map(|frame| match *frame {
                [0x88, 2, high, low] => u16::from_be_bytes([high, low]),
                _ => panic!("no close frame with a code alone: {frame:x?}"),
            })
            .collect()
    }
}

impl AsyncRead for Peer {
    fn poll_read(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut wire = self.0.lock().unwrap();
        // Nothing more comes: whoever waits is woken by what is looked at, or never.
        if wire.written.is_empty() {
            return Poll::Pending;
        }
        if !wire.answered {
            wire.answered = true;
            buf.put_slice(&ANSWER);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Peer {
    fn poll_write(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.lock().unwrap().written.extend(buf);
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// A monitor that keeps the sentences of its reports.
pub(super) fn monitor() -> (CloseMonitor, Arc<Mutex<Vec<String>>>) {
    let sentences = Arc::<Mutex<Vec<String>>>::default();
    let kept = Arc::clone(&sentences);
    let keep = move |report: &CloseReport| kept.lock().unwrap().push(report.to_string());
    (CloseMonitor::silent().with_observer(keep), sentences)
}

pub(super) fn connect(monitor: &CloseMonitor) -> (MonitoredStream<Peer, Untapped>, Peer) {
    let peer = Peer::default();
    let role = protocol::Role::Server;
    let ws = WebSocketStream::from_raw_socket(peer.clone(), role, None).now_or_never();
    (monitor.wrap(ws.expect("nothing is waited for")), peer)
}

/// Reads to the end.
pub(super) fn serve(mut ws: MonitoredStream<Peer, Untapped>) {
    loom::future::block_on(async { while ws.next().await.is_some() {} });
}
