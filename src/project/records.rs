//! The records of a project's incidents, for views.

use super::{Inputs, Project};
use crate::collection::{self, Record, Refused};
use crate::diagnostic::{Checked, Diagnostic};
use crate::document::Document;
use crate::model::{Settings, normalised};
use crate::source::Source;
use std::collections::BTreeSet;

/// Which records are wanted.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct RecordOptions {
    /// Whether they are for readers outside.
    pub public: bool,
    /// Whether only those are wanted of which a report can be made: without format errors.
    pub complete: bool,
    /// Words, each of which must occur in a text of the incident.
    pub words: Vec<String>,
}

impl RecordOptions {
    /// The words as texts are searched for them.
    pub(super) fn folded_words(&self) -> Vec<String> {
        self.words.iter().map(|word| word.to_lowercase()).collect()
    }
}

/// The records of a project's incidents.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Records {
    /// One of each incident, in the order of the files.
    pub records: Vec<Record>,
    /// How many incidents do not contain the words.
    pub unmatched: usize,
    /// Names of severities, most severe first: those of the configurations.
    pub severities: Vec<String>,
    /// Names of services: those of the configurations, and those that an incident has.
    pub services: BTreeSet<String>,
    /// Files that cannot be read as incidents; for readers outside, also files with format errors.
    pub refused: Vec<Checked>,
    /// Paths that lead nowhere, and files that cannot be read.
    pub errors: Vec<collection::Error>,
}

/// What became of a file.
enum Seen {
    Record(Box<Record>),
    /// It lacks a word; its services are still known.
    Unmatched(Vec<String>),
    Refused(Box<Checked>),
}

impl Project {
    /// Reads the records of some files. `done` is called after each file with the number of files.
    pub fn records(
        &self,
        mut inputs: Inputs,
        options: &RecordOptions,
        done: &(dyn Fn(usize) + Sync),
    ) -> Records {
        let mut all = self.known_names(&inputs);
        let words = options.folded_words();
        let seen = inputs.read(done, |source, group| match source {
            Ok(source) => Ok(see(source, &self.groups()[group].config.lint.settings, options, &words)),
            Err(Refused::Fault(checked)) => Ok(Seen::Refused(checked)),
            Err(Refused::Error(error)) => Err(error),
        });
        for seen in seen {
            match seen {
                Seen::Record(record) => {
                    all.add_services(&record.services);
                    all.records.push(*record);
                }
                Seen::Unmatched(services) => {
                    all.add_services(&services);
                    all.unmatched += 1;
                }
                Seen::Refused(checked) => all.refused.push(*checked),
            }
        }
        all.errors = inputs.errors;
        all
    }

    /// No incident yet, but the names of severities and services that the configurations of some files know.
    pub fn known_names(&self, inputs: &Inputs) -> Records {
        let mut all = Records::default();
        for group in inputs.groups() {
            let lint = &self.groups()[group].config.lint;
            for severity in &lint.severities {
                if !all.severities.iter().any(|known| normalised(known) == normalised(severity)) {
                    all.severities.push(severity.clone());
                }
            }
            all.services.extend(lint.services.iter().cloned());
        }
        all
    }
}

impl Records {
    fn add_services(&mut self, services: &[String]) {
        for service in services {
            if !self.services.contains(service) {
                self.services.insert(service.clone());
            }
        }
    }
}

/// Why a file is left out, if it is. `complete` says whether a format error is a reason.
pub(super) fn refusal(document: &Document, complete: bool) -> Option<Vec<Diagnostic>> {
    let is_refused = document.incident.is_none() || complete && document.format_errors().next().is_some();
    // `lint` reports what can be fixed, because it tries each fix.
    let without_fix = |error: &Diagnostic| Diagnostic { fix: None, ..error.clone() };
    is_refused.then(|| document.format_errors().map(without_fix).collect())
}

fn see(source: Source, settings: &Settings, options: &RecordOptions, words: &[String]) -> Seen {
    let RecordOptions { public, complete, .. } = *options;
    let document = Document::read(&source, settings);
    if let Some(diagnostics) = refusal(&document, public || complete) {
        return Seen::Refused(Box::new(Checked { source, diagnostics }));
    }
    if !words.is_empty() && !document.mentions(words, public) {
        return Seen::Unmatched(document.incident.map(|incident| incident.services).unwrap_or_default());
    }
    let record = if public { Record::public(document) } else { Some(Record::from(document)) };
    let Some(mut record) = record else { return Seen::Unmatched(Vec::new()) };
    record.actions.shrink_to_fit();
    Seen::Record(Box::new(record))
}
