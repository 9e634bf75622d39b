//! What a splice holds: its state while it is idle, and a buffer at most while it is not, however long a frame
//! may be.
//!
//! One test, alone in its binary: another thread's allocations would count too.

use std::{
    alloc::System,
    io,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use closeframe::CloseMonitor;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Gives so many bytes, after those of a header; and takes a few at a time, and every other time none.
struct Side {
    header: &'static [u8],
    left: u64,
    takes: bool,
}

impl AsyncRead for Side {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let header = std::mem::take(&mut self.header);
        if !header.is_empty() {
            buf.put_slice(header);
            return Poll::Ready(Ok(()));
        }
        let count = self.left.min(buf.remaining() as u64);
        if count == 0 {
            return Poll::Pending;
        }
        self.left -= count;
        buf.initialize_unfilled_to(count as usize).fill(0x88);
        buf.advance(count as usize);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Side {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.takes = !self.takes;
        if self.takes { Poll::Ready(Ok(buf.len().min(40_000))) } else { Poll::Pending }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

const LENGTH: u64 = 1 << 30;
/// The header of a masked frame of that length.
const HEADER: &[u8] = b"\x82\xFF\0\0\0\0\x40\0\0\0\0\0\0\0";

fn sides(left: u64) -> (Side, Side) {
    let client = Side { header: HEADER, left, takes: false };
    (client, Side { header: b"", left: 0, takes: false })
}

#[test]
fn a_gigabyte_takes_a_buffer_and_an_idle_pair_none() {
    let closes = CloseMonitor::silent();
    let mut cx = Context::from_waker(Waker::noop());

    let (mut client, mut server) = sides(LENGTH);
    let mut splice = closes.splice(&mut client, &mut server);
    let handle = splice.close_handle();
    let region = Region::new(ALLOCATOR);
    // More often than it takes.
    for _ in 0..(LENGTH >> 14) {
        assert!(Pin::new(&mut splice).poll(&mut cx).is_pending());
    }
    let allocated = region.change().bytes_allocated;
    assert!(allocated < 512 * 1024, "{allocated} bytes were allocated, in all");
    drop(splice);
    assert_eq!(client.left, 0);
    assert!(handle.close_report().is_some());

    const PAIRS: usize = 1000;
    let mut pairs: Vec<_> = (0..PAIRS).map(|_| sides(100_000)).collect();
    let splices = pairs.iter_mut().map(|(client, server)| closes.splice(client, server));
    let mut splices: Vec<_> = splices.collect();
    let region = Region::new(ALLOCATOR);
    for _ in 0..50 {
        for splice in &mut splices {
            assert!(Pin::new(splice).poll(&mut cx).is_pending());
        }
    }
    let change = region.change();
    let held = change.bytes_allocated.saturating_sub(change.bytes_deallocated) / PAIRS;
    // A few buffers are the thread's.
    assert!(held < 600, "{held} bytes are held by each idle pair");
    drop(splices);
    assert!(pairs.iter().all(|(client, _)| client.left == 0));
}
