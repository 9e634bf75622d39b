//! A walk through every combination of facts that can be reached, and each transition by itself.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::{
    Action, Cause, Ending, Event, Facts, Loss, Rule, Rules, Sends,
    facts::{Ahead, Ours, Owner, Theirs, Told},
};
use crate::{Initiator, Outcome, Role};

const SERVER: Rules = Rules {
    role: Role::Server,
    fail_connection: true,
    reply_by_application: false,
    close_on_drop: true,
    sends_wait: true,
};

/// Every set of rules that the steps depend on.
fn all_rules() -> impl Iterator<Item = Rules> {
    (0_u8..16).map(|flags| Rules {
        role: if flags & 1 == 0 { Role::Server } else { Role::Client },
        fail_connection: flags & 2 == 0,
        reply_by_application: flags & 4 != 0,
        close_on_drop: flags & 8 == 0,
        ..SERVER
    })
}

/// What a driver's call for this action can come to.
fn results(facts: &Facts, action: Action) -> Vec<Event> {
    match action {
        Action::Read => {
            let mut results = vec![
                Event::Dry,
                Event::Close { answered: true },
                Event::Close { answered: false },
                Event::Message { pong: false, too_many: false },
            ];
            if facts.answers_pings() {
                results.push(Event::Message { pong: true, too_many: false });
                results.push(Event::Message { pong: true, too_many: true });
            }
            // One of each kind: what they differ in is only told.
            results.push(Event::Broke { rule: Rule::Protocol, in_close: false });
            results.push(Event::Broke { rule: Rule::Protocol, in_close: true });
            results.push(Event::Gone(Loss::Eof));
            results
        }
        Action::Flush => {
            vec![Event::Flushed, Event::WriteBlocked, Event::WriteFailed(Loss::Reset)]
        }
        Action::HandOver => {
            let mut results = vec![Event::NotTaken, Event::HandedOver { raw: false }];
            if facts.cause == Cause::Owner {
                results.push(Event::HandedOver { raw: true });
            }
            results.push(Event::WriteFailed(Loss::Reset));
            results
        }
        Action::Shut => vec![Event::Shut, Event::ShutBlocked],
        Action::Discard => vec![Event::Dry, Event::Discarded],
        Action::Deliver => vec![Event::Delivered],
        Action::Wait => vec![Event::Woken],
        Action::Done => vec![Event::ToldEnd],
    }
}

/// What can happen at any moment, while the owner holds the socket.
const AT_ANY_MOMENT: [Event; 10] = [
    Event::Asked { cause: Cause::Owner, looks_first: false },
    Event::Asked { cause: Cause::Owner, looks_first: true },
    Event::Asked { cause: Cause::Other, looks_first: false },
    Event::LetGo { panicking: false, finishing: false },
    Event::LetGo { panicking: true, finishing: false },
    Event::LetGo { panicking: false, finishing: true },
    // While messages flow, the driver writes without asking.
    Event::WriteFailed(Loss::Reset),
    Event::WriteBlocked,
    Event::TimedOut,
    Event::Woken,
];

/// What can happen next.
fn events(facts: &Facts, rules: &Rules) -> Vec<Event> {
    let mut events = results(facts, facts.next(rules));
    match facts.owner {
        Owner::Holds => events.extend(AT_ANY_MOMENT),
        // Nobody polls a socket that was let go of, but the task that finishes it.
        _ => events.extend([Event::TimedOut, Event::Woken]),
    }
    events
}

/// Every combination of facts that can be reached, under every set of rules.
fn reachable() -> &'static [(Rules, HashSet<Facts>)] {
    static REACHABLE: LazyLock<Vec<(Rules, HashSet<Facts>)>> = LazyLock::new(|| {
        let walk = |rules| {
            let mut seen = HashSet::from([Facts::default()]);
            let mut todo = vec![Facts::default()];
            while let Some(facts) = todo.pop() {
                for event in events(&facts, &rules) {
                    let mut after = facts;
                    after.take(event, &rules);
                    if seen.insert(after) {
                        todo.push(after);
                    }
                }
            }
            (rules, seen)
        };
        all_rules().map(walk).collect()
    });
    &REACHABLE
}

