//! Write buffers that are limited, and full: nothing counts as sent that is not on the wire, and
//! nothing follows a close.

use closeframe::{Close, CloseMonitor, Initiator, Role};
use tungstenite::{Message, protocol::WebSocketConfig};

use crate::{
    each_wrapper::{Kind, Socket, all, going_away, polled, settle},
    gated_io::{Far, RESET},
    read_result::Next,
    report_line::told,
    wire::{Reports, body, close, frame, other},
};

/// With the message in the buffer, neither an answer of this length nor a pong finds room.
const TWENTY_ONE: &str = "twenty-one bytes long";

fn limited(limit: usize) -> WebSocketConfig {
    WebSocketConfig::default().write_buffer_size(0).max_write_buffer_size(limit)
}

fn message() -> Message {
    Message::binary(vec![7; 290])
}

/// A socket whose buffer of 300 bytes is held by a message, and whose stream takes nothing.
async fn stuffed(kind: Kind, role: Role, monitor: &CloseMonitor) -> (Socket, Far) {
    let (mut socket, far) = Socket::open_with(kind, role, monitor, limited(300)).await;
    far.takes_nothing();
    socket.feed(message());
    assert_eq!(far.sent(), b"");
    (socket, far)
}

/// What the far end has got behind the message.
#[track_caller]
fn after_the_message(far: &Far) -> Vec<(u8, Vec<u8>)> {
    assert!(!far.ends_inside_a_frame());
    let mut frames = far.frames();
    assert!(frames.remove(0) == (0x82, vec![7; 290]), "the message was to be first");
    frames
}

#[tokio::test(start_paused = true)]
async fn the_answer_leaves_although_the_buffer_was_full() {
    for (kind, role) in all() {
        for by_drips in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = stuffed(kind, role, &monitor).await;
            far.gives(close(other(role), 1000, TWENTY_ONE.as_bytes()));
            let reading = tokio::spawn(async move { (socket.next().await, socket) });
            settle().await;
            assert_eq!(reports.count(), 0, "{kind:?}: nothing has left");
            while by_drips && far.sent().len() < 300 {
                far.takes(60);
                settle().await;
            }
            far.takes_all();
            let (next, socket) = reading.await.unwrap();
            assert!(next.is_close(), "{kind:?} {role}: {next:?}");
            drop(socket);
            let sent = after_the_message(&far);
            assert_eq!(sent, [(0x88, body(1000, TWENTY_ONE))], "{kind:?} {role}");
            assert_eq!(told(&reports.only()), "clean remote 1000, sent 1000", "{kind:?} {role}");
        }
    }
}

/// The other way round, what has not left is not told.
#[tokio::test(start_paused = true)]
async fn an_answer_that_never_leaves_is_not_told() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = stuffed(kind, role, &monitor).await;
        far.gives(close(other(role), 1000, TWENTY_ONE.as_bytes()));
        let _ = socket.next_now();
        // The message leaves, and nothing of the answer.
        far.takes(if role == Role::Client { 298 } else { 294 });
        let _ = socket.next_now();
        drop(socket);
        assert_eq!(after_the_message(&far), [], "{kind:?} {role}");
        assert_eq!(told(&reports.only()), "abandoned remote 1000, sent none", "{kind:?} {role}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_pong_that_found_no_room_goes_before_our_close() {
    for (kind, role) in all() {
        for way in ["call", "handle", "drop"] {
            // A blocking socket sends nothing from `Drop`, which might block.
            if way == "drop" && kind.is_blocking() {
                continue;
            }
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = stuffed(kind, role, &monitor).await;
            far.gives(frame(other(role), 0x89, TWENTY_ONE.as_bytes()));
            assert!(socket.next().await.is_ping());
            if way == "drop" {
                far.takes_all();
                drop(socket);
            } else {
                let handle = socket.close_handle();
                let closing = tokio::spawn(async move {
                    match way {
                        "call" => drop(socket.close(going_away()).await),
                        _ => {
                            handle.close(going_away());
                            socket.read_on().await;
                        }
                    }
                });
                settle().await;
                far.takes_all();
                settle().await;
                far.gives(close(other(role), 1001, b""));
                far.ends();
                closing.await.unwrap();
            }
            let reason = if way == "drop" { "" } else { "bye" };
            let pong = (0x8A, TWENTY_ONE.as_bytes().to_vec());
            let sent = [pong, (0x88, body(1001, reason))];
            assert_eq!(after_the_message(&far), sent, "{kind:?} {role} {way}");
            let outcome = if way == "drop" { "dropped" } else { "clean" };
            assert_eq!(told(&reports.only()), format!("{outcome} local 1001, sent 1001"));
        }
    }
}

