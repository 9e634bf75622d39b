//! Every outcome that can be told.

use std::io::ErrorKind;

use closeframe::{
    Close, CloseCode, Direction, ErrorType, Initiator, Outcome, Policy, Role, Source, Violation,
};

use super::{NORMAL, Records, Tell, tell};

struct Case {
    tells: &'static [Tell],
    outcome: Outcome,
    initiator: Initiator,
    code: Option<u16>,
    error_type: Option<ErrorType>,
    violation: Option<(Direction, Violation)>,
}

const fn case(
    tells: &'static [Tell],
    outcome: Outcome,
    initiator: Initiator,
    code: Option<u16>,
) -> Case {
    Case { tells, outcome, initiator, code, error_type: None, violation: None }
}

impl Case {
    const fn error(mut self, error_type: ErrorType) -> Self {
        self.error_type = Some(error_type);
        self
    }

    const fn received(mut self, violation: Violation) -> Self {
        self.violation = Some((Direction::Received, violation));
        self
    }

    const fn sent(mut self, violation: Violation) -> Self {
        self.violation = Some((Direction::Sent, violation));
        self
    }
}

const AWAY: &[u8] = b"\x03\xE9bye";
const PROTOCOL_ERROR: &[u8] = b"\x03\xEA";
/// A literal 1006.
const NEVER: &[u8] = b"\x03\xEE";
const BAD_UTF8: &[u8] = b"\x03\xE8\xFF";
const TOO_LONG: &[u8; 126] = &{
    let mut payload = [b'a'; 126];
    (payload[0], payload[1]) = (3, 0xE8);
    payload
};

