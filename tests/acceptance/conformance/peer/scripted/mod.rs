//! Connections that end as their URL says: what the matrix against other implementations runs.
//!
//! A process is server and client at once. It prints its address, connects to every URL that comes
//! on standard input, and prints one line of JSON for each connection that ended: its report. A line
//! `go ID` there lets a connection go on that waits for it.

pub(super) mod asynchronous;
pub(super) mod blocking;

use std::time::Duration;

use anyhow::Context;
use closeframe::{CloseMonitor, CloseReport, Keepalive, Policy, ReceivedClose};
use serde::Deserialize;
use serde_json::json;
use tungstenite::{
    Message,
    protocol::{
        CloseFrame,
        frame::{
            Frame,
            coding::{Data, OpCode},
        },
    },
};

/// What one connection is to do: the last part of the URL's path, JSON in hexadecimal digits.
#[derive(Debug, Clone, Deserialize)]
struct Plan {
    id: u64,
    close_timeout_ms: u64,
    /// The interval and the limit, in milliseconds.
    keepalive_ms: Option<(u64, u64)>,
    ours: Vec<Step>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    /// Sends a text.
    Send(String),
    /// Sends a binary message of so many bytes.
    SendBytes(usize),
    /// Writes so many messages before anything is flushed.
    Queue(usize),
    Ping,
    /// Begins a message and leaves it at that.
    Fragment(String),
    /// Reads so many messages.
    Await(usize),
    /// Sends a close, legal or not; without a code an empty one.
    Close(Option<u16>, String),
    /// Does not look at the socket for so many milliseconds.
    Deaf(u64),
    /// Reads until standard input says `go`. Async sockets only, as the next.
    Go,
    /// Has the monitor drain, with 1001 and no reason.
    Drain,
    Drop,
    Panic,
}

impl Plan {
    fn in_path(path: &str) -> anyhow::Result<Self> {
        let digits = path.trim_start_matches('/').as_bytes();
        let json = digits
            .chunks(2)
            .map(|byte| Ok(u8::from_str_radix(std::str::from_utf8(byte)?, 16)?))
            .collect::<anyhow::Result<Vec<u8>>>()?;
        serde_json::from_slice(&json).with_context(|| format!("no plan in {path}"))
    }

    fn close_timeout(&self) -> Duration {
        Duration::from_millis(self.close_timeout_ms)
    }

    /// A monitor for this connection alone, which prints its report.
    fn monitor(&self) -> CloseMonitor {
        let id = self.id;
        let keepalive = self.keepalive_ms.map(|(interval, limit)| {
            Keepalive::default()
                .with_interval(Duration::from_millis(interval))
                .with_limit(Duration::from_millis(limit))
        });
        CloseMonitor::silent()
            .with_policy(
                Policy::default()
                    .with_close_timeout(self.close_timeout())
                    .with_keepalive(keepalive),
            )
            .with_observer(move |report: &CloseReport| println!("{}", line(id, report)))
    }
}

fn line(id: u64, report: &CloseReport) -> serde_json::Value {
    json!({
        "id": id,
        "role": report.role().as_str(),
        "initiator": report.initiator().as_str(),
        "outcome": report.outcome().as_str(),
        "code": report.code().map(|code| code.as_u16()),
        "reason": report.reason(),
        "received_code": report.received_code().map(|code| code.as_u16()),
        "received_reason": report.received().map(ReceivedClose::reason),
        "sent_code": report.sent_code().map(|code| code.as_u16()),
        "violation": report.violation().map(|(_, violation)| violation.as_str()),
        "source": report.source().as_str(),
        "error_type": report.error_type().map(|error| error.as_str()),
    })
}

/// A close as tungstenite's users write it: illegal ones too.
fn close(code: Option<u16>, reason: &str) -> Message {
    Message::Close(code.map(|code| CloseFrame { code: code.into(), reason: reason.into() }))
}

/// The first frame of a message that has more.
fn beginning(text: &str) -> Message {
    Message::Frame(Frame::message(text.to_owned(), OpCode::Data(Data::Text), false))
}

fn queued() -> Message {
    Message::binary(vec![0; 1024])
}
