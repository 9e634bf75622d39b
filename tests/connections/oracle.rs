//! The tap's oracle is tungstenite itself: over a tap, in whatever chunks, it yields what it yields
//! without one, up to and including the first close frame.
//!
//! Also compiled by `tests/fuzz`.

use std::io::{self, Read, Write};

use closeframe::{CloseMonitor, Role};
use tungstenite::{Message, WebSocket, protocol::WebSocketConfig};

use crate::wire::host;

/// Of a frame: over it, tungstenite fails before it reads the payload.
pub(crate) const MAX_FRAME: usize = 100_000;

/// Limits that a test's input can reach.
pub(crate) fn limits() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(4096)
        .max_frame_size(Some(MAX_FRAME))
        .max_message_size(Some(2 * MAX_FRAME))
}

/// Fails if a tap over `input`, read in chunks of the `sizes`, changes what tungstenite yields.
///
/// A close frame whose header alone is illegal fails earlier over a tap, without being waited for, so
/// it has to be whole in `input`; over the limit of a frame it fails by another rule.
#[track_caller]
pub(crate) fn assert_tap_changes_nothing(role: Role, input: &[u8], sizes: &[usize]) {
    let bare = Chunks::new(input, &[4096]);
    let bare = yielded(WebSocket::from_raw_socket(bare, host(role), Some(limits())));
    let tap = CloseMonitor::silent().tap_upgraded(Chunks::new(input, sizes));
    let over_tap = yielded(WebSocket::from_raw_socket(tap, host(role), Some(limits())));
    assert_eq!(until_close(&bare), until_close(&over_tap), "bare and over a tap: {input:x?}");
}

/// A reader that gives its input in the chunks that it was told.
pub(crate) struct Chunks<'a> {
    input: &'a [u8],
    sizes: &'a [usize],
    reads: usize,
}

impl<'a> Chunks<'a> {
    /// `sizes` are gone through again and again; none may be 0.
    pub(crate) fn new(input: &'a [u8], sizes: &'a [usize]) -> Self {
        Self { input, sizes, reads: 0 }
    }
}

impl Read for Chunks<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes[self.reads % self.sizes.len()].min(buf.len());
        self.reads += 1;
        self.input.read(&mut buf[..size])
    }
}

impl Write for Chunks<'_> {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a WebSocket yields, with the error's text.
pub(crate) type Item = Result<Message, String>;

/// Everything that a WebSocket yields, up to the first error.
pub(crate) fn yielded<S: Read + Write>(mut ws: WebSocket<S>) -> Vec<Item> {
    let mut all = Vec::new();
    loop {
        let item = ws.read().map_err(|error| error.to_string());
        let over = item.is_err();
        all.push(item);
        if over {
            return all;
        }
    }
}

/// What counts: all up to and including the first close frame.
pub(crate) fn until_close(all: &[Item]) -> &[Item] {
    let close = all.iter().position(|item| matches!(item, Ok(Message::Close(_))));
    &all[..close.map_or(all.len(), |at| at + 1)]
}
