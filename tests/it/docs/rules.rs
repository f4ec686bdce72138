//! The rules' pages are tests: each agrees with the registry, and its examples raise what it says.

use chrono::{DateTime, Utc};
use postmortem::collection::{Collection, Record};
use postmortem::diagnostic::{Diagnostic, Level, Levels, RuleInfo};
use postmortem::document::{self, Document};
use postmortem::lint::{self, Deadline, Exists, Options};
use postmortem::source::Source;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The clock of all pages.
fn now() -> DateTime<Utc> {
    "2024-07-01T12:00:00Z".parse().expect("a time")
}

/// The configuration of all pages, with one rule to run; a rule that is off is turned on.
fn options(rule: &RuleInfo) -> Options {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let mut options = Options::default();
    options.severities = names(&["SEV1", "SEV2", "SEV3"]);
    options.severities_listed = true;
    options.services = names(&["web", "checkout", "search"]);
    options.only = vec![rule.name.to_owned()];
    options.deadlines.insert("SEV1".to_owned(), Deadline { publish: Some(5), actions: Some(30) });
    options.public.check = true;
    options.public.forbidden = names(&["Acme Corp"]);
    options.exists = Some(Exists::new(|_, _| false));
    if rule.levels == Levels::all(Level::Off) {
        options.levels.run.insert(rule.name.to_owned(), Level::Warning);
    }
    options
}

/// Findings on an example, each with its line.
fn findings(rule: &RuleInfo, example: &Example) -> Vec<(usize, Diagnostic)> {
    let options = options(rule);
    let record = |(name, text): &(String, String)| {
        Record::from(Document::read(&Source::new(name, text), &options.settings))
    };
    let source = Source::new(rule.name, &example.text);
    let document = Document::read(&source, &options.settings);
    let records = example.others.iter().map(record).chain([Record::from(&document)]);
    let collection = Collection::new(records.collect(), true);
    let found = lint::lint_among(&document, &options, Some(now()), Some(&collection));
    found.into_iter().map(|finding| (source.position(finding.span.start()).line, finding)).collect()
}

/// A fenced example of a page.
struct Example<'p> {
    /// The words after ```` ```yaml ````.
    marks: &'p str,
    text: String,
    /// The files that the page shows in addition, each with its name.
    others: Vec<(String, String)>,
}

fn examples(page: &str) -> Vec<Example<'_>> {
    let (mut examples, mut others) = (Vec::new(), Vec::new());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(marks) = line.strip_prefix("```yaml ") else { continue };
        let body: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = body.join("\n") + "\n";
        match marks.strip_prefix("file=") {
            Some(name) => {
                // A file that is shown again takes the place of what it was before.
                others.retain(|(other, _)| other != name);
                others.push((name.to_owned(), text));
            }
            None => examples.push(Example { marks, text, others: others.clone() }),
        }
    }
    examples
}

/// A rule without a page cannot be understood, and a page without a rule describes nothing.
#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let files = fs::read_dir(folder).expect("the pages are there");
    let pages: BTreeSet<_> = files
        .map(|file| file.expect("a page").path().file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    let rules: BTreeSet<_> = lint::rules().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(pages, rules);
    assert_eq!(rules.len(), lint::rules().count(), "names are unique");
    for rule in &rules {
        assert!(rule.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit()), "{rule}");
        assert_eq!(lint::find(rule).map(|found| found.name), Some(rule.as_str()));
    }
}

/// People read levels on the page, the program has them in code: they must be the same.
#[test]
fn pages_say_what_the_registry_says() {
    for rule in lint::rules() {
        let line = |number: usize| rule.page.lines().nth(number - 1).unwrap_or_default();
        assert_eq!(line(1), format!("# {}", rule.name));
        let family = rule.family.name();
        let family = family[..1].to_uppercase() + &family[1..];
        let Levels { draft, review, r#final } = rule.levels;
        let levels = format!("draft {} · review {} · final {}", draft.name(), review.name(), r#final.name());
        let fix = if rule.fixable { " · has a fix" } else { "" };
        assert_eq!(line(5), format!("{family} · {levels}{fix}"), "{}", rule.name);
        assert!(rule.summary().len() > 20, "{}", rule.name);
    }
}

/// An example that the rule does not find teaches something wrong.
#[test]
fn bad_examples_raise_their_rule_on_their_line() {
    for rule in lint::rules() {
        let examples = examples(rule.page);
        let mut bad =
            examples.iter().filter_map(|example| Some((example.marks.strip_prefix("bad line=")?, example)));
        let Some((line, example)) = bad.next() else {
            assert!(
                document::RULES.iter().any(|reader| reader.name == rule.name),
                "{} has no example",
                rule.name
            );
            continue;
        };
        let found = findings(rule, example);
        let reported: Vec<_> =
            found.iter().map(|(line, finding)| (line.to_string(), finding.rule.name)).collect();
        assert_eq!(reported, [(line.to_owned(), rule.name)], "{}: {found:#?}", rule.name);
    }
}

/// An example of how to do it right that is itself at fault is worse than none.
#[test]
fn good_examples_raise_nothing() {
    for rule in lint::rules() {
        for example in examples(rule.page) {
            if example.marks == "good" {
                assert_eq!(findings(rule, &example), [], "{}", rule.name);
            }
        }
    }
}
