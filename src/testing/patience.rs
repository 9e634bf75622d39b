//! How long a test waits for what does not come.
//!
//! A test that hangs tells nothing. By tokio's clock the wait is over at once where time is paused and nobody
//! has anything left to do. Nothing of the crate outside `testing` waits like this.

use std::{future::Future, panic::Location, time::Duration};

use tokio::time::timeout;

/// Longer than what a connection waits for by default.
const LIMIT: Duration = Duration::from_secs(300);

/// Waits for what the test cannot go on without.
pub(super) async fn expect<T>(
    otherwise: &str,
    caller: &Location<'_>,
    future: impl Future<Output = T>,
) -> T {
    match timeout(LIMIT, future).await {
        Ok(value) => value,
        Err(_) => panic!("{caller}: {otherwise} within {LIMIT:?}"),
    }
}

/// Waits for what may not come.
pub(super) async fn hope(future: impl Future<Output = ()>) {
    let _ = timeout(LIMIT, future).await;
}
