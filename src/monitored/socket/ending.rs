//! How a blocking connection ends: closes out and in, and what is owed before.

use std::{
    io::{self, Read, Write},
    mem,
    time::Instant,
};

use tungstenite::{Error, Message, Result, WebSocket, error::ProtocolError};

use super::{MonitoredSocket, Stage};
use crate::{CloseRequest, Reply, Role, connection::Witness, fault::Fault, monitored::Transport};

impl<Io, S: Read + Write + Transport<Io>> MonitoredSocket<Io, S> {
    /// Writes a close, or refuses what may not follow one.
    #[cold]
    pub(super) fn write_in_the_end(&mut self, message: Message) -> Result<()> {
        match CloseRequest::in_message(message) {
            Ok(request) => self.write_close(request),
            Err(_) if self.socket.is_none() => Err(Error::AlreadyClosed),
            Err(_) => Err(Error::Protocol(ProtocolError::SendAfterClosing)),
        }
    }

    /// Our close is out, or waits, and tungstenite has not noticed.
    #[inline]
    pub(super) fn closes_alone(&self) -> bool {
        self.connection.sent_raw() || self.queued.is_some()
    }

    pub(super) fn write_close(&mut self, request: CloseRequest) -> Result<()> {
        if self.queued.is_some() {
            return Ok(());
        }
        let Some(outgoing) = self.connection.approve(request)? else { return Ok(()) };
        self.queued =
            Some(Box::new((outgoing.message, Some((outgoing.sent, outgoing.raw)), Instant::now())));
        let written = self.hand_over();
        written.inspect_err(|error| self.connection.write_failed(Fault::of(error)))?;
        self.write_out()
    }

    /// Hands our close to tungstenite, after a flush, for two reasons (host behaviour): a pong that
    /// is owed would be put behind the close, and a full write buffer would lose it.
    fn hand_over(&mut self) -> Result<()> {
        let (Some(socket), Some(_)) = (&mut self.socket, &self.queued) else { return Ok(()) };
        let has_room = socket.get_config().max_write_buffer_size == usize::MAX;
        match socket.flush() {
            Err(error) if Fault::of(&error).is_some() || !has_room => return Err(error),
            _ => {}
        }
        let Some(queued) = self.queued.take() else { return Ok(()) };
        let (close, sent, _) = *queued;
        let handed_over = socket.write(close);
        if let Some((sent, raw)) = sent {
            self.connection.sent(sent, raw);
        }
        handed_over
    }

    /// Writes what a read must not fail at: a pong, which tungstenite would flush there (host
    /// behaviour), and our close. What would block waits for the next call.
    ///
    /// # Errors
    ///
    /// If the close handshake has had its time.
    #[cold]
    pub(super) fn write_what_is_owed(&mut self) -> Result<()> {
        if !matches!(self.stage, Stage::Reading) || self.connection.written() {
            return Ok(());
        }
        if self.connection.is_open() && self.queued.is_none() {
            let Some(socket) = &mut self.socket else { return Ok(()) };
            let flushed = socket.flush();
            if let Err(error) = &flushed {
                self.connection.write_failed(Fault::of(error));
            }
            self.owes_pong = matches!(&flushed, Err(error) if Fault::of(error).is_none());
        } else if let Err(error) = self.write_out() {
            if matches!(self.stage, Stage::Told) {
                return Err(error);
            }
        }
        Ok(())
    }

    /// Starts the close that a handle, or the layer's drain, asks for.
    #[inline]
    pub(super) fn obey(&mut self) {
        if self.connection.control().is_requested() {
            if let Some(close) = self.connection.control().take_request() {
                // What does not go out now goes out with the next call.
                let _ = self.write_close(close.into());
            }
        }
    }

    #[cold]
    pub(super) fn take_close(&mut self, message: Message) -> Result<Message> {
        // The peer was first.
        self.queued = None;
        if let (Some(socket), Message::Close(frame)) = (&self.socket, &message) {
            self.connection.received(frame.as_ref(), witness(socket));
        }
        if self.connection.policy().reply == Reply::ByApplication && !self.connection.written() {
            self.stage = Stage::Delivered;
            return Ok(message);
        }
        self.stage = Stage::Replying(Ok(message));
        self.read_ending()
    }

