//! What several files say together. Each rule asks a question about a record and the collection, so that the same one
//! can be asked about a file whose text is gone: see [`Rule`](crate::lint::Rule).

pub(in crate::lint) mod duplicate_id;
pub(in crate::lint) mod recurring_incident;
pub(in crate::lint) mod unknown_related;
