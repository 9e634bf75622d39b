//! Where requests want to go.

use tungstenite::client::IntoClientRequest;

use super::target;

fn of(url: &str) -> Result<(String, u16, bool), String> {
    let request = url.into_client_request().map_err(|error| error.to_string())?;
    let (host, port, is_tls) = target(&request).map_err(|error| error.to_string())?;
    Ok((host.to_owned(), port, is_tls))
}

#[test]
fn a_scheme_has_a_port_of_its_own() {
    for (url, host, port, is_tls) in [
        ("ws://a.example", "a.example", 80, false),
        ("wss://a.example/b?c", "a.example", 443, true),
        ("ws://a.example:8080/", "a.example", 8080, false),
        ("wss://user:pass@a.example:8443/", "a.example", 8443, true),
        ("ws://127.0.0.1/", "127.0.0.1", 80, false),
        ("wss://[::1]/", "[::1]", 443, true),
        ("ws://[2001:db8::1]:81/", "[2001:db8::1]", 81, false),
    ] {
        assert_eq!(of(url), Ok((host.to_owned(), port, is_tls)), "{url}");
    }
    for url in ["http://a.example/", "https://a.example/", "ftp://a.example/", "/a", "a.example:80"]
    {
        assert!(of(url).is_err(), "{url}");
    }
}
