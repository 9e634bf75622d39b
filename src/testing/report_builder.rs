//! Reports without a connection, to feed an observer with.
//!
//! A report that cannot exist would test what never happens, so what is put together is held to what the
//! protocol can come to, which a test reads off the protocol itself. What only the wire can tell, as a close
//! whose header is illegal, takes a [`pair`](super::pair).

mod possible;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tungstenite::http::Request;

#[cfg(test)]
pub(crate) use self::possible::refuses;
use crate::{
    Close, CloseCode, CloseReport, Direction, Endpoint, ErrorType, Initiator, Outcome,
    ReceivedClose, Role, Source, Violation,
    catalog::{Catalog, Locale},
    connection::{Handshake, RoundTrip, SentClose},
    origin::{Origin, bounded},
};

/// Makes a [`CloseReport`] of facts, for the test of an [`Observer`](crate::Observer).
///
/// The close frame that is given first was the first: so whether the peer's or ours comes first decides the
/// [`Initiator`]. What the outcome needs and was not given is filled in: `Clean` has both frames, and the answer
/// repeats the code.
///
/// # Example: an observer that keeps what went wrong
///
/// ```
/// use std::{sync::Mutex, time::Duration};
/// use closeframe::{CloseReport, Observer, Outcome, testing::ReportBuilder};
///
/// #[derive(Default)]
/// struct Complaints(Mutex<Vec<String>>);
///
/// impl Observer for Complaints {
///     fn on_close(&self, report: &CloseReport) {
///         if !report.is_clean() {
///             self.0.lock().unwrap().push(report.to_string());
///         }
///     }
/// }
///
/// let complaints = Complaints::default();
/// complaints.on_close(&ReportBuilder::new(Outcome::Clean).with_received(1001, "bye").build());
/// let cut = ReportBuilder::new(Outcome::Eof).with_duration(Duration::from_secs(60));
/// complaints.on_close(&cut.build());
/// assert_eq!(*complaints.0.lock().unwrap(), ["no close frame received or sent (eof)"]);
/// ```
#[derive(Debug, Clone)]
#[must_use = "it makes no report until it is built"]
pub struct ReportBuilder {
    role: Role,
    source: Source,
    outcome: Outcome,
    received: Option<ReceivedClose>,
    sent: Option<SentClose>,
    /// Whose frame was given first.
    first: Initiator,
    error_type: Option<ErrorType>,
    duration: Duration,
    idle: Option<Duration>,
    handshake: Duration,
    round_trip: Option<Duration>,
    origin: Origin,
    catalog: Catalog,
    locale: Locale,
}

impl ReportBuilder {
    /// A server's report of this outcome, of a connection that lasted no time.
    pub fn new(outcome: Outcome) -> Self {
        Self {
            role: Role::Server,
            source: Source::Wire,
            outcome,
            received: None,
            sent: None,
            first: Initiator::None,
            error_type: None,
            duration: Duration::ZERO,
            idle: None,
            handshake: Duration::ZERO,
            round_trip: None,
            origin: Origin::default(),
            catalog: Catalog::standard(),
            locale: Locale::default(),
        }
    }

    /// Sets which end we were.
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Sets who witnessed what came in.
    pub fn with_source(mut self, source: Source) -> Self {
        self.source = source;
        self
    }

    /// The peer sent a close frame with this code and reason. 1005 stands for an empty frame; any other code
    /// that may not be sent breaks a rule.
    pub fn with_received(self, code: impl Into<CloseCode>, reason: &str) -> Self {
        match code.into() {
            CloseCode::NO_STATUS_RECEIVED => self.with_received_payload(b""),
            code => self
                .with_received_payload(&[&code.as_u16().to_be_bytes(), reason.as_bytes()].concat()),
        }
    }

    /// The peer sent a close frame with this payload, which may be anything.
    pub fn with_received_payload(mut self, payload: &[u8]) -> Self {
        self.received = Some(ReceivedClose::from_payload(payload));
        self.note_first(Initiator::Remote)
    }

    /// Our close frame left.
    pub fn with_sent(mut self, close: &Close) -> Self {
        self.sent = Some(SentClose::of(close));
        self.note_first(Initiator::Local)
    }

    /// Sets the kind of error, where it is not the commonest of the outcome.
    pub fn with_error_type(mut self, error_type: ErrorType) -> Self {
        self.error_type = Some(error_type);
        self
    }

    /// Sets how long the connection lasted. At least the closing handshake and the idle time fit in.
    pub fn with_duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// Sets how long nothing had come in when the ending began, nor gone out.
    pub fn with_idle(mut self, idle: Duration) -> Self {
        self.idle = Some(idle);
        self
    }

    /// Sets how long it took from the first close frame to the end.
    pub fn with_handshake_duration(mut self, duration: Duration) -> Self {
        self.handshake = duration;
        self
    }

