//! What `--fix` makes of old forms: the same values under our fields, and the file decodes.

use crate::support::linting::fix;
use crate::support::linting::options;
use postmortem::diagnostic::Diagnostic;
use postmortem::document::Document;
use postmortem::lint::Options;
use postmortem::model::{Incident, Settings};
use postmortem::source::Source;
use proptest::prelude::*;

/// Only what is said while reading.
fn reading() -> Options {
    options(|options| options.only = vec!["unknown-field".into()])
}

fn read(text: &str) -> (Option<Incident>, Vec<Diagnostic>) {
    let source = Source::new("x", text);
    let document = Document::read(&source, &Settings::default());
    (document.incident, document.faults)
}

fn becomes(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        for (text, expected) in [
            (text.to_string(), expected.to_string()),
            (text.replace('\n', "\r\n"), expected.replace('\n', "\r\n")),
        ] {
            let fixed = fix(&text, &reading()).0;
            assert_eq!(fixed, expected, "{text}");
            assert_eq!(read(&fixed).1, [], "{fixed}");
        }
    }
}

/// These stay as they are, and the help says what to write.
fn stays(cases: &[(&str, &str)]) {
    for (text, help) in cases {
        assert_eq!(fix(text, &reading()), ((*text).to_owned(), 0), "{text}");
        let (_, faults) = read(text);
        let said: Vec<_> = faults.iter().filter_map(|fault| fault.help.as_deref()).collect();
        assert!(said.iter().any(|said| said.contains(help)), "{text}: {said:?}");
    }
}

/// One name where a list belongs is the commonest difference to other forms.
#[test]
fn one_value_becomes_a_list() {
    becomes(&[
        ("title: t\nauthor: Jane Doe # me\n", "title: t\nauthors: [Jane Doe] # me\n"),
        ("title: t\nauthors: Jane Doe, John Roe\n", "title: t\nauthors: [Jane Doe, John Roe]\n"),
        ("title: t\nservices: web, search\n", "title: t\nservices: [web, search]\n"),
        ("title: t\ntags: \"a, b\"\n", "title: t\ntags: [\"a, b\"]\n"),
        ("title: t\nlessons learned: Test it, always\n", "title: t\nlessons: [\"Test it, always\"]\n"),
        ("{title: t, tags: a}\n", "{title: t, tags: [a]}\n"),
    ]);
    stays(&[
        ("title: t\nauthors: Doe, Jane\n", "write `[Doe, Jane]`"),
        ("title: t\nauthors: Jane and John Doe\n", "write `[Jane and John Doe]`"),
        ("title: t\nactions: none\n", "leave the field out"),
        ("title: t\nactions: |\n  a\n  b\n", "starting with `- `"),
        ("title: t\ntags: a\n  b\n", "starting with `- `"),
    ]);
}

/// Trackers close and resolve what our actions call done.
#[test]
fn values_of_other_trackers_become_ours() {
    for (status, ours) in [
        ("closed", "done"),
        ("Completed", "done"),
        ("resolved", "done"),
        ("fixed", "done"),
        ("Won't fix", "dropped"),
        ("not started", "open"),
        ("\"WIP\"", "in-progress"),
    ] {
        becomes(&[(
            &format!("title: t\nactions: [{{title: a, status: {status}}}]\n"),
            &format!("title: t\nactions: [{{title: a, status: {ours}}}]\n"),
        )]);
    }
    becomes(&[
        (
            "title: t\nactions:\n  - {title: a, type: Prevention}\n",
            "title: t\nactions:\n  - {title: a, type: prevent}\n",
        ),
        ("title: t\nstatus: Published\n", "title: t\nstatus: final\n"),
        ("title: t\nstatus: In progress\n", "title: t\nstatus: draft\n"),
        ("title: t\nstatus: under review\n", "title: t\nstatus: review\n"),
    ]);
    stays(&[
        ("title: t\nstatus: resolved\n", "the milestones of the timeline"),
        ("title: t\nstatus: closed\n", "`status` is the state of the report"),
        ("title: t\nstatus: complete\n", "did you mean `final`?"),
        ("title: t\nactions: [{title: a, priority: high}]\n", "did you mean `P1`?"),
        ("title: t\nactions: [{title: a, status: &s closed}, {title: *s}]\n", "did you mean `done`?"),
    ]);
}

