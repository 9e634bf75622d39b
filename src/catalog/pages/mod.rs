//! Pages about one code, and about two.

mod captions;
mod compared_code;
mod comparison;
mod differences;
mod explanation;
mod http;
mod section;
pub(super) mod sentences;
mod when_to_use;
pub(super) mod words;

pub use self::captions::Captions;
pub use self::compared_code::ComparedCode;
pub use self::comparison::{Comparison, Reference};
pub use self::explanation::Explanation;
pub use self::http::http_phrase;
pub use self::section::{Item, Layout, Section};
pub(crate) use self::sentences::{idle_limit, idle_limit_and};
