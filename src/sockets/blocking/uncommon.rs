//! What a blocking socket does off the way of most messages.

use std::{
    io::{self, Read, Write},
    mem,
    task::{Context, Poll, Waker},
};

use tungstenite::{Error, Message, Result};

use super::{
    MonitoredSocket,
    socket::{Blocking, until_closed},
};
use crate::{
    CloseRequest, Mode,
    driver::{Item, Place, Uncommon},
    protocol::Sends,
};

impl<Io, M: Mode> MonitoredSocket<Io, M>
where
    M::Transport<Io>: Read + Write,
{
    /// Takes note of a message that was not written, or a flush that failed.
    #[cold]
    pub(super) fn note_unwritten(&mut self, Uncommon(written): Uncommon<Result<()>>) -> Result<()> {
        written.inspect_err(|error| self.driver.note_write_error(error))
    }

    #[cold]
    pub(super) fn flush_uncommon(&mut self) -> Result<()> {
        if self.driver.connection.facts().has_delivered_ending() {
            return Err(self.tell_end());
        }
        let flushed = self.driver.poll_flush(&mut Context::from_waker(Waker::noop()));
        let flushed = self.result(flushed);
        if flushed.is_ok() && self.driver.connection.facts().has_delivered_ending() {
            return Err(self.tell_end());
        }
        flushed
    }

    /// Takes in what is no data.
    #[cold]
    pub(super) fn read_uncommon(
        &mut self,
        Uncommon(read): Uncommon<Result<Message>>,
    ) -> Result<Message> {
        let Place::Open(socket) = &mut self.driver.place else { return read };
        let mut polled = socket.polled(read).map(until_closed);
        self.driver.handle_non_data(&mut polled, &mut Context::from_waker(Waker::noop()));
        self.item(polled)
    }

    /// Reads on towards the end.
    #[cold]
    pub(super) fn read_on(&mut self) -> Result<Message> {
        let polled = self.driver.poll_next(&mut Context::from_waker(Waker::noop()));
        self.item(polled)
    }

    #[cold]
    pub(super) fn write_uncommon(&mut self, message: Message) -> Result<()> {
        let cx = &mut Context::from_waker(Waker::noop());
        // A message that waits for the end is told of it by a flush, which may say "not yet": as with
        // tungstenite, that means that the message was taken.
        let flushes =
            !CloseRequest::is_not_in(&message) || self.driver.connection.sends() == Sends::Wait;
        self.driver.start_send(message)?;
        if flushes {
            let flushed = self.driver.poll_flush(cx);
            return self.result(flushed);
        }
        Ok(())
    }

    fn item(&mut self, polled: Poll<Option<Item<Blocking<Io, M>>>>) -> Result<Message> {
        match polled {
            Poll::Ready(Some(Ok(message))) => Ok(message),
            Poll::Ready(Some(Err(error))) => {
                // After an error that ends the connection, nothing more is told but that.
                if !self.driver.place.is_open() {
                    self.told_end = true;
                }
                Err(error)
            }
            Poll::Ready(None) => Err(self.tell_end()),
            Poll::Pending => Err(self.not_yet()),
        }
    }

    fn result(&mut self, polled: Poll<Result<()>>) -> Result<()> {
        match polled {
            Poll::Ready(result) => result,
            Poll::Pending => Err(self.not_yet()),
        }
    }

    /// That the connection has ended, as tungstenite tells it.
    fn tell_end(&mut self) -> Error {
        match mem::replace(&mut self.told_end, true) {
            false => Error::ConnectionClosed,
            true => Error::AlreadyClosed,
        }
    }

    /// The stream's own words, if it was the stream that could not go on.
    fn not_yet(&mut self) -> Error {
        let kept = self.driver.socket_mut().and_then(|socket| socket.not_yet.take());
        Error::Io(kept.unwrap_or_else(|| io::ErrorKind::WouldBlock.into()))
    }
}
