//! What a client prefers, by the headers `Accept` and `Accept-Language` (RFC 9110 section 12).

use axum::http::{
    HeaderMap,
    header::{ACCEPT, ACCEPT_LANGUAGE, HeaderName},
};
use closeframe::catalog::Locale;

/// What a page is served as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Html,
    Json,
    Text,
}

impl Format {
    /// Which is preferred where a client likes several alike: the first.
    const ALL: [Self; 3] = [Self::Html, Self::Json, Self::Text];

    pub(super) const fn content_type(self) -> &'static str {
        match self {
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// How closely a media range describes the format; `None` if it does not.
    fn closeness(self, range: &str) -> Option<u8> {
        let (name, kind) = match self {
            Self::Html => ("text/html", "text/*"),
            Self::Json => ("application/json", "application/*"),
            Self::Text => ("text/plain", "text/*"),
        };
        match range {
            "*/*" => Some(0),
            range if range == kind => Some(1),
            range if range == name => Some(2),
            _ => None,
        }
    }
}

/// Chooses what to serve. HTML also for whoever accepts nothing that there is: an error page would
/// not be what they accept either.
pub(super) fn format(headers: &HeaderMap) -> Format {
    let ranges = weighted(headers, &ACCEPT);
    // The closest range tells the weight; among equal weights, who is named goes before who is
    // merely included: `application/json, */*` is a program.
    let liking = |format: &Format| {
        let fitting = ranges.iter().filter_map(|(range, weight)| {
            format.closeness(range).map(|closeness| (closeness, *weight))
        });
        let (closeness, weight) = fitting.max_by_key(|(closeness, _)| *closeness)?;
        (weight > 0).then_some((weight, closeness))
    };
    let mut chosen = (None, Format::Html);
    for format in Format::ALL {
        let liking = liking(&format);
        if liking > chosen.0 {
            chosen = (liking, format);
        }
    }
    chosen.1
}

/// Chooses the language that a client likes best among those that there are, else English.
pub(super) fn locale(headers: &HeaderMap) -> Locale {
    let mut ranges = weighted(headers, &ACCEPT_LANGUAGE);
    ranges.retain(|(_, weight)| *weight > 0);
    ranges.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let known = |(range, _): &(String, u16)| match range.as_str() {
        "*" => Some(Locale::default()),
        tag => tag.parse().ok(),
    };
    ranges.iter().find_map(known).unwrap_or_default()
}

/// The members of a header with their weights in thousandths, as the client ordered them. Members
/// whose weight makes no sense are left out.
fn weighted(headers: &HeaderMap, name: &HeaderName) -> Vec<(String, u16)> {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let members = values.flat_map(|value| value.split(','));
    let read = |member: &str| {
        let mut parts = member.split(';').map(|part| part.trim().to_ascii_lowercase());
        let range = parts.next().filter(|range| !range.is_empty())?;
        let weight = match parts.find_map(|part| part.strip_prefix("q=").map(str::to_owned)) {
            None => 1.0,
            Some(weight) => weight.parse::<f32>().ok().filter(|it| (0.0..=1.0).contains(it))?,
        };
        Some((range, (weight * 1000.0).round() as u16))
    };
    members.filter_map(read).collect()
}
