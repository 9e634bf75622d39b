use bytes::Bytes;
use tungstenite::{Error, Message, WebSocket};

use super::{SIZES, Silent, frame, host, text};
use crate::{CloseTap, Role};

fn story(role: Role) -> Vec<u8> {
    let masked = role == Role::Server;
    let frames = [
        text(role, "one"),
        frame(0x89, masked, b"?"),
        frame(0x02, masked, &[0x88; 20]),
        frame(0x80, masked, b"\x88\x02\x03\xE8"),
        frame(0x88, masked, b"\x0F\xA0because"),
        b"what follows a close frame".to_vec(),
    ];
    frames.concat()
}

/// Wherever the leftover ends.
#[test]
fn a_leftover_is_read_first_as_if_it_came_from_the_io() {
    for &role in Role::ALL {
        let input = story(role);
        for cut in 0..=input.len() {
            for size in SIZES {
                let (leftover, rest) = input.split_at(cut);
                let io = Silent { input: rest.to_vec(), size };
                let leftover = Bytes::copy_from_slice(leftover);
                let tap = CloseTap::after_handshake(io, role).with_leftover(leftover);
                let mut ws = WebSocket::from_raw_socket(tap, host(role), None);
                assert_eq!(ws.read().unwrap(), Message::text("one"), "{cut}");
                assert_eq!(ws.read().unwrap(), Message::Ping(Bytes::from_static(b"?")));
                let data = [&[0x88; 20][..], b"\x88\x02\x03\xE8"].concat();
                assert_eq!(ws.read().unwrap(), Message::binary(data));
                assert!(ws.get_mut().watch.take_close().is_none());
                assert!(ws.read().unwrap().is_close());
                let close = ws.get_mut().watch.take_close().unwrap();
                assert_eq!(close.payload(), b"\x0F\xA0because");
            }
        }
    }
}

#[test]
fn behind_a_leftover_comes_whatever_the_io_says() {
    let tap = CloseTap::after_handshake(Silent { input: vec![], size: 1 }, Role::Server)
        .with_leftover(Bytes::from(text(Role::Server, "all")));
    let mut ws = WebSocket::from_raw_socket(tap, host(Role::Server), None);
    assert_eq!(ws.read().unwrap(), Message::text("all"));
    for _ in 0..2 {
        assert!(
            matches!(ws.read(), Err(Error::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock)
        );
    }
    ws.get_mut().get_mut().input = text(Role::Server, "more");
    assert_eq!(ws.read().unwrap(), Message::text("more"));
}
