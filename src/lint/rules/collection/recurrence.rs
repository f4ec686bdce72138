//! An incident that comes back while its own repair waits.

use crate::collection::{Collection, Digest};
use crate::lint::registry::rule;
use crate::lint::{File, Findings};
use crate::model::Moment;
use crate::path;

rule!(RECURRING_INCIDENT = "recurring-incident", Collection, Warning Warning Warning, recurring);

/// The last incident before this one that hit the same service, has no tag that this one lacks, and has actions that
/// are not done.
pub(super) fn unfinished<'c>(collection: &'c Collection, digest: &Digest) -> Option<&'c Digest> {
    let start = digest.start?;
    collection.last_pending(digest, |earlier| {
        let is_earlier = earlier.start.is_some_and(|other| began_before(&other, &start));
        is_earlier && earlier.name != digest.name && earlier.tags.iter().all(|tag| digest.tags.contains(tag))
    })
}

fn began_before(a: &Moment, b: &Moment) -> bool {
    a.order(b).map_or(a.local.date() < b.local.date(), std::cmp::Ordering::is_lt)
}

fn recurring(file: &File, findings: &mut Findings) {
    let Some(collection) = file.collection else { return };
    if let Some(earlier) = unfinished(collection, &Digest::new(file.document)) {
        let actions = match earlier.pending {
            1 => "an action is".to_owned(),
            several => format!("{several} actions are"),
        };
        let name = earlier.id.as_deref().unwrap_or(&earlier.name);
        let message = format!("the same service and tags as in `{name}`, of which {actions} still open");
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
