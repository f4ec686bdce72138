//! Statistics in words and tables, for people: every format for readers has the same sections.

mod actions;
mod change;
mod duration;
mod often;

pub(super) use actions::sentences;

use super::Stats;
use crate::views::table::{Cell, Column, Fit, Table};
use crate::wording::counted;

/// The key of a column of bars, which only a terminal needs: a page has figures.
pub const BARS: &str = "bar";
/// How many characters the longest bar has.
const LONGEST_BAR: usize = 20;
/// More rows than these of what comes back are no help; all are in the formats for programs.
const MOST_ROWS: usize = 10;

/// A question, and what answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Section {
    /// Its name in a page.
    pub id: &'static str,
    /// The question.
    pub title: &'static str,
    /// The answers.
    pub parts: Vec<Part>,
}

/// Sentences and a table. Each text may contain any text of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Part {
    /// What it is about; empty if the section says it.
    pub heading: &'static str,
    /// Sentences above the table, in a line each.
    pub lines: Vec<String>,
    /// The table, if there is one.
    pub table: Option<Table<'static>>,
    /// What the table is based on.
    pub notes: Vec<String>,
}

/// All sections of some statistics.
pub fn sections(stats: &Stats) -> Vec<Section> {
    let section = |id, title, parts| Section { id, title, parts };
    let mut sections = vec![section("count", "How many", often::counts(stats))];
    if stats.records.is_empty() {
        return sections;
    }
    sections.extend([
        section("duration", "How long", duration::durations(stats)),
        section("change", "Better or worse", change::change(stats)),
        section("detection", "How noticed", vec![often::detection(stats)]),
        section("recurring", "What comes back", often::recurring(stats)),
        section("actions", "Follow-through", actions::follow_through(stats)),
    ]);
    sections
}

impl Part {
    /// One that is only a sentence.
    fn line(text: impl Into<String>) -> Self {
        Part { lines: vec![text.into()], ..Part::default() }
    }
}

/// The name of a severity for readers.
fn severity_name(name: Option<&String>) -> &str {
    name.map_or("no severity", String::as_str)
}

const fn column(title: &'static str, key: &'static str, fit: Fit) -> Column {
    Column { title, key, fit }
}

/// A bar of block characters, whose length is to the longest as the count is to the largest.
fn bar(count: usize, largest: usize) -> Cell<'static> {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (count * LONGEST_BAR * 8).div_ceil(largest.max(1));
    Cell::new("█".repeat(eighths / 8) + EIGHTHS[eighths % 8])
}

/// How many more rows there are than are shown.
fn rest(all: usize, what: &str) -> Option<String> {
    let more = all.checked_sub(MOST_ROWS).filter(|more| *more > 0)?;
    Some(format!("{} not shown.", counted(more, &format!("more {what}"))))
}
