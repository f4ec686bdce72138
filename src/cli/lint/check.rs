//! Checks the files: each alone, in parallel, then those to whom the others matter.
//!
//! The text of a clean file is let go at once. What rules across files compare is a digest of each file; where it
//! gives a reason to, the file is checked again, with the others in view. That is seldom, so most runs pay nothing.

use crate::cli::Ui;
use crate::cli::inputs::Inputs;
use chrono::{DateTime, Utc};
use postmortem::collection::{Collection, Digest, Refused, for_each, read};
use postmortem::diagnostic::Checked;
use postmortem::document::Document;
use postmortem::lint::{Options, compares_files, fix, has_more_to_say, lint_among};
use postmortem::model::Settings;
use postmortem::source::Source;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::path::{Path, PathBuf};

/// How to check.
pub(super) struct Check<'o> {
    pub(super) options: &'o Options,
    pub(super) now: DateTime<Utc>,
    /// The name of standard input.
    pub(super) stdin: &'o str,
    /// Whether to mend what can be mended.
    pub(super) fix: bool,
}

/// What became of a file.
#[derive(Debug)]
pub(super) struct Outcome {
    /// Its text, mended if that was asked for, with what is left to say about it; `None` for a clean file.
    pub(super) checked: Option<Checked>,
    pub(super) mended: Option<Mended>,
}

/// What a file was before it was mended.
#[derive(Debug)]
pub(super) struct Mended {
    pub(super) before: String,
    /// How many findings are gone.
    pub(super) applied: usize,
}

impl Check<'_> {
    /// Checks all inputs among other files. `whole` if there are no more incidents than these.
    pub(super) fn all(&self, inputs: &mut Inputs, others: &[PathBuf], whole: bool, ui: &Ui) -> Vec<Outcome> {
        let results = inputs.read(ui, |source| match source {
            Ok(source) => Ok(self.one(source, None)),
            Err(Refused::Fault(checked)) => {
                let digest = Digest::unreadable(checked.source.name());
                Ok((Outcome { checked: Some(*checked), mended: None }, digest))
            }
            Err(Refused::Error(error)) => Err(error),
        });
        let (mut outcomes, mut digests): (Vec<_>, Vec<_>) = results.into_iter().unzip();
        if compares_files(self.options) && !outcomes.is_empty() {
            let of_others = for_each(others, |source| digest(source, &self.options.settings));
            let readable: Vec<Digest> = of_others.into_iter().flatten().collect();
            let whole = whole && readable.len() == others.len() && inputs.errors.is_empty();
            digests.extend(readable);
            self.compare(&mut outcomes, &Collection::new(digests, whole));
        }
        outcomes
    }

    /// Checks a file, and says what others may want to know of it.
    fn one(&self, source: Source, collection: Option<&Collection>) -> (Outcome, Digest) {
        let mut source = source;
        let mut mended = None;
        if self.fix {
            let fixed = fix(&source, self.options, Some(self.now), collection);
            if fixed.applied > 0 {
                mended = Some(Mended { before: source.text().to_owned(), applied: fixed.applied });
                source = Source::new(source.name(), fixed.text);
            }
        }
        let document = Document::read(&source, &self.options.settings);
        let diagnostics = lint_among(&document, self.options, Some(self.now), collection);
        let digest = Digest::new(&document);
        // A stream cannot be read again, and a mended text is in no file yet.
        let keep = !diagnostics.is_empty() || mended.is_some() || source.name() == self.stdin;
        (Outcome { checked: keep.then(|| Checked { source, diagnostics }), mended }, digest)
    }

    /// Checks those files again of which more can be said with the others in view.
    fn compare(&self, outcomes: &mut [Outcome], collection: &Collection) {
        let concerned = outcomes.iter_mut().zip(collection.digests());
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
                // It is gone since it was read: what was found then stands.
                Err(_) => return,
            },
        };
        let (again, _) = self.one(source, Some(collection));
        let mended = again.mended.map(|mended| match outcome.mended.take() {
            Some(first) => Mended { applied: first.applied + mended.applied, ..first },
            None => mended,
        });
        *outcome = Outcome { checked: again.checked, mended: mended.or(outcome.mended.take()) };
    }
}

/// What is known of a file that is not to be checked; `None` if it cannot be read.
fn digest(source: Result<Source, Refused>, settings: &Settings) -> Option<Digest> {
    match source {
        Ok(source) => Some(Digest::new(&Document::read(&source, settings))),
        Err(Refused::Fault(checked)) => Some(Digest::unreadable(checked.source.name())),
        Err(Refused::Error(_)) => None,
    }
}
