//! The output formats for other programs: each is fed the same hostile report and read back by a parser of its own.

#![allow(
    clippy::unwrap_used,
    reason = "clippy knows a test by its attribute, and helpers of tests have none"
)]

use postmortem::diagnostic::{Checked, Diagnostic, Edit, Family, Level, Levels, RuleInfo};
use postmortem::lint::rules;
use postmortem::output::{Repository, Results, github, gitlab, json, junit, sarif, visible};
use postmortem::source::{Source, Span};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

static RULE: RuleInfo = RuleInfo {
    name: "first-rule",
    family: Family::Timeline,
    levels: Levels::new(Level::Off, Level::Warning, Level::Error),
    fixable: true,
    page: "# first-rule\n\nWhat it finds.\n\nTimeline\n\n## Why\n\nBecause\nit matters.\n\n## Example\n\nx\n",
};
static OTHER: RuleInfo =
    RuleInfo { name: "second-rule", levels: Levels::all(Level::Info), page: "", ..RULE_BASE };
const RULE_BASE: RuleInfo = RuleInfo {
    name: "",
    family: Family::Document,
    levels: Levels::all(Level::Error),
    fixable: false,
    page: "",
};

/// Every line end and text end that one of the formats treats specially, and characters that some cannot represent.
const HOSTILE: &str = "é🎉 a\nb\r\nc\rd\t%0A %25 100% ::error file=x,line=1::y ::set-output name=a::b\n\
    ::stop-commands::z\n##[error]w ]]> <![CDATA[ </failure> &amp; &#10; \"'\\ , : {0} {{ [x](https://evil.example) [1](1) \
    \u{1b}[31m\0\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{9b}\u{2028}\u{202e}\u{200b}\u{fffe}\u{ffff}\u{10ffff} end";
const PATH: &str = "in cidents/50%25 #1: ü,🎉'\"<&>.yaml";
/// What the help and the related places say.
const HELP: &str = "do this\n::warning::not that";

/// A finding at the first occurrence of a part.
fn found(rule: &'static RuleInfo, level: Level, text: &str, part: &str, message: &str) -> Diagnostic {
    let start = text.find(part).expect("the part is in the text");
    let mut found = Diagnostic::new(rule, Span::new(start, start + part.len()), message);
    found.level = level;
    found
}

/// One file in which everything is hostile, a plain one, and clean ones.
fn hostile() -> Results {
    let long = format!("summary: 🎉{}\n", "x".repeat(10_000));
    let text = format!("title: ü\r\nevent: 🎉 wrong\rblock: |\n  a\n  b\n{long}");
    let edit = |part: &str, new: &str| {
        let start = text.find(part).expect("the part is in the text");
        Edit { span: Span::new(start, start + part.len()), text: new.into() }
    };
    let diagnostics = vec![
        found(&RULE, Level::Error, &text, "wrong", HOSTILE)
            .help(HELP)
            .related(edit("ü", "").span, HOSTILE)
            .fix(HOSTILE, vec![edit("ü", "\n%::]]>"), edit("wrong", "\"right\"\u{1b}")]),
        found(&OTHER, Level::Info, &text, "|\n  a\n  b\n", "several lines"),
        found(&RULE, Level::Warning, &text, "xxx\n", "at the end of a long line"),
        Diagnostic::new(&OTHER, Span::new(text.len() + 9, text.len() + 10), "past the end"),
    ];
    let plain = Checked {
        source: Source::new("plain.yaml", ""),
        diagnostics: vec![Diagnostic::new(&OTHER, Span::default(), "empty")],
    };
    let checked = vec![Checked { source: Source::new(PATH, text), diagnostics }, plain];
    let mut results = Results::new(checked, 5);
    results.fails_at = Some(Level::Warning);
    results
}

