//! How much was found: one line, and if it is a lot, which rules found it.

use super::{Look, style};
use crate::diagnostic::Level;
use crate::output::{Counts, Results};
use crate::wording::{counted, list};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// More findings than this fill screens.
pub const MANY: usize = 20;

/// The number of rules named there.
pub(super) const NAMED: usize = 10;

/// `3 files checked: 1 error, 2 warnings; 1 can be fixed with --fix`.
pub(super) fn line(results: &Results, look: Look) -> String {
    let counts = results.counts();
    let (nothing, known) = match &results.baseline {
        Some(baseline) if !baseline.known.is_empty() => {
            ("nothing new", format!("; {} known from the baseline", baseline.known.len()))
        }
        _ => ("nothing found", String::new()),
    };
    let found = match levels(counts, look) {
        found if found.is_empty() => nothing.to_owned(),
        found => found,
    };
    let files = counted(results.files, "file");
    let way = if counts.fixable > 0 { " with --fix" } else { "" };
    format!("{files} checked: {found}{}{way}{known}", fixable(counts))
}

/// `1 error, 2 warnings`.
pub(super) fn levels(counts: Counts, look: Look) -> String {
    let found = [
        (counts.errors, "error", Level::Error),
        (counts.warnings, "warning", Level::Warning),
        (counts.infos, "info", Level::Info),
    ];
    let found = found.into_iter().filter(|(count, ..)| *count > 0);
    let found = found.map(|(count, word, level)| style::paint(&counted(count, word), style::of(level), look));
    list(found)
}

/// The rules with the most findings, errors first because they fail a build. A rule with different levels in different
/// files has a line for each level.
pub(super) fn rules(results: &Results, most: usize, look: Look) -> Vec<String> {
    let mut by_rule: BTreeMap<(&str, Level), Counts> = BTreeMap::new();
    for (_, found) in results.findings() {
        by_rule.entry((found.rule.name, found.level)).or_default().add(found);
    }
    let total: usize = by_rule.values().map(Counts::total).sum();
    if most == 0 {
        return Vec::new();
    }
    let mut by_rule: Vec<_> = by_rule.into_iter().collect();
    by_rule.sort_by_key(|((_, level), counts)| Reverse((*level, counts.total())));
    by_rule.truncate(most);
    let others = total - by_rule.iter().map(|(_, counts)| counts.total()).sum::<usize>();
    let width = total.to_string().len();
    let named = by_rule.iter().map(|((rule, level), counts)| {
        let heading = style::paint(&format!("{}[{rule}]", level.name()), style::of(*level), look);
        format!("  {:width$} {heading}{}", counts.total(), fixable(*counts))
    });
    let others = (others > 0).then(|| format!("  {others:width$} others"));
    named.chain(others).collect()
}

/// `; 1 can be fixed`.
fn fixable(counts: Counts) -> String {
    match counts.fixable {
        0 => String::new(),
        fixable => format!("; {fixable} can be fixed"),
    }
}
