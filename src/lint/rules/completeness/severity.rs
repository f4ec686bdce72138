//! Severity: given, and one of the names in use.

use crate::diagnostic::nearest;
use crate::lint::registry::rule;
use crate::lint::{File, Findings};
use crate::model::normalised;
use crate::path;

rule!(SEVERITY_MISSING = "severity-missing", Completeness, Info Warning Warning, missing);
rule!(UNKNOWN_SEVERITY = "unknown-severity", Completeness, Warning Error Error, unknown);

fn missing(file: &File, findings: &mut Findings) {
    if file.incident.severity.as_deref().is_none_or(|severity| severity.trim().is_empty()) {
        let names = file.options.severities.join(", ");
        let span = file.document.value(&path!["severity"]);
        findings.push(
            findings.at(span, "the incident has no severity").help(format!("add `severity`: one of {names}")),
        );
    }
}

fn unknown(file: &File, findings: &mut Findings) {
    let Some(severity) = file.incident.severity.as_deref().filter(|severity| !severity.trim().is_empty())
    else {
        return;
    };
    let names = &file.options.severities;
    if names.iter().any(|name| normalised(name) == normalised(severity)) {
        return;
    }
    let span = file.document.value(&path!["severity"]);
    let message = format!("`{severity}` is not a severity in use: {}", names.join(", "));
    let help = match nearest(severity, names.iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "use one of these names, or add it to `severities` in `postmortem.toml`".into(),
    };
    findings.push(findings.at(span, message).help(help));
}