type Format = fn(&Results, &mut Vec<u8>) -> std::io::Result<()>;
const FORMATS: [(&str, Format); 5] = [
    ("github", |report, out| github::write(report, out, &Repository::default())),
    ("gitlab", |report, out| gitlab::write(report, out, &Repository::default())),
    ("json", |report, out| json::write(report, out)),
    ("junit", |report, out| junit::write(report, out, &Repository::default())),
    ("sarif", |report, out| sarif::write(report, out, &Repository::default())),
];

fn written(name: &str, report: &Results) -> String {
    let format = FORMATS.iter().find(|(known, _)| *known == name).expect("a format").1;
    let mut out = Vec::new();
    format(report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn written_json(name: &str, report: &Results) -> Value {
    serde_json::from_str(&written(name, report)).unwrap()
}

/// The text with the characters written out that a medium cannot represent.
fn without(text: &str, cannot: impl Fn(char) -> bool) -> String {
    let shown = |character: char| match character {
        '\u{fffe}' | '\u{ffff}' => format!("<U+{:X}>", u32::from(character)),
        character => visible(&character.to_string()).into_owned(),
    };
    text.chars().map(|c| if cannot(c) { shown(c) } else { c.to_string() }).collect()
}

/// Message, related location and help, as formats with a single text contain them.
fn visible_message() -> String {
    format!("{HOSTILE}\nline 1: {HOSTILE}\nhelp: {HELP}")
}

/// A user who looks at a report on a terminal, or a service at its log, must see text and nothing else.
#[test]
fn no_format_writes_a_character_that_a_terminal_obeys() {
    for (name, _) in FORMATS {
        let out = written(name, &hostile());
        let raw = |c: char| (c.is_control() && !"\n\t".contains(c)) || "\u{2028}\u{202e}\u{200b}".contains(c);
        assert!(!out.contains(raw), "{name}");
        assert!(out.ends_with('\n') || out.is_empty(), "{name}");
    }
}

/// A report without findings is still a report: services take an empty file for a broken one.
#[test]
fn every_format_can_report_nothing() {
    let report = Results::new(Vec::new(), 1);
    assert_eq!(written("github", &report), "");
    assert_eq!(written_json("gitlab", &report), serde_json::json!([]));
    assert_eq!(written_json("sarif", &report)["runs"][0]["results"], serde_json::json!([]));
    let xml = written("junit", &report);
    let xml = roxmltree::Document::parse(&xml).unwrap();
    let case = xml.descendants().find(|node| node.has_tag_name("testcase")).unwrap();
    assert_eq!(case.attribute("name"), Some("1 file without findings"));
    assert!(!written("junit", &Results::default()).contains("testcase "));
}

/// Reads a line as the runner of GitHub Actions does: command, properties, message.
fn command(line: &str) -> (String, HashMap<String, String>, String) {
    let decoded = |text: &str, names: &[(&str, &str)]| {
        let decoded = names.iter().fold(text.to_owned(), |text, (code, is)| text.replace(code, is));
        decoded.replace("%25", "%")
    };
    let data = [("%0D", "\r"), ("%0A", "\n")];
    let property = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")];
    let (head, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (name, properties) = head.split_once(' ').unwrap();
    let properties = properties.split(',').map(|pair| {
        let (key, value) = pair.split_once('=').unwrap();
        (key.to_owned(), decoded(value, &property))
    });
    (name.to_owned(), properties.collect(), decoded(message, &data))
}

/// A text that ends its line could run any workflow command: mask, stop, or set what later steps read.
#[test]
fn github_annotations_hold_one_command_a_finding() {
    let out = written("github", &hostile());
    let lines: Vec<_> = out.split(['\n', '\r']).filter(|line| !line.is_empty()).map(command).collect();
    let names: Vec<&str> = lines.iter().map(|(name, ..)| name.as_str()).collect();
    assert_eq!(names, ["error", "notice", "warning", "notice", "notice"]);
    let hidden = |c: char| !"\t\r\n".contains(c) && visible(&c.to_string()) != c.to_string();
    let (_, properties, message) = &lines[0];
    // GitHub's log shows neither file nor title of a command, and no more than ten findings become annotations.
    let place = format!("{PATH}:2:10: first-rule: ");
    assert_eq!(*message, place + &without(&visible_message(), hidden));
    assert_eq!(properties["file"], PATH);
    assert_eq!(properties["title"], "first-rule");
    let place = |key: &str| properties[key].as_str();
    assert_eq!([place("line"), place("endLine"), place("col"), place("endColumn")], ["2", "2", "10", "15"]);
    let (_, block, message) = &lines[1];
    assert_eq!((block["line"].as_str(), block["endLine"].as_str()), ("3", "5"));
    assert!(!block.contains_key("col") && !block.contains_key("endColumn"), "columns over several lines");
    assert_eq!(*message, format!("{PATH}:3:8: second-rule: several lines"));
}

/// GitLab drops a report of which one entry lacks a field or shares its fingerprint with another.
#[test]
fn gitlab_report_has_what_gitlab_asks_for() {
    let issues = written_json("gitlab", &hostile());
    let issues = issues.as_array().unwrap();
    assert_eq!(issues.len(), 5);
    assert_eq!(issues[0]["description"], visible_message());
    assert_eq!(issues[0]["check_name"], "first-rule");
    assert_eq!(issues[0]["location"], serde_json::json!({"path": PATH, "lines": {"begin": 2}}));
    let severities: Vec<_> = issues.iter().map(|issue| issue["severity"].as_str().unwrap()).collect();
    assert_eq!(severities, ["major", "info", "minor", "info", "info"]);
    let prints: BTreeSet<_> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.len());
}

/// A build server must be able to parse the file, and to count what it will show.
#[test]
fn junit_report_is_xml_with_a_case_a_file() {
    let out = written("junit", &hostile());
    let xml = roxmltree::Document::parse(&out).unwrap();
    let suite = xml.descendants().find(|node| node.has_tag_name("testsuite")).unwrap();
    let count = |name| suite.attribute(name).unwrap();
    assert_eq!([count("tests"), count("failures"), count("errors")], ["3", "1", "0"]);
    let cases: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
    assert_eq!(cases.len(), 3);
    assert_eq!((cases[0].attribute("name"), cases[0].attribute("file")), (Some(PATH), Some(PATH)));
    assert_eq!(cases[2].attribute("name"), Some("3 files without findings"));
    assert_eq!(cases[2].children().count(), 0);
    let failures: Vec<_> = cases[0].children().filter(|node| node.has_tag_name("failure")).collect();
    assert_eq!(failures.len(), 2);
    let forbidden = |c: char| (c < ' ' && !"\t\n\r".contains(c)) || matches!(c, '\u{fffe}' | '\u{ffff}');
    let text = |text: &str| without(text, forbidden);
    assert_eq!(failures[0].attribute("type"), Some("first-rule"));
    assert_eq!(failures[0].attribute("message"), Some(text(&format!("error: {HOSTILE}")).as_str()));
    let expected = format!("{PATH}:2:10: error[first-rule]: {}", visible_message());
    assert_eq!(failures[0].text(), Some(text(&expected).as_str()));
}

/// A build server shows a case with a failure in red: a run that passes must not have one, but must still report its
/// findings.
#[test]
fn junit_report_fails_only_by_what_fails_the_run() {
    for (fails_at, failures, cases, infos) in [
        (Some(Level::Info), 5, "2", 0),
        (Some(Level::Warning), 2, "1", 3),
        (Some(Level::Error), 1, "1", 3),
        (None, 0, "0", 3),
    ] {
        let mut results = hostile();
        results.fails_at = fails_at;
        let out = written("junit", &results);
        let xml = roxmltree::Document::parse(&out).unwrap();
        let all = |name: &'static str| xml.descendants().filter(move |node| node.has_tag_name(name));
        assert_eq!(all("failure").count(), failures, "{fails_at:?}");
        assert!(
            all("testsuite").chain(all("testsuites")).all(|node| node.attribute("failures") == Some(cases))
        );
        let others: String = all("system-out").filter_map(|node| node.text()).collect();
        assert_eq!(others.matches(": info[second-rule]").count(), infos, "{fails_at:?}");
    }
}

/// Code scanning rejects a file that does not follow the standard, with all its findings.
#[test]
fn sarif_follows_the_official_schema() {
    // The official pattern of `language` is no valid expression: it has a bracket too many.
    let schema = include_str!("../../data/sarif-schema-2.1.0.json").replace("{2}]?$", "{2}$");
    let schema = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for report in [hostile(), Results::default()] {
        let log = written_json("sarif", &report);
        let faults: Vec<String> = schema.iter_errors(&log).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, [] as [&str; 0]);
    }
}

/// Texts and rules are what people see of a finding in code scanning.
#[test]
fn sarif_says_what_was_found_and_which_rule_speaks() {
    let log = written_json("sarif", &hostile());
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let levels: Vec<_> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "note", "warning", "note", "note"]);
    let plain = |message: &Value| message["text"].as_str().unwrap().replace("\\[", "[").replace("\\]", "]");
    assert_eq!(plain(&results[0]["message"]), visible_message());
    assert!(!results[0]["message"]["text"].as_str().unwrap().contains("x](http"), "a link of the file's");
    assert_eq!(plain(&results[0]["relatedLocations"][0]["message"]), HOSTILE);
    let rules = &run["tool"]["driver"]["rules"];
    assert_eq!(rules.as_array().unwrap().len(), 2, "only rules that speak");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
    assert_eq!(rules[0]["shortDescription"]["text"], "What it finds.");
    assert_eq!(rules[0]["fullDescription"]["text"], "Because it matters.");
    assert_eq!(rules[0]["help"]["markdown"], RULE.page);
    assert_eq!(rules[0]["helpUri"], RULE.url());
    assert_eq!(rules[0]["defaultConfiguration"]["level"], "error");
    assert_eq!(rules[0]["properties"]["tags"], serde_json::json!(["timeline"]));
}

