//! A text is linted and fixed through the library, at the time of all tests.

use super::NOW;
use chrono::{DateTime, Utc};
use postmortem::diagnostic::Level;
use postmortem::document::Document;
use postmortem::lint::{self, Options};
use postmortem::source::Source;

/// A finding, as tests look at it.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) rule: &'static str,
    pub(crate) level: Level,
    pub(crate) text: String,
}

/// All findings on a text, on 1 July 2024 at noon.
pub(crate) fn check(text: &str, options: &Options) -> Vec<Found> {
    let now: DateTime<Utc> = NOW.parse().expect("a time");
    let source = Source::new("incident.yaml", text);
    let document = Document::read(&source, &options.settings);
    let found = lint::lint(&document, options, Some(now));
    let slice = |finding: &postmortem::diagnostic::Diagnostic| source.slice(finding.span).to_owned();
    found.iter().map(|f| Found { rule: f.rule.name, level: f.level, text: slice(f) }).collect()
}

pub(crate) fn named(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

pub(crate) fn options(change: impl FnOnce(&mut Options)) -> Options {
    let mut options = Options::default();
    change(&mut options);
    options
}

/// What a rule underlines in a final report of 30 May 2024, UTC.
pub(crate) fn found(rule: &str, text: &str) -> Vec<String> {
    found_with(rule, text, &Options::default())
}

pub(crate) fn found_with(rule: &str, text: &str, options: &Options) -> Vec<String> {
    found_in(rule, &format!("title: a\nstatus: final\ndate: 2024-05-30\ntimezone: UTC\n{text}\n"), options)
}

pub(crate) fn found_in(rule: &str, text: &str, options: &Options) -> Vec<String> {
    let mut options = options.clone();
    options.only = named(&[rule]);
    options.levels.run.insert(rule.to_owned(), postmortem::diagnostic::Level::Warning);
    check(text, &options).into_iter().map(|finding| finding.text).collect()
}

/// The text after its fixes, and how many there were.
pub(crate) fn fix(text: &str, options: &Options) -> (String, usize) {
    let fixed = lint::fix(&Source::new("x", text), options, NOW.parse().ok(), None);
    (fixed.text, fixed.applied)
}
