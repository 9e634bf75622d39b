//! What is no WebSocket at all, although a frame should begin there.

/// Another protocol's bytes in place of a frame's: a proxy that answers for a server which is gone,
/// a client that sends its next request, TLS on a port without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Foreign {
    HttpResponse,
    HttpRequest,
    TlsRecord,
}

/// The beginnings, each of which has reserved bits set where it is read as a frame. `H` has the opcode
/// of a close. TLS: a handshake or an alert, of a version 3.x (RFC 8446 section 5.1).
const BEGINNINGS: [(&[u8], Foreign); 11] = [
    (b"HTTP/", Foreign::HttpResponse),
    (b"GET ", Foreign::HttpRequest),
    (b"HEAD ", Foreign::HttpRequest),
    (b"POST ", Foreign::HttpRequest),
    (b"PUT ", Foreign::HttpRequest),
    (b"PATCH", Foreign::HttpRequest),
    (b"DELET", Foreign::HttpRequest),
    (b"OPTIO", Foreign::HttpRequest),
    (b"CONNE", Foreign::HttpRequest),
    (&[0x16, 0x03], Foreign::TlsRecord),
    (&[0x15, 0x03], Foreign::TlsRecord),
];

impl Foreign {
    /// Judges the first bytes where a frame should begin, as many of them as came in. Two are enough:
    /// tungstenite refuses most of these when it has read so many, and no frame begins like that.
    #[inline]
    pub(crate) fn recognise(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [first, _, ..] if first & 0x70 != 0 => Self::recognise_reserved(bytes),
            _ => None,
        }
    }

    #[cold]
    fn recognise_reserved(bytes: &[u8]) -> Option<Self> {
        let begins = |(beginning, _): &&(&[u8], Self)| {
            beginning.iter().zip(bytes).all(|(expected, byte)| expected == byte)
        };
        BEGINNINGS.iter().find(begins).map(|(_, foreign)| *foreign)
    }
}