#[rustfmt::skip]
const CASES: &[Case] = {
    use ErrorKind as Kind;
    use Initiator::{Local, None as Nobody, Remote};
    use Outcome as O;
    use Tell::{Ask, Drop, Failed, Fin, Io, Message, Os, OtherError, Panic, Received, Sent, Take, Wait};
    &[
        case(&[Received(AWAY), Sent(b"\x03\xE9")], O::Clean, Remote, Some(1001)),
        case(&[Received(b""), Sent(b"")], O::Clean, Remote, Some(1005)),
        case(&[Sent(AWAY), Received(b"\x03\xE9")], O::Clean, Local, Some(1001)),
        case(&[Sent(b""), Received(b"")], O::Clean, Local, Some(1005)),
        case(&[Message, Ask, Take, Sent(NORMAL), Received(NORMAL)], O::Clean, Local, Some(1000)),
        // The request was overtaken.
        case(&[Ask, Take, Received(AWAY), Sent(AWAY)], O::Clean, Remote, Some(1001)),
        case(&[Sent(b"\x03\xF6"), Received(PROTOCOL_ERROR)], O::Clean, Local, Some(1014)).sent(Violation::Rejected),
        // Ours is illegal.
        case(&[Sent(NEVER), Received(NORMAL)], O::Clean, Local, Some(1006)).sent(Violation::InvalidCode),
        case(&[Sent(b"\x03"), Received(NORMAL)], O::Clean, Local, None).sent(Violation::TruncatedCode),
        case(&[Sent(TOO_LONG), Received(NORMAL)], O::Clean, Local, Some(1000)).sent(Violation::ReasonTooLong),
        case(&[Received(NORMAL), Sent(NEVER)], O::Clean, Remote, Some(1000)).sent(Violation::InvalidCode),

        case(&[Received(AWAY), Fin], O::NotAwaited, Remote, Some(1001)).error(ErrorType::Eof),
        case(&[Received(AWAY), Io(Kind::BrokenPipe)], O::NotAwaited, Remote, Some(1001)).error(ErrorType::BrokenPipe),
        case(&[Sent(AWAY), Fin], O::Unanswered, Local, Some(1001)).error(ErrorType::Eof),
        case(&[Sent(AWAY), Io(Kind::ConnectionReset)], O::Unanswered, Local, Some(1001)).error(ErrorType::ConnectionReset),
        case(&[Sent(AWAY), Drop], O::Abandoned, Local, Some(1001)),
        case(&[Received(AWAY), Drop], O::Abandoned, Remote, Some(1001)),
        case(&[Received(AWAY), Panic], O::Abandoned, Remote, Some(1001)),
        // Somebody asked, and the application let go instead.
        case(&[Ask, Drop], O::Abandoned, Nobody, Some(1006)),
        case(&[Sent(AWAY), Wait(10), Received(AWAY)], O::Timeout, Local, Some(1001)).error(ErrorType::TimedOut),
        case(&[Sent(AWAY), Wait(10), Drop], O::Timeout, Local, Some(1001)).error(ErrorType::TimedOut),
        case(&[Received(AWAY), Wait(10), Take], O::Timeout, Remote, Some(1001)).error(ErrorType::TimedOut),
        case(&[Ask, Take, Wait(10), Sent(NORMAL)], O::Timeout, Nobody, Some(1006)).error(ErrorType::TimedOut),

        case(&[Fin], O::Eof, Nobody, Some(1006)).error(ErrorType::Eof),
        case(&[Io(Kind::UnexpectedEof)], O::Eof, Nobody, Some(1006)).error(ErrorType::Eof),
        case(&[Ask, Take, Fin], O::Eof, Nobody, Some(1006)).error(ErrorType::Eof),
        case(&[Io(Kind::ConnectionReset)], O::Reset, Nobody, Some(1006)).error(ErrorType::ConnectionReset),
        case(&[Io(Kind::ConnectionAborted)], O::Reset, Nobody, Some(1006)).error(ErrorType::ConnectionAborted),
        case(&[Io(Kind::HostUnreachable)], O::Unreachable, Nobody, Some(1006)).error(ErrorType::HostUnreachable),
        case(&[Os(TIMED_OUT)], O::Unreachable, Nobody, Some(1006)).error(ErrorType::ConnectionTimedOut),
        case(&[Io(Kind::TimedOut)], O::IoError, Nobody, Some(1006)).error(ErrorType::TimedOut),
        case(&[Io(Kind::WouldBlock)], O::IoError, Nobody, Some(1006)).error(ErrorType::Io),
        case(&[Io(Kind::InvalidData)], O::IoError, Nobody, Some(1006)).error(ErrorType::Io),
        case(&[OtherError], O::IoError, Nobody, Some(1006)).error(ErrorType::Other),

        // An illegal close of the peer's, answered or not.
        case(&[Received(NEVER), Sent(PROTOCOL_ERROR)], O::ProtocolError, Remote, Some(1006)).error(ErrorType::InvalidCloseCode).received(Violation::InvalidCode),
        case(&[Received(NEVER), Fin], O::ProtocolError, Remote, Some(1006)).error(ErrorType::InvalidCloseCode).received(Violation::InvalidCode),
        case(&[Received(b"\x03\xED"), Drop], O::ProtocolError, Remote, Some(1005)).error(ErrorType::InvalidCloseCode).received(Violation::InvalidCode),
        case(&[Received(b"\x03"), Drop], O::ProtocolError, Remote, None).error(ErrorType::TruncatedCloseCode).received(Violation::TruncatedCode),
        case(&[Received(BAD_UTF8), Sent(b"\x03\xEF")], O::InvalidPayload, Remote, Some(1000)).error(ErrorType::InvalidUtf8).received(Violation::InvalidUtf8),
        case(&[Received(TOO_LONG), Drop], O::ProtocolError, Remote, Some(1000)).error(ErrorType::ControlFrameTooBig).received(Violation::TooLong),
        case(&[Sent(AWAY), Received(NEVER)], O::ProtocolError, Local, Some(1001)).error(ErrorType::InvalidCloseCode).received(Violation::InvalidCode),
        // What is no close.
        case(&[Failed(1002), Sent(PROTOCOL_ERROR)], O::ProtocolError, Local, Some(1002)).error(ErrorType::Other),
        case(&[Failed(1002), Fin], O::ProtocolError, Nobody, Some(1006)).error(ErrorType::Other),
        case(&[Failed(1007), Drop], O::InvalidPayload, Nobody, Some(1006)).error(ErrorType::InvalidUtf8),
        case(&[Failed(1009), Sent(b"\x03\xF1")], O::TooBig, Local, Some(1009)).error(ErrorType::MessageTooBig),
        case(&[Sent(AWAY), Failed(1009)], O::TooBig, Local, Some(1001)).error(ErrorType::MessageTooBig),

        case(&[], O::Dropped, Nobody, Some(1006)),
        case(&[Message, Drop], O::Dropped, Nobody, Some(1006)),
        case(&[Panic], O::Panicked, Nobody, Some(1006)),

        // Whatever is told after the end, or twice.
        case(&[Fin, Received(NEVER), Sent(NEVER), Failed(1009), Ask, Take, Io(Kind::ConnectionReset), Panic], O::Eof, Nobody, Some(1006)).error(ErrorType::Eof),
        case(&[Received(AWAY), Received(NEVER), Failed(1002), Sent(AWAY), Sent(NEVER), Wait(60), Fin], O::Clean, Remote, Some(1001)),
        case(&[Sent(AWAY), Sent(NEVER), Ask, Received(AWAY)], O::Clean, Local, Some(1001)),
    ]
};

