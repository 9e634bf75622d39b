//! The one record of how a connection ended, which everything downstream reads.
//!
//! It holds the facts and derives the rest from them: code, blame, sentence, hint. So log, metrics and
//! whoever else listens cannot tell different stories. Who is told, and how, is not decided here but in
//! `observe`.

mod blame;
mod display;
mod error_type;
mod hint;
mod origin;
mod outcome;
mod role;
#[cfg(feature = "serde")]
mod serialize;
#[cfg(test)]
pub(crate) mod tests;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tracing::Span;

pub use self::{
    error_type::ErrorType,
    outcome::{Blame, Direction, Initiator, Outcome, Source},
    role::Role,
};
use crate::{
    CloseCode, ReceivedClose, Violation,
    catalog::{Catalog, Ending, EndingTexts, Entry, Locale},
    connection::{Handshake, RoundTrip, SentClose},
    observe::CodeLabel,
    origin::Origin,
};

/// How one connection ended: who closed it, with which code, why, and how the handshake went.
///
/// There is exactly one for each wrapped connection. Its `Display` is the sentence that an operator
/// reads first.
///
/// # Example: what the sockets tell after the end
///
/// ```
/// use std::io::Cursor;
/// use closeframe::{CloseMonitor, Initiator, Outcome};
/// use tungstenite::{WebSocket, protocol::Role};
///
/// // A client's masked close 1001 "bye", with an all-zero mask.
/// let peer = Cursor::new(b"\x88\x85\0\0\0\0\x03\xE9bye".to_vec());
/// let mut ws = CloseMonitor::silent().wrap(WebSocket::from_raw_socket(peer, Role::Server, None));
/// assert!(ws.read().unwrap().is_close());
///
/// let report = ws.close_report().unwrap();
/// assert_eq!(report.to_string(), "received 1001 Going Away \"bye\"; then sent 1001 Going Away");
/// assert_eq!(report.initiator(), Initiator::Remote);
/// assert_eq!(report.outcome(), Outcome::Clean);
/// ```
///
/// # As JSON: the feature `serde`
///
/// With it a report serializes as a flat map. Its keys are the log's field names without what stands
/// before them (`websocket.close.received_code` is `received_code`), and the same is left out as there:
/// what is unknown. Times are in seconds, as numbers with a fraction.
///
/// | key | value | left out |
/// |---|---|---|
/// | `role` | [`Role`] | |
/// | `code_label` | [`CodeLabel`], the metrics' label | |
/// | `code` | the [code](Self::code) of the ending, a number | if the peer's close held none to read |
/// | `name` | what the catalog calls it | as `code` |
/// | `initiator`, `outcome`, `blame` | [`Initiator`], [`Outcome`], [`Blame`] | |
/// | `clean` | whether the outcome is `clean`, a bool | |
/// | `summary` | the sentence that `Display` gives, in English | |
/// | `reason` | the initiator's [reason](Self::reason) | if empty |
/// | `reason_length` | its [length](Self::reason_len) in bytes, before anything was cut | if there was no close frame |
/// | `received_code`, `sent_code` | numbers, as [`received_code`](Self::received_code) and [`sent_code`](Self::sent_code) tell | if there was no such frame |
/// | `received_reason` | the reason of the peer's close frame | if empty |
/// | `violation`, `violation_direction` | the first [rule](Violation) that was broken, and the [`Direction`] of that frame | if none was |
/// | `source` | [`Source`] | |
/// | `endpoint` | the [endpoint](Self::endpoint)'s name | if there is none |
/// | `subprotocol`, `client_address`, `url_path`, `user_agent` | what the methods of these names say | if unknown |
/// | `error_type` | [`ErrorType`] | if no error ended it |
/// | `meaning`, `when`, `fix`, `retry` | the [explanation](Self::explanation), in the report's [locale](Self::locale) | |
/// | `runbook` | the operator's, from the catalog | if there is none |
/// | `hint` | what [`hint`](Self::hint) says | if it says nothing |
/// | `duration_s` | [`duration`](Self::duration) | |
/// | `idle_s` | [`idle`](Self::idle) | if unknown |
/// | `round_trip_s` | [`round_trip`](Self::round_trip) | if no ping of ours was answered |
/// | `handshake_duration_s` | [`handshake_duration`](Self::handshake_duration), the closing handshake's | if there was no close frame |
///
/// `reason`, `received_reason` and what the request said are as they came, unlike those in the log. JSON keeps them inside their
/// quotes, whatever they hold; but they may be text that the peer chose, in which bidi and invisible
/// characters reach whoever looks at it. Escape them before you show them.
#[derive(Debug)]
pub struct CloseReport {
    pub(crate) role: Role,
    pub(crate) source: Source,
    pub(crate) spliced: bool,
    /// A splice's client that had closed took nothing any more, be it an answer.
    pub(crate) answer_stuck: bool,
    pub(crate) offer_lacks_answer: bool,
    pub(crate) outcome: Outcome,
    pub(crate) initiator: Initiator,
    /// The closing handshake; empty where there was none.
    pub(crate) handshake: Handshake,
    pub(crate) violation: Option<(Direction, Violation)>,
    pub(crate) error_type: Option<ErrorType>,
    pub(crate) opened_at: Instant,
    /// Nothing had come in since; `None` if the application had not read all that was in.
    pub(crate) idle_since: Option<Instant>,
    /// Nothing went out since then either.
    pub(crate) quiet: bool,
    pub(crate) ended_at: Instant,
    pub(crate) round_trip: Option<RoundTrip>,
    pub(crate) origin: Option<Arc<Origin>>,
    pub(crate) catalog: Catalog,
    pub(crate) locale: Locale,
    /// What the event hangs on; only while the observers are told.
    pub(crate) span: Option<Span>,
}

