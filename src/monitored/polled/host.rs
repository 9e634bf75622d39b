//! What an async WebSocket must offer to be wrapped.

use std::{
    task::{Context, Poll},
    time::Instant,
};

use crate::{CloseRequest, fault::Fault, received::Told, tap::RawClose};

/// An async WebSocket of some library: messages in and out, and the end of TCP.
pub(in crate::monitored) trait Host: Unpin {
    type Message;
    type Error;

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Self::Message, Self::Error>>>;
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;
    fn start_send(&mut self, message: Self::Message) -> Result<(), Self::Error>;
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;

    /// Flushes the transport's own buffer, where it can be reached: as server, tungstenite is done
    /// before it does so (host behaviour).
    fn poll_flush_transport(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>>;

    /// Shuts our side of TCP; `None` where that cannot be done but by dropping the socket.
    fn poll_shut(&mut self, cx: &mut Context<'_>) -> Option<Poll<()>>;

    /// Whether our side of TCP can be shut but by dropping the socket.
    const CAN_BE_SHUT: bool;

    /// Reads and discards input, past all layers, until there is none for now (`Pending`) or no
    /// more (`Ready`).
    fn poll_discard(&mut self, cx: &mut Context<'_>) -> Poll<()>;

    /// Has reads end at that moment, where a tap can see to it: one read of a message may go on for
    /// as long as the peer sends fragments.
    fn read_until(&mut self, _: Instant) {}

    /// Whether a close frame fits the write buffer whatever it holds. If not, tungstenite may lose
    /// it: with the buffer full, it takes note of the close and never queues it (host behaviour).
    fn has_room_for_close(&self) -> bool;

    /// The close frame that the WebSocket has been given whole, where a tap saw it.
    fn seen(&self) -> Option<&RawClose>;

    /// tungstenite's `accept_unmasked_frames`.
    fn unmasked_is_fine(&self) -> bool;

    /// Text or binary: what most messages are.
    fn is_data(message: &Self::Message) -> bool;

    fn is_ping(message: &Self::Message) -> bool;

    /// Recognises a close in a message that came in; within, `None` for an empty one.
    fn close_in(message: &Self::Message) -> Option<Option<Told<'_>>>;

    /// Whether it takes no second look to see that a message that goes out is no close.
    fn is_no_close(message: &Self::Message) -> bool;

    /// The close in a message that goes out.
    fn request_in(message: Self::Message) -> Result<CloseRequest, Self::Message>;

    /// A close that went through the policy, as this library's message.
    fn message(message: tungstenite::Message) -> Self::Message;

    /// One of tungstenite's errors, as this library's.
    fn error(error: tungstenite::Error) -> Self::Error;

    /// What an error says about the connection.
    fn fault(error: &Self::Error) -> Option<Fault>;

    /// Whether an error can only have been caused by a close frame with a payload of one byte.
    fn is_truncated_close(error: &Self::Error) -> bool;
}
