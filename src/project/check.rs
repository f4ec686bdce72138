//! Checks a project: the one function that the command line, a language server and other programs call.

use super::baseline::{Known, UsedBaseline};
use super::lint::{Linted, Linter, Others};
use super::{CheckOptions, Error, Inputs, Project};
use crate::collection::{self, is_ignored};
use crate::diagnostic::{Checked, RuleInfo};
use crate::lint::compares_files;
use crate::output::Results;
use crate::source::{Position, Source, repository};
use std::path::PathBuf;

/// What a check found, and what it would write.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The files with findings, those that a baseline lists apart; ready for [`output`](crate::output).
    pub results: Results,
    /// Paths that lead nowhere, and files that cannot be read.
    pub errors: Vec<collection::Error>,
    /// What fixes change, and which were dropped; of the files for which there is something to say.
    pub fixes: Vec<FileFixes>,
    /// The stream's text, fixed, where fixes were tried.
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
    /// The configuration excludes it, and [`CheckOptions::force_exclude`] is set.
    Excluded,
}

/// The fixes of a file.
#[derive(Debug)]
#[non_exhaustive]
pub struct FileFixes {
    /// The file's name in messages.
    pub name: String,
    /// What they change.
    pub change: Option<Change>,
    /// Those that are not applied.
    pub dropped: Vec<DroppedFix>,
}

/// What fixes make of a text.
#[derive(Debug)]
pub struct Change {
    /// The text as it was read. The file may contain another one by now.
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
    /// Why, as a clause: `the finding would remain`.
    pub reason: &'static str,
}

impl Project {
    /// Checks the files at those paths; without any and without a stream, those that the working folder's configuration
    /// names. Nothing is written.
    ///
    /// # Errors
    /// When there is no incident file, or a configuration or a baseline cannot be read or has errors. A file that
    /// cannot be read is in [`Outcome::errors`].
    pub fn check(&mut self, paths: &[PathBuf], mut options: CheckOptions) -> Result<Outcome, Error> {
        let mut inputs = Inputs::new(self, paths, options.stream.take())?;
        let mut outcome = Outcome::default();
        self.skip_stream(&mut inputs, &options, &mut outcome);
        let baselines = Known::load(&options, &inputs, self)?;
        let mut others = self.others(&options, &inputs)?;
        let mut left_out = inputs.exclude(self, options.force_exclude);
        outcome.excludes_all = !left_out.is_empty() && inputs.is_empty();
        if let Some(wanted) = &options.among {
            left_out.extend(inputs.keep(wanted));
        }
        for others in &mut others {
            others.files.extend(left_out.iter().filter(|file| others.groups.contains(&file.group)).cloned());
        }
        let stream =
            inputs.stream().and_then(|stream| Some((stream.name()?.to_owned(), stream.file.clone())));
        let (stream, stream_file) = stream.unzip();
        let linter = Linter {
            options: self.groups().iter().map(|group| options.of(&group.config.lint)).collect(),
            now: options.now,
            stream,
            fix: options.fix,
        };
        let linted = linter.all(&mut inputs, others, options.progress.unwrap_or(&|_| {}));
        let stream_file = stream_file.flatten();
        let among: Vec<_> = baselines
            .into_iter()
            .map(|known| known.among(&options, &inputs, stream_file.as_deref(), self))
            .collect();
        outcome.take(linted, linter.stream.as_deref().filter(|_| options.fix));
        for known in among {
            outcome.baselines.push(known.compare(&mut outcome.results, options.write_baseline));
        }
        outcome.errors = inputs.errors;
        Ok(outcome)
    }

    /// Leaves out the text of a file that is not checked where it is in a folder either.
    fn skip_stream(&self, inputs: &mut Inputs, options: &CheckOptions, outcome: &mut Outcome) {
        let Some(file) = inputs.stream().and_then(|stream| stream.file.clone()) else { return };
        // An unreadable text cannot be passed on either: the check reports what is wrong with it.
        if inputs.stream().is_some_and(|stream| stream.text.is_err()) {
            return;
        }
        outcome.skipped = if is_ignored(repository(self.working()), &file) {
            Some(Skipped::Ignored)
        } else if options.force_exclude && inputs.excludes_stream(self) {
            Some(Skipped::Excluded)
        } else {
            return;
        };
        outcome.stream = inputs.take_stream().and_then(|stream| stream.text.ok()).filter(|_| options.fix);
    }

    /// What the inputs are compared with: only files of the same configuration, and only if a rule compares them.
    fn others(&mut self, options: &CheckOptions, inputs: &Inputs) -> Result<Vec<Others>, Error> {
        let mut all = Vec::new();
        for number in inputs.numbers(self) {
            if compares_files(&options.of(&self.configs()[number].lint)) {
                let (files, whole) = inputs.others(number, self)?;
                all.push((number, files, whole));
            }
        }
        let groups = |number| {
            let groups = self.groups().iter().enumerate();
            groups.filter(move |(_, group)| group.number == number).map(|(index, _)| index).collect()
        };
        Ok(all
            .into_iter()
            .map(|(number, files, whole)| Others { groups: groups(number), files, whole })
            .collect())
    }
}

impl Outcome {
    /// Keeps what there is to say about each file.
    fn take(&mut self, linted: Vec<Linted>, stream: Option<&str>) {
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
