//! Related incidents that do not exist.

use crate::collection::{Collection, Record};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::path;
use crate::wording::{did_you_mean, nearest};

rule!(
    UNKNOWN_RELATED = "unknown-related",
    Collection,
    Error Error Error,
    unknown_related,
    concerns: |collection, record| unknown(collection, record).next().is_some(),
);

/// Indices of related incidents that do not exist.
fn unknown(collection: &Collection, record: &Record) -> impl Iterator<Item = usize> {
    let is_known = |id: &str| collection.of_id(id).next().is_some();
    // A URL leads out of the collection.
    let leads_nowhere = move |id: &str| !is_known(id) && !id.contains("://");
    let related = record.related.iter().enumerate().filter(|_| collection.is_whole());
    related.filter(move |(_, id)| leads_nowhere(id)).map(|(index, _)| index)
}

fn unknown_related(file: &RuleContext, findings: &mut Findings) {
    let Some(collection) = file.collection else { return };
    let record = file.record();
    for index in unknown(collection, record) {
        findings.push(|new| {
            let id = &record.related[index];
            let known = if collection.suggests() { collection.records() } else { &[] };
            let known = known.iter().filter_map(|record| record.id.as_deref());
            let help = match nearest(id, known) {
                Some(near) => did_you_mean(near),
                None => "write the `id` of an incident, or its file's name without the extension".to_owned(),
            };
            let span = file.document.value(&path!["related", index]);
            new.at(span, format!("there is no incident `{id}`")).help(help)
        });
    }
}
