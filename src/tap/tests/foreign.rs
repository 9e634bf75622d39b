use tungstenite::{Error, Message, error::ProtocolError};

use super::{SIZES, frame, tapped, text};
use crate::{Role, tap::Foreign};

const RESPONSE: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\n\r\n";
/// Long enough for the payload that its second letter declares.
const REST: &str = "/path HTTP/1.1\r\nHost: an.example\r\nUser-Agent: one that is as long as they are\r\n\
    Accept: */*\r\n\r\n";

#[track_caller]
fn assert_foreign(input: &[u8], expected: Option<Foreign>) {
    for &role in Role::ALL {
        for size in SIZES {
            let input = [text(role, "hi"), input.to_vec()].concat();
            let mut ws = tapped(role, false, &input, size);
            assert_eq!(ws.read().unwrap(), Message::text("hi"));
            let error = ws.read().unwrap_err();
            assert!(matches!(error, Error::Protocol(_)), "{input:x?}: {error}");
            assert_eq!(ws.get_ref().watch.foreign(), expected, "{input:x?} by {size} in {role:?}");
            assert!(ws.get_mut().watch.take_close().is_none(), "{input:x?} is no close frame");
        }
    }
}

#[test]
fn http_and_tls_are_recognised_where_a_frame_should_begin() {
    assert_foreign(RESPONSE, Some(Foreign::HttpResponse));
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT"] {
        assert_foreign(format!("{method} {REST}").as_bytes(), Some(Foreign::HttpRequest));
    }
    for record in [0x16, 0x15] {
        let hello = [&[record, 3, 1, 0, 200][..], &[1; 200]].concat();
        assert_foreign(&hello, Some(Foreign::TlsRecord));
    }
}

/// `H` is the first byte of a close frame, and `T` declares a payload of 84 bytes.
#[test]
fn a_response_is_not_waited_for() {
    for size in SIZES {
        for there in 2..RESPONSE.len() {
            let mut ws = tapped(Role::Client, false, &RESPONSE[..there], size);
            let error = ws.read().unwrap_err();
            assert!(matches!(error, Error::Protocol(ProtocolError::NonZeroReservedBits)));
            assert_eq!(ws.get_ref().watch.foreign(), Some(Foreign::HttpResponse));
        }
    }
}

#[test]
fn what_only_resembles_it_is_not_taken_for_it() {
    // A reserved opcode; reserved bits; letters that are none of a method.
    for input in [&frame(0x83, false, b"")[..], &frame(0xC1, false, b"HTTP/"), b"GO /", b"\x16\x02"]
    {
        let mut ws = tapped(Role::Client, false, input, usize::MAX);
        let _ = ws.read().unwrap_err();
        assert_eq!(ws.get_ref().watch.foreign(), None, "{input:x?}");
    }
    // A close frame that begins as a response does, and goes on otherwise.
    let mut ws = tapped(Role::Client, false, b"HTML", usize::MAX);
    assert!(ws.read().is_err());
    assert_eq!(ws.get_ref().watch.foreign(), None);
    assert!(ws.get_mut().watch.take_close().is_some());
}

#[test]
fn what_lies_behind_a_fault_is_not_what_reading_failed_at() {
    let input = [&frame(0x81, false, b"\xFF")[..], RESPONSE].concat();
    let mut ws = tapped(Role::Client, false, &input, usize::MAX);
    assert!(matches!(ws.read(), Err(Error::Utf8(_))));
    assert_eq!(ws.get_ref().watch.foreign(), None);
}

/// Inside a payload, any bytes are fine.
#[test]
fn a_payload_is_no_beginning() {
    for &role in Role::ALL {
        for size in SIZES {
            let input = [text(role, "GET / HTTP/1.1"), text(role, "HTTP/1.1 200")].concat();
            let mut ws = tapped(role, false, &input, size);
            assert_eq!(ws.read().unwrap(), Message::text("GET / HTTP/1.1"));
            assert_eq!(ws.read().unwrap(), Message::text("HTTP/1.1 200"));
            assert!(matches!(ws.read(), Err(Error::Io(_))));
            assert_eq!(ws.get_ref().watch.foreign(), None);
        }
    }
}
