//! A wrapped socket as a stream and sink, with tungstenite's messages whichever it is.

use std::{
    error::Error,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use futures_util::{Sink, Stream};
use tungstenite::Message;

use crate::report_line::Said;

/// The messages of both libraries.
pub(crate) trait Speaks: Send + 'static {
    fn of_tungstenite(message: Message) -> Self;
    fn to_tungstenite(self) -> Message;
}

impl Speaks for Message {
    fn of_tungstenite(message: Message) -> Self {
        message
    }

    fn to_tungstenite(self) -> Message {
        self
    }
}

/// The socket of a handler, which is dropped with it.
pub(crate) struct Ws(Pin<Box<dyn Both + Send>>);

trait Both: Stream<Item = Result<Message, Said>> + Sink<Message, Error = Said> {}

impl<T: Stream<Item = Result<Message, Said>> + Sink<Message, Error = Said>> Both for T {}

struct Translated<S, M>(S, PhantomData<fn() -> M>);

impl Ws {
    pub(crate) fn new<S, M, E>(socket: S) -> Self
    where
        S: Stream<Item = Result<M, E>> + Sink<M, Error = E> + Unpin + Send + 'static,
        M: Speaks,
        E: Error + 'static,
    {
        Self(Box::pin(Translated(socket, PhantomData)))
    }
}

impl Stream for Ws {
    type Item = Result<Message, Said>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }
}

impl Sink<Message> for Ws {
    type Error = Said;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Said>> {
        self.0.as_mut().poll_ready(cx)
    }

    fn start_send(mut self: Pin<&mut Self>, message: Message) -> Result<(), Said> {
        self.0.as_mut().start_send(message)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Said>> {
        self.0.as_mut().poll_flush(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Said>> {
        self.0.as_mut().poll_close(cx)
    }
}

impl<S, M, E> Stream for Translated<S, M>
where
    S: Stream<Item = Result<M, E>> + Unpin,
    M: Speaks,
    E: Error + 'static,
{
    type Item = Result<Message, Said>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(cx).map(|item| {
            item.map(|read| read.map(Speaks::to_tungstenite).map_err(|error| Said::of(&error)))
        })
    }
}

impl<S, M, E> Sink<Message> for Translated<S, M>
where
    S: Sink<M, Error = E> + Unpin,
    M: Speaks,
    E: Error + 'static,
{
    type Error = Said;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Said>> {
        Pin::new(&mut self.0).poll_ready(cx).map_err(|error| Said::of(&error))
    }

    fn start_send(mut self: Pin<&mut Self>, message: Message) -> Result<(), Said> {
        let message = M::of_tungstenite(message);
        Pin::new(&mut self.0).start_send(message).map_err(|error| Said::of(&error))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Said>> {
        Pin::new(&mut self.0).poll_flush(cx).map_err(|error| Said::of(&error))
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Said>> {
        Pin::new(&mut self.0).poll_close(cx).map_err(|error| Said::of(&error))
    }
}
