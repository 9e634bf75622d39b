//! What was read beside the heads: it is not kept longer than it is needed.

use std::sync::Arc;

use bytes::Bytes;
use closeframe::CloseMonitor;
use tokio::io::duplex;

/// An owner without bytes, as what is cut from a buffer may be.
struct Nothing(#[expect(dead_code, reason = "it is counted")] Arc<()>);

impl AsRef<[u8]> for Nothing {
    fn as_ref(&self) -> &[u8] {
        &[]
    }
}

#[test]
fn an_empty_one_does_not_keep_the_buffer_that_it_was_cut_from() {
    let (mut near, _client) = duplex(64);
    let (mut far, _server) = duplex(64);
    let buffer = Arc::new(());
    let empty = || Bytes::from_owner(Nothing(Arc::clone(&buffer)));
    let splice = CloseMonitor::silent()
        .splice(&mut near, &mut far)
        .with_client_leftover(empty())
        .with_upstream_leftover(empty());
    assert_eq!(Arc::strong_count(&buffer), 1);
    drop(splice);
}
