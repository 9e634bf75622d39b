//! One connection: feeds the protocol with what a driver meets, keeps what is only told, and turns the
//! ending into the one report. Codes, reasons, violations and times are here, since the report tells
//! them and the protocol does not need them. No io is done here, and nobody is woken.

mod begun;
mod ending;
mod handshake;
mod round_trip;
mod told;

use std::{sync::Arc, time::Instant};

use self::begun::Begun;
pub(crate) use self::{
    handshake::{Handshake, SentClose, WireInfo},
    round_trip::RoundTrip,
};
use crate::{
    Close, CloseHandle, CloseMonitor, CloseReport, Direction, Policy, Reply, Role,
    SendWhileClosing, Source, Violation,
    monitor::handle::Control,
    monitor::registry::Key,
    observe::Opened,
    protocol::{Action, Cause, Config, Event, Facts, LINGER, MAX_PENDING_PONGS, Sends},
    quirks::Fault,
};

/// In [`Connection::input`].
const SINCE_IDLE: u8 = 1;
const SINCE_ASKED: u8 = 2;
const SINCE_PEEKED: u8 = 4;
pub(crate) const INPUT: u8 = SINCE_IDLE | SINCE_ASKED | SINCE_PEEKED;

/// The part of every wrapper that is the same: created when a socket is wrapped, and dropped with
/// it, whatever happens. Its `Drop` is why no connection ends without a report.
#[derive(Debug)]
pub(crate) struct Connection {
    monitor: CloseMonitor,
    source: Source,
    /// Our side is a server behind us.
    spliced: bool,
    /// The client has offered an extension that was not agreed on.
    offer_lacks_answer: bool,
    clock: fn() -> Instant,
    opened: Instant,
    facts: Facts,
    config: Config,
    /// Whether something came in, since the socket was last seen idle, since its keepalive last asked and
    /// since a writer peeked: one store, of [`INPUT`], tells all.
    pub(crate) input: u8,
    idle_since: Instant,
    /// Whether something went out since then.
    sent_since_idle: bool,
    /// Most of the time there is none.
    begun: Option<Begun>,
    violation: Option<(Direction, Violation)>,
    /// Between the last ping of the keepalive's that was answered, and the answer.
    round_trip: Option<RoundTrip>,
    /// Pings that came in and whose pongs have not been flushed.
    pending_pongs: u16,
    control: Arc<Control>,
    key: Key,
    /// Once the connection has ended.
    report: Option<Arc<CloseReport>>,
    /// All of this has moved into a task that finishes it.
    moved: bool,
}

impl Connection {
    /// `is_async`: when the socket is dropped, io can still be tried without waiting.
    pub(crate) fn open(
        monitor: &CloseMonitor,
        role: Role,
        source: Source,
        clock: fn() -> Instant,
        is_async: bool,
    ) -> Self {
        let endpoint = monitor.current_endpoint();
        let event = Opened { role, endpoint, catalog: monitor.catalog() };
        monitor.observers().each(|observer| observer.on_open(&event));
        let control = Arc::new(Control::of(endpoint));
        let key = monitor.registry().insert(&control, role, clock);
        let opened = clock();
        let policy = monitor.policy();
        let config = Config {
            role,
            fail_connection: policy.fail_connection(),
            reply_by_application: policy.reply() == Reply::ByApplication,
            close_on_drop: policy.close_on_drop().is_some() && is_async,
            sends_wait: policy.send_while_closing() == SendWhileClosing::Wait,
        };
        Self {
            monitor: monitor.for_connection(),
            source,
            spliced: false,
            offer_lacks_answer: false,
            clock,
            opened,
            facts: Facts::default(),
            config,
            input: 0,
            round_trip: None,
            idle_since: opened,
            // Nobody tells what an application sends through a library that is not wrapped.
            sent_since_idle: source == Source::Application,
            begun: None,
            violation: None,
            pending_pongs: 0,
            control,
            key,
            report: None,
            moved: false,
        }
    }

    #[cfg(feature = "tokio")]
    pub(crate) fn note_offer(&mut self, lacks_answer: bool) {
        self.offer_lacks_answer = lacks_answer;
    }

    pub(crate) fn policy(&self) -> &Policy {
        self.monitor.policy()
    }

    pub(crate) fn role(&self) -> Role {
        self.config.role
    }

    pub(crate) fn control(&self) -> &Arc<Control> {
        &self.control
    }

    /// Has the connection found by this tag, unless it has ended: its place may be another's by then.
    pub(crate) fn tag(&self, tag: &str) {
        if self.report.is_none() && !self.moved {
            self.monitor.registry().tag(self.key, tag);
        }
    }

    pub(crate) fn close_handle(&self) -> CloseHandle {
        CloseHandle::new(Arc::clone(&self.control))
    }

    pub(crate) fn report(&self) -> Option<&CloseReport> {
        self.report.as_deref()
    }

    #[inline]
    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    /// What the driver is to do next.
    #[inline]
    pub(crate) fn next_action(&self) -> Action {
        self.facts.next_action(&self.config)
    }

    /// What becomes of a message that is sent now.
    #[inline]
    pub(crate) fn sends(&self) -> Sends {
        self.facts.sends(&self.config)
    }

    pub(crate) fn now(&self) -> Instant {
        (self.clock)()
    }

    /// Whether a task has taken all of this, and is to report.
    pub(crate) fn is_moved(&self) -> bool {
        self.moved
    }

    /// Until when there is time to wait.
    pub(crate) fn wait_until(&self) -> Option<Instant> {
        if let Some(report) = &self.report {
            return report.ended_at.checked_add(LINGER);
        }
        let Handshake { closing_since, deadline, .. } = self.handshake()?;
        let timeout = closing_since.as_ref()?.checked_add(self.policy().close_timeout());
        [timeout, *deadline].into_iter().flatten().min()
    }

