//! Runs a handler and finishes the close handshake, whatever becomes of the handler.

use std::{
    future::poll_fn,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    pin::pin,
    task::Poll,
};

use crate::{Close, CloseCode, sockets::CloseAsync};

/// Lends a socket to a handler, runs it, and then always finishes the close handshake: 1000 after
/// `Ok`, 1011 after `Err` or a panic. A panic goes on afterwards, as in any other task.
///
/// The handshake takes at most [`Policy::close_timeout`](crate::Policy::close_timeout), in which input
/// is discarded. If a close is on its way already, whoever sent it, no second one is sent; if a write has
/// failed, the peer's close is waited for all the same.
///
/// # Errors
///
/// What the handler returns.
///
/// # Panics
///
/// If the handler does.
///
/// # Cancel safety
///
/// Dropping the future drops handler and socket, as any other drop: an open one leaves what
/// [`Policy::close_on_drop`](crate::Policy::close_on_drop) says.
///
/// # Example: a handler that may fail
///
/// ```
/// # use tokio_tungstenite::WebSocketStream;
/// # use tungstenite::protocol::Role;
/// use closeframe::CloseMonitor;
/// use futures_util::StreamExt;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// # let (io, peer) = tokio::io::duplex(1024);
/// # let peer = tokio::spawn(async move {
/// #     let mut peer = WebSocketStream::from_raw_socket(peer, Role::Client, None).await;
/// #     peer.next().await
/// # });
/// # let ws = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
/// let ws = CloseMonitor::silent().wrap(ws);
/// let served: Result<(), &str> = closeframe::serve(ws, async |_ws| Err("no database")).await;
/// assert_eq!(served, Err("no database"));
/// // The client has got 1011, without the detail.
/// # let close = peer.await?.unwrap()?;
/// let tungstenite::Message::Close(Some(frame)) = close else { panic!("no close") };
/// assert_eq!(frame.to_string(), " (1011)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub async fn serve<W, T, E>(
    ws: W,
    handler: impl AsyncFnOnce(&mut W) -> Result<T, E>,
) -> Result<T, E>
where
    W: CloseAsync,
{
    serve_mapping(ws, handler, |_| Close::of_ours(CloseCode::INTERNAL_ERROR)).await
}

/// The same as [`serve`], with what an error is closed with.
///
/// Errors often hold what clients should not read: choose the reason with care.
///
/// # Errors
///
/// What the handler returns.
///
/// # Panics
///
/// If the handler does.
///
/// # Cancel safety
///
/// As for [`serve`].
pub async fn serve_mapping<W, T, E>(
    mut ws: W,
    handler: impl AsyncFnOnce(&mut W) -> Result<T, E>,
    close_for: impl FnOnce(&E) -> Close,
) -> Result<T, E>
where
    W: CloseAsync,
{
    let handled = {
        let mut handling = pin!(handler(&mut ws));
        poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| handling.as_mut().poll(cx))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(result)) => Poll::Ready(Ok(result)),
            Err(panic) => Poll::Ready(Err(panic)),
        })
        .await
    };
    let close = match &handled {
        Ok(Ok(_)) => Close::normal(),
        Ok(Err(error)) => close_for(error),
        Err(_) => Close::of_ours(CloseCode::INTERNAL_ERROR),
    };
    ws.close_async(close).await;
    handled.unwrap_or_else(|panic| resume_unwind(panic))
}