/// The byte offset of a line and a column in UTF-16 code units.
fn offset(text: &str, line: &Value, column: &Value) -> usize {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let mut start = 0;
    for _ in 1..number(line) {
        let rest = &text[start..];
        let at = rest.find(['\r', '\n']).expect("as many lines");
        start += at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
    }
    let mut units = 1;
    for (at, character) in text[start..].char_indices() {
        if units == number(column) {
            return start + at;
        }
        units += character.len_utf16();
    }
    text.len()
}

/// An editor that applies a fix at the wrong column destroys the file.
#[test]
fn sarif_fixes_change_what_they_should() {
    let report = hostile();
    let text = report.checked[0].source.text();
    let log = written_json("sarif", &report);
    let change = &log["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    let mut fixed = text.to_owned();
    for replacement in change["replacements"].as_array().unwrap().iter().rev() {
        let region = &replacement["deletedRegion"];
        let start = offset(text, &region["startLine"], &region["startColumn"]);
        let end = offset(text, &region["endLine"], &region["endColumn"]);
        fixed.replace_range(start..end, replacement["insertedContent"]["text"].as_str().unwrap());
    }
    assert_eq!(fixed, text.replace('ü', "\n%::]]>").replace("wrong", "\"right\"\u{1b}"));
}

/// A path that is not encoded, or not relative to the repository, leads code scanning to no file.
#[test]
fn sarif_names_files_by_encoded_relative_paths() {
    let place = |report: &Results, repository: &Repository| {
        let mut out = Vec::new();
        sarif::write(report, &mut out, repository).unwrap();
        let log: Value = serde_json::from_slice(&out).unwrap();
        log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].clone()
    };
    let report = hostile();
    let encoded = "in%20cidents/50%2525%20%231%3A%20%C3%BC%2C%F0%9F%8E%89%27%22%3C%26%3E.yaml";
    let expected = serde_json::json!({"uri": encoded, "uriBaseId": "%SRCROOT%"});
    assert_eq!(place(&report, &Repository::default()), expected);
    let below = place(&report, &Repository::new("/code", "/code/shop"));
    assert_eq!(below["uri"], format!("shop/{encoded}"));
    let source = Source::new("/else where/a.yaml", "");
    let diagnostics = vec![Diagnostic::new(&RULE, Span::default(), "x")];
    let report = Results::new(vec![Checked { source, diagnostics }], 1);
    let outside = place(&report, &Repository::new("/code", "/code"));
    assert_eq!(outside, serde_json::json!({"uri": "file:///else%20where/a.yaml"}));
}

