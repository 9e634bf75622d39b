//! The peer on tokio-tungstenite's sockets.

use std::net::SocketAddr;

use closeframe::CloseMonitor;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tungstenite::{Error, Message, client::IntoClientRequest};

use crate::{Wrapper, is_data, is_goodbye, normal_closure};

pub(crate) async fn serve(
    address: SocketAddr,
    wrapper: Wrapper,
    panicking: bool,
) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address).await?;
    println!("{}", listener.local_addr()?);
    let closes = CloseMonitor::default();
    loop {
        let (tcp, _) = listener.accept().await?;
        tcp.set_nodelay(true)?;
        let closes = closes.clone();
        tokio::spawn(async move {
            match wrapper {
                Wrapper::None => echo(tokio_tungstenite::accept_async(tcp).await?, panicking).await,
                Wrapper::Wrap => {
                    let ws = tokio_tungstenite::accept_async(tcp).await?;
                    echo(closes.wrap(ws), panicking).await
                }
                Wrapper::WrapOverTap => echo(closes.accept(tcp).await?, panicking).await,
            }
        });
    }
}

/// Connects, and echoes until the server ends the connection.
pub(crate) async fn converse(url: &str, wrapper: Wrapper) -> anyhow::Result<()> {
    let closes = CloseMonitor::default();
    let request = url.into_client_request()?;
    let authority = request.uri().authority().map_or("", |it| it.as_str());
    let tcp = TcpStream::connect(authority).await?;
    tcp.set_nodelay(true)?;
    // How it ends, in an error or not, is for the fuzzing server to judge.
    let _ended = match wrapper {
        Wrapper::None => {
            let (ws, _) = tokio_tungstenite::client_async(request, tcp).await?;
            echo(ws, false).await
        }
        Wrapper::Wrap => {
            let (ws, _) = tokio_tungstenite::client_async(request, tcp).await?;
            echo(closes.wrap_client(ws), false).await
        }
        Wrapper::WrapOverTap => {
            let (ws, _) = closes.connect_with(request, tcp, None).await?;
            echo(ws, false).await
        }
    };
    Ok(())
}

async fn echo<S>(mut ws: S, panicking: bool) -> Result<(), Error>
where
    S: Stream<Item = Result<Message, Error>> + Sink<Message, Error = Error> + Unpin,
{
    assert!(!panicking, "as the command line asks");
    while let Some(message) = ws.next().await {
        let message = message?;
        if is_data(&message) {
            let goodbye = is_goodbye(&message);
            ws.send(message).await?;
            if goodbye {
                ws.send(normal_closure()).await?;
            }
        }
    }
    Ok(())
}
