//! What a client in raw bytes sees of an echo server over TCP, beside what the server's monitor reports. The tests
//! of every framework's example run it, so it is blocking, and knows of no runtime. It judges closes, not HTTP.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpStream},
    pin::pin,
    sync::mpsc::{Receiver, Sender, channel},
    task::{Context, Poll, Waker},
    time::Duration,
};

use closeframe::{Close, CloseCode, CloseMonitor, CloseReport, Initiator, Outcome, Source};

const REQUEST: &[u8] =
    b"GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/// What nobody waits longer for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A text with a mask of zeros, and what comes back.
const HI: &[u8] = b"\x81\x82\0\0\0\0hi";
const HI_BACK: &[u8] = b"\x81\x02hi";

/// Whose code reads the request.
#[allow(dead_code, reason = "each server has one of them")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Handshake {
    Hyper,
    Tungstenite,
}

pub(crate) struct Probe {
    address: SocketAddr,
    closes: CloseMonitor,
    reports: Receiver<CloseReport>,
}

impl Probe {
    pub(crate) fn new(address: SocketAddr) -> Self {
        let (told, reports): (Sender<CloseReport>, _) = channel();
        let closes = CloseMonitor::silent().with_observer(move |report: &CloseReport| {
            told.send(report.clone()).expect("the probe waits for the report");
        });
        Self { address, closes, reports }
    }

    /// What the server is to have.
    pub(crate) fn monitor(&self) -> CloseMonitor {
        self.closes.clone()
    }

    pub(crate) fn run(self, handshake: Handshake) {
        self.it_echoes_pongs_and_answers_a_close();
        self.frames_may_come_in_pieces();
        self.frames_come_with_the_request(handshake);
        self.an_illegal_close_is_a_fault_and_a_legal_one_is_none();
        self.who_vanishes_is_told_by_the_way_of_it();
        self.a_drain_closes_and_waits_for_the_answer();
        self.who_does_not_answer_is_not_waited_for();
        assert!(self.reports.try_recv().is_err(), "a connection was reported twice");
    }

    fn it_echoes_pongs_and_answers_a_close(&self) {
        let mut client = self.connect();
        client.write_all(HI).unwrap();
        read_exactly(&mut client, HI_BACK);
        client.write_all(b"\x89\x81\0\0\0\0p").unwrap();
        read_exactly(&mut client, b"\x8A\x01p");
        client.write_all(b"\x88\x85\0\0\0\0\x03\xE8bye").unwrap();
        read_to_end(&mut client, b"\x88\x05\x03\xE8bye");
        let report = self.report(1000, Initiator::Remote, Outcome::Clean);
        assert_eq!(report.reason(), "bye");
    }

    fn frames_may_come_in_pieces(&self) {
        let mut client = self.connect();
        for byte in HI {
            client.write_all(&[*byte]).unwrap();
        }
        read_exactly(&mut client, HI_BACK);
        client.write_all(b"\x88\x80\0\0\0\0").unwrap();
        read_to_end(&mut client, b"\x88\0");
        self.report(1005, Initiator::Remote, Outcome::Clean);
    }

    /// hyper hands on what it has read beyond the request. tungstenite sends such a client away, which was to wait
    /// for the answer (RFC 6455 section 4.1).
    fn frames_come_with_the_request(&self, handshake: Handshake) {
        let mut client = self.request_and(b"\x81\x82\0\0\0\0hi\x88\x82\0\0\0\0\x03\xE8");
        if handshake == Handshake::Tungstenite {
            return read_to_end(&mut client, b"");
        }
        read_101(&mut client);
        read_to_end(&mut client, b"\x81\x02hi\x88\x02\x03\xE8");
        self.report(1000, Initiator::Remote, Outcome::Clean);
    }

    fn an_illegal_close_is_a_fault_and_a_legal_one_is_none(&self) {
        // 1006 may not be sent (RFC 6455 section 7.4.1).
        let mut client = self.connect();
        client.write_all(b"\x88\x82\0\0\0\0\x03\xEE").unwrap();
        read_to_end(&mut client, b"\x88\x14\x03\xEAProtocol violation");
        self.report(1006, Initiator::Remote, Outcome::ProtocolError);
        // 1014 may. tungstenite does not know it and says 1002, but the tap has seen it.
        let mut client = self.connect();
        client.write_all(b"\x88\x82\0\0\0\0\x03\xF6").unwrap();
        read_to_end(&mut client, b"\x88\x14\x03\xEAProtocol violation");
        self.report(1014, Initiator::Remote, Outcome::Clean);
    }

