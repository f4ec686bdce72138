//! An id that two incidents share.

use crate::collection::{Collection, Record};
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

/// Another file with the same id.
fn namesake<'c>(collection: &'c Collection, record: &Record) -> Option<&'c Record> {
    let id = record.id.as_deref().filter(|_| record.readable)?;
    collection.of_id(id).find(|other| other.readable && other.name != record.name)
}

fn duplicate(file: &RuleContext, findings: &mut Findings) {
    let Some(collection) = file.collection else { return };
    let record = file.record();
    if let Some((other, id)) = namesake(collection, record).zip(record.id.as_deref()) {
        let message = format!("`{id}` is also the id of `{}`", other.name);
        let help = match file.incident.id {
            Some(_) => "give each incident its own id",
            None => "add an `id`, or rename the file: its name is its id",
        };
        findings.push(|new| new.at(file.document.value(&path!["id"]), message).help(help));
    }
}
