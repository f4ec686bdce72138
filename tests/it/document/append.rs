//! Adding an entry to the text of a file: what is written, where, and that all else stays as it was.

use chrono::{DateTime, Utc};
use postmortem::document::{Addition, AppendError, Document};
use postmortem::model::{Entry, Many, Milestone, Settings};
use postmortem::source::Source;
use proptest::prelude::*;

/// What becomes of a text at noon.
fn try_append(text: &str, entry: Entry) -> Result<Addition, AppendError> {
    let (source, settings) = (Source::new("x.yaml", text), Settings::default());
    let now: DateTime<Utc> = "2024-05-30T12:00:30Z".parse().unwrap();
    Document::read(&source, &settings).append(entry, None, now, &settings)
}

fn event(text: &str) -> Entry {
    Entry { event: Some(text.to_owned()), ..Entry::default() }
}

fn appended(text: &str) -> String {
    try_append(text, event("New")).unwrap_or_else(|error| panic!("{text}: {error:?}")).text
}

/// Where `¦` is, the lines of the new entry must be inserted, and nothing else may change.
#[test]
fn adds_to_every_way_of_writing_a_list() {
    let head = "title: x\ndate: 2024-05-30\ntimezone: UTC\n";
    for marked in [
        "timeline:\n  - 10:15 a\n¦",
        "timeline:\n- 10:15 a\n¦",
        "timeline:\n    - 10:15 a\n¦owner: y\n",
        "timeline:\n  - 10:15 a # c\n¦\n# about the owner\nowner: y\n",
        "timeline:\n  - 10:15 a\n      # more on a\n¦  # below\nowner: y\n",
        "timeline:\n  - at: 10:15\n    event: |\n      a\n¦\n\nowner: y\n",
        "timeline:\n  - at: 10:15\n    event: |+\n      a\n\n¦owner: y\n",
        "timeline:\n  - at: 10:15\n    event: >-\n      a\n      b\n¦...\n# end\n",
        "timeline:\n  - at: 10:15\n    event: a\n    by:\n¦\n  # c\nowner: y\n",
        "timeline:\n  - {at: 10:15,\n     event: a}\n¦",
        "timeline:\n  - 10:15 a\n    and more\n¦",
        "timeline: # c\n  # top\n\n  - 10:15 a\n\n  # on b\n  - 10:20 b\n¦\n",
        "timeline:\n¦owner: y\n",
        "timeline:\n  # - 10:15 Text\n  # - {at: 10:15}\n¦\nowner: y\n",
        "timeline: # none yet\n¦",
        "timeline:\n¦\n\n",
        "owner: y\n¦",
        "owner: y\nsummary: |+\n  text\n\n¦",
        "actions:\n  - a\n  # - b\n¦...\n",
    ] {
        let (before, after) = marked.split_once('¦').unwrap();
        let made = appended(&format!("{head}{before}{after}"));
        let added = made.strip_prefix(&format!("{head}{before}")).and_then(|rest| rest.strip_suffix(after));
        let added = added.unwrap_or_else(|| panic!("{marked}\n---\n{made}"));
        let expected = match before {
            _ if !before.contains("timeline:") => "timeline:\n  - 12:00 New\n",
            _ if before.contains("\n- ") => "- 12:00 New\n",
            _ if before.contains("\n    - ") => "    - 12:00 New\n",
            _ => "  - 12:00 New\n",
        };
        assert_eq!(added, expected, "{marked}");
    }
}

/// `[]` and `null` are an empty sequence; brackets with content stay brackets.
#[test]
fn begins_a_list_and_adds_between_brackets() {
    let head = "title: x\ndate: 2024-05-30\ntimezone: UTC\n";
    for (before, after) in [
        ("timeline: []\n", "timeline:\n  - 12:00 New\n"),
        ("timeline: [ ]  # c\n  # d\nowner: y\n", "timeline:  # c\n  # d\n  - 12:00 New\nowner: y\n"),
        ("timeline: null\nowner: y\n", "timeline:\n  - 12:00 New\nowner: y\n"),
        ("timeline: ~ # c", "timeline: # c\n  - 12:00 New\n"),
        ("timeline: [ # c\n]\n", "timeline: [12:00 New # c\n]\n"),
        ("timeline: [10:15 a]\n", "timeline: [10:15 a, 12:00 New]\n"),
        ("timeline: [10:15 a, ]\n", "timeline: [10:15 a, 12:00 New, ]\n"),
        ("timeline: [13:00 b]\n", "timeline: [12:00 New, 13:00 b]\n"),
        (
            "timeline: [\n  10:15 a,\n  \"11:00 b\" # c\n]\n",
            "timeline: [\n  10:15 a,\n  \"11:00 b\",\n  12:00 New # c\n]\n",
        ),
    ] {
        assert_eq!(appended(&format!("{head}{before}")), format!("{head}{after}"));
    }
    let flow = appended("{title: x, timezone: UTC, date: 2024-05-30}\n");
    assert_eq!(flow, "{title: x, timezone: UTC, date: 2024-05-30, timeline: [12:00 New]}\n");
    let flow = appended("{title: x, timeline:, timezone: UTC, date: 2024-05-30}\n");
    assert_eq!(flow, "{title: x, timeline: [12:00 New], timezone: UTC, date: 2024-05-30}\n");
    let flow = appended("{title: x, timeline: null, timezone: UTC, date: 2024-05-30}\n");
    assert_eq!(flow, "{title: x, timeline: [12:00 New], timezone: UTC, date: 2024-05-30}\n");
}

