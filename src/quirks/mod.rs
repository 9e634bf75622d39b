//! What tungstenite, tokio-tungstenite and axum do that a reader of RFC 6455 would not expect, and what
//! is done about each. A comment elsewhere that says *Q4* means the row here. Before a new version of
//! one of them is taken, these rows are what is to be read again in its source.
//!
//! Here too is all that is known of their types: [`Library`], the messages and errors of one, and
//! [`Fault`], what an error amounts to. What a socket does with calls is not here, but in
//! [`driver`](crate::driver) and [`sockets`](crate::sockets).
//!
//! Read in tungstenite 0.30 (`src/protocol/mod.rs`, where no other file is named; the same logic since
//! 0.20), tokio-tungstenite 0.30 and axum 0.8.9.
//!
//! # What comes in
//!
//! | | what happens | source | what we do | where |
//! |---|---|---|---|---|
//! | Q1 | A received code that tungstenite does not know, 1014 among them, becomes 1002 "Protocol violation", in its answer and in what the application is given. After our own close it comes up as it is. | `do_close`, `CloseCode::is_allowed` | Read the frame under it; without a tap, believe it only where it comes up unchanged, and tell `Source::Tungstenite`. | `tap`, `frame/received.rs` |
//! | Q2 | A peer that breaks a rule gets nothing: `read` fails, and the state stays `Active`. | `read_message_frame` | Send the 1002, 1007 or 1009 of RFC 6455 section 7.1.7. | `connection/handshake.rs` (`reply_to`) |
//! | Q3 | A frame's header is judged only when its payload is whole, which that of an illegal one need never be. `max_frame_size: None` and a length of 2^64-1 panic. | `frame/mod.rs`: `read_frame` | Over a tap, hand up what is illegal at once: a close with zeros for what is missing, a control that is too long with 126 bytes, else an empty frame. | `tap/raw.rs` |
//! | Q4 | `max_frame_size` counts for close frames too: a legal one over it fails as `Capacity`. | `read_frame` | Over a tap, take it for the close that it is, and answer it. | `connection/handshake.rs` (`read_failed`) |
//! | Q5 | `from_partially_read` puts bytes in front of what the io gives, past a tap. | `from_partially_read` | Say so, and offer `CloseTap::with_leftover`. | `tap/mod.rs` |
//!
//! # What goes out
//!
//! | | what happens | source | what we do | where |
//! |---|---|---|---|---|
//! | Q6 | A close that goes out is not checked: 1006 and reasons of any length leave. | `close`, `Frame::close` | Check it: a `Close` is legal by its type, a `CloseRequest` meets the policy. | `frame/close.rs`, `policy` |
//! | Q7 | A close sent as `Message::Frame` passes unseen: the state stays `Active`, more may follow it, and the peer's answer is answered. | `write` | Recognise it; when it has left, flush no more, and ignore writes. | `policy/request.rs`, `Facts::raw` |
//! | Q8 | A full write buffer loses a close: the state is `ClosedByUs`, and the frame nowhere. | `close`, `buffer_frame` | Flush first, hand the close over then; cut its reason to what an empty buffer takes. | `Ours::Queued`, `Socket::room_for_close` |
//! | Q9 | There is one slot for what tungstenite sends by itself, a pong or its answer to a close. It leaves with a later call, at the earliest; nothing sends it in `Drop`. A close of ours may overtake a pong there, which then follows it. | `additional_send` | Flush at once, before the application is given the close; flush pongs before a close is handed over. | `Action::Flush`, `Unflushed`, `driver/on_drop.rs` |
//! | Q10 | As a server it says "flushed", in the words `ConnectionClosed`, although what is in that slot found no room in a write buffer with a limit. tokio-tungstenite makes `Ok` of it. | `_write`, `poll_flush` | Flush twice. | `Socket::poll_flush_through` |
//! | Q11 | An answer that is larger than the limit of the write buffer is kept there for ever. | `_write` | Take it for not sent. | `connection/handshake.rs` (`received`) |
//! | Q12 | A read flushes what is in the slot, and fails if that does. So a failed write ends reading, although the peer's close may lie unread. | `read` | Flush before reading; after a failure, ignore writes over a tap. | `Driver::flush_pongs`, `Watch::ignore_writes` |
//! | Q13 | `SinkExt::close` and `forward` send an empty close, which the peer calls 1005. | tokio-tungstenite: `poll_close` | Send what the policy has for it. | `Driver::poll_close` |
//! | Q14 | `close` after the peer's close fails with `SendAfterClosing` and does not flush, so that the answer is lost. | `write` | A second close is a no-op, and flushes. | `Event::CloseRequested` |
//!
//! # How it ends
//!
//! | | what happens | source | what we do | where |
//! |---|---|---|---|---|
//! | Q15 | The end of the stream without a close frame is `ResetWithoutClosingHandshake`, also when ours has been sent. | `read_message_frame` | Tell `eof`, or `unanswered`. | `errors.rs`, `protocol/ending.rs` |
//! | Q16 | During a close handshake a reset is `ConnectionClosed`, as if all were well. | `check_connection_reset` | The second flush of Q10 shows what became of ours. | `Socket::poll_flush_through` |
//! | Q17 | There is no time-out: a silent peer holds either side for ever. | - | `Policy::close_timeout`. | `Connection::wait_until` |
//! | Q18 | Dropping a socket sends nothing, not even what was queued. | no `Drop` | Look at what has arrived, answer it, or send the policy's close, without waiting. | `driver/on_drop.rs` |
//! | Q19 | TLS that ends without close_notify is `UnexpectedEof`. | rustls | It is an `eof`. | `errors.rs` |
//!
//! # Tasks, and axum
//!
//! | | what happens | source | what we do | where |
//! |---|---|---|---|---|
//! | Q20 | There is one waker for reads and one for writes: who flushes for another replaces its waker. A task that has spent tokio's budget is told `Pending` by a socket that is ready. | tokio-tungstenite: `compat.rs`; tokio: `coop` | Register a waker that wakes both halves; poll outside the budget where there is no time to wait. | `driver/wakers.rs`, `driver/timer.rs` |
//! | Q21 | axum is built on a tungstenite of its own choice, so that its errors can't be downcast to ours. | `axum::Error` | Compare their texts. | `errors.rs` |
//! | Q22 | axum hides the io and the configuration: no tap, no shutdown of TCP, no limit to read. | `axum::extract::ws` | Do without, and tell `Source::Tungstenite`. | `sockets/axum` |

mod errors;
mod fault;
mod library;

pub(crate) use self::{
    fault::Fault,
    library::{Library, Tungstenite},
};
