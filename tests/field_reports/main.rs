//! What was seen on the first release in real situations, and what must be seen instead. Each test
//! names the row of the field reports that it stands for: A1 to A27 are the hard corners of the close
//! handshake.

mod any_ws;
mod next;
mod real_tcp;
mod socket;
mod told;
#[cfg(feature = "axum")]
mod upgraded;
mod valve;
mod whole_frames;
#[allow(dead_code, reason = "shared with the other tests of connections")]
#[path = "../connections/wire.rs"]
mod wire;

mod after_the_end;
mod answers;
mod asked_by_others;
mod blame;
mod drain;
mod drain_counts;
mod failed_writes;
mod finish_on_drop;
mod finishing_fails;
mod idle;
mod kept;
mod let_go;
mod more_corners;
mod network_lost;
mod only_writes;
mod policies;
mod random_stories;
mod tap;
mod tap_leftover;
mod tcp_kicked;
mod tcp_leaves;
mod tcp_let_go;
mod time;
mod wrapped_late;
mod write_buffer;
