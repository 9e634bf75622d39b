//! The addresses of the pages on a server.

use std::fmt::Write as _;

use super::links::Target;

/// Returns the path of a page.
pub(super) fn path(target: Target<'_>) -> String {
    match target {
        Target::Home => "/".to_owned(),
        Target::Codes => "/codes".to_owned(),
        Target::Code(code) => format!("/codes/{}", code.as_u16()),
        Target::Endings => "/endings".to_owned(),
        Target::Ending(word) => format!("/endings/{word}"),
        Target::Choose => "/compare".to_owned(),
        Target::Comparison(a, b) => format!("/compare/{}/{}", a.as_u16(), b.as_u16()),
        Target::Alerts => "/alerts".to_owned(),
        Target::Alert(name) => format!("/alerts/{name}"),
    }
}

/// Writes a path and its parameters as an address.
pub(super) fn address<'a>(
    path: &str,
    parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut address = path.to_owned();
    for (index, (name, value)) in parameters.into_iter().enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        push_encoded(&mut address, name);
        address.push('=');
        push_encoded(&mut address, value);
    }
    address
}

fn push_encoded(address: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
}
