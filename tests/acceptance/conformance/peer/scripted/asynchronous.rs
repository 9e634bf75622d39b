//! Plans on tokio-tungstenite's sockets.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};

use anyhow::bail;
use closeframe::{Close, CloseCode, CloseMonitor};
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::{
    io::{AsyncBufReadExt, BufReader, stdin},
    net::{TcpListener, TcpStream},
    sync::Notify,
};
use tokio_tungstenite::{accept_hdr_async, client_async};
use tungstenite::{
    Error, Message,
    client::IntoClientRequest,
    handshake::server::{ErrorResponse, Request, Response},
};

use super::{Plan, Step, beginning, close, queued};
use crate::{Wrapper, is_data};

pub(crate) async fn run(wrapper: Wrapper) -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let mut urls = BufReader::new(stdin()).lines();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                tokio::spawn(told(serve(accepted?.0, wrapper)));
            }
            url = urls.next_line() => match url? {
                Some(line) => match line.strip_prefix("go ") {
                    Some(id) => leave_to_go(id.parse()?).notify_one(),
                    None => drop(tokio::spawn(told(converse(line, wrapper)))),
                },
                None => return Ok(()),
            },
        }
    }
}

/// What a connection waits for; it keeps a leave that comes before it is waited for.
fn leave_to_go(id: u64) -> Arc<Notify> {
    static LEAVES: LazyLock<Mutex<HashMap<u64, Arc<Notify>>>> = LazyLock::new(Mutex::default);
    Arc::clone(LEAVES.lock().expect("nobody panics with it").entry(id).or_default())
}

async fn told(connection: impl Future<Output = anyhow::Result<()>>) {
    if let Err(error) = connection.await {
        eprintln!("{error:?}");
    }
}

async fn serve(tcp: TcpStream, wrapper: Wrapper) -> anyhow::Result<()> {
    tcp.set_nodelay(true)?;
    let mut path = String::new();
    #[expect(clippy::result_large_err, reason = "tungstenite's signature")]
    let callback = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        path = request.uri().path().to_owned();
        Ok(response)
    };
    match wrapper {
        Wrapper::None => bail!("a bare socket has no report"),
        Wrapper::Wrap => {
            let ws = accept_hdr_async(tcp, callback).await?;
            let plan = Plan::in_path(&path)?;
            let closes = plan.monitor();
            follow(closes.wrap(ws), &plan, &closes).await;
        }
        Wrapper::WrapOverTap => {
            let ws = accept_hdr_async(CloseMonitor::silent().tap(tcp), callback).await?;
            let plan = Plan::in_path(&path)?;
            let closes = plan.monitor();
            follow(closes.wrap_tapped(ws), &plan, &closes).await;
        }
    }
    Ok(())
}

async fn converse(url: String, wrapper: Wrapper) -> anyhow::Result<()> {
    let request = url.into_client_request()?;
    let plan = Plan::in_path(request.uri().path())?;
    let closes = plan.monitor();
    let tcp = TcpStream::connect(request.uri().authority().map_or("", |it| it.as_str())).await?;
    tcp.set_nodelay(true)?;
    match wrapper {
        Wrapper::None => bail!("a bare socket has no report"),
        Wrapper::Wrap => {
            let (ws, _) = client_async(request, tcp).await?;
            follow(closes.wrap_client(ws), &plan, &closes).await;
        }
        Wrapper::WrapOverTap => {
            let (ws, _) = closes.connect_with(request, tcp, None).await?;
            follow(ws, &plan, &closes).await;
        }
    }
    Ok(())
}

/// Does what the plan says, then reads to the end. An error ends it too, as in most handlers: it is
/// the report that tells.
async fn follow<S>(mut ws: S, plan: &Plan, closes: &CloseMonitor)
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
{
    for step in &plan.ours {
        let done = match step {
            Step::Send(text) => ws.send(Message::text(text)).await,
            Step::SendBytes(size) => ws.send(Message::binary(vec![0; *size])).await,
            Step::Queue(count) => queue(&mut ws, *count).await,
            Step::Ping => ws.send(Message::Ping("?".into())).await,
            Step::Fragment(text) => ws.send(beginning(text)).await,
            Step::Close(code, reason) => ws.send(close(*code, reason)).await,
            Step::Await(count) => hear(&mut ws, *count).await,
            Step::Deaf(ms) => {
                tokio::time::sleep(Duration::from_millis(*ms)).await;
                Ok(())
            }
            Step::Go => until(&mut ws, &leave_to_go(plan.id)).await,
            Step::Drain => {
                let (closes, deadline) = (closes.clone(), plan.close_timeout());
                tokio::spawn(async move {
                    let close = Close::new(CloseCode::GOING_AWAY, "").expect("it is legal");
                    closes.drain(close, Duration::ZERO, deadline).await
                });
                Ok(())
            }
            Step::Drop => return,
            Step::Panic => panic!("as the plan says"),
        };
        if done.is_err() {
            break;
        }
    }
    while let Some(Ok(_)) = ws.next().await {}
}

async fn queue(
    ws: &mut (impl Sink<Message, Error = Error> + Unpin),
    count: usize,
) -> Result<(), Error> {
    for _ in 0..count {
        ws.feed(queued()).await?;
    }
    Ok(())
}

async fn hear(
    ws: &mut (impl Stream<Item = Result<Message, Error>> + Unpin),
    count: usize,
) -> Result<(), Error> {
    let mut heard = 0;
    while heard < count {
        let message = ws.next().await.ok_or(Error::ConnectionClosed)??;
        heard += usize::from(is_data(&message));
    }
    Ok(())
}

async fn until(
    ws: &mut (impl Stream<Item = Result<Message, Error>> + Unpin),
    leave: &Notify,
) -> Result<(), Error> {
    loop {
        tokio::select! {
            () = leave.notified() => return Ok(()),
            message = ws.next() => drop(message.ok_or(Error::ConnectionClosed)??),
        }
    }
}
