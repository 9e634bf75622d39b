//! What was seen on the first release in real situations, and what must be seen instead. Each test
//! names the row of the field reports that it stands for: A1 to A27 are the hard corners of the close
//! handshake.

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
mod tap_leftover;
mod tap_sees_more;
mod tcp_dropped;
mod tcp_handle_closes;
mod tcp_leaves;
mod timeouts;
mod wrapped_late;
mod write_buffer;
mod write_only_handler;
