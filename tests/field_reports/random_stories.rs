//! Stories of random reads, writes, pings, closes and drains over limited write
//! buffers and a stream that takes what it likes, or fails. In 3,000 of them 298 reports were wrong.

use std::{fmt::Write, time::Duration};

use closeframe::{Close, Outcome, Role};
use tungstenite::{Message, protocol::WebSocketConfig};

use crate::{
    each_wrapper::{Kind, Socket, all, settle},
    gated_io::{BROKEN_PIPE, Far, RESET},
    report_line::told,
    wire::{Reports, close, frame, other, text},
};

const STORIES: u64 = 3_000;

/// Longer ones would hide in longer buffers.
const LONGEST_REASON: usize = 60;

#[tokio::test(start_paused = true)]
async fn what_is_told_is_what_was_on_the_wire() {
    let kinds: Vec<_> = all().collect();
    for seed in 0..STORIES {
        let (kind, role) = kinds[seed as usize % kinds.len()];
        let told = [Arrival::Whole, Arrival::InTwo].map(|it| story(kind, role, seed, it));
        let [whole, in_two] = futures_util::future::join_all(told).await.try_into().unwrap();
        // The tap keeps nothing of a close that comes up whole, and all of one that does not.
        assert_eq!(whole, in_two);
    }
}

/// How the peer's close comes in.
#[derive(Debug, Clone, Copy)]
enum Arrival {
    /// In one read, and alone in it.
    Whole,
    /// In two reads, of which the first has a part of its header.
    InTwo,
}

impl Arrival {
    fn of(self, close: Vec<u8>, far: &Far) {
        match self {
            Self::Whole => far.gives(close),
            Self::InTwo => {
                far.gives(&close[..1]);
                far.gives(&close[1..]);
            }
        }
    }
}

/// Returns all that was told, with what led to it.
async fn story(kind: Kind, role: Role, seed: u64, arrival: Arrival) -> String {
    let mut dice = fastrand::Rng::with_seed(seed);
    let (monitor, reports) = Reports::monitor();
    // An answer of tungstenite's that is longer than the whole buffer could never leave.
    let limit = 131 + dice.usize(..400);
    let config = WebSocketConfig::default()
        .write_buffer_size(dice.usize(..limit))
        .max_write_buffer_size(limit);
    let (mut socket, far) = Socket::open_with(kind, role, &monitor, config).await;
    let mut plot = format!("{kind:?} {role}, seed {seed}, limit {limit}:");
    let mut peer_closes = false;
    let mut fails = false;
    for _ in 0..dice.usize(3..15) {
        let scene = dice.u8(..13);
        let size = dice.usize(..limit);
        let reason = "r".repeat(dice.usize(..LONGEST_REASON));
        let _ = write!(plot, " {scene}/{size}/{}", reason.len());
        match scene {
            0 | 1 => socket.feed(Message::binary(vec![7; size])),
            // Also more than the buffer holds, and than was ever written.
            2 if !fails => far.takes(size * dice.usize(1..8)),
            10 if !fails => far.takes_all(),
            11 if dice.u8(..4) == 0 => {
                fails = true;
                far.refuses(if dice.bool() { BROKEN_PIPE } else { RESET });
            }
            12 if dice.u8(..3) == 0 => {
                let (monitor, close) = (monitor.clone(), Close::new(4004, reason).unwrap());
                let hour = Duration::from_secs(3600);
                tokio::spawn(async move { monitor.drain(close, Duration::ZERO, hour).await });
                settle().await;
            }
            3 => far.takes_nothing(),
            4 if !peer_closes => far.gives(frame(other(role), 0x89, reason.as_bytes())),
            5 if !peer_closes => far.gives(text(other(role), &reason)),
            6 => drop(socket.next_now()),
            7 => drop(socket.flush_now()),
            8 if dice.bool() => socket.begin_close(Close::new(4000, reason).unwrap()),
            8 => socket.close_handle().close(Close::new(4001, reason).unwrap()),
            9 if !peer_closes => {
                peer_closes = true;
                let code = [1000, 1012, 4002][dice.usize(..3)];
                arrival.of(close(other(role), code, reason.as_bytes()), &far);
            }
            _ => {}
        }
    }
    let to_the_end = dice.bool();
    if to_the_end {
        plot += " to the end";
        if !fails {
            far.takes_all();
        }
        let _ = socket.next_now();
        if !peer_closes {
            arrival.of(close(other(role), 4003, b""), &far);
        }
        far.ends();
        if dice.bool() {
            plot += " by a close";
            let _ = socket.close(Close::new(4005, "").unwrap()).await;
        } else {
            socket.read_on().await;
        }
    } else if !fails && dice.bool() {
        plot += " taken";
        far.takes_all();
    }
    drop(socket);

    let report = reports.only();
    let frames = far.frames();
    let plot = format!("{plot}\n{}\n{frames:?}", told(&report));
    let closes = frames.iter().filter(|(first, _)| *first == 0x88).count();
    assert!(closes <= 1, "{plot}");
    if closes == 1 {
        let (last, payload) = frames.last().unwrap();
        assert!(*last == 0x88 && !far.ends_inside_a_frame(), "something followed: {plot}");
        let code = report.sent_code().expect(&plot);
        assert_eq!(code.as_u16().to_be_bytes(), payload[..2], "{plot}");
    } else {
        assert_eq!(report.sent_code(), None, "{plot}");
        assert_ne!(report.outcome(), Outcome::Clean, "{plot}");
    }
    if to_the_end {
        let expected = match (fails, kind.is_tapped()) {
            (false, _) => [Outcome::Clean].as_slice(),
            (true, true) => &[Outcome::Clean, Outcome::NotAwaited],
            // tungstenite tries to write in each read what it has not got rid of, and reads no more
            // if that fails; only a tap can keep it from that.
            (true, false) => &[Outcome::Clean, Outcome::NotAwaited, Outcome::Reset],
        };
        assert!(expected.contains(&report.outcome()), "{plot}");
    }
    format!("{plot}\n{report}\n{:?}", report.received())
}