    #[cold]
    pub(super) fn take_read_error(&mut self, error: Error) -> Result<Message> {
        let (Some(fault), Some(socket)) = (Fault::of(&error), &mut self.socket) else {
            self.connection.quiet();
            return Err(self.give_up_if_overdue(error));
        };
        let truncated = matches!(error, Error::Protocol(ProtocolError::InvalidCloseSequence));
        if let Some(reply) = self.connection.read_failed(fault, truncated, witness(socket)) {
            self.queued = Some(Box::new((reply, None, Instant::now())));
            self.stage = Stage::Replying(Err(error));
            return self.read_ending();
        }
        self.stage = Stage::Told;
        Err(error)
    }

    /// Reads at and after the end.
    #[cold]
    pub(super) fn read_ending(&mut self) -> Result<Message> {
        match &self.stage {
            Stage::Reading | Stage::Told => Err(Error::AlreadyClosed),
            Stage::Delivered => {
                self.write_out()?;
                Err(self.tell())
            }
            Stage::Replying(_) => {
                self.write_out()?;
                match mem::replace(&mut self.stage, Stage::Told) {
                    Stage::Replying(Ok(message)) => {
                        self.stage = Stage::Delivered;
                        Ok(message)
                    }
                    Stage::Replying(Err(error)) => Err(error),
                    _ => Err(Error::AlreadyClosed),
                }
            }
        }
    }

    /// Writes out our close frame, through the stream's own buffer, and ends TCP if both close
    /// frames are over. Then an error counts as done: the peer is gone.
    ///
    /// # Errors
    ///
    /// `WouldBlock` and its like: to be called again; others only while the reply is awaited.
    pub(super) fn write_out(&mut self) -> Result<()> {
        let ending = !matches!(self.stage, Stage::Reading);
        // tungstenite would answer a second time.
        let answers_twice = self.connection.sent_raw() && ending;
        if answers_twice && !self.connection.written() {
            // What of ours has not left by now will not.
            self.connection.let_go(None);
        }
        if !self.connection.written() && !answers_twice {
            match self.hand_over().and_then(|()| self.flush_all()) {
                Ok(()) => self.connection.all_written(),
                Err(error) => match Fault::of(&error) {
                    Some(fault) => {
                        self.connection.write_failed(Some(fault));
                        if !ending {
                            return Err(error);
                        }
                    }
                    None => return Err(self.give_up_if_overdue(error)),
                },
            }
        }
        // RFC 6455 section 7.1.1: the server ends TCP.
        if ending && self.connection.role() == Role::Server {
            self.socket = None;
        }
        Ok(())
    }

    fn flush_all(&mut self) -> Result<()> {
        let Some(socket) = &mut self.socket else { return Ok(()) };
        match socket.flush() {
            // As server, tungstenite says so before it flushes the stream (host behaviour).
            Err(Error::ConnectionClosed) => Ok(socket.get_mut().flush()?),
            other => other,
        }
    }

    /// Ends the connection if `error` is a stream's "not yet" and the close handshake has had its
    /// time.
    fn give_up_if_overdue(&mut self, error: Error) -> Error {
        let queued_at = self.queued.as_ref().map(|queued| queued.2);
        if !matches!(&error, Error::Io(_)) || !self.connection.is_overdue(queued_at) {
            return error;
        }
        // What we began to close with is told, although it found no room until now.
        if let Some((sent, raw)) = self.queued.take().and_then(|queued| queued.1) {
            self.connection.sent(sent, raw);
        }
        self.connection.timed_out();
        self.stage = Stage::Told;
        self.socket = None;
        Error::Io(io::Error::new(io::ErrorKind::TimedOut, "close handshake timed out"))
    }

    pub(super) fn tell(&mut self) -> Error {
        self.stage = Stage::Told;
        Error::ConnectionClosed
    }
}

fn witness<Io, S: Transport<Io>>(socket: &WebSocket<S>) -> Witness<'_> {
    Witness {
        seen: socket.get_ref().seen(),
        unmasked_is_fine: socket.get_config().accept_unmasked_frames,
    }
}
