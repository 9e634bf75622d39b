//! Each transition by itself.

use super::SERVER;
use crate::{
    Initiator, Outcome, Role,
    protocol::{Action, Cause, Ending, Event, Facts, Loss, Rule, Rules, Sends, facts::Told},
};

/// Feeds events and returns the ending with the event that brought it.
fn after(events: &[Event], rules: &Rules) -> (Facts, Option<Ending>) {
    let mut facts = Facts::default();
    let mut ending = None;
    for event in events {
        assert_eq!(ending, None, "{event:?} comes after the ending");
        ending = facts.take(*event, rules);
    }
    (facts, ending)
}

const ASKED: Event = Event::Asked(Cause::Owner);
const ASKED_BY_OTHERS: Event = Event::Asked(Cause::Other);
const HANDED_OVER: Event = Event::HandedOver { raw: false };
const CLOSE: Event = Event::Close { answered: true };
const EPIPE: Event = Event::WriteFailed(Loss::Reset);
const FIN: Event = Event::Gone(Loss::Eof);
const DROP: Event = Event::LetGo { panicking: false, finishing: false };
const FINISH: Event = Event::LetGo { panicking: false, finishing: true };
const PANIC: Event = Event::LetGo { panicking: true, finishing: false };
const BROKE: Event = Event::Broke { rule: Rule::Protocol, in_close: false, answered: false };
const BROKEN_CLOSE: Event = Event::Broke { rule: Rule::Protocol, in_close: true, answered: false };
/// Flushed, handed over, flushed.
const SENT: [Event; 3] = [Event::Flushed, HANDED_OVER, Event::Flushed];

#[track_caller]
fn ends(events: &[&[Event]], outcome: Outcome, initiator: Initiator) {
    let (facts, ending) = after(&events.concat(), &SERVER);
    assert_eq!(ending, Some(Ending { outcome, initiator }), "{facts:?}");
}

#[test]
fn both_close_frames() {
    use Initiator::{Local, Remote};
    ends(&[&[CLOSE, Event::Flushed]], Outcome::Clean, Remote);
    ends(&[&[ASKED], &SENT, &[CLOSE]], Outcome::Clean, Local);
    // They crossed, or ours was still on its way.
    ends(&[&[ASKED, Event::Flushed, HANDED_OVER, CLOSE, Event::Flushed]], Outcome::Clean, Local);
    // Ours had not been handed over: tungstenite's answer took its place.
    ends(&[&[ASKED, CLOSE, Event::Flushed]], Outcome::Clean, Remote);
    // The answer that is in already counts, however late it is looked at.
    ends(&[&[ASKED], &SENT, &[Event::Dry, Event::TimedOut, CLOSE]], Outcome::Clean, Local);
}

#[test]
fn a_peer_that_is_gone_before_it_can_be_answered() {
    let gone = Outcome::NotAwaited;
    ends(&[&[CLOSE, EPIPE]], gone, Initiator::Remote);
    ends(&[&[EPIPE, CLOSE]], gone, Initiator::Remote);
    ends(&[&[ASKED, Event::Flushed, HANDED_OVER, EPIPE, CLOSE]], gone, Initiator::Remote);
    ends(&[&[DROP, CLOSE, EPIPE]], gone, Initiator::Remote);
}

#[test]
fn a_peer_that_does_not_answer() {
    use Initiator::{Local, None, Remote};
    ends(&[&[ASKED], &SENT, &[FIN]], Outcome::Unanswered, Local);
    ends(&[&[ASKED, Event::Flushed, HANDED_OVER, FIN]], Outcome::Eof, None);
    ends(&[&[ASKED], &SENT, &[Event::TimedOut, Event::Dry]], Outcome::Timeout, Local);
    let blocked = [ASKED, Event::WriteBlocked, Event::TimedOut, Event::WriteBlocked, Event::Dry];
    ends(&[&blocked], Outcome::Timeout, None);
    let blocked = [CLOSE, Event::WriteBlocked, Event::TimedOut, Event::WriteBlocked];
    ends(&[&blocked], Outcome::Timeout, Remote);
}

/// A handler that only writes, and has been told, closes: the peer was first.
#[test]
fn what_lies_unread_and_is_known_is_read_before_ours_goes() {
    let (facts, _) = after(&[Event::EndLiesUnread(true), ASKED, Event::Flushed], &SERVER);
    assert_eq!(facts.next(&SERVER), Action::Read);
    let (facts, _) = after(&[ASKED, Event::Flushed], &SERVER);
    assert_eq!(facts.next(&SERVER), Action::HandOver);
}

