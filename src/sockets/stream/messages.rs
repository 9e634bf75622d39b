//! The async wrapper as the `Stream` and `Sink` that its bare socket is.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::{FusedStream, Stream};
use futures_sink::Sink;
use tokio::io::{AsyncRead, AsyncWrite};
use tungstenite::{Error, Message};

use super::MonitoredStream;
use crate::{
    Close,
    sockets::{CloseAsync, Mode},
};

impl<Io, M> Stream for MonitoredStream<Io, M>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    M: Mode,
    M::Transport<Io>: AsyncRead + AsyncWrite + Unpin,
{
    type Item = Result<Message, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next(cx)
    }
}

impl<Io, M> FusedStream for MonitoredStream<Io, M>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    M: Mode,
    M::Transport<Io>: AsyncRead + AsyncWrite + Unpin,
{
    fn is_terminated(&self) -> bool {
        self.0.is_over()
    }
}

impl<Io, M> Sink<Message> for MonitoredStream<Io, M>
where
    Io: AsyncRead + AsyncWrite + Unpin,
    M: Mode,
    M::Transport<Io>: AsyncRead + AsyncWrite + Unpin,
{
    type Error = Error;

    #[inline]
    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_ready(cx)
    }

    #[inline]
    fn start_send(mut self: Pin<&mut Self>, item: Message) -> Result<(), Error> {
        self.0.start_send(item)
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.0.poll_close(cx)
    }
}

impl<Io, M> CloseAsync for MonitoredStream<Io, M>
where
    Io: AsyncRead + AsyncWrite + Unpin + Send,
    M: Mode,
    M::Transport<Io>: AsyncRead + AsyncWrite + Unpin + Send,
{
    async fn close_async(&mut self, close: Close) {
        // How it went is in the report.
        let _ = self.0.close(close.into()).await;
    }
}
