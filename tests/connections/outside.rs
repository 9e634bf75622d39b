//! Closing from outside: handles, serve, relay.

use std::{io, time::Duration};

use closeframe::{Close, CloseHandle, Outcome, Role, Towards, relay, serve, serve_mapping};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    time::Instant,
};
use tungstenite::{Error, Message};

use crate::wire::{
    Reports, Script, assert_report, blocking, body, close, frame, frames, other, tapped, text,
    untapped,
};

fn kicked() -> Close {
    Close::new(4000, "kicked").unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_handle_wakes_a_waiting_socket_split_or_not() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<CloseHandle>();
    for &role in Role::ALL {
        for split in [true, false] {
            let (monitor, reports) = Reports::monitor();
            let (mut ws, mut peer) = tapped(&monitor, role).await;
            let handle = ws.close_handle();
            let task = if split {
                let (sink, mut stream) = ws.split();
                tokio::spawn(async move {
                    while stream.next().await.is_some() {}
                    drop(sink);
                })
            } else {
                tokio::spawn(async move { while ws.next().await.is_some() {} })
            };
            tokio::task::yield_now().await;
            let begun = Instant::now();
            handle.close(kicked());
            handle.clone().close(Close::normal());
            let mut sent = vec![0; if role == Role::Client { 14 } else { 10 }];
            peer.read_exact(&mut sent).await.unwrap();
            assert_eq!(frames(&sent), [(0x88, body(4000, "kicked"))]);
            assert!(handle.close_report().is_none());
            peer.write_all(&close(other(role), 4000, b"")).await.unwrap();
            drop(peer);
            assert_eq!(handle.closed().await.outcome(), Outcome::Clean);
            assert_eq!(begun.elapsed(), Duration::ZERO);
            task.await.unwrap();
            // After the end, nothing happens any more.
            handle.close(kicked());
            assert_eq!(handle.closed().await.to_string(), reports.only().to_string());
        }
    }
}

/// It waits on a full wire, which the close must pass too; then it waits for the end, and is told.
#[tokio::test(start_paused = true)]
async fn a_handle_wakes_a_blocked_writer() {
    for (role, answers) in Role::ALL.iter().copied().flat_map(|role| [(role, true), (role, false)])
    {
        let (monitor, reports) = Reports::monitor();
        let (ws, mut peer) = untapped(&monitor, role).await;
        let handle = ws.close_handle();
        let (mut sink, stream) = ws.split();
        drop(stream);
        let begun = Instant::now();
        let writer = tokio::spawn(async move {
            sink.send(Message::binary(vec![7; 200_000])).await.unwrap();
            let told = sink.send(Message::text("more")).await.unwrap_err();
            (told, sink.send(Message::text("and more")).await.unwrap_err())
        });
        tokio::task::yield_now().await;
        handle.close(kicked());
        let (header, whole_close) = if role == Role::Client { (14, 14) } else { (10, 10) };
        let mut sent = vec![0; header + 200_000 + whole_close];
        peer.read_exact(&mut sent).await.unwrap();
        let ours = &sent[header + 200_000..];
        assert_eq!(frames(ours), [(0x88, body(4000, "kicked"))]);
        if answers {
            peer.write_all(&close(other(role), 4000, b"")).await.unwrap();
        }
        let told = writer.await.unwrap();
        assert!(matches!(told, (Error::ConnectionClosed, Error::AlreadyClosed)), "{told:?}");
        let (outcome, seconds) = if answers { (Outcome::Clean, 0) } else { (Outcome::Timeout, 10) };
        assert_eq!((reports.only().outcome(), begun.elapsed().as_secs()), (outcome, seconds));
        assert_eq!(reports.only().sent_code().unwrap(), 4000);
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_that_waits_for_the_time_out_is_one() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (ws, _peer) = tapped(&monitor, role).await;
        let handle = ws.close_handle();
        let mut ws = ws;
        let writer = tokio::spawn(async move { ws.send(Message::binary(vec![0; 200_000])).await });
        tokio::task::yield_now().await;
        handle.close(kicked());
        let error = writer.await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Io(error) if error.kind() == io::ErrorKind::TimedOut));
        // The close was behind the message, and has not left.
        let report = reports.only();
        let sentence = "no close frame received or sent (timeout)";
        assert_report(&report, sentence, Some(1006), "1006");
        assert_eq!((report.sent_code(), report.handshake_duration()), (None, None));
        assert_eq!(report.duration().as_secs(), 10);
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_before_the_first_poll_and_one_after_the_drop() {
    for &role in Role::ALL {
        let (monitor, _) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, role).await;
        let handle = ws.close_handle();
        handle.close(kicked());
        peer.write_all(&close(other(role), 4000, b"")).await.unwrap();
        assert!(ws.next().await.unwrap().unwrap().is_close());
        drop(ws);
        assert_eq!(handle.closed().await.code().unwrap(), 4000);

        let (ws, _peer) = tapped(&monitor, role).await;
        let handle = ws.close_handle();
        drop(ws);
        handle.close(kicked());
        assert_eq!(handle.closed().await.outcome(), Outcome::Dropped);
    }
}

