//! The tap over blocking (or non-blocking) `Read + Write`.

use std::io::{self, IoSlice, Read, Write};

use super::CloseTap;

impl<Io: Read> Read for CloseTap<Io> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.watch.state.is_closed() {
                return Ok(self.watch.state.read_held(buf));
            }
            let read = match self.watch.unread() {
                None => self.io.read(buf)?,
                Some(unread) => unread.hand_up(buf)?,
            };
            if read == 0 {
                return Ok(self.watch.state.read_held(buf));
            }
            self.watch.has_read = true;
            let up = self.watch.scan(&buf[..read]);
            if self.watch.is_past_deadline() {
                return Err(io::ErrorKind::WouldBlock.into());
            }
            match up {
                // All of it belongs to a close frame, which is kept back.
                0 => {}
                up => return Ok(up),
            }
        }
    }
}

impl<Io: Write> Write for CloseTap<Io> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        if self.watch.ignores_writes {
            return Ok(buf.len());
        }
        self.io.write(buf).inspect(|_| self.watch.has_written = true)
    }

    fn write_vectored(&mut self, bufs: &[IoSlice<'_>]) -> io::Result<usize> {
        if self.watch.ignores_writes {
            return Ok(bufs.iter().map(|buf| buf.len()).sum());
        }
        self.io.write_vectored(bufs).inspect(|_| self.watch.has_written = true)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.watch.ignores_writes {
            return Ok(());
        }
        self.io.flush()
    }
}
