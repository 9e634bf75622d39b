//! Whole connections, in bytes: literal frames in, literal frames out, both roles, with and without
//! a tap. Time is paused and nothing listens on a port.

mod captured;
mod exposition;
mod oracle;
mod wire;

mod blocking;
mod cardinality;
mod catalogs;
mod close_with;
mod count;
mod drains;
mod endings;
mod every_code;
mod flood;
mod handshake;
mod log;
mod log_formats;
mod names;
mod observers;
mod opentelemetry;
mod order;
mod outside;
mod peer_closes;
mod policy;
mod races;
mod recorders;
mod serialized;
mod split;
mod teardown;
mod we_close;
