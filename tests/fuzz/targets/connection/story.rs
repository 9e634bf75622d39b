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
    /// What the write buffer may hold beyond the least, modulo [`LONGEST_BUFFER`]; pipes hold more, or
    /// less.
    max_write_buffer: Option<u16>,
    /// Written only when so much is buffered, modulo what it may hold.
    write_buffer: u16,
    /// The transport holds what is written until it is flushed.
    pub(crate) buffered: bool,
    /// Bytes that the transport takes before the peer reads any.
    pub(crate) room: u16,
    pub(crate) steps: Vec<Step>,
    pub(crate) end: End,
    /// For an end that waits the peer takes everything and sends nothing more. Otherwise only time ends
    /// it.
    pub(crate) peer_lets_it_end: bool,
}

/// Of write buffers that are limited.
const LONGEST_BUFFER: u16 = 4096;
/// Takes a close without a reason: a shorter one takes none at all.
const SHORTEST_BUFFER: u16 = 16;

/// What the application does in the end.
#[derive(Debug, Clone, PartialEq, Eq, Arbitrary)]
pub(crate) enum End {
    LetGo,
    /// Lets go, and has a task finish what it leaves.
    LeaveToATask,
    /// Reads on until it is told to stop.
    ReadOn,
    /// Closes, and waits for the end.
    Close {
        code: u16,
        reason: String,
    },
    /// `serve` closes for it.
    Serve {
        fails: bool,
    },
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
    /// It takes nothing, whatever room there was.
    PeerTakesNothing,
    PeerTakesAll,
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
    /// The monitor drains, until a deadline.
    Drain {
        milliseconds: u16,
    },
    /// From now on, until it waits, the task gets "not yet" from whatever it polls.
    SpendBudget,
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
            .with_illegal_close(match self.on_illegal {
                OnIllegal::Repair => IllegalClose::Repair,
                OnIllegal::Reject => IllegalClose::Reject,
                OnIllegal::Pass => IllegalClose::Pass,
            })
            .with_reply(match self.reply_by_application {
                true => Reply::ByApplication,
                false => Reply::BeforeDelivery,
            })
            .with_fail_connection(self.fail_connection)
            .with_close_on_drop(match self.close_on_drop {
                true => Policy::default().close_on_drop().cloned(),
                false => None,
            })
            .with_close_timeout(match self.no_patience {
                true => Duration::ZERO,
                false => Duration::from_secs(10),
            })
    }

    /// Limits that a story can reach.
    pub(crate) fn config(&self) -> WebSocketConfig {
        let config = WebSocketConfig::default()
            .read_buffer_size(1024)
            .max_frame_size(Some(4096))
            .max_message_size(Some(8192));
        let limit = self.max_write_buffer;
        let limit = limit.map(|limit| usize::from(SHORTEST_BUFFER + limit % LONGEST_BUFFER));
        let at_once = usize::from(self.write_buffer % LONGEST_BUFFER);
        match limit {
            // tungstenite wants room for more than what it writes at once.
            Some(limit) => config.max_write_buffer_size(limit).write_buffer_size(at_once % limit),
            None => config.write_buffer_size(at_once),
        }
    }

    /// The application does not let go before it is told of the end.
    pub(crate) fn waits_for_the_end(&self) -> bool {
        match self.end {
            End::LetGo | End::LeaveToATask => false,
            // A blocking socket has neither a task nor `serve`.
            End::Serve { .. } => !self.blocking,
            End::ReadOn | End::Close { .. } => true,
        }
    }

    /// It lets go before that: at once, or since the close that it ends with is refused: by the policy, or by a
    /// write buffer that has no room for one which is passed as it is.
    pub(crate) fn may_let_go(&self) -> bool {
        let refuses = match self.on_illegal {
            OnIllegal::Reject => true,
            OnIllegal::Pass => self.max_write_buffer.is_some(),
            _ => false,
        };
        !self.waits_for_the_end() || (refuses && matches!(self.end, End::Close { .. }))
    }

    pub(crate) fn drains(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Drain { .. }))
    }

    pub(crate) fn passes_illegal(&self) -> bool {
        self.on_illegal == OnIllegal::Pass
    }
}
