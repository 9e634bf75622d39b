use std::{
    io,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use bytes::Bytes;
use tokio::io::{AsyncRead, ReadBuf};

use super::{SIZES, frame, text};
use crate::{CloseTap, Role, tap::Peeked};

/// What comes behind a peer's input.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    Silence,
    Eof,
    Reset,
}

struct Peer {
    input: Vec<u8>,
    size: usize,
    then: Then,
    /// How often it was read although it had nothing.
    ended: usize,
}

impl Peer {
    fn tapped(input: &[u8], size: usize, then: Then) -> CloseTap<Self> {
        let io = Self { input: input.to_vec(), size, then, ended: 0 };
        CloseTap::after_handshake(io, Role::Server)
    }
}

impl AsyncRead for Peer {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.input.is_empty() {
            self.ended += 1;
            return match self.then {
                Then::Silence => Poll::Pending,
                Then::Eof => Poll::Ready(Ok(())),
                Then::Reset => Poll::Ready(Err(io::ErrorKind::ConnectionReset.into())),
            };
        }
        let count = self.size.min(buf.remaining()).min(self.input.len());
        buf.put_slice(&self.input[..count]);
        self.input.drain(..count);
        Poll::Ready(Ok(()))
    }
}

fn look(tap: &mut CloseTap<Peer>) -> Peeked {
    let cx = &mut Context::from_waker(Waker::noop());
    let peeked = tap.poll_peek(cx);
    assert_eq!(tap.poll_peek(cx), peeked, "as long as it lies unread");
    peeked
}

/// One read of at most so many bytes.
fn read(tap: &mut CloseTap<Peer>, most: usize) -> Poll<io::Result<Vec<u8>>> {
    let mut bytes = vec![0; most];
    let mut buf = ReadBuf::new(&mut bytes);
    let read = Pin::new(tap).poll_read(&mut Context::from_waker(Waker::noop()), &mut buf);
    read.map_ok(|()| buf.filled().to_vec())
}

fn ping() -> Vec<u8> {
    frame(0x89, true, b"?")
}

fn close() -> Vec<u8> {
    frame(0x88, true, b"\x03\xE8")
}

fn hi() -> Vec<u8> {
    text(Role::Server, "hi")
}

#[test]
fn it_is_told_what_lies_ahead() {
    let data = |behind_data| Peeked::Close { behind_data };
    let fragment = frame(0x01, true, b"h");
    let last = frame(0x80, true, b"i");
    for (input, expected) in [
        (vec![], Peeked::Nothing),
        (hi(), Peeked::Nothing),
        (close()[..7].to_vec(), Peeked::Nothing),
        (close(), data(false)),
        ([close(), hi()].concat(), data(false)),
        ([ping(), close()].concat(), data(false)),
        ([hi(), close()].concat(), data(true)),
        ([frame(0x82, true, b""), ping(), close()].concat(), data(true)),
        ([fragment.clone(), close()].concat(), data(false)),
        ([fragment.clone(), last, close()].concat(), data(true)),
        // Illegal by its header; the same that is taken for a close frame.
        ([hi(), vec![0x08, 0x85, 0, 0, 0, 0]].concat(), data(true)),
        (b"HTTP/1.1 500".to_vec(), data(false)),
    ] {
        for size in SIZES {
            for then in [Then::Silence, Then::Eof, Then::Reset] {
                let mut tap = Peer::tapped(&input, size, then);
                let expected = match expected {
                    Peeked::Nothing if then != Then::Silence => {
                        Peeked::End { behind_data: input == hi() }
                    }
                    other => other,
                };
                assert_eq!(look(&mut tap), expected, "{input:x?} {then:?} by {size}");
            }
        }
    }
}

#[test]
fn a_frame_that_was_begun_counts_where_it_ends() {
    for (begun, behind_data) in [(hi(), true), (ping(), false)] {
        for given in 1..begun.len() {
            for size in SIZES {
                let mut tap = Peer::tapped(&[begun.clone(), close()].concat(), size, Then::Silence);
                for _ in 0..given {
                    assert!(read(&mut tap, 1).is_ready());
                }
                assert_eq!(look(&mut tap), Peeked::Close { behind_data }, "{given} by {size}");
            }
        }
    }
}

#[test]
fn it_is_told_as_long_as_it_is_unread_and_data_only_as_long_as_that_is() {
    for (behind, then) in [(close(), Then::Silence), (vec![], Then::Eof)] {
        let mut tap = Peer::tapped(&[hi(), ping(), behind].concat(), usize::MAX, then);
        let expected = |behind_data| match then {
            Then::Silence => Peeked::Close { behind_data },
            _ => Peeked::End { behind_data },
        };
        for at in 0..hi().len() + ping().len() {
            assert_eq!(look(&mut tap), expected(at < hi().len()), "{at}");
            assert!(matches!(read(&mut tap, 1), Poll::Ready(Ok(byte)) if byte.len() == 1));
        }
        assert_eq!(look(&mut tap), expected(false));
        while let Poll::Ready(Ok(bytes)) = read(&mut tap, 3) {
            if bytes.is_empty() {
                break;
            }
        }
        assert_eq!(look(&mut tap), Peeked::Nothing);
    }
}

