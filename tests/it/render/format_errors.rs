//! A file with a format error is not rendered, whatever levels and ignore comments say: what is lost may be what made a
//! part of it internal.

use crate::support::Sandbox;
use crate::support::linting::options;
use postmortem::document::Document;
use postmortem::lint::{Options, lint};
use postmortem::model::Status;
use postmortem::source::Source;

const HEAD: &str = "title: t\ndate: 2024-05-30\ntimezone: UTC\n";

/// Lines that were meant as internal but are not, with the rule that finds them.
const LEAKS: &[(&str, &str)] = &[
    ("timeline:\n  - {at: 10:15, event: zqsecret, internal: yes} # IGNORE", "wrong-type"),
    ("timeline:\n  - {at: 10:15, event: zqsecret, intern: true} # IGNORE", "unknown-field"),
    ("timeline:\n  - {at: 10:15, event: zqsecret, internal:} # IGNORE", "wrong-type"),
    ("timeline:\n  - {at: 10:15, event: zqsecret, internal: ~} # IGNORE", "wrong-type"),
    ("timeline:\n  - {at: 10:15, event: zqsecret, internal: \"\"} # IGNORE", "wrong-type"),
    ("timeline:\n  - {event: zqsecret, internal: true, internal: false} # IGNORE", "duplicate-key"),
    ("x: &x {internal:}\ntimeline:\n  - {event: zqsecret, <<: *x}\n# FILE, unknown-field", "wrong-type"),
    ("actions:\n  - title: zqsecret # IGNORE\n    internal:", "wrong-type"),
    ("root_cause:\n  - text: zqsecret # IGNORE\n    internal: null", "wrong-type"),
    ("lessons:\n  lucky:\n    - {text: zqsecret, internal: } # IGNORE", "wrong-type"),
    ("links:\n  - {url: 'https://zqsecret.example', internal: ~} # IGNORE", "wrong-type"),
    ("notes:\n  - {title: a, body: zqsecret, internal: ~} # IGNORE", "wrong-type"),
    ("communications:\n  - {text: zqsecret, internal: ~} # IGNORE", "wrong-type"),
    ("impact: {metrics: [{name: a, value: zqsecret, internal: ~}]} # IGNORE", "wrong-type"),
    ("role: {commander: zqsecret}\n# FILE", "unknown-field"),
];

/// The file, and the same with a comment that ignores the finding.
fn texts(leak: &str, rule: &str) -> [String; 2] {
    let comment = format!("postmortem: ignore[{rule}] meant so");
    let ignoring = leak
        .replace("IGNORE", &comment)
        .replace("FILE, unknown-field", &format!("postmortem: ignore-file[{rule}, unknown-field] meant so"))
        .replace("FILE", &format!("postmortem: ignore-file[{rule}] meant so"));
    [leak, ignoring.as_str()].map(|text| format!("{HEAD}{text}\n"))
}

/// The report was published with what its author had marked, and nobody was warned.
#[test]
fn nothing_makes_render_accept_a_format_error() {
    for (leak, rule) in LEAKS {
        for text in texts(leak, rule) {
            for level in ["warning", "off"] {
                let sandbox = Sandbox::new();
                let config = format!("[lint]\n{rule} = \"{level}\"\nunknown-field = \"{level}\"\n");
                let config = if *rule == "unknown-field" {
                    config.replacen(&format!("{rule} = \"{level}\"\n"), "", 1)
                } else {
                    config
                };
                sandbox.write("a.yaml", &text).write("postmortem.toml", config);
                for line in
                    ["render a.yaml --audience public", "render a.yaml -f html", "render a.yaml -f json"]
                {
                    let run = sandbox.run_args(&line.split(' ').collect::<Vec<_>>());
                    assert_eq!(
                        (run.code, run.out.as_str()),
                        (2, ""),
                        "{line} with {level}:\n{text}{}",
                        run.transcript()
                    );
                    assert!(run.err.contains(&format!("error[{rule}]")), "{text}{}", run.err);
                }
            }
        }
    }
}

/// The level is what `lint` says it is; it decides about the build, not about the report.
#[test]
fn levels_say_how_loud_a_format_error_is() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{HEAD}author: Jane Doe\n"));
    sandbox.write("postmortem.toml", "[lint]\nunknown-field = \"info\"\n");
    let run = sandbox.run("lint a.yaml");
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(run.out.contains("info[unknown-field]"), "{}", run.out);
    let run = sandbox.run_args(&["render", "a.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("error[unknown-field]: there is no field `author` here"), "{}", run.err);
}

/// An empty value is no value elsewhere; here it would mean "for everybody".
#[test]
fn says_what_to_write_for_an_empty_internal() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{HEAD}timeline:\n  - event: a\n    internal:\n"));
    let run = sandbox.run("lint a.yaml");
    assert!(run.out.contains("error[wrong-type]: expected `true` or `false`, found nothing"), "{}", run.out);
    assert!(run.out.contains("a.yaml:6:5") && run.out.contains("write `internal: true`, or remove the key"));
    assert_eq!(run.code, 1);
}

/// Who lowers a level or ignores the finding must know what that does not change.
#[test]
fn every_page_says_that_render_refuses() {
    for rule in postmortem::document::RULES {
        let page = rule.page.replace('\n', " ");
        assert!(page.contains("`render` rejects a file with this error, whatever its level, and even if a comment ignores it."), "{}", rule.name);
    }
}

/// What could not be read is not missing, however the file is written: two findings about one error get fixed twice.
#[test]
fn a_field_that_cannot_be_read_is_not_missing() {
    let fields = [
        ("summary", "[1]"),
        ("severity", "{a: b}"),
        ("impact", "[1]"),
        ("detection", "[1]"),
        ("timeline", "text"),
        ("root_cause", "[[a]]"),
        ("actions", "text"),
        ("lessons", "text"),
        ("owner", "{a: b}"),
        ("sumary", "a"),
        ("actionitems", "[a]"),
    ];
    for (field, value) in fields {
        let rules = |text: &str| -> Vec<&str> {
            let source = Source::new("x", text);
            let options = options(|options| options.status = Some(Status::Final));
            let document = Document::read(&source, &options.settings);
            assert_eq!(document.faults.len(), 1, "{text}");
            lint(&document, &options, None).iter().map(|found| found.rule.name).collect()
        };
        let block = rules(&format!("title: t\n{field}: {value}\ntags: [a]\n"));
        assert!(block.len() > 4);
        for text in [
            format!("title: t\r\n{field}: {value}\r\ntags: [a]\r\n"),
            format!("\"title\": t\n\"{field}\": {value}\n'tags': [a]\n"),
            format!("{{title: t, {field}: {value}, tags: [a]}}"),
            format!("{{\n  \"title\": \"t\",\n  \"{field}\": {value},\n  \"tags\": [\"a\"]\n}}\n"),
            format!("  title: t\n  {field}:\n    {value}\n  tags: [a]\n"),
            format!("title: t\n? {field}\n: {value}\ntags: [a]\n"),
        ] {
            assert_eq!(rules(&text), block, "{text}");
        }
    }
}

/// A field of that name further in, or a text that looks like a key, is not the field.
#[test]
fn only_the_field_itself_counts_as_unread() {
    for text in [
        "title: t\nactions:\n  - {title: a, sumary: b}\n",
        "title: t\nbackground: |\n  summary: a\nowner: {a: b}\n",
    ] {
        let source = Source::new("x", text);
        let document = Document::read(&source, &Options::default().settings);
        let found = lint(&document, &Options::default(), None);
        assert!(found.iter().any(|found| found.rule.name == "summary-missing"), "{text}");
    }
}
