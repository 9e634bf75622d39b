//! What a reconnect loop is told, for every code of every catalog.

use std::{io, time::Duration};

use closeframe::{
    CloseCode,
    catalog::{self, Advice, Catalog, Retry, Subprotocol, subprotocols},
};
use proptest::prelude::*;
use tungstenite::{
    Error,
    error::{CapacityError, ProtocolError, UrlError},
    http::{HeaderValue, Response, header::RETRY_AFTER},
};

fn standard(code: u16) -> Retry {
    catalog::advice(CloseCode::new(code), &Catalog::standard()).retry()
}

#[test]
fn the_standard_codes_answer_a_reconnect_loop() {
    assert_eq!(standard(1000), Retry::No);
    assert_eq!(standard(1006), Retry::Backoff);
    assert_eq!(standard(1012), Retry::Jitter { min_s: 5, max_s: 30 });
    assert_eq!(standard(1013), Retry::Elsewhere);
    assert_eq!(standard(1009), Retry::AfterFix);
    assert_eq!(standard(3000), Retry::AfterNewCredential);
    assert_eq!(standard(4000), Retry::AsAgreed);
}

#[test]
fn the_advice_is_the_catalogs() {
    let with = |it| Catalog::standard().with_subprotocol(it).unwrap();
    let retry = |catalog: &Catalog, code| catalog::advice(CloseCode::new(code), catalog).retry();
    let discord = with(&subprotocols::DISCORD_GATEWAY);
    assert_eq!(retry(&discord, 4000), Retry::Backoff);
    assert_eq!(retry(&discord, 4004), Retry::AfterNewCredential);
    assert_eq!(retry(&discord, 4013), Retry::AfterFix);
    // Pusher's advice lies in the range.
    let pusher = with(&subprotocols::PUSHER);
    assert_eq!(retry(&pusher, 4050), Retry::AfterFix);
    assert_eq!(retry(&pusher, 4250), Retry::AtOnce);
    // Centrifuge's too: 3000-3499 reconnects, 3500-3999 does not.
    let centrifuge = with(&subprotocols::CENTRIFUGE);
    assert_eq!(retry(&centrifuge, 3499), Retry::Backoff);
    assert_eq!(retry(&centrifuge, 3999), Retry::AfterFix);
}

#[test]
fn every_advice_names_its_source() {
    for subprotocol in Subprotocol::ALL {
        for row in subprotocol.codes().iter().chain(subprotocol.ranges()) {
            assert!(row.retry_source_url().is_some(), "{subprotocol}: {row:?}");
            assert!(row.reference_url().is_some(), "{subprotocol}: {row:?}");
        }
    }
    let known = Catalog::standard();
    let restart = catalog::advice(CloseCode::SERVICE_RESTART, &known);
    assert_eq!(restart.source(), "IETF hybi, \"Additional WebSocket Close Error Codes\"");
    assert!(restart.source_url().unwrap().starts_with("https://mailarchive.ietf.org/"));
    let abnormal = catalog::advice(CloseCode::ABNORMAL_CLOSURE, &known);
    assert_eq!(abnormal.source(), "RFC 6455 section 7.2.3");
    let tls = catalog::advice(CloseCode::TLS_HANDSHAKE, &known);
    assert_eq!((tls.source(), tls.source_url()), ("judgement", None));
}

#[test]
fn delays_grow_and_stay_bounded() {
    let delays = |code, random| -> Vec<f64> {
        let catalog = Catalog::standard();
        let advice = catalog::advice(CloseCode::new(code), &catalog);
        let delays = (0..9).map_while(|attempt| advice.delay(attempt, random));
        delays.map(|delay| delay.as_secs_f64()).collect()
    };
    assert_eq!(delays(1006, 1.0), [5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 300.0, 300.0, 300.0]);
    assert_eq!(delays(1006, 0.0), [0.0; 9]);
    assert_eq!(delays(1012, 0.0)[..3], [5.0, 10.0, 20.0]);
    assert_eq!(delays(1012, 1.0)[..5], [30.0, 60.0, 120.0, 240.0, 300.0]);
    for code in [1000, 1009, 1013, 3000] {
        assert!(delays(code, 0.5).is_empty(), "{code}");
    }
    let pusher = Catalog::standard().with_subprotocol(&subprotocols::PUSHER).unwrap();
    let at_once = catalog::advice(CloseCode::new(4200), &pusher);
    assert_eq!(at_once.delay(0, 1.0), Some(Duration::ZERO));
    assert_eq!(at_once.delay(1, 1.0), Some(Duration::from_secs(5)));
}

fn refused(status: u16, retry_after: Option<&[u8]>) -> Advice<'static> {
    let mut response = Response::builder().status(status);
    if let Some(value) = retry_after {
        response = response.header(RETRY_AFTER, HeaderValue::from_bytes(value).unwrap());
    }
    catalog::advice_for_error(&Error::Http(response.body(None).unwrap().into()))
}

