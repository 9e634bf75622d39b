//! Our close frame: from the moment it is asked for until it has left.

use std::task::{Context, Poll, ready};

use super::{core::Core, ending::Stage, host::Host, wakers::Half};
use crate::{CloseRequest, connection::Outgoing, handshake::SentClose};

/// A close that is to be handed to tungstenite.
pub(super) struct Close<H: Host> {
    message: H::Message,
    /// What is noted when that is done, unless it has been noted: of a close of the application's.
    sent: Option<(SentClose, bool)>,
}

impl<H: Host> Close<H> {
    /// One of ours, which is noted apart.
    pub(super) fn unasked(message: H::Message) -> Self {
        Self { message, sent: None }
    }
}

impl<H: Host> Core<H> {
    /// Sends a close, if the policy has it and none has gone either way.
    pub(super) fn start_close(&mut self, request: CloseRequest) -> Result<(), H::Error> {
        if self.place.ending.is_some() {
            return Ok(());
        }
        let Some(outgoing) = self.connection.approve(request).map_err(H::error)? else {
            return Ok(());
        };
        let Outgoing { message, sent, raw } = outgoing;
        self.enter(Stage::AwaitingReply);
        // From now on the reader watches the time too.
        self.wakers.wake_other(Half::Writer);
        let close = Close { message: H::message(message), sent: Some((sent, raw)) };
        let handed_over = self.hand_over(close);
        handed_over.inspect_err(|error| self.connection.write_failed(H::fault(error)))
    }

    /// Hands a close to tungstenite, or keeps it until there is room.
    ///
    /// tungstenite puts a pong that it owes *behind* a close that it is given (host behaviour), and
    /// nothing may follow a close. A flush, even one that blocks, takes the pong first.
    pub(super) fn hand_over(&mut self, close: Close<H>) -> Result<(), H::Error> {
        let Some(ending) = &mut self.place.ending else { return Ok(()) };
        let Some(host) = &mut ending.host else { return Ok(()) };
        let waker = self.wakers.both();
        let flushed = host.poll_flush(&mut Context::from_waker(&waker));
        if flushed.is_pending() && !host.has_room_for_close() {
            ending.queued = Some(close);
            return Ok(());
        }
        match flushed {
            Poll::Ready(Err(error)) => Err(error),
            _ => self.hand_over_now(close),
        }
    }

    fn hand_over_now(&mut self, close: Close<H>) -> Result<(), H::Error> {
        let Some(host) = self.place.host_mut() else { return Ok(()) };
        let handed_over = host.start_send(close.message);
        self.note_sent(close.sent);
        handed_over
    }

    /// Writes out our close frame.
    pub(super) fn poll_written(&mut self) -> Poll<Result<(), H::Error>> {
        if self.connection.is_settled() {
            return Poll::Ready(Ok(()));
        }
        if self.answers_twice() {
            // What of ours has not left by now will not.
            self.connection.let_go(None);
            return Poll::Ready(Ok(()));
        }
        let waker = self.wakers.both();
        let written = ready!(self.poll_out(&mut Context::from_waker(&waker)));
        match &written {
            Ok(()) => self.connection.all_written(),
            Err(error) => self.connection.write_failed(H::fault(error)),
        }
        Poll::Ready(written)
    }

    /// Writes out all there is, through the transport's own buffer.
    pub(super) fn poll_out(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), H::Error>> {
        if self.has_queued() {
            let Some(host) = self.place.host_mut() else { return Poll::Ready(Ok(())) };
            ready!(host.poll_flush(cx))?;
            if let Some(close) = self.place.ending.as_mut().and_then(|ending| ending.queued.take())
            {
                self.hand_over_now(close)?;
            }
        }
        let Some(host) = self.place.host_mut() else { return Poll::Ready(Ok(())) };
        ready!(host.poll_flush(cx))?;
        host.poll_flush_transport(cx)
    }

    /// What we began to close with is told, although it found no room until now.
    pub(super) fn note_queued(&mut self) {
        let queued = self.place.ending.as_mut().and_then(|ending| ending.queued.take());
        self.note_sent(queued.and_then(|close| close.sent));
    }

    /// The handshake began when the close was asked for, although it may have waited for room.
    fn note_sent(&mut self, sent: Option<(SentClose, bool)>) {
        let (Some((sent, raw)), Some(ending)) = (sent, &self.place.ending) else { return };
        self.connection.sent(sent, raw, ending.begun);
    }

    /// A close waits for room.
    pub(super) fn has_queued(&self) -> bool {
        self.place.ending.as_ref().is_some_and(|ending| ending.queued.is_some())
    }

    /// The peer's close is in, and tungstenite would answer it although ours went out as a raw frame.
    pub(super) fn answers_twice(&self) -> bool {
        let awaiting_reply = match &self.place.ending {
            Some(ending) => matches!(ending.stage, Stage::AwaitingReply),
            None => false,
        };
        self.connection.sent_raw() && !awaiting_reply
    }
}
