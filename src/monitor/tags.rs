//! Tags: by which connections are found that somebody wants to close, a user's for example.
//!
//! Each shard of the registry has an index of its own, which is empty, and costs nothing, until a
//! connection is tagged.

use std::{collections::HashMap, mem};

use crate::{Close, CloseMonitor};

impl CloseMonitor {
    /// Asks all open connections that have this tag to close, as
    /// [`CloseHandle::close`](crate::CloseHandle::close) does, and returns how many those are.
    ///
    /// A connection is tagged by its wrapper:
    /// [`MonitoredSocket::tag`](crate::MonitoredSocket::tag), and the same on the others. Found are
    /// those of this monitor and its clones.
    ///
    /// # Example: a user who has to go
    ///
    /// ```
    /// use std::io::Cursor;
    /// use closeframe::{Close, CloseCode, CloseMonitor};
    /// use tungstenite::{WebSocket, protocol::Role};
    ///
    /// let closes = CloseMonitor::silent();
    /// let io = Cursor::new(Vec::new());
    /// let ws = closes.wrap(WebSocket::from_raw_socket(io, Role::Server, None));
    /// ws.tag("user 42");
    ///
    /// let kick = Close::new(CloseCode::POLICY_VIOLATION, "signed out")?;
    /// assert_eq!(closes.close_tagged("user 42", kick.clone()), 1);
    /// assert_eq!(closes.close_tagged("user 43", kick), 0);
    /// assert!(ws.close_handle().is_closing());
    /// # Ok::<(), closeframe::InvalidClose>(())
    /// ```
    pub fn close_tagged(&self, tag: &str, close: Close) -> usize {
        let connections = self.registry().tagged(tag);
        connections.iter().for_each(|connection| connection.request(close.clone(), None));
        connections.len()
    }
}

/// The tags of a shard's connections, both ways.
#[derive(Debug, Default)]
pub(super) struct Tags {
    slots: HashMap<Box<str>, Vec<u32>>,
    /// Of each slot up to the last that ever had one.
    tags: Vec<Vec<Box<str>>>,
}

impl Tags {
    /// Adds a tag to the connection in this slot, unless it has it.
    pub(super) fn add(&mut self, slot: u32, tag: &str) {
        let place = slot as usize;
        if self.tags.len() <= place {
            self.tags.resize_with(place + 1, Vec::new);
        }
        let tags = &mut self.tags[place];
        if !tags.iter().any(|it| **it == *tag) {
            tags.push(tag.into());
            self.slots.entry(tag.into()).or_default().push(slot);
        }
    }

    /// The connection in this slot has ended.
    #[inline]
    pub(super) fn remove(&mut self, slot: u32) {
        if let Some(tags) = self.tags.get_mut(slot as usize).filter(|tags| !tags.is_empty()) {
            let tags = mem::take(tags);
            self.forget(slot, tags);
        }
    }

    fn forget(&mut self, slot: u32, tags: Vec<Box<str>>) {
        for tag in tags {
            let Some(slots) = self.slots.get_mut(&tag) else { continue };
            slots.retain(|it| *it != slot);
            if slots.is_empty() {
                self.slots.remove(&tag);
            }
        }
    }

    pub(super) fn slots(&self, tag: &str) -> &[u32] {
        self.slots.get(tag).map_or(&[], Vec::as_slice)
    }
}
