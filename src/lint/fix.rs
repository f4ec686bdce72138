//! `--fix`: applies the fixes that findings carry, until nothing is left to mend.
//!
//! A fix is an edit of the text, so comments, quotes and order stay as they are. The mended text is read and checked
//! again, and taken back if the file is worse off.

use super::{Options, lint_among};
use crate::collection::Collection;
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::document::Document;
use crate::source::Source;
use chrono::{DateTime, Utc};

/// One fix can make room for another: a file that could not be read shows its other faults once it can. A bound for
/// hostile files, each of whose texts costs a reading.
const MOST_READINGS: usize = 200;

/// A file after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// Its text.
    pub text: String,
    /// How many findings were mended.
    pub applied: usize,
}

/// Mends what can be mended in a file. Never leaves it worse: with more faults of reading, or, where those are as
/// many as before, with more findings. (A fault that is mended can uncover findings that it hid.)
pub fn fix(
    source: &Source,
    options: &Options,
    now: Option<DateTime<Utc>>,
    collection: Option<&Collection>,
) -> Fixed {
    let check = |text: String| State::new(source.name(), text, options, now, collection);
    let start = check(source.text().to_owned());
    let mut left = MOST_READINGS;
    let mut try_out = |text: String| {
        left = left.checked_sub(1)?;
        Some(check(text))
    };
    // What a fix uncovers can often be mended too, so only the end counts; else each step has to be an improvement.
    let (mut end, mut applied) = until_done(start.clone(), |state| state.step(&mut try_out));
    if end.badness > start.badness {
        (end, applied) = until_done(start, |state| state.careful_step(&mut try_out));
    }
    Fixed { text: end.text, applied }
}

fn until_done(mut state: State, mut step: impl FnMut(&State) -> Option<(State, usize)>) -> (State, usize) {
    let mut applied = 0;
    while let Some((next, count)) = step(&state) {
        state = next;
        applied += count;
    }
    (state, applied)
}

/// A text, and what there is to say about it.
#[derive(Clone)]
struct State {
    text: String,
    /// How bad it is: whether it cannot be read, how many faults it has, how many findings.
    badness: (bool, usize, usize),
    found: Vec<Diagnostic>,
}

impl State {
    fn new(
        name: &str,
        text: String,
        options: &Options,
        now: Option<DateTime<Utc>>,
        collection: Option<&Collection>,
    ) -> Self {
        let source = Source::new(name, text);
        let document = Document::read(&source, &options.settings);
        let found = lint_among(&document, options, now, collection);
        let badness = (document.incident.is_none(), document.faults.len(), found.len());
        State { text: source.text().to_owned(), badness, found }
    }

    fn fixes(&self) -> Vec<&Fix> {
        self.found.iter().filter_map(|finding| finding.fix.as_ref()).collect()
    }

    /// The text with all its fixes, and how many findings that mends.
    fn step(&self, try_out: impl FnMut(String) -> Option<State>) -> Option<(State, usize)> {
        let fixes = self.fixes();
        let chosen = apart(&fixes);
        (!chosen.is_empty()).then(|| self.attempt(&fixes, &chosen, try_out)).flatten()
    }

    /// The text with all its fixes, or else with the first one that does no harm.
    fn careful_step(&self, mut try_out: impl FnMut(String) -> Option<State>) -> Option<(State, usize)> {
        let fixes = self.fixes();
        let chosen = apart(&fixes);
        let mut attempt = |chosen: &[&Fix]| {
            self.attempt(&fixes, chosen, &mut try_out).filter(|(next, _)| next.badness <= self.badness)
        };
        match chosen.as_slice() {
            [] => None,
            [_] => attempt(&chosen),
            all => attempt(all).or_else(|| all.iter().find_map(|fix| attempt(&[fix]))),
        }
    }

    /// The text with some of its fixes, if that changes it.
    fn attempt(
        &self,
        fixes: &[&Fix],
        chosen: &[&Fix],
        mut try_out: impl FnMut(String) -> Option<State>,
    ) -> Option<(State, usize)> {
        let next = try_out(apply(&self.text, chosen))?;
        let mended = fixes.iter().filter(|fix| chosen.contains(fix)).count();
        (next.text != self.text).then_some((next, mended))
    }
}

/// The fixes, less those that would edit what an earlier one edits.
fn apart<'f>(fixes: &[&'f Fix]) -> Vec<&'f Fix> {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut chosen = Vec::new();
    for fix in fixes {
        let is_free = |edit: &Edit| {
            let touches = |other: &&Edit| {
                edit.span.start() <= other.span.end() && other.span.start() <= edit.span.end()
            };
            !taken.iter().any(touches)
        };
        if fix.edits.iter().all(is_free) {
            taken.extend(&fix.edits);
            chosen.push(*fix);
        }
    }
    chosen
}

/// A text with some fixes that do not overlap.
fn apply(text: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
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
