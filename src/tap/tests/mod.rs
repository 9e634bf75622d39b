//! The tap in bytes, with tungstenite above it as it is in use.

mod closes;
mod foreign;
mod leftover;
#[cfg(feature = "tokio")]
mod peek;
mod unaltered;
mod writes;

use std::io::{self, Read, Write};

use tungstenite::{WebSocket, protocol, protocol::WebSocketConfig};

use super::CloseTap;
use crate::Role;

/// All at once, and a byte at a time.
const SIZES: [usize; 2] = [usize::MAX, 1];

/// A peer that sends its input in reads of at most `size` bytes, and then is silent.
struct Silent {
    input: Vec<u8>,
    size: usize,
}

impl Read for Silent {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.input.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let count = self.size.min(buf.len()).min(self.input.len());
        buf[..count].copy_from_slice(&self.input[..count]);
        self.input.drain(..count);
        Ok(count)
    }
}

impl Write for Silent {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Ok(buf.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn host(role: Role) -> protocol::Role {
    match role {
        Role::Server => protocol::Role::Server,
        Role::Client => protocol::Role::Client,
    }
}

/// tungstenite over a tap that knows how the peer has to mask.
fn tapped(
    role: Role,
    accept_unmasked_frames: bool,
    input: &[u8],
    size: usize,
) -> WebSocket<CloseTap<Silent>> {
    let mut tap = CloseTap::after_handshake(Silent { input: input.to_vec(), size }, role);
    let config = WebSocketConfig::default().accept_unmasked_frames(accept_unmasked_frames);
    tap.watch.activate(&config);
    WebSocket::from_raw_socket(tap, host(role), Some(config))
}

/// A text frame as the peer of `role` sends it, with a mask of zeros.
fn text(role: Role, text: &str) -> Vec<u8> {
    frame(0x81, role == Role::Server, text.as_bytes())
}

fn frame(first: u8, masked: bool, payload: &[u8]) -> Vec<u8> {
    let mask_bit = if masked { 0x80 } else { 0 };
    let mut bytes = vec![first, mask_bit | payload.len() as u8];
    if masked {
        bytes.extend([0; 4]);
    }
    bytes.extend(payload);
    bytes
}
