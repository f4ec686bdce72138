//! The labelled actions written anew in other layouts, with owner, due day, status and ticket.

use super::corpus::{labels, reports};
use super::score::{alike, imported};
use postmortem::model::Action;

const OWNERS: [&str; 3] = ["@kim", "@lee", "@max"];
const STATES: [(&str, &str); 3] = [("open", "Not started"), ("done", "Done"), ("in-progress", "In Progress")];

fn owner(index: usize) -> &'static str {
    OWNERS[index % 3]
}

fn due(index: usize) -> String {
    format!("2021-08-{:02}", index % 28 + 1)
}

fn ticket(index: usize) -> String {
    format!("OPS-{}", 100 + index)
}

fn lists() -> Vec<Vec<String>> {
    let clean = |text: &str| -> String {
        let text: String = text.chars().filter(|c| !"`*_[]<>|#()✅".contains(*c)).collect();
        text.split("http").next().unwrap_or_default().trim().to_owned()
    };
    let texts = |name: &str| -> Vec<String> {
        let labels = labels(name);
        let texts = labels["action_items"].as_array().unwrap().iter();
        texts.filter_map(|text| text.as_str().map(clean)).filter(|text| text.len() > 12).collect()
    };
    reports().iter().map(|(name, _)| texts(name)).filter(|texts| texts.len() >= 2).collect()
}

/// A layout, how one action is written in it, and what it says: owner, due day, status (or only whether it is done),
/// ticket.
type Layout = (&'static str, fn(usize, &str) -> String, &'static str);

const LAYOUTS: &[Layout] = &[
    ("bullets", |_, text| format!("- {text}\n"), ""),
    ("numbered", |n, text| format!("{}. {text}\n", n + 1), ""),
    ("loose", |_, text| format!("* {text}\n\n"), ""),
    ("tasks", |n, text| format!("- [{}] {text} ({})\n", if n % 3 == 1 { "x" } else { " " }, owner(n)), "oS"),
    ("dashes", |n, text| format!("- {text} - {} - due {}\n", owner(n), due(n)), "od"),
    ("parentheses", |n, text| format!("- {text} (Owner: {}, due: {})\n", owner(n), due(n)), "od"),
    ("key first", |n, text| format!("- [{}] {text}\n", ticket(n)), "t"),
    ("linked", |n, text| format!("- {text} ([Issue](https://github.com/o/r/issues/{}))\n", ticket(n)), "t"),
    (
        "nested",
        |n, text| {
            let state = STATES[n % 3].1;
            format!("- {text}\n  - Owner: {}\n  - Due: {}\n  - Status: {state}\n", owner(n), due(n))
        },
        "ods",
    ),
    ("headings", |n, text| format!("### {}. {text}\n\nBecause it hurts.\n\n", n + 1), ""),
    ("bold lead", |_, text| format!("- **{text}**: because it hurts.\n"), ""),
    ("paragraphs", |_, text| format!("{}.\n\n", text.trim_end_matches('.')), ""),
    ("emoji", |n, text| format!("- {} {text}\n", if n % 3 == 1 { "✅" } else { "⬜" }), "S"),
    (
        "table of four",
        |n, text| format!("| {text} | {} | {} | {} |\n", owner(n), due(n), STATES[n % 3].1),
        "ods",
    ),
    (
        "table of six",
        |n, text| {
            let link = format!("[{0}](https://j.example.org/browse/{0})", ticket(n));
            format!("| {} | {text} | prevent | {} | {link} | {} |\n", n + 1, owner(n), due(n))
        },
        "odt",
    ),
    (
        "table of the book",
        |n, text| format!("| {text} | prevent | {} | {} **TODO** |\n", owner(n), ticket(n)),
        "ot",
    ),
];

fn head(layout: &str) -> &'static str {
    match layout {
        "table of four" => "| Action | Owner | Expected date | Status |\n|---|---|---|---|\n",
        "table of six" => {
            "| # | Action Item | Type | Who | Ticket | Target date |\n|---|---|---|---|---|---|\n"
        }
        "table of the book" => "| Action Item | Type | Owner | Bug |\n|---|---|---|---|\n",
        _ => "",
    }
}

fn check(action: &Action, index: usize, what: &str, about: &str) {
    for detail in what.chars() {
        match detail {
            'o' => assert_eq!(action.owner.0, [owner(index)], "{about}"),
            'd' => assert_eq!(action.due.map(|due| due.to_string()), Some(due(index)), "{about}"),
            's' => assert_eq!(action.state(), STATES[index % 3].0, "{about}"),
            'S' => assert_eq!(action.state(), if index % 3 == 1 { "done" } else { "open" }, "{about}"),
            _ => {
                let found = action.ticket.as_deref().unwrap_or_default();
                assert!(found.contains(&ticket(index)), "{found}: {about}");
            }
        }
    }
}

/// An owner or a due day that stays in the text is seen by no list of what is open.
#[test]
fn reads_actions_in_every_layout() {
    for (layout, write, what) in LAYOUTS {
        for texts in lists() {
            let body: String = texts.iter().enumerate().map(|(index, text)| write(index, text)).collect();
            let report = format!(
                "# A title\n\n## Summary\n\nIt broke on 2021-07-01.\n\n## Action items\n\n{}{body}\n## Appendix\n\nMore.\n",
                head(layout)
            );
            let (_, incident) = imported("report.md", &report);
            assert_eq!(incident.actions.len(), texts.len(), "{layout}\n{report}");
            for (index, (action, text)) in incident.actions.iter().zip(&texts).enumerate() {
                let said = format!("{} {}", action.title, action.description.as_deref().unwrap_or_default());
                assert!(alike(&said, text), "{layout}: {said} for {text}");
                check(action, index, what, &format!("{layout}\n{report}"));
            }
        }
    }
}

/// Prose below the heading of the actions is about them: a list of actions with stories in it is worse than none.
#[test]
fn a_story_is_no_action() {
    let story = "We will look at how the cache is filled. ".repeat(12);
    let report =
        format!("# Outage\n\n## Next steps\n\n{story}\n\nThese are the steps:\n\n## Impact\n\nNone.\n");
    let (imported, incident) = imported("report.md", &report);
    assert!(incident.actions.is_empty(), "{}", imported.text);
    assert!(imported.text.contains("These are the steps:"), "{}", imported.text);
}
