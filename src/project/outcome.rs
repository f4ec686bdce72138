//! What a check of a project found.

use super::baseline::UsedBaseline;
use super::lint::Linted;
use crate::collection;
use crate::diagnostic::{Checked, RuleInfo};
use crate::output::Results;
use crate::source::{Position, Source};

/// What a check found, and what it would write.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The files with findings, those that a baseline lists apart; ready for [`output`](crate::output).
    pub results: Results,
    /// Paths that lead nowhere, and files that cannot be read.
    pub errors: Vec<collection::Error>,
    /// What fixes change, and which were dropped, for each file with either.
    pub fixes: Vec<FileFixes>,
    /// The fixed text of the stream, if fixes were tried.
    pub stream: Option<Source>,
    /// Why the stream was not checked.
    pub skipped: Option<Skipped>,
    /// The baselines that findings were compared with.
    pub baselines: Vec<UsedBaseline>,
    /// Whether the configuration excludes every file.
    pub excludes_all: bool,
}

/// Why the text of a file is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Skipped {
    /// A `.gitignore` names the file.
    Ignored,
    /// The configuration excludes it, and [`CheckOptions::force_exclude`](super::CheckOptions::force_exclude) is set.
    Excluded,
}

/// The fixes of a file.
#[derive(Debug)]
#[non_exhaustive]
pub struct FileFixes {
    /// The name of the file in messages.
    pub name: String,
    /// What they change.
    pub change: Option<Change>,
    /// Those that are not applied.
    pub dropped: Vec<DroppedFix>,
}

/// The change that fixes make to a text.
#[derive(Debug)]
pub struct Change {
    /// The text as it was read. The file may contain a different one by now.
    pub before: String,
    /// The text with the fixes.
    pub text: String,
    /// How many findings are fixed.
    pub applied: usize,
}

/// A fix that was tried and is not applied.
#[derive(Debug, Clone, PartialEq)]
pub struct DroppedFix {
    /// The rule of its finding.
    pub rule: &'static RuleInfo,
    /// The place of its finding, in the text with the fixes.
    pub position: Position,
    /// Why, as a clause: `the finding would stay`.
    pub reason: &'static str,
}

impl Outcome {
    /// Keeps what was found in each file.
    pub(super) fn take(&mut self, linted: Vec<Linted>, stream: Option<&str>) {
        let files = linted.len();
        let mut all = Vec::new();
        for Linted { checked, fixed, dropped, .. } in linted {
            let Some(checked) = checked else { continue };
            let Checked { source, diagnostics } = &checked;
            let dropped: Vec<DroppedFix> = dropped
                .into_iter()
                .map(|fix| {
                    let position = source.position(fix.span.start());
                    DroppedFix { rule: fix.rule, position, reason: fix.reason }
                })
                .collect();
            if fixed.is_some() || !dropped.is_empty() {
                let change = fixed.map(|fixed| Change {
                    before: fixed.before,
                    text: source.text().to_owned(),
                    applied: fixed.applied,
                });
                self.fixes.push(FileFixes { name: source.name().to_owned(), change, dropped });
            }
            if stream == Some(source.name()) {
                self.stream = Some(source.clone());
            }
            if !diagnostics.is_empty() {
                all.push(checked);
            }
        }
        self.results = Results::new(all, files);
    }
}
