//! A fix is a list of text edits, so that comments, quotes and order survive.

use crate::source::Span;

/// Edits that together fix one finding.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fix {
    /// What the fix does, as an imperative: `quote the value`.
    pub title: String,
    /// Edits in the order of their positions; they do not overlap.
    pub edits: Vec<Edit>,
}

/// Replaces the text of a span.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The replaced range; empty for an insertion.
    pub span: Span,
    /// The new text.
    pub text: String,
}
