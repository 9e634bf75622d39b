//! When to use which code, derived from the facts of the rows.

use super::compare::Side;
use super::facts::{Category, Sender};
use super::locale::Locale;
use super::sentences;

/// Says whether and for what the code is to be sent.
pub(super) fn on_one(side: Side<'_>, locale: Locale) -> String {
    let code = side.code().as_u16();
    let category = side.entry().category();
    let advice = match (side.entry().may_travel(), category) {
        (false, Category::Invalid) => return sentences::never_send_invalid(locale, code),
        (false, _) => {
            return sentences::never_send_reported(locale, code, category.phrase(locale));
        }
        (true, Category::Application) if side.entry().code().is_none() => {
            sentences::send_if_agreed(locale, code)
        }
        (true, Category::Application) => {
            sentences::send_application(locale, code, side.entry().name())
        }
        (true, _) => sentences::send_for(locale, code, category.phrase(locale)),
    };
    match side.entry().sender() {
        Sender::Either => advice,
        sender => format!("{advice} {}", sentences::only_from(locale, sender.phrase(locale))),
    }
}

/// Says how to decide between two codes.
pub(super) fn between(a: Side<'_>, b: Side<'_>, locale: Locale) -> String {
    let [of_a, of_b] = [a, b].map(|side| side.code().as_u16());
    let [retry_a, retry_b] = [a, b].map(|side| side.entry().retry().phrase(locale));
    match (a.entry().may_travel(), b.entry().may_travel()) {
        (false, false) => sentences::neither_travels(locale),
        (true, false) => sentences::one_travels(locale, of_a),
        (false, true) => sentences::one_travels(locale, of_b),
        (true, true) if retry_a == retry_b => sentences::choose_by_cause(locale, retry_a),
        (true, true) => sentences::choose_by_retry(locale, of_a, retry_a, of_b, retry_b),
    }
}
