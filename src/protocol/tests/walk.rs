//! A walk through every combination of facts that can be reached.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::SERVER;
use crate::{
    Initiator, Outcome, Role,
    protocol::{
        Action, BrokenRule, Cause, Config, Ending, Event, Facts, Loss, Sends,
        close_frames::{Ours, Theirs},
        facts::Owner,
        transport::Unflushed,
    },
};

/// Every set of rules that the steps depend on. The role only orders the end of TCP.
fn all_configs() -> impl Iterator<Item = Config> {
    let of_servers = (0_u8..8).map(|flags| Config {
        fail_connection: flags & 1 == 0,
        reply_by_application: flags & 2 != 0,
        close_on_drop: flags & 4 == 0,
        ..SERVER
    });
    of_servers.chain([Config { role: Role::Client, ..SERVER }])
}

/// What a driver's call for this action can come to.
fn results(facts: &Facts, action: Action) -> Vec<Event> {
    match action {
        Action::Read => {
            let mut results = vec![
                Event::ReadBlocked,
                Event::Close { answered: true },
                Event::Close { answered: false },
                Event::Message { pong: false, too_many: false },
            ];
            if facts.answers_pings() {
                results.push(Event::Message { pong: true, too_many: false });
                results.push(Event::Message { pong: true, too_many: true });
            }
            // One of each kind: what they differ in is only told.
            for (in_close, answered) in [(false, false), (true, false), (true, true)] {
                results.push(Event::Broke { rule: BrokenRule::Protocol, in_close, answered });
            }
            results.push(Event::TransportEnded(Loss::Eof));
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
        Action::Shutdown => vec![Event::ShutDown, Event::ShutdownBlocked],
        Action::Discard => vec![Event::ReadBlocked, Event::Discarded],
        Action::Deliver => vec![Event::Delivered],
        Action::Wait => vec![Event::Woken],
        Action::Done => vec![Event::DeliveredEnd],
    }
}

/// What can happen at any moment, while the owner holds the socket.
const AT_ANY_MOMENT: [Event; 13] = [
    Event::CloseRequested(Cause::Owner),
    Event::CloseRequested(Cause::Handle),
    Event::EndLiesUnread(true),
    Event::GivenUp(Cause::Silent),
    Event::GivenUp(Cause::Stalled),
    Event::Pinged,
    Event::Dropped { panicking: false, in_task: false },
    Event::Dropped { panicking: true, in_task: false },
    Event::Dropped { panicking: false, in_task: true },
    // While messages flow, the driver writes without asking.
    Event::WriteFailed(Loss::Reset),
    Event::WriteBlocked,
    Event::TimedOut,
    Event::Woken,
];

/// What can happen next.
fn events(facts: &Facts, config: &Config) -> Vec<Event> {
    let mut events = results(facts, facts.next_action(config));
    match facts.owner {
        Owner::Holds => events.extend(AT_ANY_MOMENT),
        // The task that finishes it may be dropped.
        Owner::TaskFinishes { .. } => events.extend([
            Event::TimedOut,
            Event::Woken,
            Event::Dropped { panicking: false, in_task: false },
        ]),
        // Nobody polls a socket that was let go of.
        Owner::Dropped { .. } => events.extend([Event::TimedOut, Event::Woken]),
    }
    events
}

/// Every combination of facts that can be reached, under every set of rules.
fn reachable() -> &'static [(Config, HashSet<Facts>)] {
    static REACHABLE: LazyLock<Vec<(Config, HashSet<Facts>)>> = LazyLock::new(|| {
        let walk = |config| {
            let mut seen = HashSet::from([Facts::default()]);
            let mut todo = vec![Facts::default()];
            while let Some(facts) = todo.pop() {
                for event in events(&facts, &config) {
                    let mut after = facts;
                    after.handle_event(event, &config);
                    if seen.insert(after) {
                        todo.push(after);
                    }
                }
            }
            (config, seen)
        };
        all_configs().map(walk).collect()
    });
    &REACHABLE
}

/// Calls `check` for every step: facts, event, facts, and what was returned.
fn each_step(mut check: impl FnMut(&Facts, Event, &Facts, Option<Ending>)) {
    for (config, reachable) in reachable() {
        for facts in reachable {
            for event in events(facts, config) {
                let mut after = *facts;
                let ending = after.handle_event(event, config);
                check(facts, event, &after, ending);
            }
        }
    }
}

fn each_facts() -> impl Iterator<Item = (&'static Config, &'static Facts)> {
    reachable().iter().flat_map(|(config, reachable)| reachable.iter().map(move |it| (config, it)))
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
        let left = facts.ours == Ours::Sent;
        assert!(!facts.ours_is_on_its_way(), "{facts:?}");
        assert!(left || !matches!(outcome, Outcome::Clean | Outcome::Unanswered), "{facts:?}");
        assert!(left || initiator != Initiator::Local, "{facts:?}");
    }
}