    /// Sets how long the peer took to answer a ping, which is told in whole microseconds, of which
    /// there is at least one.
    pub fn with_round_trip(mut self, time: Duration) -> Self {
        self.round_trip = Some(time);
        self
    }

    /// Sets the [endpoint](crate::CloseMonitor::endpoint).
    pub fn with_endpoint(mut self, name: &str) -> Self {
        self.origin.endpoint = Some(Endpoint::named(name));
        self
    }

    /// Sets the subprotocol that was agreed on.
    pub fn with_subprotocol(mut self, name: &str) -> Self {
        self.origin.subprotocol = Some(bounded(name));
        self
    }

    /// Sets [who the client is](crate::CloseMonitor::for_client).
    pub fn with_client_address(mut self, address: &str) -> Self {
        self.origin.client_address = Some(bounded(address));
        self
    }

    /// Sets what the [request](crate::CloseMonitor::for_request) said: path, and `User-Agent`.
    pub fn with_request<B>(mut self, request: &Request<B>) -> Self {
        self.origin.read(request.uri(), request.headers());
        self
    }

    /// Sets the catalog that explains the code.
    pub fn with_catalog(mut self, catalog: Catalog) -> Self {
        self.catalog = catalog;
        self
    }

    /// Sets the language of the texts.
    pub fn with_locale(mut self, locale: Locale) -> Self {
        self.locale = locale;
        self
    }

    /// The report.
    ///
    /// # Panics
    ///
    /// If no connection ends like that: with `Eof` after a close frame, for example.
    #[must_use]
    #[track_caller]
    pub fn build(mut self) -> CloseReport {
        self.fill_in();
        if let Err(why) = self.check() {
            panic!("no connection ends like that: {why}");
        }
        let violation = match self.received.as_ref().and_then(ReceivedClose::violation) {
            Some(violation) => Some((Direction::Received, violation)),
            None => self.is_rejected().then_some((Direction::Sent, Violation::Rejected)),
        };
        let handshake = (self.first != Initiator::None).then_some(self.handshake);
        let idle = self.idle.unwrap_or_default();
        let opened_at = Instant::now();
        let ended_at = opened_at + self.duration.max(handshake.unwrap_or_default() + idle);
        let first_close = handshake.map(|duration| ended_at - duration);
        CloseReport {
            role: self.role,
            source: self.source,
            spliced: false,
            answer_stuck: false,
            offer_lacks_answer: false,
            outcome: self.outcome,
            initiator: self.first,
            handshake: first_close
                .map(|_| {
                    let (received, sent) = (self.received, self.sent);
                    Handshake { first_close, received, sent, ..Handshake::default() }
                })
                .unwrap_or_default(),
            violation,
            error_type: self.error_type,
            opened_at,
            idle_since: self.idle.map(|idle| first_close.unwrap_or(ended_at) - idle),
            quiet: true,
            ended_at,
            round_trip: self.round_trip.map(RoundTrip::new),
            origin: Some(Arc::new(self.origin)),
            catalog: self.catalog,
            locale: self.locale,
            span: None,
        }
    }

    fn note_first(mut self, initiator: Initiator) -> Self {
        if self.first == Initiator::None {
            self.first = initiator;
        }
        self
    }

    /// The peer took our close for an error.
    fn is_rejected(&self) -> bool {
        let answer = self.received.as_ref().and_then(ReceivedClose::code);
        let errors = [CloseCode::PROTOCOL_ERROR, CloseCode::INVALID_FRAME_PAYLOAD_DATA];
        self.first == Initiator::Local
            && answer.is_some_and(|code| errors.contains(&code))
            && self.sent.as_ref().is_some_and(|sent| sent.code != answer)
    }

    fn fill_in(&mut self) {
        let needs_both = self.outcome == Outcome::Clean;
        if self.sent.is_none() && (self.outcome == Outcome::Unanswered) {
            *self = self.clone().with_sent(&Close::normal());
        }
        if self.received.is_none()
            && (self.outcome == Outcome::NotAwaited || needs_both && self.sent.is_none())
        {
            *self = self.clone().with_received(CloseCode::NORMAL_CLOSURE, "");
        }
        let sent = self.sent.as_ref().filter(|_| needs_both);
        if let Some(code) = sent.and_then(|sent| sent.code) {
            self.received.get_or_insert_with(|| answered(code));
        }
        let received = self.received.as_ref().filter(|_| needs_both);
        if let Some(code) = received.and_then(ReceivedClose::code) {
            let sent = SentClose { code: Some(code), illegal: false, reason: "".into() };
            self.sent.get_or_insert(sent);
        }
        self.error_type = self.error_type.or_else(|| self.commonest_error());
    }
}

/// The peer's answer to our close.
fn answered(code: CloseCode) -> ReceivedClose {
    match code {
        CloseCode::NO_STATUS_RECEIVED => ReceivedClose::from_payload(b""),
        code => ReceivedClose::from_payload(&code.as_u16().to_be_bytes()),
    }
}
