//! When to use which code: what somebody wrote for the pair, or what the facts of the rows say.
//!
//! Whoever compares two codes mostly has to send one of them. What sets them apart besides is told in
//! `differences`.

use super::differences::contrast;
use super::{ComparedCode, http, sentences};
use crate::catalog::{Category, Locale, Sender};

/// Says whether and for what the code is to be sent.
pub(super) fn on_one(side: ComparedCode<'_>, locale: Locale) -> String {
    let code = side.code().as_u16();
    let entry = side.entry();
    let written = locale.page_texts().case(entry);
    let case = written.unwrap_or_else(|| entry.category().phrase(locale));
    let advice = match (entry.subprotocol(), entry.category()) {
        (Some(subprotocol), _) => {
            sentences::send_subprotocol(locale, code, entry.name(), subprotocol.title())
        }
        (None, Category::Invalid) => return sentences::never_send_invalid(locale, code, case),
        (None, _) if !entry.may_be_sent() => {
            return sentences::never_send_reported(locale, code, case);
        }
        (None, _) if written.is_none() => sentences::send_application(locale, code, entry.name()),
        (None, _) => sentences::send_when(locale, code, case),
    };
    match entry.sender() {
        Sender::Either | Sender::Nobody => advice,
        // The case itself tells whose it is.
        _ if written.is_some() => advice,
        sender => format!("{advice} {}", sentences::only_from(locale, sender.phrase(locale))),
    }
}

/// Says how to decide between two codes.
pub(super) fn between(a: ComparedCode<'_>, b: ComparedCode<'_>, locale: Locale) -> Vec<String> {
    if let Some(contrast) = contrast(a, b, locale) {
        return vec![contrast.decision.to_owned()];
    }
    let [of_a, of_b] = [a, b].map(|side| side.code().as_u16());
    let [retry_a, retry_b] = [a, b].map(|side| side.entry().retry().phrase(locale));
    let choice = match (a.entry().may_be_sent(), b.entry().may_be_sent()) {
        (false, false) => sentences::neither_may_be_sent(locale),
        (true, false) => sentences::one_may_be_sent(locale, of_a),
        (false, true) => sentences::one_may_be_sent(locale, of_b),
        (true, true) if retry_a == retry_b => sentences::choose_by_cause(locale, retry_a),
        (true, true) => sentences::choose_by_retry(locale, of_a, retry_a, of_b, retry_b),
    };
    let mut advice = vec![on_one(a, locale), on_one(b, locale), choice];
    match (a.entry().http_relatives(), b.entry().http_relatives()) {
        ([status_a, ..], [status_b, ..]) if status_a != status_b => {
            let [status_a, status_b] = [*status_a, *status_b].map(http::title);
            advice.push(sentences::choose_by_http(locale, of_a, status_a, of_b, status_b));
        }
        _ => {}
    }
    advice
}
