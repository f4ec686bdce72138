//! A report without a summary.

use crate::lint::rule::rule;
use crate::lint::rules::is_space;
use crate::lint::{Findings, RuleContext};

rule!(
    SUMMARY_MISSING = "summary-missing",
    Completeness,
    Warning Error Error,
    summary,
    requires: &["summary"],
);

fn summary(file: &RuleContext, findings: &mut Findings) {
    if is_space(file.incident.summary.as_ref()) {
        let help = "add `summary`: what broke, for whom, how long and why, in three sentences";
        findings.push(|new| new.at(file.lack("summary"), "the report has no summary").help(help));
    }
}
