use tungstenite::{
    Error, Message, WebSocket,
    error::ProtocolError::{
        ControlFrameTooBig, FragmentedControlFrame, MaskedFrameFromServer, NonZeroReservedBits,
        UnmaskedFrameFromClient,
    },
    protocol::WebSocketConfig,
};

use super::{
    super::{raw::Masking, scan::FrameScanner},
    SIZES, Silent, frame, host, tapped, text,
};
use crate::{CloseCode, ReceivedClose, Role, Violation};

/// How a close frame declares its length, and what it declares.
const LENGTHS: [(&[u8], u64); 9] = [
    (&[0], 0),
    (&[1], 1),
    (&[2], 2),
    (&[125], 125),
    (&[126, 0, 5], 5),
    (&[126, 0, 126], 126),
    (&[126, 0xFF, 0xFF], 0xFFFF),
    (&[127, 0, 0, 0, 0, 0, 0, 0, 9], 9),
    (&[127, 0x80, 0, 0, 0, 0, 0, 0, 0], 1 << 63),
];

fn header(first: u8, masked: bool, length: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    bytes.extend(length);
    if masked {
        bytes[1] |= 0x80;
        bytes.extend([1, 2, 3, 4]);
    }
    bytes
}

fn is_about_the_header(error: &Error) -> bool {
    matches!(
        error,
        Error::Protocol(
            ControlFrameTooBig
                | FragmentedControlFrame
                | MaskedFrameFromServer
                | NonZeroReservedBits
                | UnmaskedFrameFromClient
        )
    )
}

/// What tungstenite makes of a frame that is whole: over 125 bytes, the shortest of that kind stands
/// for all of them.
fn bare(
    role: Role,
    accept_unmasked_frames: bool,
    first: u8,
    masked: bool,
    length: u64,
) -> Option<Error> {
    let length = length.min(126);
    let bytes = match length {
        ..126 => header(first, masked, &[length as u8]),
        _ => header(first, masked, &[126, 0, 126]),
    };
    let input = [bytes, vec![0; length as usize]].concat();
    let config = WebSocketConfig::default().accept_unmasked_frames(accept_unmasked_frames);
    let io = Silent { input, size: usize::MAX };
    WebSocket::from_raw_socket(io, host(role), Some(config)).read().err()
}

/// For every header that a close frame can have.
#[test]
fn a_close_fails_at_a_header_that_is_illegal_and_at_no_other() {
    let flags = [false, true];
    let mut illegal = 0;
    for &role in Role::ALL {
        for (accept_unmasked_frames, masked) in
            flags.into_iter().flat_map(|it| flags.map(|us| (it, us)))
        {
            for first in (0..16).map(|bits| bits << 4 | 0x8) {
                for (length, declared) in LENGTHS {
                    // RFC 6455 section 5.2 has the shortest form, so that a longer one is one of too much.
                    let declared = if length.len() > 1 { declared.max(126) } else { declared };
                    for size in SIZES {
                        let story = format!(
                            "{role:?} {accept_unmasked_frames} {first:x} {length:x?} {size}"
                        );
                        let input = header(first, masked, length);
                        let mut ws = tapped(role, accept_unmasked_frames, &input, size);
                        let told = ws.read().map_err(|error| error.to_string());
                        let told_bare = bare(role, accept_unmasked_frames, first, masked, declared);
                        let seen = ws.get_mut().watch.take_close();
                        let Some(expected) = told_bare.filter(is_about_the_header) else {
                            assert_eq!(told.is_ok(), declared == 0, "{story}: {told:?}");
                            // What is told as it came is not kept.
                            let kept = size == 1 || masked != (role == Role::Server);
                            assert_eq!(seen.is_some(), declared == 0 && kept, "{story}");
                            continue;
                        };
                        illegal += 1;
                        assert_eq!(told, Err(expected.to_string()), "{story}");
                        let raw = seen.expect(&story);
                        // Two bytes do not tell by how much it is too long.
                        let told = if size == 1 { declared.min(126) } else { declared };
                        assert_eq!((raw.length(), raw.payload()), (told, vec![]), "{story}");
                        let close =
                            ReceivedClose::from_wire(&raw, None, role, accept_unmasked_frames);
                        let empty = (declared == 0).then_some(CloseCode::NO_STATUS_RECEIVED);
                        assert_eq!(close.code(), empty, "{story}");
                        let violation = match expected {
                            Error::Protocol(UnmaskedFrameFromClient) => Violation::Unmasked,
                            Error::Protocol(NonZeroReservedBits) => Violation::ReservedBits,
                            Error::Protocol(MaskedFrameFromServer) => Violation::Masked,
                            Error::Protocol(FragmentedControlFrame) => Violation::Fragmented,
                            _ => Violation::TooLong,
                        };
                        assert_eq!(close.violation(), Some(violation), "{story}");
                    }
                }
            }
        }
    }
    assert!(illegal > 1000, "{illegal}");
}

