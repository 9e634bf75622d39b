//! What this process takes of the machine, as Linux tells.

use std::{fs, time::Duration};

/// Bytes that are in memory.
pub(crate) fn resident() -> Option<f64> {
    bytes("/proc/self/status", "VmRSS:")
}

/// Bytes of the machine's memory that can be had.
pub(crate) fn available() -> Option<f64> {
    bytes("/proc/meminfo", "MemAvailable:")
}

/// How long the main thread has run on a processor, in the kernel too.
pub(crate) fn cpu_time() -> Option<Duration> {
    let counts = fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(Duration::from_nanos(counts.split_ascii_whitespace().next()?.parse().ok()?))
}

fn bytes(path: &str, row: &str) -> Option<f64> {
    let rows = fs::read_to_string(path).ok()?;
    let kilobytes = rows.lines().find_map(|line| line.strip_prefix(row)?.strip_suffix("kB"))?;
    Some(1024.0 * kilobytes.trim().parse::<f64>().ok()?)
}
