//! Lints the files: each alone, in parallel, then again those for which the others matter.
//!
//! The text of a file without findings is dropped at once. Rules across files compare a [`Record`] of each file; if it
//! gives a reason to, the file is linted again, together with the others. That is rare, so most runs pay nothing.

use super::{File, Inputs};
use crate::collection::{Collection, Record, Refused, for_each_of, read};
use crate::diagnostic::Checked;
use crate::document::Document;
use crate::lint::{Dropped, Options, fix, has_more_to_say, lint_among};
use crate::model::Settings;
use crate::source::Source;
use chrono::{DateTime, Utc};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::path::Path;

/// How to lint.
pub(super) struct Linter {
    /// The options of each group of files.
    pub(super) options: Vec<Options>,
    pub(super) now: Option<DateTime<Utc>>,
    /// The name of the stream.
    pub(super) stream: Option<String>,
    /// Whether to fix what can be fixed.
    pub(super) fix: bool,
}

/// What the inputs of one configuration are compared with.
pub(super) struct Others {
    /// The groups of files that have this configuration.
    pub(super) groups: Vec<usize>,
    /// Its files that are not to be linted.
    pub(super) files: Vec<File>,
    /// Whether the inputs and these are all incidents that exist.
    pub(super) whole: bool,
}

/// A file that was linted.
#[derive(Debug)]
pub(super) struct Linted {
    /// The group of the file.
    group: usize,
    /// Its text, fixed if that was asked for, with the findings that are left; `None` for a file without findings.
    pub(super) checked: Option<Checked>,
    pub(super) fixed: Option<Fixed>,
    /// Fixes that were tried and not applied.
    pub(super) dropped: Vec<Dropped>,
}

/// What a file was before it was fixed.
#[derive(Debug)]
pub(super) struct Fixed {
    pub(super) before: String,
    /// How many findings are gone.
    pub(super) applied: usize,
}

impl Linter {
    /// Lints all inputs, and compares those of each configuration.
    pub(super) fn all(
        &self,
        inputs: &mut Inputs,
        others: Vec<Others>,
        done: &(dyn Fn(usize) + Sync),
    ) -> Vec<Linted> {
        let results = inputs.read(done, |source, group| match source {
            Ok(source) => Ok(self.one(source, group, None)),
            Err(Refused::Fault(checked)) => {
                let record = Record::unreadable(checked.source.name());
                Ok((Linted { group, checked: Some(*checked), fixed: None, dropped: Vec::new() }, record))
            }
            Err(Refused::Error(error)) => Err(error),
        });
        let (mut linted, records): (Vec<_>, Vec<_>) = results.into_iter().unzip();
        let mut own: Vec<_> = linted.iter_mut().zip(records).collect();
        for Others { groups, files, whole } in others {
            let (these, rest) = own.into_iter().partition(|(linted, _)| groups.contains(&linted.group));
            own = rest;
            let (concerned, mut records): (Vec<_>, Vec<_>) = Vec::into_iter(these).unzip();
            if concerned.is_empty() {
                continue;
            }
            let of_others =
                for_each_of(&files, |file, source| record(source, &self.options[file.group].settings));
            let readable: Vec<Record> = of_others.into_iter().flatten().collect();
            let whole = whole && readable.len() == files.len() && inputs.errors.is_empty();
            records.extend(readable);
            self.compare(concerned, &Collection::new(records, whole));
        }
        linted
    }

    /// Lints a file, and returns what others may need to know about it.
    fn one(&self, source: Source, group: usize, collection: Option<&Collection>) -> (Linted, Record) {
        let options = &self.options[group];
        let mut source = source;
        let (mut fixed, mut dropped) = (None, Vec::new());
        if self.fix {
            let tried = fix(&source, options, self.now, collection);
            if tried.applied > 0 {
                fixed = Some(Fixed { before: source.text().to_owned(), applied: tried.applied });
                source = Source::new(source.name(), tried.text);
            }
            dropped = tried.dropped;
        }
        let document = Document::read(&source, &options.settings);
        let diagnostics = lint_among(&document, options, self.now, collection);
        let record = Record::for_rules(document);
        // A stream cannot be read again, and a fixed text is in no file yet.
        let is_stream = || self.stream.as_deref() == Some(source.name());
        let keep = !diagnostics.is_empty() || fixed.is_some() || is_stream();
        (Linted { group, checked: keep.then(|| Checked { source, diagnostics }), fixed, dropped }, record)
    }

    /// Lints those files again in which the other files may uncover more.
    fn compare(&self, linted: Vec<&mut Linted>, collection: &Collection) {
        let concerned = linted.into_iter().zip(collection.records());
        let concerned: Vec<_> = concerned.filter(|(_, record)| has_more_to_say(collection, record)).collect();
        let again = |(linted, record): (&mut Linted, &Record)| self.again(linted, record, collection);
        if concerned.len() > 1 {
            concerned.into_par_iter().for_each(again);
        } else {
            // Starting threads would take longer than the work.
            concerned.into_iter().for_each(again);
        }
    }

    fn again(&self, linted: &mut Linted, record: &Record, collection: &Collection) {
        let source = match linted.checked.take() {
            Some(checked) => checked.source,
            None => match read(Path::new(&record.name)) {
                Ok(source) => source,
                // It has been removed since it was read: the earlier findings stay.
                Err(_) => return,
            },
        };
        let (again, _) = self.one(source, linted.group, Some(collection));
        let fixed = again.fixed.map(|fixed| match linted.fixed.take() {
            Some(first) => Fixed { applied: first.applied + fixed.applied, ..first },
            None => fixed,
        });
        *linted = Linted { fixed: fixed.or(linted.fixed.take()), ..again };
    }
}

/// What is known about a file that is not to be linted; `None` if it cannot be read.
fn record(source: Result<Source, Refused>, settings: &Settings) -> Option<Record> {
    match source {
        Ok(source) => Some(Record::for_rules(Document::read(&source, settings))),
        Err(Refused::Fault(checked)) => Some(Record::unreadable(checked.source.name())),
        Err(Refused::Error(_)) => None,
    }
}
