//! Which close frames are told as they came.

use tungstenite::{Message, WebSocket, protocol};

use super::super::unaltered::unaltered_close;
use crate::{CloseMonitor, Outcome, Role};

/// What tungstenite tells of the close frame that these bytes are.
fn told(bytes: &[u8], role: protocol::Role) -> Option<(u16, String)> {
    let io = std::io::Cursor::new(bytes.to_vec());
    let mut ws = WebSocket::from_raw_socket(io, role, None);
    match ws.read() {
        Ok(Message::Close(close)) => {
            Some(close.map_or((1005, String::new()), |it| (it.code.into(), it.reason.to_string())))
        }
        _ => None,
    }
}

#[test]
fn what_is_not_kept_comes_up_as_it_came_for_every_code() {
    let mut unaltered = 0;
    for code in 0..=u16::MAX {
        let [high, low] = code.to_be_bytes();
        let bytes = [0x88, 5, high, low, b'b', b'y', b'e', 0x81];
        let length = unaltered_close(&bytes, Role::Client, usize::MAX);
        assert_eq!(
            length.is_some(),
            told(&bytes, protocol::Role::Client) == Some((code, "bye".to_owned())),
            "{code}"
        );
        assert!(length.is_none_or(|it| it == 7));
        unaltered += u32::from(length.is_some());
    }
    assert_eq!(unaltered, 2011);
}

#[test]
fn what_is_not_kept_comes_up_as_it_came_through_every_mask() {
    let mut dice = fastrand::Rng::with_seed(17);
    for _ in 0..20_000 {
        let code = dice.u16(990..1020);
        // Mostly ASCII, of which words are looked at, and then bytes.
        let reason: Vec<u8> = (0..dice.usize(..12)).map(|_| dice.u8(..129)).collect();
        let payload = [&code.to_be_bytes()[..], &reason].concat();
        let mask = dice.u32(..).to_ne_bytes();
        let masked = payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
        let mut bytes = vec![0x88, 0x80 | payload.len() as u8];
        bytes.extend(mask);
        bytes.extend(masked);
        let length = unaltered_close(&bytes, Role::Server, usize::MAX);
        let told = told(&bytes, protocol::Role::Server);
        let told = told.filter(|(_, text)| text.is_ascii() && text.as_bytes() == reason);
        assert_eq!(length.is_some(), told.is_some_and(|it| it.0 == code), "{bytes:x?}");
        assert!(length.is_none_or(|it| it == bytes.len()));
    }
}

#[test]
fn what_is_not_whole_or_breaks_a_rule_is_kept() {
    let masked = [0x88, 0x82, 1, 2, 3, 4, 0x03 ^ 1, 0xE8 ^ 2];
    let client = |bytes| unaltered_close(bytes, Role::Client, usize::MAX);
    assert_eq!(unaltered_close(&masked, Role::Server, 2), Some(8));
    assert_eq!(client(&[0x88, 0]), Some(2));
    assert_eq!(client(&[0x88, 0, 0x88, 0]), Some(2));
    for limit in [0, 1] {
        assert_eq!(unaltered_close(&masked, Role::Server, limit), None);
    }
    for there in 0..masked.len() {
        assert_eq!(unaltered_close(&masked[..there], Role::Server, usize::MAX), None);
    }
    assert_eq!(client(&masked), None);
    assert_eq!(unaltered_close(&[0x88, 2, 0x03, 0xE8], Role::Server, usize::MAX), None);
    let long = [&[0x88, 126, 0, 126, 0x03, 0xE8][..], &[b'a'; 124]].concat();
    // Fragmented, reserved bits, a text; one byte, no UTF-8, a byte too many.
    let kept: [&[u8]; 6] =
        [&[0x08, 0], &[0xC8, 0], &[0x81, 0], &[0x88, 1, 3], &[0x88, 3, 0x03, 0xE8, 0xFF], &long];
    for bytes in kept {
        assert_eq!(client(bytes), None, "{bytes:x?}");
    }
}

/// A close over a limit that was set after the socket had been wrapped is kept all the same.
#[test]
fn a_limit_that_is_set_later_counts() {
    let closes = CloseMonitor::silent();
    let io = std::io::Cursor::new(vec![0x88, 5, 0x0F, 0xA1, b'b', b'y', b'e']);
    let ws =
        WebSocket::from_raw_socket(closes.tap_upgraded_client(io), protocol::Role::Client, None);
    let mut ws = closes.wrap_tapped(ws);
    ws.set_config(|config| config.max_frame_size = Some(4));
    while ws.read().is_ok() {}
    let report = ws.close_report().expect("it has ended");
    assert_eq!((report.code().map(u16::from), report.reason()), (Some(4001), "bye"));
    assert_ne!(report.outcome(), Outcome::TooBig);
}
