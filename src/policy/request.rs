//! What the application asks to send, and what the policy makes of it.

use std::{borrow::Cow, io};

use bytes::Bytes;
use tungstenite::{
    Error, Message, Utf8Bytes,
    protocol::{
        CloseFrame,
        frame::{Frame, FrameHeader, coding},
    },
};

use crate::{
    Close, CloseCode, IllegalClose, InvalidClose, Violation, connection::SentClose, frame::cut,
};

/// A close that an application asks to send, legal or not: what `close_with` of the sockets takes.
///
/// It is made from a [`Close`], or from tungstenite's `CloseFrame` or `Option<CloseFrame>`, or axum's
/// `CloseFrame`. What is illegal about those meets the [`IllegalClose`] policy.
#[derive(Debug, Clone)]
pub struct CloseRequest(Payload);

#[derive(Debug, Clone)]
enum Payload {
    Empty,
    Coded {
        code: CloseCode,
        reason: Utf8Bytes,
    },
    /// A raw frame whose payload is a single byte, or whose reason is not UTF-8.
    Malformed {
        payload: Bytes,
    },
}

impl From<Close> for CloseRequest {
    fn from(close: Close) -> Self {
        Self::from(Option::<CloseFrame>::from(close))
    }
}

impl From<CloseFrame> for CloseRequest {
    fn from(frame: CloseFrame) -> Self {
        Self(Payload::Coded { code: CloseCode::new(frame.code.into()), reason: frame.reason })
    }
}

impl From<Option<CloseFrame>> for CloseRequest {
    fn from(frame: Option<CloseFrame>) -> Self {
        frame.map_or(Self(Payload::Empty), Self::from)
    }
}

impl CloseRequest {
    /// Whether it takes no second look to see that a message is none that
    /// [`in_message`](Self::in_message) takes.
    #[inline]
    pub(crate) fn is_not_in(message: &Message) -> bool {
        use Message::{Binary, Ping, Pong, Text};
        matches!(message, Text(_) | Binary(_) | Ping(_) | Pong(_))
    }

    /// Recognises a close in a message, also in a raw frame, which tungstenite lets by unseen.
    #[cold]
    pub(crate) fn in_message(message: Message) -> Result<Self, Message> {
        match message {
            Message::Close(frame) => Ok(frame.into()),
            Message::Frame(frame) if is_close(&frame) => {
                Ok(Self::from_payload(frame.into_payload()))
            }
            other => Err(other),
        }
    }

    /// The payload of a close frame.
    pub(crate) fn from_payload(payload: Bytes) -> Self {
        Self(Payload::from_payload(payload))
    }

    /// Applies the policy; `room`: how many bytes of payload the write buffer has room for.
    pub(crate) fn apply_policy(
        self,
        policy: IllegalClose,
        room: usize,
    ) -> Result<AcceptedClose, RejectedClose> {
        let violations = self.0.violations();
        let frame = match (policy, violations[0].or(violations[1])) {
            (IllegalClose::Reject, Some(first)) => {
                return Err(RejectedClose { error: self.0.invalidity(first), violations });
            }
            (IllegalClose::Repair, Some(_)) => self.0.repaired(),
            _ => self.0.as_is(),
        };
        let illegal = policy == IllegalClose::Pass && violations != [None, None];
        let frame = if illegal { frame } else { frame.cut_to(room) };
        let sent = SentClose { code: frame.code(), illegal, reason: self.0.text().into() };
        Ok(AcceptedClose { close: OutgoingClose { frame, sent }, violations })
    }
}

/// What the policy made of a close that was asked for.
#[derive(Debug)]
pub(crate) struct AcceptedClose {
    pub(crate) close: OutgoingClose,
    pub(crate) violations: [Option<Violation>; 2],
}

/// A close that may go to tungstenite, and what the report will tell of it.
#[derive(Debug)]
pub(crate) struct OutgoingClose {
    pub(crate) frame: OutgoingFrame,
    pub(crate) sent: SentClose,
}

impl OutgoingClose {
    /// One that the application did not ask for.
    pub(crate) fn of_ours(close: Close) -> Self {
        let sent = SentClose::of(&close);
        Self { frame: OutgoingFrame::Close(close.into()), sent }
    }
}

/// How a close goes out.
#[derive(Debug, Clone)]
pub(crate) enum OutgoingFrame {
    /// As `Message::Close`, after which tungstenite knows that the connection is closing.
    Close(Option<CloseFrame>),
    /// As a raw frame, since nothing else can carry it; tungstenite takes no notice.
    Raw(Bytes),
}

impl OutgoingFrame {
    pub(crate) fn into_message(self) -> Message {
        match self {
            Self::Close(frame) => Message::Close(frame),
            Self::Raw(payload) => {
                Message::Frame(Frame::from_payload(FrameHeader::default(), payload))
            }
        }
    }

