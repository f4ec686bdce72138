//! What several files say together. Each rule asks about a digest and the collection, so that it can also ask about a
//! file whose text has been dropped: see [`Rule`](crate::lint::Rule).

pub(in crate::lint) mod duplicate_id;
pub(in crate::lint) mod recurring_incident;
pub(in crate::lint) mod unknown_related;
