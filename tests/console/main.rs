//! The example server's console, read over raw TCP: what it keeps, whom it tells, and what that costs.

mod endings;
mod languages;
mod reader;
mod subscribers;

/// What the example server has.
#[path = "../../examples/server"]
mod server {
    pub(super) mod console;
    pub(super) mod pages;
}
