//! The Markdown of fields and reports: CommonMark with GitHub's tables, task lists and strikethrough.

use pulldown_cmark::{Options, Parser};

const DIALECT: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_TASKLISTS).union(Options::ENABLE_STRIKETHROUGH);

/// What a text says in this dialect.
pub(crate) fn parse(text: &str) -> Parser<'_> {
    Parser::new_ext(text, DIALECT)
}
