//! The words around the pages: of links, fields, buttons and refusals.
//!
//! They are in the catalog so that a page is in one language from top to bottom. How they are worded is
//! told by the languages' data files.

/// The words that pages and programs around the catalog need, in one language.
///
/// Returned by [`Locale::captions`](crate::catalog::Locale::captions).
///
/// ```
/// use closeframe::catalog::Locale;
///
/// assert_eq!(Locale::English.captions().all_codes, "All codes");
/// assert_eq!(Locale::German.captions().all_codes, "Alle Codes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Captions {
    /// The title of a list of all codes.
    pub catalog: &'static str,
    /// A link to that list.
    pub all_codes: &'static str,
    /// Above the codes that one can be compared with.
    pub compare_with: &'static str,
    /// Beside the field that takes words to search for.
    pub search: &'static str,
    /// What such a field takes.
    pub search_hint: &'static str,
    /// When nothing was found.
    pub no_match: &'static str,
    /// Before the number of codes found.
    pub found: &'static str,
    /// Above the codes of the standards.
    pub standard_codes: &'static str,
    /// Above an application's own codes.
    pub application_codes: &'static str,
    /// Above the rows that speak for whole ranges.
    pub ranges: &'static str,
    /// Beside the choice of a subprotocol.
    pub meanings: &'static str,
    /// The choice of no subprotocol.
    pub own_meanings: &'static str,
    /// Before advice on reconnecting.
    pub reconnect: &'static str,
    /// The title of a form that compares two codes.
    pub compare: &'static str,
    /// The button of that form.
    pub compare_button: &'static str,
    /// Beside the first field of that form.
    pub first_code: &'static str,
    /// Beside its second field.
    pub second_code: &'static str,
    /// A link to the same comparison the other way round.
    pub swap: &'static str,
    /// Above the codes that are weighed against one, or mistaken for it.
    pub neighbours: &'static str,
    /// Above the pairs of such codes.
    pub often_compared: &'static str,
    /// Above all other codes.
    pub other_codes: &'static str,
    /// A link to the live view of connections.
    pub console: &'static str,
    /// A link to the list of all endings, and its title.
    pub endings: &'static str,
    /// Above the outcomes in that list.
    pub outcomes: &'static str,
    /// Above the rules that a close frame can break.
    pub violations: &'static str,
    /// Above the kinds of errors.
    pub error_types: &'static str,
    /// When something is no word for an ending.
    pub not_an_ending: &'static str,
    /// A link to the list of alerts, and its title.
    pub alerts: &'static str,
    /// Above what is said of alerts, where that is not in the language of the page.
    pub alerts_in_english: &'static str,
    /// When something is no name of an alert.
    pub not_an_alert: &'static str,
    /// What a navigation leads to.
    pub pages: &'static str,
    /// When an address leads nowhere.
    pub no_such_page: &'static str,
    /// When something is no close code.
    pub not_a_code: &'static str,
    /// When a page was asked for wrongly.
    pub bad_request: &'static str,
    /// When a language is not spoken.
    pub unknown_language: &'static str,
    /// When a subprotocol is not known.
    pub unknown_subprotocol: &'static str,
    /// When something other than reading was tried.
    pub read_only: &'static str,
    /// Above the ready-made catalogs of subprotocols.
    pub subprotocols: &'static str,
    /// A link past the navigation.
    pub skip_navigation: &'static str,
    /// Beside the links to other languages.
    pub language: &'static str,
}
