//! No output repeats a secret: CI logs are read by more people than the file, and kept longer.
//!
//! What is masked keeps its length, so that lines and columns are those of the file.

use super::Results;
use crate::diagnostic::{Checked, Diagnostic, Fix};
use crate::secrets::{RULE, find, mask};
use crate::source::Source;
use std::borrow::Cow;
use std::ops::Range;

/// A shorter text cannot be distinguished from a part of any word.
const SHORTEST: usize = 4;

/// More secrets than any file has; a limit for hostile files, because each is searched in each message.
const MOST: usize = 500;

/// A text without its secrets.
pub fn masked_text(text: &str) -> Cow<'_, str> {
    let found: Vec<_> = find(text).into_iter().map(|secret| secret.bytes).collect();
    mask(text, &found)
}

/// Results without secrets.
pub(super) fn results(results: &Results) -> Cow<'_, Results> {
    let mut of_files: Vec<Vec<&Diagnostic>> = vec![Vec::new(); results.checked.len()];
    for (index, found) in results.baseline.iter().flat_map(|baseline| &baseline.known) {
        of_files[*index].push(found);
    }
    let files = results.checked.iter().zip(of_files);
    let masks: Vec<Option<Mask>> = files.map(|(checked, known)| Mask::of(checked, known)).collect();
    if masks.iter().all(Option::is_none) {
        return Cow::Borrowed(results);
    }
    let mut masked = results.clone();
    for (checked, mask) in masked.checked.iter_mut().zip(&masks) {
        if let Some(mask) = mask {
            *checked = mask.checked(checked);
        }
    }
    for (index, found) in masked.baseline.iter_mut().flat_map(|baseline| &mut baseline.known) {
        if let Some(mask) = &masks[*index] {
            *found = without(found, &mask.words);
        }
    }
    Cow::Owned(masked)
}

/// A file with its findings, without its secrets: those in its text, and those that a rule found.
pub(super) fn checked(checked: &Checked) -> Cow<'_, Checked> {
    Mask::of(checked, Vec::new()).map_or(Cow::Borrowed(checked), |mask| Cow::Owned(mask.checked(checked)))
}

/// The secrets of a file.
struct Mask {
    /// Where they are, in order.
    parts: Vec<Range<usize>>,
    /// Their texts, without the shortest.
    words: Vec<String>,
}

impl Mask {
    /// `None` for a file without secrets. `known` are findings that are not among the file's.
    fn of(checked: &Checked, known: Vec<&Diagnostic>) -> Option<Self> {
        let source = &checked.source;
        let by_rule = checked.diagnostics.iter().chain(known).filter(|found| found.rule.name == RULE);
        let mut parts: Vec<Range<usize>> = by_rule.map(|found| source.clamp(found.span)).collect();
        parts.extend(find(source.text()).into_iter().map(|secret| secret.bytes));
        if parts.is_empty() {
            return None;
        }
        parts.sort_unstable_by_key(|part| part.start);
        let mut words: Vec<String> =
            parts.iter().map(|part| source.text()[part.clone()].to_owned()).collect();
        words.retain(|word| word.len() >= SHORTEST);
        // The longer one first: another may be its beginning.
        words.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        words.truncate(MOST);
        Some(Mask { parts, words })
    }

    fn checked(&self, checked: &Checked) -> Checked {
        let source = &checked.source;
        let diagnostics = checked.diagnostics.iter().map(|found| without(found, &self.words)).collect();
        Checked { source: Source::new(source.name(), mask(source.text(), &self.parts)), diagnostics }
    }
}

/// A finding that does not contain the secrets. A fix that would write one is left out: a masked fix would destroy the
/// text.
fn without(found: &Diagnostic, words: &[String]) -> Diagnostic {
    let hide = |text: &str| {
        let hidden =
            words.iter().fold(text.to_owned(), |text, word| text.replace(word, &"*".repeat(word.len())));
        masked_text(&without_starts_and_ends(&hidden, words)).into_owned()
    };
    let holds = |text: &String| hide(text) != *text;
    let is_harmless = |fix: &&Fix| !fix.edits.iter().any(|edit| holds(&edit.text));
    let mut masked = found.clone();
    masked.message = hide(&found.message);
    masked.help = found.help.as_deref().map(hide);
    for label in &mut masked.related {
        label.message = hide(&label.message);
    }
    masked.fix = found.fix.as_ref().filter(is_harmless).cloned();
    masked
}

/// A text without the parts of secrets that remain where a message shortens a quotation.
fn without_starts_and_ends<'t>(text: &'t str, words: &[String]) -> Cow<'t, str> {
    let mut parts = Vec::new();
    for (at, mark) in text.match_indices('…') {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        let longest = |word: &str, room: usize, is_there: &dyn Fn(usize) -> bool| {
            (SHORTEST..word.len().min(room + 1)).rev().find(|length| is_there(*length))
        };
        let start = |word: &String| {
            longest(word, before.len(), &|length| {
                word.get(..length).is_some_and(|start| before.ends_with(start))
            })
        };
        let end = |word: &String| {
            longest(word, after.len(), &|length| {
                word.get(word.len() - length..).is_some_and(|end| after.starts_with(end))
            })
        };
        let from = at + mark.len();
        parts.extend(words.iter().filter_map(start).max().map(|length| at - length..at));
        parts.extend(words.iter().filter_map(end).max().map(|length| from..from + length));
    }
    mask(text, &parts)
}
