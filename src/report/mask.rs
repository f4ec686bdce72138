//! No output repeats a secret: logs of CI are read by more people than the file, and kept longer.
//!
//! What is masked keeps its length, so that lines and columns are those of the file.

use super::Report;
use crate::diagnostic::{Checked, Diagnostic, Fix};
use crate::secrets::{RULE, find, mask};
use crate::source::Source;
use std::borrow::Cow;
use std::ops::Range;

/// A shorter text cannot be told from a part of any word.
const SHORTEST: usize = 4;

/// More secrets than any file has; a bound for hostile files, in which each is looked for in each message.
const MOST: usize = 500;

/// A text without its secrets.
pub fn masked_text(text: &str) -> Cow<'_, str> {
    let found: Vec<_> = find(text).into_iter().map(|secret| secret.bytes).collect();
    mask(text, &found)
}

/// A report without secrets.
pub(super) fn report(report: &Report) -> Cow<'_, Report> {
    let masked: Vec<Cow<Checked>> = report.checked.iter().map(checked).collect();
    if masked.iter().all(|file| matches!(file, Cow::Borrowed(_))) {
        return Cow::Borrowed(report);
    }
    let checked = masked.into_iter().map(Cow::into_owned).collect();
    Cow::Owned(Report { checked, files: report.files, fails_at: report.fails_at })
}

/// A file with its findings, without its secrets: those in its text, and those that a rule found by reading it.
pub(super) fn checked(checked: &Checked) -> Cow<'_, Checked> {
    let source = &checked.source;
    let by_rule = checked.diagnostics.iter().filter(|found| found.rule.name == RULE);
    let mut parts: Vec<Range<usize>> = by_rule.map(|found| source.clamp(found.span)).collect();
    parts.extend(find(source.text()).into_iter().map(|secret| secret.bytes));
    if parts.is_empty() {
        return Cow::Borrowed(checked);
    }
    parts.sort_unstable_by_key(|part| part.start);
    let mut words: Vec<&str> = parts.iter().map(|part| &source.text()[part.clone()]).collect();
    words.retain(|word| word.len() >= SHORTEST);
    // The longer one first: another may be its beginning.
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    words.truncate(MOST);
    let diagnostics = checked.diagnostics.iter().map(|found| without(found, &words)).collect();
    let text = mask(source.text(), &parts);
    Cow::Owned(Checked { source: Source::new(source.name(), text), diagnostics })
}

/// A finding that does not repeat the words. A fix that would write one down is left out: masked it would destroy the
/// text.
fn without(found: &Diagnostic, words: &[&str]) -> Diagnostic {
    let hide = |text: &str| {
        let hidden =
            words.iter().fold(text.to_owned(), |text, word| text.replace(word, &"*".repeat(word.len())));
        masked_text(&hidden).into_owned()
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
