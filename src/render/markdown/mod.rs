//! Markdown that keeps its place: text from an incident file must not change a report's structure.
//!
//! Markdown means CommonMark plus GitHub's tables, task lists and strikethrough, as `pulldown-cmark` reads it.

mod block;
mod inline;
mod tidy;

pub(crate) use block::{block, item};
pub(crate) use inline::{cell, heading, inline, is_one_line, link, plain, starts_block};
pub(crate) use tidy::tidy;

use pulldown_cmark::Options;

/// The dialect of field texts and reports.
pub(crate) fn dialect() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH
}
