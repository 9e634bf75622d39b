//! The echo servers on axum and on hyper against the probe in raw bytes that every framework's example stands. The
//! others are in `examples/frameworks`, with their dependencies.

#![allow(clippy::duplicate_mod, reason = "each example has its own `lines` and `signals`")]

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/axum.rs"]
mod axum_example;
#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/hyper.rs"]
mod hyper_example;
#[path = "../examples/frameworks/probe.rs"]
mod probe;

use tokio::{net::TcpListener, task::spawn_blocking};

use self::probe::{Handshake, Probe};

#[tokio::test]
async fn axum_stands_the_probe() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let probe = Probe::new(listener.local_addr().unwrap());
    let router = axum_example::router(probe.monitor());
    tokio::spawn(async { axum::serve(listener, router).await });
    spawn_blocking(move || probe.run(Handshake::Hyper)).await.unwrap();
}

#[tokio::test]
async fn hyper_stands_the_probe() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let probe = Probe::new(listener.local_addr().unwrap());
    tokio::spawn(hyper_example::accept(listener, probe.monitor()));
    spawn_blocking(move || probe.run(Handshake::Hyper)).await.unwrap();
}
