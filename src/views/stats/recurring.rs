//! What comes back: services and tags of several incidents, and incidents that refer to each other.

use crate::collection::Record;
use crate::model::normalised;
use chrono::NaiveDate;
use indexmap::IndexMap;
use std::cmp::Reverse;

/// What several incidents have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Recurring {
    /// Services that two or more incidents hit.
    pub services: Vec<Shared>,
    /// Tags of two or more incidents.
    pub tags: Vec<Shared>,
    /// Incidents that `related` connects.
    pub chains: Vec<Chain>,
}

/// A name that two or more incidents have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Shared {
    /// The name as it was written first.
    pub name: String,
    /// How many incidents have it.
    pub incidents: usize,
    /// How many actions of these still have to be done.
    pub open: usize,
    /// The day on which the last of them started.
    pub last: Option<NaiveDate>,
}

/// Incidents that refer to each other, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Chain {
    /// Their ids, the first incident first.
    pub ids: Vec<String>,
    /// How many of their actions still have to be done.
    pub open: usize,
    /// The day on which the last of them started.
    pub last: Option<NaiveDate>,
}

impl Recurring {
    pub(super) fn new(records: &[&Record]) -> Self {
        Recurring {
            services: shared(records, |record| &record.services),
            tags: shared(records, |record| &record.tags),
            chains: chains(records),
        }
    }
}

fn day(record: &Record) -> Option<NaiveDate> {
    record.start.map(|start| start.local.date())
}

fn shared<'r>(records: &[&'r Record], names: impl Fn(&'r Record) -> &'r [String]) -> Vec<Shared> {
    let mut found: IndexMap<String, Shared> = IndexMap::new();
    for record in records {
        let mut seen: Vec<String> = Vec::new();
        for name in names(record) {
            let key = normalised(name);
            if seen.contains(&key) {
                continue;
            }
            let shared = found
                .entry(key.clone())
                .or_insert_with(|| Shared { name: name.clone(), ..Shared::default() });
            shared.incidents += 1;
            shared.open += record.pending;
            shared.last = shared.last.max(day(record));
            seen.push(key);
        }
    }
    let mut shared: Vec<Shared> = found.into_values().filter(|shared| shared.incidents > 1).collect();
    shared.sort_by_key(|shared| (Reverse(shared.incidents), Reverse(shared.open), shared.name.clone()));
    shared
}

/// The connected parts of the graph that `related` makes of the incidents.
fn chains(records: &[&Record]) -> Vec<Chain> {
    let ids: IndexMap<&str, usize> =
        records.iter().enumerate().filter_map(|(at, record)| Some((record.id.as_deref()?, at))).collect();
    // Each incident leads to one of its part with a smaller number; the smallest leads to itself.
    let mut roots: Vec<usize> = (0..records.len()).collect();
    for (at, record) in records.iter().enumerate() {
        for other in record.related.iter().filter_map(|id| ids.get(id.as_str())) {
            let (a, b) = (root(&mut roots, at), root(&mut roots, *other));
            let (low, high) = (a.min(b), a.max(b));
            roots[high] = low;
        }
    }
    let mut parts: IndexMap<usize, Vec<&Record>> = IndexMap::new();
    for (at, record) in records.iter().enumerate() {
        parts.entry(root(&mut roots, at)).or_default().push(record);
    }
    let chain = |mut records: Vec<&Record>| {
        records.sort_by_key(|record| (record.start.map(|start| start.universal()), &record.id));
        Chain {
            ids: records.iter().filter_map(|record| record.id.clone()).collect(),
            open: records.iter().map(|record| record.pending).sum(),
            last: records.iter().filter_map(|record| day(record)).max(),
        }
    };
    let parts = parts.into_values().filter(|records| records.len() > 1);
    let mut chains: Vec<Chain> = parts.map(chain).collect();
    chains.sort_by_key(|chain| (Reverse(chain.ids.len()), Reverse(chain.open), Reverse(chain.last)));
    chains
}

/// The smallest number of the part that an incident is in. The way there is shortened, so that long chains cost little.
fn root(roots: &mut [usize], mut at: usize) -> usize {
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}
