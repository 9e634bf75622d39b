//! The sentence that an operator reads first.
//!
//! It tells both close frames, in their order, and the outcome where it was not clean. It explains
//! nothing: that is the catalog's, in every language, while this is English.

use std::fmt;

use crate::{CloseCode, CloseReport, Initiator, Outcome, ReceivedClose, connection::SentClose};

impl fmt::Display for CloseReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.initiator, self.received(), self.ours()) {
            (Initiator::Remote, Some(theirs), Some(ours)) => {
                self.tell_received(f, theirs)?;
                f.write_str("; then ")?;
                // An answer repeats the reason.
                self.tell(f, "sent", ours.code, "")?;
            }
            (_, Some(theirs), Some(ours)) => {
                self.tell_sent(f, ours)?;
                f.write_str("; then ")?;
                self.tell_received(f, theirs)?;
            }
            (_, Some(theirs), None) => {
                self.tell_received(f, theirs)?;
                f.write_str("; no close frame sent")?;
            }
            (_, None, Some(ours)) => {
                self.tell_sent(f, ours)?;
                f.write_str("; no close frame received")?;
            }
            (_, None, None) => f.write_str("no close frame received or sent")?,
        }
        match self.outcome {
            Outcome::Clean => Ok(()),
            outcome => write!(f, " ({outcome})"),
        }
    }
}

impl CloseReport {
    fn tell_received(&self, f: &mut fmt::Formatter<'_>, close: &ReceivedClose) -> fmt::Result {
        self.tell(f, "received", close.code(), close.reason())
    }

    fn tell_sent(&self, f: &mut fmt::Formatter<'_>, close: &SentClose) -> fmt::Result {
        self.tell(f, "sent", close.code, &close.reason)
    }

    fn tell(
        &self,
        f: &mut fmt::Formatter<'_>,
        verb: &str,
        code: Option<CloseCode>,
        reason: &str,
    ) -> fmt::Result {
        match code {
            None => write!(f, "{verb} a close frame without a readable code")?,
            Some(code) => {
                let name = self.catalog.entry_for(code, reason).name();
                write!(f, "{verb} {} {name}", code.as_u16())?;
            }
        }
        match reason {
            "" => Ok(()),
            // The peer's is hostile: `Debug` escapes it.
            reason => write!(f, " {reason:?}"),
        }
    }
}
