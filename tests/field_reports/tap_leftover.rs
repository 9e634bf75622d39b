//! An HTTP library has read the first bytes of frames together with the head, and
//! hands them out. `from_partially_read` puts them past the tap, which was misaligned then, and hung.

use bytes::Bytes;
use closeframe::{Role, Source};
use futures_util::StreamExt;
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Message, WebSocket};

use crate::{
    gated_io::Valve,
    report_line::told,
    wire::{InRole, Reports, close, host, other, text},
};

#[tokio::test(start_paused = true)]
async fn what_was_read_ahead_of_the_tap_is_given_to_it_first() {
    for &role in Role::ALL {
        // tungstenite replaces this code, which the tap alone sees.
        let frames = [text(other(role), "hi"), close(other(role), 1014, b"why")].concat();
        for at in 0..=frames.len() {
            let (leftover, rest) = frames.split_at(at);
            let (monitor, reports) = Reports::monitor();

            let (io, far) = Valve::open();
            if !rest.is_empty() {
                far.gives(rest);
            }
            let io =
                monitor.tap_upgraded_in(role, io).with_leftover(Bytes::copy_from_slice(leftover));
            let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
            let mut ws = monitor.wrap_tapped(ws);
            assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("hi"), "{role} at {at}");
            assert!(ws.next().await.unwrap().unwrap().is_close());
            drop(ws);
            let report = reports.last();
            assert_eq!(told(&report), "clean remote 1014, sent 1002", "{role} at {at}");
            assert_eq!(report.source(), Source::Wire);

            let (io, far) = Valve::open();
            if !rest.is_empty() {
                far.gives(rest);
            }
            let io =
                monitor.tap_upgraded_in(role, io).with_leftover(Bytes::copy_from_slice(leftover));
            let mut ws = monitor.wrap_tapped(WebSocket::from_raw_socket(io, host(role), None));
            assert_eq!(ws.read().unwrap(), Message::text("hi"), "{role} at {at}");
            assert!(ws.read().unwrap().is_close());
            drop(ws);
            assert_eq!(told(&reports.last()), "clean remote 1014, sent 1002", "{role} at {at}");
            assert_eq!(reports.count(), 2);
        }
    }
}
