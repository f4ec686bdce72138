//! Diagnostics → one output format a file.
//!
//! Every format is a pure function from a [`Report`] to a writer. It owns its output types, escapes for its medium,
//! and never decides the exit code.

pub mod human;
pub mod json;
mod visible;

use visible::is_hidden;
pub use visible::{visible, visible_lines};

use crate::diagnostic::{Checked, Diagnostic, Level};

/// What was found in one run.
#[derive(Debug, Default)]
pub struct Report {
    /// The files with findings, in the order in which they are told.
    pub checked: Vec<Checked>,
    /// How many files were checked, clean ones included.
    pub files: usize,
}

/// How many findings there are of each level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Findings of level error.
    pub errors: usize,
    /// Findings of level warning.
    pub warnings: usize,
    /// Findings of level info.
    pub infos: usize,
    /// Findings of any level that carry a fix.
    pub fixable: usize,
}

impl Report {
    /// Findings with their files.
    pub fn findings(&self) -> impl Iterator<Item = (&Checked, &Diagnostic)> {
        self.checked.iter().flat_map(|checked| checked.diagnostics.iter().map(move |found| (checked, found)))
    }

    /// How many findings there are of each level.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, found) in self.findings() {
            match found.level {
                Level::Error => counts.errors += 1,
                Level::Warning => counts.warnings += 1,
                Level::Info => counts.infos += 1,
                Level::Off => {}
            }
            counts.fixable += usize::from(found.fix.is_some());
        }
        counts
    }

    /// The heaviest level found.
    pub fn worst(&self) -> Option<Level> {
        self.findings().map(|(_, found)| found.level).max()
    }
}
