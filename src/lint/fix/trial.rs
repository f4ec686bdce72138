//! Tries fixes: reads and checks a text with them, and decides whether they keep their promise.

use super::Dropped;
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::Document;
use crate::source::Span;

/// How many texts are read for the fixes of one file, and how many bytes in all; limits for hostile files.
const MOST_READINGS: usize = 200;
const MOST_BYTES: usize = 32 * 1024 * 1024;
/// How much longer than twice its length a text may become: quoting at most doubles every character.
const GROWTH: usize = 1024;

/// A text and its findings.
pub(super) struct State {
    pub(super) text: String,
    /// All findings, each with its fix.
    pub(super) found: Vec<Diagnostic>,
    readable: bool,
    /// Whether it is a single text instead of a mapping.
    is_text: bool,
    /// How many values the incident has.
    held: usize,
}

impl State {
    pub(super) fn new(document: &Document, found: Vec<Diagnostic>) -> Self {
        let text = document.source.text().to_owned();
        let readable = document.incident.is_some();
        let is_text = !readable && document.is_text();
        State { text, found, readable, is_text, held: document.count_held() }
    }
}

/// Tries the fixes of one file.
pub(super) struct Trial<'c> {
    check: &'c dyn Fn(String) -> State,
    longest: usize,
    readings: usize,
    bytes: usize,
    /// What did not pass.
    pub(super) dropped: Vec<Dropped>,
}

impl<'c> Trial<'c> {
    pub(super) fn new(check: &'c dyn Fn(String) -> State, length: usize) -> Self {
        let longest = 2 * length + GROWTH;
        Trial { check, longest, readings: MOST_READINGS, bytes: MOST_BYTES, dropped: Vec::new() }
    }

    /// A state after those of its fixes that pass, and which these are; `None` if none does. The fixes do not touch
    /// each other.
    pub(super) fn pass<'f>(
        &mut self,
        state: &State,
        chosen: &[&'f Diagnostic],
    ) -> Option<(State, Vec<&'f Diagnostic>)> {
        let reason = match self.attempt(state, chosen) {
            Ok(next) => return Some((next, chosen.to_vec())),
            Err(reason) => reason,
        };
        if let [finding] = chosen {
            self.dropped.push(Dropped { rule: finding.rule, span: finding.span, reason });
        }
        if chosen.len() < 2 {
            return None;
        }
        // Usually a single one fails: bisecting finds it among many with few readings.
        let (first, second) = chosen.split_at(chosen.len() / 2);
        let (first, second) = (self.pass(state, first), self.pass(state, second));
        let both = match (&first, &second) {
            (Some((_, first)), Some((_, second))) => [&first[..], &second[..]].concat(),
            _ => return first.or(second),
        };
        // If the halves do not work together, those of the second half get another try in the next round.
        self.attempt(state, &both).map(|next| (next, both)).ok().or(first)
    }

    fn attempt(&mut self, state: &State, chosen: &[&Diagnostic]) -> Result<State, &'static str> {
        let edits = edits(chosen);
        let text = apply(&state.text, &edits);
        if text == state.text {
            return Err("nothing would change");
        }
        if text.len() > self.longest {
            return Err("the text would grow too much");
        }
        let left = self.readings.checked_sub(1).zip(self.bytes.checked_sub(text.len()));
        (self.readings, self.bytes) = left.ok_or("too many fixes have been tried in this file")?;
        let next = (self.check)(text);
        if state.readable && !next.readable {
            return Err("the file could not be read afterwards");
        }
        if next.is_text && !state.is_text {
            return Err("the file would become a single text");
        }
        if next.held < state.held {
            return Err("a value would be lost");
        }
        let stays = |finding: &&Diagnostic| stays(finding, &edits, &next);
        if chosen.iter().any(stays) { Err("the finding would remain") } else { Ok(next) }
    }
}

/// Whether a finding is still there after some edits. While a file cannot be read only its first error is found, and
/// any error at the same position means that nothing is gained.
fn stays(finding: &Diagnostic, edits: &[&Edit], next: &State) -> bool {
    let own = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    let place = moved(own.fold(finding.span, Span::cover), edits);
    let is_same = |other: &&Diagnostic| {
        !next.readable || (other.rule == finding.rule && other.message == finding.message)
    };
    next.found.iter().filter(is_same).any(|other| touch(other.span, place))
}

