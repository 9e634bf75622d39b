//! What a reconnect loop is told where there was no connection to end: its handshake was refused, or
//! never got so far.
//!
//! HTTP's statuses say whether the same request may succeed later, and a server may say when. Delays are
//! computed in `reconnect.rs`, as those after a close are.

use std::{ops::RangeInclusive, time::Duration};

use tungstenite::{
    Error, error::ProtocolError, handshake::client::Response, http::header::RETRY_AFTER,
};

use super::{entry, reconnect::Advice, retry::Retry};
use crate::CloseCode;

/// Advises a reconnect loop about an attempt to connect that failed.
///
/// | what failed | advice | source |
/// |---|---|---|
/// | 401, 407 | after a new credential | RFC 9110 sections 15.5.2, 15.5.8 |
/// | 403 | after a new credential | RFC 9110 section 15.5.4 |
/// | 408, 425, 429 | backoff | RFC 9110 section 15.5.9, RFC 8470 section 5.2, RFC 6585 section 4 |
/// | 501, 505 | after a fix | RFC 9110 sections 15.6.2, 15.6.6 |
/// | 500, 502, 503, 504, any other 5xx | backoff | RFC 9110 sections 15.6.1, 15.6.3-15.6.5, 15.6 |
/// | 3xx | elsewhere | RFC 9110 section 15.4 |
/// | 426, any other 4xx | after a fix | RFC 9110 sections 15.5.22, 15.5 |
/// | anything but 101 | after a fix | RFC 6455 section 4.1 |
/// | DNS, TCP, an end before the answer | backoff, as after 1006 | RFC 6455 section 7.2.3 |
/// | TLS | backoff: certificates are renewed, and a network that wants a login first shows one of its own | judgement |
/// | the URL, the protocol, a limit | after a fix | RFC 6455 section 4.1 |
///
/// Where the server said when to come back (`Retry-After`, RFC 9110 section 10.2.3),
/// [`retry_after`](Advice::retry_after) tells, and [`delay`](Advice::delay) is never shorter.
///
/// It is meant for the errors of [`connect`](crate::CloseMonitor::connect) and its like. How a connection
/// ended that was open, the report tells: give its code to [`advice`](super::advice).
///
/// # Example: a server that is draining
///
/// ```
/// use std::time::Duration;
/// use closeframe::{catalog::{self, Retry}, tungstenite::{Error, http::Response}};
///
/// let refusal = Response::builder().status(503).header("Retry-After", "30").body(None)?;
/// let advice = catalog::advice_for_error(&Error::Http(refusal.into()));
/// assert_eq!(advice.retry(), Retry::Backoff);
/// assert_eq!(advice.source(), "RFC 9110 section 15.6.4");
/// // Not before the 30 s are over, and not at the same moment as all others.
/// assert_eq!(advice.delay(0, 0.5), Some(Duration::from_secs_f64(32.5)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn advice_for_error(error: &Error) -> Advice<'static> {
    use ProtocolError::{HandshakeIncomplete, ResetWithoutClosingHandshake};
    match error {
        Error::Http(response) => for_response(response),
        Error::Io(_)
        | Error::Protocol(HandshakeIncomplete | ResetWithoutClosingHandshake)
        | Error::ConnectionClosed
        | Error::AlreadyClosed => Advice::of(entry(CloseCode::ABNORMAL_CLOSURE)),
        #[cfg(feature = "rustls")]
        Error::Tls(tungstenite::error::TlsError::InvalidDnsName) => OPENING.advice(),
        Error::Tls(_) => Advice {
            retry: Retry::Backoff,
            source: "judgement",
            source_url: None,
            retry_after: None,
        },
        _ => OPENING.advice(),
    }
}

fn for_response(response: &Response) -> Advice<'static> {
    let status = response.status().as_u16();
    let rule = STATUSES.iter().find(|rule| rule.statuses.contains(&status)).unwrap_or(&OPENING);
    let value = response.headers().get(RETRY_AFTER);
    Advice { retry_after: value.and_then(|value| seconds(value.as_bytes())), ..rule.advice() }
}

struct Rule {
    statuses: RangeInclusive<u16>,
    retry: Retry,
    source: &'static str,
    url: &'static str,
}

impl Rule {
    fn advice(&self) -> Advice<'static> {
        let &Self { retry, source, url, .. } = self;
        Advice { retry, source, source_url: Some(url), retry_after: None }
    }
}

macro_rules! rules {
    ($($statuses:expr => $retry:ident, $rfc:literal, $section:literal;)*) => {
        [$(Rule {
            statuses: $statuses,
            retry: Retry::$retry,
            source: concat!("RFC ", $rfc, " section ", $section),
            url: concat!("https://www.rfc-editor.org/rfc/rfc", $rfc, "#section-", $section),
        }),*]
    };
}

/// The first that has a status counts.
static STATUSES: [Rule; 17] = rules! {
    401..=401 => AfterNewCredential, "9110", "15.5.2";
    407..=407 => AfterNewCredential, "9110", "15.5.8";
    // A client should not repeat the request with the same credentials.
    403..=403 => AfterNewCredential, "9110", "15.5.4";
    408..=408 => Backoff, "9110", "15.5.9";
    425..=425 => Backoff, "8470", "5.2";
    429..=429 => Backoff, "6585", "4";
    500..=500 => Backoff, "9110", "15.6.1";
    501..=501 => AfterFix, "9110", "15.6.2";
    502..=502 => Backoff, "9110", "15.6.3";
    503..=503 => Backoff, "9110", "15.6.4";
    504..=504 => Backoff, "9110", "15.6.5";
    505..=505 => AfterFix, "9110", "15.6.6";
    300..=399 => Elsewhere, "9110", "15.4";
    426..=426 => AfterFix, "9110", "15.5.22";
    400..=499 => AfterFix, "9110", "15.5";
    // Such as 511, of a network that wants a login first: it passes.
    500..=599 => Backoff, "9110", "15.6";
    100..=299 => AfterFix, "6455", "4.1";
};

/// For whatever else is no opening handshake.
static OPENING: Rule = {
    let [rule] = rules! { 0..=999 => AfterFix, "6455", "4.1"; };
    rule
};

/// The delay in a `Retry-After`; `None` for a date, which takes two clocks that agree.
fn seconds(value: &[u8]) -> Option<Duration> {
    let digits = value.trim_ascii();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // More than fits is more than is waited for.
    let seconds = digits.iter().fold(0_u64, |seconds, digit| {
        seconds.saturating_mul(10).saturating_add(u64::from(digit - b'0'))
    });
    Some(Duration::from_secs(seconds))
}
