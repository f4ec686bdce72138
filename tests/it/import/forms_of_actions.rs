//! What actions say of themselves, and prose that is no list of them.

use super::reading::{imported, report};
use postmortem::model::{Action, Incident};

const KEY: &str = "https://example.atlassian.net/browse/OPS-12";

fn actions(heading: &str, body: &str) -> Vec<Action> {
    let incident: Incident = imported(&report(&format!("## {heading}\n\n{body}")));
    incident.actions
}

/// An action as `title | owner | due | status | ticket`.
fn shown(action: &Action) -> String {
    let owner = action.owner.iter().cloned().collect::<Vec<_>>().join(", ");
    let due = action.due.as_ref().map(ToString::to_string).unwrap_or_default();
    let status = action.status.as_ref().map(|_| action.status().name()).unwrap_or_default();
    let ticket = action.ticket.as_deref().unwrap_or_default();
    format!("{} | {owner} | {due} | {status} | {ticket}", action.title)
}

#[test]
fn reads_what_an_action_says_of_itself() {
    for (line, expected) in [
        (format!("[OPS-12]({KEY}) - Grow the pool"), format!("Grow the pool |  |  |  | {KEY}")),
        (format!("{KEY} - Grow the pool"), format!("Grow the pool |  |  |  | {KEY}")),
        (format!("Grow the pool: {KEY}"), format!("Grow the pool |  |  |  | {KEY}")),
        (format!("Grow the pool <{KEY}>"), format!("Grow the pool |  |  |  | {KEY}")),
        (format!("Grow the pool ({KEY})"), format!("Grow the pool |  |  |  | {KEY}")),
        ("OPS-12: Grow the pool".to_owned(), "Grow the pool |  |  |  | OPS-12".to_owned()),
        ("DONE: Grow the pool".to_owned(), "Grow the pool |  |  | done | ".to_owned()),
        ("**[Done]** Grow the pool".to_owned(), "Grow the pool |  |  | done | ".to_owned()),
        (
            "Grow the pool **(done during the incident)**".to_owned(),
            "Grow the pool |  |  | done | ".to_owned(),
        ),
        (
            "Grow the pool — Owner: Kim, Due: 2024-06-03".to_owned(),
            "Grow the pool | Kim | 2024-06-03 |  | ".to_owned(),
        ),
        ("Grow the pool @kim".to_owned(), "Grow the pool | @kim |  |  | ".to_owned()),
        ("Talk about the pool with @kim".to_owned(), "Talk about the pool with @kim |  |  |  | ".to_owned()),
    ] {
        let found: Vec<String> = actions("Action items", &format!("- {line}")).iter().map(shown).collect();
        assert_eq!(found, [expected], "{line}");
    }
}

#[test]
fn reads_columns_of_dates_and_of_marks() {
    let table = "| Action | Expected date | Done? |\n|---|---|---|\n| Grow the pool | Jun 3, 2024 | ✅ |\n| Alert | | ❌ |\n| Drill | | x |";
    let found: Vec<String> = actions("Action items", table).iter().map(shown).collect();
    assert_eq!(
        found,
        ["Grow the pool |  | 2024-06-03 | done | ", "Alert |  |  | open | ", "Drill |  |  | done | "]
    );
}

#[test]
fn reads_the_fields_below_the_heading_of_an_action() {
    let found = actions(
        "Action items",
        "### Grow the pool\n\n**Owner:** Kim\n**Due:** 2024-06-03\n\nIt is too small.",
    );
    let found: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(found, ["Grow the pool | Kim | 2024-06-03 |  | "]);
}

#[test]
fn takes_a_short_label_above_a_list_for_the_name_of_a_group() {
    let found =
        actions("Action items", "- Short term:\n  - Grow the pool\n- Long term:\n  - Measure the pool");
    let found: Vec<_> = found.iter().map(|action| (action.title.as_str(), action.group.as_deref())).collect();
    assert_eq!(found, [("Grow the pool", Some("Short term")), ("Measure the pool", Some("Long term"))]);
}

#[test]
fn reads_names_after_dashes_where_most_items_have_one() {
    let found = actions("What now?", "1. Grow the pool - Kim\n2. Alert on it - Ann, Bo");
    let found: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(found, ["Grow the pool | Kim |  |  | ", "Alert on it | Ann, Bo |  |  | "]);
}

#[test]
fn reads_lines_with_marks_and_leaves_labels_of_the_list() {
    let found: Vec<String> = actions("TODO", "☑ New password\n☐ Alert").iter().map(shown).collect();
    assert_eq!(found, ["New password |  |  | done | ", "Alert |  |  | open | "]);
    let found: Vec<String> =
        actions("Review actions", "- Owner: Kim\n- Alert on it").iter().map(shown).collect();
    assert_eq!(found, ["Alert on it |  |  |  | "]);
}

#[test]
fn takes_no_prose_for_actions() {
    for (heading, body) in [
        ("Conclusion and next steps", "We thank everybody who helped.\n\nWe write more as we learn it."),
        ("Action items", "*List any tasks that came out of this incident.*"),
        ("Action items", "See the [board](https://example.com/board)."),
    ] {
        assert_eq!(actions(heading, body).len(), 0, "{heading}: {body}");
    }
    assert_eq!(actions("Action items", "Create a playbook. (KIM)").len(), 1);
}

#[test]
fn reads_lines_with_numbers_of_two_levels() {
    let found: Vec<String> =
        actions("Action items", "4.1. Grow the pool\n4.2. Alert on the pool").iter().map(shown).collect();
    assert_eq!(found, ["Grow the pool |  |  |  | ", "Alert on the pool |  |  |  | "]);
}

#[test]
fn leaves_out_the_label_that_says_that_an_action_is_one() {
    let found: Vec<String> =
        actions("Prevention", "- **Action Item**: Grow the pool\n- **Action:** Alert on it\n- Task: Drill")
            .iter()
            .map(shown)
            .collect();
    assert_eq!(found, ["Grow the pool |  |  |  | ", "Alert on it |  |  |  | ", "Drill |  |  |  | "]);
}

#[test]
fn reads_pairs_of_names_and_values() {
    let found = actions(
        "Action items",
        "- [x] Grow the pool. (owner=kim, priority=high, due=2024-06-03)\n- [ ] Drill (owner=, due=)",
    );
    let texts: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(texts, ["Grow the pool. | kim | 2024-06-03 | done | ", "Drill |  |  | open | "]);
    assert_eq!(found[0].description.as_deref(), Some("priority: high"));
}

#[test]
fn reads_a_status_with_a_remark() {
    let table = "| Action | Status |\n|---|---|\n| Grow the pool | **DONE** (2024-06-03, in v2) |";
    let found = actions("Action items", table);
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["Grow the pool |  |  | done | "]);
    assert_eq!(found[0].description.as_deref(), Some("(2024-06-03, in v2)"));
}
