//! The reader on valid files: values, locations and hostile input.

use postmortem::document::{Document, FieldPath, Segment};
use postmortem::model::{Incident, Settings};
use postmortem::source::{Source, Span};
use proptest::prelude::*;
use serde_json::Value;

const EXAMPLES: &[(&str, &str)] = &[
    ("full", include_str!("../../../examples/full.yaml")),
    ("iota-coordinator", include_str!("../../../examples/iota-coordinator.yaml")),
    ("ids-disk-full", include_str!("../../../examples/ids-disk-full.yaml")),
    ("load-balancer-misroute", include_str!("../../../examples/load-balancer-misroute.yaml")),
    ("api-config-push", include_str!("../../../examples/api-config-push.yaml")),
    ("forms", FORMS),
    ("price-site-downtime", include_str!("../../../examples/price-site-downtime.yaml")),
];

/// Forms that no example has.
const FORMS: &str = "title: t\ndate: ~2026-04-24/2026-04-28\nreviewed: 2026-05-01\nreviewers: [A, {name: B, email: b@example.org}]\n\
    ticket: [OPS-1, 17]\nimpact: none\nfive_whys:\n  - Why?\n  - {question: Why that, answer: Because}\n  - {title: T, chain: [a, {question: b, answer: c, internal: true}]}\n  \
    - {chain: [x], internal: true}\n  - 503\nactions:\n  - {title: a, type: Prevent, status: In_Progress}\n  - {title: b, status: DONE, done_on: 2026-05-02}\n";

/// Everything that makes a text in the file differ from the text that it says.
const TRICKY: &str = "# c\ntitle: plain text   # c\nsummary: 'it''s'   \nbackground: |\n  line\n   more\n\n# trailing\n\
    narrative: >-\n  folded\n  text\n\n\nimpact:\n  multi\n  line plain\n  # c\n\
    services: [x, 'y' , z]  # c\nlessons:\n  - one\n\n  # c\n  - text: |-\n\n      indented\n    internal: true\n\
    # c\nresponse: ä ö 🎉 x\nresolution: \"\\u00e9 x\\n \\x41\\\n   \\ folded \\\"here\\\"\"\nowner:\ntrigger: |+\n  keep\n\n\
    recurrence: &n !!str 5\nid: *n\ncustom: {<<: {a: b}}\n";

fn read(text: &str) -> (Source, Vec<String>) {
    let source = Source::new("x.yaml", text);
    let faults = Document::read(&source, &Settings::default()).faults;
    let faults = faults.iter().map(|fault| format!("{}: {}", fault.rule.name, fault.message)).collect();
    (source, faults)
}

/// The paths of all leaves of a value.
fn leaves<'v>(value: &'v Value, path: &[Segment], found: &mut Vec<(FieldPath, &'v Value)>) {
    let below = |segment: Segment| path.iter().cloned().chain([segment]).collect::<Vec<_>>();
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                leaves(value, &below(Segment::Key(key.clone())), found);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                leaves(value, &below(Segment::Index(index)), found);
            }
        }
        Value::Null => {}
        leaf => found.push((FieldPath::new(path.to_vec()), leaf)),
    }
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_yaml::from_str_with_options(text, serde_yaml::options! { strict_booleans: true })
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Two readers that disagree mean that one of them changes what an author wrote.
#[test]
fn examples_decode_as_another_reader_decodes_them() {
    for (name, text) in EXAMPLES {
        let source = Source::new(*name, *text);
        let document = Document::read(&source, &Settings::default());
        assert_eq!(document.faults, [], "{name}");
        assert_eq!(document.incident, Some(parse::<Incident>(text)), "{name}");
    }
}

