//! An answer in the format and the language that were asked for.

use axum::{
    http::{
        StatusCode,
        header::{CONTENT_LANGUAGE, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use closeframe::catalog::Locale;
use maud::Markup;
use serde::Serialize;

use super::{accept::Format, asked::Asked, json, reader::Formats};

pub(super) struct Reply {
    status: StatusCode,
    format: Format,
    locale: Locale,
    body: String,
}

impl Reply {
    pub(super) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }
}

/// Makes the answer that was asked for, and only that.
impl Formats for &Asked {
    type Made = Reply;

    fn make<J: Serialize>(
        self,
        html: impl FnOnce() -> Markup,
        json: impl FnOnce() -> J,
        text: impl FnOnce() -> String,
    ) -> Reply {
        let body = match self.format {
            Format::Html => Ok(html().into_string()),
            Format::Json => json::document(&json()),
            Format::Text => Ok(text()),
        };
        let (status, body) = match body {
            Ok(body) => (StatusCode::OK, body),
            Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error}\n")),
        };
        Reply { status, format: self.format, locale: self.locale, body }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let Self { status, format, locale, body } = self;
        let headers = [(CONTENT_TYPE, format.content_type()), (CONTENT_LANGUAGE, locale.tag())];
        (status, headers, body).into_response()
    }
}
