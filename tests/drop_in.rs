//! What compiles with a bare socket compiles with its wrapper: each use stands once, in a macro that is
//! made of the bare socket and of the wrappers, so that a difference is an error of the compiler.
//!
//! Three things differ, and their documents say why: `into_inner` gives a socket back only once its
//! connection has a report; and a blocking server's io is `None` once TCP has ended, so that `get_ref`
//! and `get_mut` return an `Option`. tungstenite's deprecated names are not there.

#![allow(dead_code, reason = "it is the compiler that tests")]

use std::fmt;

use closeframe::{MonitoredSocket, Untapped};
use tungstenite::{
    Error, Message, WebSocket,
    protocol::{CloseFrame, WebSocketConfig},
};

fn going_away() -> CloseFrame {
    CloseFrame { code: 1001.into(), reason: "bye".into() }
}

fn moves<T: fmt::Debug + Send + Unpin>() {}

fn is_shared<T: Sync>() {}

/// What users do with a blocking socket.
macro_rules! blocking {
    ($name:ident, $io:ident => $socket:ty) => {
        mod $name {
            use std::{
                io::{Read, Write},
                net::TcpStream,
                thread,
            };

            use super::*;

            type Socket<$io> = $socket;

            /// Without bounds.
            #[derive(Debug)]
            struct Session<Io> {
                ws: Socket<Io>,
                name: String,
            }

            impl<Io> Drop for Session<Io> {
                fn drop(&mut self) {
                    println!("{} is gone", self.name);
                }
            }

            impl<Io: Read + Write> Session<Io> {
                fn run(&mut self) -> Result<(), Error> {
                    while self.ws.can_read() {
                        let message = self.ws.read()?;
                        if self.ws.can_write() {
                            self.ws.write(message)?;
                            self.ws.flush()?;
                        }
                    }
                    self.ws.send(Message::text("bye"))
                }
            }

            trait Duplex: Read + Write {}

            struct Any {
                ws: Socket<Box<dyn Duplex>>,
            }

            struct Borrowed<'io> {
                ws: Socket<&'io TcpStream>,
            }

            fn read(ws: &mut Any) -> Result<Message, Error> {
                ws.ws.read()
            }

            fn close(ws: &mut Socket<TcpStream>) -> Result<(), Error> {
                moves::<Socket<TcpStream>>();
                is_shared::<Socket<TcpStream>>();
                ws.close(None)?;
                ws.close(Some(going_away()))
            }

            fn configure(ws: &mut Socket<TcpStream>) -> Option<usize> {
                ws.set_config(|config| config.max_message_size = Some(64));
                let config: &WebSocketConfig = ws.get_config();
                config.max_message_size
            }

            fn elsewhere<Io>(mut ws: Socket<Io>) -> thread::JoinHandle<Result<Message, Error>>
            where
                Io: Read + Write + Send + 'static,
            {
                thread::spawn(move || ws.read())
            }
        }
    };
}

blocking!(bare_blocking, Io => WebSocket<Io>);
blocking!(tapped_blocking, Io => MonitoredSocket<Io>);
blocking!(untapped_blocking, Io => MonitoredSocket<Io, Untapped>);

/// What users do with any async socket, whatever its messages are.
#[cfg(feature = "tokio")]
macro_rules! polled {
    ($socket:ty, $message:ty, $error:ty) => {
        type Item = Result<$message, $error>;
        type BoxedSink = std::pin::Pin<Box<dyn Sink<$message, Error = $error> + Send>>;

        async fn close_by_sink(mut ws: $socket) -> Result<(), $error> {
            moves::<$socket>();
            SinkExt::close(&mut ws).await
        }

        async fn echo_in_halves(ws: $socket) -> Result<(), $error> {
            let (mut sink, mut stream) = ws.split();
            while let Some(message) = stream.next().await {
                sink.send(message?).await?;
            }
            let _whole: Result<$socket, _> = sink.reunite(stream);
            Ok(())
        }

        async fn forward(from: $socket, to: $socket) -> Result<(), $error> {
            let (sink, _) = to.split();
            from.forward(sink).await
        }

        async fn echo_by<S>(ws: &mut S) -> Result<(), $error>
        where
            S: Stream<Item = Item> + Sink<$message, Error = $error> + Unpin,
        {
            while let Some(message) = ws.try_next().await? {
                ws.feed(message).await?;
                ws.flush().await?;
            }
            Ok(())
        }

        async fn echo(mut ws: $socket) -> Result<(), $error> {
            while !ws.is_terminated() {
                echo_by(&mut ws).await?;
            }
            Ok(())
        }

        fn boxed(ws: $socket) -> (BoxedSink, BoxStream<'static, Item>) {
            let (sink, stream) = ws.split();
            (Box::pin(sink), stream.boxed())
        }

        fn spawned(ws: $socket) -> tokio::task::JoinHandle<Result<(), $error>> {
            tokio::spawn(echo(ws))
        }

        fn future(
            ws: $socket,
        ) -> std::pin::Pin<Box<dyn Future<Output = Result<(), $error>> + Send>> {
            Box::pin(echo(ws))
        }
    };
}

