//! The blocking wrapper: what differs from the async one.

use std::{
    collections::VecDeque,
    io::{self, Read, Write},
    sync::{Arc, Mutex},
    time::Duration,
};

use closeframe::{Close, CloseMonitor, Outcome, Policy, Role};
use tungstenite::{Error, Message, error::ProtocolError};

use crate::wire::{
    Reports, Script, blocking, blocking_tapped, body, close, frame, frames, other, text,
};

#[test]
fn the_close_is_answered_before_it_is_returned_and_then_all_is_over() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let input = [text(other(role), "hi"), close(other(role), 1001, b"bye")].concat();
        let (io, output) = Script::new(input);
        let mut ws = blocking_tapped(&monitor, role, io);
        assert_eq!(ws.read().unwrap(), Message::text("hi"));
        assert!(ws.can_read() && ws.can_write());
        assert!(ws.read().unwrap().is_close());
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(1001, "bye"))]);
        assert_eq!(reports.only().outcome(), Outcome::Clean);

        assert!(!ws.can_read() && !ws.can_write());
        let refused = ws.send(Message::text("late"));
        assert!(matches!(refused, Err(Error::Protocol(ProtocolError::SendAfterClosing))));
        assert!(matches!(ws.close(None), Err(Error::ConnectionClosed)));
        assert!(matches!(ws.close(None), Err(Error::AlreadyClosed)));
        assert!(matches!(ws.flush(), Err(Error::AlreadyClosed)));
        assert!(matches!(ws.read(), Err(Error::AlreadyClosed)));
        assert!(matches!(ws.send(Message::text("late")), Err(Error::AlreadyClosed)));
        assert_eq!(frames(&output.lock().unwrap()).len(), 1);
        // RFC 6455 section 7.1.1: the server ends TCP.
        assert_eq!(ws.get_ref().is_none(), role == Role::Server);
        assert_eq!(ws.get_mut().is_none(), role == Role::Server);
        assert_eq!(ws.get_config().max_message_size, Some(64 << 20));
    }
}

#[test]
fn our_close_is_answered_and_read() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let input = [text(other(role), "late"), close(other(role), 1000, b"")].concat();
        let (io, output) = Script::new(input);
        let mut ws = blocking(&monitor, role, io);
        ws.close(Close::new(4000, "go").unwrap().into()).unwrap();
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(4000, "go"))]);
        assert_eq!(ws.read().unwrap(), Message::text("late"));
        assert!(ws.read().unwrap().is_close());
        assert!(matches!(ws.read(), Err(Error::ConnectionClosed)));
        assert_eq!(reports.only().outcome(), Outcome::Clean);
        assert_eq!(reports.only().code().unwrap(), 4000);
    }
}

#[test]
fn the_end_of_the_stream_after_our_close_is_unanswered() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let (io, _) = Script::new([]);
        let mut ws = blocking(&monitor, role, io);
        ws.close(Close::normal().into()).unwrap();
        assert!(matches!(ws.read(), Err(Error::Protocol(_))));
        assert_eq!(reports.only().outcome(), Outcome::Unanswered);
        assert!(ws.into_inner().is_ok());
    }
}

/// A non-blocking io: reads come from a queue, `None` is `WouldBlock`; writes are refused as often
/// as told.
pub(crate) struct NonBlocking {
    pub(crate) reads: VecDeque<Option<Vec<u8>>>,
    pub(crate) refusals: usize,
    pub(crate) output: Arc<Mutex<Vec<u8>>>,
}

impl Read for NonBlocking {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self.reads.pop_front() {
            Some(Some(bytes)) => {
                buf[..bytes.len()].copy_from_slice(&bytes);
                Ok(bytes.len())
            }
            _ => Err(io::ErrorKind::WouldBlock.into()),
        }
    }
}

impl Write for NonBlocking {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.refusals > 0 {
            self.refusals -= 1;
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.output.lock().unwrap().write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn would_block<T: std::fmt::Debug>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock)
}

