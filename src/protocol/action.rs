//! What a driver is to do next: one action at a time, computed from the facts. Which half of a split
//! socket does it, and when, is the driver's to say.

use super::{
    Config, Facts,
    close_frames::{Ours, Theirs},
    facts::{Delivered, Owner},
    transport::{Input, Tcp, Unflushed, Write},
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

impl Facts {
    /// What a driver is to do next.
    #[inline]
    pub(crate) fn next_action(&self, config: &Config) -> Action {
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
        // A pong is flushed before the next read, not by it: tungstenite flushes what it owes in its
        // reads, and returns a failure to write as the failure of that read (Q12). Reading would
        // end with it, and the peer's close, which may lie unread, would be lost. That holds also where a
        // write has failed already: the flush then fails in place of the read.
        let pongs_can_go = self.unflushed != Unflushed::Nothing && self.write != Write::Blocked;
        if pongs_can_go || (may_write && self.ours == Ours::HandedOver) {
            return Action::Flush;
        }
        if self.ours == Ours::Queued && may_write {
            // What has arrived comes first if nobody will read it later, or there is no later: a close
            // or the end of the transport in it is how the connection ended, and that tells more than
            // that we dropped the socket.
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
            (Tcp::ShuttingDown { blocked: true }, _) => wait_or(Action::Done),
            (Tcp::ShuttingDown { blocked: false } | Tcp::PeerSideShut, _) => Action::Shutdown,
            (Tcp::OurSideShut | Tcp::Open, _) if self.input == Input::Ready => Action::Discard,
            (Tcp::OurSideShut, _) => wait_or(Action::Done),
            (Tcp::Open, Role::Client) => wait_or(Action::Shutdown),
        }
    }

    /// The reader has not been given what ended the flow of messages, and there is one.
    #[inline]
    fn is_to_be_told(&self) -> bool {
        self.delivered == Delivered::Nothing && self.owner == Owner::Holds
    }
}
