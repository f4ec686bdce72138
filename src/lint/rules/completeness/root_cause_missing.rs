//! A report without a cause.

use super::says_nothing;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    ROOT_CAUSE_MISSING = "root-cause-missing",
    Completeness,
    Info Warning Error,
    root_cause,
    requires: &["root_cause", "contributing_factors"],
);

fn root_cause(file: &RuleContext, findings: &mut Findings) {
    if says_nothing(&file.incident.root_cause) && says_nothing(&file.incident.contributing_factors) {
        let help =
            "add `root_cause` or `contributing_factors`; if it was never found, say what was ruled out";
        let message = "neither a root cause nor a contributing factor is given";
        findings.push(|new| new.at(file.lack("root_cause"), message).help(help));
    }
}