/// A change of line ends would show every line of the file as changed in a diff.
#[test]
fn keeps_line_ends_marks_and_indents_of_the_file() {
    let made = appended("\u{feff}timezone: UTC\r\ndate: 2024-05-30\r\ntimeline:\r\n  - 10:15 a\r\ntitle: x");
    assert_eq!(
        made,
        "\u{feff}timezone: UTC\r\ndate: 2024-05-30\r\ntimeline:\r\n  - 10:15 a\r\n  - 12:00 New\r\ntitle: x"
    );
    let made = appended("\u{feff}timeline:\n- 2024-05-30 10:15 a\ntitle: x\ntimezone: UTC");
    assert!(made.starts_with("\u{feff}timeline:\n- 2024-05-30 10:15 a\n- 12:00 New\ntitle"), "{made}");
    let no_break =
        "title: x\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n  - at: 10:15\n    event: |\n      a";
    assert_eq!(appended(no_break), format!("{no_break}\n  - 12:00 New\n"));
    let indented = appended("  title: x\n  timezone: UTC\n  date: 2024-05-30\n");
    assert_eq!(indented, "  title: x\n  timezone: UTC\n  date: 2024-05-30\n  timeline:\n    - 12:00 New\n");
    let crlf = try_append("title: x\r\ntimezone: UTC\r\n", event("a\nb")).unwrap().text;
    let block = "  - at: 2024-05-30 12:00\r\n    event: |-\r\n      a\r\n      b\r\n";
    assert_eq!(crlf, format!("title: x\r\ntimezone: UTC\r\ntimeline:\r\n{block}"));
}

/// The first entry's own comments, perhaps one that ignores a finding, must stay above it.
#[test]
fn keeps_comments_with_the_entry_that_they_are_about() {
    let file = "title: x\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n  # on b\n  - 13:00 b\n";
    let made = appended(file);
    assert!(made.ends_with("timeline:\n  - 12:00 New\n  # on b\n  - 13:00 b\n"), "{made}");
}

/// What people write by hand: one line if that says it, else one line a field, a block for prose.
#[test]
fn writes_an_entry_as_people_do() {
    let file = "title: x\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n  - 10:15 a\n";
    let added = |entry: Entry| {
        let addition = try_append(file, entry).unwrap();
        assert_eq!(addition.line, 6);
        addition.text.strip_prefix(file).unwrap().to_owned()
    };
    let many = |texts: &[&str]| Many(texts.iter().map(|text| (*text).to_owned()).collect());
    assert_eq!(added(event("Fails: 5% #1")), "  - \"12:00 Fails: 5% #1\"\n");
    assert_eq!(added(event("- a dash")), "  - at: 12:00\n    event: \"- a dash\"\n");
    assert_eq!(added(event("UTC clocks")), "  - at: 12:00\n    event: UTC clocks\n");
    let full = Entry {
        milestone: Many(vec![Milestone::Detected, Milestone::ImpactStart]),
        occurrence: Some("1".to_owned()),
        by: many(&["web: a"]),
        evidence: many(&["https://x.example/?a=b,c", "https://y.example/#d"]),
        internal: true,
        ..event("First line\n  second\n\nlast\n")
    };
    insta::assert_snapshot!(added(full.clone()));
    let list = try_append("title: x\ndate: 2024-05-30\ntimezone: UTC\ntimeline: [10:15 a]\n", full).unwrap();
    insta::assert_snapshot!(list.text);
    let milestone = Entry { milestone: Many(vec![Milestone::Resolved]), ..Entry::default() };
    assert_eq!(added(milestone), "  - at: 12:00\n    milestone: resolved\n");
}

/// Half an edit is worse than none: what cannot be added to must be said.
#[test]
fn refuses_what_it_cannot_add_to() {
    let broken = [
        "title: [x\n",
        "",
        "- a\n",
        "title: x\ntimeline: soon\n",
        "title: x\ntimeline:\n  - 10:75 a\n",
        "title: x\ntimeline:\n  - {at: 10:15, evnt: a}\n",
        "title: x\ntimezone: EST\ntimeline:\n  - 10:15 a\n",
        "title: x\ndate: 5/30\n",
        "title: x\ntimeline: []\ntimeline: []\n",
    ];
    for text in broken {
        let error = try_append(text, event("New")).expect_err(text);
        assert!(matches!(&error, AppendError::Faulty(faults) if !faults.is_empty()), "{text}: {error:?}");
    }
    let unusual = [
        "title: x\ncustom: {a: &a [10:15 b]}\ntimeline: *a\n",
        "title: x\ntimeline: &a [10:15 b]\ncustom: {a: *a}\n",
        "title: x\n? timeline\n: - 10:15 b\n",
    ];
    for text in unusual {
        let error = try_append(text, event("New")).expect_err(text);
        assert!(matches!(error, AppendError::Unusual), "{text}: {error:?}");
    }
    // What is wrong elsewhere is no reason to lose an entry during an incident.
    assert!(try_append("titel: x\ntimeline:\n", event("New")).is_ok());
}

