//! Reports published after the deadline of their severity.

use crate::lint::rule::rule;
use crate::lint::rules::deadlines;
use crate::lint::{Findings, RuleContext};
use crate::path;

rule!(PUBLISHED_LATE = "published-late", Publication, Off Warning Warning, late);

fn late(file: &RuleContext, findings: &mut Findings) {
    let Some(published) = file.incident.published else { return };
    let Some(days) = deadlines::of_severity(file).and_then(|deadline| deadline.publish) else { return };
    let Some(end) = deadlines::last_day(file) else { return };
    if deadlines::after(end, days).is_some_and(|until| published.0 > until) {
        let took = (published.0 - end).num_days();
        let severity = file.incident.severity.as_deref().unwrap_or_default();
        let message = format!("published `{published}`, {took} days after the impact; {severity} has {days}");
        let help = "discuss in the review what held it back; the date itself cannot be changed";
        findings.push(|new| new.at(file.document.value(&path!["published"]), message).help(help));
    }
}