/// Whenever somebody looks, the reader sees what it sees if nobody does.
#[test]
fn looking_changes_nothing_for_the_reader() {
    let end = [frame(0x02, true, &[0x88; 120]), ping(), hi(), close(), hi()].concat();
    for input in [&end[..], &end[..100], &end[..end.len() - hi().len() - 1]] {
        for size in [1, 7, usize::MAX] {
            for then in [Then::Silence, Then::Eof, Then::Reset] {
                for period in 1..20 {
                    let ways = [false, true].map(|looks| {
                        let mut tap = Peer::tapped(input, size, then);
                        let (mut up, mut failed, mut ended) = (Vec::new(), None, false);
                        for n in 0..1000 {
                            if looks && n % period == 0 {
                                look(&mut tap);
                            }
                            match read(&mut tap, 5) {
                                Poll::Pending => break,
                                Poll::Ready(Err(error)) => failed = Some(error.kind()),
                                Poll::Ready(Ok(bytes)) => {
                                    ended |= bytes.is_empty();
                                    up.extend(bytes);
                                }
                            }
                            if ended || failed.is_some() {
                                break;
                            }
                        }
                        let code = tap.watch.take_close().and_then(|close| close.code());
                        (up, failed, ended, code)
                    });
                    assert_eq!(ways[0], ways[1], "{} {size} {then:?} {period}", input.len());
                }
            }
        }
    }
}

#[test]
fn an_error_that_was_met_ahead_comes_up_once() {
    let mut tap = Peer::tapped(&hi(), usize::MAX, Then::Reset);
    assert_eq!(look(&mut tap), Peeked::End { behind_data: true });
    assert!(matches!(read(&mut tap, 99), Poll::Ready(Ok(bytes)) if bytes == hi()));
    assert_eq!(look(&mut tap), Peeked::End { behind_data: false });
    let Poll::Ready(Err(error)) = read(&mut tap, 99) else { panic!("no error") };
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
    assert_eq!(look(&mut tap), Peeked::Nothing);
    assert!(matches!(read(&mut tap, 99), Poll::Ready(Ok(bytes)) if bytes.is_empty()));
    assert_eq!(tap.get_ref().ended, 1, "the io that failed is left alone");
}

#[test]
fn only_so_much_is_read_ahead() {
    for size in SIZES {
        let input = [frame(0x82, true, &[7; 94]).repeat(200), close()].concat();
        let mut tap = Peer::tapped(&input, size, Then::Silence);
        assert_eq!(look(&mut tap), Peeked::Full);
        assert_eq!(input.len() - tap.get_ref().input.len(), 8192);
        assert_eq!(tap.watch.extra.as_ref().unwrap().unread.bytes.capacity(), 8192);
        // There is room again, but the close is still farther.
        assert!(read(&mut tap, 5000).is_ready());
        assert_eq!(look(&mut tap), Peeked::Full);
        assert_eq!(tap.watch.extra.as_ref().unwrap().unread.bytes.capacity(), 8192);
        for _ in 0..3 {
            assert!(read(&mut tap, 5000).is_ready());
        }
        while look(&mut tap) == Peeked::Full {
            assert!(read(&mut tap, 100).is_ready());
        }
        assert_eq!(look(&mut tap), Peeked::Close { behind_data: true });
    }
}

#[test]
fn room_is_taken_when_something_comes_and_given_back() {
    let mut tap = Peer::tapped(&[], 1, Then::Silence);
    assert_eq!(look(&mut tap), Peeked::Nothing);
    assert!(tap.watch.extra.is_none());
    tap.get_mut().input = hi();
    assert_eq!(look(&mut tap), Peeked::Nothing);
    assert!(read(&mut tap, 99).is_ready());
    assert_eq!(tap.watch.extra.as_ref().unwrap().unread.bytes.capacity(), 0);
    // A later frame is read from the io again.
    tap.get_mut().input = close();
    assert!(matches!(read(&mut tap, 99), Poll::Ready(Ok(bytes)) if bytes == close()));
}

#[test]
fn a_close_that_the_tap_keeps_back_lies_ahead() {
    for size in SIZES {
        let mut tap = Peer::tapped(&[hi(), close()].concat(), size, Then::Silence);
        while tap.get_ref().input.len() > if size == 1 { 3 } else { 0 } {
            if read(&mut tap, 99).is_pending() {
                break;
            }
        }
        let unread = tap.watch.take_close().is_none();
        let expected = if unread { Peeked::Close { behind_data: false } } else { Peeked::Nothing };
        assert_eq!(look(&mut tap), expected);
    }
}

#[test]
fn a_leftover_lies_ahead() {
    let peer = Peer { input: vec![], size: 1, then: Then::Silence, ended: 0 };
    let leftover = Bytes::from([hi(), close()].concat());
    let mut tap = CloseTap::after_handshake(peer, Role::Server).with_leftover(leftover);
    assert_eq!(look(&mut tap), Peeked::Close { behind_data: true });
    assert!(matches!(read(&mut tap, 99), Poll::Ready(Ok(bytes)) if bytes == hi()));
    assert_eq!(look(&mut tap), Peeked::Close { behind_data: false });
}

#[test]
fn before_the_handshake_is_over_nobody_looks() {
    for &role in Role::ALL {
        let peer = Peer { input: close(), size: 1, then: Then::Silence, ended: 0 };
        let mut tap = CloseTap::before_handshake(peer, role);
        assert_eq!(look(&mut tap), Peeked::Nothing);
        assert_eq!(tap.get_ref().input, close());
    }
}
