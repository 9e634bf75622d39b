//! Clients, on real sockets.
