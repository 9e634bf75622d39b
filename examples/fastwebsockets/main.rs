//! An echo server over fastwebsockets: a library that cannot be wrapped, and so is told of.
//!
//! ```sh
//! cargo run -p closeframe-fastwebsockets    # on ws://127.0.0.1:9001
//! ```
//!
//! Each connection becomes one line on standard output when it ends. Ctrl-C closes them all.

#[cfg(test)]
mod tests;

use std::{convert::Infallible, pin::pin, time::Duration};

use closeframe::{Close, CloseCode, CloseMonitor, MonitoredConnection, Role};
use fastwebsockets::{
    FragmentCollectorRead, Frame, OpCode, Payload, WebSocket, WebSocketError, WebSocketWrite,
    upgrade::{UpgradeFut, upgrade},
};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite, WriteHalf},
    net::TcpListener,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Ordinary closes are DEBUG.
    tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG).init();
    let closes = CloseMonitor::default();
    let listener = TcpListener::bind("127.0.0.1:9001").await?;
    loop {
        let (tcp, _) = tokio::select! {
            accepted = listener.accept() => accepted?,
            interrupted = tokio::signal::ctrl_c() => {
                interrupted?;
                let close = Close::new(CloseCode::GOING_AWAY, "")?;
                let deadline = Duration::from_secs(8);
                println!("{:?}", closes.drain_and_stop(close, Duration::ZERO, deadline).await);
                return Ok(());
            }
        };
        let closes = closes.clone();
        tokio::spawn(async move {
            let service = service_fn(move |mut request| {
                let upgraded = upgrade(&mut request);
                let closes = closes.clone();
                async move {
                    let (response, upgraded) = upgraded?;
                    tokio::spawn(serve(closes, upgraded));
                    Ok::<_, WebSocketError>(response)
                }
            });
            let http = http1::Builder::new().serve_connection(TokioIo::new(tcp), service);
            let _ = http.with_upgrades().await;
        });
    }
}

async fn serve(closes: CloseMonitor, upgraded: UpgradeFut) {
    // There is no connection if the client left before the response did.
    let Ok(ws) = upgraded.await else { return };
    echo(ws, closes.open(Role::Server)).await;
}

async fn echo<Io>(ws: WebSocket<Io>, mut told: MonitoredConnection)
where
    Io: AsyncRead + AsyncWrite + Unpin,
{
    match exchange(ws, &mut told).await {
        Ok(()) => {}
        Err(WebSocketError::UnexpectedEOF) => told.ended(None),
        // The error is told that hides in it: `WebSocketError` does not say that this is its cause.
        Err(WebSocketError::IoError(error)) => told.ended(Some(&error)),
        Err(error) => told.ended(Some(&error)),
    }
}

async fn exchange<Io>(
    mut ws: WebSocket<Io>,
    told: &mut MonitoredConnection,
) -> Result<(), WebSocketError>
where
    Io: AsyncRead + AsyncWrite + Unpin,
{
    // It would answer, and not say whether the answer left.
    ws.set_auto_close(false);
    ws.set_auto_pong(false);
    let (reader, mut writer) = ws.split(tokio::io::split);
    let mut reader = FragmentCollectorRead::new(reader);
    let mut sends_nothing = async |_: Frame<'_>| Ok::<_, Infallible>(());
    loop {
        // A read may not be cancelled: it would lose the part of a frame that it has taken.
        let mut reading = pin!(reader.read_frame(&mut sends_nothing));
        let read = loop {
            tokio::select! {
                read = &mut reading => break read,
                close = told.closing() => match close {
                    Some(close) => send_close(&mut writer, told, close).await?,
                    // It has had its time.
                    None => return Ok(()),
                },
            }
        };
        let last_close = match read {
            Ok(frame) if frame.opcode == OpCode::Close => told.received(&frame.payload[..]),
            Ok(frame) => {
                told.received_message();
                let echo = match frame.opcode {
                    OpCode::Text | OpCode::Binary => frame,
                    OpCode::Ping => Frame::pong(frame.payload),
                    _ => continue,
                };
                // Nothing follows a close frame of ours.
                if !writer.is_closed() {
                    writer.write_frame(echo).await?;
                    writer.flush().await?;
                }
                continue;
            }
            Err(error @ (WebSocketError::IoError(_) | WebSocketError::UnexpectedEOF)) => {
                return Err(error);
            }
            Err(WebSocketError::InvalidUTF8) => told.failed(1007),
            Err(WebSocketError::FrameTooLarge) => told.failed(1009),
            Err(_) => told.failed(1002),
        };
        if let Some(close) = last_close {
            send_close(&mut writer, told, close).await?;
        }
        return Ok(());
    }
}

async fn send_close<Io: AsyncWrite + Unpin>(
    writer: &mut WebSocketWrite<WriteHalf<Io>>,
    told: &mut MonitoredConnection,
    close: Close,
) -> Result<(), WebSocketError> {
    let payload = closeframe::ClosePayload::from(&close);
    writer.write_frame(Frame::close_raw(Payload::Borrowed(payload.as_ref()))).await?;
    writer.flush().await?;
    told.sent(payload);
    Ok(())
}