#[test]
fn a_non_blocking_stream_may_refuse_the_answer_for_a_while() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let output = Arc::default();
        let reads = VecDeque::from([
            Some(text(other(role), "hi")),
            None,
            Some(close(other(role), 1000, b"")[..3].to_vec()),
            None,
            Some(close(other(role), 1000, b"")[3..].to_vec()),
        ]);
        let io = NonBlocking { reads, refusals: 2, output: Arc::clone(&output) };
        let mut ws = blocking_tapped(&monitor, role, io);
        assert_eq!(ws.read().unwrap(), Message::text("hi"));
        // Nothing there; half a close frame; the answer refused, twice.
        for _ in 0..4 {
            assert!(would_block(ws.read()));
            assert_eq!(reports.count(), 0);
        }
        assert!(ws.read().unwrap().is_close());
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(1000, ""))]);
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[test]
fn a_close_that_would_block_goes_out_with_a_later_flush() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let output = Arc::default();
        let reads = VecDeque::from([Some(close(other(role), 1000, b""))]);
        let io = NonBlocking { reads, refusals: 2, output: Arc::clone(&output) };
        let mut ws = blocking(&monitor, role, io);
        // Refused when tungstenite is given it, and when it is flushed.
        assert!(would_block(ws.close(Close::normal().into())));
        assert!(output.lock().unwrap().is_empty());
        ws.flush().unwrap();
        assert_eq!(frames(&output.lock().unwrap()), [(0x88, body(1000, ""))]);
        assert!(ws.read().unwrap().is_close());
        assert_eq!(reports.only().outcome(), Outcome::Clean);
    }
}

#[test]
fn a_stream_that_says_not_yet_lets_the_handshake_time_out() {
    for &role in Role::ALL {
        for (close_timeout, ends) in [(Duration::from_millis(100), true), (Duration::MAX, false)] {
            let (monitor, reports) = Reports::monitor();
            let monitor = monitor.with_policy(Policy::default().with_close_timeout(close_timeout));
            let io = NonBlocking { reads: [].into(), refusals: 0, output: Arc::default() };
            let mut ws = blocking(&monitor, role, io);
            assert!(would_block(ws.read()), "an open connection is never overdue");
            ws.close(Close::normal().into()).unwrap();
            assert!(would_block(ws.read()), "there is time to wait");
            if ends {
                let error = loop {
                    match ws.read() {
                        Err(Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {}
                        read => break read.unwrap_err(),
                    }
                };
                assert!(matches!(error, Error::Io(it) if it.kind() == io::ErrorKind::TimedOut));
            }
            let ended = ws.get_ref().is_none();
            assert_eq!(ended, ends && role == Role::Server, "a server ends TCP with the handshake");
            drop(ws);
            let outcome = if ends { Outcome::Timeout } else { Outcome::Abandoned };
            assert_eq!(reports.only().outcome(), outcome);
            assert_eq!(reports.only().sent_code().unwrap(), 1000);
        }
    }
}

#[test]
fn a_wrapper_over_real_sockets_ends_tcp() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (monitor, reports) = Reports::monitor();
    let server = std::thread::spawn(move || {
        let (tcp, _) = listener.accept().unwrap();
        let mut ws = monitor.wrap_tapped(tungstenite::accept(monitor.tap(tcp)).unwrap());
        assert!(ws.get_ref().unwrap().peer_addr().is_ok());
        assert!(ws.read().unwrap().is_close());
        ws
    });
    let (mut client, _) = tungstenite::connect(format!("ws://{address}/")).unwrap();
    client.close(None).unwrap();
    assert!(matches!(client.read(), Ok(Message::Close(None))));
    // tungstenite's client says so when the server has ended TCP.
    assert!(matches!(client.read(), Err(Error::ConnectionClosed)));
    let _held_by_the_application = server.join().unwrap();
    assert_eq!(reports.only().code().unwrap(), 1005);
}

#[test]
fn a_panicking_thread_is_panicked() {
    let (monitor, reports) = Reports::monitor();
    let thread = std::thread::spawn(move || {
        let (io, _) = Script::new(frame(Role::Client, 0x81, b"x"));
        let mut ws = blocking(&monitor, Role::Server, io);
        ws.read().unwrap();
        panic!("on purpose");
    });
    assert!(thread.join().is_err());
    assert_eq!(reports.only().outcome(), Outcome::Panicked);
}

#[test]
fn a_layer_is_cheap_to_clone_and_shared_between_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<CloseMonitor>();
    assert_eq!(size_of::<CloseMonitor>() / size_of::<usize>(), 8);
}

/// Its thread may do something else for longer than a close handshake may take: what has arrived by then is
/// the ending all the same.
#[test]
fn an_answer_that_lay_there_in_time_is_read_late() {
    for &role in Role::ALL {
        let (monitor, reports) = Reports::monitor();
        let policy = Policy::default().with_close_timeout(Duration::from_millis(20));
        let (io, _) = Script::new(close(other(role), 1000, b""));
        let mut ws = blocking_tapped(&monitor.with_policy(policy), role, io);
        ws.close(None).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        assert!(ws.read().unwrap().is_close(), "{role}");
        assert_eq!(reports.only().outcome(), Outcome::Clean, "{role}");
    }
}
