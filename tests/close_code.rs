//! Close codes as numbers: names, ranges, what is legal, how they print and compare.

use closeframe::{
    Close, CloseCode, ClosePayload, CodeRange,
    catalog::{self, Entry},
};

fn every_code() -> impl Iterator<Item = CloseCode> {
    (0..=u16::MAX).map(CloseCode::new)
}

#[test]
fn only_legal_codes_may_be_sent() {
    let legal: Vec<u16> =
        every_code().filter(|code| code.may_be_sent()).map(CloseCode::as_u16).collect();
    let expected: Vec<u16> = (1000..=1003).chain(1007..=1014).chain(3000..=4999).collect();
    assert_eq!(legal, expected);
}

#[test]
fn a_script_may_send_only_what_anyone_may_send() {
    let mut codes = every_code().filter(|code| code.may_be_sent_by_script());
    assert!(codes.all(CloseCode::may_be_sent));
    assert!(!CloseCode::GOING_AWAY.may_be_sent_by_script());
}

#[test]
fn names_are_those_of_the_registry() {
    let expected = [
        (CloseCode::NORMAL_CLOSURE, "1000 Normal Closure"),
        (CloseCode::GOING_AWAY, "1001 Going Away"),
        (CloseCode::PROTOCOL_ERROR, "1002 Protocol Error"),
        (CloseCode::UNSUPPORTED_DATA, "1003 Unsupported Data"),
        (CloseCode::RESERVED, "1004 Reserved"),
        (CloseCode::NO_STATUS_RECEIVED, "1005 No Status Received"),
        (CloseCode::ABNORMAL_CLOSURE, "1006 Abnormal Closure"),
        (CloseCode::INVALID_FRAME_PAYLOAD_DATA, "1007 Invalid Frame Payload Data"),
        (CloseCode::POLICY_VIOLATION, "1008 Policy Violation"),
        (CloseCode::MESSAGE_TOO_BIG, "1009 Message Too Big"),
        (CloseCode::MANDATORY_EXTENSION, "1010 Mandatory Extension"),
        (CloseCode::INTERNAL_ERROR, "1011 Internal Error"),
        (CloseCode::SERVICE_RESTART, "1012 Service Restart"),
        (CloseCode::TRY_AGAIN_LATER, "1013 Try Again Later"),
        (CloseCode::BAD_GATEWAY, "1014 Bad Gateway"),
        (CloseCode::TLS_HANDSHAKE, "1015 TLS Handshake"),
        (CloseCode::UNAUTHORIZED, "3000 Unauthorized"),
        (CloseCode::FORBIDDEN, "3003 Forbidden"),
        (CloseCode::TIMEOUT, "3008 Timeout"),
    ];
    let rows: Vec<CloseCode> = catalog::iter().filter_map(Entry::code).collect();
    assert_eq!(rows, expected.map(|(code, _)| code));
    for (code, text) in expected {
        assert_eq!(code.to_string(), text);
    }
}

#[test]
fn a_code_without_a_name_shows_its_range() {
    let text = |code| CloseCode::new(code).to_string();
    assert_eq!(text(0), "0 Unused");
    assert_eq!(text(2000), "2000 Unassigned");
    assert_eq!(text(3001), "3001 Library or Framework Use");
    assert_eq!(text(4001), "4001 Private Use");
    assert_eq!(text(5000), "5000 Out of Range");
    assert_eq!(CodeRange::Unassigned.to_string(), "Unassigned");
}

#[test]
fn codes_print_padded_and_for_debugging() {
    let code = CloseCode::ABNORMAL_CLOSURE;
    assert_eq!(format!("{code:>23}|"), "  1006 Abnormal Closure|");
    assert_eq!(format!("{code:?}"), "ABNORMAL_CLOSURE(1006)");
    assert_eq!(format!("{:?}", CloseCode::new(4001)), "CloseCode(4001)");
}

#[test]
fn codes_compare_with_numbers() {
    assert_eq!(CloseCode::BAD_GATEWAY, 1014);
    assert_eq!(1014, CloseCode::BAD_GATEWAY);
    assert_ne!(CloseCode::BAD_GATEWAY, 1015);
    assert_ne!(1015, CloseCode::BAD_GATEWAY);
    assert!(CloseCode::BAD_GATEWAY < 1015);
    assert!(1013 < CloseCode::BAD_GATEWAY);
    assert_eq!(u16::from(CloseCode::from(999)), 999);
}

#[test]
fn codes_are_read_from_digits_only() {
    assert_eq!("65535".parse(), Ok(CloseCode::new(65535)));
    for text in ["", "-1", "+1", "70000", "1006 ", "abc"] {
        let error = text.parse::<CloseCode>().unwrap_err();
        assert_eq!(error.to_string(), "a close code is a whole number from 0 to 65535", "{text}");
    }
}

#[test]
fn a_payload_is_what_the_frame_holds() {
    let close = Close::new(CloseCode::GOING_AWAY, "bye").unwrap();
    for payload in [
        ClosePayload::from(Some((1001, "bye"))),
        ClosePayload::from(&close),
        ClosePayload::from(b"\x03\xE9bye"),
    ] {
        assert_eq!(payload.as_ref(), b"\x03\xE9bye");
    }
    for payload in [ClosePayload::from(None), ClosePayload::from((1005, "")), Close::empty().into()]
    {
        assert_eq!(payload.as_ref(), b"");
    }
}
