//! The handlers that the peers of these tests meet.

use std::time::Duration;

use closeframe::{MonitoredStream, testing::MemoryIo};
use futures_util::{SinkExt, StreamExt};
use tokio::time::sleep;
use tungstenite::Message;

pub(crate) type Ws = MonitoredStream<MemoryIo>;

/// What a handler does all the time, until its socket fails or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Handler {
    /// Answers each message.
    Echoes,
    /// Only writes.
    Pushes,
    /// Only reads.
    Listens,
}

impl Handler {
    pub(crate) const ALL: [Self; 3] = [Self::Echoes, Self::Pushes, Self::Listens];

    pub(crate) async fn run(self, mut ws: Ws) {
        match self {
            Self::Echoes => {
                while let Some(Ok(message)) = ws.next().await {
                    if message.is_text() && ws.send(message).await.is_err() {
                        break;
                    }
                }
            }
            Self::Pushes => {
                while ws.send(Message::text("news")).await.is_ok() {
                    sleep(Duration::from_millis(100)).await;
                }
            }
            Self::Listens => while let Some(Ok(_)) = ws.next().await {},
        }
    }
}
