//! For whom a page is written, and where it will stand.
//!
//! The same pages are served and written into files: what differs is how they link to one another, and
//! whether anything answers their forms. That is said here, so that what renders them need not know of requests.

use closeframe::{
    CloseCode,
    catalog::{Locale, Subprotocol, pages::Captions},
};
use maud::Markup;
use serde::Serialize;

use super::links::{Links, Target};

/// The language and the meanings that a page is written in.
pub(super) struct Reader<'a> {
    pub(super) locale: Locale,
    pub(super) subprotocol: Option<&'static Subprotocol>,
    pub(super) place: &'a dyn Place,
}

impl<'a> Reader<'a> {
    /// Returns what writes links to other pages in the same language and by the same subprotocol.
    pub(super) fn links(&self) -> Links<'a> {
        Links::new(self.place, self.subprotocol)
    }
}

/// Where a page stands among the others.
pub(super) trait Place {
    /// Returns the address of another page in the same language.
    fn address(&self, target: Target<'_>, by: Option<&'static Subprotocol>) -> String;

    /// Returns the address of a page for who comes from elsewhere; without a language, of the one that chooses it.
    fn known_as(
        &self,
        target: Target<'_>,
        by: Option<&'static Subprotocol>,
        locale: Option<Locale>,
    ) -> String;

    /// Whether [`known_as`](Self::known_as) may be called the page's one address.
    fn is_canonical(&self) -> bool;

    /// Returns the address of the same page in another language.
    fn in_language(&self, locale: Locale) -> String;

    /// Returns the address of the page as JSON, where it has one of its own.
    fn json(&self) -> Option<String>;

    /// Returns the address of what all pages load.
    fn file(&self, name: &str) -> String;

    /// Says what [`Target::Home`] is.
    fn home(&self, words: &'static Captions) -> &'static str;

    /// Whether there is a page that compares the two, in either order.
    fn compares(&self, a: CloseCode, b: CloseCode) -> bool;

    /// Returns what forms have to send along, or nothing where nobody answers them.
    fn forms(&self, by: Option<&'static Subprotocol>) -> Option<Vec<(&'static str, &'static str)>>;

    /// Returns what a form has sent, if it is not empty.
    fn parameter(&self, name: &str) -> Option<&str>;
}

/// Makes of a page what is wanted of it.
pub(super) trait Formats {
    type Made;

    fn make<J: Serialize>(
        self,
        html: impl FnOnce() -> Markup,
        json: impl FnOnce() -> J,
        text: impl FnOnce() -> String,
    ) -> Self::Made;
}
