//! The story on a blocking socket, whose transport would block.

use std::io::{Read, Write};

use closeframe::{Close, CloseMonitor, Mode, MonitoredSocket};
use tungstenite::{Error, WebSocket};

use crate::{
    application::{closing, message, raw_close},
    pipe::Pipe,
    story::{End, Step, Story},
    wire::{InRole, host},
};

pub(crate) fn run(story: &Story, monitor: &CloseMonitor, pipe: &Pipe) {
    let (role, config) = (host(story.role()), Some(story.config()));
    if story.tapped {
        let io = monitor.tap_upgraded_in(story.role(), pipe.clone());
        act(story, monitor.wrap_tapped(WebSocket::from_raw_socket(io, role, config)), pipe);
    } else {
        let ws = WebSocket::from_raw_socket(pipe.clone(), role, config);
        act(story, monitor.wrap_in(story.role(), ws), pipe);
    }
}

fn act<M: Mode>(story: &Story, mut ws: MonitoredSocket<Pipe, M>, pipe: &Pipe)
where
    M::Transport<Pipe>: Read + Write,
{
    for step in &story.steps {
        // What a call returns is the application's to bear; the verdict is on report and wire.
        let _ = match step {
            Step::Read => ws.read().map(|_| ()),
            Step::Write(_) | Step::Ping => ws.write(message(step)),
            Step::Flush => ws.flush(),
            Step::Close { code, reason } => ws.close(closing(*code, reason)),
            Step::CloseRaw(payload) => ws.write(raw_close(payload)),
            Step::CloseByHandle => {
                ws.close_handle().close(Close::normal());
                Ok(())
            }
            // There is no task that could wait, or run out of budget.
            Step::Wait { .. } | Step::Drain { .. } | Step::SpendBudget => Ok(()),
            peers => {
                crate::peer::act(story, peers, pipe);
                Ok(())
            }
        };
    }
    if !story.waits_for_the_end() {
        return;
    }
    pipe.take(usize::MAX);
    pipe.end(false);
    if let End::Close { code, reason } = &story.end {
        // It may be illegal, or the write fail: then reading on tells of the end.
        let _ = ws.close(closing(*code, reason));
    }
    // Each yields something that came in, or the end.
    let most = pipe.ends().input.len() + 10;
    let told = (0..most).any(|_| matches!(ws.read(), Err(Error::AlreadyClosed)));
    assert!(told, "the application was never told of the end");
    assert!(ws.close_report().is_some(), "told of the end without a report");
}
