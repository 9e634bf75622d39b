//! What becomes of a message that the application sends, once it may not simply pass.

use super::{Config, Facts, close_frames::Theirs, facts::Delivered};

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