#[test]
fn a_refused_handshake_is_answered_by_its_status() {
    use Retry::{AfterFix, AfterNewCredential, Backoff, Elsewhere};
    for (status, retry, source) in [
        (401, AfterNewCredential, "RFC 9110 section 15.5.2"),
        (403, AfterNewCredential, "RFC 9110 section 15.5.4"),
        (407, AfterNewCredential, "RFC 9110 section 15.5.8"),
        (408, Backoff, "RFC 9110 section 15.5.9"),
        (425, Backoff, "RFC 8470 section 5.2"),
        (429, Backoff, "RFC 6585 section 4"),
        (500, Backoff, "RFC 9110 section 15.6.1"),
        (501, AfterFix, "RFC 9110 section 15.6.2"),
        (502, Backoff, "RFC 9110 section 15.6.3"),
        (503, Backoff, "RFC 9110 section 15.6.4"),
        (504, Backoff, "RFC 9110 section 15.6.5"),
        (505, AfterFix, "RFC 9110 section 15.6.6"),
        (301, Elsewhere, "RFC 9110 section 15.4"),
        (308, Elsewhere, "RFC 9110 section 15.4"),
        (426, AfterFix, "RFC 9110 section 15.5.22"),
        (400, AfterFix, "RFC 9110 section 15.5"),
        (404, AfterFix, "RFC 9110 section 15.5"),
        (410, AfterFix, "RFC 9110 section 15.5"),
        (511, Backoff, "RFC 9110 section 15.6"),
        (520, Backoff, "RFC 9110 section 15.6"),
        (100, AfterFix, "RFC 6455 section 4.1"),
        (200, AfterFix, "RFC 6455 section 4.1"),
        (999, AfterFix, "RFC 6455 section 4.1"),
    ] {
        let advice = refused(status, None);
        assert_eq!((advice.retry(), advice.source()), (retry, source), "{status}");
        assert_eq!(advice.retry_after(), None, "{status}");
        let (rfc, section) = source["RFC ".len()..].split_once(" section ").unwrap();
        let url = format!("https://www.rfc-editor.org/rfc/rfc{rfc}#section-{section}");
        assert_eq!(advice.source_url(), Some(&*url));
        // As of a close with the same advice.
        let bounds = [0.0, 1.0].map(|random| advice.delay(1, random));
        let backoff = [Some(Duration::ZERO), Some(Duration::from_secs(10))];
        assert_eq!(bounds, if retry == Backoff { backoff } else { [None; 2] }, "{status}");
    }
}

#[test]
fn a_server_is_not_asked_again_before_it_wants_to_be() {
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    for status in [408, 429, 500, 503] {
        let advice = refused(status, Some(b"120"));
        assert_eq!(advice.retry_after(), seconds(120));
        assert_eq!(advice.delay(0, 0.0), seconds(120), "{status}");
        assert_eq!(advice.delay(0, 1.0), seconds(125), "{status}");
        assert_eq!(advice.delay(99, 1.0), seconds(420), "{status}");
    }
    // They are told, but the same attempt is still not to be repeated.
    for status in [302, 401, 413] {
        let advice = refused(status, Some(b"120"));
        assert_eq!((advice.retry_after(), advice.delay(0, 0.0)), (seconds(120), None), "{status}");
    }
    for (value, told, delay) in [
        (&b"0"[..], seconds(0), 0),
        (b" 7\t", seconds(7), 7),
        (b"3600", seconds(3600), 3600),
        (b"86400", seconds(86400), 3600),
        (b"18446744073709551616", seconds(u64::MAX), 3600),
        (b"", None, 0),
        (b"-1", None, 0),
        (b"+1", None, 0),
        (b"1.5", None, 0),
        (b"1 2", None, 0),
        (b"\xFF\xB2", None, 0),
        ("\u{0663}".as_bytes(), None, 0),
        (b"Fri, 31 Dec 1999 23:59:59 GMT", None, 0),
    ] {
        let advice = refused(503, Some(value));
        assert_eq!(advice.retry_after(), told, "{value:?}");
        assert_eq!(advice.delay(0, 0.0), seconds(delay), "{value:?}");
    }
}

#[test]
fn what_never_got_an_answer_is_advised_on_too() {
    let advice = |error| catalog::advice_for_error(&error).retry();
    for kind in [
        io::ErrorKind::ConnectionRefused,
        io::ErrorKind::TimedOut,
        io::ErrorKind::NetworkUnreachable,
        io::ErrorKind::UnexpectedEof,
        io::ErrorKind::Other,
    ] {
        assert_eq!(advice(Error::Io(kind.into())), Retry::Backoff, "{kind}");
    }
    // The server goes away before it answers.
    assert_eq!(advice(ProtocolError::HandshakeIncomplete.into()), Retry::Backoff);
    for error in [
        UrlError::TlsFeatureNotEnabled.into(),
        UrlError::UnsupportedUrlScheme.into(),
        ProtocolError::WrongHttpVersion.into(),
        ProtocolError::MissingConnectionUpgradeHeader.into(),
        CapacityError::TooManyHeaders.into(),
        Error::AttackAttempt,
    ] {
        let text = error.to_string();
        assert_eq!(advice(error), Retry::AfterFix, "{text}");
    }
    let refused = catalog::advice_for_error(&Error::Io(io::ErrorKind::ConnectionRefused.into()));
    assert_eq!(refused.source(), "RFC 6455 section 7.2.3");
}

proptest! {
    #[test]
    fn no_server_keeps_a_client_away_for_much_longer_than_an_hour(
        status in 100..=999_u16,
        value in prop::option::of("[ -~\\x80-\\xff]{0,24}|[0-9]{1,30}"),
        attempt: u32,
        random in prop::num::f64::ANY,
    ) {
        let delay = refused(status, value.as_ref().map(String::as_bytes)).delay(attempt, random);
        prop_assert!(delay.is_none_or(|delay| delay <= Duration::from_secs(3900)));
    }

    #[test]
    fn no_delay_is_longer_than_300_seconds(
        code: u16,
        attempt: u32,
        random in prop::num::f64::ANY,
    ) {
        let catalog = Catalog::standard();
        let delay = catalog::advice(CloseCode::new(code), &catalog).delay(attempt, random);
        prop_assert!(delay.is_none_or(|delay| delay <= Duration::from_secs(300)));
    }
}
