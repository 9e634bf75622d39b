use std::io::{self, Cursor, IoSlice, Read, Write};

use tungstenite::{Error, Message, WebSocket};

use super::{frame, host, text};
use crate::{CloseTap, Role};

/// The peer has ended TCP towards us, or a middlebox has, while its input lies unread.
struct Deaf(Cursor<Vec<u8>>);

impl Read for Deaf {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        self.0.read(buf)
    }
}

impl Write for Deaf {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
}

#[test]
fn behind_a_failed_write_and_a_ping_the_close_is_read_where_writes_are_ignored() {
    for &role in Role::ALL {
        for ignored in [true, false] {
            let masked = role == Role::Server;
            let input = [frame(0x89, masked, b"?"), frame(0x88, masked, b"\x03\xE8")].concat();
            let tap = CloseTap::after_handshake(Deaf(Cursor::new(input)), role);
            let mut ws = WebSocket::from_raw_socket(tap, host(role), None);
            assert!(matches!(ws.send(Message::text("hi")), Err(Error::Io(_))));
            if ignored {
                ws.get_mut().watch.ignore_writes();
            }
            assert!(ws.read().unwrap().is_ping());
            match ws.read() {
                Ok(close) => assert!(ignored && close.is_close()),
                Err(error) => assert!(!ignored && matches!(error, Error::Io(_)), "{error}"),
            }
            assert_eq!(ws.get_mut().watch.take_close().is_some(), ignored);
        }
    }
}

#[test]
fn what_is_ignored_counts_as_written_whole() {
    let mut tap =
        CloseTap::after_handshake(Deaf(Cursor::new(text(Role::Client, "hi"))), Role::Client);
    tap.watch.ignore_writes();
    assert_eq!(tap.write(b"four").unwrap(), 4);
    let bufs = [IoSlice::new(b"four"), IoSlice::new(b"and five")];
    assert_eq!(tap.write_vectored(&bufs).unwrap(), 12);
    tap.flush().unwrap();
    assert_eq!(tap.read(&mut [0; 9]).unwrap(), 4);
}

#[cfg(feature = "tokio")]
#[tokio::test]
async fn an_async_tap_ignores_writes_too_and_shuts_the_io() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let (io, mut peer) = tokio::io::duplex(64);
    let mut tap = CloseTap::after_handshake(io, Role::Server);
    tap.write_all(b"sent").await.unwrap();
    tap.watch.ignore_writes();
    tap.write_all(&[0; 1000]).await.unwrap();
    let bufs = [IoSlice::new(b"four"), IoSlice::new(b"and five")];
    assert_eq!(tap.write_vectored(&bufs).await.unwrap(), 12);
    tap.flush().await.unwrap();
    tap.shutdown().await.unwrap();
    let mut told = Vec::new();
    peer.read_to_end(&mut told).await.unwrap();
    assert_eq!(told, b"sent");
}
