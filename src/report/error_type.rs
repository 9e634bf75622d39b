//! The kinds of errors that end connections.
//!
//! An outcome says how a connection ended, this what went wrong in the transport or on the wire. Errors are
//! sorted into these kinds elsewhere, in `quirks`.

use std::fmt;

/// The kind of error that ended a connection, or kept it from opening: the log field `error.type`, a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorType {
    /// The transport ended (FIN) without a close frame where one was due.
    Eof,
    /// TLS ended without close_notify: the stream was cut below the encryption.
    TlsTruncated,
    /// Nobody listened where a client wanted to connect.
    ConnectionRefused,
    /// The peer reset the connection (RST).
    ConnectionReset,
    /// The connection was aborted on this side, by the system for example.
    ConnectionAborted,
    /// We wrote to a connection that the peer had closed.
    BrokenPipe,
    /// The system gave the peer up: what we sent was not acknowledged in time (`ETIMEDOUT`).
    /// On Windows, also a read time-out of a blocking socket, which looks the same.
    ConnectionTimedOut,
    /// The system found no way to the peer's host (`EHOSTUNREACH`, `EHOSTDOWN`).
    HostUnreachable,
    /// The system found no way to the peer's network (`ENETUNREACH`).
    NetworkUnreachable,
    /// The network on our side is down (`ENETDOWN`).
    NetworkDown,
    /// A handshake, opening or closing, took too long, or a layer of the io that measures time said so.
    TimedOut,
    /// Any other error of the io.
    Io,
    /// An error of the TLS layer.
    Tls,
    /// A frame from a client was not masked (RFC 6455 section 5.1).
    UnmaskedFrame,
    /// A frame from a server was masked (RFC 6455 section 5.1).
    MaskedFrame,
    /// A frame had an opcode that RFC 6455 section 5.2 reserves.
    ReservedOpcode,
    /// A frame had a reserved bit set (RFC 6455 section 5.2).
    ReservedBits,
    /// A control frame was not final (RFC 6455 section 5.5).
    FragmentedControlFrame,
    /// A control frame declared more than 125 bytes (RFC 6455 section 5.5).
    ControlFrameTooBig,
    /// A continuation came where nothing was to be continued, or new data where a continuation
    /// was due (RFC 6455 section 5.4).
    BadFragmentation,
    /// A text message or a close reason was not UTF-8 (RFC 6455 section 8.1).
    InvalidUtf8,
    /// A frame or message was over the configured limit, or an opening handshake over the library's.
    MessageTooBig,
    /// A close frame had a code that may not be sent (RFC 6455 section 7.4).
    InvalidCloseCode,
    /// A close frame had a payload of a single byte (RFC 6455 section 5.5.1).
    TruncatedCloseCode,
    /// What came where an opening handshake was due is no HTTP, or HTTP that breaks its own rules.
    InvalidHttp,
    /// It is HTTP, and no valid upgrade to WebSocket (RFC 6455 sections 4.1 and 4.2.1).
    InvalidUpgrade,
    /// An HTTP response came where frames were due, from a proxy for example.
    HttpResponse,
    /// An HTTP request came where frames were due.
    HttpRequest,
    /// A TLS record came where frames, or an opening handshake, were due.
    TlsRecord,
    /// The future of a [splice](crate::CloseMonitor::splice) was dropped: neither side ended the connection.
    Cancelled,
    /// The WebSocket failed with an error that is not known here: only under axum, whose errors do
    /// not tell their kind, and where the application tells of it.
    Other,
}

impl ErrorType {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Eof,
        Self::TlsTruncated,
        Self::ConnectionRefused,
        Self::ConnectionReset,
        Self::ConnectionAborted,
        Self::BrokenPipe,
        Self::ConnectionTimedOut,
        Self::HostUnreachable,
        Self::NetworkUnreachable,
        Self::NetworkDown,
        Self::TimedOut,
        Self::Io,
        Self::Tls,
        Self::UnmaskedFrame,
        Self::MaskedFrame,
        Self::ReservedOpcode,
        Self::ReservedBits,
        Self::FragmentedControlFrame,
        Self::ControlFrameTooBig,
        Self::BadFragmentation,
        Self::InvalidUtf8,
        Self::MessageTooBig,
        Self::InvalidCloseCode,
        Self::TruncatedCloseCode,
        Self::InvalidHttp,
        Self::InvalidUpgrade,
        Self::HttpResponse,
        Self::HttpRequest,
        Self::TlsRecord,
        Self::Cancelled,
        Self::Other,
    ];

    /// The value of the log field, `tls_truncated` for example.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eof => "eof",
            Self::TlsTruncated => "tls_truncated",
            Self::ConnectionRefused => "connection_refused",
            Self::ConnectionReset => "connection_reset",
            Self::ConnectionAborted => "connection_aborted",
            Self::BrokenPipe => "broken_pipe",
            Self::ConnectionTimedOut => "connection_timed_out",
            Self::HostUnreachable => "host_unreachable",
            Self::NetworkUnreachable => "network_unreachable",
            Self::NetworkDown => "network_down",
            Self::TimedOut => "timed_out",
            Self::Io => "io",
            Self::Tls => "tls",
            Self::UnmaskedFrame => "unmasked_frame",
            Self::MaskedFrame => "masked_frame",
            Self::ReservedOpcode => "reserved_opcode",
            Self::ReservedBits => "reserved_bits",
            Self::FragmentedControlFrame => "fragmented_control_frame",
            Self::ControlFrameTooBig => "control_frame_too_big",
            Self::BadFragmentation => "bad_fragmentation",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::MessageTooBig => "message_too_big",
            Self::InvalidCloseCode => "invalid_close_code",
            Self::TruncatedCloseCode => "truncated_close_code",
            Self::InvalidHttp => "invalid_http",
            Self::InvalidUpgrade => "invalid_upgrade",
            Self::HttpResponse => "http_response",
            Self::HttpRequest => "http_request",
            Self::TlsRecord => "tls_record",
            Self::Cancelled => "cancelled",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for ErrorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
