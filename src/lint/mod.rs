//! Finds what a report lacks, contradicts or says badly: rules, their levels by the file's status, and their order.
//!
//! A rule is a value in [`RULES`]. Errors of the `document` layer are findings too, so that users see one list of rules
//! and one list of findings.

mod context;
mod fix;
mod ignores;
mod levels;
mod options;
mod overlap;
mod prose;
mod registry;
mod rule;
mod rules;
mod words;

pub use context::{Findings, RuleContext};
pub use fix::{Dropped, Fixed, fix};
pub use options::{Deadline, Exists, Options, Overrides, Public, WordList};
pub use registry::RULES;
pub use rule::{OptionValue, Rule, RuleOption};
pub(crate) use words::HINTS;

use crate::collection::{Collection, Record};
use crate::diagnostic::{Diagnostic, Family, Level, RuleInfo};
use crate::document::{self, Document};
use crate::model::Status;
use crate::secrets;
use crate::source::Span;
use crate::wording::nearest;
use chrono::{DateTime, Utc};
use ignores::Ignores;
use prose::Table;

/// The word lists that may have a phrase in a text; the lists are numbered in the order of [`RULES`].
static TABLE: Table = rule::table(RULES);

/// All rules that can report something about a file: those of the reader and of its comments first, then those of this
/// layer.
pub fn rules() -> impl Iterator<Item = &'static RuleInfo> {
    let of_document = document::RULES.iter().chain(ignores::RULES).copied();
    of_document.chain(RULES.iter().map(|rule| &rule.info))
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static RuleInfo> {
    rules().find(|rule| rule.name == name)
}

/// A rule's options in the configuration, other than its level.
pub fn options_of(rule: &RuleInfo) -> &'static [RuleOption] {
    RULES.iter().find(|own| own.info.name == rule.name).map_or(&[], |own| own.options)
}

/// The rule that was probably meant by a name: the nearest one, or one that begins with similar words.
pub fn nearest_rule(name: &str) -> Option<&'static str> {
    let words = name.split('-').count();
    let beginning = |rule: &'static str| {
        let end = rule.match_indices('-').nth(words - 1).map_or(rule.len(), |(end, _)| end);
        &rule[..end]
    };
    let names = || rules().map(|rule| rule.name);
    nearest(name, names()).or_else(|| {
        // A word of a few letters is similar to many others.
        let long = |beginning: &&str| beginning.len() > 4 || *beginning == name;
        let near = nearest(name, names().map(beginning).filter(long))?;
        names().find(|rule| beginning(rule) == near)
    })
}

/// All findings about a file, in the order of their positions: errors of the document and findings of rules, each at
/// its level, at most a hundred of one rule; without those that a comment ignores. Without `now`, rules that need the
/// current time report nothing.
pub fn lint(document: &Document, options: &Options, now: Option<DateTime<Utc>>) -> Vec<Diagnostic> {
    lint_among(document, options, now, None)
}

/// Like [`lint`], with the rules that compare the file with a collection.
pub fn lint_among(
    document: &Document,
    options: &Options,
    now: Option<DateTime<Utc>>,
    collection: Option<&Collection>,
) -> Vec<Diagnostic> {
    let mut found = found_among(document, options, now, collection);
    fix::keep_only_valid(document, &mut found, &fix::Checker { options, now, collection });
    found
}

/// The findings, some perhaps with a fix that does not keep its promise.
fn found_among(
    document: &Document,
    options: &Options,
    now: Option<DateTime<Utc>>,
    collection: Option<&Collection>,
) -> Vec<Diagnostic> {
    let mut found = document.faults.clone();
    if let Some(file) = RuleContext::new(document, options, now, collection, &TABLE) {
        for fault in &mut found {
            fault.level = levels::level_of(fault.rule, file.status, options);
        }
        let mut of_rules = findings(&file);
        let mut ignores = Ignores::new(&file);
        ignores.note(&found);
        ignores.note(&of_rules);
        overlap::drop_redundant(&file, &mut of_rules);
        found.append(&mut of_rules);
        ignores.apply(&mut found);
    } else {
        found.append(&mut secrets_alone(document, options));
    }
    found.retain(|diagnostic| diagnostic.level != Level::Off);
    found.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
    found
}

/// The secrets in a file that is not an incident: no other rule can check it, but its text is pushed anyway.
fn secrets_alone(document: &Document, options: &Options) -> Vec<Diagnostic> {
    let rule = find(secrets::RULE).filter(|rule| options.runs(rule.name));
    let Some(rule) = rule else { return Vec::new() };
    let level = levels::level_of(rule, options.status.unwrap_or_default(), options);
    let found = secrets::find(document.source.text()).into_iter().map(|secret| {
        let span = Span::new(secret.bytes.start, secret.bytes.end);
        Diagnostic { level, ..Diagnostic::new(rule, span, secret.message()).help(secrets::HELP) }
    });
    found.take(context::MOST).collect()
}

/// Whether any rule that compares files is enabled.
pub fn compares_files(options: &Options) -> bool {
    let mut rules = RULES.iter().filter(|rule| rule.info.family == Family::Collection);
    rules.any(|rule| {
        options.runs(rule.info.name)
            && Status::ALL.into_iter().any(|status| levels::level(rule, status, options) != Level::Off)
    })
}

/// Whether [`lint_among`] may report more about a file than [`lint`].
pub fn has_more_to_say(collection: &Collection, record: &Record) -> bool {
    record.has_ignores || RULES.iter().any(|rule| (rule.concerns)(collection, record))
}

/// The findings of the rules in this layer.
fn findings(file: &RuleContext) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut lists = 0;
    for rule in RULES {
        let first_list = lists;
        lists += rule.phrases.len();
        if !file.options.runs(rule.info.name) || !(rule.is_asked)(file.options) {
            continue;
        }
        let level = levels::level(rule, file.status, file.options);
        if level != Level::Off {
            let mut findings = Findings::new(rule, first_list, level, &mut found);
            (rule.check)(file, &mut findings);
        }
    }
    found
}
