//! Rules on actions beyond the examples of their pages, and the fix that moves a state to its field.

use crate::support::linting::options;
use crate::support::linting::{found, found_in, found_with};
use chrono::{DateTime, Utc};
use postmortem::diagnostic::Diagnostic;
use postmortem::document::Document;
use postmortem::lint::{Deadline, Options, WordList, lint};
use postmortem::model::{ActionStatus, Incident};
use postmortem::source::Source;

/// Sentences are distinguished from actions by their first words; one that requests something is an action.
#[test]
fn sentences_about_actions_are_no_actions() {
    let text = "actions:\n  - By taking these measures, we aim to prevent it\n  - We took these steps\n  \
                - The following was done\n  - It went well\n  - I wrote it down\n  - \"**There is** a plan\"\n  - This will help\n";
    let expected = ["By taking", "We", "The following", "It", "I", "There", "This"];
    assert_eq!(found("action-not-an-action", text), expected);
    let fine = "actions: [We will split it, I'll write it down, We need better alerts, We should alert, There must be a second resolver, IT takes over the host, \
                I/O errors page the team, By region split the cluster, Thisbe is restarted, {title: We did it, status: done}]";
    assert_eq!(found("action-not-an-action", fine), [""; 0]);
}

/// A machine that learns is not a person, and one finding per action is enough.
#[test]
fn training_of_people_is_distinguished_from_that_of_models() {
    let text = "actions: [Train and remind the team, Hold a training, Train the model on new data, Rebuild the training set, \
                Retraining of operators, Please pay attention to it]";
    assert_eq!(found("action-aims-at-people", text), ["Train", "training", "Retraining", "pay attention"]);
}

/// A list of the configuration extends or replaces the rule's own.
#[test]
fn word_lists_can_be_extended_and_replaced() {
    let check = |list: WordList| {
        let options = options(|options| _ = options.words.insert("action-aims-at-people".into(), list));
        found_with("action-aims-at-people", "actions: [Train them, Coach them]", &options)
    };
    let words = || vec!["coach".to_owned()];
    assert_eq!(check(WordList { extend: words(), words: None }), ["Train", "Coach"]);
    assert_eq!(check(WordList { extend: Vec::new(), words: Some(words()) }), ["Coach"]);
    assert_eq!(check(WordList { extend: Vec::new(), words: Some(Vec::new()) }), [""; 0]);
}

/// Days count from the last day of impact, in the file's zone; who has no deadline is never late.
#[test]
fn deadlines_count_from_the_end_of_impact() {
    let deadline = Deadline { publish: Some(5), actions: Some(30) };
    let options = options(|options| _ = options.deadlines.insert("SEV1".to_owned(), deadline));
    let report = |severity: &str, end: &str| {
        format!(
            "title: a\nstatus: final\nseverity: {severity}\ndate: 2024-05-30\ntimezone: America/New_York\n\
             published: 2024-06-06\nimpact: {{windows: [{{start: 10:15, end: {end}}}]}}\n\
             actions: [{{title: b, due: 2024-07-01}}, {{title: c, due: 2024-12-31, status: done}}]\n"
        )
    };
    let check = |rule, severity, end| found_in(rule, &report(severity, end), &options);
    assert_eq!(check("published-late", "sev-1", "12:45"), ["2024-06-06"]);
    assert_eq!(check("action-due-late", "SEV1", "12:45"), ["2024-07-01"]);
    // In the zone of the file, the impact ends on 1 June.
    for end in ["2024-06-01 23:30", "2024-06-02T03:30Z"] {
        assert_eq!(check("published-late", "SEV1", end), [""; 0], "{end}");
        assert_eq!(check("action-due-late", "SEV1", end), [""; 0], "{end}");
    }
    assert_eq!(check("published-late", "SEV2", "12:45"), [""; 0]);
    let open = report("SEV1", "12:45").replace(", end: 12:45", "");
    assert_eq!(found_in("published-late", &open, &options), [""; 0]);
}

