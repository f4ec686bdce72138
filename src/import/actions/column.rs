//! What the name of a column, or the label of a detail, says about an action.

use crate::import::words::tokens;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Column {
    Title,
    Owner,
    Due,
    Status,
    Ticket,
    Priority,
    Type,
    Id,
    Other,
}

/// Words in column names; the first list with a word of the name decides.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Owner,
        &["owner", "assignee", "who", "responsible", "dri", "assigned", "lead", "poc", "person", "team"],
    ),
    (Column::Due, &["due", "deadline", "eta", "target", "when", "expected", "completion"]),
    (Column::Status, &["statu", "status", "state", "done", "completed", "progress", "complete"]),
    (Column::Ticket, &["ticket", "jira", "bug", "tracking", "link", "pr", "url", "github"]),
    (Column::Priority, &["priority", "prio"]),
    (
        Column::Title,
        &[
            "action",
            "title",
            "task",
            "item",
            "what",
            "todo",
            "description",
            "remediation",
            "improvement",
            "recommendation",
            "measure",
            "follow",
            "step",
            "work",
            "detail",
        ],
    ),
    (Column::Type, &["type"]),
];
/// The same, for names that are only this word.
const WHOLE: &[(Column, &str)] = &[
    (Column::Due, "date"),
    (Column::Ticket, "issue"),
    (Column::Ticket, "reference"),
    (Column::Priority, "p"),
    (Column::Id, "id"),
    (Column::Id, "no"),
];
const MOST_WORDS: usize = 4;
/// With one of these words, a date is the due date.
const EXPECTED: &[&str] = &["expected", "planned", "completion", "delivery", "finish", "end", "by"];

pub(super) fn column(name: &str) -> Option<Column> {
    if name.len() > 100 {
        return None;
    }
    let words = tokens(&name.replace('\\', ""));
    if words.len() > MOST_WORDS {
        return None;
    }
    if words.is_empty() {
        return Some(Column::Id);
    }
    let is_expected = words.iter().any(|word| EXPECTED.contains(&word.as_str()));
    if is_expected && words.iter().any(|word| word == "date") {
        return Some(Column::Due);
    }
    let has = |list: &&[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let whole = WHOLE.iter().find(|(_, word)| words == [*word]).map(|(column, _)| *column);
    whole
        .or_else(|| WORDS.iter().find(|(_, list)| has(list)).map(|(column, _)| *column))
        .or(Some(Column::Other))
}