/// What users do with tokio-tungstenite's.
#[cfg(feature = "tokio")]
macro_rules! stream {
    ($name:ident, $io:ident => $socket:ty) => {
        mod $name {
            use futures_util::{
                Sink, SinkExt, Stream, StreamExt, TryStreamExt,
                stream::{BoxStream, FusedStream},
            };
            use tokio::{
                io::{AsyncRead, AsyncWrite},
                net::TcpStream,
            };

            use super::*;

            type Socket<$io> = $socket;

            polled!(Socket<TcpStream>, Message, Error);

            /// Without bounds.
            #[derive(Debug)]
            struct Session<Io> {
                ws: Socket<Io>,
                name: String,
            }

            impl<Io> Drop for Session<Io> {
                fn drop(&mut self) {
                    println!("{} is gone", self.name);
                }
            }

            impl<Io: AsyncRead + AsyncWrite + Unpin> Session<Io> {
                async fn run(&mut self) -> Result<(), Error> {
                    while let Some(message) = self.ws.next().await {
                        self.ws.send(message?).await?;
                    }
                    self.ws.close(None).await
                }
            }

            trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}

            struct Any {
                ws: Socket<Box<dyn Duplex>>,
            }

            async fn next(ws: &mut Any) -> Option<Item> {
                ws.ws.next().await
            }

            async fn close(ws: &mut Socket<TcpStream>) -> Result<(), Error> {
                is_shared::<Socket<TcpStream>>();
                ws.close(None).await?;
                ws.close(Some(going_away())).await
            }

            fn look(ws: &mut Socket<TcpStream>) -> std::io::Result<Option<usize>> {
                ws.get_ref().peer_addr()?;
                ws.get_mut().set_nodelay(true)?;
                let config: &WebSocketConfig = ws.get_config();
                Ok(config.max_message_size)
            }

            fn elsewhere<Io>(ws: Socket<Io>) -> tokio::task::JoinHandle<Option<Item>>
            where
                Io: AsyncRead + AsyncWrite + Unpin + Send + 'static,
            {
                let mut ws = ws;
                tokio::spawn(async move { ws.next().await })
            }
        }
    };
}

#[cfg(feature = "tokio")]
stream!(bare_stream, Io => tokio_tungstenite::WebSocketStream<Io>);
#[cfg(feature = "tokio")]
stream!(tapped_stream, Io => closeframe::MonitoredStream<Io>);
#[cfg(feature = "tokio")]
stream!(untapped_stream, Io => closeframe::MonitoredStream<Io, Untapped>);

/// What users do with axum's, whatever they import.
#[cfg(feature = "axum")]
macro_rules! axum {
    ($name:ident, $socket:ty, $error:path, $ws:path) => {
        mod $name {
            use axum::http::HeaderValue;
            use futures_util::{
                Sink, SinkExt, Stream, StreamExt, TryStreamExt,
                stream::{BoxStream, FusedStream},
            };

            use $error as Error;
            use $ws::{Message, Utf8Bytes};

            use super::moves;

            polled!($socket, Message, Error);

            async fn close(mut socket: $socket) -> Result<(), Error> {
                socket.close().await
            }

            async fn handle(socket: &mut $socket) -> Result<(), Error> {
                let protocol: Option<&HeaderValue> = socket.protocol();
                println!("{protocol:?}");
                while let Some(message) = socket.recv().await {
                    if let Message::Text(text) = message? {
                        let text: Utf8Bytes = text;
                        socket.send(Message::Text(text)).await?;
                    }
                }
                socket.send(Message::Close(None)).await
            }
        }
    };
}

#[cfg(feature = "axum")]
axum!(bare_axum, axum::extract::ws::WebSocket, axum::Error, axum::extract::ws);
#[cfg(feature = "axum")]
axum!(wrapped_axum, closeframe::MonitoredWebSocket, axum::Error, axum::extract::ws);
#[cfg(feature = "axum")]
axum!(tapped_axum, closeframe::axum::WebSocket, closeframe::axum::Error, closeframe::axum);

/// What users do with axum's extractor.
#[cfg(feature = "axum")]
macro_rules! upgrade {
    ($name:ident, $ws:path) => {
        mod $name {
            use axum::{http::HeaderValue, response::Response};
            use $ws::{CloseFrame, Message, OnFailedUpgrade, WebSocket, WebSocketUpgrade};

            async fn upgrade(upgrade: WebSocketUpgrade) -> Response {
                let mut upgrade = upgrade
                    .protocols(["chat", "feed"])
                    .read_buffer_size(1)
                    .write_buffer_size(1)
                    .max_write_buffer_size(2)
                    .max_message_size(3)
                    .max_frame_size(3)
                    .accept_unmasked_frames(true);
                if upgrade.selected_protocol().is_none() {
                    let requested: Option<HeaderValue> =
                        upgrade.requested_protocols().next().cloned();
                    upgrade.set_selected_protocol(requested.unwrap());
                }
                println!("{upgrade:?}");
                on_upgrade(upgrade.on_failed_upgrade(|error: axum::Error| println!("{error}")))
            }

            fn on_upgrade<F: OnFailedUpgrade>(upgrade: WebSocketUpgrade<F>) -> Response {
                upgrade.on_upgrade(handle)
            }

            async fn handle(mut socket: WebSocket) {
                while let Some(Ok(message)) = socket.recv().await {
                    let answer = match message {
                        Message::Text(text) if text.as_str() == "ping" => Message::Ping("?".into()),
                        Message::Text(text) => Message::Text(format!("you said: {text}").into()),
                        Message::Binary(bytes) => Message::Binary(bytes),
                        Message::Close(Some(CloseFrame { code, reason })) => {
                            println!("{code} {}", reason.as_str());
                            break;
                        }
                        _ => Message::text("what?"),
                    };
                    if socket.send(answer).await.is_err() {
                        return;
                    }
                }
                let frame = CloseFrame { code: 1000_u16.into(), reason: "bye".into() };
                let _ = socket.send(Message::Close(Some(frame))).await;
            }

            fn router() -> axum::Router {
                axum::Router::new().route("/", axum::routing::any(upgrade))
            }
        }
    };
}

#[cfg(feature = "axum")]
upgrade!(bare_upgrade, axum::extract::ws);
#[cfg(feature = "axum")]
upgrade!(tapped_upgrade, closeframe::axum);
