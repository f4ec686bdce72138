//! From a [`FieldPath`] of the incident back to its nodes.
//!
//! An author may have used a short form for what the path spells out (`timeline[3].at` of `- 10:15 Alert`), and invalid
//! nodes are not in the incident: this module handles both.

use super::field_path::{FieldPath, Segment};
use super::tree::{Id, Kind, Tree};
use crate::source::Span;

/// How far a path leads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The key of the value; the value itself in a sequence and at the top.
    pub(super) key: Id,
    pub(super) value: Id,
    /// How many steps of the path lead here.
    pub(super) steps: usize,
    /// How many of those steps the author's short form leaves out.
    pub(super) implied: usize,
}

/// Follows a path as far as it leads. `dead` marks nodes that are not in the incident.
pub(super) fn follow(tree: &Tree, dead: &[bool], path: &FieldPath) -> Option<Found> {
    let mut found = Found { key: 0, value: 0, steps: 0, implied: 0 };
    if tree.nodes.is_empty() {
        return None;
    }
    for segment in path.segments() {
        let target = tree.target(found.value);
        let kind = tree.node(target).kind;
        let step = match segment {
            Segment::Key(name) if kind.is_map() => entry(tree, dead, target, name),
            Segment::Index(index) if kind == Kind::Seq => {
                let is_live = |id: &Id| !is_dead(dead, *id);
                tree.children(target).filter(is_live).nth(*index).map(|id| (id, id))
            }
            Segment::Index(0) | Segment::Key(_) => {
                found.implied += 1;
                found.steps += 1;
                continue;
            }
            Segment::Index(_) => None,
        };
        let Some((key, value)) = step else { break };
        found = Found { key, value, steps: found.steps + 1, implied: 0 };
    }
    Some(found)
}

/// The entry of a mapping, its own or a merged one.
fn entry(tree: &Tree, dead: &[bool], map: Id, name: &str) -> Option<(Id, Id)> {
    let live = |(key, value): &(Id, Id)| !is_dead(dead, *key) && !is_dead(dead, *value);
    let own = tree.pairs(map).filter(live).find(|(key, _)| tree.node(*key).text == name);
    own.or_else(|| {
        let merges = tree.pairs(map).filter(live).filter(|(key, _)| tree.is_merge(*key));
        // An alias cannot lead back up, so this terminates.
        merges
            .flat_map(|(_, value)| merged_maps(tree, value))
            .find_map(|merged| entry(tree, dead, merged, name))
    })
}

/// The mappings in the value of a merge key.
pub(super) fn merged_maps(tree: &Tree, value: Id) -> Vec<Id> {
    let target = tree.target(value);
    let maps = match tree.node(target).kind {
        Kind::Seq => tree.children(target).map(|map| tree.target(map)).collect(),
        _ => vec![target],
    };
    maps.into_iter().filter(|map| tree.node(*map).kind.is_map()).collect()
}

/// The key of the merged mapping entry that contains a position. Looks only one merge deep: with nested merges, a
/// missing field is reported once more.
pub(super) fn merged_key_at(tree: &Tree, map: Id, place: Span) -> Option<Id> {
    let holds = |(key, value): &(Id, Id)| {
        let extent = tree.node(*key).span.cover(tree.node(*value).span);
        extent.start() <= place.start() && place.start() <= extent.end()
    };
    let merges = tree.pairs(map).filter(|(key, _)| tree.is_merge(*key));
    let maps = merges.flat_map(|(_, value)| merged_maps(tree, value));
    maps.flat_map(|map| tree.pairs(map)).find(holds).map(|(key, _)| key)
}

fn is_dead(dead: &[bool], id: Id) -> bool {
    dead.get(id as usize).is_some_and(|dead| *dead)
}
