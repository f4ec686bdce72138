//! Ids: none twice, and none that leads nowhere.

use crate::collection::{Collection, Record};
use crate::diagnostic::nearest;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::path;

rule!(
    DUPLICATE_ID = "duplicate-id",
    Collection,
    Error Error Error,
    duplicate,
    concerns: |collection, record| namesake(collection, record).is_some(),
);
rule!(
    UNKNOWN_RELATED = "unknown-related",
    Collection,
    Error Error Error,
    unknown_related,
    concerns: |collection, record| unknown(collection, record).next().is_some(),
);

/// Another file with the same id.
fn namesake<'c>(collection: &'c Collection, record: &Record) -> Option<&'c Record> {
    let id = record.id.as_deref().filter(|_| record.readable)?;
    collection.of_id(id).find(|other| other.readable && other.name != record.name)
}

/// Indices of related incidents that do not exist.
fn unknown(collection: &Collection, record: &Record) -> impl Iterator<Item = usize> {
    let is_known = |id: &str| collection.of_id(id).next().is_some();
    // An address leads out of the collection.
    let leads_nowhere = move |id: &str| !is_known(id) && !id.contains("://");
    let related = record.related.iter().enumerate().filter(|_| collection.is_whole());
    related.filter(move |(_, id)| leads_nowhere(id)).map(|(index, _)| index)
}

fn duplicate(file: &RuleContext, findings: &mut Findings) {
    let Some(collection) = file.collection else { return };
    let record = file.record();
    if let Some((other, id)) = namesake(collection, record).zip(record.id.as_deref()) {
        let message = format!("`{id}` is also the id of `{}`", other.name);
        let help = match file.incident.id {
            Some(_) => "give each incident an id of its own",
            None => "add an `id`, or rename the file: its name is its id",
        };
        findings.push(|new| new.at(file.document.value(&path!["id"]), message).help(help));
    }
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
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the `id` of an incident, or its file's name without the ending".to_owned(),
            };
            let span = file.document.value(&path!["related", index]);
            new.at(span, format!("there is no incident `{id}`")).help(help)
        });
    }
}
