//! Blocking sockets without a runtime: a server thread and a client, both wrapped.
//!
//! ```text
//! cargo run --example blocking
//! ```
//!
//! The client sends a text, and closes with 4001 when it comes back. Each side tells how it saw the
//! end, the server first:
//!
//! ```text
//! server: received 4001 Private Use "session moved"; then sent 4001 Private Use
//! client: sent 4001 Private Use "session moved"; then received 4001 Private Use "session moved"
//! ```

use std::{
    net::{TcpListener, TcpStream},
    thread,
};

use anyhow::Context;
use closeframe::{Close, CloseMonitor, CloseReport};
use tungstenite::Message;

fn main() -> anyhow::Result<()> {
    let closes = CloseMonitor::default();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;

    let server = thread::spawn({
        let closes = closes.clone();
        move || serve(&listener, &closes)
    });
    let client = run_client(TcpStream::connect(address)?, &closes)?;
    let server = server.join().expect("the server does not panic")?;

    println!("server: {server}");
    println!("client: {client}");
    Ok(())
}

/// Echoes the messages of one connection; returns how it ended.
fn serve(listener: &TcpListener, closes: &CloseMonitor) -> anyhow::Result<CloseReport> {
    let (tcp, _) = listener.accept()?;
    let mut ws = closes.wrap_tapped(tungstenite::accept(closes.tap(tcp))?);
    // Any error is the end, which the report explains.
    while let Ok(message) = ws.read() {
        if message.is_text() || message.is_binary() {
            ws.send(message)?;
        }
    }
    ws.close_report().cloned().context("the connection has ended")
}

/// Sends a text, and closes when it comes back; returns how it ended.
fn run_client(tcp: TcpStream, closes: &CloseMonitor) -> anyhow::Result<CloseReport> {
    let (ws, _) = tungstenite::client("ws://localhost/", closes.tap_client(tcp))?;
    let mut ws = closes.wrap_tapped(ws);
    ws.send(Message::text("hello"))?;
    while let Ok(message) = ws.read() {
        if message.is_text() {
            ws.close(Close::new(4001, "session moved")?.into())?;
        }
    }
    ws.close_report().cloned().context("the connection has ended")
}