    /// Whether that time is over.
    pub(crate) fn is_overdue(&self) -> bool {
        self.wait_until().is_some_and(|until| (self.clock)() >= until)
    }

    /// There may be more in tungstenite's buffer: something came in, and no end of it was seen.
    #[cfg(feature = "tokio")]
    pub(crate) fn has_input(&self) -> bool {
        self.input & SINCE_IDLE != 0
    }

    /// Whether something came in since a writer last asked so.
    #[cfg(feature = "tokio")]
    pub(crate) fn take_input_since_peek(&mut self) -> bool {
        let came_in = self.input & SINCE_PEEKED != 0;
        self.input &= !SINCE_PEEKED;
        came_in
    }

    /// Something came in. No clock is asked: that would cost each message.
    #[inline]
    pub(crate) fn note_input(&mut self) {
        self.input = INPUT;
    }

    /// The same, where it may have come after the first close frame.
    #[inline]
    pub(crate) fn note_use(&mut self) {
        if self.begun.is_none() {
            self.note_input();
        }
    }

    /// Something goes out. No clock is asked here either.
    #[inline]
    pub(crate) fn note_output(&mut self) {
        self.sent_since_idle = true;
    }

    /// Nothing more is in: if something was, now is when the connection fell idle. What comes in
    /// after the first close frame is no sign of use.
    #[inline]
    pub(crate) fn note_idle(&mut self) {
        if self.input & SINCE_IDLE != 0 && self.begun.is_none() {
            self.input &= !SINCE_IDLE;
            self.sent_since_idle = self.source == Source::Application;
            self.idle_since = (self.clock)();
        }
    }

    /// When something came in last, as far as a reader has taken it in: `now` if it did since this was
    /// last asked, and nobody has found the socket idle since.
    pub(crate) fn last_input(&mut self, now: Instant) -> Instant {
        let came_in = self.input & (SINCE_IDLE | SINCE_ASKED) == SINCE_IDLE | SINCE_ASKED;
        self.input &= !SINCE_ASKED;
        if came_in { now } else { self.idle_since }
    }

    /// A pong answers a ping of the keepalive's that went then. Returns the time.
    pub(crate) fn note_round_trip(&mut self, pinged: Instant) -> Instant {
        let now = (self.clock)();
        self.round_trip = Some(RoundTrip::new(now.saturating_duration_since(pinged)));
        now
    }

    /// What a peer is sent that showed no sign of life.
    pub(crate) fn close_for_silence(&self) -> Close {
        let code = self.monitor.catalog().missing_pong();
        Close::new(code, "ping timeout").expect("a code of 3000-4999 may be sent")
    }

    /// The peer is given up.
    pub(crate) fn give_up(&mut self, cause: Cause) {
        self.begin_handshake();
        self.handle_event(Event::GivenUp(cause));
    }

    /// An event that carries nothing to be told.
    #[inline]
    pub(crate) fn handle_event(&mut self, event: Event) {
        if let Some(ending) = self.facts.handle_event(event, &self.config) {
            self.report_ending(ending);
        }
    }

    /// A drain asks that all be over by then. `closes`: it, or a handle, has asked for the close, too.
    pub(crate) fn set_deadline(&mut self, deadline: Option<Instant>, closes: bool) {
        let is_drain = closes && deadline.is_some() && self.facts.was_requested_by_handle();
        if let Some(begun) = &mut self.begun {
            let handshake = begun.handshake_mut();
            handshake.deadline = deadline;
            handshake.drained |= is_drain;
        }
    }

    /// All that was handed over has left.
    #[inline]
    pub(crate) fn flushed(&mut self) {
        self.pending_pongs = 0;
        self.handle_event(Event::Flushed);
    }

    /// Writing failed.
    pub(crate) fn write_failed(&mut self, fault: Fault) {
        self.pending_pongs = 0;
        if !self.facts.has_ended() {
            self.begin_timeout().write_fault.get_or_insert(fault);
        }
        self.handle_event(Event::WriteFailed(fault.loss()));
    }

    /// A message came in that is no close.
    pub(crate) fn received_message(&mut self, is_ping: bool) {
        self.note_use();
        let pong = is_ping && self.facts.answers_pings();
        self.pending_pongs = self.pending_pongs.saturating_add(pong.into());
        self.handle_event(Event::Message {
            pong,
            too_many: self.pending_pongs >= MAX_PENDING_PONGS,
        });
    }

    fn begin_handshake(&mut self) -> &mut Handshake {
        let now = (self.clock)();
        self.control.note_closing();
        let handshake = self.handshake_mut();
        if handshake.first_close.is_none() {
            handshake.closing_since.get_or_insert(now);
            handshake.first_close = Some(now);
        }
        handshake
    }

    /// From now on the time of a close handshake runs.
    pub(crate) fn begin_timeout(&mut self) -> &mut Handshake {
        let clock = self.clock;
        let handshake = self.handshake_mut();
        handshake.closing_since.get_or_insert_with(clock);
        handshake
    }

    /// It runs no more, if nobody has closed, and nothing has failed.
    pub(crate) fn end_timeout(&mut self) {
        if self.facts.is_open() && !self.facts.write_has_failed() {
            self.begun = None;
        }
    }

    /// The closing handshake, if there is one that has not come to the end.
    fn handshake(&self) -> Option<&Handshake> {
        self.begun.as_ref().map(Begun::handshake)
    }

    /// The same, begun if it was not.
    fn handshake_mut(&mut self) -> &mut Handshake {
        let begun = self.begun.take().unwrap_or_else(|| Begun::of(self));
        self.begun.insert(begun).handshake_mut()
    }
}
