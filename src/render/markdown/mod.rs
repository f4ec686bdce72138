//! Markdown that stays in its place: text from an incident file must not change a report's structure.
//!
//! Markdown means CommonMark plus GitHub's tables, task lists and strikethrough, as `pulldown-cmark` reads it.

mod block;
mod code;
mod inline;
mod raw;
mod tidy;

pub(crate) use block::{Item, block, item, led, separate, trim};
pub(crate) use inline::{cell, heading, inline, is_one_line, is_paragraph, link, plain, starts_block};
pub(crate) use raw::{BLOCKS, PHRASES};
pub(crate) use tidy::tidy;

use pulldown_cmark::Options;
use std::borrow::Cow;

/// A text without control characters, whose removal could change what a line means.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_hidden) { text.replace(is_hidden, "").into() } else { text.into() }
}

/// The dialect of field texts and reports.
pub(crate) fn dialect() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH
}
