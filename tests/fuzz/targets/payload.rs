//! Close payloads, out and in: what is sent is legal or exactly what was asked for, and what is
//! received is read as RFC 6455 has it.
#![no_main]

#[allow(dead_code, reason = "the other targets need more of it")]
mod frames;
#[path = "../../connections/wire.rs"]
#[allow(dead_code, reason = "shared with the tests, which need more of it")]
mod wire;

use arbitrary::Arbitrary;
use closeframe::{
    Close, CloseReport, Direction, IllegalClose, Initiator, InvalidClose, Policy, Role, Towards,
    Violation, relay, relay_code,
};
use frames::may_be_sent;
use libfuzzer_sys::fuzz_target;
use tungstenite::{
    Error, Message,
    protocol::{
        CloseFrame,
        frame::{
            Frame, FrameHeader,
            coding::{Control, OpCode},
        },
    },
};
use wire::{Reports, Script, blocking, blocking_tapped, frame, other};

#[derive(Debug, Clone, Copy, Arbitrary)]
enum Way {
    RawFrame,
    Message,
    Method,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum OnIllegal {
    Repair,
    Reject,
    Pass,
}

/// A close payload as it is asked for or comes in.
#[derive(Debug)]
struct Payload {
    code: Option<u16>,
    /// With U+FFFD for what is not UTF-8.
    text: String,
    violation: Option<Violation>,
}

impl Payload {
    /// RFC 6455 section 5.5.1, by the letter; the length is another matter.
    fn of(bytes: &[u8]) -> Self {
        let code = bytes.first_chunk().map(|code| u16::from_be_bytes(*code));
        let reason = bytes.get(2..).unwrap_or_default();
        let violation = if bytes.len() == 1 {
            Some(Violation::TruncatedCode)
        } else if std::str::from_utf8(reason).is_err() {
            Some(Violation::InvalidUtf8)
        } else if code.is_some_and(|code| !may_be_sent(code)) {
            Some(Violation::InvalidCode)
        } else {
            None
        };
        Self { code, text: String::from_utf8_lossy(reason).into_owned(), violation }
    }

    fn bytes(code: Option<u16>, reason: &str) -> Vec<u8> {
        code.map_or(Vec::new(), |code| wire::body(code, reason))
    }

    /// What the repair makes of it.
    fn repaired(&self) -> Vec<u8> {
        match (self.code, self.violation) {
            (None, None) | (Some(1005), Some(Violation::InvalidCode)) => Vec::new(),
            (code, _) => {
                let code = code.filter(|code| may_be_sent(*code)).unwrap_or(1011);
                Self::bytes(Some(code), longest_that_fits(&self.text))
            }
        }
    }
}

/// The longest beginning of whole characters that 123 bytes hold.
fn longest_that_fits(text: &str) -> &str {
    let ends = text.char_indices().map(|(at, it)| at + it.len_utf8());
    &text[..ends.take_while(|end| *end <= 123).last().unwrap_or(0)]
}

fn is_legal(close: &Close) -> bool {
    close.code().is_none_or(|code| may_be_sent(code.as_u16())) && close.reason().len() <= 123
}

fuzz_target!(|asked: (AnyRole, Way, OnIllegal, &[u8])| {
    let (role, way, on_illegal, bytes) = asked;
    let role = role.0;
    send(role, way, on_illegal, bytes);
    receive(role, &bytes[..bytes.len().min(125)]);
    build(bytes);
});

/// `Role` as the fuzzer chooses it.
#[derive(Debug, Clone, Copy)]
struct AnyRole(Role);

impl<'a> Arbitrary<'a> for AnyRole {
    fn arbitrary(input: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Self(Role::ALL[usize::from(input.arbitrary::<bool>()?)]))
    }
}

