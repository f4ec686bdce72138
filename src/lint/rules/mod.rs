//! The rules, a folder a family.

pub(super) mod actions;
pub(super) mod causes;
pub(super) mod collection;
pub(super) mod completeness;
mod deadlines;
pub(super) mod publication;
pub(super) mod timeline;

/// Whether a text is missing, or holds only blanks.
fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
