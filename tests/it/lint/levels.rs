//! How much findings weigh: the file's status, the configuration, one run; and what can be left out.

use crate::support::Sandbox;
use crate::support::linting::{check, named, options};
use postmortem::diagnostic::Level;
use postmortem::document::Document;
use postmortem::lint::{self, Options};
use postmortem::model::Status;
use postmortem::source::Source;

/// The level of a rule's finding on a text; `Off` if there is none.
fn level(rule: &str, text: &str, options: &Options) -> Level {
    check(text, options).iter().find(|found| found.rule == rule).map_or(Level::Off, |found| found.level)
}

const BARE: &str = "title: a\n";

/// A draft is never in the way; a final report answers for itself; `--as` looks ahead.
#[test]
fn levels_follow_the_status() {
    let of = |status: &str| {
        level("root-cause-missing", &format!("title: a\nstatus: {status}\n"), &Options::default())
    };
    assert_eq!([of("draft"), of("review"), of("final")], [Level::Info, Level::Warning, Level::Error]);
    let as_final = options(|options| options.status = Some(Status::Final));
    assert_eq!(level("root-cause-missing", BARE, &as_final), Level::Error);
    assert_eq!(level("published-missing", BARE, &as_final), Level::Warning);
    assert_eq!(level("published-missing", BARE, &Options::default()), Level::Off);
}

/// Of several who set a level, the one nearest to the run decides.
#[test]
fn the_last_level_that_names_a_rule_counts() {
    let rule = "summary-missing".to_owned();
    let mut options = Options::default();
    options.levels.all.insert(rule.clone(), Level::Info);
    assert_eq!(level(&rule, BARE, &options), Level::Info);
    options.levels.review.insert(rule.clone(), Level::Error);
    assert_eq!(level(&rule, BARE, &options), Level::Info);
    options.levels.draft.insert(rule.clone(), Level::Error);
    assert_eq!(level(&rule, BARE, &options), Level::Error);
    options.levels.run.insert(rule.clone(), Level::Off);
    assert_eq!(level(&rule, BARE, &options), Level::Off);
}

/// A team that lists severities means to use them.
#[test]
fn listed_severities_are_required() {
    let listed = options(|options| options.severities_listed = true);
    let of = |status: &str| level("severity-missing", &format!("title: a\nstatus: {status}\n"), &listed);
    assert_eq!([of("draft"), of("review"), of("final")], [Level::Info, Level::Error, Level::Error]);
    let mut listed = listed.clone();
    listed.levels.all.insert("severity-missing".to_owned(), Level::Off);
    assert_eq!(level("severity-missing", "title: a\nstatus: final\n", &listed), Level::Off);
}

/// A file that was not read correctly must never pass as clean, whatever was requested.
#[test]
fn faults_of_the_document_cannot_be_filtered() {
    let only = options(|options| options.only = named(&["hindsight"]));
    let rules = |text: &str, options: &Options| {
        check(text, options).iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules("title: a\nsumary: b\n", &only), ["unknown-field"]);
    let mut off = only.clone();
    off.levels.run.insert("unknown-field".to_owned(), Level::Off);
    off.levels.run.insert("invalid-yaml".to_owned(), Level::Off);
    assert_eq!(rules("title: a\nsumary: b\n", &off), [""; 0]);
    assert_eq!(rules("title: [a\n", &off), ["invalid-yaml"]);
}

/// Machines and people read findings from the top; the order must not depend on which rule ran first.
#[test]
fn findings_come_in_the_order_of_their_places() {
    let text = "title: a\nactions: [Improve it]\ntimeline: [10:15 a]\nsumary: b\n";
    let as_final = options(|options| options.status = Some(Status::Final));
    let source = Source::new("x", text);
    let document = Document::read(&source, &as_final.settings);
    let found = lint::lint(&document, &as_final, None);
    let keys: Vec<_> = found.iter().map(|finding| (finding.span, finding.rule.name)).collect();
    assert!(keys.is_sorted() && keys.len() > 5, "{keys:?}");
}

/// Without a clock there is no future and nothing is overdue.
#[test]
fn rules_that_need_a_clock_are_silent_without_one() {
    let text = "title: a\ntimeline: [2999-01-01 10:15 a]\nactions: [{title: b, due: 2001-01-01}]\n";
    let source = Source::new("x", text);
    let options = options(|options| options.only = named(&["time-in-future", "action-overdue"]));
    let document = Document::read(&source, &options.settings);
    assert_eq!(lint::lint(&document, &options, None), []);
    assert_eq!(check(text, &options).len(), 2);
}

/// A hostile file must not cost minutes, nor fill a terminal.
#[test]
fn one_rule_speaks_a_hundred_times_at_most() {
    let text = format!("title: a\nsummary: {}\ntimeline:\n{}", "TODO ".repeat(500), "  - a\n".repeat(500));
    let found = check(&text, &Options::default());
    for rule in ["placeholder-left", "entry-without-time"] {
        assert_eq!(found.iter().filter(|finding| finding.rule == rule).count(), 100, "{rule}");
    }
}

/// The configuration sets levels of families; who tries that on the command line is told where it works.
#[test]
fn a_family_is_not_a_rule() {
    let run = Sandbox::new().run("lint a.yaml --level causes=off");
    let hint = "`causes` is a family of rules; name one of its rules, or set the level of all in postmortem.toml: \
                `lint.family.causes = \"off\"`";
    assert!(run.code == 2 && run.err.contains(hint), "{}", run.transcript());
}
