//! What a fix is: edits of the text, so that comments, quotes and order survive.

use crate::source::Span;

/// Edits that, applied together, mend one finding.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fix {
    /// What the fix does, as an imperative: `quote the value`.
    pub title: String,
    /// Edits in the order of their places; they do not overlap.
    pub edits: Vec<Edit>,
}

/// Replaces the text of a span.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}
