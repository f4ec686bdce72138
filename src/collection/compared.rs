//! The files that rules across files compare, and where to find one among them.

use super::Record;
use super::pending::{Pending, began};
use std::collections::HashMap;

/// As many names are compared in a second; a collection of which much is lost gets no suggestions.
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
    /// A collection of those files; `whole` if it is known to hold all incidents there are.
    pub fn new(records: Vec<Record>, whole: bool) -> Self {
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::with_capacity(records.len());
        for (index, record) in records.iter().enumerate() {
            if let Some(id) = &record.id {
                by_id.entry(id.clone()).or_default().push(index);
            }
        }
        // The id in a file that cannot be read is not known.
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

    /// The last incident before a file's whose actions are not done, that shares a service with it and has no tag that
    /// it lacks.
    pub(crate) fn last_pending(&self, record: &Record) -> Option<&Record> {
        self.pending.before(&self.records, record).into_iter().max_by_key(|earlier| began(earlier))
    }

    /// Whether a name may be looked for that is like one that no file has.
    pub(crate) fn suggests(&self) -> bool {
        self.suggests
    }

    /// Whether an incident that is not here does not exist.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole
    }
}