/// Status and dates must agree, whichever of the two is wrong.
#[test]
fn dates_agree_with_the_status() {
    let text = "actions:\n  - {title: a, status: done}\n  - {title: b, status: done, done_on: 2024-06-01}\n  \
                - {title: c, done_on: 2024-06-01}\n  - {title: d, status: dropped, done_on: 2024-06-02}\n  - e\n";
    assert_eq!(found("action-done-without-date", text), ["done"]);
    assert_eq!(found("action-state-contradiction", text), ["2024-06-01", "2024-06-02"]);
    let spoilt = "title: a\nactions: [{title: b, status: doone, done_on: 2024-06-01}]\n";
    assert_eq!(found_in("action-state-contradiction", spoilt, &Options::default()), ["doone"]);
}

/// Case, spaces and a final full stop do not make a different action.
#[test]
fn twice_is_twice_in_any_spelling() {
    let text = "actions: [Rotate the log, \"rotate  the Log.\", Rotate the logs, {title: a, id: X}, {title: b, id: X}]";
    assert_eq!(found("duplicate-action", text), ["\"rotate  the Log.\""]);
    assert_eq!(found("duplicate-action-id", text), ["X"]);
}

/// What is decided or done weighs nothing: only the work that is left is counted.
#[test]
fn too_many_counts_what_is_left_to_do() {
    let list = |count: usize, more: &str| format!("actions:\n{}{more}", "  - a\n".repeat(count));
    let over = "  - {title: b, status: done}\n  - {title: c, status: dropped}\n";
    assert_eq!(found("too-many-actions", &list(10, over)), [""; 0]);
    assert_eq!(found("too-many-actions", &list(11, "")), ["actions"]);
    let options = options(|options| options.most_actions = 2);
    assert_eq!(
        found_with("too-many-actions", &list(2, "  - {title: p, status: proposed}\n"), &options),
        ["actions"]
    );
}

/// A title that says it is done asks for neither an owner nor a date, and has no deadline to miss.
#[test]
fn what_the_title_calls_done_is_not_pending() {
    let text = "actions: [Improve it (done), {title: \"✓ Train them\", due: 2024-01-01}]";
    for rule in ["action-incomplete", "action-vague", "action-overdue", "action-aims-at-people"] {
        assert_eq!(found(rule, text), [""; 0], "{rule}");
    }
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let now: DateTime<Utc> = "2024-07-01T12:00:00Z".parse().expect("a time");
    let source = Source::new("incident.yaml", text);
    let options = options(|options| options.only = vec!["action-state-in-text".to_owned()]);
    let document = Document::read(&source, &options.settings);
    assert_eq!(document.faults, [], "{text}");
    lint(&document, &options, Some(now))
}

fn incident(text: &str) -> Incident {
    let source = Source::new("incident.yaml", text);
    let document = Document::read(&source, &Options::default().settings);
    assert_eq!(document.faults, [], "{text}");
    document.incident.expect("an incident")
}