/// Where a span is after some edits; it includes all of an edit that it touches.
fn moved(span: Span, edits: &[&Edit]) -> Span {
    let (mut start, mut end) = (span.start(), span.end());
    for edit in edits {
        let (removed, added) = (edit.span.end() - edit.span.start(), edit.text.len());
        if edit.span.end() < span.start() {
            start = start + added - removed;
        }
        if edit.span.start() <= span.end() {
            end = (end + added).saturating_sub(removed);
        }
    }
    Span::new(start, end)
}

/// The fixes, without those that would edit what an earlier one edits.
pub(super) fn apart<'f>(findings: &[&'f Diagnostic]) -> Vec<&'f Diagnostic> {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut chosen = Vec::new();
    for finding in findings {
        let edits = finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
        let is_free = |edit: &Edit| !taken.iter().any(|other| touch(edit.span, other.span));
        if edits.iter().all(is_free) {
            taken.extend(edits);
            chosen.push(*finding);
        }
    }
    chosen
}

fn touch(a: Span, b: Span) -> bool {
    a.start() <= b.end() && b.start() <= a.end()
}

/// The edits of fixes that do not touch each other, in the order of their positions.
fn edits<'f>(chosen: &[&'f Diagnostic]) -> Vec<&'f Edit> {
    let mut edits: Vec<&Edit> =
        chosen.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        made.push_str(&text[at..edit.span.start()]);
        made.push_str(&edit.text);
        at = edit.span.end();
    }
    made.push_str(&text[at..]);
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::rules::UNKNOWN_FIELD;
    use crate::model::Settings;
    use crate::source::Source;
    use std::cell::Cell;

    fn state(text: String, found: Vec<Diagnostic>) -> State {
        let source = Source::new("x", text);
        State::new(&Document::read(&source, &Settings::default()), found)
    }

    /// One fix that fails must neither prevent the others, nor make the run try each one separately.
    #[test]
    fn finds_the_one_that_fails_in_few_readings() {
        let mut text = "title: t\ntags:\n".to_owned();
        let found: Vec<Diagnostic> = (0..64)
            .map(|number| {
                text.push_str("  - a");
                let span = Span::new(text.len() - 1, text.len());
                text.push('\n');
                let new = if number == 40 { "{" } else { "b" };
                let edits = vec![Edit { span, text: new.to_owned() }];
                Diagnostic::new(&UNKNOWN_FIELD, span, format!("{number}")).fix("edit it", edits)
            })
            .collect();
        let readings = Cell::new(0);
        let check = |text| {
            readings.set(readings.get() + 1);
            state(text, Vec::new())
        };
        let before = state(text, found);
        let mut trial = Trial::new(&check, before.text.len());
        let (after, passed) = trial.pass(&before, &before.found.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!((passed.len(), after.text.matches("- b").count()), (63, 63));
        let reason = "the file could not be read afterwards";
        assert_eq!(trial.dropped, [Dropped { rule: &UNKNOWN_FIELD, span: before.found[40].span, reason }]);
        assert!(readings.get() < 24, "{readings:?}");
    }

    /// A hostile file, whose fixes pass and make it longer, must not fill the memory.
    #[test]
    fn drops_a_fix_that_makes_the_text_much_longer() {
        let edits = vec![Edit { span: Span::new(7, 8), text: "t".repeat(9000) }];
        let found = Diagnostic::new(&UNKNOWN_FIELD, Span::new(0, 5), "m").fix("edit it", edits);
        let before = state("title: t\n".into(), vec![found]);
        let check = |text| state(text, Vec::new());
        let mut trial = Trial::new(&check, before.text.len());
        assert!(trial.pass(&before, &[&before.found[0]]).is_none());
        assert_eq!(trial.dropped[0].reason, "the text would grow too much");
    }

    /// A fix that makes a value unreadable loses it in every report, although the text still contains it.
    #[test]
    fn drops_a_fix_that_loses_a_value() {
        let edits = vec![Edit { span: Span::new(9, 16), text: "sumary".into() }];
        let found = Diagnostic::new(&UNKNOWN_FIELD, Span::new(0, 5), "m").fix("edit it", edits);
        let before = state("title: t\nsummary: s\n".into(), vec![found]);
        let check = |text| state(text, Vec::new());
        let mut trial = Trial::new(&check, before.text.len());
        assert!(trial.pass(&before, &[&before.found[0]]).is_none());
        assert_eq!(trial.dropped[0].reason, "a value would be lost");
    }
}
