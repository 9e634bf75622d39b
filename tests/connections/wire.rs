//! The other end of a connection, in bytes, and a monitor that keeps its reports.

use std::{
    io::{self, Cursor, Read, Write},
    sync::{Arc, Mutex},
};

use closeframe::{
    CloseMonitor, CloseReport, CloseTap, MonitoredSocket, MonitoredStream, Role, Untapped,
    WrapClient,
};
use tokio::io::DuplexStream;
use tokio_tungstenite::WebSocketStream;
use tungstenite::{WebSocket, protocol};

/// The mask of every masked frame here; not zero, so that unmasking is seen to happen.
const MASK: [u8; 4] = [0x11, 0x22, 0x33, 0x44];

/// A frame as `from` sends it: a client masks, a server does not (RFC 6455 section 5.1).
pub(crate) fn frame(from: Role, first: u8, payload: &[u8]) -> Vec<u8> {
    raw_frame(first, from == Role::Client, payload)
}

/// A frame with any first byte, masked or not.
pub(crate) fn raw_frame(first: u8, masked: bool, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    let mask_bit = if masked { 0x80 } else { 0 };
    match payload.len() {
        len @ 0..=125 => bytes.push(mask_bit | len as u8),
        len @ 126..=0xFFFF => {
            bytes.push(mask_bit | 126);
            bytes.extend((len as u16).to_be_bytes());
        }
        len => {
            bytes.push(mask_bit | 127);
            bytes.extend((len as u64).to_be_bytes());
        }
    }
    if masked {
        bytes.extend(MASK);
        bytes.extend(payload.iter().zip(MASK.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    } else {
        bytes.extend(payload);
    }
    bytes
}

/// A close frame with a code and a reason.
pub(crate) fn close(from: Role, code: u16, reason: &[u8]) -> Vec<u8> {
    frame(from, 0x88, &[&code.to_be_bytes(), reason].concat())
}

pub(crate) fn text(from: Role, text: &str) -> Vec<u8> {
    frame(from, 0x81, text.as_bytes())
}

pub(crate) fn ping(from: Role) -> Vec<u8> {
    frame(from, 0x89, b"?")
}

/// Takes apart what we sent: first byte and unmasked payload of each frame.
pub(crate) fn frames(mut bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut frames = Vec::new();
    while let [first, second, rest @ ..] = bytes {
        let (len, rest) = match second & 0x7F {
            126 => (u16::from_be_bytes([rest[0], rest[1]]) as usize, &rest[2..]),
            127 => unreachable!("no test sends that much"),
            len => (usize::from(len), rest),
        };
        let (mask, rest) = match second & 0x80 {
            0 => ([0; 4], rest),
            _ => ([rest[0], rest[1], rest[2], rest[3]], &rest[4..]),
        };
        let payload = rest[..len].iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask);
        frames.push((*first, payload.collect()));
        bytes = &rest[len..];
    }
    frames
}

/// The payload of a close frame.
pub(crate) fn body(code: u16, reason: &str) -> Vec<u8> {
    [&code.to_be_bytes()[..], reason.as_bytes()].concat()
}

pub(crate) fn other(role: Role) -> Role {
    match role {
        Role::Server => Role::Client,
        Role::Client => Role::Server,
    }
}

pub(crate) fn host(role: Role) -> protocol::Role {
    match role {
        Role::Server => protocol::Role::Server,
        Role::Client => protocol::Role::Client,
    }
}

/// The reports of a monitor, in the order in which connections ended.
#[derive(Clone, Default)]
pub(crate) struct Reports(Arc<Mutex<Vec<CloseReport>>>);

impl Reports {
    /// A monitor that keeps its reports and does nothing else.
    pub(crate) fn monitor() -> (CloseMonitor, Self) {
        let reports = Self::default();
        let kept = reports.clone();
        let monitor = CloseMonitor::silent()
            .with_observer(move |report: &CloseReport| kept.0.lock().unwrap().push(report.clone()));
        (monitor, reports)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// The newest report.
    #[track_caller]
    pub(crate) fn last(&self) -> CloseReport {
        self.0.lock().unwrap().last().expect("a report").clone()
    }

    /// The report, of which there must be exactly one.
    #[track_caller]
    pub(crate) fn only(&self) -> CloseReport {
        let reports = self.0.lock().unwrap();
        assert_eq!(reports.len(), 1, "exactly one report per connection: {reports:?}");
        reports[0].clone()
    }
}

/// The sentence and the outcome, the code and the label: what most tests ask of a report.
#[track_caller]
pub(crate) fn assert_report(report: &CloseReport, sentence: &str, code: Option<u16>, label: &str) {
    assert_eq!(report.to_string(), sentence);
    assert_eq!(report.code().map(u16::from), code, "code of: {sentence}");
    assert_eq!(report.code_label().to_string(), label, "label of: {sentence}");
}

/// A blocking io whose input is given and whose output is kept.
pub(crate) struct Script {
    input: Cursor<Vec<u8>>,
    output: Arc<Mutex<Vec<u8>>>,
}

impl Script {
    pub(crate) fn new(input: impl Into<Vec<u8>>) -> (Self, Arc<Mutex<Vec<u8>>>) {
        let output = Arc::default();
        (Self { input: Cursor::new(input.into()), output: Arc::clone(&output) }, output)
    }
}

impl Read for Script {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.input.read(buf)
    }
}

impl Write for Script {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.output.lock().unwrap().write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a monitor does in a role that is known only when a test runs.
pub(crate) trait InRole {
    fn wrap_in<W: WrapClient>(&self, role: Role, ws: W) -> W::Wrapped;
    fn tap_upgraded_in<Io>(&self, role: Role, io: Io) -> CloseTap<Io>;
}

impl InRole for CloseMonitor {
    fn wrap_in<W: WrapClient>(&self, role: Role, ws: W) -> W::Wrapped {
        match role {
            Role::Server => self.wrap(ws),
            Role::Client => self.wrap_client(ws),
        }
    }

    fn tap_upgraded_in<Io>(&self, role: Role, io: Io) -> CloseTap<Io> {
        match role {
            Role::Server => self.tap_upgraded(io),
            Role::Client => self.tap_upgraded_client(io),
        }
    }
}

/// A blocking socket without a tap.
pub(crate) fn blocking<S: Read + Write>(
    monitor: &CloseMonitor,
    role: Role,
    io: S,
) -> MonitoredSocket<S, Untapped> {
    monitor.wrap_in(role, WebSocket::from_raw_socket(io, host(role), None))
}

/// A blocking socket over a tap.
pub(crate) fn blocking_tapped<S: Read + Write>(
    monitor: &CloseMonitor,
    role: Role,
    io: S,
) -> MonitoredSocket<S> {
    let io = monitor.tap_upgraded_in(role, io);
    monitor.wrap_tapped(WebSocket::from_raw_socket(io, host(role), None))
}

/// An async socket over a tap, and its peer's end of the wire.
pub(crate) async fn tapped(
    monitor: &CloseMonitor,
    role: Role,
) -> (MonitoredStream<DuplexStream>, DuplexStream) {
    let (io, peer) = tokio::io::duplex(64 * 1024);
    let io = monitor.tap_upgraded_in(role, io);
    let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
    (monitor.wrap_tapped(ws), peer)
}

/// An async socket without a tap, and its peer's end of the wire.
pub(crate) async fn untapped(
    monitor: &CloseMonitor,
    role: Role,
) -> (MonitoredStream<DuplexStream, Untapped>, DuplexStream) {
    let (io, peer) = tokio::io::duplex(64 * 1024);
    let ws = WebSocketStream::from_raw_socket(io, host(role), None).await;
    (monitor.wrap_in(role, ws), peer)
}