#[test]
fn one_close_frame_goes_and_nothing_behind_it() {
    each_step(|before, event, after, _| {
        let (from, to) = (before.ours, after.ours);
        let is_out = matches!(from, Ours::HandedOver | Ours::Sent | Ours::Lost);
        assert!(!(is_out && matches!(to, Ours::Nothing | Ours::Queued)), "{before:?} {event:?}");
        assert!(from != Ours::Sent || to == Ours::Sent, "{before:?} {event:?}");
    });
    for (config, facts) in each_facts() {
        if facts.next_action(config) == Action::HandOver {
            // A pong that is owed would be put behind it.
            assert_eq!(
                (facts.ours, facts.unflushed),
                (Ours::Queued, Unflushed::Nothing),
                "{facts:?}"
            );
        }
        if facts.ours != Ours::Nothing {
            assert_ne!(facts.sends(config), Sends::Pass, "{facts:?}");
        }
        // With ours gone as a raw frame, a flush would send a second one.
        if facts.raw && matches!(facts.theirs, Theirs::Close) && facts.ending.is_none() {
            assert_ne!(facts.next_action(config), Action::Flush, "{facts:?}");
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
        Outcome::Dropped | Outcome::Panicked | Outcome::PingTimeout | Outcome::Stalled => {
            matches!(ending.initiator, Local | None)
        }
    };
    for ending in each_facts().filter_map(|(_, facts)| facts.ending) {
        assert!(allowed(ending), "{ending:?}");
    }
}

/// Without time to wait, whatever the calls come to, a handful of actions lead to the end.
#[test]
fn a_socket_that_is_dropped_ends_in_a_handful_of_actions() {
    /// The most actions from here to `Done`, if nothing but messages keeps us reading, of which the
    /// driver reads only so many.
    fn steps(facts: Facts, config: &Config, known: &mut HashMap<Facts, usize>) -> usize {
        if let Some(&steps) = known.get(&facts) {
            return steps;
        }
        let action = facts.next_action(config);
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
            after.handle_event(event, config);
            assert_ne!(
                after, facts,
                "{action:?} came to {event:?}, and changed nothing: {facts:?}"
            );
            most = most.max(1 + steps(after, config, known));
        }
        known.insert(facts, most);
        most
    }

    for (config, reachable) in reachable() {
        let mut known = HashMap::new();
        for facts in reachable.iter().filter(|facts| facts.must_not_wait()) {
            assert!(steps(*facts, config, &mut known) <= 8, "{facts:?}");
        }
    }
}

/// Whoever is woken tries again, and does not spin: without news every path comes to `Wait` or `Done`.
#[test]
fn a_driver_that_gets_no_news_comes_to_rest() {
    for (config, facts) in each_facts() {
        let mut facts = *facts;
        for actions in 0.. {
            assert!(actions <= 8, "{facts:?}");
            let event = match facts.next_action(config) {
                Action::Wait | Action::Done => break,
                Action::Read | Action::Discard => Event::ReadBlocked,
                Action::Flush => Event::WriteBlocked,
                Action::HandOver => Event::HandedOver { raw: false },
                Action::Shutdown => Event::ShutdownBlocked,
                Action::Deliver => Event::Delivered,
            };
            facts.handle_event(event, config);
        }
    }
}

/// What is built without a connection is what connections come to, no more and no less. Other rules and
/// losses are told like these.
#[cfg(feature = "testing")]
#[test]
fn reports_are_built_of_just_the_endings_that_are_reached() {
    let reached: HashSet<_> = each_facts()
        .filter_map(|(_, facts)| {
            let Ending { outcome, initiator } = facts.ending?;
            let received =
                matches!(facts.theirs, Theirs::Close | Theirs::Broke { in_close: true, .. });
            Some((outcome, initiator, received, facts.ours == Ours::Sent))
        })
        .collect();
    for outcome in [
        Outcome::Clean,
        Outcome::NotAwaited,
        Outcome::Unanswered,
        Outcome::Abandoned,
        Outcome::Timeout,
        Outcome::PingTimeout,
        Outcome::Stalled,
        Outcome::Eof,
        Outcome::Reset,
        Outcome::ProtocolError,
        Outcome::Dropped,
        Outcome::Panicked,
    ] {
        for (initiator, received, sent) in [
            (Initiator::None, false, false),
            (Initiator::Remote, true, false),
            (Initiator::Local, false, true),
            (Initiator::Remote, true, true),
            (Initiator::Local, true, true),
        ] {
            let refused = crate::testing::refuses(outcome, initiator, received, sent);
            let is_reached = reached.contains(&(outcome, initiator, received, sent));
            assert_eq!(
                refused.is_none(),
                is_reached,
                "{outcome} {initiator} {received} {sent} {refused:?}"
            );
        }
    }
}
