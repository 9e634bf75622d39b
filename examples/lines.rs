//! Lines on their way to an output, written by a thread of its own behind a bounded queue. Who reads the output
//! may stop, or the disk be full: that costs lines, which are counted, and nobody who has a line to say waits
//! for it. What the lines say is no matter of this file.

use std::{
    collections::VecDeque,
    fmt::Display,
    io::{self, ErrorKind, Write},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use metrics::{Counter, counter, describe_counter};
use tracing_subscriber::fmt::MakeWriter;

/// How many bytes may wait: close events by the hundred, which is all that is logged of many equal ones.
const WAITING_LIMIT: usize = 1 << 20;

/// When an output that cannot take more without blocking, such as a pipe that is shared with Node, is asked again.
const FULL_PAUSE: Duration = Duration::from_millis(10);

/// How long the end of the process waits for an output.
const FINISH_LIMIT: Duration = Duration::from_millis(200);

/// Says on these lines, or elsewhere, that so many were lost.
pub(crate) type Tell = fn(&Lines, u64);

/// The queue in front of an output.
#[derive(Clone)]
pub(crate) struct Lines(Arc<Shared>);

struct Shared {
    queue: Mutex<Queue>,
    /// Whether there is something to write, or nothing any more.
    changed: Condvar,
    lost: Counter,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Vec<u8>>,
    bytes: usize,
    is_writing: bool,
    lost: u64,
}

impl Lines {
    /// Starts a thread that writes to standard output or standard error. It calls `tell` with the number of lines
    /// that were lost, once there is room again.
    ///
    /// Not through the buffer of `io::stdout()`: that keeps what could not be written, and tries again at exit.
    #[cfg(unix)]
    pub(crate) fn to(output: impl std::os::fd::AsFd, tell: Tell) -> io::Result<Self> {
        Self::start(std::fs::File::from(output.as_fd().try_clone_to_owned()?), tell)
    }

    /// The console of Windows wants what the standard library makes of UTF-8.
    #[cfg(not(unix))]
    pub(crate) fn to(output: impl Write + Send + 'static, tell: Tell) -> io::Result<Self> {
        Self::start(output, tell)
    }

    fn start(output: impl Write + Send + 'static, tell: Tell) -> io::Result<Self> {
        describe_counter!("log_lines_lost_total", "Lines that stdout and stderr have not taken.");
        let lost = counter!("log_lines_lost_total");
        let (queue, changed) = (Mutex::default(), Condvar::new());
        let lines = Self(Arc::new(Shared { queue, changed, lost }));
        let written = lines.clone();
        thread::Builder::new().spawn(move || written.write_to(output, tell))?;
        Ok(lines)
    }

    /// Has a line written.
    pub(crate) fn say(&self, line: impl Display) {
        self.push(format!("{line}\n").into_bytes());
    }

    /// Has a line written, with its end, if there is room.
    fn push(&self, line: Vec<u8>) {
        let mut queue = self.queue();
        if queue.bytes + line.len() > WAITING_LIMIT {
            self.lose(&mut queue);
        } else {
            queue.bytes += line.len();
            queue.waiting.push_back(line);
            self.0.changed.notify_all();
        }
    }

    /// Waits until all is written, but not for long. Returns how many lines were not.
    pub(crate) fn finish(&self) -> u64 {
        let queue = self.queue();
        let is_busy = |queue: &mut Queue| queue.is_writing || !queue.waiting.is_empty();
        let waited = self.0.changed.wait_timeout_while(queue, FINISH_LIMIT, is_busy);
        let (queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        queue.lost + queue.waiting.len() as u64 + u64::from(queue.is_writing)
    }

    fn write_to(&self, mut output: impl Write, tell: Tell) {
        let (mut told, mut is_torn) = (0, false);
        loop {
            let mut line = self.next();
            if is_torn {
                line.insert(0, b'\n');
            }
            let written = write(&mut output, &line);
            is_torn = matches!(written, Err(1..)) || is_torn && written.is_err();
            let mut queue = self.queue();
            queue.is_writing = false;
            if written.is_err() {
                self.lose(&mut queue);
            }
            self.0.changed.notify_all();
            // The reader goes on. Told when there is room for it.
            let untold = queue.lost - told;
            if written.is_ok() && untold > 0 && queue.bytes < WAITING_LIMIT / 2 {
                told = queue.lost;
                drop(queue);
                tell(self, untold);
            }
        }
    }

    /// Waits for a line.
    fn next(&self) -> Vec<u8> {
        let waited = self.0.changed.wait_while(self.queue(), |queue| queue.waiting.is_empty());
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        let line = queue.waiting.pop_front().unwrap_or_default();
        queue.bytes -= line.len();
        queue.is_writing = true;
        line
    }

    /// Nobody panics while holding it.
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lose(&self, queue: &mut Queue) {
        queue.lost += 1;
        self.0.lost.increment(1);
    }
}

/// Fails with the number of bytes that were written.
fn write(output: &mut impl Write, line: &[u8]) -> Result<(), usize> {
    let mut written = 0;
    while written < line.len() {
        match output.write(&line[written..]) {
            Ok(0) => return Err(written),
            Ok(more) => written += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(FULL_PAUSE),
            Err(_) => return Err(written),
        }
    }
    Ok(())
}

/// An event of the log; its formatter writes it at once.
pub(crate) struct Event<'a>(&'a Lines);

impl Write for Event<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.push(line.to_vec());
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Event<'a>;

    fn make_writer(&'a self) -> Event<'a> {
        Event(self)
    }
}