#[test]
fn a_transport_that_ends() {
    use Initiator::None;
    ends(&[&[FIN]], Outcome::Eof, None);
    ends(&[&[Event::Gone(Loss::Unreachable)]], Outcome::Unreachable, None);
    ends(&[&[Event::Gone(Loss::Io)]], Outcome::IoError, None);
    // The write was first to fail; what may lie unread is waited for.
    ends(&[&[EPIPE, FIN]], Outcome::Reset, None);
    ends(&[&[EPIPE, Event::Dry, Event::TimedOut, Event::Dry]], Outcome::Reset, None);
    ends(&[&[EPIPE, DROP, Event::Dry]], Outcome::Reset, None);
}

#[test]
fn a_peer_that_breaks_a_rule() {
    use Initiator::{Local, None, Remote};
    let wrong = Outcome::ProtocolError;
    ends(&[&[BROKE], &SENT], wrong, Local);
    ends(&[&[BROKE, EPIPE]], wrong, None);
    ends(&[&[BROKEN_CLOSE], &SENT], wrong, Remote);
    ends(&[&[BROKEN_CLOSE, EPIPE]], wrong, Remote);
    // Ours was out already: nothing more is sent.
    ends(&[&[ASKED], &SENT, &[BROKE]], wrong, Local);
    ends(&[&[ASKED], &SENT, &[BROKEN_CLOSE]], wrong, Local);
    // tungstenite had answered it.
    let answered = Event::Broke { rule: Rule::Protocol, in_close: true, answered: true };
    ends(&[&[answered, Event::Flushed]], wrong, Remote);
    let silent = Rules { fail_connection: false, ..SERVER };
    let (_, ending) = after(&[BROKE], &silent);
    assert_eq!(ending, Some(Ending { outcome: wrong, initiator: None }));
    let payload = Event::Broke { rule: Rule::Payload, in_close: false, answered: false };
    ends(&[&[payload], &SENT], Outcome::InvalidPayload, Local);
    let size = Event::Broke { rule: Rule::Size, in_close: false, answered: false };
    ends(&[&[size], &SENT], Outcome::TooBig, Local);
}

#[test]
fn an_owner_that_lets_go() {
    use Initiator::{Local, None, Remote};
    ends(
        &[&[DROP, Event::Flushed, Event::Dry, HANDED_OVER, Event::Flushed]],
        Outcome::Dropped,
        Local,
    );
    ends(
        &[&[PANIC, Event::Flushed, Event::Dry, HANDED_OVER, Event::Flushed]],
        Outcome::Panicked,
        Local,
    );
    ends(&[&[DROP, Event::WriteBlocked, Event::Dry]], Outcome::Dropped, None);
    // What has arrived is the ending.
    ends(&[&[DROP, Event::Flushed, CLOSE, Event::Flushed]], Outcome::Clean, Remote);
    ends(&[&[DROP, Event::Flushed, FIN]], Outcome::Eof, None);
    // A closing socket.
    ends(&[&[ASKED], &SENT, &[Event::Dry, DROP, Event::Dry]], Outcome::Abandoned, Local);
    ends(&[&[ASKED], &SENT, &[Event::Dry, DROP, CLOSE]], Outcome::Clean, Local);
    ends(
        &[&[ASKED_BY_OTHERS, DROP], &SENT[..1], &[Event::Dry], &SENT[1..]],
        Outcome::Abandoned,
        Local,
    );
    ends(&[&[CLOSE, Event::WriteBlocked, DROP, Event::WriteBlocked]], Outcome::Abandoned, Remote);
    // A farewell that a task waits to be answered is a farewell all the same.
    let finished = [FINISH, Event::Flushed, Event::Dry, HANDED_OVER, Event::Flushed];
    ends(&[&finished, &[Event::Woken, CLOSE]], Outcome::Dropped, Local);
    ends(&[&[ASKED], &SENT, &[FINISH, CLOSE]], Outcome::Clean, Local);
    let silent = Rules { close_on_drop: false, ..SERVER };
    let (_, ending) = after(&[FINISH, Event::Dry], &silent);
    assert_eq!(ending, Some(Ending { outcome: Outcome::Dropped, initiator: None }));
}

