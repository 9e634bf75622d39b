//! What must hold at the end of every story.

use closeframe::{CloseReport, Initiator, Outcome, Role};

use crate::{
    frames::{Frame, first_close, frames, may_be_sent},
    pipe::Ends,
    story::Story,
};

/// So many messages a drop reads, whatever time that takes.
const ALWAYS_LOOKED_AT: usize = 64;

/// `quickly`: a drop's look at what has arrived had the time that it may take.
pub(crate) fn judge(story: &Story, report: &CloseReport, ends: &Ends, quickly: bool) {
    let ours = our_close(story, &ends.output);
    outcome_is_plausible(story, report, ends);
    received_is_true(story, report, &ends.input);
    if quickly {
        drop_looks_first(story, report, &ends.input);
    }
    match report.initiator() {
        Initiator::Remote => assert!(report.received().is_some()),
        Initiator::Local => assert!(report.sent_code().is_some() || story.passes_illegal()),
        Initiator::None => {
            assert_eq!(report.code().map(u16::from), Some(1006));
        }
    }
    match (report.sent_code(), &ours) {
        (Some(told), Some(left)) => {
            let code = left.first_chunk().map_or(1005, |code| u16::from_be_bytes(*code));
            assert_eq!(told.as_u16(), code, "told and sent");
        }
        (Some(told), None) => {
            assert!(story.passes_illegal(), "{told} is told as sent, and is not on the wire");
        }
        // What such a transport holds may leave while TCP is shut, after the report.
        (None, Some(left)) => {
            let held = story.buffered && !story.blocking;
            assert!(held || story.passes_illegal(), "{left:x?} left, and nothing is told as sent");
        }
        (None, None) => {}
    }
    if report.outcome() == Outcome::Clean {
        assert!(ours.is_some(), "clean without a close frame of ours");
        assert!(report.received().is_some_and(|close| close.violation().is_none()));
    }
    // Whatever they are, they can be told.
    assert!(!report.to_string().is_empty());
}

/// The payload of our close frame, if all of it left. Fails at anything illegal that we sent.
fn our_close(story: &Story, output: &[u8]) -> Option<Vec<u8>> {
    let (sent, whole) = frames(output);
    let mut ours = None;
    for frame in &sent {
        assert!(ours.is_none() || story.passes_illegal(), "{frame:x?} after our close frame");
        assert!(matches!(frame.first, 0x81 | 0x82 | 0x88 | 0x89 | 0x8A), "{frame:x?}");
        assert_eq!(frame.masked, story.role() == Role::Client, "{frame:x?}");
        if frame.is_close() && !story.passes_illegal() {
            assert!(frame.declared <= 125, "{frame:x?}");
        }
        if !frame.is_whole() {
            return ours;
        }
        if frame.is_close() && ours.is_none() {
            let payload = frame.payload();
            assert!(is_legal(&payload) || story.passes_illegal(), "{payload:x?} is illegal");
            ours = Some(payload);
        }
    }
    let nothing_left = whole == output.len();
    assert!(ours.is_none() || nothing_left || story.passes_illegal(), "more after our close frame");
    ours
}

fn is_legal(payload: &[u8]) -> bool {
    match payload {
        [] => true,
        [_] => false,
        [high, low, reason @ ..] => {
            may_be_sent(u16::from_be_bytes([*high, *low])) && std::str::from_utf8(reason).is_ok()
        }
    }
}

