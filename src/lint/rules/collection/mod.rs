//! What several files say together. Each rule asks a question about a record and the collection, so that the same one
//! can be asked about a file whose text is gone: see [`Rule`](crate::lint::Rule).

pub(in crate::lint) mod identity;
pub(in crate::lint) mod recurrence;
