//! How a blocking connection ends: closes out and in, and what is owed before.

use std::{
    io::{self, Read, Write},
    mem,
    time::Instant,
};

use tungstenite::{Error, Message, Result, WebSocket, error::ProtocolError};

use super::{Closing, MonitoredSocket, Stage};
use crate::{
    CloseRequest, Reply, Role,
    connection::{Outgoing, Witness},
    fault::Fault,
    monitored::{MOST_PONGS_OWED, Transport},
    received::Told,
};

impl<Io, S: Read + Write + Transport<Io>> MonitoredSocket<Io, S> {
    /// Takes in what is no data: a ping or pong, a close, or an error.
    #[cold]
    pub(super) fn digest(&mut self, read: &mut Result<Message>) {
        *read = match mem::replace(read, Err(Error::AlreadyClosed)) {
            Ok(message) if message.is_close() => self.take_close(message),
            Ok(message) => {
                self.connection.stirred();
                if message.is_ping() {
                    self.pongs_owed = self.pongs_owed.saturating_add(1);
                    self.flush_pongs();
                }
                Ok(message)
            }
            Err(error) => self.take_read_error(error),
        };
    }

    /// Writes a raw frame or a close, or refuses what may not follow one.
    #[cold]
    pub(super) fn write_uncommon(&mut self, message: Message) -> Result<()> {
        let message = match CloseRequest::in_message(message) {
            Ok(request) => return self.write_close(request),
            Err(message) => message,
        };
        // Our close is out, or waits, and tungstenite has not noticed.
        if self.connection.sent_raw() || self.has_queued() {
            return Err(match self.get_ref() {
                Some(_) => Error::Protocol(ProtocolError::SendAfterClosing),
                None => Error::AlreadyClosed,
            });
        }
        let Some(socket) = self.get_mut() else { return Err(Error::AlreadyClosed) };
        let written = socket.write(message);
        written.inspect_err(|error| self.connection.write_failed(Fault::of(error)))
    }

    pub(super) fn write_close(&mut self, request: CloseRequest) -> Result<()> {
        if self.closing.is_some() {
            return Ok(());
        }
        let Some(Outgoing { message, sent, raw }) = self.connection.approve(request)? else {
            return Ok(());
        };
        self.end_flow().queued = Some((message, Some((sent, raw))));
        let written = self.hand_over();
        written.inspect_err(|error| self.connection.write_failed(Fault::of(error)))?;
        self.write_out()
    }

    /// Ends the flow of messages, if it has not ended yet.
    fn end_flow(&mut self) -> &mut Closing<S> {
        self.closing.get_or_insert_with(|| {
            let socket = self.flowing.take();
            Box::new(Closing { socket, stage: Stage::Reading, queued: None, since: Instant::now() })
        })
    }

    fn has_queued(&self) -> bool {
        self.closing.as_ref().is_some_and(|closing| closing.queued.is_some())
    }

    /// Hands our close to tungstenite, after a flush, for two reasons (host behaviour): a pong that
    /// is owed would be put behind the close, and a full write buffer would lose it.
    fn hand_over(&mut self) -> Result<()> {
        let Some(closing) = &mut self.closing else { return Ok(()) };
        let (Some(socket), Some(_)) = (&mut closing.socket, &closing.queued) else { return Ok(()) };
        let has_room = socket.get_config().max_write_buffer_size == usize::MAX;
        match socket.flush() {
            Err(error) if Fault::of(&error).is_some() || !has_room => return Err(error),
            _ => {}
        }
        let Some((close, sent)) = closing.queued.take() else { return Ok(()) };
        let handed_over = socket.write(close);
        if let Some((sent, raw)) = sent {
            self.connection.sent(sent, raw, closing.since);
        }
        handed_over
    }