fn outcome_is_plausible(story: &Story, report: &CloseReport, ends: &Ends) {
    let no_close = report.initiator() == Initiator::None && report.received().is_none();
    let plausible = match report.outcome() {
        Outcome::Clean => true,
        // The peer reads no more.
        Outcome::NotAwaited => report.initiator() == Initiator::Remote && ends.gone,
        // Without a tap a read fails too at what tungstenite can't write.
        Outcome::Unanswered => {
            let gone = ends.ended.is_some() || (ends.gone && !story.tapped);
            report.initiator() == Initiator::Local && gone
        }
        // Whoever reads on abandons nothing, but an answer of tungstenite's may have no room, ever.
        Outcome::Abandoned => story.may_let_go() || report.initiator() == Initiator::Remote,
        Outcome::Timeout => {
            let timeout = story.policy().close_timeout();
            // Before the peer was first, a close of ours may have waited for room in the same time.
            let ours =
                report.handshake_duration().filter(|_| report.initiator() == Initiator::Local);
            story.drains()
                || report.duration() >= timeout && ours.is_none_or(|duration| duration >= timeout)
        }
        Outcome::Eof => ends.ended == Some(false) && no_close,
        Outcome::Reset => (ends.ended == Some(true) || ends.gone) && no_close,
        Outcome::ProtocolError | Outcome::InvalidPayload | Outcome::TooBig => {
            !ends.input.is_empty()
        }
        Outcome::Dropped => {
            story.may_let_go()
                && report.received().is_none()
                && report.initiator() != Initiator::Remote
        }
        // No step makes the transport fail otherwise, no time is kept but that, and nothing panics.
        Outcome::PingTimeout
        | Outcome::Stalled
        | Outcome::Unreachable
        | Outcome::IoError
        | Outcome::Panicked => false,
    };
    assert!(plausible, "{} for: {report}", report.outcome());
}

/// What has arrived by the time that the application lets go is the ending, though its task has spent
/// its budget, or a write has failed.
fn drop_looks_first(story: &Story, report: &CloseReport, input: &[u8]) {
    if story.blocking || report.outcome() != Outcome::Dropped {
        return;
    }
    let masked = story.role() == Role::Server;
    let frames = frames(input).0;
    let legal = |frame: &&Frame<'_>| {
        let payload = frame.payload();
        !frame.is_illegal(masked)
            && frame.is_whole()
            && match (frame.first, &payload[..]) {
                (0x81, text) => std::str::from_utf8(text).is_ok(),
                (0x82 | 0x89 | 0x8A, _) => true,
                (0x88, payload) => is_legal(payload),
                _ => false,
            }
            // No message, nor control frame, is too big.
            && frame.declared <= 125
    };
    let before = frames.iter().take_while(|frame| legal(frame) && !frame.is_close()).count();
    let close = frames.get(before).filter(|frame| legal(frame) && frame.is_close());
    assert!(before >= ALWAYS_LOOKED_AT || close.is_none(), "{close:x?} had arrived: {report}");
}

/// What a tap reports is what is on the wire.
fn received_is_true(story: &Story, report: &CloseReport, input: &[u8]) {
    let Some(received) = report.received() else { return };
    if !story.tapped {
        assert!(!input.is_empty());
        return;
    }
    let Some((_, close)) = first_close(input) else {
        // Its first two bytes are enough, if they are illegal.
        let begun = &input[frames(input).1..];
        assert!(begun.len() >= 2 && begun[0] & 0x0F == 8, "no close frame came in: {report}");
        assert!(received.violation().is_some(), "{begun:x?} is no close frame yet: {report}");
        return;
    };
    if close.is_illegal(story.role() == Role::Server) {
        // Its payload was not waited for.
        assert!(received.violation().is_some(), "{close:x?} is illegal");
        return;
    }
    let payload = close.payload();
    let code = match &payload[..] {
        [] => Some(1005),
        payload => payload.first_chunk().map(|code| u16::from_be_bytes(*code)),
    };
    assert_eq!(received.code().map(u16::from), code, "received and on the wire");
    let reason = String::from_utf8_lossy(payload.get(2..).unwrap_or_default());
    assert_eq!(received.reason(), reason);
    assert_eq!(received.reason_len(), close.declared.saturating_sub(2));
    if !is_legal(&payload) {
        assert!(received.violation().is_some(), "{close:x?} is illegal");
    }
}