/// A day says two things: that it is done, and when.
#[test]
fn a_day_of_completion_becomes_state_and_day() {
    becomes(&[
        (
            "title: t\nactions:\n  - done: 2024-05-03 # at last\n    title: a\n",
            "title: t\nactions:\n  - status: done\n    done_on: 2024-05-03 # at last\n    title: a\n",
        ),
        (
            "title: t\nactions:\n  - title: a\n    completed: 2024-05-03\n    status: closed\n",
            "title: t\nactions:\n  - title: a\n    done_on: 2024-05-03\n    status: done\n",
        ),
        (
            "title: t\nactions: [{title: a, closed_on: 2024-05-03}]\n",
            "title: t\nactions: [{title: a, status: done, done_on: 2024-05-03}]\n",
        ),
        ("title: t\nactions: [{title: a, done: yes}]\n", "title: t\nactions: [{title: a, status: done}]\n"),
        ("title: t\nactions: [{title: a, done: false}]\n", "title: t\nactions: [{title: a, status: open}]\n"),
        (
            "title: t\nactions: [{title: a, done: \"May 3, 2024\"}]\n",
            "title: t\nactions: [{title: a, status: done, done_on: \"2024-05-03\"}]\n",
        ),
    ]);
    stays(&[
        ("title: t\nactions: [{title: a, done: soon}]\n", "write `status: done`"),
        ("title: t\nactions: [{title: a, done: 2024-05-03, status: open}]\n", "write `done_on: 2024-05-03`"),
        ("title: t\nactions: [{title: a, done: 2024-05-03, done_on: 2024-05-04}]\n", "`status: done`"),
    ]);
}

/// What other forms have at the top level, and ours in one place.
#[test]
fn roles_and_lessons_move_into_their_fields() {
    becomes(&[
        (
            "title: t\nincident_commander: Bob # on call\nScribe: Ann\nsummary: s\n",
            "title: t\nroles:\n  incident_commander: Bob # on call\n  Scribe: Ann\nsummary: s\n",
        ),
        (
            "title: t\nwhat went well:\n- a\n\n- |\n  b\n   c\n# and\nwhat_went_wrong: [d]\nlucky:\n  - e\n",
            "title: t\nlessons:\n  went_well:\n  - a\n\n  - |\n    b\n     c\n  # and\n  went_wrong: [d]\n  lucky:\n    - e\n",
        ),
        ("title: t\naffected_users: 40%\n", "title: t\nimpact:\n  users: 40%\n"),
    ]);
    stays(&[
        ("title: t\nroles: {scribe: a}\nincident_commander: b\n", "under `roles`"),
        ("title: t\nwhat_went_well: [a]\nsummary: b\nwhat_went_wrong: [c]\n", "of `lessons`"),
        ("title: t\nlessons: [a]\nwhat_went_well: [b]\n", "`went_well` of `lessons`"),
        ("title: t\nresponders: [a, b]\n", "`roles`"),
        ("{title: t, scribe: a}\n", "`roles`"),
    ]);
}

