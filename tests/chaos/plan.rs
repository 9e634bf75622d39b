//! What happens in each way, and what each allows the report to say.

use std::time::Duration;

use closeframe::{
    Close, CloseCode,
    Initiator::{self, Local, Remote},
    Outcome::{self, *},
    Role,
};
use tungstenite::protocol::CloseFrame;

use crate::{
    broken::{MAX_MESSAGE, broken_close, broken_frame},
    dice::Dice,
    handler::{Act, After, By, Handler, PUSHED, Served},
    peer::End,
    way::Way,
    wire::{close, frame, text},
};

/// Initiator, outcome and code of a report.
pub(crate) type Ending = (Initiator, Outcome, Option<u16>);

/// Longer than any machine keeps a task waiting: where it runs out, something hangs.
const AMPLE: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) way: Way,
    pub(crate) handler: Handler,
    pub(crate) close_timeout: Duration,
    pub(crate) script: Vec<Step>,
    /// What the report may say; nothing, if the connection is never opened.
    pub(crate) endings: Vec<Ending>,
    /// The client leaves nothing unread and lets the server go first: it must see an end with FIN,
    /// and the close frame that the report has.
    pub(crate) tidy: bool,
    /// The code that a client must have been told.
    pub(crate) told: Option<u16>,
    /// The server may do what is not its turn.
    pub(crate) surprises: bool,
}

/// What the client does.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    ShakeHands,
    ShakeHandsHalf,
    Talk(usize),
    Send(Vec<u8>),
    Close(Vec<u8>, Option<u16>),
    /// In one piece, which arrives at once; with the code if it holds a close.
    SendWhole(Vec<u8>, Option<u16>),
    Answer,
    ReadToClose,
    ReadMessages(usize),
    ReadToEnd,
    ShutDown,
    Leave(End),
    Pause(Duration),
    /// Lets the server's task come to its end first.
    AwaitServer,
    /// Somebody else on the server closes the connection.
    Ask(Close),
    /// Somebody else on the server aborts the task.
    Abort,
}

impl Plan {
    fn new(way: Way, dice: &mut Dice) -> Self {
        let handler = Handler {
            echoes: dice.below(3),
            act: Act::Echo,
            reads_on: dice.one_in(2),
            // The least takes one message, and the sockets more than that.
            max_write_buffer: dice.pick(&[None, Some(24 * 1024), Some(2 * MAX_MESSAGE)]),
            after: dice.pick(&[After::ReadOn, After::LetGo, After::Close, After::Serve]),
            spends_budget: dice.one_in(3),
        };
        Self {
            way,
            handler,
            close_timeout: AMPLE,
            script: Vec::new(),
            endings: Vec::new(),
            tidy: false,
            told: None,
            surprises: false,
        }
    }

    fn act(mut self, act: Act) -> Self {
        self.handler.act = act;
        self
    }

    /// The handler closes, with what is to go over the wire.
    fn closes(self, dice: &mut Dice, frame: Option<CloseFrame>) -> Self {
        self.act(server_close(dice, frame))
    }

    /// What the client does after the handshake and the messages that the handler echoes first.
    fn steps(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.script = vec![Step::ShakeHands, Step::Talk(self.handler.echoes)];
        self.script.extend(steps);
        self
    }

    fn then(mut self, steps: impl IntoIterator<Item = Step>) -> Self {
        self.script.extend(steps);
        self
    }

    fn ends(mut self, initiator: Initiator, outcomes: &[Outcome], code: Option<u16>) -> Self {
        self.endings.extend(outcomes.iter().map(|outcome| (initiator, *outcome, code)));
        self
    }

    fn abnormal(self, outcomes: &[Outcome]) -> Self {
        self.ends(Initiator::None, outcomes, Some(1006))
    }

    fn tidy(mut self) -> Self {
        self.tidy = true;
        self
    }

    fn told(mut self, code: impl Into<Option<u16>>) -> Self {
        self.told = code.into();
        self.tidy()
    }

    fn surprises(mut self) -> Self {
        self.surprises = true;
        self
    }

    fn hurried(mut self, dice: &mut Dice) -> Self {
        self.close_timeout = Duration::from_millis(50 + dice.below(250) as u64);
        self
    }

    /// A monitor that drains may close first, whatever else was to be.
    pub(crate) fn while_draining(self) -> Self {
        let left = [Clean, Unanswered, Abandoned, Timeout, ProtocolError, InvalidPayload, TooBig];
        // Behind what nobody reads, its close does not leave.
        let mut plan = self.ends(Local, &left, Some(1001)).abnormal(&[Timeout, Abandoned]);
        plan.surprises = true;
        plan.tidy = false;
        plan.told = None;
        plan
    }
}