/// GitHub cuts or rejects longer descriptions.
#[test]
fn sarif_describes_every_rule_within_limits() {
    for rule in rules() {
        let mut found = Diagnostic::new(rule, Span::default(), "x");
        found.level = Level::Error;
        let checked = Checked { source: Source::new("a.yaml", ""), diagnostics: vec![found] };
        let log = written_json("sarif", &Results::new(vec![checked], 1));
        let reported = &log["runs"][0]["tool"]["driver"]["rules"][0];
        for key in ["shortDescription", "fullDescription"] {
            let length = reported[key]["text"].as_str().unwrap().chars().count();
            assert!((10..=1024).contains(&length), "{key} of {} has {length} characters", rule.name);
        }
        assert_ne!(reported["shortDescription"], reported["fullDescription"], "{}", rule.name);
    }
}

/// The fingerprints of a file with a finding at each occurrence of a part.
fn fingerprints(name: &str, text: &str, part: &str) -> Vec<String> {
    let spans = text.match_indices(part).map(|(at, part)| Span::new(at, at + part.len()));
    let diagnostics: Vec<_> = spans.map(|span| Diagnostic::new(&RULE, span, "x")).collect();
    let checked = Checked { source: Source::new(name, text), diagnostics };
    let report = Results::new(vec![checked], 1);
    let of_gitlab = written_json("gitlab", &report);
    let of_gitlab = of_gitlab.as_array().unwrap().iter().map(|issue| issue["fingerprint"].clone());
    let of_sarif = written_json("sarif", &report);
    let of_sarif = of_sarif["runs"][0]["results"].as_array().unwrap();
    let of_sarif: Vec<_> =
        of_sarif.iter().map(|result| result["partialFingerprints"]["postmortem/v1"].clone()).collect();
    assert_eq!(of_gitlab.collect::<Vec<_>>(), of_sarif);
    of_sarif.iter().map(|print| print.as_str().unwrap().to_owned()).collect()
}