    fn who_vanishes_is_told_by_the_way_of_it(&self) {
        let mut client = self.connect();
        client.write_all(HI).unwrap();
        read_exactly(&mut client, HI_BACK);
        client.shutdown(Shutdown::Write).unwrap();
        read_to_end(&mut client, b"");
        self.report(1006, Initiator::None, Outcome::Eof);
        // A TCP socket that is closed with input unread resets.
        let mut client = self.connect();
        client.write_all(HI).unwrap();
        client.peek(&mut [0]).unwrap();
        drop(client);
        self.report(1006, Initiator::None, Outcome::Reset);
    }

    fn a_drain_closes_and_waits_for_the_answer(&self) {
        let mut client = self.connect();
        client.write_all(HI).unwrap();
        read_exactly(&mut client, HI_BACK);
        let close = Close::new(CloseCode::GOING_AWAY, "bye").unwrap();
        let mut drain = pin!(self.closes.drain(close, Duration::ZERO, PATIENCE));
        let cx = &mut Context::from_waker(Waker::noop());
        assert!(drain.as_mut().poll(cx).is_pending());
        read_exactly(&mut client, b"\x88\x05\x03\xE9bye");
        client.write_all(b"\x88\x82\0\0\0\0\x03\xE9").unwrap();
        read_to_end(&mut client, b"");
        self.report(1001, Initiator::Local, Outcome::Clean);
        let Poll::Ready(drained) = drain.poll(cx) else { panic!("the drain goes on") };
        assert_eq!((drained.clean, drained.still_open), (1, 0));
    }

    /// The drain's deadline is a timer of the socket's own: here it shows whether there are timers.
    fn who_does_not_answer_is_not_waited_for(&self) {
        let mut client = self.connect();
        client.write_all(HI).unwrap();
        read_exactly(&mut client, HI_BACK);
        let close = Close::new(CloseCode::GOING_AWAY, "").unwrap();
        let deadline = Duration::from_millis(200);
        let mut drain = pin!(self.closes.drain(close, Duration::ZERO, deadline));
        let cx = &mut Context::from_waker(Waker::noop());
        assert!(drain.as_mut().poll(cx).is_pending());
        read_to_end(&mut client, b"\x88\x02\x03\xE9");
        self.report(1001, Initiator::Local, Outcome::Timeout);
    }

    /// A client whose request was answered with 101.
    fn connect(&self) -> TcpStream {
        let mut client = self.request_and(b"");
        read_101(&mut client);
        client
    }

    /// A client that has sent its request, and these bytes in the same segment.
    fn request_and(&self, bytes: &[u8]) -> TcpStream {
        let mut client = TcpStream::connect(self.address).unwrap();
        client.set_read_timeout(Some(PATIENCE)).unwrap();
        client.set_nodelay(true).unwrap();
        client.write_all(&[REQUEST, bytes].concat()).unwrap();
        client
    }

    /// The next report, which has to say this.
    fn report(&self, code: u16, initiator: Initiator, outcome: Outcome) -> CloseReport {
        let report = self.reports.recv_timeout(PATIENCE).expect("each connection is reported");
        let told = (report.code().map(u16::from), report.initiator(), report.outcome());
        assert_eq!(told, (Some(code), initiator, outcome), "{report}");
        assert_eq!(report.source(), Source::Wire, "{report}");
        report
    }
}

fn read_101(client: &mut TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        client.read_exact(&mut byte).expect("a response");
        head.extend(byte);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    assert!(head.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n"), "{head}");
}

fn read_exactly(client: &mut TcpStream, expected: &[u8]) {
    let mut bytes = vec![0; expected.len()];
    client.read_exact(&mut bytes).expect("these bytes come");
    assert_eq!(bytes, expected);
}

/// These bytes, and then the end of TCP.
fn read_to_end(client: &mut TcpStream, expected: &[u8]) {
    let mut bytes = Vec::new();
    client.read_to_end(&mut bytes).expect("the server ends TCP");
    assert_eq!(bytes, expected);
}