/// Axum does not tell its limit, so there the close is lost, and nothing is
/// claimed.
#[tokio::test(start_paused = true)]
async fn a_close_that_is_longer_than_the_whole_buffer_is_cut_to_fit() {
    let reason = "x".repeat(100);
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open_with(kind, role, &monitor, limited(64)).await;
        let begun = tokio::time::Instant::now();
        let ours = Close::new(4001, reason.clone()).unwrap();
        far.answers(close(other(role), 4001, b""));
        let _ = socket.close(ours).await;
        assert!(begun.elapsed().as_secs() < 10, "{kind:?}: its time was waited out");
        drop(socket);
        let report = reports.only();
        let sent = far.frames();
        assert!(!far.ends_inside_a_frame());
        let on_the_wire = sent.iter().any(|(first, _)| *first == 0x88);
        assert_eq!(report.sent_code().is_some(), on_the_wire, "{kind:?}: {}", told(&report));
        #[cfg(feature = "axum")]
        if kind == Kind::Axum {
            continue;
        }
        let [(0x88, payload)] = &sent[..] else { panic!("{kind:?} {role}: {sent:?}") };
        assert!(far.sent().len() <= 64);
        assert_eq!(payload[..2], 4001_u16.to_be_bytes());
        assert!(reason.as_bytes().starts_with(&payload[2..]));
        assert_eq!(told(&report), "clean local 4001, sent 4001", "{kind:?} {role}");
        assert_eq!(report.reason(), reason, "the full text stays");
    }
}

/// Tungstenite's own answer does not fit either, and cannot be cut. axum hides its
/// limit, and so that: its documentation says which limits are too small.
#[tokio::test(start_paused = true)]
async fn an_answer_that_is_longer_than_the_whole_buffer_is_not_told() {
    for (kind, role) in polled().filter(|(kind, _)| !kind.hides_its_limits()) {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open_with(kind, role, &monitor, limited(64)).await;
        far.gives(close(other(role), 4001, &[b'x'; 100]));
        socket.read_on().await;
        drop(socket);
        let report = reports.only();
        let on_the_wire = far.frames().iter().any(|(first, _)| *first == 0x88);
        assert_eq!(report.sent_code().is_some(), on_the_wire, "{kind:?}: {}", told(&report));
        assert_eq!(report.is_clean(), on_the_wire, "{kind:?}: {}", told(&report));
        assert_eq!(report.initiator(), Initiator::Remote);
        assert_eq!(report.code().unwrap(), 4001);
    }
}

/// Tungstenite makes `ConnectionClosed` of the reset, tokio-tungstenite `Ok`.
#[tokio::test(start_paused = true)]
async fn an_answer_whose_write_is_reset_has_not_left() {
    for (kind, role) in all() {
        for reads_on in [false, true] {
            let (monitor, reports) = Reports::monitor();
            let config = WebSocketConfig::default().write_buffer_size(0);
            let (mut socket, far) = Socket::open_with(kind, role, &monitor, config).await;
            far.gives(close(other(role), 1000, b""));
            far.refuses(RESET);
            let next = socket.next().await;
            assert!(next.is_close(), "{kind:?} {role}: {next:?}");
            if reads_on {
                far.breaks(RESET);
                assert_eq!(socket.next().await, Next::Over);
            }
            drop(socket);
            assert_eq!(far.sent(), b"");
            let seen = "not_awaited remote 1000, sent none (connection_reset)";
            assert_eq!(told(&reports.only()), seen, "{kind:?} {role}");
        }
    }
}
