//! Classification: what an error of tungstenite's, or of what lies under it, says about how the
//! connection ended. By type where the type can be had, and by text where it can't (Q21). Both ways say
//! the same, which a test holds them to.

#[cfg(test)]
mod tests;

use std::io;

use tungstenite::{Error, error::ProtocolError};

use super::Fault;
use crate::{ErrorType, Outcome};

impl Fault {
    /// The only error that tells, without a tap, that it was a close frame that broke a rule.
    #[cfg(feature = "axum")]
    pub(crate) const TRUNCATED_CLOSE: Self = Self::protocol(ErrorType::TruncatedCloseCode);

    /// `None` for errors that say nothing about the connection: a full buffer, a message sent after
    /// the close, a repeated read of a closed socket.
    pub(crate) fn of(error: &Error) -> Option<Self> {
        let (outcome, error_type) = match error {
            Error::Io(error) => return Self::of_io(error),
            Error::Tls(_) => (Outcome::IoError, ErrorType::Tls),
            Error::Utf8(_) => (Outcome::InvalidPayload, ErrorType::InvalidUtf8),
            Error::Capacity(_) => (Outcome::TooBig, ErrorType::MessageTooBig),
            Error::Protocol(error) => return Self::of_protocol(error),
            _ => return None,
        };
        Some(Self { outcome, error_type })
    }