/// The copy does not know the connection's span, which a report that is kept would hold open: an
/// event that [`LogCloses`](crate::LogCloses) makes of it has no parent.
impl Clone for CloseReport {
    fn clone(&self) -> Self {
        Self {
            handshake: self.handshake.clone(),
            origin: self.origin.clone(),
            catalog: self.catalog.clone(),
            span: None,
            ..*self
        }
    }
}

impl CloseReport {
    /// Which end of the connection we were.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The code of the ending: the code that the initiator sent (1005 for an empty frame), 1006 if
    /// there was no close frame, `None` if the peer's close frame held none to read.
    #[must_use]
    pub fn code(&self) -> Option<CloseCode> {
        match self.initiator {
            Initiator::Remote => self.received_code(),
            Initiator::Local => self.sent().and_then(|sent| sent.code),
            Initiator::None => Some(CloseCode::ABNORMAL_CLOSURE),
        }
    }

    /// Who sent the first close frame.
    #[must_use]
    pub fn initiator(&self) -> Initiator {
        self.initiator
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Whether the outcome is [`Outcome::Clean`]: both close frames went over.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.outcome == Outcome::Clean
    }

    /// The initiator's reason: the peer's as it came, or ours as the application gave it, before it
    /// was cut. Empty where there is none.
    ///
    /// The peer's is text that the peer chose. Never log it unescaped.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self.initiator {
            Initiator::Remote => self.received().map_or("", ReceivedClose::reason),
            Initiator::Local => self.sent().map_or("", |sent| &sent.reason),
            Initiator::None => "",
        }
    }

    /// Length of the initiator's reason in bytes, before anything was cut.
    #[must_use]
    pub fn reason_len(&self) -> u64 {
        match self.initiator {
            Initiator::Remote => self.received().map_or(0, ReceivedClose::reason_len),
            _ => self.reason().len() as u64,
        }
    }

    /// The peer's close frame.
    #[must_use]
    pub fn received(&self) -> Option<&ReceivedClose> {
        self.handshake.received.as_ref()
    }

    /// The code of the peer's close frame, 1005 for an empty one.
    #[must_use]
    pub fn received_code(&self) -> Option<CloseCode> {
        self.received().and_then(ReceivedClose::code)
    }

    /// The code of our close frame, 1005 for an empty one; `None` for one that never left, though it
    /// was asked for.
    #[must_use]
    pub fn sent_code(&self) -> Option<CloseCode> {
        self.sent().and_then(|sent| sent.code)
    }

    /// The first rule that a close frame broke, and which way that frame went.
    #[must_use]
    pub fn violation(&self) -> Option<(Direction, Violation)> {
        self.violation
    }

    /// Who witnessed what came in.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// Whether two streams were [spliced](crate::CloseMonitor::splice): then what is local, the server behind
    /// us did.
    #[must_use]
    pub fn is_spliced(&self) -> bool {
        self.spliced
    }

    /// What kind of error ended the connection, where one did.
    #[must_use]
    pub fn error_type(&self) -> Option<ErrorType> {
        self.error_type
    }

    /// From the wrapping of the socket to its end.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.ended_at.saturating_duration_since(self.opened_at)
    }

    /// How long nothing had come in when the ending began: up to the first close frame, or to the end
    /// where there was none. `None` if the application had not read all that was in.
    ///
    /// A blocking socket on a blocking stream is never seen quiet, so there it counts from the
    /// wrapping, if nothing came in at all, and is `None` otherwise.
    #[must_use]
    pub fn idle(&self) -> Option<Duration> {
        let until = self.first_close().unwrap_or(self.ended_at);
        self.idle_since.map(|since| until.saturating_duration_since(since))
    }

    /// How long the peer took to answer the last ping of the [keepalive](crate::Keepalive) that it has
    /// answered, in whole microseconds; `None` if it answered none, or none was sent.
    #[must_use]
    pub fn round_trip(&self) -> Option<Duration> {
        self.round_trip.map(RoundTrip::time)
    }

    /// From the first close frame to the end; `None` where there was no close frame.
    #[must_use]
    pub fn handshake_duration(&self) -> Option<Duration> {
        self.first_close().map(|since| self.ended_at.saturating_duration_since(since))
    }

    /// What often lies behind such figures and words, where something is known; a guess.
    ///
    /// - An ending that nobody announced, after a time that fits the default limit of a common proxy, load
    ///   balancer or platform; from 0.5 s before to 2 s after counts. A limit of idleness is named only if
    ///   nothing went out in that time either (Heroku 55 s; nginx, AWS ALB 60 s; Cloudflare, YARP 100 s; Azure
    ///   Load Balancer 240 s; Envoy 300 s; AWS NLB 350 s; AWS API Gateway 600 s; HAProxy's ingress controller
    ///   1 h), and else one of lifetime (Google's load balancer 30 s; Cloud Run 300 s, 1 h; AWS API Gateway 2 h).
    /// - Clients that are known not to take our code, to answer only when their application closes, or to
    ///   compress without being asked.
    /// - For 1010, that the client had offered an extension which was not agreed on, where `accept`, `connect`,
    ///   `upgrade` or the extractor for axum have seen that.
    /// - A drain whose handler let go of the socket.
    /// - A code of the peer's that is meant for our side to send ([`Sender`](crate::catalog::Sender)).
    ///
    /// Where the application tells of a library that is not wrapped, it is not known whether something went
    /// out.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        hint::hint(self)
    }

    /// The language of the texts that the log carries: the monitor's.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The catalog that explains the code: the monitor's, or that of the subprotocol that was negotiated.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The catalog's row for the code of the ending, and for its reason where that tells what happened.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.code().map(|code| self.catalog.entry_for(code, self.reason()))
    }

    /// What the catalog needs to know of it.
    pub fn ending(&self) -> Ending {
        Ending {
            outcome: self.outcome,
            initiator: self.initiator,
            code: self.code(),
            violation: self.violation,
            error_type: self.error_type,
            spliced: self.spliced && !self.answer_stuck,
        }
    }

    /// What the [catalog](Self::catalog) says of the ending, in the report's [locale](Self::locale): what
    /// the log has in `.meaning`, `.when`, `.fix` and `.retry`.
    ///
    /// The ending comes first, and the code after it where it adds something: see
    /// [`Catalog::explain_ending`].
    #[must_use]
    pub fn explanation(&self) -> EndingTexts<'_> {
        self.explanation_in(self.locale)
    }

    /// The same in another language.
    #[must_use]
    pub fn explanation_in(&self, locale: Locale) -> EndingTexts<'_> {
        self.ending().texts(self.entry(), locale)
    }

    /// The same, where the [row](Self::entry) of the code is known already.
    #[inline]
    pub(crate) fn explanation_with<'a>(&self, entry: Option<&'a Entry>) -> EndingTexts<'a> {
        self.ending().texts(entry, self.locale)
    }

    /// The `code` label: the digits of a code that the catalog names, `3xxx` or `4xxx` for other
    /// legal ones, `other` for all else. A code that may not be sent is `other` even where it was
    /// read from the wire: a peer that writes a literal 1006 never counts as 1006.
    #[must_use]
    pub fn code_label(&self) -> CodeLabel {
        let broken = match self.initiator {
            Initiator::Remote => self.received().is_some_and(|it| it.violation().is_some()),
            Initiator::Local => self.sent().is_some_and(|sent| sent.illegal),
            Initiator::None => false,
        };
        match self.code() {
            Some(code) if !broken => CodeLabel::of(code, &self.catalog),
            _ => CodeLabel::Other,
        }
    }

    /// Whether a drain has asked for our close.
    fn is_drained(&self) -> bool {
        self.handshake.drained
    }

    /// When the first close frame went.
    pub(crate) fn first_close(&self) -> Option<Instant> {
        self.handshake.first_close
    }

    /// Our close frame, unless it is a reply that never left.
    fn sent(&self) -> Option<&SentClose> {
        self.handshake.sent.as_ref()
    }
}
