//! The server's side: handlers as people write them, good and bad.

use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};

use closeframe::{Close, CloseHandle, CloseMonitor, MonitoredStream, serve};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::TcpStream,
    sync::{mpsc, oneshot},
    task::consume_budget,
    time::timeout,
};
use tungstenite::{
    Error, Message,
    handshake::server::NoCallback,
    protocol::{CloseFrame, WebSocketConfig},
};

use crate::broken::MAX_MESSAGE;

/// What has not arrived by then has been taken already.
const TAKEN: Duration = Duration::from_secs(5);

/// What an intended panic says, so that it alone is kept quiet.
pub(crate) const PANIC: &str = "the handler panics, as it is to";

#[derive(Debug, Clone)]
pub(crate) struct Handler {
    /// So many messages are echoed before anything else.
    pub(crate) echoes: usize,
    pub(crate) act: Act,
    /// A message that cannot be sent is no reason to let go.
    pub(crate) reads_on: bool,
    /// What the write buffer may hold: it may be full when a close is to go out.
    pub(crate) max_write_buffer: Option<usize>,
    /// Whoever pushes does so once its send has failed.
    pub(crate) after: After,
    /// The task has none of its budget left when it closes or lets go.
    pub(crate) spends_budget: bool,
}

/// What a handler does that cannot send any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    ReadOn,
    LetGo,
    Close,
    /// It returns its error to `serve`.
    Serve,
}

#[derive(Debug, Clone)]
pub(crate) enum Act {
    Echo,
    /// Reads in one task and writes in another.
    EchoByHalves,
    /// Leaves its loop on `Message::Close`, and so never polls again.
    BreakOnClose,
    Close(By, Option<CloseFrame>),
    /// Sends a close, and lets go without a look at the answer.
    CloseAndGo(Option<CloseFrame>),
    /// Writes far more than the sockets' buffers hold.
    Push,
    /// Writes until that fails.
    PushOn,
    /// Waits until something has arrived, writes, and lets go without reading.
    LetGoUnread {
        writes: usize,
    },
    Return,
    Panic,
    DropHalves {
        sink_first: bool,
    },
    Serve(Served),
}

/// The ways to send a close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    Method,
    Message,
    /// `SinkExt::close`, which cannot say a code.
    Sink,
    /// A writing half in a task of its own.
    Half,
    /// A `CloseHandle` in a task of its own.
    Handle,
}

/// How a handler under `serve` ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Served {
    Ok,
    Err,
    Panic,
}

pub(crate) const PUSHED: usize = 40;
pub(crate) const PUSHED_SIZE: usize = 16 * 1024;

type Ws = MonitoredStream<TcpStream>;

pub(crate) async fn accept(
    monitor: CloseMonitor,
    tcp: TcpStream,
    handler: Handler,
    handle: oneshot::Sender<CloseHandle>,
) {
    let mut config = WebSocketConfig::default()
        .max_message_size(Some(MAX_MESSAGE))
        .max_frame_size(Some(MAX_MESSAGE));
    if let Some(limit) = handler.max_write_buffer {
        config = config.write_buffer_size(0).max_write_buffer_size(limit);
    }
    let Ok(ws) = monitor.accept_with(tcp, Some(config), NoCallback).await else { return };
    // The test may have let go of the connection already.
    let _ = handle.send(ws.close_handle());
    drop(monitor);
    run(ws, handler).await;
}

async fn run(mut ws: Ws, handler: Handler) {
    for _ in 0..handler.echoes {
        if !echo_one(&mut ws).await {
            if handler.reads_on {
                echo(&mut ws).await;
            }
            return;
        }
    }
    match handler.act {
        Act::Echo => echo(&mut ws).await,
        Act::EchoByHalves => echo_by_halves(ws).await,
        Act::BreakOnClose => {
            while let Some(Ok(message)) = ws.next().await {
                if message.is_close() {
                    break;
                }
            }
        }
        Act::Close(by, close) => {
            if handler.spends_budget {
                spend_budget().await;
            }
            close_by(by, ws, close).await;
        }
        Act::CloseAndGo(close) => {
            let _ = ws.send(Message::Close(close)).await;
        }
        Act::Push => push(ws, PUSHED, &handler).await,
        Act::PushOn => push(ws, usize::MAX, &handler).await,
        Act::LetGoUnread { writes } => {
            // Not read, but known to the runtime. Or the tap has looked ahead behind the second echo, and has taken
            // it: then nothing more arrives.
            if let Ok(arrives) = timeout(TAKEN, ws.get_ref().peek(&mut [0])).await {
                arrives.expect("something arrives");
            }
            for _ in 0..writes {
                // The peer's close may lie there already.
                let _ = ws.send(Message::text("tick")).await;
            }
            if handler.spends_budget {
                spend_budget().await;
            }
        }
        Act::Return => {}
        Act::Panic => panic!("{PANIC}"),
        Act::DropHalves { sink_first } => {
            let (sink, stream) = ws.split();
            let drop_sink = async move { drop(sink) };
            let drop_stream = async move { drop(stream) };
            // The one that goes last does so in a task of its own.
            let last = if sink_first {
                drop_sink.await;
                tokio::spawn(drop_stream)
            } else {
                drop_stream.await;
                tokio::spawn(drop_sink)
            };
            last.await.expect("to drop a half does not panic");
        }
        Act::Serve(end) => {
            let _ = serve(ws, async |_: &mut Ws| match end {
                Served::Ok => Ok(()),
                Served::Err => Err("a handler's own error"),
                Served::Panic => panic!("{PANIC}"),
            })
            .await;
        }
    }
}