    /// Does what cannot wait any longer, before the next message is read.
    ///
    /// # Errors
    ///
    /// `WouldBlock` while nothing is to be read: tungstenite keeps a pong for each ping (host
    /// behaviour), so a peer that sends pings and does not read could make us hold any number.
    #[cold]
    pub(super) fn attend(&mut self) -> Result<()> {
        self.obey();
        // Who is ending watches the time too.
        if self.pongs_owed == 0 || self.flowing.is_none() {
            return Ok(());
        }
        self.flush_pongs();
        match self.owes_too_many_pongs() {
            true => Err(Error::Io(io::ErrorKind::WouldBlock.into())),
            false => Ok(()),
        }
    }

    /// tungstenite answers no ping once it knows of a close of ours.
    fn owes_too_many_pongs(&self) -> bool {
        self.pongs_owed >= MOST_PONGS_OWED
            && (self.flowing.is_some() || self.has_queued() || self.connection.sent_raw())
    }

    /// Flushes the pongs that tungstenite would flush in its next read. There a failure would end
    /// reading (host behaviour), with the peer's close maybe unread. What would block waits for the
    /// next call.
    fn flush_pongs(&mut self) {
        let flushed = self.get_mut().map_or(Ok(()), WebSocket::flush);
        match flushed.map_err(|error| Fault::of(&error)) {
            Err(None) => self.connection.control().call_attention(),
            flushed => {
                self.pongs_owed = 0;
                if let Err(fault) = flushed {
                    self.connection.write_failed(fault);
                }
            }
        }
    }

    /// Starts the close that a handle, or the layer's drain, asks for.
    #[cold]
    pub(super) fn obey(&mut self) {
        let request = self.connection.control().take_request();
        if self.pongs_owed > 0 && self.flowing.is_some() {
            self.connection.control().call_attention();
        }
        if let Some(close) = request {
            // What does not go out now goes out with the next call.
            let _ = self.write_close(close.into());
        }
    }

    #[cold]
    fn take_close(&mut self, message: Message) -> Result<Message> {
        // The peer was first.
        self.end_flow().queued = None;
        let socket = self.closing.as_ref().and_then(|closing| closing.socket.as_ref());
        if let (Some(socket), Message::Close(frame)) = (socket, &message) {
            self.connection.received(frame.as_ref().map(Told::from), witness(socket));
        }
        if self.connection.policy().reply == Reply::ByApplication {
            self.enter(Stage::Delivered);
            return Ok(message);
        }
        self.enter(Stage::Replying(Ok(message)));
        self.read_ending()
    }

    #[cold]
    fn take_read_error(&mut self, error: Error) -> Result<Message> {
        let Some(fault) = Fault::of(&error) else {
            self.connection.quiet();
            return Err(self.give_up_if_overdue(error));
        };
        let truncated = matches!(error, Error::Protocol(ProtocolError::InvalidCloseSequence));
        self.end_flow();
        let Some(Closing { socket: Some(socket), queued, .. }) = self.closing.as_deref_mut() else {
            return Err(error);
        };
        if let Some(reply) = self.connection.read_failed(fault, truncated, witness(socket)) {
            *queued = Some((reply, None));
            self.enter(Stage::Replying(Err(error)));
            return self.read_ending();
        }
        self.enter(Stage::Told);
        Err(error)
    }

    /// Reads on towards the end.
    #[cold]
    pub(super) fn read_closing(&mut self) -> Result<Message> {
        if self.is_reading() && !self.connection.is_settled() {
            match self.write_out() {
                Err(error) if !self.is_reading() => return Err(error),
                // What did not go out now goes out with the next call.
                _ => {}
            }
        }
        if self.is_reading() && self.owes_too_many_pongs() {
            self.flush_pongs();
            if self.owes_too_many_pongs() {
                let not_yet = Error::Io(io::ErrorKind::WouldBlock.into());
                return Err(self.give_up_if_overdue(not_yet));
            }
        }
        match self.closing.as_deref_mut() {
            Some(Closing { socket: Some(socket), stage: Stage::Reading, since, .. }) => {
                let timeout = self.connection.policy().close_timeout;
                if let Some(moment) = since.checked_add(timeout) {
                    socket.get_mut().read_until(moment);
                }
                let mut message = socket.read();
                // Other messages do not extend the time, however many come.
                let is_other = message.as_ref().is_ok_and(|message| !message.is_close());
                if is_other && since.elapsed() >= timeout {
                    message = Err(Error::Io(io::ErrorKind::WouldBlock.into()));
                }
                self.digest(&mut message);
                message
            }
            _ => self.read_ending(),
        }
    }