/// A file of every style of writing, and how its timeline starts.
const FILES: &[&str] = &[
    "title: x\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n  - 10:15 a\n",
    "title: x\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n- 10:15 a\n# c\nowner: y",
    "\u{feff}title: x\r\ndate: 2024-05-30\r\ntimezone: UTC\r\ntimeline:\r\n    - {at: 10:15, event: a}\r\n    - 13:00 b\r\n\r\n",
    "title: x\ndate: 2024-05-30\ntimezone: UTC\ntimeline: [10:15 a, {at: 11:00, event: b}] # c\nowner: y\n",
    "{title: x, timezone: UTC}",
    "title: x\nsummary: |\n  text",
    "title: x\ntimeline: # c\n\nowner: y\n...\n",
];

fn text() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("\n"),
        Just("  "),
        Just(": "),
        Just(" #"),
        Just("'"),
        Just("\""),
        Just("- "),
        Just("["),
        Just("{"),
        Just("\\"),
        Just("\t"),
        Just("\r\n"),
        Just("10:15"),
        Just("|"),
        Just("---\n"),
        Just("null"),
        Just("UTC "),
        Just("2024-05-30"),
        Just("~"),
        Just("<<"),
        Just("\u{85}"),
        Just("a"),
        Just("é🎉"),
        Just("\u{2028}"),
        Just("\u{202f}"),
    ];
    prop_oneof![
        any::<String>(),
        "\\PC{0,40}",
        prop::collection::vec(words, 1..8).prop_map(|words| words.concat()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    /// A pasted log line or stack trace must be in the report unchanged, and nothing else may change.
    #[test]
    fn any_text_comes_back_and_all_else_stays(
        file in prop::sample::select(FILES),
        words in text().prop_filter("an entry says something", |text| !text.is_empty()),
        by in prop::collection::vec(text(), 0..3),
        milestone: bool,
    ) {
        let milestone = Many(milestone.then_some(Milestone::Detected).into_iter().collect());
        let entry = Entry { milestone, by: Many(by), ..event(&words) };
        let addition = try_append(file, entry.clone()).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        let (before, after) = file.split_at(addition.edits[0].span.start());
        prop_assert!(addition.text.starts_with(before));
        prop_assert!(addition.text.ends_with(&after[addition.edits[0].span.end() - addition.edits[0].span.start()..]));
        let source = Source::new("x.yaml", addition.text);
        let incident = Document::read(&source, &Settings::default()).incident.unwrap();
        let entry = Entry { at: addition.entry.at.clone(), ..entry };
        prop_assert!(incident.timeline.contains(&entry));
    }
}

const EXAMPLES: &[&str] = &[
    include_str!("../../../examples/full.yaml"),
    include_str!("../../../examples/iota-coordinator.yaml"),
    include_str!("../../../examples/ids-disk-full.yaml"),
    include_str!("../../../examples/price-site-downtime.yaml"),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    /// Files are logged to while they are half written: whatever can be read can be added to.
    #[test]
    fn adds_to_a_file_that_ends_anywhere(
        file in prop::sample::select(EXAMPLES),
        end in any::<prop::sample::Index>(),
        crlf: bool,
        at_line: bool,
    ) {
        let end = file.floor_char_boundary(end.index(file.len()) + 1);
        let end = if at_line { file[..end].rfind('\n').map_or(end, |line_break| line_break + 1) } else { end };
        let file = if crlf { file[..end].replace('\n', "\r\n") } else { file[..end].to_owned() };
        match try_append(&file, event("New")) {
            Ok(addition) => prop_assert!(addition.edits[0].span.is_empty() || file.contains("timeline: []")),
            Err(AppendError::Faulty(_)) => {}
            Err(error) => prop_assert!(false, "{error:?}"),
        }
    }
}

/// A key of nothing counted as an error in the timeline below it, which `log` had added itself.
#[test]
fn adds_a_second_entry_to_a_file_with_an_empty_key() {
    for text in [
        "title: t\n?\n",
        "? \n",
        "title: t\n? # why?\n# not\n\n",
        "title: t\r\n?\r\n: a\r\n",
        "title: t\n:\n",
    ] {
        let twice = appended(&appended(text));
        assert!(twice.starts_with(text.trim_end()) && twice.matches("New").count() == 2, "{twice}");
    }
    let source = Source::new("x.yaml", "title: t\n? # why\ntimeline:\n  - 10:15 a\n");
    let faults = Document::read(&source, &Settings::default()).faults;
    assert_eq!(source.position(faults[0].span.start()).line, 2, "{faults:?}");
}