/// A list whose dashes are missing is a mapping for YAML.
#[test]
fn a_mapping_becomes_a_list() {
    becomes(&[
        (
            "title: t\ntimeline:\n  10:15: alert fires # why\n  10:20-10:30: \"it: broke\"\n  resolved: 12:00\n",
            "title: t\ntimeline:\n  - 10:15 alert fires # why\n  - {at: 10:20-10:30, event: \"it: broke\"}\n  \
             - {at: 12:00, milestone: resolved}\n",
        ),
        (
            "title: t\nactions:\n  title: a\n  # whose\n  owner: b\n  description: |\n    c\n\n     d\nsummary: e\n",
            "title: t\nactions:\n  - title: a\n    # whose\n    owner: b\n    description: |\n      c\n\n       d\nsummary: e\n",
        ),
        (
            "title: t\nlinks:\n  Chat, at noon: https://a.org/b\n",
            "title: t\nlinks:\n  - {title: \"Chat, at noon\", url: https://a.org/b}\n",
        ),
    ]);
    becomes(&[
        (
            "title: t\ntimeline: |\n  10:15 a\n\n  10:20 b: c\nsummary: s\n",
            "title: t\ntimeline:\n  - 10:15 a\n  - \"10:20 b: c\"\nsummary: s\n",
        ),
        ("title: t\nlessons: >-\n  - a\n\n  - b #1\n", "title: t\nlessons:\n  - a\n  - \"b #1\"\n"),
    ]);
    stays(&[
        ("title: t\nroles: [a, b]\n", "`name: value`"),
        ("title: t\nlessons: |\n  - a\n    b\n", "starting with `- `"),
        ("title: t\ntimeline:\n  10:15: a\n  later: b\n", "write a sequence: `- 10:15 what happened`"),
        ("title: t\ntimeline:\n  10:15: [a]\n", "write a sequence"),
    ]);
}

/// Dates and times in other forms that can mean one thing only.
#[test]
fn dates_and_times_of_other_forms_become_ours() {
    becomes(&[
        ("title: t\ndate: May 30, 2024\n", "title: t\ndate: 2024-05-30\n"),
        ("title: t\ndate: '2024/05/30'\n", "title: t\ndate: '2024-05-30'\n"),
        ("title: t\npublished: 2024-05-30T00:00:00Z\n", "title: t\npublished: 2024-05-30\n"),
        ("title: t\ntimeline: [{at: 3pm, event: a}]\n", "title: t\ntimeline: [{at: 3:00 PM, event: a}]\n"),
        ("title: t\ntimeline: [{at: 15.40, event: a}]\n", "title: t\ntimeline: [{at: 15:40, event: a}]\n"),
        ("title: t\ntimeline:\n  - 10:15, a\n", "title: t\ntimeline:\n  - 10:15 a\n"),
        ("title: t\ntimeline: [2024-05-30 3pm a]\n", "title: t\ntimeline: [2024-05-30 3:00 PM a]\n"),
        ("title: t\ntimeline:\n  - 2024-05-30, 15:40 a\n", "title: t\ntimeline:\n  - 2024-05-30 15:40 a\n"),
        (
            "title: t\ntimeline:\n  - 3:30 p.m. - 4:30 p.m. a\n",
            "title: t\ntimeline:\n  - 3:30 PM - 4:30 PM a\n",
        ),
        ("title: t\ndate: 05/30/2024\n", "title: t\ndate: 2024-05-30\n"),
    ]);
    stays(&[
        ("title: t\ndate: 05/06/2024\n", "did you mean `2024-05-06` or `2024-06-05`?"),
        ("title: t\ntimeline: [{at: Fri 15:40, event: a}]\n", "did you mean `15:40`?"),
        ("title: t\ntimeline:\n  - 9:5 a\n", "minutes have two digits: `9:05`"),
        ("title: t\ndate: 2024-05-30T10:15Z\n", "write the day alone"),
        ("title: t\ntimeline: [{at: Oct 4 15:40, event: a}]\n", "did you mean `15:40`?"),
    ]);
}

