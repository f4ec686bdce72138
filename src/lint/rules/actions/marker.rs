//! The state of an action in its title: `(Completed.)`, `[x]`, `✓`, `**TODO**`.

use crate::model::ActionStatus;
use std::ops::Range;

/// A mark of state in a title.
#[derive(Debug, PartialEq)]
pub(super) struct Marker {
    pub(super) bytes: Range<usize>,
    pub(super) status: ActionStatus,
    /// The title without it.
    pub(super) rest: Range<usize>,
}

/// Brackets around a state word; the longer ones first.
const BRACKETS: &[(&str, &str)] =
    &[("**[", "]**"), ("**(", ")**"), ("**", "**"), ("__", "__"), ("(", ")"), ("[", "]")];

/// Marks that need no brackets.
const SIGNS: &[(&str, ActionStatus)] = &[
    ("✓", ActionStatus::Done),
    ("✔", ActionStatus::Done),
    ("✔️", ActionStatus::Done),
    ("✅", ActionStatus::Done),
    ("☑", ActionStatus::Done),
    ("☑️", ActionStatus::Done),
    ("☐", ActionStatus::Open),
];

/// The words for each state, without case, spaces and hyphens.
const WORDS: &[(ActionStatus, &[&str])] = &[
    (ActionStatus::Done, &["done", "complete", "completed", "finished", "fixed", "implemented", "x"]),
    (ActionStatus::Open, &["todo", "open", "pending", "notstarted", "tobedone", ""]),
    (ActionStatus::InProgress, &["inprogress", "wip", "ongoing", "started", "doing"]),
    (
        ActionStatus::Dropped,
        &["dropped", "cancelled", "canceled", "wontdo", "wontfix", "won'tdo", "won'tfix", "abandoned"],
    ),
    (ActionStatus::Proposed, &["proposed"]),
];

/// The state mark at the start or the end of a title, if anything is left without it.
pub(super) fn find(title: &str) -> Option<Marker> {
    let start = title.len() - title.trim_start().len();
    let end = title.trim_end().len();
    let text = title.get(start..end)?;
    // Most titles begin and end with a letter or a full stop.
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '`' | '"');
    if text.starts_with(is_plain) && text.trim_end_matches(['.', '!']).ends_with(is_plain) {
        return None;
    }
    let (bytes, status) = at_start(text)
        .map(|(length, status)| (start..start + length, status))
        .or_else(|| at_end(text).map(|(length, status)| (end - length..end, status)))?;
    let rest = if bytes.start == start { bytes.end..end } else { start..bytes.start };
    let separators = [' ', '\n', '\t', ':', '-', '–', '—'];
    let lead = if bytes.start == start { &separators[..] } else { &[' ', '\n'] };
    let kept = title[rest.clone()].trim_start_matches(lead);
    let from = rest.end - kept.len();
    let rest = from..from + kept.trim_end_matches(&separators[..]).len();
    title[rest.clone()].contains(char::is_alphanumeric).then_some(Marker { bytes, status, rest })
}

fn at_start(text: &str) -> Option<(usize, ActionStatus)> {
    for (sign, status) in SIGNS.iter().rev() {
        if text.starts_with(sign) {
            return Some((sign.len(), *status));
        }
    }
    BRACKETS.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(open)?;
        let (inner, _) = inner.split_once(close)?;
        let length = open.len() + inner.len() + close.len();
        // `[done](…)` is a link.
        let is_link = text[length..].starts_with(['(', '[']);
        Some((length, state(inner)?)).filter(|_| !is_link)
    })
}

fn at_end(text: &str) -> Option<(usize, ActionStatus)> {
    let bare = text.trim_end_matches(['.', '!']);
    for (sign, status) in SIGNS.iter().rev() {
        if bare.ends_with(sign) {
            return Some((text.len() - bare.len() + sign.len(), *status));
        }
    }
    BRACKETS.iter().find_map(|(open, close)| {
        let (before, inner) = bare.strip_suffix(close)?.rsplit_once(open)?;
        Some((text.len() - before.len(), state(inner).filter(|_| !inner.is_empty())?))
    })
}

/// The state that the words between brackets express, and nothing else.
fn state(words: &str) -> Option<ActionStatus> {
    if words.len() > 16 || (words.is_empty()) {
        return None;
    }
    let words = words.trim().trim_end_matches(['.', '!', ':']).replace('’', "'");
    let words: String =
        words.chars().filter(|c| !matches!(c, ' ' | '-')).flat_map(char::to_lowercase).collect();
    WORDS.iter().find(|(_, known)| known.contains(&words.as_str())).map(|(status, _)| *status)
}

#[cfg(test)]
mod tests {
    use super::{ActionStatus, find};

    /// `--fix` writes the state to the file, so it must not be misread.
    #[test]
    fn reads_marks_at_both_ends() {
        for (title, rest, status) in [
            ("Foo (Completed.)", "Foo", ActionStatus::Done),
            ("Foo bar. (done).", "Foo bar.", ActionStatus::Done),
            ("[x] Foo", "Foo", ActionStatus::Done),
            ("[ ] Foo", "Foo", ActionStatus::Open),
            ("[DONE] Foo", "Foo", ActionStatus::Done),
            ("✓ Foo", "Foo", ActionStatus::Done),
            ("Foo ✅", "Foo", ActionStatus::Done),
            ("✔️ Foo", "Foo", ActionStatus::Done),
            ("**TODO** Foo", "Foo", ActionStatus::Open),
            ("**TODO**: Foo", "Foo", ActionStatus::Open),
            ("**Done:** Foo", "Foo", ActionStatus::Done),
            ("Foo [in progress]", "Foo", ActionStatus::InProgress),
            ("Foo - **[WIP]**", "Foo", ActionStatus::InProgress),
            ("Foo (won't fix)", "Foo", ActionStatus::Dropped),
            ("[done] -x flag", "x flag", ActionStatus::Done),
        ] {
            let marker = find(title).expect(title);
            assert_eq!((&title[marker.rest], marker.status), (rest, status), "{title}");
        }
    }

    /// Words that only look like a state belong to the title.
    #[test]
    fn leaves_other_brackets_alone() {
        for title in [
            "[done](https://x.org/1) Foo",
            "Foo (disk space)",
            "(Done)",
            "**TODO**",
            "TODO: Foo",
            "Foo is done",
            "Foo (done by Dana)",
            "Foo [#12]",
            "**Disk:** Foo",
            "Foo (x-ray)",
            "",
            "[]",
            "() Foo",
            "Complete Foo",
        ] {
            assert_eq!(find(title), None, "{title}");
        }
    }
}
