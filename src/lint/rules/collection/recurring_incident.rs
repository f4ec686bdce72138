//! An incident that comes back while its fix waits.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::path;

rule!(
    RECURRING_INCIDENT = "recurring-incident",
    Collection,
    Warning Warning Warning,
    recurring,
    concerns: |collection, record| collection.last_pending(record).is_some(),
);

fn recurring(file: &RuleContext, findings: &mut Findings) {
    let Some(collection) = file.collection else { return };
    if let Some(earlier) = collection.last_pending(file.record()) {
        let actions = match earlier.pending {
            1 => "an action is".to_owned(),
            several => format!("{several} actions are"),
        };
        let name = earlier.id.as_deref().unwrap_or(&earlier.name);
        let message = format!("same service and tags as in `{name}`, of which {actions} still open");
        let help = if file.incident.related.iter().any(|id| id == name) {
            format!("finish what is open in `{}`, or raise its priority", earlier.name)
        } else {
            format!(
                "finish what is open in `{}`, or raise its priority; and add it to `related`",
                earlier.name
            )
        };
        findings.push(|new| new.at(file.document.value(&path!["title"]), message).help(help));
    }
}