    /// What an error says whose type is out of reach: `None` as in [`of`](Self::of).
    ///
    /// axum 0.8 pins another tungstenite with each of its releases, so a downcast to the one that is
    /// used here would fail with the others, silently.
    #[cfg(feature = "axum")]
    pub(crate) fn of_opaque(error: &(dyn std::error::Error + 'static)) -> Option<Self> {
        let mut causes = std::iter::successors(Some(error), |error| error.source());
        if let Some(error) = causes.find_map(|cause| cause.downcast_ref::<io::Error>()) {
            return Self::of_io(error);
        }
        let text = error.to_string();
        match TEXTS.iter().find(|(start, _)| text.starts_with(start)) {
            Some((_, fault)) => *fault,
            None => Some(Self::protocol(ErrorType::Other)),
        }
    }

    /// What ended a transport, as an application tells it. Unlike tungstenite, other libraries say
    /// `UnexpectedEof` of a plain FIN too; what TLS says names the close_notify that it missed.
    pub(crate) fn of_ended_io(error: &io::Error) -> Self {
        match Self::of_io(error) {
            Some(fault) if fault.error_type != ErrorType::TlsTruncated => fault,
            Some(fault) if error.to_string().contains("close_notify") => fault,
            Some(_) => Self::EOF,
            None => Self::IO,
        }
    }

    /// `None` for a read time-out of a blocking socket, which is `WouldBlock` on Unix. Windows says
    /// `TimedOut` with an OS error, as of a peer that it gave up, and calls the socket unusable after
    /// either: there both are `unreachable`.
    pub(crate) fn of_io(error: &io::Error) -> Option<Self> {
        use io::ErrorKind::{
            BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, HostUnreachable,
            Interrupted, NetworkDown, NetworkUnreachable, TimedOut, UnexpectedEof, WouldBlock,
        };
        let by_system = error.raw_os_error();
        // The standard library makes the kind of an OS error from its number, on each system.
        let (outcome, error_type) = match error.kind() {
            WouldBlock | Interrupted => return None,
            ConnectionReset => (Outcome::Reset, ErrorType::ConnectionReset),
            // Before there is a connection.
            ConnectionRefused => (Outcome::IoError, ErrorType::ConnectionRefused),
            ConnectionAborted => (Outcome::Reset, ErrorType::ConnectionAborted),
            BrokenPipe => (Outcome::Reset, ErrorType::BrokenPipe),
            // What rustls and its kin say when TCP ends without close_notify.
            UnexpectedEof => (Outcome::Eof, ErrorType::TlsTruncated),
            TimedOut if by_system.is_some() => {
                (Outcome::Unreachable, ErrorType::ConnectionTimedOut)
            }
            HostUnreachable => (Outcome::Unreachable, ErrorType::HostUnreachable),
            NetworkUnreachable => (Outcome::Unreachable, ErrorType::NetworkUnreachable),
            NetworkDown => (Outcome::Unreachable, ErrorType::NetworkDown),
            _ if by_system.is_some_and(|number| HOST_IS_DOWN.contains(&number)) => {
                (Outcome::Unreachable, ErrorType::HostUnreachable)
            }
            // From a layer that measures time, which knows nothing of the peer.
            TimedOut => (Outcome::IoError, ErrorType::TimedOut),
            _ => (Outcome::IoError, ErrorType::Io),
        };
        Some(Self { outcome, error_type })
    }

    fn of_protocol(error: &ProtocolError) -> Option<Self> {
        let error_type = match error {
            ProtocolError::ResetWithoutClosingHandshake => {
                return Some(Self { outcome: Outcome::Eof, error_type: ErrorType::Eof });
            }
            ProtocolError::SendAfterClosing | ProtocolError::ReceivedAfterClosing => return None,
            ProtocolError::NonZeroReservedBits => ErrorType::ReservedBits,
            ProtocolError::UnmaskedFrameFromClient => ErrorType::UnmaskedFrame,
            ProtocolError::MaskedFrameFromServer => ErrorType::MaskedFrame,
            ProtocolError::FragmentedControlFrame => ErrorType::FragmentedControlFrame,
            ProtocolError::ControlFrameTooBig => ErrorType::ControlFrameTooBig,
            ProtocolError::UnexpectedContinueFrame | ProtocolError::ExpectedFragment(_) => {
                ErrorType::BadFragmentation
            }
            ProtocolError::InvalidCloseSequence => ErrorType::TruncatedCloseCode,
            _ => ErrorType::ReservedOpcode,
        };
        Some(Self::protocol(error_type))
    }
}

/// What ICMP makes of a host that is down, or isolated, and has no kind in the standard library:
/// `EHOSTDOWN`, and Linux's `ENONET`.
const HOST_IS_DOWN: &[i32] = if cfg!(any(target_os = "linux", target_os = "android")) {
    match cfg!(any(target_arch = "x86_64", target_arch = "aarch64")) {
        true => &[112, 64],
        // Some architectures number them otherwise.
        false => &[],
    }
} else if cfg!(windows) {
    &[10064]
} else {
    &[64]
};

/// How tungstenite's errors begin, in every version from 0.24 to 0.30, and what they say; those that
/// are missing belong to the opening handshake.
#[cfg(feature = "axum")]
#[rustfmt::skip]
const TEXTS: [(&str, Option<Fault>); 18] = [
    ("Connection closed normally", None),
    ("Trying to work with closed connection", None),
    ("Write buffer is full", None),
    ("TLS error", Some(Fault { outcome: Outcome::IoError, error_type: ErrorType::Tls })),
    ("UTF-8 encoding error", Some(Fault { outcome: Outcome::InvalidPayload, error_type: ErrorType::InvalidUtf8 })),
    ("Space limit exceeded", Some(Fault { outcome: Outcome::TooBig, error_type: ErrorType::MessageTooBig })),
    ("WebSocket protocol error: Connection reset without closing handshake", Some(Fault::EOF)),
    ("WebSocket protocol error: Sending after closing", None),
    ("WebSocket protocol error: Remote sent after having closed", None),
    ("WebSocket protocol error: Reserved bits", Some(Fault::protocol(ErrorType::ReservedBits))),
    ("WebSocket protocol error: Received an unmasked frame", Some(Fault::protocol(ErrorType::UnmaskedFrame))),
    ("WebSocket protocol error: Fragmented control frame", Some(Fault::protocol(ErrorType::FragmentedControlFrame))),
    ("WebSocket protocol error: Control frame too big", Some(Fault::protocol(ErrorType::ControlFrameTooBig))),
    ("WebSocket protocol error: Unknown ", Some(Fault::protocol(ErrorType::ReservedOpcode))),
    ("WebSocket protocol error: Encountered invalid opcode", Some(Fault::protocol(ErrorType::ReservedOpcode))),
    ("WebSocket protocol error: Continue frame but nothing", Some(Fault::protocol(ErrorType::BadFragmentation))),
    ("WebSocket protocol error: While waiting for more fragments", Some(Fault::protocol(ErrorType::BadFragmentation))),
    ("WebSocket protocol error: Invalid close sequence", Some(Fault::TRUNCATED_CLOSE)),
];
