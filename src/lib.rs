//! closeframe
pub mod catalog;
mod code;

mod role;

mod close;
mod connection;
mod fault;
mod handshake;
mod layer;
mod monitored;
mod observe;
mod policy;
mod received;
mod report;
mod request;
mod tap;

#[cfg(feature = "tokio")]
pub use self::monitored::MonitoredStream;
pub use self::{
    catalog::{Catalog, Category, Comparison, Entry, Locale, RegisterError, Retry, Sender, Text},
    close::{Close, InvalidClose},
    code::{CloseCode, CodeRange, ParseCloseCodeError},
    fault::ErrorType,
    layer::CloseLayer,
    monitored::{MonitoredSocket, Transport, Wrap, WrapTapped},
    observe::Observer,
    policy::{IllegalClose, Policy, Reply},
    received::{ReceivedClose, Violation},
    report::*,
    request::CloseRequest,
    role::Role,
    tap::CloseTap,
};
