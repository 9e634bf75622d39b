//! The pages for what cannot be answered.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use closeframe::catalog::pages::Captions;
use maud::html;
use serde::Serialize;

use super::{
    asked::Asked,
    document::{self, Page},
    reader::Formats,
};

/// A status, a heading and a sentence for whoever asked.
pub(super) struct Refusal {
    asked: Asked,
    status: StatusCode,
    heading: &'static str,
    sentence: Option<&'static str>,
}

#[derive(Serialize)]
struct Problem {
    status: u16,
    error: &'static str,
}

impl Refusal {
    pub(super) fn no_such_page(asked: Asked) -> Self {
        Self::new(asked, StatusCode::NOT_FOUND, |words| (words.no_such_page, None))
    }

    /// There is a page for every code, so anything else is a page that does not exist.
    pub(super) fn not_a_code(asked: Asked) -> Self {
        Self::new(asked, StatusCode::NOT_FOUND, |words| {
            (words.no_such_page, Some(words.not_a_code))
        })
    }

    pub(super) fn not_an_ending(asked: Asked) -> Self {
        Self::new(asked, StatusCode::NOT_FOUND, |words| {
            (words.no_such_page, Some(words.not_an_ending))
        })
    }

    pub(super) fn not_an_alert(asked: Asked) -> Self {
        Self::new(asked, StatusCode::NOT_FOUND, |words| {
            (words.no_such_page, Some(words.not_an_alert))
        })
    }

    pub(super) fn unknown_language(asked: Asked) -> Self {
        Self::new(asked, StatusCode::BAD_REQUEST, |words| {
            (words.bad_request, Some(words.unknown_language))
        })
    }

    pub(super) fn unknown_subprotocol(asked: Asked) -> Self {
        Self::new(asked, StatusCode::BAD_REQUEST, |words| {
            (words.bad_request, Some(words.unknown_subprotocol))
        })
    }

    pub(super) fn read_only(asked: Asked) -> Self {
        Self::new(asked, StatusCode::METHOD_NOT_ALLOWED, |words| {
            (words.bad_request, Some(words.read_only))
        })
    }

    fn new(
        asked: Asked,
        status: StatusCode,
        say: impl FnOnce(&'static Captions) -> (&'static str, Option<&'static str>),
    ) -> Self {
        let (heading, sentence) = say(asked.locale.captions());
        Self { asked, status, heading, sentence }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self { asked, status, heading, sentence } = self;
        let page = || {
            let body = html! { @if let Some(sentence) = sentence { p.lead { (sentence) } } };
            document::html(&asked.reader(), Page::new(heading, None), &body)
        };
        let error = sentence.unwrap_or(heading);
        let json = || Problem { status: status.as_u16(), error };
        asked.make(page, json, || format!("{error}\n")).with_status(status).into_response()
    }
}