/// Calls `check` for every step: facts, event, facts, and what was returned.
fn each_step(mut check: impl FnMut(&Facts, Event, &Facts, Option<Ending>)) {
    for (rules, reachable) in reachable() {
        for facts in reachable {
            for event in events(facts, rules) {
                let mut after = *facts;
                let ending = after.take(event, rules);
                check(facts, event, &after, ending);
            }
        }
    }
}

fn each_facts() -> impl Iterator<Item = (&'static Rules, &'static Facts)> {
    reachable().iter().flat_map(|(rules, reachable)| reachable.iter().map(move |it| (rules, it)))
}

#[test]
fn an_ending_comes_once_and_never_changes() {
    each_step(|before, event, after, returned| {
        if before.ending.is_some() {
            assert_eq!(after.ending, before.ending, "{before:?} {event:?}");
            assert_eq!(returned, None, "{before:?} {event:?}");
        } else {
            assert_eq!(returned, after.ending, "{before:?} {event:?}");
        }
    });
}

#[test]
fn a_close_counts_as_sent_only_when_it_has_left() {
    for (_, facts) in each_facts() {
        let Some(Ending { outcome, initiator }) = facts.ending else { continue };
        let left = facts.ours == Ours::Left;
        assert!(!facts.ours_is_on_its_way(), "{facts:?}");
        assert!(left || !matches!(outcome, Outcome::Clean | Outcome::Unanswered), "{facts:?}");
        assert!(left || initiator != Initiator::Local, "{facts:?}");
    }
}

#[test]
fn one_close_frame_goes_and_nothing_behind_it() {
    each_step(|before, event, after, _| {
        let (from, to) = (before.ours, after.ours);
        let is_out = matches!(from, Ours::HandedOver | Ours::Left | Ours::Lost);
        assert!(!(is_out && matches!(to, Ours::Nothing | Ours::Queued)), "{before:?} {event:?}");
        assert!(from != Ours::Left || to == Ours::Left, "{before:?} {event:?}");
    });
    for (rules, facts) in each_facts() {
        if facts.next(rules) == Action::HandOver {
            // A pong that is owed would be put behind it.
            assert_eq!((facts.ours, facts.ahead), (Ours::Queued, Ahead::Nothing), "{facts:?}");
        }
        if facts.ours != Ours::Nothing {
            assert_ne!(facts.sends(rules), Sends::Pass, "{facts:?}");
        }
        // With ours gone as a raw frame, a flush would send a second one.
        if facts.raw && matches!(facts.theirs, Theirs::Close) && facts.ending.is_none() {
            assert_ne!(facts.next(rules), Action::Flush, "{facts:?}");
        }
    }
}

/// The pairs that the metrics know.
#[test]
fn only_these_pairs_of_outcome_and_initiator_are_reached() {
    use Initiator::{Local, None, Remote};
    let allowed = |ending: Ending| match ending.outcome {
        Outcome::Clean => matches!(ending.initiator, Local | Remote),
        Outcome::NotAwaited => ending.initiator == Remote,
        Outcome::Unanswered => ending.initiator == Local,
        Outcome::Abandoned | Outcome::Timeout => true,
        Outcome::Eof | Outcome::Reset | Outcome::Unreachable | Outcome::IoError => {
            ending.initiator == None
        }
        Outcome::ProtocolError | Outcome::InvalidPayload | Outcome::TooBig => true,
        Outcome::Dropped | Outcome::Panicked => matches!(ending.initiator, Local | None),
        Outcome::PingTimeout | Outcome::Stalled => false,
    };
    for ending in each_facts().filter_map(|(_, facts)| facts.ending) {
        assert!(allowed(ending), "{ending:?}");
    }
}

