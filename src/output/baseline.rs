//! The baseline: a file that lists known findings, so that only new ones are shown and fail the run.
//!
//! It is TOML with one line per finding, sorted, so that it can be reviewed and merged like code. Findings are
//! identified by the same fingerprints that services use, with paths relative to the baseline's folder: lines above a
//! finding may come and go, and the program may run in any folder.

use super::fingerprint::{hash, numbered};
use crate::diagnostic::{Checked, Diagnostic, Family, Level, Levels, RuleInfo};
use crate::source::{Source, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;
use toml::Spanned;

/// Increased when an older program could not read the file, or fingerprints are computed in another way.
const VERSION: u32 = 1;

/// Rules whose findings prevent everything else in the file from being checked. They are never known: whoever accepted
/// one would not hear of anything else in the file.
const STOPPING: &[&str] =
    &["invalid-yaml", "not-utf8", "several-documents", "too-complex", "unsupported-schema"];

/// The header for reviewers.
const HEADER: &str = "\
# Known findings: `postmortem lint --baseline` counts them and shows only new ones.
# Written by `postmortem lint --write-baseline`; see docs/ci.md.
";

/// The pseudo-rule for errors of a baseline in messages.
static INVALID: RuleInfo = RuleInfo {
    name: "invalid-baseline",
    family: Family::Document,
    levels: Levels::all(Level::Error),
    fixable: false,
    page: "",
};

/// Known findings and how often each occurs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline(BTreeMap<Key, u32>);

/// What identifies a finding, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    rule: String,
    fingerprint: String,
}

/// An entry of the baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The file, relative to the baseline's folder, with `/` as separator.
    pub path: String,
    /// The rule's name.
    pub rule: String,
    /// The fingerprint of the first of these findings.
    pub fingerprint: String,
    /// How many findings there are with this path, rule and fingerprint.
    pub count: u32,
}

#[derive(Deserialize)]
struct Version {
    version: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: u32,
    findings: Vec<Spanned<Entry>>,
}

/// What a run may say about the entries of a baseline.
pub struct Scope<'s> {
    /// The path of a checked file as in the baseline, by the file's name in messages; `None` for a text that is not a
    /// file.
    pub path: &'s dyn Fn(&str) -> Option<String>,
    /// Whether the run would have reported a finding with that path and rule.
    pub covers: &'s dyn Fn(&str, &str) -> bool,
}

impl Baseline {
    /// Whether a text is meant as a baseline: its first key is `version`. Errors in other texts must not be shown,
    /// because they would print a line of a file that may be secret.
    pub fn is_baseline(text: &str) -> bool {
        let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
        let rest = line.and_then(|line| line.strip_prefix("version"));
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
    }

    /// Reads a baseline; see also [`Baseline::is_baseline`].
    ///
    /// # Errors
    /// The error in the text, and its location.
    pub fn parse(name: &str, text: &str) -> Result<Self, Box<Checked>> {
        let invalid = |span: Range<usize>, message: String, help: &str| {
            let fault = Diagnostic::new(&INVALID, Span::new(span.start, span.end), message).help(help);
            Box::new(Checked { source: Source::new(name, text), diagnostics: vec![fault] })
        };
        let unread = |error: toml::de::Error| {
            let message = match error.message().lines().next().unwrap_or_default() {
                // Numbers are the only values whose errors contain Rust type names.
                message if ["u32", "i64", "i128", "u64"].iter().any(|name| message.contains(name)) => {
                    "expected a whole number from 1".to_owned()
                }
                message => message.to_owned(),
            };
            invalid(
                error.span().unwrap_or_default(),
                message,
                "name a file that was written by --write-baseline, or correct this one",
            )
        };
        // The structure of another version is unknown, so its number comes first.
        let Version { version } = toml::from_str(text).map_err(unread)?;
        if *version.get_ref() != VERSION {
            let message = format!("expected version {VERSION}, found {}", version.get_ref());
            return Err(invalid(version.span(), message, "use the version of postmortem that wrote it"));
        }
        let File { findings, .. } = toml::from_str(text).map_err(unread)?;
        let mut known = BTreeMap::new();
        for entry in findings {
            let (span, Entry { path, rule, fingerprint, count }) = (entry.span(), entry.into_inner());
            if count == 0 {
                let message = "expected a whole number from 1, found `0`".to_owned();
                return Err(invalid(span, message, "remove the line"));
            }
            // A merge of two branches can leave a finding on two lines.
            let known: &mut u32 = known.entry(Key { path, rule, fingerprint }).or_default();
            *known = known.saturating_add(count);
        }
        Ok(Baseline(known))
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = format!("{HEADER}version = {VERSION}\nfindings = [\n");
        for Entry { path, rule, fingerprint, count } in self.entries() {
            let [path, rule, fingerprint] = [path, rule, fingerprint].map(|text| quoted(&text));
            let line = format!(
                "  {{ path = {path}, rule = {rule}, fingerprint = {fingerprint}, count = {count} }},\n"
            );
            text.push_str(&line);
        }
        text + "]\n"
    }

