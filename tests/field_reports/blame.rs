//! Whose an ending is.

use closeframe::{Blame, Close};
use tungstenite::{Message, protocol::CloseFrame};

use crate::{
    each_wrapper::{Socket, all, going_away, polled},
    gated_io::{BROKEN_PIPE, RESET},
    read_result::Next,
    report_line::told,
    wire::{Reports, close, frame, other},
};

#[tokio::test(start_paused = true)]
async fn each_ending_is_somebodys() {
    let endings = [
        ("clean", Blame::Nobody),
        ("not_awaited", Blame::Nobody),
        ("unanswered", Blame::Peer),
        ("abandoned", Blame::Nobody),
        ("abandoned before our answer left", Blame::Ours),
        ("timeout", Blame::Peer),
        ("eof", Blame::Network),
        ("reset", Blame::Network),
        ("io_error", Blame::Network),
        ("protocol_error", Blame::Peer),
        ("invalid_payload", Blame::Peer),
        ("dropped", Blame::Ours),
        // Of codes and closes that are the application's.
        ("clean, by our 1011", Blame::Ours),
        ("clean, by a close that was repaired", Blame::Ours),
        ("clean, by their 1011", Blame::Nobody),
        ("clean, but rejected", Blame::Nobody),
    ];
    for (kind, role) in all() {
        for (ending, blame) in endings {
            let (monitor, reports) = Reports::monitor();
            let monitor = match ending {
                "timeout" => kind.with_its_close_timeout(monitor).0,
                _ => monitor,
            };
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            let peer = other(role);
            match ending {
                "clean" => far.gives(close(peer, 1000, b"")),
                "clean, by their 1011" => far.gives(close(peer, 1011, b"")),
                "not_awaited" => {
                    far.refuses(RESET);
                    far.gives(close(peer, 1000, b""));
                }
                "unanswered" => {
                    socket.send(Message::Close(going_away().into())).await.unwrap();
                    far.ends();
                }
                "abandoned" | "timeout" => {
                    socket.send(Message::Close(going_away().into())).await.unwrap();
                }
                "abandoned before our answer left" => {
                    far.takes_nothing();
                    far.gives(close(peer, 1000, b""));
                    assert_eq!(socket.next_now(), Next::NotYet);
                }
                "eof" => far.ends(),
                "reset" => far.breaks(BROKEN_PIPE),
                "io_error" => far.breaks(|| std::io::Error::other("of another kind")),
                "protocol_error" => far.gives(frame(peer, 0x83, b"")),
                "invalid_payload" => far.gives(frame(peer, 0x81, b"\xFF")),
                "clean, by our 1011" => {
                    let close = Close::new(1011, "").unwrap();
                    socket.send(Message::Close(close.into())).await.unwrap();
                }
                "clean, by a close that was repaired" => {
                    let illegal = CloseFrame { code: 1006.into(), reason: "".into() };
                    socket.send(Message::Close(Some(illegal))).await.unwrap();
                }
                "clean, but rejected" => {
                    let close = Close::new(1012, "").unwrap();
                    socket.send(Message::Close(close.into())).await.unwrap();
                }
                _ => {}
            }
            match ending {
                "clean, by our 1011" | "clean, by a close that was repaired" => {
                    far.gives(close(peer, 1011, b""));
                }
                "clean, but rejected" => far.gives(close(peer, 1002, b"")),
                _ => {}
            }
            if !ending.starts_with("abandoned") && ending != "dropped" {
                assert_ne!(socket.next().await, Next::Over, "{ending}");
                far.ends();
                let _ = socket.next().await;
            }
            drop(socket);
            let report = reports.only();
            let outcome = ending.split([' ', ',']).next().unwrap();
            assert_eq!(report.outcome().as_str(), outcome, "{kind:?} {role}: {ending}");
            assert_eq!(report.blame(), blame, "{kind:?} {role}: {ending}: {}", told(&report));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_ours_is_ours_in_the_words_of_the_log() {
    for (kind, role) in polled() {
        let (monitor, reports) = Reports::monitor();
        let (socket, _far) = Socket::open(kind, role, &monitor).await;
        drop(socket);
        assert_eq!(reports.only().blame().as_str(), "ours");
    }
}
