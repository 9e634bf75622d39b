//! What a splice costs beside the copy that it stands for, in time, over TCP on the loopback interface.
//!
//! ```text
//! cargo bench -p closeframe-benches --bench splice
//! cargo bench -p closeframe-benches --bench splice -- --quick
//! ```
//!
//! A client sends frames, packed one behind the other, through what stands between to a server, which reads
//! them; all in one thread. The first column is tokio's `copy_bidirectional`, which has 8 KiB for each direction
//! of each pair; the fourth is the same with 64 KiB, as the splice has for all of a thread's. The figures are
//! read like those of `messages.rs`. The last column is what a frame costs above the copy with the same buffers.

#[allow(dead_code, reason = "other benches use the rest")]
mod workloads;

use std::{fmt, sync::Arc, time::Instant};

use closeframe::CloseMonitor;
use futures_util::future::join_all;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional, copy_bidirectional_with_sizes},
    net::{TcpListener, TcpStream},
};
use workloads::pairs::{self, Rounds};

#[derive(Clone, Copy, PartialEq)]
enum Between {
    Copy,
    Copy64,
    Splice,
}

/// The second is `copy again`.
const KINDS: [Between; 4] = [Between::Copy, Between::Copy, Between::Copy64, Between::Splice];

#[derive(Clone, Copy)]
struct Load {
    /// Payload of each frame, in bytes.
    size: usize,
    connections: usize,
}

const LOADS: [Load; 6] = [
    Load { size: 65_536, connections: 1 },
    Load { size: 65_536, connections: 64 },
    Load { size: 1024, connections: 1 },
    Load { size: 1024, connections: 64 },
    Load { size: 16, connections: 1 },
    Load { size: 16, connections: 64 },
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let rounds = if workloads::figures_are_wanted() { 41 } else { 1 };
    println!(
        "| frames through, over loopback TCP | copy, ms | copy again | copy, 64 KiB | splice \
         | splice to copy of 64 KiB | more per frame, ns |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|");
    for load in LOADS {
        let mut figures = Vec::with_capacity(rounds);
        for round in 0..rounds {
            figures.push(load.measure(round).await);
        }
        let to_same_buffers: Rounds<2> =
            figures.iter().map(|[.., copy, splice]| [*copy, *splice]).collect();
        let rounds: Rounds<4> = figures.into_iter().collect();
        let more = (to_same_buffers.median(1) - to_same_buffers.median(0)) * 1e6;
        println!(
            "| {load} | {:.2} | {} | {} | {} | {} | {:.1} |",
            rounds.median(0),
            rounds.ratio(1),
            rounds.ratio(2),
            rounds.ratio(3),
            to_same_buffers.ratio(1),
            more / (load.frames() * load.connections * 2) as f64,
        );
    }
}

impl Load {
    /// So many on each connection: 32 MiB in all, fewer where frames are small.
    fn frames(self) -> usize {
        (if self.size < 64 { 1 << 20 } else { 1 << 25 } / self.size / self.connections).max(4)
    }

    /// Milliseconds for each kind, in one round.
    async fn measure(self, round: usize) -> [f64; 4] {
        let bytes: Arc<[u8]> = self.frame().repeat(self.frames()).into();
        let mut times = [0.0; 4];
        for kind in pairs::order::<4>(round) {
            let mut chains = Vec::with_capacity(self.connections);
            for _ in 0..self.connections {
                chains.push((pair().await, pair().await));
            }
            let begun = Instant::now();
            join_all(chains.into_iter().map(|chain| run(KINDS[kind], chain, Arc::clone(&bytes))))
                .await;
            times[kind] += begun.elapsed().as_secs_f64() * 1e3;
        }
        times
    }

    /// Masked with zeros.
    fn frame(self) -> Vec<u8> {
        let length = self.size as u64;
        let mut frame = vec![0x82];
        match length {
            ..126 => frame.push(0x80 | length as u8),
            126..65_536 => {
                frame.push(0xFE);
                frame.extend((length as u16).to_be_bytes());
            }
            _ => {
                frame.push(0xFF);
                frame.extend(length.to_be_bytes());
            }
        }
        frame.extend([0; 4]);
        frame.resize(frame.len() + self.size, b'x');
        frame
    }
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = match self.size {
            16 => "16 B",
            1024 => "1 KiB",
            _ => "64 KiB",
        };
        write!(f, "{size}, connections {}", self.connections)
    }
}

type Pair = (TcpStream, TcpStream);

async fn pair() -> Pair {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let outer = TcpStream::connect(address).await.expect("it is listening");
    (outer, listener.accept().await.expect("it has connected").0)
}

async fn run(
    between: Between,
    ((mut client, mut near), (mut server, mut far)): (Pair, Pair),
    bytes: Arc<[u8]>,
) {
    let passes = tokio::spawn(async move {
        match between {
            Between::Copy => drop(copy_bidirectional(&mut near, &mut far).await),
            Between::Copy64 => {
                drop(copy_bidirectional_with_sizes(&mut near, &mut far, 65_536, 65_536).await);
            }
            Between::Splice => drop(CloseMonitor::silent().splice(&mut near, &mut far).await),
        }
    });
    let reads = tokio::spawn(async move {
        let mut buffer = vec![0; 1 << 18];
        let mut read = 0;
        while let Ok(count @ 1..) = server.read(&mut buffer).await {
            read += count;
        }
        read
    });
    client.write_all(&bytes).await.expect("somebody reads");
    client.shutdown().await.expect("it is open");
    assert_eq!(reads.await.expect("no panic"), bytes.len());
    assert_eq!(client.read(&mut [0]).await.expect("an end"), 0);
    passes.await.expect("no panic");
}
