//! Times without a zone.

use super::times::first;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    ZONE_MISSING = "zone-missing",
    Completeness,
    Warning Error Error,
    zone_missing,
    requires: &["timezone"],
);

fn zone_missing(file: &RuleContext, findings: &mut Findings) {
    if file.resolved.zone.is_some() {
        return;
    }
    if let Some(place) = first(file, |moment| moment.timed && moment.offset.is_none()) {
        let help = "add `timezone`, such as `America/New_York` or `UTC`";
        findings.push(|new| new.at(file.document.value(&place), "the times have no time zone").help(help));
    }
}