    fn is_reading(&self) -> bool {
        self.closing.as_ref().is_some_and(|closing| matches!(closing.stage, Stage::Reading))
    }

    /// Reads at and after the end.
    fn read_ending(&mut self) -> Result<Message> {
        match self.closing.as_ref().map(|closing| &closing.stage) {
            Some(Stage::Delivered) => {
                self.write_out()?;
                Err(self.tell())
            }
            Some(Stage::Replying(_)) => {
                self.write_out()?;
                match mem::replace(&mut self.end_flow().stage, Stage::Told) {
                    Stage::Replying(Ok(message)) => {
                        self.enter(Stage::Delivered);
                        Ok(message)
                    }
                    Stage::Replying(Err(error)) => Err(error),
                    _ => Err(Error::AlreadyClosed),
                }
            }
            _ => Err(Error::AlreadyClosed),
        }
    }

    #[cold]
    pub(super) fn flush_closing(&mut self) -> Result<()> {
        let Some(Closing { socket: Some(_), stage, .. }) = self.closing.as_deref() else {
            return Ok(());
        };
        match stage {
            Stage::Reading | Stage::Replying(_) => self.write_out(),
            Stage::Delivered => {
                self.write_out()?;
                Err(self.tell())
            }
            Stage::Told => Ok(()),
        }
    }

    /// Writes out our close frame, through the stream's own buffer, and ends TCP if both close
    /// frames are over. Then an error counts as done: the peer is gone.
    ///
    /// # Errors
    ///
    /// `WouldBlock` and its like: to be called again; others only while the reply is awaited.
    fn write_out(&mut self) -> Result<()> {
        let ending = !self.is_reading();
        // tungstenite would answer a second time.
        let answers_twice = self.connection.sent_raw() && ending;
        if answers_twice && !self.connection.is_settled() {
            // What of ours has not left by now will not.
            self.connection.let_go(None);
        }
        if !self.connection.is_settled() && !answers_twice {
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
            self.end_flow().socket = None;
        }
        Ok(())
    }

    fn flush_all(&mut self) -> Result<()> {
        let Some(socket) = self.get_mut() else { return Ok(()) };
        match socket.flush() {
            // As server, tungstenite says so before it flushes the stream (host behaviour).
            Err(Error::ConnectionClosed) => Ok(socket.get_mut().flush()?),
            other => other,
        }
    }

    /// Ends the connection if `error` is a stream's "not yet" and the close handshake has had its
    /// time.
    fn give_up_if_overdue(&mut self, error: Error) -> Error {
        let Some(closing) = &mut self.closing else { return error };
        let is_overdue = closing.since.elapsed() >= self.connection.policy().close_timeout;
        if !matches!(&error, Error::Io(_)) || !is_overdue {
            return error;
        }
        closing.stage = Stage::Told;
        // What we began to close with is told, although it found no room until now.
        if let Some((sent, raw)) = closing.queued.take().and_then(|queued| queued.1) {
            self.connection.sent(sent, raw, closing.since);
        }
        self.connection.timed_out();
        closing.socket = None;
        Error::Io(io::Error::new(io::ErrorKind::TimedOut, "close handshake timed out"))
    }

    fn tell(&mut self) -> Error {
        self.enter(Stage::Told);
        Error::ConnectionClosed
    }

    fn enter(&mut self, stage: Stage) {
        self.end_flow().stage = stage;
    }
}

fn witness<Io, S: Transport<Io>>(socket: &WebSocket<S>) -> Witness<'_> {
    Witness {
        seen: socket.get_ref().seen(),
        unmasked_is_fine: socket.get_config().accept_unmasked_frames,
    }
}
