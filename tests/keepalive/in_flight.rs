//! The keepalive beside data: what is looked at, and what is left for others.

use super::*;

/// A look at the peer is one read past the task's budget, and not all that follow.
#[tokio::test(start_paused = true)]
async fn a_peer_that_sends_all_the_time_does_not_keep_its_task_from_others() {
    const MANY: usize = 5000;
    let (closes, reports) = monitor(with_keepalive());
    // Sixteen of these bytes are a pong, masked with them; and a read costs budget.
    let io = tokio::io::join(tokio::io::repeat(0x8A), tokio::io::sink());
    let config = WebSocketConfig::default().read_buffer_size(64);
    let ws = WebSocketStream::from_raw_socket(closes.tap_upgraded(io), Role::Server, Some(config));
    let mut ws = closes.wrap_tapped(ws.await);
    ws.next().await.unwrap().unwrap();
    advance(21 * SECOND).await;
    let mut at_once = 0;
    let all = async {
        while at_once < MANY {
            assert!(ws.next().await.unwrap().unwrap().is_pong());
            at_once += 1;
        }
    };
    let has_waited = tokio::select! {
        biased;
        () = all => false,
        () = tokio::task::yield_now() => true,
    };
    assert!(has_waited, "{at_once} messages in one poll");
    drop(ws);
    assert_eq!(one(&reports).outcome(), Outcome::Dropped);
}

/// The answers to our own pings, which nobody reads, do not fill what is read ahead: some 400 would.
#[tokio::test(start_paused = true)]
async fn a_handler_that_only_writes_sees_after_hours_what_becomes_of_its_peer() {
    for (closes, says) in [(true, false), (true, true), (false, false), (false, true)] {
        let (mut ws, peer, reports) = tapped(with_keepalive(), 4096).await;
        let mut client = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
        if says {
            client.send(Message::text("hello")).await.unwrap();
        }
        let hours = 4 * 3600 * SECOND;
        let client = tokio::spawn(async move {
            let _ = timeout(hours, async { while client.next().await.is_some() {} }).await;
            if closes {
                client
                    .close(Some(CloseFrame { code: 4001.into(), reason: "".into() }))
                    .await
                    .unwrap();
                while client.next().await.is_some() {}
            } else {
                let mut silent = client.into_inner();
                let _ = tokio::io::copy(&mut silent, &mut tokio::io::sink()).await;
            }
        });
        let start = Instant::now();
        while start.elapsed() < hours + 600 * SECOND && ws.send(Message::text("tick")).await.is_ok()
        {
            sleep(SECOND / 2).await;
        }
        let late = start.elapsed() - hours;
        drop(ws);
        client.await.unwrap();
        let report = one(&reports);
        match closes {
            true => {
                // The message before it is given time to be read.
                let most = if says { 40 } else { 5 };
                assert!(late <= most * SECOND, "{late:?}");
                assert_eq!(report.received_code().unwrap(), 4001, "{report}");
                assert_eq!(report.outcome(), Outcome::Clean, "{report}");
            }
            false => {
                assert!(late <= 45 * SECOND, "{late:?}");
                assert_found_dead(&report, 3008);
            }
        }
    }
}

/// The same where it waits for room for the next message.
#[tokio::test(start_paused = true)]
async fn a_peer_that_takes_nothing_is_given_up_by_who_feeds() {
    let policy = Policy::default().with_write_timeout(10 * SECOND);
    let (mut ws, _peer, reports) = tapped(policy, 64).await;
    let start = Instant::now();
    let error = loop {
        if let Err(error) = ws.feed(Message::text("x".repeat(100_000))).await {
            break error;
        }
    };
    assert_eq!(error.to_string(), "IO error: the peer took nothing of what was written to it");
    assert_eq!(start.elapsed().as_secs(), 10);
    assert_eq!(one(&reports).outcome(), Outcome::Stalled);
}

#[tokio::test(start_paused = true)]
async fn a_pong_that_comes_after_the_keepalive_was_changed_is_ours_and_answers_no_other_ping() {
    for goes_on in [false, true] {
        let (mut ws, mut peer, reports) = tapped(with_keepalive(), 4096).await;
        let (_, read) = tokio::join!(
            async {
                let mut ping = [0; PING.len()];
                peer.read_exact(&mut ping).await.unwrap();
                assert_eq!(ping, PING);
            },
            timeout(21 * SECOND, ws.next())
        );
        read.unwrap_err();
        ws.set_keepalive(goes_on.then(Keepalive::default));
        if goes_on {
            timeout(21 * SECOND, ws.next()).await.unwrap_err();
            let mut ping = [0; PING.len()];
            peer.read_exact(&mut ping).await.unwrap();
            assert_eq!(ping, *b"\x89\x0Ecloseframe\0\0\0\x02");
        }
        peer.write_all(&[PONG, b"\x81\x81\0\0\0\0a"].concat()).await.unwrap();
        assert_eq!(ws.next().await.unwrap().unwrap(), Message::text("a"));
        drop(ws);
        assert_eq!(one(&reports).round_trip(), None);
    }
}
