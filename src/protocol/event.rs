//! What happens to a connection, and what that changes. An event says what one call came to, and
//! nothing about what it means: that follows from the facts. Events that come too late, or twice,
//! change nothing, so that a driver need not know which count.

use super::{
    BrokenRule, Cause, Config, Ending, Facts, Loss,
    close_frames::{Ours, Theirs},
    facts::{Delivered, Owner},
    transport::{Input, Tcp, Unflushed, Write},
};

/// What a driver's call came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// Our close is asked for.
    CloseRequested(Cause),
    /// The peer is given up: it is told once, and not waited for.
    GivenUp(Cause),
    /// A ping of ours lies in tungstenite's buffer.
    Pinged,
    /// tungstenite took our close; `raw`: as a raw frame, of which it takes no notice.
    HandedOver {
        raw: bool,
    },
    /// tungstenite did not take our close, and will take no other; or its own has no room, ever.
    NotTaken,
    /// All that was handed over has been taken by the transport.
    Flushed,
    /// The transport takes nothing now.
    WriteBlocked,
    WriteFailed(Loss),
    /// A message came in; `pong`: tungstenite owes a pong for it, one too many if `too_many`.
    Message {
        pong: bool,
        too_many: bool,
    },
    /// There is nothing to read now.
    ReadBlocked,
    /// The peer's close came in; `answered`: tungstenite has made the answer, if ours was not first.
    Close {
        answered: bool,
    },
    /// The peer broke a rule; `in_close`: with its close frame, which tungstenite may have answered.
    Broke {
        rule: BrokenRule,
        in_close: bool,
        answered: bool,
    },
    /// The transport ended.
    TransportEnded(Loss),
    /// Our side of TCP is shut.
    ShutDown,
    /// It is being shut, and that takes time.
    ShutdownBlocked,
    /// The peer has ended TCP too, or what it sends cannot be discarded.
    Discarded,
    /// The reader was given what ended the flow of messages.
    Delivered,
    /// The reader was told that nothing more will come.
    DeliveredEnd,
    /// A sender was told that the connection is closed.
    ToldSender,
    /// Whether the end of the connection was seen in what lies unread.
    EndLiesUnread(bool),
    /// The driver is polled anew: what pended may have become ready.
    Woken,
    /// The close handshake has had its time; after the ending, the end of TCP has.
    TimedOut,
    /// The owner let go. `in_task`: a task finishes it.
    Dropped {
        panicking: bool,
        in_task: bool,
    },
}

impl Facts {
    /// Takes the next fact; returns the ending if it is the one that ends the connection.
    #[inline]
    pub(crate) fn handle_event(&mut self, event: Event, config: &Config) -> Option<Ending> {
        match event {
            // What by itself ends nothing.
            Event::Woken => self.try_again(),
            Event::Delivered => self.delivered = self.delivered.max(Delivered::LastItem),
            Event::DeliveredEnd => self.delivered = Delivered::End,
            Event::EndLiesUnread(seen) => self.end_lies_unread = seen,
            Event::ToldSender => self.told_sender = true,
            Event::ShutDown => self.tcp = self.tcp.after_our_shutdown(config.role),
            Event::ShutdownBlocked => self.tcp = Tcp::ShuttingDown { blocked: true },
            Event::Discarded => self.tcp = self.tcp.after_peer_shutdown(),
            Event::HandedOver { raw } => {
                if self.ours == Ours::Queued {
                    (self.ours, self.raw) = (Ours::HandedOver, raw);
                }
            }
            _ => return self.handle_what_may_end(event, config),
        }
        None
    }

    fn handle_what_may_end(&mut self, event: Event, config: &Config) -> Option<Ending> {
        match event {
            Event::TimedOut => {
                self.timed_out = true;
                self.try_again();
            }
            Event::Dropped { panicking, in_task } => self.note_dropped(panicking, in_task, config),
            Event::ReadBlocked => self.input = Input::Blocked,
            _ if self.ending.is_some() => {}
            other => self.handle_of_handshake(other, config),
        }
        if self.ending.is_some() {
            return None;
        }
        self.settle();
        self.ending = self.derive_ending();
        self.ending
    }

