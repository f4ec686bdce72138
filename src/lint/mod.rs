//! What a report lacks, contradicts or says badly: rules, their levels by the file's status, and their order.
//!
//! A rule is a value in [`RULES`]. Faults of the `document` layer are findings too, so that users see one list of
//! rules and one list of findings.

mod file;
mod levels;
mod options;
mod prose;
mod registry;
mod rules;
mod silence;
mod words;

pub use file::{File, Findings};
pub use options::{Deadline, Options, Overrides, Public, WordList};
pub use registry::{RULES, Rule};
pub use words::HINTS;

use crate::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::document::{self, Document};
use chrono::{DateTime, Utc};

/// All rules that can speak about a file: those of the reader first, then those of this layer.
pub fn rules() -> impl Iterator<Item = &'static RuleInfo> {
    document::RULES.iter().copied().chain(RULES.iter().map(|rule| &rule.info))
}

/// The rule of that name.
pub fn find(name: &str) -> Option<&'static RuleInfo> {
    rules().find(|rule| rule.name == name)
}

/// Everything there is to say about a file, in the order of the places: faults of the document and findings of
/// rules, each at its level, at most a hundred of one rule. Without `now`, rules that compare with the clock are
/// silent.
pub fn lint(document: &Document, options: &Options, now: Option<DateTime<Utc>>) -> Vec<Diagnostic> {
    let mut found = document.faults.clone();
    if let Some(file) = File::new(document, options, now) {
        for fault in &mut found {
            fault.level = levels::level(fault.rule, file.status, options);
        }
        found.append(&mut findings(&file));
    }
    found.retain(|diagnostic| diagnostic.level != Level::Off);
    found.sort_by(|a, b| (a.span, a.rule.name).cmp(&(b.span, b.rule.name)));
    found
}

/// What the rules of this layer find.
fn findings(file: &File) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES.iter().filter(|rule| file.options.runs(&rule.info)) {
        let level = levels::level(&rule.info, file.status, file.options);
        if level != Level::Off {
            let mut findings = Findings::new(&rule.info, level, &mut found);
            (rule.check)(file, &mut findings);
        }
    }
    silence::silence(file, &mut found);
    found
}
