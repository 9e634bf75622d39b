//! The protocol's machine, fed with anything, in any order: its invariants hold all the same.
//!
//! The machine is private to the crate, so its source is compiled here once more, as it is. What it
//! says is compared to what happened, as far as a list of the events tells. Its own tests walk
//! through what its drivers can come to; here the driver may be wrong.
#![no_main]

#[allow(dead_code, unused_imports, reason = "the crate's own source")]
#[path = "../../../src/protocol/mod.rs"]
mod protocol;

use arbitrary::Arbitrary;
use closeframe::{Initiator, Outcome, Role};
use libfuzzer_sys::fuzz_target;

use crate::protocol::{Action, Cause, Ending, Event, Facts, Loss, BrokenRule, Config, Sends};

/// The most actions from where the owner lets go to where nothing is left to do, as the machine's own
/// tests have it.
const ACTIONS_AT_MOST: usize = 8;

#[derive(Debug, Arbitrary)]
struct Story {
    client: bool,
    fail_connection: bool,
    reply_by_application: bool,
    close_on_drop: bool,
    sends_wait: bool,
    events: Vec<Happening>,
    panicking: bool,
    /// What the calls come to after the owner has let go.
    luck: Vec<u8>,
}

/// An [`Event`] of any kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum Happening {
    CloseRequested { by_handle: bool },
    HandedOver { raw: bool },
    NotTaken,
    Flushed,
    WriteBlocked,
    WriteFailed(End),
    Message { pong: bool, too_many: bool },
    ReadBlocked,
    Close { answered: bool },
    Broke { rule: Broken, in_close: bool, answered: bool },
    TransportEnded(End),
    ShutDown,
    ShutdownBlocked,
    Discarded,
    Delivered,
    DeliveredEnd,
    ToldSender,
    EndLiesUnread(bool),
    Woken,
    TimedOut,
    Dropped { panicking: bool, in_task: bool },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum End {
    Eof,
    Reset,
    Unreachable,
    Io,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum Broken {
    Protocol,
    Payload,
    Size,
}

impl Story {
    fn config(&self) -> Config {
        Config {
            role: if self.client { Role::Client } else { Role::Server },
            fail_connection: self.fail_connection,
            reply_by_application: self.reply_by_application,
            close_on_drop: self.close_on_drop,
            sends_wait: self.sends_wait,
        }
    }
}

impl Happening {
    fn event(self) -> Event {
        match self {
            Self::CloseRequested { by_handle } => {
                Event::CloseRequested(if by_handle { Cause::Handle } else { Cause::Owner })
            }
            Self::HandedOver { raw } => Event::HandedOver { raw },
            Self::NotTaken => Event::NotTaken,
            Self::Flushed => Event::Flushed,
            Self::WriteBlocked => Event::WriteBlocked,
            Self::WriteFailed(end) => Event::WriteFailed(end.loss()),
            Self::Message { pong, too_many } => Event::Message { pong, too_many },
            Self::ReadBlocked => Event::ReadBlocked,
            Self::Close { answered } => Event::Close { answered },
            Self::Broke { rule, in_close, answered } => {
                Event::Broke { rule: rule.rule(), in_close, answered }
            }
            Self::TransportEnded(end) => Event::TransportEnded(end.loss()),
            Self::ShutDown => Event::ShutDown,
            Self::ShutdownBlocked => Event::ShutdownBlocked,
            Self::Discarded => Event::Discarded,
            Self::Delivered => Event::Delivered,
            Self::DeliveredEnd => Event::DeliveredEnd,
            Self::ToldSender => Event::ToldSender,
            Self::EndLiesUnread(lies) => Event::EndLiesUnread(lies),
            Self::Woken => Event::Woken,
            Self::TimedOut => Event::TimedOut,
            Self::Dropped { panicking, in_task } => Event::Dropped { panicking, in_task },
        }
    }
}

impl End {
    fn loss(self) -> Loss {
        match self {
            Self::Eof => Loss::Eof,
            Self::Reset => Loss::Reset,
            Self::Unreachable => Loss::Unreachable,
            Self::Io => Loss::Io,
        }
    }
}

impl Broken {
    fn rule(self) -> BrokenRule {
        match self {
            Self::Protocol => BrokenRule::Protocol,
            Self::Payload => BrokenRule::Payload,
            Self::Size => BrokenRule::Size,
        }
    }
}

/// The machine, and all that it was told.
struct Watched {
    facts: Facts,
    config: Config,
    events: Vec<Event>,
    ending: Option<Ending>,
}

impl Watched {
    fn handle_event(&mut self, event: Event) {
        let before = self.facts;
        self.events.push(event);
        let returned = self.facts.handle_event(event, &self.config);
        let Self { facts, config, events, .. } = self;
        if self.ending.is_some() {
            assert_eq!(returned, None, "a second ending of {events:?}");
        }
        self.ending = self.ending.or(returned);
        assert_eq!(facts.has_ended(), self.ending.is_some(), "{events:?}");

        // One close frame of ours, and nothing behind it.
        assert!(!before.has_handed_over() || facts.has_handed_over(), "taken back: {events:?}");
        assert!(!before.ours_is_sent() || facts.ours_is_sent(), "it had left: {events:?}");
        if !before.ours_is_sent() && facts.ours_is_sent() {
            assert_eq!(event, Event::Flushed, "it left by itself: {events:?}");
        }
        if facts.next_action(config) == Action::HandOver {
            assert!(!facts.has_handed_over(), "a second one: {events:?}");
            assert!(!facts.has_unflushed(), "something is put behind it: {events:?}");
        }
        if facts.ours_is_on_its_way() || facts.has_handed_over() || facts.has_ended() {
            assert_ne!(facts.sends(config), Sends::Pass, "{events:?}");
        }
        // Unless somebody reads, after all, what lies before the end.
        if event != Event::EndLiesUnread(false) && before.sends(config) != Sends::Pass {
            assert_ne!(facts.sends(config), Sends::Pass, "messages flow again: {events:?}");
        }
    }

    /// What came in first that ends the flow of messages, before the ending was known.
    fn theirs(&self) -> Option<Event> {
        let theirs = |event: &&Event| {
            matches!(event, Event::Close { .. } | Event::Broke { .. } | Event::TransportEnded(_))
        };
        self.events.iter().find(theirs).copied()
    }

    fn happened(&self, wanted: impl Fn(&Event) -> bool) -> bool {
        self.events.iter().any(wanted)
    }

    /// Whether the ending that was just returned is true, as far as the events tell.
    fn check_ending(&self, Ending { outcome, initiator }: Ending) {
        let (facts, theirs) = (self.facts, self.theirs());
        let events = &self.events;
        let closed = matches!(theirs, Some(Event::Close { .. }));
        let closed_or_broke_in_close =
            closed || matches!(theirs, Some(Event::Broke { in_close: true, .. }));
        let gone = |outcome| {
            self.happened(|event| match event {
                Event::TransportEnded(loss) | Event::WriteFailed(loss) => lost(*loss) == outcome,
                _ => false,
            })
        };
        let dropped = |as_if_panicking| {
            self.happened(|event| {
                matches!(event, Event::Dropped { panicking, .. } if *panicking == as_if_panicking)
            })
        };
        let write_failed = self.happened(|event| matches!(event, Event::WriteFailed(_)));
        let is_true = match outcome {
            Outcome::Clean => closed && facts.ours_is_sent(),
            Outcome::NotAwaited => closed && write_failed && !facts.ours_is_sent(),
            Outcome::Unanswered => matches!(theirs, Some(Event::TransportEnded(_))) && facts.ours_is_sent(),
            Outcome::Timeout => self.happened(|event| *event == Event::TimedOut),
            // Or tungstenite did not take our answer.
            Outcome::Abandoned => dropped(true) || dropped(false) || (closed && !facts.ours_is_sent()),
            Outcome::Eof | Outcome::Reset | Outcome::Unreachable | Outcome::IoError => {
                gone(outcome) && !facts.ours_is_sent() && initiator == Initiator::None
            }
            Outcome::ProtocolError => broke(theirs, BrokenRule::Protocol),
            Outcome::InvalidPayload => broke(theirs, BrokenRule::Payload),
            Outcome::TooBig => broke(theirs, BrokenRule::Size),
            Outcome::Dropped => dropped(false),
            Outcome::Panicked => dropped(true),
            // Not the protocol's to say.
            Outcome::PingTimeout | Outcome::Stalled => false,
        };
        assert!(is_true, "{outcome:?} by {initiator:?} of {events:?}");
        assert!(!facts.ours_is_on_its_way(), "it may still leave: {events:?}");
        match initiator {
            Initiator::Local => assert!(facts.ours_is_sent(), "{outcome:?} of {events:?}"),
            Initiator::Remote => {
                assert!(closed_or_broke_in_close, "{outcome:?} of {events:?}");
            }
            // What left would have told somebody.
            Initiator::None => {
                assert!(
                    !facts.ours_is_sent() && !closed_or_broke_in_close,
                    "{outcome:?} of {events:?}"
                );
            }
        }
    }
}

fn lost(loss: Loss) -> Outcome {
    match loss {
        Loss::Eof => Outcome::Eof,
        Loss::Reset => Outcome::Reset,
        Loss::Unreachable => Outcome::Unreachable,
        Loss::Io => Outcome::IoError,
    }
}

fn broke(theirs: Option<Event>, broken: BrokenRule) -> bool {
    matches!(theirs, Some(Event::Broke { rule, .. }) if rule == broken)
}

/// One of the results that a call for this action can come to, where nobody has time to wait.
fn result(action: Action, luck: u8) -> Event {
    let results: &[Event] = match action {
        Action::Read => &[
            Event::ReadBlocked,
            Event::Close { answered: true },
            Event::Close { answered: false },
            Event::Broke { rule: BrokenRule::Protocol, in_close: false, answered: false },
            Event::Broke { rule: BrokenRule::Payload, in_close: true, answered: true },
            Event::TransportEnded(Loss::Eof),
            Event::TransportEnded(Loss::Reset),
        ],
        Action::Flush => &[Event::WriteBlocked, Event::Flushed, Event::WriteFailed(Loss::Reset)],
        Action::HandOver => &[
            Event::HandedOver { raw: false },
            Event::HandedOver { raw: true },
            Event::NotTaken,
            Event::WriteFailed(Loss::Io),
        ],
        Action::Shutdown => &[Event::ShutDown, Event::ShutdownBlocked],
        Action::Discard => &[Event::ReadBlocked, Event::Discarded],
        // Nobody reads any more, and nobody waits.
        Action::Deliver | Action::Wait | Action::Done => unreachable!("{action:?}"),
    };
    results[usize::from(luck) % results.len()]
}

fuzz_target!(|story: Story| {
    let config = story.config();
    let mut watched = Watched { facts: Facts::default(), config, events: Vec::new(), ending: None };
    let take = |watched: &mut Watched, event| {
        let had_ended = watched.ending.is_some();
        watched.handle_event(event);
        if let Some(ending) = watched.ending
            && !had_ended
        {
            watched.check_ending(ending);
        }
    };
    for happening in &story.events {
        take(&mut watched, happening.event());
    }

    take(&mut watched, Event::Dropped { panicking: story.panicking, in_task: false });
    let mut luck = story.luck.iter().copied().chain(std::iter::repeat(0));
    for actions in 0.. {
        let action = watched.facts.next_action(&config);
        if action == Action::Done {
            break;
        }
        let events = &watched.events;
        assert_ne!(actions, ACTIONS_AT_MOST, "still not done after {events:?}");
        assert!(
            !matches!(action, Action::Wait | Action::Deliver),
            "{action:?}, with nobody there, after {events:?}"
        );
        take(&mut watched, result(action, luck.next().unwrap_or(0)));
    }
    assert!(watched.ending.is_some(), "no ending of {:?}", watched.events);
});
