#[cfg(feature = "axum")]
use tungstenite::{Message, error::CapacityError, protocol::frame::coding::Data};

use super::*;

fn of_io(error: io::Error) -> (Outcome, ErrorType) {
    let fault = Fault::of(&Error::Io(error)).unwrap();
    (fault.outcome, fault.error_type)
}

/// Numbers as the system gives them (errno-base.h and errno.h).
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn a_peer_that_the_system_gave_up_is_known_by_the_number_of_the_error() {
    let errors = [
        (110, ErrorType::ConnectionTimedOut),
        (113, ErrorType::HostUnreachable),
        (112, ErrorType::HostUnreachable),
        (64, ErrorType::HostUnreachable),
        (101, ErrorType::NetworkUnreachable),
        (100, ErrorType::NetworkDown),
    ];
    for (number, expected) in errors {
        let error = io::Error::from_raw_os_error(number);
        assert_eq!(of_io(error), (Outcome::Unreachable, expected), "{number}");
    }
    // EAGAIN is a read time-out of a blocking socket, ENOTCONN and EIO are other errors.
    assert_eq!(Fault::of(&Error::Io(io::Error::from_raw_os_error(11))), None);
    for number in [107, 5] {
        assert_eq!(of_io(io::Error::from_raw_os_error(number)), (Outcome::IoError, ErrorType::Io));
    }
}

#[test]
fn a_kind_without_a_number_is_believed_but_for_a_time_out() {
    let kinds = [
        (io::ErrorKind::HostUnreachable, Outcome::Unreachable, ErrorType::HostUnreachable),
        (io::ErrorKind::NetworkUnreachable, Outcome::Unreachable, ErrorType::NetworkUnreachable),
        (io::ErrorKind::NetworkDown, Outcome::Unreachable, ErrorType::NetworkDown),
        (io::ErrorKind::TimedOut, Outcome::IoError, ErrorType::TimedOut),
    ];
    for (kind, outcome, error_type) in kinds {
        assert_eq!(of_io(kind.into()), (outcome, error_type));
        assert_eq!(of_io(io::Error::new(kind, "told by a layer")), (outcome, error_type));
    }
}

/// Both ways to classify say the same, by type and by text.
#[cfg(feature = "axum")]
#[test]
fn an_error_whose_type_is_out_of_reach_is_known_by_its_text() {
    let errors: [Error; 20] = [
        Error::ConnectionClosed,
        Error::AlreadyClosed,
        Error::WriteBufferFull(Box::new(Message::text("x"))),
        Error::Utf8("invalid utf-8 sequence".into()),
        CapacityError::MessageTooLong { size: 2, max_size: 1 }.into(),
        Error::Io(io::ErrorKind::ConnectionReset.into()),
        Error::Io(io::ErrorKind::BrokenPipe.into()),
        Error::Io(io::ErrorKind::UnexpectedEof.into()),
        Error::Io(io::ErrorKind::WouldBlock.into()),
        ProtocolError::ResetWithoutClosingHandshake.into(),
        ProtocolError::SendAfterClosing.into(),
        ProtocolError::ReceivedAfterClosing.into(),
        ProtocolError::NonZeroReservedBits.into(),
        ProtocolError::UnmaskedFrameFromClient.into(),
        ProtocolError::FragmentedControlFrame.into(),
        ProtocolError::ControlFrameTooBig.into(),
        ProtocolError::InvalidOpcode(3).into(),
        ProtocolError::UnexpectedContinueFrame.into(),
        ProtocolError::ExpectedFragment(Data::Text).into(),
        ProtocolError::InvalidCloseSequence.into(),
    ];
    for error in errors {
        let fault = Fault::of(&error);
        assert_eq!(Fault::of_opaque(&axum::Error::new(error)), fault, "{fault:?}");
    }
}

#[cfg(feature = "axum")]
#[test]
fn an_unknown_error_is_the_peers() {
    let fault = Fault::of_opaque(&axum::Error::new("something new")).unwrap();
    assert_eq!(fault, Fault::protocol(ErrorType::Other));
    assert_eq!(fault.close_code(), Some(crate::CloseCode::PROTOCOL_ERROR));
}
