//! Which field a name was meant to be: what others call it, or the nearest name.

use crate::diagnostic::nearest;

/// Names that other forms and trackers have for our fields, in small letters, without what joins their words. One name
/// can be several fields; only one of them is known where it stands.
const CALLED: &[(&str, &[&str])] = &[
    ("title", &["name", "headline", "subject", "task", "action"]),
    ("status", &["state"]),
    ("severity", &["sev"]),
    ("timezone", &["tz"]),
    ("services", &["components", "systems", "affectedservices"]),
    ("tags", &["labels"]),
    ("summary", &["overview", "abstract", "tldr"]),
    ("timeline", &["events", "chronology"]),
    ("root_cause", &["cause"]),
    ("contributing_factors", &["factors", "contributingcauses"]),
    ("resolution", &["fix", "remediation"]),
    ("question", &["why", "q"]),
    ("answer", &["because", "a"]),
    ("lessons", &["lessonslearned", "learnings"]),
    ("went_well", &["whatwentwell"]),
    ("went_wrong", &["whatwentwrong", "wentpoorly", "wentbadly"]),
    ("lucky", &["luck", "wherewegotlucky"]),
    ("actions", &["actionitems", "followups", "todos"]),
    ("links", &["references", "urls"]),
    ("at", &["time", "timestamp", "datetime", "when"]),
    ("event", &["text", "message", "what", "description"]),
    ("by", &["who", "author"]),
    ("owner", &["assignee", "assignedto", "responsible", "who"]),
    ("due", &["duedate", "deadline"]),
    ("done_on", &["completedon", "closedon"]),
    ("reviewers", &["reviewedby"]),
    ("ticket", &["issue", "jira"]),
    ("description", &["details", "body", "text"]),
];

/// A longer name is no field.
const LONGEST: usize = 100;

/// One of the fields known at a place, if it is clear which was meant.
pub(crate) fn meant<'k>(name: &str, known: &'k [&'k str]) -> Option<&'k str> {
    // A hostile key of a megabyte, used a hundred times, would be spelt out each time.
    if name.len() > LONGEST {
        return None;
    }
    other_name(name, known).or_else(|| nearest(name, known.iter().copied()))
}

/// Shorter names are one slip away from too much: `d` may be anything, not only `id`.
const ENOUGH_LETTERS: usize = 4;

/// Whether a name can stand for a field without anybody looking: another name of it, or a single slip in a word.
pub(super) fn is_sure(name: &str, field: &str) -> bool {
    let is_word = name.chars().count().min(field.len()) >= ENOUGH_LETTERS;
    other_name(name, &[field]).is_some() || (is_word && strsim::osa_distance(name, field) == 1)
}

fn other_name<'k>(name: &str, known: &'k [&'k str]) -> Option<&'k str> {
    let joined: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_called = |field: &str| {
        CALLED.iter().any(|(called, names)| *called == field && names.contains(&joined.as_str()))
    };
    known.iter().copied().find(|field| is_called(field))
}