/// An entry that starts with a time in another form is an entry without time, which is easily overlooked.
#[test]
fn entries_with_times_of_other_forms() {
    let only = options(|options| options.only = vec!["entry-without-time".into()]);
    let text = "title: t\ndate: 2024-10-04\ntimezone: UTC\ntimeline:\n  - \"[10:10] z\"\n  - 3pm a\n  - 15.40 b\n  - 1540 c\n  - Oct 4 15:45 d\n  \
                - Oct 5 15:45 e\n  - '16h00: f'\n  - {event: 5pm g}\n  - At 17:10 p\n  - \"@17:20 i\"\n  - ca. 17:30 j\n  - Fri 17:40 k\n  \
                - 10/04/2024 17:50 l\n";
    let expected = text
        .replace("[10:10]", "10:10")
        .replace("3pm a", "3:00 PM a")
        .replace("Oct 4 15:45", "2024-10-04 15:45")
        .replace("16h00", "16:00")
        .replace("At 17", "17")
        .replace('@', "")
        .replace("ca. ", "~");
    assert_eq!(fix(text, &only), (expected, 7));
    let source = Source::new("x", text);
    let document = Document::read(&source, &Settings::default());
    let found = postmortem::lint::lint(&document, &only, None);
    let helps: Vec<_> = found.iter().filter_map(|found| found.help.as_deref()?.split('?').next()).collect();
    let meant = [
        "10:10",
        "3:00 PM",
        "15:40",
        "15:40",
        "2024-10-04 15:45",
        "15:45",
        "16:00",
        "5:00 PM",
        "17:10",
        "17:20",
        "~17:30",
        "17:40",
        "2024-10-04 17:50` or `2024-04-10 17:50",
    ];
    assert_eq!(helps, meant.map(|time| format!("did you mean `{time}`")));
}

