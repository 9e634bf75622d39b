//! What happens to a connection, and what that changes.

use super::{
    BrokenRule, Cause, Config, Ending, Facts, Loss,
    facts::{Delivered, Input, Ours, Owner, Tcp, Theirs, Unflushed, Write},
};
use crate::Role;

/// What a driver's call came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// Our close is asked for.
    CloseRequested(Cause),
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
    pub(crate) fn take(&mut self, event: Event, config: &Config) -> Option<Ending> {
        match event {
            // What by itself ends nothing.
            Event::Woken => self.try_again(),
            Event::Delivered => self.delivered = self.delivered.max(Delivered::LastItem),
            Event::DeliveredEnd => self.delivered = Delivered::End,
            Event::EndLiesUnread(seen) => self.end_lies_unread = seen,
            Event::ToldSender => self.told_sender = true,
            Event::ShutDown => self.tcp = self.tcp.after_ours(config.role),
            Event::ShutdownBlocked => self.tcp = Tcp::Shutting { blocked: true },
            Event::Discarded => self.tcp = self.tcp.after_theirs(),
            Event::HandedOver { raw } => {
                if self.ours == Ours::Queued {
                    (self.ours, self.raw) = (Ours::HandedOver, raw);
                }
            }
            _ => return self.take_what_may_end(event, config),
        }
        None
    }

    fn take_what_may_end(&mut self, event: Event, config: &Config) -> Option<Ending> {
        match event {
            Event::TimedOut => {
                self.timed_out = true;
                self.try_again();
            }
            Event::Dropped { panicking, in_task } => self.let_go(panicking, in_task, config),
            Event::ReadBlocked => self.input = Input::Blocked,
            _ if self.ending.is_some() => {}
            other => self.take_of_handshake(other, config),
        }
        if self.ending.is_some() {
            return None;
        }
        self.settle();
        self.ending = self.derive_ending();
        self.ending
    }

    /// What counts only as long as the ending is open.
    fn take_of_handshake(&mut self, event: Event, config: &Config) {
        match event {
            // A second close of ours, or one after the peer's, is a no-op (RFC 6455 section 5.5.1).
            Event::CloseRequested(cause) if self.is_open() => {
                self.requested_by_handle = cause == Cause::Handle;
                // The peer was first.
                self.reads_first = self.end_lies_unread;
                self.queue(cause);
            }
            Event::NotTaken if self.ours_is_on_its_way() => self.ours = Ours::Lost,
            Event::Flushed => {
                self.unblock();
                self.unflushed = Unflushed::Nothing;
                if self.ours == Ours::HandedOver {
                    self.ours = Ours::Sent;
                }
            }
            // A transport that has failed and now pends is not waited for.
            Event::WriteBlocked if matches!(self.write, Write::Broken(_)) => {
                self.unflushed = Unflushed::Nothing;
            }
            Event::WriteBlocked => self.write = Write::Blocked,
            Event::WriteFailed(loss) => {
                // What waited for room will not leave, and must not keep what is unread from us.
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
                // tungstenite's answer takes the place of a pong that it owes.
                self.ours = Ours::HandedOver;
                self.cause = cause;
                self.unflushed = Unflushed::Nothing;
            }
            Ours::Nothing | Ours::Queued => self.queue(cause),
            // A flush would now send tungstenite's answer behind ours.
            Ours::HandedOver if self.raw => self.ours = Ours::Lost,
            Ours::HandedOver | Ours::Sent | Ours::Lost => {}
        }
    }

    fn let_go(&mut self, panicking: bool, in_task: bool, config: &Config) {
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

    /// What pends is tried once more.
    #[inline]
    fn try_again(&mut self) {
        self.unblock();
        self.input = Input::Ready;
        if let Tcp::Shutting { blocked } = &mut self.tcp {
            *blocked = false;
        }
    }

    #[inline]
    fn unblock(&mut self) {
        if self.write == Write::Blocked {
            self.write = Write::Sound;
        }
    }

    /// What can't leave any more is lost.
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

impl Tcp {
    /// Our side is shut. A client shuts it last.
    fn after_ours(self, role: Role) -> Self {
        match (self, role) {
            (Self::Open | Self::Shutting { .. }, Role::Server) => Self::WeShut,
            _ => Self::Over,
        }
    }

    /// The peer's side is shut.
    fn after_theirs(self) -> Self {
        match self {
            Self::Open | Self::TheyShut => Self::TheyShut,
            _ => Self::Over,
        }
    }
}
