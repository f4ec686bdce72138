//! A sequence as serde reads it: the failure of one item does not end the document.

use super::error::Error;
use super::value::Value;
use super::{Id, Passes};
use serde::de::{DeserializeSeed, SeqAccess};

pub(super) struct Items<'p, 'de> {
    pub(super) passes: &'p Passes<'de>,
    pub(super) depth: u32,
    pub(super) next: Id,
    pub(super) end: Id,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let passes = self.passes;
        while self.next < self.end {
            let id = self.next;
            self.next = passes.tree.node(id).next;
            if passes.is_dead(id) || passes.is_known_valid(id) {
                continue;
            }
            let failed = passes.failed.replace(false);
            let result = seed.deserialize(Value { passes, id, depth: self.depth });
            if result.is_ok() && !passes.failed.get() && passes.diagnosing.get() {
                passes.mark_valid(id);
            }
            passes.failed.set(failed | passes.failed.get());
            return match result {
                Ok(value) => Ok(Some(value)),
                Err(error) => {
                    passes.record(error, id);
                    // The seed is used up: this sequence ends here for this pass, the rest of the document continues.
                    Ok(None)
                }
            };
        }
        Ok(None)
    }
}
