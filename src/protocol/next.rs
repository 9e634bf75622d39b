//! What a driver is to do next, and what becomes of a message that is sent now.

use super::{
    Config, Facts,
    facts::{Delivered, Input, Ours, Owner, Tcp, Theirs, Unflushed, Write},
};
use crate::Role;

/// What a driver is to do, and to report the result of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// Read a message.
    Read,
    /// Flush tungstenite and the transport.
    Flush,
    /// Give our close to tungstenite.
    HandOver,
    /// Shut our side of TCP.
    Shutdown,
    /// Read and discard bytes, past tungstenite, until the peer ends TCP. If TCP ended with input
    /// unread, a reset would follow, and may destroy our close frame on its way (RFC 6455 section
    /// 7.1.1).
    Discard,
    /// Give the reader what ended the flow of messages.
    Deliver,
    /// Wait to be woken, for as long as there is time.
    Wait,
    /// Nothing any more.
    Done,
}

/// What becomes of a message that is sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sends {
    /// It goes to tungstenite.
    Pass,
    /// A write has failed before, and so does this one.
    Broken,
    /// Others close: it waits for the end, and is then told of it.
    Wait,
    /// `SendAfterClosing`, as tungstenite says.
    Refuse,
    /// `ConnectionClosed`, the first time.
    Closed,
    /// `AlreadyClosed`.
    AlreadyClosed,
}

impl Facts {
    /// What a driver is to do next.
    #[inline]
    pub(crate) fn next(&self, config: &Config) -> Action {
        if self.ending.is_some() {
            return self.next_after_ending(config);
        }
        let may_write = self.write == Write::Sound;
        let may_read = self.theirs == Theirs::Nothing
            && self.input == Input::Ready
            && !(self.raw && self.ours == Ours::HandedOver);
        if self.theirs == Theirs::Close && config.reply_by_application && self.is_to_be_told() {
            return Action::Deliver;
        }
        // Before a read too: tungstenite flushes pongs in its reads, and a failure there would end
        // reading, with the peer's close maybe unread.
        // Also when the write has failed already.
        let pongs_can_go = self.unflushed != Unflushed::Nothing && self.write != Write::Blocked;
        if pongs_can_go || (may_write && self.ours == Ours::HandedOver) {
            return Action::Flush;
        }
        if self.ours == Ours::Queued && may_write {
            // What has arrived tells more than that we let go.
            let looks = may_read && (self.reads_first || self.must_not_wait());
            return if looks { Action::Read } else { Action::HandOver };
        }
        if may_read && (self.unflushed != Unflushed::TooManyPongs || self.must_not_wait()) {
            return Action::Read;
        }
        Action::Wait
    }

    /// Ends TCP in the order of RFC 6455 section 7.1.1, the server first; and delays nobody by it.
    fn next_after_ending(&self, config: &Config) -> Action {
        let wait_or = |action| if self.must_not_wait() { action } else { Action::Wait };
        match (self.tcp, config.role) {
            (Tcp::Open, Role::Server) => Action::Shutdown,
            _ if self.is_to_be_told() => Action::Deliver,
            (Tcp::Over, _) => Action::Done,
            (Tcp::Shutting { blocked: true }, _) => wait_or(Action::Done),
            (Tcp::Shutting { blocked: false } | Tcp::TheyShut, _) => Action::Shutdown,
            (Tcp::WeShut | Tcp::Open, _) if self.input == Input::Ready => Action::Discard,
            (Tcp::WeShut, _) => wait_or(Action::Done),
            (Tcp::Open, Role::Client) => wait_or(Action::Shutdown),
        }
    }

    /// The reader has not been given what ended the flow of messages, and there is one.
    #[inline]
    fn is_to_be_told(&self) -> bool {
        self.delivered == Delivered::Nothing && self.owner == Owner::Holds
    }

    /// What becomes of a message that is sent now.
    #[inline]
    pub(crate) fn sends(&self, config: &Config) -> Sends {
        let closed = if self.told_sender { Sends::AlreadyClosed } else { Sends::Closed };
        match self.ending {
            _ if self.end_lies_unread => closed,
            _ if self.is_open() && self.write_has_failed() => Sends::Broken,
            _ if self.is_open() => Sends::Pass,
            Some(_) if self.requested_by_handle => closed,
            // tungstenite's words, until it is asked for more than the peer's close.
            Some(_) if self.theirs == Theirs::Close && self.delivered != Delivered::End => {
                Sends::Refuse
            }
            Some(_) => Sends::AlreadyClosed,
            None if self.requested_by_handle && config.sends_wait => Sends::Wait,
            None => Sends::Refuse,
        }
    }
}
