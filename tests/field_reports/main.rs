//! The hard corners of the close handshake, as they were met in real situations: what must be told there, and
//! what was told instead before it was.

mod each_wrapper;
mod gated_io;
mod read_result;
mod real_tcp;
mod report_line;
mod sent_frames;
mod stream_and_sink;
#[cfg(feature = "axum")]
mod upgraded;
#[allow(dead_code, reason = "shared with the other tests of connections")]
#[path = "../connections/wire.rs"]
mod wire;

mod after_the_end;
mod answers_to_our_close;
mod blame;
mod closed_by_handle;
mod drain;
mod drain_counts;
mod dropped;
mod failed_writes;
mod finish_on_drop;
mod finish_on_drop_fails;
mod handshake_corners;
mod idle;
mod network_lost;
mod policies;
mod random_stories;
mod report_kept;
mod resumed;
mod tap_leftover;
mod tap_sees_more;
mod tcp_dropped;
mod tcp_handle_closes;
mod tcp_leaves;
mod timeouts;
mod wrapped_late;
mod write_buffer;
mod write_only_handler;
