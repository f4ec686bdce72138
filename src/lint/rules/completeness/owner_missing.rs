//! A report that nobody is responsible for.

use crate::lint::rule::rule;
use crate::lint::rules::is_nobody;
use crate::lint::{Findings, RuleContext};

rule!(
    OWNER_MISSING = "owner-missing",
    Completeness,
    Off Warning Warning,
    owner,
    requires: &["owner", "authors"],
);

fn owner(file: &RuleContext, findings: &mut Findings) {
    if file.incident.owner.as_deref().is_none_or(is_nobody) && file.incident.authors.is_empty() {
        let help = "add `owner`, the team or person responsible for the report";
        let message = "neither an owner nor an author is named";
        findings.push(|new| new.at(file.lack("owner"), message).help(help));
    }
}
