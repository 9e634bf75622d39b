//! What the tap sees that tungstenite does not, from the first byte on.

use closeframe::{Initiator, Outcome, Role, Violation};
use tungstenite::protocol::WebSocketConfig;

use crate::{
    each_wrapper::{Socket, all, tapped},
    gated_io::BROKEN_PIPE,
    read_result::Next,
    report_line::told,
    wire::{Reports, body, close, other, text},
};

/// A legal close that is longer than the limit of frames.
#[tokio::test(start_paused = true)]
async fn a_close_over_the_limit_of_frames_is_the_peers_with_its_code() {
    for (kind, role) in tapped() {
        let (monitor, reports) = Reports::monitor();
        let config = WebSocketConfig::default().max_frame_size(Some(64));
        let (mut socket, far) = Socket::open_with(kind, role, &monitor, config).await;
        far.gives(text(other(role), "hi"));
        far.gives(close(other(role), 4001, &[b'x'; 100]));
        assert_eq!(socket.next().await, Next::text("hi"));
        socket.read_on().await;
        drop(socket);
        let report = reports.only();
        assert_eq!(report.initiator(), Initiator::Remote, "{kind:?} {role}: {}", told(&report));
        assert_eq!(report.code().unwrap(), 4001);
        assert_ne!(report.outcome(), Outcome::TooBig);
        assert_eq!(report.reason(), "x".repeat(100));
        let sent = far.frames();
        assert!(matches!(&sent[..], [(0x88, _)]), "{kind:?} {role}: {sent:?}");
        assert_eq!(report.sent_code().unwrap().as_u16().to_be_bytes(), sent[0].1[..2]);
    }
}

/// 125 bytes were waited for. Nothing is, after a header that is illegal.
#[tokio::test(start_paused = true)]
async fn a_close_whose_header_is_illegal_fails_at_its_header() {
    for (kind, role) in tapped() {
        for length in [126, 0xFFFF, 1 << 63, u64::MAX] {
            let mask_bit = if role == Role::Server { 0x80 } else { 0 };
            let mut header = vec![0x88];
            match u16::try_from(length) {
                Ok(length) => {
                    header.push(mask_bit | 126);
                    header.extend(length.to_be_bytes());
                }
                Err(_) => {
                    header.push(mask_bit | 127);
                    header.extend(length.to_be_bytes());
                }
            }
            if role == Role::Server {
                header.extend([0x11, 0x22, 0x33, 0x44]);
            }
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.gives(header);
            let next = socket.next_now();
            assert!(matches!(next, Next::Failed(_)), "{kind:?} {role} {length}: {next:?}");
            assert_eq!(far.frames(), [(0x88, body(1002, ""))]);
            let report = reports.only();
            let seen = "protocol_error remote none, sent 1002 (control_frame_too_big)";
            assert_eq!(told(&report), seen, "{kind:?} {role} {length}");
            assert_eq!(report.received().unwrap().violation(), Some(Violation::TooLong));
            assert_eq!(report.code_label().to_string(), "other");
            drop(socket);
        }
    }
}

/// The whole frame was waited for, which a peer can promise for ever (RFC 6455 section 7.1.7).
#[tokio::test(start_paused = true)]
async fn a_frame_whose_first_two_bytes_are_illegal_fails_at_these() {
    for (kind, role) in tapped() {
        let (right, wrong) = if role == Role::Server { (0x80, 0) } else { (0, 0x80) };
        let unmasked = if role == Role::Server { "unmasked_frame" } else { "masked_frame" };
        for (header, rule) in [
            ([0xC1, right | 5], "reserved_bits"),
            ([0xFF, right | 127], "reserved_opcode"),
            ([0x83, right | 1], "reserved_opcode"),
            ([0x81, wrong | 5], unmasked),
            ([0x82, wrong | 127], unmasked),
            ([0x09, right | 5], "fragmented_control_frame"),
            ([0x89, right | 126], "control_frame_too_big"),
        ] {
            for cut in [0, 1] {
                let (monitor, reports) = Reports::monitor();
                let (mut socket, far) = Socket::open(kind, role, &monitor).await;
                let story = format!("{kind:?} {role} {header:x?}, in {}", cut + 1);
                far.gives([text(other(role), "hi"), header[..cut].to_vec()].concat());
                assert_eq!(socket.next().await, Next::text("hi"), "{story}");
                assert_eq!(socket.next_now(), Next::NotYet, "{story}");
                far.gives(header[cut..].to_vec());
                let next = socket.next_now();
                assert!(matches!(next, Next::Failed(_)), "{story}: {next:?}");
                assert_eq!(far.frames(), [(0x88, body(1002, ""))], "{story}");
                let seen = format!("protocol_error local 1002, sent 1002 ({rule})");
                assert_eq!(told(&reports.only()), seen, "{story}");
            }
        }
    }
}

/// Two bytes of a close are enough as well.
#[tokio::test(start_paused = true)]
async fn a_close_whose_first_two_bytes_are_illegal_fails_at_these() {
    for (kind, role) in tapped() {
        let masked = if role == Role::Server { 0x80 } else { 0 };
        for (header, violation) in [
            ([0x88, masked | 126], Violation::TooLong),
            ([0x08, masked | 2], Violation::Fragmented),
            ([0xC8, masked], Violation::ReservedBits),
        ] {
            let (monitor, reports) = Reports::monitor();
            let (mut socket, far) = Socket::open(kind, role, &monitor).await;
            far.gives(header.to_vec());
            let next = socket.next_now();
            assert!(matches!(next, Next::Failed(_)), "{kind:?} {role} {header:x?}: {next:?}");
            assert_eq!(far.frames(), [(0x88, body(1002, ""))]);
            assert_eq!(reports.only().received().unwrap().violation(), Some(violation));
        }
    }
}

/// The first close frame is the peer's and illegal, and ours has no way out.
#[tokio::test(start_paused = true)]
async fn an_illegal_close_is_the_peers_although_ours_cannot_leave() {
    for (kind, role) in all() {
        let (monitor, reports) = Reports::monitor();
        let (mut socket, far) = Socket::open(kind, role, &monitor).await;
        far.gives(close(other(role), 999, b""));
        far.refuses(BROKEN_PIPE);
        socket.read_on().await;
        drop(socket);
        let report = reports.only();
        // Without a tap tungstenite's word has to do, which makes a legal 1002 of it.
        let seen = match kind.is_tapped() {
            true => "protocol_error remote 999, sent none (invalid_close_code)",
            false => "not_awaited remote 1002, sent none (broken_pipe)",
        };
        assert_eq!(told(&report), seen, "{kind:?} {role}");
        assert_eq!(far.sent(), b"");
        if kind.is_tapped() {
            assert_eq!(report.code_label().to_string(), "other");
        }
    }
}
