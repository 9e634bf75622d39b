//! Each transition by itself.

use super::SERVER;
use crate::{
    Initiator, Outcome, Role,
    protocol::{
        Action, BrokenRule, Cause, Config, Ending, Event, Facts, Loss, Sends, facts::Delivered,
    },
};

/// Feeds events and returns the ending with the event that brought it.
fn after(events: &[Event], config: &Config) -> (Facts, Option<Ending>) {
    let mut facts = Facts::default();
    let mut ending = None;
    for event in events {
        assert_eq!(ending, None, "{event:?} comes after the ending");
        ending = facts.handle_event(*event, config);
    }
    (facts, ending)
}

const REQUESTED: Event = Event::CloseRequested(Cause::Owner);
const REQUESTED_BY_HANDLE: Event = Event::CloseRequested(Cause::Handle);
const HANDED_OVER: Event = Event::HandedOver { raw: false };
const CLOSE: Event = Event::Close { answered: true };
const EPIPE: Event = Event::WriteFailed(Loss::Reset);
const FIN: Event = Event::TransportEnded(Loss::Eof);
const DROP: Event = Event::Dropped { panicking: false, in_task: false };
const FINISH: Event = Event::Dropped { panicking: false, in_task: true };
const PANIC: Event = Event::Dropped { panicking: true, in_task: false };
const BROKE: Event = Event::Broke { rule: BrokenRule::Protocol, in_close: false, answered: false };
const BROKEN_CLOSE: Event =
    Event::Broke { rule: BrokenRule::Protocol, in_close: true, answered: false };
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
    ends(&[&[REQUESTED], &SENT, &[CLOSE]], Outcome::Clean, Local);
    // They crossed, or ours was still on its way.
    ends(
        &[&[REQUESTED, Event::Flushed, HANDED_OVER, CLOSE, Event::Flushed]],
        Outcome::Clean,
        Local,
    );
    // Ours had not been handed over: tungstenite's answer took its place.
    ends(&[&[REQUESTED, CLOSE, Event::Flushed]], Outcome::Clean, Remote);
    // The answer that is in already counts, however late it is looked at.
    ends(
        &[&[REQUESTED], &SENT, &[Event::ReadBlocked, Event::TimedOut, CLOSE]],
        Outcome::Clean,
        Local,
    );
}

#[test]
fn a_peer_that_is_gone_before_it_can_be_answered() {
    let gone = Outcome::NotAwaited;
    ends(&[&[CLOSE, EPIPE]], gone, Initiator::Remote);
    ends(&[&[EPIPE, CLOSE]], gone, Initiator::Remote);
    ends(&[&[REQUESTED, Event::Flushed, HANDED_OVER, EPIPE, CLOSE]], gone, Initiator::Remote);
    ends(&[&[DROP, CLOSE, EPIPE]], gone, Initiator::Remote);
}

#[test]
fn a_peer_that_does_not_answer() {
    use Initiator::{Local, None, Remote};
    ends(&[&[REQUESTED], &SENT, &[FIN]], Outcome::Unanswered, Local);
    ends(&[&[REQUESTED, Event::Flushed, HANDED_OVER, FIN]], Outcome::Eof, None);
    ends(&[&[REQUESTED], &SENT, &[Event::TimedOut, Event::ReadBlocked]], Outcome::Timeout, Local);
    let blocked =
        [REQUESTED, Event::WriteBlocked, Event::TimedOut, Event::WriteBlocked, Event::ReadBlocked];
    ends(&[&blocked], Outcome::Timeout, None);
    let blocked = [CLOSE, Event::WriteBlocked, Event::TimedOut, Event::WriteBlocked];
    ends(&[&blocked], Outcome::Timeout, Remote);
}

/// A handler that only writes, and has been told, closes: the peer was first.
#[test]
fn what_lies_unread_and_is_known_is_read_before_ours_goes() {
    let (facts, _) = after(&[Event::EndLiesUnread(true), REQUESTED, Event::Flushed], &SERVER);
    assert_eq!(facts.next_action(&SERVER), Action::Read);
    let (facts, _) = after(&[REQUESTED, Event::Flushed], &SERVER);
    assert_eq!(facts.next_action(&SERVER), Action::HandOver);
}

