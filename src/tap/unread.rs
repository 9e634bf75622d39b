//! What was taken from the io and has not gone up yet: what an upgrade left over, and what was read
//! ahead.

use std::io;

use bytes::{Buf, BytesMut};

#[cfg(feature = "tokio")]
use super::peek::PeekScanner;

/// Read before the io is, through the scanner as if it came from there.
#[derive(Debug, Default)]
pub(super) struct Unread {
    pub(super) bytes: BytesMut,
    /// How many bytes have gone up since there were none.
    pub(super) handed_up: u64,
    /// How the io ended behind them.
    pub(super) end: Option<End>,
    #[cfg(feature = "tokio")]
    pub(super) peek_scanner: Option<PeekScanner>,
}

#[derive(Debug)]
#[cfg_attr(not(feature = "tokio"), allow(dead_code, reason = "nobody reads ahead"))]
pub(super) enum End {
    Failed(io::Error),
    Eof,
    /// Whoever reads knows of it.
    Read,
}

impl Unread {
    /// Takes bytes that an upgrade handed out beside the io.
    pub(super) fn push(&mut self, leftover: &[u8]) {
        self.bytes.extend_from_slice(leftover);
    }

    /// Whether there is something to read here, or nothing to read from the io any more.
    #[inline]
    pub(super) fn is_any(&self) -> bool {
        !self.bytes.is_empty() || self.end.is_some()
    }

    /// Moves what comes next into `out`: bytes, then the io's error, then the end of the stream.
    pub(super) fn hand_up(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.bytes.is_empty() {
            return match self.end.replace(End::Read) {
                Some(End::Failed(error)) => Err(error),
                _ => Ok(0),
            };
        }
        let count = self.bytes.len().min(out.len());
        self.bytes.copy_to_slice(&mut out[..count]);
        self.handed_up += count as u64;
        if self.bytes.is_empty() {
            // Most connections never need the room again.
            *self = Self { end: self.end.take(), ..Self::default() };
        }
        Ok(count)
    }
}
