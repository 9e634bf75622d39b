//! The cost of one close beside more and more of something that must not make it dearer.

use std::{fmt, hint::black_box};

use closeframe::{
    CloseCode, CloseMonitor, CountCloses, LogCloses,
    catalog::{Catalog, Entry},
};
use tracing::Level;

use super::{
    callgrind::measured,
    closes::{connect, idle},
    observers::{json, prometheus},
    runtime,
};

/// What there is more and more of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Growing {
    OpenConnections,
    RegisteredCodes,
    /// Codes that peers have sent before.
    SeenCodes,
}

impl Growing {
    pub(crate) const ALL: [Self; 3] =
        [Self::OpenConnections, Self::RegisteredCodes, Self::SeenCodes];

    /// How much of it is tried: as far as numbers go, and a catalog takes at most 64 codes.
    pub(crate) fn amounts(self) -> &'static [u32] {
        match self {
            Self::OpenConnections => &[1, 100, 10_000, 100_000],
            Self::RegisteredCodes => &[1, 8, 64],
            Self::SeenCodes => &[1, 100, 10_000, 65_536],
        }
    }

    /// Closes `count` connections with 1000, with a Prometheus recorder and a JSON log whose level
    /// keeps that code out: what grows would be looked up, not written.
    pub(crate) fn run(self, amount: u32, count: u32) {
        let recorder = prometheus();
        let _counting = metrics::set_default_local_recorder(&recorder);
        let _logging = tracing::subscriber::set_default(json(Level::INFO, std::io::sink));
        let mut catalog = Catalog::standard();
        if self == Self::RegisteredCodes {
            let codes = (0..amount as u16).map(|n| CloseCode::new(4000 + n));
            let rows: Vec<_> = codes.map(|code| Entry::application(code, "Own")).collect();
            catalog = catalog.with_codes(&rows).expect("no more than a catalog takes");
        }
        let closes = CloseMonitor::silent()
            .with_observer(CountCloses::new())
            .with_observer(LogCloses::new())
            .with_catalog(catalog);
        let runtime = runtime();
        let open = runtime.block_on(async {
            let mut open = Vec::new();
            match self {
                Self::OpenConnections => {
                    for _ in 0..amount {
                        open.push(idle(&closes).await);
                    }
                }
                Self::SeenCodes => {
                    for code in (0..=u16::MAX).take(amount as usize) {
                        connect(&closes, code).await;
                    }
                }
                Self::RegisteredCodes => {}
            }
            connect(&closes, 1000).await;
            open
        });
        measured(&mut || {
            runtime.block_on(async {
                for _ in 0..count {
                    connect(&closes, 1000).await;
                }
            });
        });
        black_box(open);
    }
}

impl fmt::Display for Growing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::OpenConnections => "open connections",
            Self::RegisteredCodes => "registered codes",
            Self::SeenCodes => "codes seen before",
        })
    }
}
