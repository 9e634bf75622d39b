//! Hints: what often lies behind figures and words like those of a report.
//!
//! Nothing on the wire says what cut a connection, or which client the peer is; but a time that fits a
//! well-known limit, or an answer that a few clients are known for, narrows it down. It is a guess for people:
//! neither level nor blame follows from it.

mod clients;
mod limits;

use std::time::Duration;

use self::{
    clients::{REFUSERS, UNAGREED_COMPRESSION, WAIT_FOR_THEIR_APPLICATION},
    limits::{IDLE_LIMITS, LIFETIME_LIMITS, Limit},
};
use crate::{
    CloseCode, CloseReport, ErrorType, Initiator, Outcome, Role, Violation,
    catalog::{self, Sender},
};

pub(super) fn hint(report: &CloseReport) -> Option<String> {
    let locale = report.locale();
    match report.outcome() {
        _ if report.offer_lacks_answer && report.code() == Some(CloseCode::MANDATORY_EXTENSION) => {
            Some(catalog::offer_lacks_answer(locale))
        }
        Outcome::Eof | Outcome::Reset | Outcome::IoError => of_limits(report),
        Outcome::Abandoned if report.is_drained() => Some(catalog::drained(locale)),
        _ if report.initiator() == Initiator::Remote => of_sender(report),
        // What else is known is known of clients.
        _ if report.role() == Role::Client => None,
        Outcome::Timeout if report.initiator() == Initiator::Local => {
            Some(catalog::wait_for_their_application(locale, WAIT_FOR_THEIR_APPLICATION))
        }
        // In a close frame it is something else: those are never compressed.
        Outcome::ProtocolError
            if report.error_type() == Some(ErrorType::ReservedBits)
                && report.violation().is_none() =>
        {
            Some(catalog::unagreed_compression(locale, UNAGREED_COMPRESSION))
        }
        Outcome::Clean if is_rejected(report) => of_refusal(report),
        Outcome::Unanswered => of_refusal(report),
        _ => None,
    }
}

/// Says which limits the times fit, for an ending that nobody announced: of idleness, if nothing went either
/// way, or else of lifetime.
fn of_limits(report: &CloseReport) -> Option<String> {
    let locale = report.locale();
    let list = |limits: &[Limit], time| {
        let fits = limits.iter().filter(|limit| limit.fits(time)).map(Limit::to_string);
        fits.reduce(|list, limit| catalog::limit_and(locale, list, limit))
    };
    // The path was quiet only if nothing went out either.
    let idle = report.idle().filter(|_| report.quiet);
    if let Some((time, list)) = idle.and_then(|time| Some((time, list(IDLE_LIMITS, time)?))) {
        return Some(catalog::idle_limit(locale, seconds(time), list));
    }
    let time = report.duration();
    let list = list(LIFETIME_LIMITS, time)?;
    Some(catalog::lifetime_limit(locale, seconds(time), list))
}

/// With one digit after the point. Numbers of floating point would bring 12 kB of code into a program that
/// shows no others.
fn seconds(time: Duration) -> String {
    let tenths = time.as_secs() * 10 + u64::from(time.subsec_millis() + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Says so where the peer closed with a code that the other side's are meant to send: 1010 is a client's, and
/// 1011-1014 are a server's.
fn of_sender(report: &CloseReport) -> Option<String> {
    let code = report.code()?.as_u16();
    match (report.entry()?.sender(), report.role()) {
        (Sender::Server, Role::Server) => Some(catalog::servers_code(report.locale(), code)),
        (Sender::Client, Role::Client) => Some(catalog::clients_code(report.locale(), code)),
        _ => None,
    }
}

fn is_rejected(report: &CloseReport) -> bool {
    matches!(report.violation(), Some((_, Violation::Rejected)))
}

/// Says which clients do not take the code that we closed with.
fn of_refusal(report: &CloseReport) -> Option<String> {
    let code = report.sent_code()?.as_u16();
    let known =
        REFUSERS.iter().find(|it| it.outcome == report.outcome() && it.codes.contains(&code))?;
    Some(catalog::refused(report.locale(), code, known.clients))
}
