/// The words that pages and programs around the catalog need, in one language.
///
/// Returned by [`Locale::captions`](crate::Locale::captions).
///
/// ```
/// use closeframe::Locale;
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
    /// Above numbers.
    pub code: &'static str,
    /// Above names.
    pub name: &'static str,
    /// Above the ready-made catalogs of subprotocols.
    pub subprotocols: &'static str,
    /// A link past the navigation.
    pub skip_navigation: &'static str,
    /// Beside the links to other languages.
    pub language: &'static str,
}
