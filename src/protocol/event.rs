//! What happens to a connection, and what that changes.

use super::{
    Cause, Ending, Facts, Loss, Rule, Rules,
    facts::{Ahead, Input, Ours, Owner, Tcp, Theirs, Told, Write},
};
use crate::Role;

/// What a driver's call came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// Our close is asked for.
    Asked(Cause),
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
    Dry,
    /// The peer's close came in; `answered`: tungstenite has made the answer, if ours was not first.
    Close {
        answered: bool,
    },
    /// The peer broke a rule; `in_close`: with its close frame, which tungstenite may have answered.
    Broke {
        rule: Rule,
        in_close: bool,
        answered: bool,
    },
    /// The transport ended.
    Gone(Loss),
    /// Our side of TCP is shut.
    Shut,
    /// It is being shut, and that takes time.
    ShutBlocked,
    /// The peer has ended TCP too, or what it sends cannot be discarded.
    Discarded,
    /// The reader was given what ended the flow of messages.
    Delivered,
    /// The reader was told that nothing more will come.
    ToldEnd,
    /// A sender was told that the connection is closed.
    ToldSender,
    /// Whether the end of the connection was seen in what lies unread.
    EndLiesUnread(bool),
    /// The driver is polled anew: what pended may have become ready.
    Woken,
    /// The close handshake has had its time; after the ending, the end of TCP has.
    TimedOut,
    /// The owner let go. `finishing`: a task takes its place.
    LetGo {
        panicking: bool,
        finishing: bool,
    },
}

impl Facts {
    /// Takes the next fact; returns the ending if it is the one that ends the connection.
    #[inline]
    pub(crate) fn take(&mut self, event: Event, rules: &Rules) -> Option<Ending> {
        match event {
            // What by itself ends nothing.
            Event::Woken => self.try_again(),
            Event::Delivered => self.told = self.told.max(Told::WhatEnded),
            Event::ToldEnd => self.told = Told::End,
            Event::EndLiesUnread(seen) => self.end_lies_unread = seen,
            Event::ToldSender => self.told_sender = true,
            Event::Shut => self.tcp = self.tcp.after_ours(rules.role),
            Event::ShutBlocked => self.tcp = Tcp::Shutting { blocked: true },
            Event::Discarded => self.tcp = self.tcp.after_theirs(),
            Event::HandedOver { raw } => {
                if self.ours == Ours::Queued {
                    (self.ours, self.raw) = (Ours::HandedOver, raw);
                }
            }
            _ => return self.take_what_may_end(event, rules),
        }
        None
    }

    fn take_what_may_end(&mut self, event: Event, rules: &Rules) -> Option<Ending> {
        match event {
            Event::TimedOut => {
                self.time_over = true;
                self.try_again();
            }
            Event::LetGo { panicking, finishing } => self.let_go(panicking, finishing, rules),
            Event::Dry => self.input = Input::Dry,
            _ if self.ending.is_some() => {}
            other => self.take_of_handshake(other, rules),
        }
        if self.ending.is_some() {
            return None;
        }
        self.settle();
        self.ending = self.derive_ending();
        self.ending
    }

    /// What counts only as long as the ending is open.
    fn take_of_handshake(&mut self, event: Event, rules: &Rules) {
        match event {
            // A second close of ours, or one after the peer's, is a no-op (RFC 6455 section 5.5.1).
            Event::Asked(cause) if self.is_open() => {
                self.asked_by_others = cause == Cause::Other;
                // The peer was first.
                self.looks_first = self.end_lies_unread;
                self.queue(cause);
            }
            Event::NotTaken if self.ours_is_on_its_way() => self.ours = Ours::Lost,
            Event::Flushed => {
                self.unblock();
                self.ahead = Ahead::Nothing;
                if self.ours == Ours::HandedOver {
                    self.ours = Ours::Left;
                }
            }
            // A transport that has failed and now pends is not waited for.
            Event::WriteBlocked if matches!(self.write, Write::Broken(_)) => {
                self.ahead = Ahead::Nothing;
            }
            Event::WriteBlocked => self.write = Write::Blocked,
            Event::WriteFailed(loss) => {
                // What waited for room will not leave, and must not keep what is unread from us.
                self.ahead = Ahead::Nothing;
                if !matches!(self.write, Write::Broken(_)) {
                    self.write = Write::Broken(loss);
                }
            }
            Event::Message { pong: true, too_many } if self.answers_pings() => {
                self.ahead = if too_many { Ahead::TooMuch } else { Ahead::Something };
            }
            // After its close frame, or a fault, nothing that the peer sends counts.
            Event::Close { .. } | Event::Broke { .. } | Event::Gone(_)
                if self.theirs != Theirs::Nothing => {}
            Event::Close { answered } => {
                self.theirs = Theirs::Close;
                self.answer(Cause::Reply, answered);
            }
            Event::Broke { rule, in_close, answered } => {
                self.theirs = Theirs::Broke { rule, in_close };
                // RFC 6455 section 7.1.7: fail the WebSocket connection.
                if answered || rules.fail_connection {
                    self.answer(Cause::Fault, answered);
                }
            }
            Event::Gone(loss) => {
                self.theirs = Theirs::Gone(loss);
                self.tcp = Tcp::Over;
            }
            _ => {}
        }
    }

    fn queue(&mut self, cause: Cause) {
        self.ours = Ours::Queued;
        self.cause = cause;
        self.ahead = self.ahead.max(Ahead::Something);
    }

    /// What came in is answered, unless ours was first.
    fn answer(&mut self, cause: Cause, answered: bool) {
        match self.ours {
            Ours::Nothing | Ours::Queued if answered => {
                // tungstenite's answer takes the place of a pong that it owes.
                self.ours = Ours::HandedOver;
                self.cause = cause;
                self.ahead = Ahead::Nothing;
            }
            Ours::Nothing | Ours::Queued => self.queue(cause),
            // A flush would now send tungstenite's answer behind ours.
            Ours::HandedOver if self.raw => self.ours = Ours::Lost,
            Ours::HandedOver | Ours::Left | Ours::Lost => {}
        }
    }

    fn let_go(&mut self, panicking: bool, finishing: bool, rules: &Rules) {
        self.try_again();
        if self.is_open() && rules.close_on_drop {
            self.queue(Cause::Drop);
        }
        self.looks_first = true;
        let panicking = panicking || matches!(self.owner, Owner::LeftToFinish { panicking: true });
        self.owner = match finishing && !self.is_open() {
            true => Owner::LeftToFinish { panicking },
            false => Owner::Gone { panicking },
        };
    }

    /// What pends is tried once more.
    #[inline]
    fn try_again(&mut self) {
        self.unblock();
        self.input = Input::Unread;
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
            Write::Blocked => self.is_in_a_hurry(),
            Write::Sound => matches!(self.theirs, Theirs::Gone(_)),
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