const TIMED_OUT: i32 = if cfg!(target_os = "linux") {
    110
} else if cfg!(windows) {
    10060
} else {
    60
};

#[tokio::test(start_paused = true)]
async fn each_telling_has_its_ending_in_both_roles() {
    for role in [Role::Server, Role::Client] {
        for case in CASES {
            let waits = case.tells.iter().any(|tell| matches!(tell, Tell::Wait(_)));
            if waits && cfg!(not(feature = "tokio")) {
                // The clock is the system's then, and cannot be moved.
                continue;
            }
            let records = Records::default();
            let monitor = records.monitor();
            tell(&monitor, role, case.tells).await;

            let tells = case.tells;
            let reports = records.reports();
            let [report] = &reports[..] else { panic!("{tells:?}: {} reports", reports.len()) };
            let told = (report.outcome(), report.initiator(), report.code());
            let wanted = (case.outcome, case.initiator, case.code.map(CloseCode::new));
            assert_eq!(told, wanted, "{tells:?}: {report}");
            assert_eq!(report.error_type(), case.error_type, "{tells:?}: {report}");
            assert_eq!(report.violation(), case.violation, "{tells:?}: {report}");
            // An illegal answer to ours rejects it besides.
            let rejected = (case.outcome, case.initiator)
                == (Outcome::ProtocolError, Initiator::Local)
                && case.error_type == Some(ErrorType::InvalidCloseCode);
            let rejection = rejected.then_some((Direction::Sent, Violation::Rejected));
            let violations = Vec::from_iter(case.violation.into_iter().chain(rejection));
            assert_eq!(records.violations(), violations, "{tells:?}");
            assert_eq!((report.role(), report.source()), (role, Source::Application));
            assert_eq!((records.opened(), monitor.open_connections().total()), (1, 0));
        }
    }
}

#[test]
fn the_cases_are_all_the_outcomes_that_can_be_told() {
    let missing = Outcome::ALL.iter().filter(|it| !CASES.iter().any(|case| case.outcome == **it));
    // Who pings and who measures writes has to send a close, and tell of that.
    assert_eq!(Vec::from_iter(missing), [&Outcome::PingTimeout, &Outcome::Stalled]);
}

#[test]
fn the_answer_that_is_due_is_returned() {
    let monitor = Records::default().monitor();
    let open = || monitor.open(Role::Server);
    let close = |code: u16| Some(Close::new(code, "").unwrap());

    assert_eq!(open().received(AWAY), close(1001));
    assert_eq!(open().received((4000, "bye")), close(4000));
    assert_eq!(open().received(None), Some(Close::empty()));
    // As libraries tell an empty frame.
    assert_eq!(open().received((1005, "")), Some(Close::empty()));
    assert_eq!(open().received((1006, "")), close(1002));
    assert_eq!(open().received(NEVER), close(1002));
    assert_eq!(open().received(BAD_UTF8), close(1007));
    assert_eq!(open().failed(1009), close(1009));
    assert_eq!(open().failed(4000), close(1002));

    let mut closing = open();
    closing.sent(Close::normal());
    assert_eq!(closing.received(AWAY), None);
    let mut twice = open();
    twice.received(AWAY);
    assert_eq!((twice.received(AWAY), twice.failed(1002)), (None, None));

    let policy = Policy::default().with_fail_connection(false);
    let quiet = Records::default().monitor().with_policy(policy);
    assert_eq!(quiet.open(Role::Server).received(NEVER), None);
    assert_eq!(quiet.open(Role::Server).failed(1002), None);
}

#[test]
fn a_tls_stream_that_was_cut_is_no_plain_end() {
    let records = Records::default();
    let text = "peer closed connection without sending TLS close_notify";
    let error = std::io::Error::new(ErrorKind::UnexpectedEof, text);
    records.monitor().open(Role::Server).ended(Some(&error));
    let report = &records.reports()[0];
    assert_eq!(report.outcome(), Outcome::Eof);
    assert_eq!(report.error_type(), Some(ErrorType::TlsTruncated));
}
