//! Checks the files: each alone, in parallel, then again those that depend on others.
//!
//! The text of a clean file is dropped at once. Rules across files compare a digest of each file; if it gives a reason
//! to, the file is checked again together with the others. That is rare, so most runs pay nothing.

use crate::cli::Ui;
use crate::cli::support::inputs::Inputs;
use chrono::{DateTime, Utc};
use postmortem::collection::{Collection, Digest, Refused, for_each_of, read};
use postmortem::diagnostic::Checked;
use postmortem::document::Document;
use postmortem::lint::{Dropped, Options, fix, has_more_to_say, lint_among};
use postmortem::model::Settings;
use postmortem::project::File;
use postmortem::source::Source;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::path::Path;

/// How to check.
pub(super) struct Check<'o> {
    /// The options of each group of files.
    pub(super) options: Vec<Options>,
    pub(super) now: DateTime<Utc>,
    /// The name of standard input.
    pub(super) stdin: &'o str,
    /// Whether to apply fixes.
    pub(super) fix: bool,
}

/// What the inputs of one configuration are compared with.
pub(super) struct Others {
    /// The groups of files that have this configuration.
    pub(super) groups: Vec<usize>,
    /// Its files that are not checked.
    pub(super) files: Vec<File>,
    /// Whether the inputs and these are all incidents that exist.
    pub(super) whole: bool,
}

/// The result for a file.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The group of the file.
    group: usize,
    /// Its text, fixed if requested, with the remaining findings; `None` for a clean file.
    pub(super) checked: Option<Checked>,
    pub(super) fixed: Option<Fixed>,
    /// Fixes that were tried and not applied.
    pub(super) dropped: Vec<Dropped>,
}

/// A file before it was fixed.
#[derive(Debug)]
pub(super) struct Fixed {
    pub(super) before: String,
    /// How many findings were fixed.
    pub(super) applied: usize,
}

impl Check<'_> {
    /// Checks all inputs, and compares those of each configuration.
    pub(super) fn all(&self, inputs: &mut Inputs, others: Vec<Others>, ui: &Ui) -> Vec<Outcome> {
        let results = inputs.read(ui, |source, group| match source {
            Ok(source) => Ok(self.one(source, group, None)),
            Err(Refused::Fault(checked)) => {
                let digest = Digest::unreadable(checked.source.name());
                Ok((Outcome { group, checked: Some(*checked), fixed: None, dropped: Vec::new() }, digest))
            }
            Err(Refused::Error(error)) => Err(error),
        });
        let (mut outcomes, digests): (Vec<_>, Vec<_>) = results.into_iter().unzip();
        let mut own: Vec<_> = outcomes.iter_mut().zip(digests).collect();
        for Others { groups, files, whole } in others {
            let (these, rest) = own.into_iter().partition(|(outcome, _)| groups.contains(&outcome.group));
            own = rest;
            let (concerned, mut digests): (Vec<_>, Vec<_>) = Vec::into_iter(these).unzip();
            if concerned.is_empty() {
                continue;
            }
            let of_others =
                for_each_of(&files, |file, source| digest(source, &self.options[file.group].settings));
            let readable: Vec<Digest> = of_others.into_iter().flatten().collect();
            let whole = whole && readable.len() == files.len() && inputs.errors.is_empty();
            digests.extend(readable);
            self.compare(concerned, &Collection::new(digests, whole));
        }
        outcomes
    }

    /// Checks a file, and extracts what others need to know about it.
    fn one(&self, source: Source, group: usize, collection: Option<&Collection>) -> (Outcome, Digest) {
        let options = &self.options[group];
        let mut source = source;
        let (mut fixed, mut dropped) = (None, Vec::new());
        if self.fix {
            let result = fix(&source, options, Some(self.now), collection);
            if result.applied > 0 {
                fixed = Some(Fixed { before: source.text().to_owned(), applied: result.applied });
                source = Source::new(source.name(), result.text);
            }
            dropped = result.dropped;
        }
        let document = Document::read(&source, &options.settings);
        let diagnostics = lint_among(&document, options, Some(self.now), collection);
        let digest = Digest::new(&document);
        // A stream cannot be read again, and a fixed text is not in a file yet.
        let keep = !diagnostics.is_empty() || fixed.is_some() || source.name() == self.stdin;
        (Outcome { group, checked: keep.then(|| Checked { source, diagnostics }), fixed, dropped }, digest)
    }

    /// Checks again the files about which the other files allow more to be said.
    fn compare(&self, outcomes: Vec<&mut Outcome>, collection: &Collection) {
        let concerned = outcomes.into_iter().zip(collection.digests());
        let concerned: Vec<_> = concerned.filter(|(_, digest)| has_more_to_say(collection, digest)).collect();
        let again = |(outcome, digest): (&mut Outcome, &Digest)| self.again(outcome, digest, collection);
        if concerned.len() > 1 {
            concerned.into_par_iter().for_each(again);
        } else {
            // Starting threads would take longer than the work.
            concerned.into_iter().for_each(again);
        }
    }

    fn again(&self, outcome: &mut Outcome, digest: &Digest, collection: &Collection) {
        let source = match outcome.checked.take() {
            Some(checked) => checked.source,
            None => match read(Path::new(&digest.name)) {
                Ok(source) => source,
                // It is gone since it was read: the findings of then are kept.
                Err(_) => return,
            },
        };
        let (again, _) = self.one(source, outcome.group, Some(collection));
        let fixed = again.fixed.map(|fixed| match outcome.fixed.take() {
            Some(first) => Fixed { applied: first.applied + fixed.applied, ..first },
            None => fixed,
        });
        *outcome = Outcome { fixed: fixed.or(outcome.fixed.take()), ..again };
    }
}

/// The digest of a file that is not checked; `None` if it cannot be read.
fn digest(source: Result<Source, Refused>, settings: &Settings) -> Option<Digest> {
    match source {
        Ok(source) => Some(Digest::new(&Document::read(&source, settings))),
        Err(Refused::Fault(checked)) => Some(Digest::unreadable(checked.source.name())),
        Err(Refused::Error(_)) => None,
    }
}
