//! A final report without its date of publication.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    PUBLISHED_MISSING = "published-missing",
    Completeness,
    Off Off Warning,
    published,
    requires: &["published"],
);

fn published(file: &RuleContext, findings: &mut Findings) {
    if file.incident.published.is_none() {
        let help = "add `published`, the day when others could read it";
        let message = "the final report has no publication date";
        findings.push(|new| new.at(file.lack("published"), message).help(help));
    }
}
