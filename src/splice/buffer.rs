//! The buffers that bytes are read into: a thread's, so that a pair which is idle holds none. What a slow
//! reader has not taken stays with its pair until it has.

use std::{cell::RefCell, mem, ops::Range};

/// As many bytes are read at once. tokio's `copy_bidirectional` has 8 KiB in each direction of each pair.
const SIZE: usize = 64 * 1024;
/// How many a thread keeps: as many pairs as may wait for a slow reader before the next has to make one.
const KEPT: usize = 8;
/// Below that a copy costs less than a buffer that is kept from others.
const WORTH_KEEPING: usize = 16 * 1024;

thread_local! {
    static BUFFERS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// Taken, so that a stream which itself holds a splice finds another.
pub(super) fn take() -> Vec<u8> {
    BUFFERS.with_borrow_mut(Vec::pop).unwrap_or_else(|| vec![0; SIZE])
}

/// Takes back one of those; others are dropped.
pub(super) fn give_back(buffer: Vec<u8>) {
    BUFFERS.with_borrow_mut(|buffers| {
        if buffer.len() == SIZE && buffers.len() < KEPT {
            buffers.push(buffer);
        }
    });
}

/// What was read, and not taken.
#[derive(Debug, Default)]
pub(super) struct Rest {
    bytes: Vec<u8>,
    at: usize,
    end: usize,
}

impl Rest {
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.at == self.end
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes[self.at..self.end]
    }

    /// So many have been taken.
    pub(super) fn advance(&mut self, count: usize) {
        self.at += count;
        if self.is_empty() && self.bytes.len() == SIZE {
            self.free();
        }
    }

    /// Gives the memory back, of what is empty or will never be taken.
    pub(super) fn free(&mut self) {
        give_back(mem::take(self).bytes);
    }

    /// Keeps these bytes of a buffer behind the others, if need be with the buffer.
    pub(super) fn keep(&mut self, buffer: &mut Vec<u8>, range: Range<usize>) {
        if self.is_empty() && range.len() >= WORTH_KEEPING {
            *self = Self { bytes: mem::take(buffer), at: range.start, end: range.end };
        } else {
            self.append(&buffer[range]);
        }
    }

    /// Gives up so many of the last.
    pub(super) fn cut(&mut self, count: usize) {
        self.end = self.end.saturating_sub(count).max(self.at);
    }

    pub(super) fn append(&mut self, bytes: &[u8]) {
        if self.is_empty() {
            (self.at, self.end) = (0, 0);
        }
        self.bytes.truncate(self.end);
        self.bytes.extend_from_slice(bytes);
        self.end = self.bytes.len();
    }
}