/// A text with all fixes applied.
fn fixed(text: &str) -> String {
    let mut edits: Vec<_> =
        findings(text).into_iter().filter_map(|finding| finding.fix).flat_map(|fix| fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}

/// Titles as written, each with what is left of it and what its mark says.
const TITLES: &[(&str, &str, ActionStatus)] = &[
    ("Foo bar (Completed.)", "Foo bar", ActionStatus::Done),
    ("Foo bar\n      and more (Completed.)", "Foo bar and more", ActionStatus::Done),
    ("\"Foo: bar (done)\"", "Foo: bar", ActionStatus::Done),
    ("'It''s # here (done)'", "It's # here", ActionStatus::Done),
    ("\"\\u2713 - Foo\\\\ \\\"bar\\\"\"", "Foo\\ \"bar\"", ActionStatus::Done),
    ("\"Foo\n\n      bar (done)\"", "Foo\nbar", ActionStatus::Done),
    ("✓ [the runbook](a/b) is there", "[the runbook](a/b) is there", ActionStatus::Done),
    ("✅ @team, \"look\": here", "@team, \"look\": here", ActionStatus::Done),
    ("✓ null", "null", ActionStatus::Done),
    ("\"[in progress] Foo\"", "Foo", ActionStatus::InProgress),
    ("\"**TODO** Foo\"", "Foo", ActionStatus::Open),
    ("Foo **TODO**", "Foo", ActionStatus::Open),
    ("|\n      Foo (done)\n", "Foo", ActionStatus::Done),
    (">-\n      Foo\n      bar (done)\n", "Foo bar", ActionStatus::Done),
];

/// Where a title can be, marked `@`.
const SHAPES: &[&str] = &[
    "actions:\n  - before\n  - @\n  - after\n",
    "actions:\n- @\n- after",
    "actions:\n  -   @\nsummary: b\n",
    "actions:\n  - title: @\n    owner: web\n  - after\n",
    "actions:\n  - owner: web # who\n    title: @\n",
    "actions:\n  -\n    title: @",
    "actions: [before, @, after]\n",
    "actions: [{title: @, owner: web}, after]\n",
    "actions:\n  - {owner: web, title: @}\n",
    "actions:\n  - @ # a comment\n  - after\n",
    "actions:\n  - title: @  # a comment\n    owner: web\n",
];

/// The fix writes to people's files: whatever the style of the title, only title and status may change.
#[test]
fn fix_changes_title_and_status_alone() {
    let mut fixes = 0;
    for shape in SHAPES {
        for &(title, rest, status) in TITLES {
            let is_flow = shape.contains(['[', '{']);
            let is_block = title.starts_with(['|', '>']);
            let is_plain = !title.starts_with(['"', '\'']);
            let cannot_be = (is_flow && (is_block || (is_plain && title.contains(['[', ',']))))
                || (is_block && shape.contains("@ "))
                || (is_plain && title.contains("\": "));
            if cannot_be {
                continue;
            }
            for line_break in ["\n", "\r\n"] {
                let text = format!("title: a\n{}", shape.replacen('@', title, 1)).replace('\n', line_break);
                let after = fixed(&text);
                let (mut expected, found) = (incident(&text), incident(&after));
                for (action, new) in expected.actions.iter_mut().zip(&found.actions) {
                    if action.title != new.title {
                        new.title.trim_end().clone_into(&mut action.title);
                        assert_eq!((new.title.as_str(), new.status()), (rest, status), "{text}\n→\n{after}");
                        action.status = new.status.clone();
                        fixes += 1;
                    }
                }
                assert_eq!(expected, found, "{text}\n→\n{after}");
                assert_eq!(findings(&after), [], "{text}\n→\n{after}");
                assert_eq!(text.matches('#').count(), after.matches('#').count(), "{after}");
                assert!(line_break == "\n" || !after.replace("\r\n", "").contains('\n'), "{after:?}");
            }
        }
    }
    assert!(fixes > 200, "only {fixes} fixes");
}

/// Where the file says another state, or the title is shared, only a person can decide.
#[test]
fn no_fix_where_a_person_must_decide() {
    for text in [
        "title: a\nactions: [{title: Foo (done), status: open}]\n",
        "title: a\nactions: [{title: \"**TODO** Foo\", status: done}]\n",
        "title: a\nactions: [&x Foo (done)]\ntags: [*x]\n",
        "title: a\nactions: [&x {title: Foo (done)}, {<<: *x, owner: web}]\n",
    ] {
        let found = findings(text);
        assert!(!found.is_empty() && found.iter().all(|finding| finding.fix.is_none()), "{text}: {found:#?}");
    }
    let same = "title: a\nactions: [{title: Foo (done), status: done}]\n";
    assert_eq!(fixed(same), same.replace(" (done)", ""));
}

/// The example that everybody meets first must look as if written by hand.
#[test]
fn fix_writes_what_a_person_would() {
    let text = "title: a\nactions:\n  - Disable the release until rollouts\n    are staged (Completed.) # 2023\n  - b\n";
    let expected = "title: a\nactions:\n  - title: Disable the release until rollouts\n      are staged # 2023\n    status: done\n  - b\n";
    assert_eq!(fixed(text), expected);
}