#[test]
fn a_transport_that_ends() {
    use Initiator::None;
    ends(&[&[FIN]], Outcome::Eof, None);
    ends(&[&[Event::TransportEnded(Loss::Unreachable)]], Outcome::Unreachable, None);
    ends(&[&[Event::TransportEnded(Loss::Io)]], Outcome::IoError, None);
    // The write was first to fail; what may lie unread is waited for.
    ends(&[&[EPIPE, FIN]], Outcome::Reset, None);
    ends(
        &[&[EPIPE, Event::ReadBlocked, Event::TimedOut, Event::ReadBlocked]],
        Outcome::Reset,
        None,
    );
    ends(&[&[EPIPE, DROP, Event::ReadBlocked]], Outcome::Reset, None);
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
    ends(&[&[REQUESTED], &SENT, &[BROKE]], wrong, Local);
    ends(&[&[REQUESTED], &SENT, &[BROKEN_CLOSE]], wrong, Local);
    // tungstenite had answered it.
    let answered = Event::Broke { rule: BrokenRule::Protocol, in_close: true, answered: true };
    ends(&[&[answered, Event::Flushed]], wrong, Remote);
    let silent = Config { fail_connection: false, ..SERVER };
    let (_, ending) = after(&[BROKE], &silent);
    assert_eq!(ending, Some(Ending { outcome: wrong, initiator: None }));
    let payload = Event::Broke { rule: BrokenRule::Payload, in_close: false, answered: false };
    ends(&[&[payload], &SENT], Outcome::InvalidPayload, Local);
    let size = Event::Broke { rule: BrokenRule::Size, in_close: false, answered: false };
    ends(&[&[size], &SENT], Outcome::TooBig, Local);
}

#[test]
fn an_owner_that_lets_go() {
    use Initiator::{Local, None, Remote};
    ends(
        &[&[DROP, Event::Flushed, Event::ReadBlocked, HANDED_OVER, Event::Flushed]],
        Outcome::Dropped,
        Local,
    );
    ends(
        &[&[PANIC, Event::Flushed, Event::ReadBlocked, HANDED_OVER, Event::Flushed]],
        Outcome::Panicked,
        Local,
    );
    ends(&[&[DROP, Event::WriteBlocked, Event::ReadBlocked]], Outcome::Dropped, None);
    // What has arrived is the ending.
    ends(&[&[DROP, Event::Flushed, CLOSE, Event::Flushed]], Outcome::Clean, Remote);
    ends(&[&[DROP, Event::Flushed, FIN]], Outcome::Eof, None);
    // A closing socket.
    ends(
        &[&[REQUESTED], &SENT, &[Event::ReadBlocked, DROP, Event::ReadBlocked]],
        Outcome::Abandoned,
        Local,
    );
    ends(&[&[REQUESTED], &SENT, &[Event::ReadBlocked, DROP, CLOSE]], Outcome::Clean, Local);
    ends(
        &[&[REQUESTED_BY_HANDLE, DROP], &SENT[..1], &[Event::ReadBlocked], &SENT[1..]],
        Outcome::Abandoned,
        Local,
    );
    ends(&[&[CLOSE, Event::WriteBlocked, DROP, Event::WriteBlocked]], Outcome::Abandoned, Remote);
    // A farewell that a task waits to be answered is a farewell all the same.
    let finished = [FINISH, Event::Flushed, Event::ReadBlocked, HANDED_OVER, Event::Flushed];
    ends(&[&finished, &[Event::Woken, CLOSE]], Outcome::Dropped, Local);
    ends(&[&[REQUESTED], &SENT, &[FINISH, CLOSE]], Outcome::Clean, Local);
    let silent = Config { close_on_drop: false, ..SERVER };
    let (_, ending) = after(&[FINISH, Event::ReadBlocked], &silent);
    assert_eq!(ending, Some(Ending { outcome: Outcome::Dropped, initiator: None }));
}

#[test]
fn what_is_ahead_leaves_first() {
    let ping = Event::Message { pong: true, too_many: false };
    let (facts, _) = after(&[ping], &SERVER);
    assert_eq!(facts.next_action(&SERVER), Action::Flush);
    let (facts, _) = after(&[ping, Event::WriteBlocked, REQUESTED], &SERVER);
    assert_eq!(facts.next_action(&SERVER), Action::Read);
    let (facts, _) = after(&[ping, Event::WriteBlocked, REQUESTED, Event::Woken], &SERVER);
    assert_eq!(facts.next_action(&SERVER), Action::Flush);
    // A peer that floods us with pings and reads no pong is read no more.
    let flood = Event::Message { pong: true, too_many: true };
    let (facts, _) = after(&[flood, Event::WriteBlocked], &SERVER);
    assert_eq!(facts.next_action(&SERVER), Action::Wait);
    // tungstenite answers none behind a close of ours.
    let (facts, _) = after(&[&[REQUESTED][..], &SENT, &[flood]].concat(), &SERVER);
    assert_eq!(facts.next_action(&SERVER), Action::Read);
}

