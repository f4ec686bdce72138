//! Times without a date.

use super::times::first;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    DATE_MISSING = "date-missing",
    Completeness,
    Warning Error Error,
    date_missing,
    requires: &["date"],
);

fn date_missing(file: &RuleContext, findings: &mut Findings) {
    if let Some(place) = first(file, |moment| !moment.dated) {
        let help = "add `date`, the day of the first time";
        findings.push(|new| new.at(file.document.value(&place), "the times have no date").help(help));
    }
}