/// The table: what handler and client do in each way, and which endings that allows.
pub(crate) fn plan(way: Way, dice: &mut Dice) -> Plan {
    let plan = Plan::new(way, dice);
    let (ours, frame_of_ours) = own_close(dice);
    let (theirs, close_of_theirs) = client_close(dice);
    let close_of_theirs = || Step::Close(close_of_theirs.clone(), Some(theirs));
    let (ours, theirs) = (Some(ours), Some(theirs));
    let either = dice.pick(&[End::Fin, End::Reset]);
    let reading = dice.pick(&[Act::Echo, Act::EchoByHalves, Act::BreakOnClose]);
    let pause = Step::Pause(Duration::from_millis(dice.below(30) as u64));
    use Step::*;
    match way {
        Way::ClientCloses => plan
            .act(reading)
            .steps([close_of_theirs(), ReadToEnd])
            .ends(Remote, &[Clean], theirs)
            .tidy(),
        Way::ClientClosesAndLeaves => plan
            .act(reading)
            .steps([close_of_theirs(), Leave(either)])
            .ends(Remote, &[Clean, NotAwaited], theirs),
        Way::ClientClosesAndShutsDown => plan
            .act(reading)
            .steps([close_of_theirs(), ShutDown, ReadToEnd])
            .ends(Remote, &[Clean], theirs)
            .tidy(),
        Way::ServerCloses => {
            let answer = dice.pick(&[Answer, close_of_theirs()]);
            plan.closes(dice, frame_of_ours)
                .steps([ReadToClose, answer, ReadToEnd])
                .ends(Local, &[Clean], ours)
                .tidy()
        }
        Way::ServerRepairsItsClose => {
            let (asked, repaired) =
                dice.pick(&[(1005, 1005), (1006, 1011), (999, 1011), (1015, 1011), (5000, 1011)]);
            let reason = "é".repeat(dice.pick(&[0, 30, 62, 200]));
            let frame = CloseFrame { code: asked.into(), reason: reason.into() };
            let by = dice.pick(&[By::Method, By::Message, By::Half]);
            plan.act(Act::Close(by, Some(frame)))
                .steps([ReadToClose, Answer, ReadToEnd])
                .ends(Local, &[Clean], Some(repaired))
                .told(repaired)
        }
        Way::ServerClosesClientAnswersAndLeaves => plan
            .closes(dice, frame_of_ours)
            .steps([ReadToClose, Answer, Leave(either)])
            .ends(Local, &[Clean], ours),
        Way::ServerClosesClientLeaves => plan
            .closes(dice, frame_of_ours)
            .steps([ReadToClose, Leave(either)])
            .ends(Local, &[Unanswered], ours),
        Way::ServerClosesClientIsSilent => {
            let mut steps = vec![ReadToClose];
            for _ in 0..dice.below(4) {
                steps.extend([Send(text(Role::Client, "still here")), pause.clone()]);
            }
            steps.push(ReadToEnd);
            plan.closes(dice, frame_of_ours).hurried(dice).steps(steps).ends(
                Local,
                &[Timeout],
                ours,
            )
        }
        Way::ServerClosesAndGoes => plan
            .act(Act::CloseAndGo(frame_of_ours))
            .steps([ReadToClose, Answer, ReadToEnd])
            // Clean if the answer is in by the time the handler lets go.
            .ends(Local, &[Abandoned, Clean], ours),
        Way::BothClose => {
            let plan = plan.ends(Local, &[Clean], ours).ends(Remote, &[Clean], theirs).tidy();
            if dice.one_in(2) {
                let ask = Ask(asked_close(&frame_of_ours));
                let both = if dice.one_in(2) {
                    [ask, close_of_theirs()]
                } else {
                    [close_of_theirs(), ask]
                };
                plan.act(reading).steps(both.into_iter().chain([ReadToEnd]))
            } else {
                plan.closes(dice, frame_of_ours).steps([close_of_theirs(), ReadToEnd])
            }
        }
        Way::Reset => plan.act(reading).steps([Leave(End::Reset)]).abnormal(&[Outcome::Reset]),
        Way::Fin => plan.act(reading).steps([Leave(End::Fin)]).abnormal(&[Eof]),
        Way::HalfClose => plan.act(reading).steps([ShutDown, ReadToEnd]).abnormal(&[Eof]).tidy(),
        Way::CutInHeader | Way::CutInClose => {
            let (bytes, most) = match way {
                // First byte, length, extended length, mask: 14 bytes.
                Way::CutInHeader => (frame(Role::Client, 0x82, &[0; 0x1_0000]), 13),
                _ => (close(Role::Client, 4321, &[b'?'; 20]), 27),
            };
            let cut = Send(bytes[..1 + dice.below(most)].to_vec());
            match dice.below(3) {
                0 => plan.act(reading).steps([cut, Leave(End::Reset)]).abnormal(&[Outcome::Reset]),
                1 => plan.act(reading).steps([cut, Leave(End::Fin)]).abnormal(&[Eof]),
                _ => plan.act(reading).steps([cut, ShutDown, ReadToEnd]).abnormal(&[Eof]).tidy(),
            }
        }
        Way::SlowReaderCloses => plan
            .act(Act::Push)
            .steps([pause, ReadMessages(PUSHED), close_of_theirs(), ReadToEnd])
            .ends(Remote, &[Clean], theirs)
            .tidy(),
        Way::SlowReaderClosesUnread => plan
            .act(Act::Push)
            .steps([close_of_theirs(), pause, ReadToEnd])
            .ends(Remote, &[Clean], theirs)
            .tidy(),
        Way::SlowReaderResets => {
            plan.act(Act::Push).steps([pause, Leave(End::Reset)]).abnormal(&[Outcome::Reset])
        }
        Way::SlowReaderClosesUnreadAndResets => plan
            .act(Act::Push)
            .steps([close_of_theirs(), pause, Leave(either)])
            // A writer that is told of the close, and leaves, answers before the reset.
            .ends(Remote, &[NotAwaited, Clean], theirs),
        // Behind what nobody reads, the close never leaves; if it is asked for in time, it does.
        Way::SlowReaderIsClosed => plan
            .act(Act::Push)
            .hurried(dice)
            .steps([pause, Ask(asked_close(&frame_of_ours)), AwaitServer, ReadToEnd])
            .ends(Local, &[Timeout], ours)
            .abnormal(&[Timeout]),
        // It takes nothing and then everything.
        Way::SlowReaderIsClosedAndReads => {
            let times = dice.below(PUSHED);
            plan.act(Act::PushOn)
                .steps([ReadMessages(times), pause, Ask(asked_close(&frame_of_ours))])
                .then([ReadToClose, Answer, ReadToEnd])
                .ends(Local, &[Clean], ours)
                .told(ours)
        }
        Way::PusherIsClosed => {
            let times = dice.below(PUSHED);
            plan.act(Act::PushOn)
                .steps([ReadMessages(times), Ask(asked_close(&frame_of_ours))])
                .then([ReadToClose, Answer, ReadToEnd])
                .ends(Local, &[Clean], ours)
                .told(ours)
        }
        // Its writes fail, and nothing says more than that.
        Way::PusherIsReset => {
            let times = dice.below(4);
            plan.act(Act::PushOn)
                .steps([ReadMessages(times), Leave(either)])
                .abnormal(&[Outcome::Reset, Eof])
        }
        // Its writes fail, and a close says more than that.
        Way::PusherIsLeft => {
            let times = dice.below(4);
            let plan = plan
                .act(Act::PushOn)
                .steps([ReadMessages(times), close_of_theirs(), Leave(either)])
                .ends(Remote, &[NotAwaited, Clean], theirs);
            // The runtime may not have noticed yet that there is something to read.
            let lets_go = plan.handler.after == After::LetGo;
            if lets_go { plan.abnormal(&[Outcome::Reset]) } else { plan }
        }
        Way::SlowReaderIsDropped => plan
            .act(Act::Push)
            .steps([pause, Abort, ReadToEnd])
            .ends(Local, &[Dropped], Some(1001))
            .abnormal(&[Dropped]),
        Way::Returns => {
            plan.act(Act::Return).steps([ReadToEnd]).ends(Local, &[Dropped], Some(1001)).told(1001)
        }
        Way::Panics => {
            plan.act(Act::Panic).steps([ReadToEnd]).ends(Local, &[Panicked], Some(1011)).told(1011)
        }
        Way::Aborted => {
            let act = dice.pick(&[Act::Echo, Act::BreakOnClose]);
            plan.act(act)
                .steps([pause, Abort, ReadToEnd])
                .ends(Local, &[Dropped], Some(1001))
                .told(1001)
        }
        Way::AbortedAnywhere => plan
            .act(reading)
            .steps([close_of_theirs(), Abort, ReadToEnd])
            .ends(Local, &[Dropped], Some(1001))
            .ends(Remote, &[Clean], theirs)
            .surprises(),
        Way::HalvesDropped => plan
            .act(Act::DropHalves { sink_first: dice.one_in(2) })
            .steps([ReadToEnd])
            .ends(Local, &[Dropped], Some(1001))
            .told(1001),
        // Nagle holds what was written last, and a text lies unread.
        Way::LetGoUnread => {
            let writes = dice.below(3);
            let unread = text(Role::Client, &"unread".repeat(1 + dice.below(500)));
            plan.act(Act::LetGoUnread { writes })
                .steps([SendWhole(unread, None), ReadToEnd])
                .ends(Local, &[Dropped], Some(1001))
                .told(1001)
        }
        // The same with a close, which is the ending.
        Way::LetGoWithACloseUnread => {
            let writes = dice.below(3);
            let Step::Close(unread, _) = close_of_theirs() else { unreachable!("it is one") };
            plan.act(Act::LetGoUnread { writes })
                .steps([SendWhole(unread, theirs), ReadToEnd])
                .ends(Remote, &[Clean], theirs)
                .tidy()
        }
        Way::Served => {
            let end = dice.pick(&[Served::Ok, Served::Err, Served::Panic]);
            let code = if end == Served::Ok { 1000 } else { 1011 };
            plan.act(Act::Serve(end))
                .steps([ReadToClose, Answer, ReadToEnd])
                .ends(Local, &[Clean], Some(code))
                .told(code)
        }
        Way::BrokenClose => {
            let broken = broken_close(dice);
            let plan = plan
                .act(reading)
                .steps([Close(broken.bytes, broken.code), ReadToEnd])
                .ends(Remote, &[broken.outcome], broken.code)
                .told(broken.told);
            if broken.by_header { plan.ends(Remote, &[broken.outcome], None) } else { plan }
        }
        Way::BrokenAnswer => {
            let broken = broken_close(dice);
            plan.closes(dice, frame_of_ours)
                .steps([ReadToClose, Close(broken.bytes, broken.code), ReadToEnd])
                .ends(Local, &[broken.outcome], ours)
                .tidy()
        }
        Way::BrokenFrame => {
            let broken = broken_frame(dice);
            let more = Send(text(Role::Client, &"more".repeat(dice.below(500))));
            plan.act(reading)
                .steps([Send(broken.bytes), more, ReadToEnd])
                .ends(Local, &[broken.outcome], Some(broken.told))
                .told(broken.told)
        }
        Way::BrokenFrameAndLeaves => {
            let broken = broken_frame(dice);
            plan.act(reading)
                .steps([Send(broken.bytes), Leave(either)])
                .ends(Local, &[broken.outcome], Some(broken.told))
                .abnormal(&[broken.outcome])
        }
        Way::NoHandshake => {
            let mut plan = plan.steps([]);
            plan.script = vec![ShakeHandsHalf, Leave(either)];
            plan
        }
        Way::Drained => plan
            .act(dice.pick(&[Act::Echo, Act::EchoByHalves]))
            .steps([ReadToClose, Answer, ReadToEnd])
            .ends(Local, &[Clean], Some(1001))
            .surprises(),
        Way::DrainedInSilence => plan
            .act(dice.pick(&[Act::Echo, Act::EchoByHalves]))
            .hurried(dice)
            .steps([ReadToClose, ReadToEnd])
            .ends(Local, &[Timeout], Some(1001))
            .surprises(),
        Way::PusherIsDrained => plan
            .act(Act::PushOn)
            .steps([ReadToClose, Answer, ReadToEnd])
            .ends(Local, &[Clean], Some(1001))
            .surprises(),
        Way::DrainedAndLeaves => plan
            .steps([ReadToClose, Leave(either)])
            .ends(Local, &[Unanswered], Some(1001))
            .surprises(),
    }
}