    pub(crate) fn is_raw(&self) -> bool {
        matches!(self, Self::Raw(_))
    }

    /// Bytes of payload.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Close(None) => 0,
            Self::Close(Some(frame)) => 2 + frame.reason.len(),
            Self::Raw(payload) => payload.len(),
        }
    }

    /// The code that goes out, 1005 for an empty frame; `None` where there is none to read.
    pub(crate) fn code(&self) -> Option<CloseCode> {
        match self {
            Self::Close(None) => Some(CloseCode::NO_STATUS_RECEIVED),
            Self::Close(Some(frame)) => Some(CloseCode::new(frame.code.into())),
            Self::Raw(payload) => {
                payload.first_chunk().map(|code| CloseCode::new(u16::from_be_bytes(*code)))
            }
        }
    }

    /// Cuts the reason so that the payload has at most `room` bytes, if the code leaves any.
    fn cut_to(mut self, room: usize) -> Self {
        match &mut self {
            Self::Close(Some(frame)) if 2 + frame.reason.len() > room => {
                frame.reason = cut(&frame.reason, room.saturating_sub(2)).into();
            }
            _ => {}
        }
        self
    }
}

/// A close that the policy refuses.
#[derive(Debug)]
pub(crate) struct RejectedClose {
    pub(crate) error: InvalidClose,
    pub(crate) violations: [Option<Violation>; 2],
}

impl From<RejectedClose> for Error {
    fn from(rejected: RejectedClose) -> Self {
        Self::Io(io::Error::new(io::ErrorKind::InvalidInput, rejected.error))
    }
}

impl Payload {
    fn from_payload(payload: Bytes) -> Self {
        match &payload[..] {
            [] => Self::Empty,
            [high, low, ..] => {
                let code = CloseCode::new(u16::from_be_bytes([*high, *low]));
                match Utf8Bytes::try_from(payload.slice(2..)) {
                    Ok(reason) => Self::Coded { code, reason },
                    Err(_) => Self::Malformed { payload },
                }
            }
            [_] => Self::Malformed { payload },
        }
    }

    /// What is wrong with the code or the encoding, and with the length.
    fn violations(&self) -> [Option<Violation>; 2] {
        match self {
            Self::Empty => [None, None],
            Self::Coded { code, reason } => [
                (!code.may_be_sent()).then_some(Violation::InvalidCode),
                (reason.len() > Close::MAX_REASON_LEN).then_some(Violation::ReasonTooLong),
            ],
            Self::Malformed { payload } if payload.len() == 1 => {
                [Some(Violation::TruncatedCode), None]
            }
            Self::Malformed { .. } => [Some(Violation::InvalidUtf8), None],
        }
    }

    fn invalidity(&self, violation: Violation) -> InvalidClose {
        match (self, violation) {
            (Self::Coded { code, reason }, _) => InvalidClose::of_code(*code)
                .unwrap_or(InvalidClose::ReasonTooLong { len: reason.len() }),
            (_, Violation::TruncatedCode) => InvalidClose::TruncatedCode,
            _ => InvalidClose::ReasonNotUtf8,
        }
    }

    fn as_is(&self) -> OutgoingFrame {
        match self {
            Self::Empty => OutgoingFrame::Close(None),
            Self::Coded { code, reason } => {
                OutgoingFrame::Close(Some(close_frame(*code, reason.clone())))
            }
            Self::Malformed { payload } => OutgoingFrame::Raw(payload.clone()),
        }
    }

    fn repaired(&self) -> OutgoingFrame {
        match self {
            Self::Empty => OutgoingFrame::Close(None),
            Self::Coded { code, .. } if *code == CloseCode::NO_STATUS_RECEIVED => {
                OutgoingFrame::Close(None)
            }
            _ => {
                let code = self.as_is().code().filter(|code| code.may_be_sent());
                let code = code.unwrap_or(CloseCode::INTERNAL_ERROR);
                OutgoingFrame::Close(Some(close_frame(
                    code,
                    cut(&self.text(), Close::MAX_REASON_LEN).into(),
                )))
            }
        }
    }

    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Coded { reason, .. } => Cow::Borrowed(reason.as_str()),
            Self::Malformed { payload } => {
                String::from_utf8_lossy(payload.get(2..).unwrap_or_default())
            }
        }
    }
}

#[inline]
pub(crate) fn is_close(frame: &Frame) -> bool {
    frame.header().opcode == coding::OpCode::Control(coding::Control::Close)
}

fn close_frame(code: CloseCode, reason: Utf8Bytes) -> CloseFrame {
    CloseFrame { code: coding::CloseCode::from(code.as_u16()), reason }
}