    /// What counts only as long as the ending is open.
    fn handle_of_handshake(&mut self, event: Event, config: &Config) {
        match event {
            // A second close of ours, or one after the peer's, is a no-op (RFC 6455 section 5.5.1).
            Event::CloseRequested(cause) if self.is_open() => {
                self.requested_by_handle = cause == Cause::Handle;
                // The tap has seen that the peer's end of the connection lies unread: a close, FIN or a
                // reset. So the peer was first, and it is told as first only if that is read before ours
                // is handed over. Nobody else will read it: a writer that was told of the end, and closes
                // for that reason, does not read.
                self.reads_first = self.end_lies_unread;
                self.queue(cause);
            }
            Event::GivenUp(cause) if self.is_open() => {
                self.queue(cause);
                self.timed_out = true;
                self.unblock();
                // Somebody has just looked, and found nothing.
                self.input = Input::Blocked;
            }
            Event::Pinged if self.is_open() => {
                self.unflushed = self.unflushed.max(Unflushed::Something);
            }
            Event::NotTaken if self.ours_is_on_its_way() => self.ours = Ours::Lost,
            Event::Flushed => {
                self.unblock();
                self.unflushed = Unflushed::Nothing;
                if self.ours == Ours::HandedOver {
                    self.ours = Ours::Sent;
                }
            }
            // A transport that has failed once stays failed, though it says "not yet" now: a write is
            // tried again only because tungstenite still owes a pong, and that is not waited for.
            Event::WriteBlocked if matches!(self.write, Write::Broken(_)) => {
                self.unflushed = Unflushed::Nothing;
            }
            Event::WriteBlocked => self.write = Write::Blocked,
            Event::WriteFailed(loss) => {
                // What waited for room will never leave. If it still counted as waiting, nothing would be
                // read before it has left, and a close of the peer's that has arrived would be missed.
                self.unflushed = Unflushed::Nothing;
                if !matches!(self.write, Write::Broken(_)) {
                    self.write = Write::Broken(loss);
                }
            }
            Event::Message { pong: true, too_many } if self.answers_pings() => {
                self.unflushed =
                    if too_many { Unflushed::TooManyPongs } else { Unflushed::Something };
            }
            // After its close frame, or a fault, nothing that the peer sends counts.
            Event::Close { .. } | Event::Broke { .. } | Event::TransportEnded(_)
                if self.theirs != Theirs::Nothing => {}
            Event::Close { answered } => {
                self.theirs = Theirs::Close;
                self.answer(Cause::Reply, answered);
            }
            Event::Broke { rule, in_close, answered } => {
                self.theirs = Theirs::Broke { rule, in_close };
                // RFC 6455 section 7.1.7: fail the WebSocket connection.
                if answered || config.fail_connection {
                    self.answer(Cause::Fault, answered);
                }
            }
            Event::TransportEnded(loss) => {
                self.theirs = Theirs::TransportEnded(loss);
                self.tcp = Tcp::Over;
            }
            _ => {}
        }
    }

    fn queue(&mut self, cause: Cause) {
        self.ours = Ours::Queued;
        self.cause = cause;
        self.unflushed = self.unflushed.max(Unflushed::Something);
    }

    /// What came in is answered, unless ours was first.
    fn answer(&mut self, cause: Cause, answered: bool) {
        match self.ours {
            Ours::Nothing | Ours::Queued if answered => {
                // tungstenite has one slot for what it sends by itself (Q9): its answer has taken the place
                // of a pong that it owed, so no pong is left to leave before it.
                self.ours = Ours::HandedOver;
                self.cause = cause;
                self.unflushed = Unflushed::Nothing;
            }
            Ours::Nothing | Ours::Queued => self.queue(cause),
            // Ours is a raw frame, of which tungstenite took no notice (Q7). So it has made an answer as
            // well, which the next flush would send behind ours: there is no flush any more, and
            // whatever of ours has not left by now is lost.
            Ours::HandedOver if self.raw => self.ours = Ours::Lost,
            Ours::HandedOver | Ours::Sent | Ours::Lost => {}
        }
    }

    fn note_dropped(&mut self, panicking: bool, in_task: bool, config: &Config) {
        self.try_again();
        if self.is_open() && config.close_on_drop {
            self.queue(Cause::Drop);
        }
        self.reads_first = true;
        let panicking = panicking || matches!(self.owner, Owner::TaskFinishes { panicking: true });
        self.owner = match in_task && !self.is_open() {
            true => Owner::TaskFinishes { panicking },
            false => Owner::Dropped { panicking },
        };
    }

    /// What pended is tried once more: a driver that was woken cannot tell what for.
    #[inline]
    fn try_again(&mut self) {
        self.unblock();
        self.input = Input::Ready;
        if let Tcp::ShuttingDown { blocked } = &mut self.tcp {
            *blocked = false;
        }
    }

    #[inline]
    fn unblock(&mut self) {
        if self.write == Write::Blocked {
            self.write = Write::Sound;
        }
    }

    /// A close of ours that can't leave any more is lost, and with that the ending may be known: the
    /// write has failed, the transport is gone, or it is blocked and there is no time to wait.
    #[inline]
    fn settle(&mut self) {
        let cannot_leave = match self.write {
            Write::Broken(_) => true,
            Write::Blocked => self.must_not_wait(),
            Write::Sound => matches!(self.theirs, Theirs::TransportEnded(_)),
        };
        if cannot_leave && self.ours_is_on_its_way() {
            self.ours = Ours::Lost;
        }
    }
}
