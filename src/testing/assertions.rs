//! What a test asserts of a report.
//!
//! A failed assertion prints the report's sentence, since "`Eof` is not `Clean`" alone sends one to the
//! debugger. They return the report, so that they can be chained.

use std::fmt::Debug;

use crate::{Blame, CloseCode, CloseReport, Direction, ErrorType, Initiator, Outcome, Violation};

/// Assertions for tests, with the feature `testing`. Each panics with the report's sentence if it does
/// not hold, at the line of the caller.
impl CloseReport {
    /// Asserts how it ended.
    #[track_caller]
    pub fn assert_outcome(&self, outcome: Outcome) -> &Self {
        self.assert("outcome", self.outcome(), outcome)
    }

    /// Asserts who sent the first close frame.
    #[track_caller]
    pub fn assert_initiator(&self, initiator: Initiator) -> &Self {
        self.assert("initiator", self.initiator(), initiator)
    }

    /// Asserts the code of the ending.
    #[track_caller]
    pub fn assert_code(&self, code: impl Into<CloseCode>) -> &Self {
        self.assert("code", self.code(), Some(code.into()))
    }

    /// Asserts the initiator's reason.
    #[track_caller]
    pub fn assert_reason(&self, reason: &str) -> &Self {
        self.assert("reason", self.reason(), reason)
    }

    /// Asserts whose the ending is.
    #[track_caller]
    pub fn assert_blame(&self, blame: Blame) -> &Self {
        self.assert("blame", self.blame(), blame)
    }

    /// Asserts the rule that was broken, and which way that frame went; `None` for none.
    #[track_caller]
    pub fn assert_violation(&self, violation: impl Into<Option<(Direction, Violation)>>) -> &Self {
        self.assert("violation", self.violation(), violation.into())
    }

    /// Asserts what kind of error ended the connection; `None` for none.
    #[track_caller]
    pub fn assert_error_type(&self, error_type: impl Into<Option<ErrorType>>) -> &Self {
        self.assert("error type", self.error_type(), error_type.into())
    }

    #[track_caller]
    fn assert<T: PartialEq + Debug>(&self, what: &str, is: T, wanted: T) -> &Self {
        assert!(is == wanted, "the {what} is {is:?}, not {wanted:?}: {self}");
        self
    }
}
