//! A task that finishes what the owner lets go of.

use std::{future::poll_fn, mem};

use tokio::runtime::Handle;

use super::{Driver, Error, Message, Socket};

impl<S: Socket + Send + 'static> Driver<S>
where
    Message<S>: Send,
    Error<S>: Send,
    S::Timer: Send,
{
    /// Has a task finish what the owner lets go of, if there is a runtime then.
    pub(crate) fn finish_on_drop(&mut self) {
        self.let_go = Self::let_go_to_a_task;
    }

    fn let_go_to_a_task(&mut self) {
        self.apply_requests();
        let runtime = Handle::try_current();
        let (false, Ok(runtime)) = (self.connection.facts().has_ended(), runtime) else {
            return self.let_go();
        };
        self.leave(true);
        let mut moved = Self {
            connection: self.connection.move_out(),
            flowing: self.flowing.take(),
            closing: self.closing.take(),
            wakers: mem::take(&mut self.wakers),
            polled: self.polled,
            looking: self.looking,
            let_go: Self::let_go,
        };
        runtime.spawn(async move { while poll_fn(|cx| moved.poll_next(cx)).await.is_some() {} });
    }
}
