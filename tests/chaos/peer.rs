//! The client's side, in raw bytes, and what it saw.

use std::io;

use closeframe::Role;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::yield_now,
};

use crate::{
    dice::Dice,
    wire::{close, frame, ping},
};

const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n\
Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

pub(crate) struct Peer {
    tcp: TcpStream,
    inbox: Vec<u8>,
    dice: Dice,
    pub(crate) view: View,
}

/// What a client can tell in the end.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct View {
    /// The server's close frame, 1005 for an empty one.
    pub(crate) close: Option<(u16, String)>,
    /// The code of our own, where it holds one.
    pub(crate) sent: Option<Option<u16>>,
    /// How TCP ended, if we read on so far.
    pub(crate) end: Option<End>,
    /// The server drained, and opened nothing.
    pub(crate) refused: bool,
    /// Something came after the server's close frame.
    pub(crate) afterwards: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Fin,
    Reset,
}

/// The server did what was not its turn.
#[derive(Debug)]
pub(crate) struct Surprise(pub(crate) &'static str);

impl Peer {
    pub(crate) fn new(tcp: TcpStream, dice: Dice) -> Self {
        Self { tcp, inbox: Vec::new(), dice, view: View::default() }
    }

    pub(crate) async fn shake_hands(&mut self) -> Result<(), Surprise> {
        self.send(REQUEST).await;
        loop {
            if let Some(end) = self.inbox.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                self.view.refused = self.inbox.starts_with(b"HTTP/1.1 503 ");
                self.inbox.drain(..end + 4);
                return if self.view.refused { Err(Surprise("a refusal")) } else { Ok(()) };
            }
            if !self.fill().await {
                return Err(Surprise("no handshake"));
            }
        }
    }

    /// Leaves before the handshake is done.
    pub(crate) async fn shake_hands_half(&mut self) {
        let cut = self.dice.below(REQUEST.len());
        self.send(&REQUEST[..cut]).await;
    }

    /// Sends, in pieces of any size. What does not arrive shows in how it ends.
    pub(crate) async fn send(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let all = self.dice.one_in(2);
            let len = if all { bytes.len() } else { 1 + self.dice.below(bytes.len()) };
            if self.tcp.write_all(&bytes[..len]).await.is_err() {
                return;
            }
            bytes = &bytes[len..];
            if self.dice.one_in(2) {
                yield_now().await;
            }
        }
    }

    pub(crate) async fn close(&mut self, bytes: &[u8], code: Option<u16>) {
        self.view.sent = Some(code);
        self.send(bytes).await;
    }

    /// Sends in one piece, with the code if it holds a close.
    pub(crate) async fn send_whole(&mut self, bytes: &[u8], code: Option<u16>) {
        self.view.sent = code.map(Some);
        let _ = self.tcp.write_all(bytes).await;
    }

    pub(crate) async fn talk(&mut self, times: usize) -> Result<(), Surprise> {
        for _ in 0..times {
            self.say().await?;
        }
        Ok(())
    }

    pub(crate) async fn read_messages(&mut self, times: usize) -> Result<(), Surprise> {
        for _ in 0..times {
            self.read_message().await?;
        }
        Ok(())
    }

    /// Sends a message, whole or in fragments with a ping between, and reads its echo.
    async fn say(&mut self) -> Result<(), Surprise> {
        let len = self.dice.pick(&[0, 1, 125, 126, 1000, 20_000]);
        let payload = vec![b'a' + self.dice.below(26) as u8; len];
        let opcode = self.dice.pick(&[1, 2]);
        if self.dice.one_in(3) {
            let (start, rest) = payload.split_at(self.dice.below(len + 1));
            self.send(&frame(Role::Client, opcode, start)).await;
            self.send(&ping(Role::Client)).await;
            self.send(&frame(Role::Client, 0x80, rest)).await;
        } else {
            self.send(&frame(Role::Client, 0x80 | opcode, &payload)).await;
        }
        match self.read_message().await? {
            echo if echo == payload => Ok(()),
            _ => Err(Surprise("another echo")),
        }
    }

    async fn read_message(&mut self) -> Result<Vec<u8>, Surprise> {
        loop {
            match self.read().await {
                Some((0x81 | 0x82, payload)) => return Ok(payload),
                Some((0x88, _)) => return Err(Surprise("a close")),
                Some(_) => {}
                None => return Err(Surprise("the end")),
            }
        }
    }

    /// Reads on to the server's close.
    pub(crate) async fn read_to_close(&mut self) -> Result<(), Surprise> {
        while self.view.close.is_none() {
            self.read().await.ok_or(Surprise("the end instead of a close"))?;
        }
        Ok(())
    }

    /// Says what the server said.
    pub(crate) async fn answer(&mut self) {
        if let (Some((code, _)), None) = (&self.view.close, &self.view.sent) {
            let code = *code;
            let bytes = match code {
                1005 => frame(Role::Client, 0x88, b""),
                code => close(Role::Client, code, b""),
            };
            self.close(&bytes, Some(code)).await;
        }
    }

    pub(crate) async fn read_to_end(&mut self) {
        while self.read().await.is_some() {}
    }

    pub(crate) async fn shut_down(&mut self) {
        let _ = self.tcp.shutdown().await;
    }

    /// Leaves with FIN, or with RST: at once, though data may lie unsent.
    pub(crate) fn leave(self, by: End) -> View {
        if by == End::Reset {
            self.tcp.set_zero_linger().expect("a socket can be set to reset");
        }
        self.view
    }

    async fn read(&mut self) -> Option<(u8, Vec<u8>)> {
        loop {
            if let Some((first, payload, rest)) = split_frame(&self.inbox) {
                let frame = (first, payload.to_vec());
                let read = self.inbox.len() - rest.len();
                self.inbox.drain(..read);
                self.view.afterwards |= self.view.close.is_some();
                if first == 0x88 && self.view.close.is_none() {
                    self.view.close = Some(read_close(&frame.1));
                }
                return Some(frame);
            }
            if !self.fill().await {
                return None;
            }
        }
    }

    async fn fill(&mut self) -> bool {
        if self.view.end.is_some() {
            return false;
        }
        self.view.end = match self.tcp.read_buf(&mut self.inbox).await {
            Ok(0) => Some(End::Fin),
            Ok(_) => None,
            Err(error) => {
                let kinds = [io::ErrorKind::ConnectionReset, io::ErrorKind::ConnectionAborted];
                assert!(kinds.contains(&error.kind()), "{error}");
                Some(End::Reset)
            }
        };
        self.view.end.is_none()
    }
}

fn read_close(payload: &[u8]) -> (u16, String) {
    match payload {
        [high, low, reason @ ..] => {
            let reason = String::from_utf8(reason.to_vec()).expect("a server's reason is UTF-8");
            (u16::from_be_bytes([*high, *low]), reason)
        }
        _ => (1005, String::new()),
    }
}

/// First byte and payload of a server's frame, and what comes after it; `None` if it is not whole.
fn split_frame(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [first, second, rest @ ..] = bytes else { return None };
    let (len, rest) = match second {
        126 => {
            let (len, rest) = rest.split_first_chunk()?;
            (u16::from_be_bytes(*len).into(), rest)
        }
        127 => {
            let (len, rest) = rest.split_first_chunk()?;
            (u64::from_be_bytes(*len) as usize, rest)
        }
        len => (usize::from(*len), rest),
    };
    let (payload, rest) = rest.split_at_checked(len)?;
    Some((*first, payload, rest))
}
