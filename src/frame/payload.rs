//! What a close frame holds, as a library that is not wrapped tells it: bytes, or a code and a reason.
//! Both come to bytes here, so that one parser judges what was received. Nothing is repaired or refused.

use bytes::{BufMut, Bytes, BytesMut};

use crate::{Close, CloseCode};

/// The payload of a close frame, legal or not, for [`MonitoredConnection`](crate::MonitoredConnection).
///
/// It is made from the bytes of the frame, unmasked, which is best: they alone show every fault. Or from
/// what a library makes of them: a code and a reason, `None` for an empty frame, or a [`Close`]. The code
/// 1005 without a reason stands for an empty frame too, as in most libraries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosePayload(pub(crate) Bytes);

impl From<&[u8]> for ClosePayload {
    fn from(payload: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(payload))
    }
}

impl<const N: usize> From<&[u8; N]> for ClosePayload {
    fn from(payload: &[u8; N]) -> Self {
        Self::from(&payload[..])
    }
}

impl From<Option<(u16, &str)>> for ClosePayload {
    fn from(close: Option<(u16, &str)>) -> Self {
        close.map_or(Self(Bytes::new()), Self::from)
    }
}

impl From<(u16, &str)> for ClosePayload {
    fn from((code, reason): (u16, &str)) -> Self {
        if CloseCode::new(code) == CloseCode::NO_STATUS_RECEIVED && reason.is_empty() {
            return Self(Bytes::new());
        }
        let mut payload = BytesMut::with_capacity(super::CODE_LEN + reason.len());
        payload.put_u16(code);
        payload.put_slice(reason.as_bytes());
        Self(payload.freeze())
    }
}

impl From<&Close> for ClosePayload {
    fn from(close: &Close) -> Self {
        close.code().map(|code| (code.as_u16(), close.reason())).into()
    }
}

impl From<Close> for ClosePayload {
    fn from(close: Close) -> Self {
        Self::from(&close)
    }
}

/// The bytes, for a library that sends these.
impl AsRef<[u8]> for ClosePayload {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}
