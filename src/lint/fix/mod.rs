//! `--fix`: applies the fixes of findings until none is left that keeps its promise.
//!
//! A fix is an edit of the text, so that comments, quotes and order stay. Each is tried: the edited text is read and
//! checked again, and a fix that does not remove its own finding, or loses something, is dropped. Findings that a fix
//! uncovers do not count against it, because they were only hidden before. `lint` reports only what passes the same
//! trial as fixable.

mod trial;

use super::{Options, found_among};
use crate::collection::Collection;
use crate::diagnostic::{Diagnostic, RuleInfo};
use crate::document::Document;
use crate::source::{Source, Span};
use chrono::{DateTime, Utc};
use trial::{State, Trial, apart};

/// A file after its fixes.
#[derive(Debug)]
#[non_exhaustive]
pub struct Fixed {
    /// Its text.
    pub text: String,
    /// How many findings were fixed.
    pub applied: usize,
    /// The fixes that are not applied, with their positions in this text.
    pub dropped: Vec<Dropped>,
}

/// A fix that is not applied.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Dropped {
    /// The rule of its finding.
    pub rule: &'static RuleInfo,
    /// The position of its finding.
    pub span: Span,
    /// Why, as a clause: `the finding would remain`.
    pub reason: &'static str,
}

/// How texts are checked.
pub(super) struct Checker<'o> {
    pub(super) options: &'o Options,
    pub(super) now: Option<DateTime<Utc>>,
    pub(super) collection: Option<&'o Collection>,
}

impl Checker<'_> {
    fn check(&self, name: &str, text: String) -> State {
        let source = Source::new(name, text);
        let document = Document::read(&source, &self.options.settings);
        let found = found_among(&document, self.options, self.now, self.collection);
        State::new(&document, found)
    }
}

/// Fixes what can be fixed in a file. There may be more findings afterwards than before, if a fix uncovers some.
pub fn fix(
    source: &Source,
    options: &Options,
    now: Option<DateTime<Utc>>,
    collection: Option<&Collection>,
) -> Fixed {
    let checker = Checker { options, now, collection };
    let check = |text| checker.check(source.name(), text);
    let mut trial = Trial::new(&check, source.text().len());
    let (mut state, mut applied) = (check(source.text().to_owned()), 0);
    while let Some((next, count)) = step(&state, &mut trial) {
        state = next;
        applied += count;
    }
    Fixed { text: state.text, applied, dropped: trial.dropped }
}

/// A state after the fixes that pass, and how many findings that fixes.
fn step(state: &State, trial: &mut Trial) -> Option<(State, usize)> {
    // What was dropped before may pass now that others are applied.
    trial.dropped.clear();
    let (next, passed) = layers(state).find_map(|layer| trial.pass(state, &layer))?;
    let is_fixed = |finding: &&Diagnostic| passed.iter().any(|passed| passed.fix == finding.fix);
    Some((next, state.found.iter().filter(is_fixed).count()))
}

/// Removes the fixes that [`fix`] would drop.
pub(super) fn keep_only_valid(document: &Document, found: &mut [Diagnostic], checker: &Checker) {
    if found.iter().all(|finding| finding.fix.is_none()) {
        return;
    }
    let check = |text| checker.check(document.source.name(), text);
    let mut trial = Trial::new(&check, document.source.text().len());
    let state = State::new(document, found.to_vec());
    let passed = layers(&state).filter_map(|layer| trial.pass(&state, &layer));
    let valid: Vec<&Diagnostic> = passed.flat_map(|(_, passed)| passed).collect();
    for finding in found {
        finding.fix.take_if(|fix| !valid.iter().any(|valid| valid.fix.as_ref() == Some(fix)));
    }
}

/// The findings with fixes, in layers; those in a layer do not touch each other, and each fix is in only one layer.
fn layers(state: &State) -> impl Iterator<Item = Vec<&Diagnostic>> {
    let mut left: Vec<&Diagnostic> = state.found.iter().filter(|finding| finding.fix.is_some()).collect();
    std::iter::from_fn(move || {
        let layer = apart(&left);
        left.retain(|finding| layer.iter().all(|chosen| chosen.fix != finding.fix));
        (!layer.is_empty()).then_some(layer)
    })
}