/// A wrong span underlines the wrong text, and a fix would destroy it.
#[test]
fn the_span_of_every_value_parses_to_that_value() {
    for (name, text) in EXAMPLES.iter().copied().chain([("tricky", TRICKY)]) {
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let source = Source::new(name, text.as_str());
            let document = Document::read(&source, &Settings::default());
            assert_eq!(document.faults, [], "{name}");
            let value: Value = parse(&text);
            let mut found = Vec::new();
            leaves(&value, &[], &mut found);
            assert!(found.len() > 5);
            for (path, leaf) in found {
                let slice = source.slice(document.value(&path));
                let again: Value = if slice.starts_with('*') { leaf.clone() } else { parse(slice) };
                let trim = |value: &Value| match value {
                    Value::String(text) => text.trim_end().to_owned(),
                    other => other.to_string(),
                };
                assert_eq!(trim(&again), trim(leaf), "{name}: {path}: {slice:?}");
            }
        }
    }
}

/// Prose rules mark words: a word in any kind of text must be found at its location.
#[test]
fn every_word_of_every_text_is_found_in_the_file() {
    for (name, text) in EXAMPLES.iter().copied().chain([("tricky", TRICKY)]) {
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let source = Source::new(name, text.as_str());
            let document = Document::read(&source, &Settings::default());
            let value: Value = parse(&text);
            let mut found = Vec::new();
            leaves(&value, &[], &mut found);
            for (path, leaf) in found.iter().filter_map(|(path, leaf)| Some((path, leaf.as_str()?))) {
                let words =
                    leaf.split_whitespace().map(|word| (word.as_ptr().addr() - leaf.as_ptr().addr(), word));
                for (start, word) in words {
                    let span = document.text(path, start..start + word.len());
                    let written = source.slice(span).replace("''", "'").replace("\\\"", "\"");
                    let written = written.replace("\\u00e9", "é").replace("\\x41", "A");
                    assert_eq!(written, word, "{name}: {path}");
                }
            }
        }
    }
}

