//! Findings as SARIF 2.1.0, the exchange format of code scanning and editors.

mod log;

use super::fingerprint::fingerprints;
use super::json::write_json;
use super::{Repository, Results, full_text, mask};
use crate::diagnostic::{self, Checked, Diagnostic, Level, RuleInfo};
use crate::source::{Source, Span};
use indexmap::IndexMap;
use log::{
    ArtifactLocation, Base, Change, Configuration, Content, Driver, Finding, Fix, Help, Location, Log,
    Message, PhysicalLocation, Properties, Region, Replacement, Rule, Run, Suppression, Tool,
};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to. The name is a convention that code scanning knows.
const ROOT: &str = "%SRCROOT%";

/// The key of fingerprints; its number is increased when they are computed in another way.
const FINGERPRINT: &str = "postmortem/v1";

/// Writes the report.
///
/// # Errors
/// An error of the writer.
pub fn write(results: &Results, out: &mut impl io::Write, repository: &Repository) -> io::Result<()> {
    let results = &*mask::results(results);
    let mut rules: IndexMap<&str, &'static RuleInfo> = IndexMap::new();
    let prints = fingerprints(results, repository);
    let new = results.findings().zip(prints.new).map(|(finding, print)| (finding, print, true));
    let known = results.known().zip(prints.known).map(|(finding, print)| (finding, print, false));
    let results = new.chain(known).map(|((checked, found), fingerprint, is_new)| {
        let rule_index = rules.insert_full(found.rule.name, found.rule).0;
        let file = File { source: &checked.source, location: artifact(checked, repository) };
        let finding = file.finding(found, rule_index, fingerprint);
        if results.baseline.is_some() { compared(finding, is_new) } else { finding }
    });
    let results = results.collect();
    let driver = Driver {
        name: "postmortem",
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: rules.into_values().map(rule).collect(),
    };
    let root = Base { description: Message::new("the root of the repository") };
    let run = Run {
        tool: Tool { driver },
        original_uri_base_ids: BTreeMap::from([(ROOT, root)]),
        // Like CodeQL, and as editors count. Some services count in other units whatever the file says; of the two
        // units in the standard, more readers get this one right.
        column_kind: "utf16CodeUnits",
        // In YAML a lone CR also ends a line.
        newline_sequences: ["\r\n", "\n", "\r"],
        results,
    };
    write_json(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

/// A finding with its state in a baseline. The standard wants both properties on all findings or on none.
fn compared(finding: Finding, is_new: bool) -> Finding {
    // Viewers that do not support baselines support suppressions.
    let known = Suppression { kind: "external", justification: "known from the baseline" };
    Finding {
        baseline_state: Some(if is_new { "new" } else { "unchanged" }),
        suppressions: Some(if is_new { Vec::new() } else { vec![known] }),
        ..finding
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

fn rule(rule: &'static RuleInfo) -> Rule {
    Rule {
        id: rule.name,
        short_description: Message::new(rule.summary()),
        full_description: Message::new(&why(rule)),
        help: Help { text: rule.page, markdown: rule.page },
        help_uri: rule.url(),
        // Levels depend on a file's status; a rule's default is its level in a finished report.
        default_configuration: Configuration { level: level(rule.levels.r#final) },
        properties: Properties { tags: [rule.family.name()] },
    }
}

/// The section of the rule's page that says why it matters, on one line; its summary if there is none. The whole page
/// exceeds the 1,024 characters that GitHub accepts as a description.
fn why(rule: &RuleInfo) -> String {
    let section = rule.page.split("\n## ").find_map(|section| section.strip_prefix("Why\n"));
    section.unwrap_or(rule.summary()).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A file, as findings refer to it.
struct File<'c> {
    source: &'c Source,
    location: ArtifactLocation,
}

impl File<'_> {
    fn finding(&self, found: &Diagnostic, rule_index: usize, fingerprint: String) -> Finding {
        let related = found.related.iter();
        Finding {
            rule_id: found.rule.name,
            rule_index,
            level: level(found.level),
            message: Message::new(&full_text(self.source, found)),
            locations: [self.location(found.span, None)],
            related_locations: related.map(|label| self.location(label.span, Some(&label.message))).collect(),
            partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
            fixes: found.fix.iter().map(|fix| self.fix(fix)).collect(),
            baseline_state: None,
            suppressions: None,
        }
    }

    fn location(&self, span: Span, message: Option<&str>) -> Location {
        Location {
            physical_location: PhysicalLocation {
                artifact_location: self.location.clone(),
                region: Region::new(self.source, span),
            },
            message: message.map(Message::new),
        }
    }

    fn fix(&self, fix: &diagnostic::Fix) -> Fix {
        let replacements = fix.edits.iter().map(|edit| Replacement {
            deleted_region: Region::new(self.source, edit.span),
            inserted_content: Content { text: edit.text.clone() },
        });
        let change =
            Change { artifact_location: self.location.clone(), replacements: replacements.collect() };
        Fix { description: Message::new(&fix.title), artifact_changes: [change] }
    }
}

fn artifact(checked: &Checked, repository: &Repository) -> ArtifactLocation {
    let name = checked.source.name();
    match repository.inside(name) {
        Some(path) => ArtifactLocation { uri: encoded(&path), uri_base_id: Some(ROOT) },
        None => ArtifactLocation {
            uri: format!("file:///{}", encoded(repository.outside(name).trim_start_matches('/'))),
            uri_base_id: None,
        },
    }
}

/// A path as a URI: everything except unreserved characters and `/` is encoded.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("writing to a string cannot fail");
        }
    }
    uri
}