#[test]
fn what_is_ahead_leaves_first() {
    let ping = Event::Message { pong: true, too_many: false };
    let (facts, _) = after(&[ping], &SERVER);
    assert_eq!(facts.next(&SERVER), Action::Flush);
    let (facts, _) = after(&[ping, Event::WriteBlocked, ASKED], &SERVER);
    assert_eq!(facts.next(&SERVER), Action::Read);
    let (facts, _) = after(&[ping, Event::WriteBlocked, ASKED, Event::Woken], &SERVER);
    assert_eq!(facts.next(&SERVER), Action::Flush);
    // A peer that floods us with pings and reads no pong is read no more.
    let flood = Event::Message { pong: true, too_many: true };
    let (facts, _) = after(&[flood, Event::WriteBlocked], &SERVER);
    assert_eq!(facts.next(&SERVER), Action::Wait);
    // tungstenite answers none behind a close of ours.
    let (facts, _) = after(&[&[ASKED][..], &SENT, &[flood]].concat(), &SERVER);
    assert_eq!(facts.next(&SERVER), Action::Read);
}

#[test]
fn a_message_that_is_sent_now() {
    let sends = |events: &[&[Event]], rules: &Rules| after(&events.concat(), rules).0.sends(rules);
    assert_eq!(sends(&[&[]], &SERVER), Sends::Pass);
    assert_eq!(sends(&[&[EPIPE]], &SERVER), Sends::Broken);
    let unread = Event::EndLiesUnread(true);
    assert_eq!(sends(&[&[unread]], &SERVER), Sends::Closed);
    assert_eq!(sends(&[&[unread, Event::ToldSender]], &SERVER), Sends::AlreadyClosed);
    assert_eq!(sends(&[&[unread, Event::EndLiesUnread(false)]], &SERVER), Sends::Pass);
    assert_eq!(sends(&[&[ASKED]], &SERVER), Sends::Refuse);
    assert_eq!(sends(&[&[ASKED_BY_OTHERS]], &SERVER), Sends::Wait);
    assert_eq!(sends(&[&[ASKED_BY_OTHERS], &SENT], &SERVER), Sends::Wait);
    assert_eq!(sends(&[&[ASKED_BY_OTHERS], &SENT, &[CLOSE]], &SERVER), Sends::Closed);
    let refusing = Rules { sends_wait: false, ..SERVER };
    assert_eq!(sends(&[&[ASKED_BY_OTHERS]], &refusing), Sends::Refuse);
    assert_eq!(sends(&[&[FIN]], &SERVER), Sends::AlreadyClosed);
    let (mut facts, _) = after(&[CLOSE, Event::Flushed], &SERVER);
    assert_eq!(facts.sends(&SERVER), Sends::Refuse);
    facts.take(Event::ToldEnd, &SERVER);
    assert_eq!(facts.sends(&SERVER), Sends::AlreadyClosed);
}

#[test]
fn tcp_is_ended_by_the_server_first_and_delays_nobody() {
    let client = Rules { role: Role::Client, ..SERVER };
    let order = |rules: &Rules| {
        let (mut facts, _) = after(&[CLOSE, Event::Flushed], rules);
        let mut actions = Vec::new();
        loop {
            let action = facts.next(rules);
            actions.push(action);
            let event = match action {
                Action::Shut => Event::Shut,
                Action::Deliver => Event::Delivered,
                Action::Discard => Event::Discarded,
                _ => return actions,
            };
            facts.take(event, rules);
        }
    };
    use Action::{Deliver, Discard, Done, Shut};
    assert_eq!(order(&SERVER), [Shut, Deliver, Discard, Done]);
    assert_eq!(order(&client), [Deliver, Discard, Shut, Done]);

    // A shutdown that takes time does not hold the peer's close up.
    let (mut facts, _) = after(&[CLOSE, Event::Flushed], &SERVER);
    facts.take(Event::ShutBlocked, &SERVER);
    assert_eq!(facts.next(&SERVER), Deliver);
    facts.take(Event::Delivered, &SERVER);
    assert_eq!((facts.next(&SERVER), facts.told), (Action::Wait, Told::WhatEnded));
    facts.take(Event::TimedOut, &SERVER);
    assert_eq!(facts.next(&SERVER), Shut);
}

#[test]
fn the_application_answers_the_peers_close() {
    let rules = Rules { reply_by_application: true, ..SERVER };
    let (mut facts, ending) = after(&[CLOSE], &rules);
    assert_eq!((facts.next(&rules), ending), (Action::Deliver, None));
    facts.take(Event::Delivered, &rules);
    assert_eq!(facts.next(&rules), Action::Flush);
    let ending = facts.take(Event::Flushed, &rules);
    assert_eq!(ending, Some(Ending { outcome: Outcome::Clean, initiator: Initiator::Remote }));
}