const LEGAL: [u16; 16] = [
    1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999,
];

/// A legal close of the handler, and the code that it has on the wire.
fn own_close(dice: &mut Dice) -> (u16, Option<CloseFrame>) {
    if dice.one_in(6) {
        return (1005, None);
    }
    let code = dice.pick(&LEGAL);
    let reason = "é".repeat(dice.pick(&[0, 1, 61]));
    (code, Some(CloseFrame { code: code.into(), reason: reason.into() }))
}

fn server_close(dice: &mut Dice, frame: Option<CloseFrame>) -> Act {
    let by = dice.pick(&[By::Method, By::Message, By::Sink, By::Half, By::Handle]);
    let is_normal = frame.as_ref().is_some_and(|frame| u16::from(frame.code) == 1000);
    // `SinkExt::close` says 1000 and nothing else.
    let by = if by == By::Sink && !is_normal { By::Handle } else { by };
    Act::Close(by, frame)
}

fn asked_close(frame: &Option<CloseFrame>) -> Close {
    frame.clone().map_or(Close::empty(), |frame| {
        Close::new(CloseCode::from(u16::from(frame.code)), frame.reason).expect("a legal close")
    })
}

/// A legal close of the client, as code and bytes.
fn client_close(dice: &mut Dice) -> (u16, Vec<u8>) {
    if dice.one_in(6) {
        return (1005, frame(Role::Client, 0x88, b""));
    }
    let code = dice.pick(&LEGAL);
    (code, close(Role::Client, code, &vec![b'!'; dice.pick(&[0, 1, 123])]))
}