/// A service that cannot recognise a finding reports it as new in every merge request that touches the file.
#[test]
fn fingerprints_stay_when_lines_move_and_distinguish_equal_findings() {
    let text = "a: bad\nb: good\nlist:\n  - bad\n  - bad\n";
    let prints = fingerprints("a.yaml", text, "bad");
    assert_eq!(prints.iter().collect::<BTreeSet<_>>().len(), 3);
    for moved in [
        format!("# a comment\n\nnew: line\n{text}"),
        text.replace("  - ", "      -   "),
        text.replace('\n', "\r\n"),
        format!("{text}more: text\n"),
    ] {
        assert_eq!(fingerprints("a.yaml", &moved, "bad"), prints, "{moved:?}");
    }
    assert_ne!(fingerprints("b.yaml", text, "bad"), prints);
    assert_ne!(fingerprints("a.yaml", &text.replace("a: ", "aa: "), "bad")[0], prints[0]);
}

/// A finding about the whole file is at its start, where the next line may change.
#[test]
fn a_finding_about_the_whole_file_keeps_its_fingerprint() {
    let print = |text: &str| {
        let diagnostics = vec![Diagnostic::new(&RULE, Span::default(), "x")];
        let checked = Checked { source: Source::new("a.yaml", text), diagnostics };
        written_json("gitlab", &Results::new(vec![checked], 1))[0]["fingerprint"].clone()
    };
    assert_eq!(print("title: a\n"), print("# new\ntitle: a\n"));
}
