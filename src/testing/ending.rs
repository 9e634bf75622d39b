//! The ways in which a peer ends a connection, by name, and the rules that it can break.
//!
//! They are the peer's side of every outcome that is not the application's own doing. How the peer goes
//! about them is told in `peer.rs`.

use std::io;

use super::frames::{self, frame, header};
use crate::Role;

/// How a scripted peer ends: what [`Peer::end`](super::Peer::end) takes.
///
/// The outcome that is named is that of a handler that reads, whose own close did not go first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PeerEnding {
    /// It closes with this code and reason, and waits for the answer:
    /// [`Clean`](crate::Outcome::Clean). 1005 stands for an empty frame.
    Closes(u16, &'static str),
    /// It closes, and is gone before an answer can reach it, as a browser that navigates away:
    /// [`NotAwaited`](crate::Outcome::NotAwaited).
    Leaves(u16, &'static str),
    /// It waits for our close, and answers it: [`Clean`](crate::Outcome::Clean).
    Answers,
    /// It waits for our close, and takes it for an error, as some clients do with 1012 to 1014: it answers
    /// with 1002. [`Clean`](crate::Outcome::Clean), and [`Rejected`](crate::Violation::Rejected).
    Rejects,
    /// It waits for our close, and ends TCP without an answer:
    /// [`Unanswered`](crate::Outcome::Unanswered).
    HangsUp,
    /// It ends TCP (FIN) without a close frame: [`Eof`](crate::Outcome::Eof).
    Vanishes,
    /// It resets TCP (RST): [`Reset`](crate::Outcome::Reset).
    Resets,
    /// The system finds no way to it any more: [`Unreachable`](crate::Outcome::Unreachable).
    Unreachable,
    /// Every read and write fails in another way: [`IoError`](crate::Outcome::IoError) for most kinds;
    /// `UnexpectedEof` is what TLS libraries say of a stream that was cut.
    Fails(io::ErrorKind),
    /// It takes all that we send, and sends nothing more: [`Timeout`](crate::Outcome::Timeout) once we
    /// close, [`PingTimeout`](crate::Outcome::PingTimeout) with a [`Keepalive`](crate::Keepalive).
    NeverAnswers,
    /// It takes nothing more, and sends nothing: [`Stalled`](crate::Outcome::Stalled) with a
    /// [`write_timeout`](crate::Policy::with_write_timeout), once there is something to write.
    StopsReading,
    /// It breaks a rule, and then reads what it is told: see [`Rule`].
    Breaks(Rule),
}

impl PeerEnding {
    /// Each of them, with 1001 for a code and a rule of each kind.
    pub const ALL: &'static [Self] = &[
        Self::Closes(1001, "bye"),
        Self::Leaves(1001, "bye"),
        Self::Answers,
        Self::Rejects,
        Self::HangsUp,
        Self::Vanishes,
        Self::Resets,
        Self::Unreachable,
        Self::Fails(io::ErrorKind::PermissionDenied),
        Self::NeverAnswers,
        Self::StopsReading,
        Self::Breaks(Rule::InvalidCode(1006)),
        Self::Breaks(Rule::TruncatedCode),
        Self::Breaks(Rule::ReasonInvalidUtf8),
        Self::Breaks(Rule::CloseTooLong),
        Self::Breaks(Rule::CloseFragmented),
        Self::Breaks(Rule::TextInvalidUtf8),
        Self::Breaks(Rule::MessageTooBig),
        Self::Breaks(Rule::ReservedBits),
        Self::Breaks(Rule::ReservedOpcode),
        Self::Breaks(Rule::BadFragmentation),
        Self::Breaks(Rule::WrongMask),
        Self::Breaks(Rule::HttpResponse),
    ];
}

/// A rule that a scripted peer breaks.
///
/// The first five are close frames, and a report's [`violation`](crate::CloseReport::violation) too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// A close frame with a code that may not be sent, 1006 for example.
    InvalidCode(u16),
    /// A close frame with a payload of a single byte.
    TruncatedCode,
    /// A close frame whose reason is not UTF-8: [`InvalidPayload`](crate::Outcome::InvalidPayload).
    ReasonInvalidUtf8,
    /// A close frame with a payload of more than 125 bytes.
    CloseTooLong,
    /// A close frame that is not final.
    CloseFragmented,
    /// A text that is not UTF-8: [`InvalidPayload`](crate::Outcome::InvalidPayload).
    TextInvalidUtf8,
    /// A frame that declares a tebibyte: [`TooBig`](crate::Outcome::TooBig).
    MessageTooBig,
    /// A text with a reserved bit set.
    ReservedBits,
    /// A frame with the opcode 3.
    ReservedOpcode,
    /// A continuation where nothing is to be continued.
    BadFragmentation,
    /// A text that is not masked from a client, or is masked from a server.
    WrongMask,
    /// No frame at all, but a proxy's `502 Bad Gateway`.
    HttpResponse,
}

/// As long as the frame for which tungstenite takes it, so that nobody waits for the rest.
const BAD_GATEWAY: &[u8] = b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n\
<html><body><h1>502 Bad Gateway</h1></body></html>\r\n";

impl Rule {
    /// What goes over the wire.
    pub(super) fn bytes(self, from: Role) -> Vec<u8> {
        match self {
            Self::InvalidCode(code) => frame(from, frames::CLOSE, &frames::close_payload(code, "")),
            Self::TruncatedCode => frame(from, frames::CLOSE, b"\x03"),
            Self::ReasonInvalidUtf8 => frame(from, frames::CLOSE, b"\x03\xE8\xFF"),
            Self::CloseTooLong => {
                frame(from, frames::CLOSE, &frames::close_payload(1000, &"x".repeat(124)))
            }
            Self::CloseFragmented => {
                frame(from, frames::CLOSE & 0x7F, &frames::close_payload(1000, ""))
            }
            Self::TextInvalidUtf8 => frame(from, frames::TEXT, b"\xFF"),
            Self::MessageTooBig => header(from, frames::BINARY, 1 << 40),
            Self::ReservedBits => frame(from, frames::TEXT | 0x40, b"x"),
            Self::ReservedOpcode => frame(from, 0x83, b"x"),
            Self::BadFragmentation => frame(from, frames::CONTINUATION, b"x"),
            Self::WrongMask => frame(other(from), frames::TEXT, b"x"),
            Self::HttpResponse => BAD_GATEWAY.to_vec(),
        }
    }
}

pub(super) fn other(role: Role) -> Role {
    match role {
        Role::Server => Role::Client,
        Role::Client => Role::Server,
    }
}
