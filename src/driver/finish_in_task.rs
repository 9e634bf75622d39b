//! A task that finishes the close handshake of a socket that was dropped, for owners that asked for it.
//! The driver moves into the task as it is; what stays behind to be dropped does nothing. Where there is
//! no runtime it is finished at once, as in any other drop.

use std::{future::poll_fn, mem};

use tokio::runtime::Handle;

use super::{Driver, Message, Place, Socket};

impl<S: Socket + Send + 'static> Driver<S>
where
    Message<S>: Send,
    S::Timer: Send,
{
    /// Has a task finish the handshake when the owner drops the socket, if there is a runtime then.
    pub(crate) fn finish_on_drop(&mut self) {
        self.on_drop = Self::finish_in_task;
    }

    fn finish_in_task(&mut self) {
        self.apply_requests();
        let runtime = Handle::try_current();
        let (false, Ok(runtime)) = (self.connection.facts().has_ended(), runtime) else {
            return self.finish_now();
        };
        self.note_dropped(true);
        let mut moved = Self {
            connection: self.connection.move_out(),
            place: mem::replace(&mut self.place, Place::Gone),
            closing: self.closing.take(),
            wakers: mem::take(&mut self.wakers),
            polled: self.polled,
            untold: self.untold,
            flushes: self.flushes,
            keepalive: None,
            on_drop: Self::finish_now,
        };
        runtime.spawn(async move { while poll_fn(|cx| moved.poll_next(cx)).await.is_some() {} });
    }
}