#[test]
fn of_the_payload_of_an_illegal_close_is_told_what_came_with_the_header() {
    for &role in Role::ALL {
        // Not final, 9 bytes declared.
        let whole = frame(0x08, role == Role::Server, b"\x0F\xA0because");
        let header = whole.len() - 9;
        for (there, code, reason) in
            [(0, None, ""), (1, None, ""), (2, Some(4000), ""), (4, Some(4000), "be")]
        {
            for size in SIZES {
                let mut ws = tapped(role, false, &whole[..header + there], size);
                let error = ws.read().unwrap_err();
                assert!(matches!(error, Error::Protocol(FragmentedControlFrame)), "{error}");
                let raw = ws.get_mut().watch.take_close().unwrap();
                let close = ReceivedClose::from_wire(&raw, None, role, false);
                let at_once = size > 1;
                assert_eq!(close.code().map(u16::from), code.filter(|_| at_once), "{there}");
                assert_eq!(close.reason(), if at_once { reason } else { "" });
                assert_eq!((close.reason_len(), raw.length()), (7, 9));
                assert_eq!(close.violation(), Some(Violation::Fragmented));
            }
        }
    }
}

#[test]
fn nothing_is_read_behind_an_illegal_close_and_all_before_it_is() {
    for &role in Role::ALL {
        for size in SIZES {
            let masked = role == Role::Server;
            let input =
                [text(role, "hi"), frame(0xC8, masked, b"\x03\xE8"), text(role, "late")].concat();
            let mut ws = tapped(role, false, &input, size);
            assert_eq!(ws.read().unwrap(), Message::text("hi"));
            assert!(ws.get_mut().watch.take_close().is_none());
            assert!(matches!(ws.read(), Err(Error::Protocol(NonZeroReservedBits))));
            // tungstenite would go on with the next frame; the tap gives it the end of the stream.
            assert!(matches!(ws.read(), Err(Error::Protocol(_))));
            assert!(matches!(ws.read(), Err(Error::AlreadyClosed)));
        }
    }
}

/// How a client has to mask is known from the response on; a server's tap is told.
#[test]
fn a_tap_that_nobody_told_of_masks_waits_for_the_payload() {
    for size in SIZES {
        let input = Silent { input: vec![0x88, 2], size };
        let config = Some(WebSocketConfig::default());
        let tap = super::CloseTap::after_handshake(input, Role::Server);
        let mut ws = WebSocket::from_raw_socket(tap, host(Role::Server), config);
        assert!(matches!(ws.read(), Err(Error::Io(_))));
        ws.get_mut().watch.activate(&WebSocketConfig::default());
        ws.get_mut().get_mut().input = vec![3];
        assert!(matches!(ws.read(), Err(Error::Protocol(UnmaskedFrameFromClient))));
    }
}

/// The payload would be taken for closes.
#[test]
fn a_close_is_found_behind_messages_of_every_length_wherever_they_are_cut() {
    for length in [0_u64, 1, 125, 126, 0xFFFF, 0x1_0000] {
        let bytes = length.to_be_bytes();
        let declared = match length {
            0..126 => vec![bytes[7]],
            126..0x1_0000 => [&[126], &bytes[6..]].concat(),
            _ => [&[127], &bytes[..]].concat(),
        };
        for (masking, masked) in [(Masking::Demanded, true), (Masking::Forbidden, false)] {
            let message = [header(0x82, masked, &declared), vec![0x88; length as usize]].concat();
            let close = frame(0x88, masked, &[0x03, 0xE9]);
            let input = [&message[..], &close].concat();
            for size in [1, 2, 3, 7, 4093, usize::MAX] {
                let story = format!("{length} {masked} {size}");
                let mut scanner = FrameScanner::new(masking);
                let (mut ended, mut up, mut at) = (Vec::new(), 0, 0);
                for chunk in input.chunks(size) {
                    up +=
                        scanner.scan_frames(chunk, 125, |first, end| ended.push((first, at + end)));
                    at += chunk.len();
                }
                assert_eq!(ended, [(0x82, message.len())], "{story}");
                assert!(scanner.is_closed(), "{story}");
                assert_eq!(up + scanner.read_held(&mut [0; 16]), input.len(), "{story}");
            }
        }
    }
}
