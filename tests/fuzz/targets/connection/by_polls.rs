//! The story on an async socket: one poll each, under a clock that stands still.

use std::{
    future::Future,
    pin::{Pin, pin},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, Wake, Waker},
    time::Duration,
};

use closeframe::{Close, CloseMonitor, Mode, MonitoredStream, serve};
use futures_util::{FutureExt, Sink, SinkExt, Stream};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    runtime::Builder,
    task::{consume_budget, yield_now},
    time::{advance, sleep},
};
use tokio_tungstenite::WebSocketStream;
use tungstenite::{Error, Message};

use crate::{
    application::{closing, message, raw_close},
    pipe::Pipe,
    story::{End, Step, Story},
    wire::{InRole, host},
};

pub(crate) fn run(story: &Story, monitor: &CloseMonitor, pipe: &Pipe) {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(async {
        let (role, config) = (host(story.role()), Some(story.config()));
        if story.tapped {
            let io = monitor.tap_upgraded_in(story.role(), pipe.clone());
            let ws = WebSocketStream::from_raw_socket(io, role, config).await;
            act(story, monitor.wrap_tapped(ws), monitor, pipe).await;
        } else {
            let ws = WebSocketStream::from_raw_socket(pipe.clone(), role, config).await;
            act(story, monitor.wrap_in(story.role(), ws), monitor, pipe).await;
        }
    });
}

async fn act<M: Mode>(
    story: &Story,
    mut ws: MonitoredStream<Pipe, M>,
    monitor: &CloseMonitor,
    pipe: &Pipe,
) where
    M::Transport<Pipe>: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    if story.end == End::LeaveToATask {
        ws = ws.finish_on_drop();
    }
    let mut reader = Reader::default();
    let writer = Waker::from(Arc::new(Flag::default()));
    let cx = &mut Context::from_waker(&writer);
    for step in &story.steps {
        match step {
            Step::Read => {
                let _ = reader.poll(&mut ws);
            }
            Step::Write(_) | Step::Ping => send(&mut ws, message(step), cx),
            Step::CloseRaw(payload) => send(&mut ws, raw_close(payload), cx),
            Step::Flush => {
                let _ = Pin::new(&mut ws).poll_flush(cx);
            }
            Step::Close { code, reason } => {
                // Polled as by the task that reads, and dropped: the close is on its way.
                let close = pin!(ws.close(closing(*code, reason)));
                let _ = close.poll(&mut Context::from_waker(&Waker::from(reader.flag.clone())));
                reader.waits = false;
            }
            Step::CloseByHandle => ws.close_handle().close(Close::normal()),
            Step::Drain { milliseconds } => {
                let (monitor, close) = (monitor.clone(), Close::new(1001, "drained"));
                let deadline = Duration::from_millis(u64::from(*milliseconds));
                tokio::spawn(async move {
                    monitor.drain(close.expect("a legal close"), Duration::ZERO, deadline).await
                });
                // Lets it ask.
                yield_now().await;
            }
            Step::SpendBudget => while pin!(consume_budget()).poll(cx).is_ready() {},
            Step::Wait { milliseconds } => {
                advance(Duration::from_millis(u64::from(*milliseconds))).await;
                // Lets the timers go off.
                yield_now().await;
            }
            peers => crate::peer::act(story, peers, pipe),
        }
    }
    if story.waits_for_the_end() && (story.peer_lets_it_end || story.end == End::ReadOn) {
        pipe.take(usize::MAX);
        pipe.end(false);
    }
    match &story.end {
        End::LetGo => {}
        End::LeaveToATask => {
            drop(ws);
            // More than a handshake and the end of TCP may take.
            sleep(Duration::from_secs(20)).await;
        }
        End::ReadOn => read_to_the_end(&mut ws, &mut reader, pipe).await,
        End::Close { code, reason } => {
            // It may be illegal, or the write fail; in any case it comes to an end.
            let _ = ws.close(closing(*code, reason)).await;
        }
        End::Serve { fails } => {
            let served = serve(ws, async |ws: &mut MonitoredStream<Pipe, M>| {
                // As a handler that leaves at the first failure, and has not awaited it.
                let sent = ws.send(Message::text("served")).now_or_never();
                match (sent, fails) {
                    (Some(Err(error)), _) => Err(Some(error)),
                    (_, true) => Err(None),
                    (_, false) => Ok(()),
                }
            });
            let _ = served.await;
        }
    }
}

fn send<M: Mode>(ws: &mut MonitoredStream<Pipe, M>, message: Message, cx: &mut Context<'_>)
where
    M::Transport<Pipe>: AsyncRead + AsyncWrite + Unpin,
{
    if let Poll::Ready(Ok(())) = Pin::new(&mut *ws).poll_ready(cx) {
        // What it returns is the application's to bear; the verdict is on report and wire.
        let _ = Pin::new(ws).start_send(message);
    }
}

async fn read_to_the_end<M: Mode>(
    ws: &mut MonitoredStream<Pipe, M>,
    reader: &mut Reader,
    pipe: &Pipe,
) where
    M::Transport<Pipe>: AsyncRead + AsyncWrite + Unpin,
{
    // Each yields something that came in, or the end, or waits for a timer.
    let most = pipe.ends().input.len() + 10;
    for _ in 0..most {
        // With a new budget.
        yield_now().await;
        match reader.poll(ws) {
            Poll::Ready(None) => {
                assert!(ws.close_report().is_some(), "told of the end without a report");
                assert!(reader.poll(ws).is_ready(), "the end is the end");
                return;
            }
            Poll::Ready(Some(_)) => {}
            Poll::Pending => {
                advance(Duration::from_secs(11)).await;
            }
        }
    }
    panic!("the application was never told of the end");
}

/// The task that reads, and whether it would have known that it is worth while.
#[derive(Default)]
struct Reader {
    flag: Arc<Flag>,
    waits: bool,
}

impl Reader {
    fn poll<S>(&mut self, ws: &mut S) -> Poll<Option<Result<Message, Error>>>
    where
        S: Stream<Item = Result<Message, Error>> + Unpin,
    {
        let woken = self.flag.0.swap(false, Relaxed);
        let waker = Waker::from(self.flag.clone());
        let polled = Pin::new(ws).poll_next(&mut Context::from_waker(&waker));
        if self.waits && !woken {
            assert!(polled.is_pending(), "nobody woke the reader for {polled:?}");
        }
        self.waits = polled.is_pending();
        polled
    }
}

#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Relaxed);
    }
}