fn send(role: Role, way: Way, on_illegal: OnIllegal, bytes: &[u8]) {
    let (monitor, reports) = Reports::monitor();
    let monitor = monitor.with_policy(Policy::default().with_illegal_close(match on_illegal {
        OnIllegal::Repair => IllegalClose::Repair,
        OnIllegal::Reject => IllegalClose::Reject,
        OnIllegal::Pass => IllegalClose::Pass,
    }));
    // Only a raw frame can hold what is malformed.
    let bytes = match (way, Payload::of(bytes)) {
        (Way::RawFrame, _) => bytes.to_vec(),
        (_, Payload { code, text, .. }) => Payload::bytes(code, &text),
    };
    let asked = Payload::of(&bytes);
    let close =
        asked.code.map(|code| CloseFrame { code: code.into(), reason: asked.text.as_str().into() });

    let (io, output) = Script::new([]);
    let mut ws = blocking(&monitor, role, io);
    let written = match way {
        Way::RawFrame => {
            let opcode = OpCode::Control(Control::Close);
            let header = FrameHeader { opcode, ..FrameHeader::default() };
            ws.send(Message::Frame(Frame::from_payload(header, bytes.clone().into())))
        }
        Way::Message => ws.send(Message::Close(close)),
        Way::Method => ws.close(close),
    };
    drop(ws);
    let report = reports.only();
    let output = output.lock().unwrap();
    let (sent, whole) = frames::frames(&output);
    assert_eq!(whole, output.len());

    let too_long = asked.text.len() > 123;
    let violation = asked.violation.or(too_long.then_some(Violation::ReasonTooLong));
    assert_eq!(report.violation(), violation.map(|violation| (Direction::Sent, violation)));
    if violation.is_some() && on_illegal == OnIllegal::Reject {
        let error = written.expect_err("refused");
        let Error::Io(error) = error else { panic!("{error:?}") };
        assert!(error.get_ref().is_some_and(|error| error.is::<InvalidClose>()));
        assert!(sent.is_empty());
        assert_eq!(report.initiator(), Initiator::None);
        return;
    }
    written.expect("sent");
    let expected = match (violation, on_illegal) {
        (Some(_), OnIllegal::Repair) => asked.repaired(),
        _ => bytes,
    };
    let [only] = &sent[..] else { panic!("{} frames", sent.len()) };
    assert_eq!((only.first, only.masked), (0x88, role == Role::Client));
    assert_eq!(only.payload(), expected);
    if on_illegal == OnIllegal::Repair {
        assert!(expected.len() <= 125 && Payload::of(&expected).violation.is_none());
    }
    assert_eq!(report.initiator(), Initiator::Local);
    let code = match &expected[..] {
        [] => Some(1005),
        expected => Payload::of(expected).code,
    };
    assert_eq!(report.sent_code().map(u16::from), code);
    assert_eq!(report.reason(), asked.text, "the report has the full text");

    // The other side reads what was sent.
    if expected.len() <= 125 {
        assert_read(&read(other(role), output.to_vec()), &expected);
    }
}

fn receive(role: Role, payload: &[u8]) {
    let report = read(role, frame(other(role), 0x88, payload));
    assert_read(&report, payload);
    for towards in [Towards::Client, Towards::Server] {
        assert!(is_legal(&relay(&report, towards)));
    }
}

fn read(role: Role, bytes: Vec<u8>) -> CloseReport {
    let (monitor, reports) = Reports::monitor();
    let (io, output) = Script::new(bytes);
    let mut ws = blocking_tapped(&monitor, role, io);
    while ws.read().is_ok() {}
    drop(ws);
    let output = output.lock().unwrap();
    let (answer, _) = frames::frames(&output);
    assert_eq!(answer.len(), 1, "one answer");
    assert!(Payload::of(&answer[0].payload()).violation.is_none());
    reports.only()
}

fn assert_read(report: &CloseReport, payload: &[u8]) {
    let expected = Payload::of(payload);
    let received = report.received().expect("the close came in");
    let code = if payload.is_empty() { Some(1005) } else { expected.code };
    assert_eq!(received.code().map(u16::from), code);
    assert_eq!(received.reason(), expected.text);
    assert_eq!(received.reason_len(), payload.len().saturating_sub(2) as u64);
    assert_eq!(received.violation(), expected.violation);
    assert_eq!(report.initiator(), Initiator::Remote);
    assert_eq!(report.is_clean(), expected.violation.is_none());
}

/// The ways to make a close that may be sent.
fn build(bytes: &[u8]) {
    let Payload { code: Some(code), text, .. } = Payload::of(bytes) else { return };
    let close = Close::new(code, text.as_str());
    assert_eq!(close.is_ok(), may_be_sent(code) && text.len() <= 123);
    let cut = Close::truncating(code, &text);
    assert_eq!(cut.is_ok(), may_be_sent(code));
    if let Ok(cut) = cut {
        assert_eq!(cut.reason(), longest_that_fits(&text));
        let frame = Option::<CloseFrame>::from(cut).expect("a code");
        assert_eq!(
            (u16::from(frame.code), frame.reason.as_str()),
            (code, longest_that_fits(&text))
        );
    }
    for towards in [Towards::Client, Towards::Server] {
        assert!(is_legal(&relay_code(code, &text, towards)));
    }
}
