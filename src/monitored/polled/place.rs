use super::{ending::Ending, host::Host};

/// Where the socket of a connection is: so one look tells a message whether it may pass.
#[derive(Debug)]
pub(super) struct Place<H: Host> {
    /// The socket while messages flow: no close frame has gone either way.
    pub(super) flowing: Option<H>,
    /// Holds it from then on.
    pub(super) ending: Option<Box<Ending<H>>>,
}

impl<H: Host> Place<H> {
    pub(super) fn flowing(host: H) -> Self {
        Self { flowing: Some(host), ending: None }
    }

    /// The socket; `None` only once it was given back, or dropped to end TCP.
    pub(super) fn host(&self) -> Option<&H> {
        self.flowing.as_ref().or_else(|| self.ending.as_ref()?.host.as_ref())
    }

    pub(super) fn host_mut(&mut self) -> Option<&mut H> {
        self.flowing.as_mut().or_else(|| self.ending.as_mut()?.host.as_mut())
    }

    pub(super) fn take_host(&mut self) -> Option<H> {
        self.flowing.take().or_else(|| self.ending.as_mut()?.host.take())
    }

    /// Ends the flow of messages, if it has not ended yet.
    pub(super) fn end(&mut self, begin: impl FnOnce() -> Ending<H>) -> &mut Ending<H> {
        self.ending.get_or_insert_with(|| {
            let mut ending = Box::new(begin());
            // Moved once: a socket is big.
            ending.host = self.flowing.take();
            ending
        })
    }
}
