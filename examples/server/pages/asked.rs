//! What a request asks for besides the page itself.

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use closeframe::{
    CloseCode,
    catalog::{Locale, Subprotocol, pages::Captions},
};

use super::{
    accept::{self, Format},
    address::{address, path},
    catalogs::Catalogs,
    links::Target,
    reader::{Place, Reader},
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
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { locale: self.locale, subprotocol: self.subprotocol, place: self }
    }

    /// The language, if links have to hand it on.
    fn kept_locale(&self) -> Option<Locale> {
        self.by_address.then_some(self.locale)
    }
}

impl Place for Asked {
    fn address(&self, target: Target<'_>, by: Option<&'static Subprotocol>) -> String {
        self.known_as(target, by, self.kept_locale())
    }

    fn known_as(
        &self,
        target: Target<'_>,
        by: Option<&'static Subprotocol>,
        locale: Option<Locale>,
    ) -> String {
        match target {
            // The console has its own ways to choose.
            Target::Home => path(target),
            _ => address(&path(target), parameters(by, locale)),
        }
    }

    fn is_canonical(&self) -> bool {
        true
    }

    fn in_language(&self, locale: Locale) -> String {
        let kept =
            self.parameters.iter().filter(|(name, value)| name != "lang" && !value.is_empty());
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        address(&self.path, kept.chain([("lang", locale.tag())]))
    }

    /// It is at the same address, by `Accept`.
    fn json(&self) -> Option<String> {
        None
    }

    fn file(&self, name: &str) -> String {
        format!("/pages/{name}")
    }

    fn home(&self, words: &'static Captions) -> &'static str {
        words.console
    }

    fn compares(&self, _: CloseCode, _: CloseCode) -> bool {
        true
    }

    fn forms(&self, by: Option<&'static Subprotocol>) -> Option<Vec<(&'static str, &'static str)>> {
        Some(parameters(by, self.kept_locale()).collect())
    }

    /// Forms send what was left blank, too.
    fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.trim().is_empty())
    }
}

fn parameters(
    by: Option<&'static Subprotocol>,
    locale: Option<Locale>,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    let subprotocol = by.map(|it| ("subprotocol", it.id()));
    subprotocol.into_iter().chain(locale.map(|locale| ("lang", locale.tag())))
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
        match asked.parameter("subprotocol").map(|id| find(catalogs, id)) {
            None => {}
            Some(Some(subprotocol)) => asked.subprotocol = Some(subprotocol),
            Some(None) => return Err(Refusal::unknown_subprotocol(asked)),
        }
        Ok(asked)
    }
}

/// Finds a subprotocol by its id, or by a name that is negotiated for it.
fn find(catalogs: &Catalogs, id: &str) -> Option<&'static Subprotocol> {
    catalogs.subprotocols().find(|it| it.id() == id || it.negotiated().contains(&id))
}
