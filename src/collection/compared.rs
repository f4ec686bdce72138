//! The files that rules across files compare, and where to find one among them.

use super::Record;
use super::pending::{Pending, began};
use std::collections::HashMap;

/// The number of names that can be compared in a second; a collection with more unknown names gets no suggestions.
const MOST_COMPARISONS: usize = 20_000_000;

/// The files that rules across files compare.
#[derive(Debug, Default)]
pub struct Collection {
    records: Vec<Record>,
    by_id: HashMap<String, Vec<usize>>,
    pending: Pending,
    whole: bool,
    suggests: bool,
}

impl Collection {
    /// A collection of those files; `whole` if it is known to contain all existing incidents.
    pub fn new(records: Vec<Record>, whole: bool) -> Self {
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            if let Some(id) = &record.id {
                by_id.entry(id.clone()).or_default().push(index);
            }
        }
        // The id in an unreadable file is not known.
        let whole = whole && records.iter().all(|record| record.readable);
        let related = records.iter().flat_map(|record| &record.related);
        let unknown = related.filter(|id| !by_id.contains_key(*id)).count();
        let suggests = unknown.saturating_mul(records.len()) <= MOST_COMPARISONS;
        Collection { pending: Pending::new(&records), records, by_id, whole, suggests }
    }

    /// All files.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The files of an id.
    pub(crate) fn of_id(&self, id: &str) -> impl Iterator<Item = &Record> {
        self.by_id.get(id).into_iter().flatten().map(|index| &self.records[*index])
    }

    /// The last incident before this file's that has open actions, shares a service with it, and has no tag that it
    /// lacks.
    pub(crate) fn last_pending(&self, record: &Record) -> Option<&Record> {
        self.pending.before(&self.records, record).into_iter().max_by_key(|earlier| began(earlier))
    }

    /// Whether to search for a name similar to an unknown one.
    pub(crate) fn suggests(&self) -> bool {
        self.suggests
    }

    /// Whether an incident that is not here does not exist.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole
    }
}
