//! What a wrapper allocates: nothing for a message, one block for a connection.
//!
//! One test, alone in its binary: another thread's allocations would count too.

use std::{
    alloc::System,
    io::{self, Read, Write},
};

use closeframe::{CloseMonitor, CloseTap};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tungstenite::{Message, WebSocket, protocol::Role};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The same masked pings for ever, which tungstenite reads without an allocation of its own, and
/// output that goes nowhere.
struct Pings;

impl Read for Pings {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        for frame in buf.chunks_exact_mut(6) {
            frame.copy_from_slice(b"\x8A\x80\0\0\0\0");
            written += 6;
        }
        Ok(written)
    }
}

impl Write for Pings {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn allocations(mut run: impl FnMut()) -> usize {
    let region = Region::new(ALLOCATOR);
    run();
    let change = region.change();
    change.allocations + change.reallocations
}

#[test]
fn a_message_costs_none_and_a_connection_one() {
    const MESSAGES: usize = 10_000;
    let monitor = CloseMonitor::silent();
    let message = Message::binary(vec![7; 16]);

    let mut bare = WebSocket::from_raw_socket(Pings, Role::Server, None);
    let mut wrapped = monitor.wrap(WebSocket::from_raw_socket(Pings, Role::Server, None));
    let tap: CloseTap<Pings> = monitor.tap_upgraded(Pings);
    let mut tapped = monitor.wrap_tapped(WebSocket::from_raw_socket(tap, Role::Server, None));
    let of_bare = allocations(|| {
        for _ in 0..MESSAGES {
            bare.read().unwrap();
            bare.write(message.clone()).unwrap();
        }
    });
    let of_wrapped = allocations(|| {
        for _ in 0..MESSAGES {
            wrapped.read().unwrap();
            wrapped.write(message.clone()).unwrap();
        }
    });
    let of_tapped = allocations(|| {
        for _ in 0..MESSAGES {
            tapped.read().unwrap();
            tapped.write(message.clone()).unwrap();
        }
    });
    // tungstenite's own buffers grow a few times, not at the same moments in each.
    for (name, count) in [("wrapped", of_wrapped), ("tapped", of_tapped)] {
        let more = count.saturating_sub(of_bare);
        assert!(more <= 3, "{name}: {count} allocations for {MESSAGES} messages, bare {of_bare}");
    }

    const CONNECTIONS: usize = 10_000;
    let mut sockets: Vec<_> =
        (0..CONNECTIONS).map(|_| WebSocket::from_raw_socket(Pings, Role::Server, None)).collect();
    let mut open = Vec::with_capacity(CONNECTIONS);
    let of_wrapping = allocations(|| open.extend(sockets.drain(..).map(|ws| monitor.wrap(ws))));
    // The monitor's list of open connections grows a few times, in each of its parts.
    let per_connection = of_wrapping as f64 / CONNECTIONS as f64;
    assert!((1.0..1.05).contains(&per_connection), "{per_connection} per connection");
}