/// Pushes, and does then what such a handler does.
async fn push(mut ws: Ws, times: usize, handler: &Handler) {
    if handler.after == After::Serve {
        let served = serve(ws, async |ws: &mut Ws| {
            push_into(ws, times).await?;
            echo(ws).await;
            Ok::<_, Error>(())
        });
        let _ = served.await;
        return;
    }
    let pushed = push_into(&mut ws, times).await;
    if handler.spends_budget {
        spend_budget().await;
    }
    match handler.after {
        // Whatever it was that failed the send.
        After::Close if pushed.is_err() => drop(ws.close_with(Close::normal()).await),
        After::LetGo if pushed.is_err() => {}
        _ => echo(&mut ws).await,
    }
}

async fn push_into(ws: &mut Ws, times: usize) -> Result<(), Error> {
    for _ in 0..times {
        ws.send(Message::binary(vec![7; PUSHED_SIZE])).await?;
    }
    Ok(())
}

/// Leaves the task nothing of what it may do before it yields: what it polls next says "not yet".
async fn spend_budget() {
    poll_fn(|cx| {
        while pin!(consume_budget()).poll(cx).is_ready() {}
        Poll::Ready(())
    })
    .await;
}

async fn close_by(by: By, mut ws: Ws, close: Option<CloseFrame>) {
    match by {
        By::Method => {
            let _ = ws.close_with(close).await;
        }
        By::Message => {
            let _ = ws.send(Message::Close(close)).await;
            echo(&mut ws).await;
        }
        By::Sink => {
            let _ = SinkExt::close(&mut ws).await;
            echo(&mut ws).await;
        }
        By::Half => {
            let (mut sink, mut stream) = ws.split();
            let closing = tokio::spawn(async move { sink.send(Message::Close(close)).await });
            while let Some(Ok(_)) = stream.next().await {}
            let _ = closing.await.expect("to send a close does not panic");
        }
        By::Handle => {
            let handle = ws.close_handle();
            let close = close.map_or(Close::empty(), |frame| {
                let code = u16::from(frame.code);
                Close::new(code, frame.reason).expect("a handle takes a legal close")
            });
            let closing = tokio::spawn(async move {
                handle.close(close.clone());
                // Nothing comes of a second request.
                handle.close(close);
                handle.closed().await
            });
            echo(&mut ws).await;
            drop(ws);
            closing.await.expect("to wait for the end does not panic");
        }
    }
}

/// Echoes to the end, and checks that the end is one.
async fn echo(ws: &mut Ws) {
    while let Some(Ok(message)) = ws.next().await {
        // What can no longer be sent is lost; the end comes by reading on.
        if is_data(&message) && ws.send(message).await.is_err() && ws.close_report().is_some() {
            // A send that waited for the end leaves what ended it to the reader.
            if let Some(Ok(last)) = ws.next().await {
                assert!(last.is_close(), "{last:?} came after the end");
            }
            break;
        }
    }
    if ws.close_report().is_some() {
        assert!(ws.next().await.is_none(), "something came after the end");
    }
}

/// Echoes one message; `false` if none came, or it could not be sent.
async fn echo_one(ws: &mut Ws) -> bool {
    while let Some(Ok(message)) = ws.next().await {
        if is_data(&message) {
            return ws.send(message).await.is_ok();
        }
    }
    false
}

async fn echo_by_halves(ws: Ws) {
    let (mut sink, mut stream) = ws.split();
    let (queue, mut queued) = mpsc::channel::<Message>(2);
    let writing = tokio::spawn(async move {
        while let Some(message) = queued.recv().await {
            if sink.send(message).await.is_err() {
                break;
            }
        }
    });
    while let Some(Ok(message)) = stream.next().await {
        if is_data(&message) && queue.send(message).await.is_err() {
            break;
        }
    }
    drop(queue);
    writing.await.expect("to write does not panic");
}

fn is_data(message: &Message) -> bool {
    message.is_text() || message.is_binary()
}
