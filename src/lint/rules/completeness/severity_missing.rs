//! A report without a severity.

use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::rules::is_space;
use crate::lint::{Findings, RuleContext};
use crate::model::Status;
use crate::wording::list;

rule!(
    SEVERITY_MISSING = "severity-missing",
    Completeness,
    Info Warning Warning,
    severity_missing,
    requires: &["severity"],
    // A team that lists severities means to use them.
    level: |status, options| {
        (options.severities_listed && status != Status::Draft).then_some(Level::Error)
    },
);

fn severity_missing(file: &RuleContext, findings: &mut Findings) {
    if is_space(file.incident.severity.as_ref()) {
        let help = format!("add `severity`, one of {}", list(&file.options.severities));
        findings.push(|new| new.at(file.lack("severity"), "the incident has no severity").help(help));
    }
}
