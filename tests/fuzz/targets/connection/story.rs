//! What happens to a connection, as the fuzzer tells it.

use std::time::Duration;

use arbitrary::Arbitrary;
use closeframe::{IllegalClose, Policy, Reply, Role};
use tungstenite::protocol::WebSocketConfig;

#[derive(Debug, Arbitrary)]
pub(crate) struct Story {
    pub(crate) is_client: bool,
    pub(crate) tapped: bool,
    pub(crate) blocking: bool,
    on_illegal: OnIllegal,
    reply_by_application: bool,
    fail_connection: bool,
    close_on_drop: bool,
    no_patience: bool,
    small_write_buffer: bool,
    /// The transport holds what is written until it is flushed.
    pub(crate) buffered: bool,
    /// Bytes that the transport takes before the peer reads any.
    pub(crate) room: u16,
    /// At the end the application reads on until it is told to stop, instead of letting go.
    pub(crate) read_to_the_end: bool,
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Arbitrary)]
enum OnIllegal {
    Repair,
    Reject,
    Pass,
}

#[derive(Debug, Arbitrary)]
pub(crate) enum Step {
    PeerSends(Vec<u8>),
    PeerSendsFrame {
        first: u8,
        properly_masked: bool,
        payload: Vec<u8>,
    },
    PeerSendsText(u8),
    PeerPings,
    PeerCloses {
        code: u16,
        reason: String,
    },
    PeerReads(u16),
    /// It sends nothing more.
    PeerEnds {
        reset: bool,
    },
    /// It reads nothing more.
    PeerGone,
    /// From now on a read yields at most so many bytes.
    Chunks(u8),
    Read,
    Write(u16),
    Ping,
    Flush,
    Close {
        code: u16,
        reason: String,
    },
    CloseRaw(Vec<u8>),
    CloseByHandle,
    Wait {
        milliseconds: u16,
    },
}

impl Story {
    pub(crate) fn role(&self) -> Role {
        if self.is_client { Role::Client } else { Role::Server }
    }

    pub(crate) fn policy(&self) -> Policy {
        Policy::default()
            .illegal_close(match self.on_illegal {
                OnIllegal::Repair => IllegalClose::Repair,
                OnIllegal::Reject => IllegalClose::Reject,
                OnIllegal::Pass => IllegalClose::Pass,
            })
            .reply(match self.reply_by_application {
                true => Reply::ByApplication,
                false => Reply::BeforeDelivery,
            })
            .fail_connection(self.fail_connection)
            .close_on_drop(self.close_on_drop)
            .close_timeout(match self.no_patience {
                true => Duration::ZERO,
                false => Duration::from_secs(10),
            })
    }

    /// Limits that a story can reach.
    pub(crate) fn config(&self) -> WebSocketConfig {
        let config = WebSocketConfig::default()
            .read_buffer_size(1024)
            .write_buffer_size(0)
            .max_frame_size(Some(4096))
            .max_message_size(Some(8192));
        match self.small_write_buffer {
            true => config.max_write_buffer_size(1024),
            false => config,
        }
    }

    pub(crate) fn passes_illegal(&self) -> bool {
        self.on_illegal == OnIllegal::Pass
    }
}
