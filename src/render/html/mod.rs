//! A report in Markdown → one self-contained HTML page: nothing in it runs, and nothing is loaded.
//!
//! Every report style works here: the output of its template becomes the page's body, below a header with the facts,
//! the figures and the timeline at a glance.

mod attributes;
mod body;
mod finish;
mod images;
mod sanitise;

pub(super) use body::body;
pub use images::Images;
pub(super) use sanitise::ANCHOR;
