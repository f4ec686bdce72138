//! Names that are not in their list: the severity, the services.

use crate::diagnostic::Level;
use crate::lint::rule::rule;
use crate::lint::rules::is_space;
use crate::lint::{Findings, RuleContext};
use crate::model::normalised;
use crate::path;
use crate::wording::{did_you_mean, list, nearest};

rule!(
    UNKNOWN_SEVERITY = "unknown-severity",
    Completeness,
    Warning Error Error,
    unknown_severity,
    // Without a configured scale, a name that is not in ours may be right.
    level: |_, options| (!options.severities_listed).then_some(Level::Warning),
);
rule!(UNKNOWN_SERVICE = "unknown-service", Completeness, Warning Error Error, unknown_service);

fn unknown_severity(file: &RuleContext, findings: &mut Findings) {
    let Some(severity) = file.incident.severity.as_ref().filter(|name| !is_space(Some(name))) else { return };
    let names = &file.options.severities;
    if is_known(severity, names) {
        return;
    }
    let message = format!("`{severity}` is not one of the severities: {}", list(names));
    findings.push(|new| {
        let help = scale_with(severity, names).unwrap_or_else(|| remedy(severity, names, "severities"));
        new.at(file.document.value(&path!["severity"]), message).help(help)
    });
}

/// `SEV0` with SEV1 to SEV5 is not a typo, but a missing step of the scale: what to add to the configuration.
fn scale_with(severity: &str, names: &[String]) -> Option<String> {
    let parts = |name: &str| {
        let normal = normalised(name);
        let word = normal.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        Some((normal[word.len()..].parse::<u32>().ok()?, word))
    };
    let (number, word) = parts(severity)?;
    let steps: Option<Vec<_>> = names.iter().map(|name| parts(name)).collect();
    let steps = steps.filter(|steps| steps.iter().all(|(_, own)| *own == word))?;
    let at = steps.iter().position(|(own, _)| *own > number).unwrap_or(steps.len());
    let mut scale: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    scale.insert(at, format!("\"{severity}\""));
    let scale = list(scale);
    Some(format!("use one of these; or add it to the scale in `postmortem.toml`: `severities = [{scale}]`"))
}

fn unknown_service(file: &RuleContext, findings: &mut Findings) {
    let names = &file.options.services;
    if names.is_empty() {
        return;
    }
    for (index, service) in file.incident.services.iter().enumerate() {
        if !is_known(service, names) {
            let message = format!("`{service}` is not in the list of services in `postmortem.toml`");
            findings.push(|new| {
                new.at(file.document.value(&path!["services", index]), message)
                    .help(remedy(service, names, "services"))
            });
        }
    }
}

/// Names are as lenient as the words of the format: `SEV-1` is SEV1.
fn is_known(name: &str, names: &[String]) -> bool {
    names.iter().any(|known| known == name || normalised(known) == normalised(name))
}

fn remedy(name: &str, names: &[String], key: &str) -> String {
    match nearest(name, names.iter().map(String::as_str)) {
        Some(name) => did_you_mean(name),
        None => format!("use a name from the list, or add this one to `{key}` in `postmortem.toml`"),
    }
}
