//! Markdown that stays in its place: text from an incident file must not change a report's structure.

mod block;
mod code;
mod inline;
mod raw;
mod tidy;

pub(crate) use block::{Item, block, item, led, separate, trim};
pub(crate) use inline::{cell, heading, inline, is_one_line, is_paragraph, link, plain, starts_block};
pub(crate) use raw::{BLOCKS, PHRASES};
pub(crate) use tidy::tidy;

use std::borrow::Cow;

/// A text without control characters, whose removal could change what a line means.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let is_hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(is_hidden) { text.replace(is_hidden, "").into() } else { text.into() }
}
