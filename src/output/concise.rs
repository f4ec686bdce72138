//! Findings for people and editors, one line each: `path:line:col: level[rule] message`.

use super::human::{Look, style};
use super::{Results, mark, mask, visible};
use crate::diagnostic::{Checked, Diagnostic};
use std::io;

/// Writes the findings without a summary.
///
/// # Errors
/// An error of the writer.
pub fn write(results: &Results, out: &mut impl io::Write, look: Look) -> io::Result<()> {
    let results = &*mask::results(results);
    results.findings().try_for_each(|(checked, found)| writeln!(out, "{}", line(checked, found, look)))
}

fn line(checked: &Checked, found: &Diagnostic, look: Look) -> String {
    let source = &checked.source;
    let place = source.position(source.clamp(found.span).start);
    let path = style::paint(&visible(source.name()), style::BOLD, look);
    let heading = format!("{}[{}]", found.level.name(), found.rule.name);
    let heading = style::paint(&heading, style::of(found.level), look);
    let (mark, message) = (mark(found), visible(&found.message));
    format!("{path}:{}:{}: {heading} {mark}{message}", place.line, place.column)
}
