//! The sentences of pages: which there are, and what goes into their places.
//!
//! How they are worded is told by the languages' data files, and when they are said by the pages.

use std::fmt::Display;

use crate::catalog::Locale;
use crate::catalog::language::sentences;

sentences! {
    /// The sentences of pages as templates.
    PageSentences;
    versus(a, b);
    stand_for(a, is_a, b, is_b);
    both_stand_for(a, b, is);
    one_code(a);
    cases_differ(a, case_a, b, case_b);
    same_row(a, b, name);
    same_facts(a, name_a, b, name_b);
    causes_differ(a, meaning_a, b, meaning_b);
    never_send_invalid(a, case);
    never_send_reported(a, case);
    send_when(a, case);
    send_application(a, name);
    send_subprotocol(a, name, subprotocol);
    only_from(sender);
    neither_may_be_sent();
    one_may_be_sent(a);
    choose_by_retry(a, is_a, b, is_b);
    choose_by_cause(retry);
    choose_by_http(a, status_a, b, status_b);
    seen_expected(seen, expected);
    mostly_because(clause);
    also_because(clause);
    kinship(list);
    http_status(status, list);
    source(of, reference);
    retry_source(of, reference);
    observed(client);
    all_codes(reference);
    in_browsers(reference);
}

impl PageSentences {
    const fn of(locale: Locale) -> &'static Self {
        &locale.page_texts().sentences
    }
}
