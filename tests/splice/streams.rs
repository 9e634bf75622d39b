//! Streams as they may be: that never wait, whose task has spent its budget, or that no runtime polls.

use std::{
    future::poll_fn,
    io,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::Duration,
};

use closeframe::{Close, CloseCode, Initiator, Outcome};
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf, duplex},
    task::{coop, yield_now},
};

use super::{Records, clients_close, told};

/// Takes all, and gives either an endless frame or nothing, without the budget of a runtime.
struct Endless {
    gives: bool,
    begun: bool,
}

impl AsyncRead for Endless {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.gives {
            return Poll::Pending;
        }
        if !self.begun {
            self.begun = true;
            buf.put_slice(b"\x82\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0");
        }
        buf.put_slice(&[0; 1024]);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Endless {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test(start_paused = true)]
async fn streams_that_never_wait_hold_up_no_deadline() {
    let closes = Records::default().monitor();
    let of_task = closes.clone();
    let task = tokio::spawn(async move {
        let mut client = Endless { gives: true, begun: false };
        let mut upstream = Endless { gives: false, begun: false };
        of_task.splice(&mut client, &mut upstream).await
    });
    yield_now().await;
    tokio::spawn(async move {
        let close = Close::new(CloseCode::GOING_AWAY, "").unwrap();
        closes.drain(close, Duration::ZERO, Duration::from_secs(5)).await
    });
    // The deadline, and what lingers.
    for _ in 0..2 {
        for _ in 0..10 {
            yield_now().await;
        }
        assert!(!task.is_finished());
        tokio::time::advance(Duration::from_secs(6)).await;
    }
    for _ in 0..10 {
        yield_now().await;
    }
    assert!(task.is_finished());
    assert_eq!(told(&task.await.unwrap().report), (1001, Initiator::Local, Outcome::Timeout));
}

#[tokio::test(start_paused = true)]
async fn what_a_client_did_is_known_though_the_budget_is_spent() {
    let ((mut client, mut near), (mut far, mut server)) = (duplex(64), duplex(64));
    let closes = Records::default().monitor();
    let mut splice = pin!(closes.splice(&mut near, &mut far));
    server.shutdown().await.unwrap();
    assert!(poll_fn(|cx| Poll::Ready(splice.as_mut().poll(cx))).await.is_pending());
    client.write_all(&clients_close(1000)).await.unwrap();
    tokio::time::advance(Duration::from_millis(2)).await;
    poll_fn(|cx| {
        while let Poll::Ready(spent) = coop::poll_proceed(cx) {
            spent.made_progress();
        }
        Poll::Ready(splice.as_mut().poll(cx).is_ready())
    })
    .await;
    let report = splice.await.report;
    assert_eq!(told(&report), (1000, Initiator::Remote, Outcome::Abandoned));
}

#[test]
fn without_a_runtime_a_server_that_ends_is_told_at_once() {
    let ((_client, mut near), (mut far, server)) = (duplex(64), duplex(64));
    let records = Records::default();
    let closes = records.monitor();
    let mut splice = pin!(closes.splice(&mut near, &mut far));
    drop(server);
    let _ = splice.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    let reports = records.reports();
    assert_eq!(told(&reports[0]), (1006, Initiator::None, Outcome::Dropped));
}

struct Panics;

impl AsyncRead for Panics {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        panic!("on purpose");
    }
}

impl AsyncWrite for Panics {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Pending
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Pending
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

#[tokio::test]
async fn a_stream_that_panics_is_told_as_that() {
    let records = Records::default();
    let closes = records.monitor();
    let task = tokio::spawn(async move {
        let (_client, mut near) = duplex(64);
        closes.splice(&mut near, &mut Panics).await
    });
    assert!(task.await.unwrap_err().is_panic());
    let reports = records.reports();
    assert_eq!(reports.len(), 1);
    assert_eq!(told(&reports[0]), (1006, Initiator::None, Outcome::Panicked));
}
