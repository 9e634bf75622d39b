//! What a request asks for besides the page itself.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use closeframe::catalog::{Locale, Subprotocol};

use super::{
    accept::{self, Format},
    catalogs::Catalogs,
    links::Links,
    refusal::Refusal,
};

/// The language, the format and the parameters of a request.
pub(super) struct Asked {
    pub(super) locale: Locale,
    pub(super) format: Format,
    pub(super) subprotocol: Option<&'static Subprotocol>,
    /// Whether the language was asked for in the address, so that links have to hand it on.
    by_address: bool,
    path: String,
    parameters: Vec<(String, String)>,
}

impl Asked {
    /// Returns a parameter that is not empty: forms send what was left blank, too.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.trim().is_empty())
    }

    /// Returns what writes links to other pages in the same language and by the same subprotocol.
    pub(super) fn links(&self) -> Links {
        Links::new(self.by_address.then_some(self.locale), self.subprotocol)
    }

    /// Returns the address of the same page in another language.
    pub(super) fn in_language(&self, locale: Locale) -> String {
        let kept =
            self.parameters.iter().filter(|(name, value)| name != "lang" && !value.is_empty());
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        super::links::address(&self.path, kept.chain([("lang", locale.tag())]))
    }
}

impl FromRequestParts<Catalogs> for Asked {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, catalogs: &Catalogs) -> Result<Self, Refusal> {
        let parameters = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let path = parts.uri.path();
        let mut asked = Self {
            locale: accept::locale(&parts.headers),
            format: accept::format(&parts.headers),
            subprotocol: None,
            by_address: false,
            // Two slashes would make an address of another host.
            path: if path.starts_with("//") { "/codes" } else { path }.to_owned(),
            parameters: parameters.map(|Query(pairs)| pairs).unwrap_or_default(),
        };
        match asked.parameter("lang").map(str::parse) {
            None => {}
            Some(Ok(locale)) => {
                asked.locale = locale;
                asked.by_address = true;
            }
            Some(Err(_)) => return Err(Refusal::unknown_language(asked)),
        }
        match asked.parameter("subprotocol").map(|id| catalogs.find(id)) {
            None => {}
            Some(Some(subprotocol)) => asked.subprotocol = Some(subprotocol),
            Some(None) => return Err(Refusal::unknown_subprotocol(asked)),
        }
        Ok(asked)
    }
}