/// An entry written in short has its time and its event in one text; each must be found on its own.
#[test]
fn parts_of_a_short_entry_have_their_own_places() {
    let source = Source::new(
        "x",
        "title: t\ntimeline:\n  - \"10:15 - The \\\"alert\\\" fires\"\n  - ~7:35 PM Down\nlessons: [a, b]\n",
    );
    let document = Document::read(&source, &Settings::default());
    let slice = |path: FieldPath| source.slice(document.value(&path));
    assert_eq!(slice(postmortem::path!["timeline", 0, "at"]), "10:15");
    assert_eq!(slice(postmortem::path!["timeline", 0, "event"]), r#"The \"alert\" fires"#);
    assert_eq!(slice(postmortem::path!["timeline", 1, "at"]), "~7:35 PM");
    assert_eq!(source.slice(document.text(&postmortem::path!["timeline", 1, "event"], 0..4)), "Down");
    assert_eq!(slice(postmortem::path!["lessons.learned", 1, "text"]), "b");
}

/// A block's header may have an indent, a comment, and an anchor or a tag before it.
#[test]
fn a_block_is_found_with_its_header() {
    let source = Source::new(
        "x",
        "title: t\nsummary: &a !!str |2-  # a | b\n\n    text\n# > c\nnarrative: >-\n\nid: x\n",
    );
    let document = Document::read(&source, &Settings::default());
    assert_eq!(source.slice(document.value(&FieldPath::from("summary"))), "|2-  # a | b\n\n    text");
    assert_eq!(source.slice(document.text(&FieldPath::from("summary"), 3..7)), "text");
    assert_eq!(source.slice(document.value(&FieldPath::from("narrative"))), ">-");
}

/// What a file does not say is reported at the nearest thing that it does say.
#[test]
fn absent_values_point_at_what_is_there() {
    let source = Source::new(
        "x",
        "schema: 1\ntitle: A title\nactions:\n  - owner: web\n    title: Do it\nimpact: {users: 80%}\n",
    );
    let document = Document::read(&source, &Settings::default());
    let slice = |path: FieldPath| source.slice(document.value(&path));
    assert_eq!(slice(FieldPath::from("summary")), "A title");
    assert_eq!(slice(postmortem::path!["actions", 0, "due"]), "owner");
    assert_eq!(slice(FieldPath::from("impact.description")), "impact");
}

/// Files arrive in pull requests from strangers: none may hang or crash the reader, and each error must be reported.
#[test]
fn hostile_files_get_an_answer() {
    let n = 20_000;
    let repeat = |times: usize, line: fn(usize) -> String| (1..times).map(line).collect::<Vec<_>>().concat();
    let bomb = repeat(12, |level| {
        format!("  a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(","))
    });
    let merges =
        repeat(3000, |level| format!("  m{level}: &m{level} {{<<: *m{}, k{level}: 1}}\n", level - 1));
    let keys = repeat(n, |key| format!("k{key}: 1, "));
    let cases = [
        ("brackets", "[".repeat(n), "too-complex"),
        ("braces", "{a: ".repeat(n), "too-complex"),
        ("dashes", "- ".repeat(n), "too-complex"),
        ("indents", repeat(300, |level| format!("{}a:\n", " ".repeat(level))), "too-complex"),
        ("alias bomb", format!("title: t\ncustom:\n  a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n{bomb}"), "too-complex"),
        ("merge chain", format!("title: t\ncustom:\n  m0: &m0 {{k0: 1}}\n{merges}"), "too-complex"),
        (
            "merges",
            format!("title: t\ncustom:\n  m: &m {{{keys}}}\n  z: {{<<: [*m, *m, *m, *m]}}\n"),
            "too-complex",
        ),
        ("one line", format!("title: {}", "x".repeat(4_000_000)), ""),
        ("escapes", format!("title: \"{}\"", "\\n".repeat(1_000_000)), ""),
        ("long key", format!("{}: a", "x".repeat(1_000_000)), "invalid-yaml"),
        ("blank lines", format!("title: |\n{}  x\n", "\n".repeat(1_000_000)), ""),
        (
            "many faults",
            format!("title: t\ntimeline:\n{}", "  - {at: 99:99, event: x}\n".repeat(n)),
            "invalid-time",
        ),
        ("many keys", repeat(n, |key| format!("k{key}: 1\n")), "unknown-field"),
        ("same keys", "title: t\n".repeat(n), "duplicate-key"),
        ("nul", "title: a\0b".into(), "invalid-yaml"),
        ("empty", String::new(), "missing-field"),
        ("comments", format!("title: t\n{}id: x\n", "# c\n".repeat(n)), ""),
        ("byte order mark", "\u{feff}title: x".into(), ""),
        ("carriage returns", "title: x\rid: y\r".into(), ""),
    ];
    for (name, text, rule) in cases {
        let (_, faults) = read(&text);
        let first = faults.first().map_or("", |fault| fault.split(':').next().unwrap_or(""));
        assert_eq!(first, rule, "{name}: {:?}", faults.first());
        assert!(faults.len() <= 101, "{name}: {} faults", faults.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any file at all is read to its end, and every span is inside the text.
    #[test]
    fn damaged_files_never_crash_the_reader(
        example in 0..EXAMPLES.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4usize, "[\\[\\]{}:#&*!|>'\"@%`,?~ \n\t\r\\-a0\u{e9}\u{0}\u{feff}]{0,3}"), 1..12),
    ) {
        let mut text = EXAMPLES[example].1.to_owned();
        for (place, removed, inserted) in edits {
            let start = text.floor_char_boundary(place.index(text.len()));
            let end = text.floor_char_boundary((start + removed).min(text.len()));
            text.replace_range(start..end.max(start), &inserted);
        }
        let source = Source::new("x", text.as_str());
        let document = Document::read(&source, &Settings::default());
        let spans = document.faults.iter().flat_map(|fault| {
            let edits = fault.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
            let related = fault.related.iter().map(|label| label.span);
            std::iter::once(fault.span).chain(related).chain(edits).collect::<Vec<Span>>()
        });
        for span in spans {
            prop_assert_eq!(source.clamp(span), span.range(), "{:?}", span);
        }
        prop_assert!(document.incident.is_some() || !document.faults.is_empty());
    }
}