    /// Its lines, sorted by path, rule and fingerprint.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        self.0.iter().map(|(Key { path, rule, fingerprint }, count)| Entry {
            path: path.clone(),
            rule: rule.clone(),
            fingerprint: fingerprint.clone(),
            count: *count,
        })
    }

    /// How many findings it lists.
    pub fn len(&self) -> u64 {
        self.0.values().map(|count| u64::from(*count)).sum()
    }

    /// Whether it lists none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Removes the known findings from the files. If there are more findings than known, the last ones are new.
    pub fn apply(&self, checked: &mut [Checked], scope: &Scope) -> Compared {
        let mut left = self.0.clone();
        let mut known = Vec::new();
        for (index, file) in checked.iter_mut().enumerate() {
            let Some(path) = (scope.path)(file.source.name()) else { continue };
            let all = std::mem::take(&mut file.diagnostics);
            for found in all {
                let listed = left.get_mut(&key(file, &found, &path));
                match listed.filter(|left| **left > 0 && !STOPPING.contains(&found.rule.name)) {
                    Some(left) => {
                        *left -= 1;
                        known.push((index, found));
                    }
                    None => file.diagnostics.push(found),
                }
            }
        }
        let unchecked = unchecked_paths(checked, scope);
        left.retain(|key, count| *count > 0 && judges(key, &unchecked, scope));
        Compared { known, unmatched: Baseline(left).entries().collect() }
    }

    /// The baseline in which the findings of this run are known, and no others that it could have found.
    #[must_use]
    pub fn updated(&self, checked: &[Checked], scope: &Scope) -> Self {
        let mut known = self.0.clone();
        let unchecked = unchecked_paths(checked, scope);
        known.retain(|key, _| !STOPPING.contains(&key.rule.as_str()) && !judges(key, &unchecked, scope));
        for file in checked.iter().filter(|file| !is_unchecked(file)) {
            let Some(path) = (scope.path)(file.source.name()) else { continue };
            let mut counts: BTreeMap<Key, u32> = BTreeMap::new();
            for found in &file.diagnostics {
                *counts.entry(key(file, found, &path)).or_default() += 1;
            }
            // A finding of the run counts even if the run was not expected to find it.
            known.extend(counts);
        }
        Baseline(known)
    }

    /// How many findings it lists that another one does not.
    pub fn beyond(&self, other: &Self) -> u64 {
        let beyond =
            |(key, count): (&Key, &u32)| count.saturating_sub(other.0.get(key).copied().unwrap_or(0));
        self.0.iter().map(|entry| u64::from(beyond(entry))).sum()
    }
}

/// Findings compared with a baseline.
#[derive(Debug, Clone, Default)]
pub struct Compared {
    /// Known findings, each with the index of its file among those that were checked.
    pub known: Vec<(usize, Diagnostic)>,
    /// Entries with fewer findings in this run than they count; with the difference as their count.
    pub unmatched: Vec<Entry>,
}

/// Whether nothing in a file is checked until an error in it is fixed.
pub fn is_unchecked(file: &Checked) -> bool {
    file.diagnostics.iter().any(|found| STOPPING.contains(&found.rule.name))
}

fn unchecked_paths(checked: &[Checked], scope: &Scope) -> BTreeSet<String> {
    let unchecked = checked.iter().filter(|file| is_unchecked(file));
    unchecked.filter_map(|file| (scope.path)(file.source.name())).collect()
}

/// Whether the run can judge an entry.
fn judges(key: &Key, unchecked: &BTreeSet<String>, scope: &Scope) -> bool {
    !STOPPING.contains(&key.rule.as_str())
        && !unchecked.contains(&key.path)
        && (scope.covers)(&key.path, &key.rule)
}

fn key(file: &Checked, found: &Diagnostic, path: &str) -> Key {
    Key {
        path: path.to_owned(),
        rule: found.rule.name.to_owned(),
        fingerprint: numbered(hash(file, found, path), 0),
    }
}

/// A text in TOML on one line. File names may contain anything.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            hidden if super::is_hidden(hidden) => {
                write!(quoted, "\\U{:08X}", u32::from(hidden)).expect("writing to a string cannot fail");
            }
            plain => quoted.push(plain),
        }
    }
    quoted + "\""
}
