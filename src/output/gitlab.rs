//! Findings as a GitLab code quality report, shown in merge requests: a subset of Code Climate's JSON.

use super::fingerprint::fingerprints;
use super::json::write_json;
use super::{Repository, Results, full_text, mask};
use crate::diagnostic::{Checked, Diagnostic, Level};
use serde::Serialize;
use std::io;

/// Writes the report.
///
/// # Errors
/// An error of the writer.
pub fn write(results: &Results, out: &mut impl io::Write, repository: &Repository) -> io::Result<()> {
    let results = &*mask::results(results);
    let issues = results.findings().zip(fingerprints(results, repository).new);
    let issues: Vec<Issue> = issues
        .map(|((checked, found), fingerprint)| issue(checked, found, fingerprint, repository))
        .collect();
    write_json(&issues, out)
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

fn issue(checked: &Checked, found: &Diagnostic, fingerprint: String, repository: &Repository) -> Issue {
    let source = &checked.source;
    Issue {
        description: full_text(source, found),
        check_name: found.rule.name,
        fingerprint,
        // `critical` and `blocker` are reserved for what breaks a running service.
        severity: match found.level {
            Level::Error => "major",
            Level::Warning => "minor",
            Level::Info | Level::Off => "info",
        },
        location: Location {
            path: repository.path(source.name()),
            lines: Lines { begin: source.position(found.span.start()).line },
        },
    }
}
