//! A report in Markdown → one self-contained page of HTML: nothing in it runs, and nothing is fetched.
//!
//! Every style of report works here too: what its template makes becomes the page's body, below a head with the facts,
//! the figures and the timeline at a glance.

mod attributes;
mod body;
mod finish;
mod images;
mod sanitise;

pub(super) use body::body;
pub use images::Images;
pub(super) use sanitise::ANCHOR;
