//! The rules, one folder per family.

pub(super) mod actions;
pub(super) mod causes;
pub(super) mod collection;
pub(super) mod completeness;
mod deadlines;
pub(super) mod publication;
pub(super) mod timeline;

use super::RuleContext;
use crate::model::Impact;

/// Whether the file says that there was no impact. A near miss has no figures.
fn has_no_impact(file: &RuleContext) -> bool {
    file.incident.impact.as_ref().is_some_and(Impact::is_none)
}

/// Whether a name means nobody: `???`, `TBD`, `unassigned`.
fn is_nobody(name: &str) -> bool {
    const NOBODY: &[&str] =
        &["", "-", "n/a", "na", "nobody", "none", "tba", "tbd", "todo", "unassigned", "unknown", "no one"];
    let name = name.trim();
    name.bytes().all(|b| b == b'?') || NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(name))
}

/// Whether a text is missing, or contains only spaces.
fn is_space(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
