//! What a process takes of the machine, as Linux tells.

use std::{fs, time::Duration};

/// Bytes of this process that are in memory.
pub(crate) fn resident() -> Option<f64> {
    bytes("/proc/self/status", "VmRSS:")
}

/// Bytes of another process that are in memory.
pub(crate) fn resident_of(process: u32) -> Option<f64> {
    bytes(&format!("/proc/{process}/status"), "VmRSS:")
}

/// Bytes of the machine's memory that can be had.
pub(crate) fn available() -> Option<f64> {
    bytes("/proc/meminfo", "MemAvailable:")
}

/// How long the main thread has run on a processor, in the kernel too.
pub(crate) fn cpu_time() -> Option<Duration> {
    on_a_processor("/proc/self/schedstat")
}

/// How long the threads which another process has now have run on a processor, in the kernel too.
pub(crate) fn cpu_time_of(process: u32) -> Option<Duration> {
    let threads = fs::read_dir(format!("/proc/{process}/task")).ok()?;
    threads.map(|it| on_a_processor(it.ok()?.path().join("schedstat").to_str()?)).sum()
}

/// How many files this process may have open; where nobody tells, as many as is common.
pub(crate) fn open_files() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let row = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = row.and_then(|row| row.split_whitespace().next()?.parse().ok());
    soft.unwrap_or(1024)
}

fn on_a_processor(path: &str) -> Option<Duration> {
    let counts = fs::read_to_string(path).ok()?;
    Some(Duration::from_nanos(counts.split_ascii_whitespace().next()?.parse().ok()?))
}

fn bytes(path: &str, row: &str) -> Option<f64> {
    let rows = fs::read_to_string(path).ok()?;
    let kilobytes = rows.lines().find_map(|line| line.strip_prefix(row)?.strip_suffix("kB"))?;
    Some(1024.0 * kilobytes.trim().parse::<f64>().ok()?)
}
