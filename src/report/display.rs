//! The sentence that an operator reads first.
//!
//! It tells both close frames, in their order, and the outcome where it was not clean. It explains
//! nothing: that is the catalog's, in every language, while this is English. In the log it stands without the
//! reasons: what of them is logged, the log decides.

use std::fmt::{self, Write};

use crate::{CloseCode, CloseReport, Initiator, Outcome};

/// As long as most of them are, without reasons.
const USUAL_LENGTH: usize = 96;

impl fmt::Display for CloseReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_sentence(f, true)
    }
}

impl CloseReport {
    /// The sentence without reasons.
    pub(crate) fn summary(&self) -> String {
        let mut sentence = String::with_capacity(USUAL_LENGTH);
        // No `String` refuses what is written into it.
        let _ = self.write_sentence(&mut sentence, false);
        sentence
    }

    fn write_sentence(&self, out: &mut impl Write, reasons: bool) -> fmt::Result {
        let received = self.received().map(|it| (it.code(), it.reason(), reasons));
        let sent = self.sent().map(|it| (it.code, &*it.reason, reasons));
        match (self.initiator, received, sent) {
            (Initiator::Remote, Some(received), Some((code, reason, _))) => {
                self.write_close(out, "received ", received)?;
                out.write_str("; then ")?;
                // An answer repeats the reason.
                self.write_close(out, "sent ", (code, reason, false))?;
            }
            (_, Some(received), Some(sent)) => {
                self.write_close(out, "sent ", sent)?;
                out.write_str("; then ")?;
                self.write_close(out, "received ", received)?;
            }
            (_, Some(received), None) => {
                self.write_close(out, "received ", received)?;
                out.write_str("; no close frame sent")?;
            }
            (_, None, Some(sent)) => {
                self.write_close(out, "sent ", sent)?;
                out.write_str("; no close frame received")?;
            }
            (_, None, None) => out.write_str("no close frame received or sent")?,
        }
        match self.outcome {
            Outcome::Clean => Ok(()),
            outcome => write!(out, " ({outcome})"),
        }
    }

    fn write_close(
        &self,
        out: &mut impl Write,
        verb: &str,
        (code, reason, is_told): (Option<CloseCode>, &str, bool),
    ) -> fmt::Result {
        out.write_str(verb)?;
        match code {
            None => out.write_str("a close frame without a readable code")?,
            Some(code) => {
                write!(out, "{} ", code.as_u16())?;
                out.write_str(self.catalog.entry_for(code, reason).name())?;
            }
        }
        match reason {
            "" => Ok(()),
            // The peer's is hostile: `Debug` escapes it.
            reason if is_told => write!(out, " {reason:?}"),
            _ => Ok(()),
        }
    }
}