#[test]
fn a_message_that_is_sent_now() {
    let sends =
        |events: &[&[Event]], config: &Config| after(&events.concat(), config).0.sends(config);
    assert_eq!(sends(&[&[]], &SERVER), Sends::Pass);
    assert_eq!(sends(&[&[EPIPE]], &SERVER), Sends::Broken);
    let unread = Event::EndLiesUnread(true);
    assert_eq!(sends(&[&[unread]], &SERVER), Sends::Closed);
    assert_eq!(sends(&[&[unread, Event::ToldSender]], &SERVER), Sends::AlreadyClosed);
    assert_eq!(sends(&[&[unread, Event::EndLiesUnread(false)]], &SERVER), Sends::Pass);
    assert_eq!(sends(&[&[REQUESTED]], &SERVER), Sends::Refuse);
    assert_eq!(sends(&[&[REQUESTED_BY_HANDLE]], &SERVER), Sends::Wait);
    assert_eq!(sends(&[&[REQUESTED_BY_HANDLE], &SENT], &SERVER), Sends::Wait);
    assert_eq!(sends(&[&[REQUESTED_BY_HANDLE], &SENT, &[CLOSE]], &SERVER), Sends::Closed);
    let refusing = Config { sends_wait: false, ..SERVER };
    assert_eq!(sends(&[&[REQUESTED_BY_HANDLE]], &refusing), Sends::Refuse);
    assert_eq!(sends(&[&[FIN]], &SERVER), Sends::AlreadyClosed);
    let (mut facts, _) = after(&[CLOSE, Event::Flushed], &SERVER);
    assert_eq!(facts.sends(&SERVER), Sends::Refuse);
    facts.handle_event(Event::DeliveredEnd, &SERVER);
    assert_eq!(facts.sends(&SERVER), Sends::AlreadyClosed);
}

#[test]
fn tcp_is_ended_by_the_server_first_and_delays_nobody() {
    let client = Config { role: Role::Client, ..SERVER };
    let order = |config: &Config| {
        let (mut facts, _) = after(&[CLOSE, Event::Flushed], config);
        let mut actions = Vec::new();
        loop {
            let action = facts.next_action(config);
            actions.push(action);
            let event = match action {
                Action::Shutdown => Event::ShutDown,
                Action::Deliver => Event::Delivered,
                Action::Discard => Event::Discarded,
                _ => return actions,
            };
            facts.handle_event(event, config);
        }
    };
    use Action::{Deliver, Discard, Done, Shutdown};
    assert_eq!(order(&SERVER), [Shutdown, Deliver, Discard, Done]);
    assert_eq!(order(&client), [Deliver, Discard, Shutdown, Done]);

    // A shutdown that takes time does not hold the peer's close up.
    let (mut facts, _) = after(&[CLOSE, Event::Flushed], &SERVER);
    facts.handle_event(Event::ShutdownBlocked, &SERVER);
    assert_eq!(facts.next_action(&SERVER), Deliver);
    facts.handle_event(Event::Delivered, &SERVER);
    assert_eq!((facts.next_action(&SERVER), facts.delivered), (Action::Wait, Delivered::LastItem));
    facts.handle_event(Event::TimedOut, &SERVER);
    assert_eq!(facts.next_action(&SERVER), Shutdown);
}

#[test]
fn the_application_answers_the_peers_close() {
    let config = Config { reply_by_application: true, ..SERVER };
    let (mut facts, ending) = after(&[CLOSE], &config);
    assert_eq!((facts.next_action(&config), ending), (Action::Deliver, None));
    facts.handle_event(Event::Delivered, &config);
    assert_eq!(facts.next_action(&config), Action::Flush);
    let ending = facts.handle_event(Event::Flushed, &config);
    assert_eq!(ending, Some(Ending { outcome: Outcome::Clean, initiator: Initiator::Remote }));
}