#[test]
fn a_blocking_socket_obeys_when_it_next_reads() {
    let (monitor, reports) = Reports::monitor();
    let (io, output) = Script::new(close(Role::Client, 4000, b""));
    let mut ws = blocking(&monitor, Role::Server, io);
    ws.close_handle().close(kicked());
    assert!(ws.read().unwrap().is_close());
    assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(4000, "kicked"))]);
    assert_eq!(reports.only().outcome(), Outcome::Clean);
}

#[tokio::test(start_paused = true)]
async fn serve_always_finishes_the_handshake() {
    for &role in Role::ALL {
        for (way, code, reason) in
            [("ok", 1000, ""), ("error", 1011, ""), ("mapped", 4004, "none"), ("panic", 1011, "")]
        {
            let (monitor, reports) = Reports::monitor();
            let (ws, mut peer) = untapped(&monitor, role).await;
            let serving = tokio::spawn(async move {
                match way {
                    "ok" => serve(ws, async |_ws| Ok::<_, ()>(7)).await.map_err(|()| 0),
                    "error" => serve(ws, async |_ws| Err(8)).await,
                    "panic" => serve(ws, async |_ws| panic!("on purpose")).await,
                    _ => {
                        let none = |_: &i32| Close::new(4004, "none").unwrap();
                        serve_mapping(ws, async |_ws| Err(9), none).await
                    }
                }
            });
            peer.write_all(&close(other(role), code, b"")).await.unwrap();
            let overhead = if role == Role::Client { 8 } else { 4 };
            let mut sent = vec![0; overhead + reason.len()];
            peer.read_exact(&mut sent).await.unwrap();
            assert_eq!(frames(&sent), [(0x88, body(code, reason))], "{way}");
            drop(peer);
            match (way, serving.await) {
                ("panic", ended) => assert!(ended.unwrap_err().is_panic()),
                ("ok", ended) => assert_eq!(ended.unwrap(), Ok(7)),
                ("error", ended) => assert_eq!(ended.unwrap(), Err(8)),
                (_, ended) => assert_eq!(ended.unwrap(), Err(9)),
            }
            assert_eq!(reports.only().outcome(), Outcome::Clean);
            assert_eq!(reports.only().code().unwrap(), code);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn serve_lends_the_socket_and_respects_a_close_that_was() {
    let (monitor, reports) = Reports::monitor();
    let (ws, mut peer) = tapped(&monitor, Role::Server).await;
    let wire = [text(Role::Client, "hi"), close(Role::Client, 3000, b"")].concat();
    peer.write_all(&wire).await.unwrap();
    // In a task, as servers do.
    let served = tokio::spawn(serve(ws, async |ws| {
        while let Some(message) = ws.next().await {
            let message = message?;
            if message.is_text() {
                ws.send(message).await?;
            }
        }
        Ok::<_, Error>(())
    }));
    served.await.unwrap().unwrap();
    let mut sent = Vec::new();
    peer.read_to_end(&mut sent).await.unwrap();
    assert_eq!(frames(&sent), [(0x81, b"hi".to_vec()), (0x88, body(3000, ""))]);
    assert_eq!(reports.only().code().unwrap(), 3000);
}

/// The table of `relay`, on reports of real endings.
#[test]
fn relay_never_turns_a_failure_into_1000() {
    let from = Role::Server;
    let truncated = frame(from, 0x88, b"\x03");
    /// Code and reason of a close.
    type Relayed = (Option<u16>, &'static str);
    let legs: [(Vec<u8>, Relayed, Relayed); 8] = [
        (close(from, 1000, b"done"), (Some(1000), "done"), (Some(1000), "done")),
        (close(from, 4001, b"x"), (Some(4001), "x"), (Some(4001), "x")),
        (frame(from, 0x88, b""), (None, ""), (None, "")),
        (close(from, 1006, b"x"), (Some(1011), ""), (Some(1002), "")),
        (truncated, (Some(1011), ""), (Some(1002), "")),
        (vec![], (Some(1014), ""), (Some(1011), "")),
        (frame(from, 0x81, b"\xFF"), (Some(1014), ""), (Some(1011), "")),
        (frame(from, 0x83, b""), (Some(1014), ""), (Some(1011), "")),
    ];
    for (input, to_client, to_server) in legs {
        let (monitor, _) = Reports::monitor();
        let (io, _) = Script::new(input.clone());
        let mut leg = crate::wire::blocking_tapped(&monitor, Role::Client, io);
        while leg.read().is_ok() {}
        let report = leg.close_report().unwrap();
        for (towards, (code, reason)) in
            [(Towards::Client, to_client), (Towards::Server, to_server)]
        {
            let relayed = relay(report, towards);
            assert_eq!(relayed.code().map(u16::from), code, "{input:x?} {towards:?}");
            assert_eq!(relayed.reason(), reason);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_idle_time_that_fits_a_limit_is_hinted_at() {
    for (seconds, expected) in [
        (30, None),
        (55, Some("Heroku")),
        (60, Some("nginx (proxy_read_timeout) and of AWS Application")),
        (61, Some("nginx")),
        (100, Some("Cloudflare")),
        (350, Some("AWS Network")),
        (1000, None),
    ] {
        let (monitor, reports) = Reports::monitor();
        let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
        let peer = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(7)).await;
            peer.write_all(&text(Role::Client, "hi")).await.unwrap();
            tokio::time::sleep(Duration::from_secs(seconds)).await;
        });
        while ws.next().await.is_some() {}
        peer.await.unwrap();
        let report = reports.only();
        assert_eq!(report.idle().unwrap().as_secs(), seconds);
        assert_eq!(report.duration().as_secs(), seconds + 7);
        match expected {
            Some(whose) => assert!(report.hint().unwrap().contains(whose), "{:?}", report.hint()),
            None => assert_eq!(report.hint(), None),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_path_on_which_something_went_out_was_not_idle() {
    let (monitor, reports) = Reports::monitor();
    let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
    let peer = tokio::spawn(async move {
        peer.write_all(&text(Role::Client, "hi")).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
    ws.next().await.unwrap().unwrap();
    let _ = tokio::time::timeout(Duration::from_secs(30), ws.next()).await;
    ws.send("still here".into()).await.unwrap();
    while ws.next().await.is_some() {}
    peer.await.unwrap();
    let report = reports.only();
    assert_eq!(report.idle().unwrap().as_secs(), 60);
    assert_eq!(report.hint(), None);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_went_out_at_once_takes_nothing_from_the_idle_time() {
    let (monitor, reports) = Reports::monitor();
    let (mut ws, mut peer) = tapped(&monitor, Role::Server).await;
    let peer = tokio::spawn(async move {
        peer.write_all(&text(Role::Client, "hi")).await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
    let message = ws.next().await.unwrap().unwrap();
    ws.send(message).await.unwrap();
    while ws.next().await.is_some() {}
    peer.await.unwrap();
    assert!(reports.only().hint().unwrap().contains("nginx"));
}
