//! Diagnostics → output formats, one per file.
//!
//! Every format is a pure function from a [`Results`] to a writer. It has its own output types, escapes for its medium,
//! and never decides the exit code.

pub mod baseline;
pub mod concise;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
mod mask;
mod repository;
pub mod sarif;
mod visible;
mod wrap;

pub(crate) use fingerprint::stable_hash;
pub use mask::masked_text;
pub use repository::Repository;
use visible::is_hidden;
pub use visible::{visible, visible_lines};
pub use wrap::{wrap, wrap_lines, wrap_markdown};

use crate::diagnostic::{Checked, Diagnostic, Level};
use crate::source::Source;
use baseline::Compared;

/// The findings of one run.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Results {
    /// The files with findings, in the order in which they are reported.
    pub checked: Vec<Checked>,
    /// How many files were checked, including clean ones.
    pub files: usize,
    /// The lowest level that fails the run; `None` if nothing fails it.
    pub fails_at: Option<Level>,
    /// The findings known from a baseline; `None` without a baseline. Known findings are not among those of the files.
    pub baseline: Option<Compared>,
}

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// Findings of level error.
    pub errors: usize,
    /// Findings of level warning.
    pub warnings: usize,
    /// Findings of level info.
    pub infos: usize,
    /// Findings of any level that have a fix.
    pub fixable: usize,
}

impl Counts {
    fn of<'d>(findings: impl Iterator<Item = &'d Diagnostic>) -> Self {
        let mut counts = Counts::default();
        findings.for_each(|found| counts.add(found));
        counts
    }

    fn add(&mut self, found: &Diagnostic) {
        match found.level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Info => self.infos += 1,
            Level::Off => {}
        }
        self.fixable += usize::from(found.fix.is_some());
    }

    /// Findings of all levels.
    pub fn total(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// Everything about a finding except its level, rule and location, for formats with a single text: the message, then a
/// line for each related location, then the help.
fn full_text(source: &Source, found: &Diagnostic) -> String {
    let mut lines = vec![found.message.clone()];
    for label in &found.related {
        lines.push(format!("line {}: {}", source.position(label.span.start()).line, label.message));
    }
    lines.extend(found.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

/// The mark, before its message, of a finding that `--fix` can fix.
fn mark(found: &Diagnostic) -> &'static str {
    if found.fix.is_some() { "[*] " } else { "" }
}

impl Results {
    /// The files with findings, and the number of files; no finding fails the run, and there is no baseline.
    pub fn new(checked: Vec<Checked>, files: usize) -> Self {
        Results { checked, files, ..Results::default() }
    }

    /// Findings with their files.
    pub fn findings(&self) -> impl Iterator<Item = (&Checked, &Diagnostic)> {
        self.checked.iter().flat_map(|checked| checked.diagnostics.iter().map(move |found| (checked, found)))
    }

    /// Findings that a baseline lists, with their files.
    pub fn known(&self) -> impl Iterator<Item = (&Checked, &Diagnostic)> {
        let known = self.baseline.iter().flat_map(|baseline| &baseline.known);
        known.map(|(index, found)| (&self.checked[*index], found))
    }

    /// How many findings there are of each level.
    pub fn counts(&self) -> Counts {
        Counts::of(self.findings().map(|(_, found)| found))
    }

    /// Whether findings of a level fail the run.
    pub fn is_failure(&self, level: Level) -> bool {
        self.fails_at.is_some_and(|lowest| level >= lowest)
    }

    /// The highest level found.
    pub fn worst(&self) -> Option<Level> {
        self.findings().map(|(_, found)| found.level).max()
    }
}
