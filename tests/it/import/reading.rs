//! Imports a report and reads the file that comes out.

use crate::support::Sandbox;
use postmortem::document::Document;
use postmortem::model::{Incident, Settings};
use postmortem::source::Source;

/// The incident that a report becomes. The import must succeed: it loses no word.
pub(super) fn imported(report: &str) -> Incident {
    imported_as("report.md", report)
}

pub(super) fn imported_as(name: &str, report: &str) -> Incident {
    let sandbox = Sandbox::new();
    sandbox.write(name, report);
    let run = sandbox.run(&format!("import --stdout --no-config {name}"));
    assert_eq!(run.code, 0, "{}\n{report}", run.err);
    let source = Source::new("report.yaml", &run.out);
    let document = Document::read(&source, &Settings::default());
    document.incident.unwrap_or_else(|| panic!("{}", run.out))
}

/// The timeline, each entry as `time | event`.
pub(super) fn timeline(incident: &Incident) -> Vec<String> {
    let entry = |entry: &postmortem::model::Entry| {
        let at = entry.at.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{at} | {}", entry.event.as_deref().unwrap_or_default().replace('\n', "⏎"))
    };
    incident.timeline.iter().map(entry).collect()
}

/// A report of 30 May 2024 with a section.
pub(super) fn report(section: &str) -> String {
    format!("# Checkout fails\n\nDate: 2024-05-30\n\n## Summary\n\nIt was down.\n\n{section}\n")
}