/// An old form with a value in each of its places, in any order.
fn old_form() -> impl Strategy<Value = (String, Vec<String>)> {
    let value = "[a-z]{2,6}( [a-zäß'’()-]{1,9}[a-z]){0,3}";
    let field = prop::sample::select(vec![
        "author: %\n",
        "Written by: \"%\"\n",
        "executive_summary: %\n",
        "Root Cause: |\n  %\n  %\n",
        "what_happened: %\n",
        "incident_commander: % # %\n",
        "scribe: '%'\n",
        "What went well:\n  - %\n  - %\n",
        "where_we_got_lucky: %\n",
        "action items:\n- task: %\n  assignee: %\n  done: 2024-05-03\n- {action: %, state: closed, completed_on: 2024-05-04}\n",
        "next-steps:\n  title: %\n  owner: %\n",
        "events:\n  10:15: %\n  10:20: \"%: %\"\n  resolved: 12:00\n",
        "chronology:\n  - {time: 3pm, what: %, who: %}\n",
        "affected_systems: %, %\n",
        "keywords: %\n",
        "todos: |\n  - %\n  * %\n",
        "references:\n  %: https://example.org/%\n",
        "state: published\n",
        "incident_date: May 30, 2024\n",
    ]);
    prop::collection::vec((field, prop::collection::vec(value, 4)), 1..8).prop_map(|fields| {
        let (mut text, mut values, mut seen) = (String::from("title: t\n"), Vec::new(), Vec::new());
        for (field, texts) in fields {
            // A value can be in either of two fields with the same meaning.
            let kind = match field.split(':').next() {
                Some("author" | "Written by") => "authors",
                Some("action items" | "next-steps" | "todos") => "actions",
                Some("events" | "chronology") => "timeline",
                Some("What went well" | "where_we_got_lucky") => "lessons",
                Some("incident_commander" | "scribe") => "roles",
                name => name.unwrap_or_default(),
            };
            if seen.contains(&kind) {
                continue;
            }
            seen.push(kind);
            let mut texts = texts.into_iter();
            for (index, part) in field.split('%').enumerate() {
                if index > 0 {
                    let mut value = texts.next().unwrap();
                    if text.ends_with('\'') || text.ends_with('/') {
                        value.retain(|c| c.is_ascii_lowercase());
                    }
                    // A comment is not a value.
                    if !text.ends_with("# ") {
                        values.push(value.clone());
                    }
                    text.push_str(&value);
                }
                text.push_str(part);
            }
        }
        (text, values)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// After the fixes the file decodes without an error, and each value is in the incident.
    #[test]
    fn an_old_form_decodes_with_all_its_values((text, values) in old_form(), crlf: bool) {
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let (fixed, applied) = fix(&text, &reading());
        let (incident, faults) = read(&fixed);
        prop_assert_eq!(faults, [], "{} became {}", text, fixed);
        prop_assert!(applied > 0, "{}", text);
        let incident = format!("{:?}", incident.unwrap());
        for value in values {
            prop_assert!(incident.contains(&value), "{} is lost: {} became {}", value, text, fixed);
        }
        prop_assert_eq!(fix(&fixed, &reading()).0, fixed);
    }
}

/// Lines in quotes are lines: as one entry, the second time would be lost in the first text.
#[test]
fn quoted_lines_become_elements() {
    becomes(&[
        (
            "title: t\ntimeline: \"10:15 foo\\n10:20 bar\" # c\n",
            "title: t\ntimeline:\n  - 10:15 foo\n  - 10:20 bar # c\n",
        ),
        ("title: t\ntags: \"- a\\n- b\"\n", "title: t\ntags:\n  - a\n  - b\n"),
    ]);
    stays(&[
        ("title: t\ntimeline: \"10:15 foo\\nmore\"\n", "write a sequence: each item"),
        ("{title: t, timeline: \"10:15 foo\\n10:20 bar\"}\n", "write a sequence: each item"),
    ]);
}

/// A mapping in braces says the same as one in lines.
#[test]
fn a_mapping_in_braces_becomes_a_list() {
    becomes(&[
        (
            "title: t\ntimeline: {10:15: foo, 10:20: \"bar, baz\"} # c\n",
            "title: t\ntimeline: [10:15 foo, {at: 10:20, event: \"bar, baz\"}] # c\n",
        ),
        (
            "title: t\ntimeline: {detected: 10:15}\n",
            "title: t\ntimeline: [{at: 10:15, milestone: detected}]\n",
        ),
        ("title: t\nauthor: {name: Jane}\n", "title: t\nauthors: [{name: Jane}]\n"),
        (
            "{title: t, links: {Board: https://x.org}}\n",
            "{title: t, links: [{title: Board, url: https://x.org}]}\n",
        ),
    ]);
    stays(&[
        ("title: t\ntimeline: {10:15: foo, # c\n  10:20: bar}\n", "write a sequence"),
        ("title: t\ntimeline: {10:15: [foo]}\n", "write a sequence"),
        ("title: t\nactions: {alice: Add a check}\n", "write a sequence"),
    ]);
}

/// Quotes would make one question of both, and the answer would never be shown as one.
#[test]
fn a_question_as_a_key_becomes_question_and_answer() {
    becomes(&[
        (
            "title: t\nfive_whys:\n  - Why E?: Because F # c\n  - Why G?:   \"H: I\"\n",
            "title: t\nfive_whys:\n  - question: Why E?\n    answer: Because F # c\n  \
             - question: Why G?\n    answer:   \"H: I\"\n",
        ),
        (
            "title: t\nfive_whys: [{Why E?: Because F}]\n",
            "title: t\nfive_whys: [{question: Why E?, answer: Because F}]\n",
        ),
        (
            "title: t\nfive_whys:\n  - title: a\n    chain:\n      - Why E?: F\n",
            "title: t\nfive_whys:\n  - title: a\n    chain:\n      - question: Why E?\n        answer: F\n",
        ),
    ]);
    stays(&[
        ("title: t\nfive_whys:\n  - Why E?:\n", "write `question: …` and `answer: …`"),
        ("title: t\nfive_whys:\n  - Why E?: F\n    Why G?: H\n", "write `question: …` and `answer: …`"),
        ("title: t\nfive_whys: [Why E?: F]\n", "write `question: …` and `answer: …`"),
    ]);
}
