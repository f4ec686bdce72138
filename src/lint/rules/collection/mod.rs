//! What several files say together. Each rule asks a question about a digest and the collection, so that
//! [`concerns`] can ask the same one about a file whose text is gone.

pub(in crate::lint) mod identity;
pub(in crate::lint) mod recurrence;

use crate::collection::{Collection, Digest};

/// Whether rules across files have something to say about a file.
pub(in crate::lint) fn concerns(collection: &Collection, digest: &Digest) -> bool {
    identity::namesake(collection, digest).is_some()
        || identity::unknown(collection, digest).next().is_some()
        || collection.last_pending(digest).is_some()
}
