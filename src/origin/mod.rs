//! Where a connection comes from: the endpoint that it was opened at, and what its request said.
//!
//! Both are told with the ending, so that whoever reads it need not look elsewhere. An endpoint is the
//! application's word, of a small set, and a metric label; what a request said is the client's, and goes
//! into the log alone, bounded and escaped there.

mod endpoint;
#[cfg(feature = "tokio")]
mod offer;
mod request;

pub use self::endpoint::Endpoint;
pub(crate) use self::request::{Origin, bounded};
#[cfg(feature = "tokio")]
pub(crate) use self::{offer::lacks_answer, request::header};