/// Without time to wait, whatever the calls come to, a handful of actions lead to the end.
#[test]
fn a_socket_that_is_let_go_ends_in_a_handful_of_actions() {
    /// The most actions from here to `Done`, if nothing but messages keeps us reading, of which the
    /// driver reads only so many.
    fn steps(facts: Facts, rules: &Rules, known: &mut HashMap<Facts, usize>) -> usize {
        if let Some(&steps) = known.get(&facts) {
            return steps;
        }
        let action = facts.next(rules);
        if action == Action::Done {
            assert!(facts.ending.is_some(), "{facts:?}");
            return 0;
        }
        assert_ne!(action, Action::Wait, "{facts:?}");
        let mut most = 0;
        for event in results(&facts, action) {
            if matches!(event, Event::Message { .. }) {
                continue;
            }
            let mut after = facts;
            after.take(event, rules);
            assert_ne!(after, facts, "{action:?} came to {event:?}, and changed nothing: {facts:?}");
            most = most.max(1 + steps(after, rules, known));
        }
        known.insert(facts, most);
        most
    }

    for (rules, reachable) in reachable() {
        let mut known = HashMap::new();
        for facts in reachable.iter().filter(|facts| facts.is_in_a_hurry()) {
            assert!(steps(*facts, rules, &mut known) <= 8, "{facts:?}");
        }
    }
}

/// Whoever is woken tries again, and does not spin: without news every path comes to `Wait` or `Done`.
#[test]
fn a_driver_that_gets_no_news_comes_to_rest() {
    for (rules, facts) in each_facts() {
        let mut facts = *facts;
        for actions in 0.. {
            assert!(actions <= 8, "{facts:?}");
            let event = match facts.next(rules) {
                Action::Wait | Action::Done => break,
                Action::Read | Action::Discard => Event::Dry,
                Action::Flush => Event::WriteBlocked,
                Action::HandOver => Event::HandedOver { raw: false },
                Action::Shut => Event::ShutBlocked,
                Action::Deliver => Event::Delivered,
            };
            facts.take(event, rules);
        }
    }
}

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

const ASKED: Event = Event::Asked { cause: Cause::Owner, looks_first: false };
const ASKED_BY_OTHERS: Event = Event::Asked { cause: Cause::Other, looks_first: false };
const HANDED_OVER: Event = Event::HandedOver { raw: false };
const CLOSE: Event = Event::Close { answered: true };
const EPIPE: Event = Event::WriteFailed(Loss::Reset);
const FIN: Event = Event::Gone(Loss::Eof);
const DROP: Event = Event::LetGo { panicking: false, finishing: false };
const FINISH: Event = Event::LetGo { panicking: false, finishing: true };
const PANIC: Event = Event::LetGo { panicking: true, finishing: false };
const BROKE: Event = Event::Broke { rule: Rule::Protocol, in_close: false };
const BROKEN_CLOSE: Event = Event::Broke { rule: Rule::Protocol, in_close: true };
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
    let silent = Rules { fail_connection: false, ..SERVER };
    let (_, ending) = after(&[BROKE], &silent);
    assert_eq!(ending, Some(Ending { outcome: wrong, initiator: None }));
    let payload = Event::Broke { rule: Rule::Payload, in_close: false };
    ends(&[&[payload], &SENT], Outcome::InvalidPayload, Local);
    let size = Event::Broke { rule: Rule::Size, in_close: false };
    ends(&[&[size], &SENT], Outcome::TooBig, Local);
}

#[test]
fn an_owner_that_lets_go() {
    use Initiator::{Local, None, Remote};
    ends(&[&[DROP, Event::Flushed, Event::Dry, HANDED_OVER, Event::Flushed]], Outcome::Dropped, Local);
    ends(&[&[PANIC, Event::Flushed, Event::Dry, HANDED_OVER, Event::Flushed]], Outcome::Panicked, Local);
    ends(&[&[DROP, Event::WriteBlocked, Event::Dry]], Outcome::Dropped, None);
    // What has arrived is the ending.
    ends(&[&[DROP, Event::Flushed, CLOSE, Event::Flushed]], Outcome::Clean, Remote);
    ends(&[&[DROP, Event::Flushed, FIN]], Outcome::Eof, None);
    // A closing socket.
    ends(&[&[ASKED], &SENT, &[Event::Dry, DROP, Event::Dry]], Outcome::Abandoned, Local);
    ends(&[&[ASKED], &SENT, &[Event::Dry, DROP, CLOSE]], Outcome::Clean, Local);
    ends(&[&[ASKED_BY_OTHERS, DROP], &SENT[..1], &[Event::Dry], &SENT[1..]], Outcome::Abandoned, Local);
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
    assert_eq!(sends(&[&[EPIPE]], &SERVER), Sends::Pass);
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
