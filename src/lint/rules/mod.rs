//! The rules, a folder a family.

pub(super) mod actions;
pub(super) mod causes;
pub(super) mod collection;
pub(super) mod completeness;
mod deadlines;
pub(super) mod publication;
pub(super) mod timeline;

use super::RuleContext;

/// Whether the file says that nobody was hurt: `impact: none`, `No impact, for …`. A near miss has no figures.
fn has_no_impact(file: &RuleContext) -> bool {
    let Some(impact) = &file.incident.impact else { return false };
    let told = impact.description.as_deref().unwrap_or_default().trim_start_matches([' ', '\n', '*', '_']);
    let rest = |start: &str| {
        told.get(..start.len())
            .filter(|there| there.eq_ignore_ascii_case(start))
            .map(|_| &told[start.len()..])
    };
    let is_whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    let is_none = rest("none").is_some_and(|rest| is_whole(rest) && !rest.trim_start().starts_with("of "));
    let kinds = ["", "user ", "customer ", "client ", "production ", "external ", "known "];
    let is_no = rest("no ").is_some_and(|rest| {
        kinds.iter().any(|kind| {
            let rest = rest.strip_prefix(kind).and_then(|rest| rest.strip_prefix("impact"));
            rest.is_some_and(is_whole)
        })
    });
    let has_figures =
        !is_blank(impact.users.as_ref()) || !impact.windows.is_empty() || !impact.metrics.is_empty();
    (is_none || is_no) && !has_figures
}

/// Whether a name stands for nobody: `???`, `TBD`, `unassigned`.
fn is_nobody(name: &str) -> bool {
    const NOBODY: &[&str] =
        &["", "-", "n/a", "na", "nobody", "none", "tba", "tbd", "todo", "unassigned", "unknown", "no one"];
    let name = name.trim();
    name.bytes().all(|b| b == b'?') || NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(name))
}

/// Whether a text is missing, or holds only blanks.
fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
