//! The YAML of one file as a flat tree of nodes with byte spans.
//!
//! Nodes are in one vector in the order of the text: a node's children follow it, and `next` skips its subtree. A
//! mapping's children are its keys and values in turn. [`super::build`] makes the tree from parser events.

use crate::source::Span;
use std::borrow::Cow;
use std::collections::HashSet;

/// Index of a node.
pub(super) type Id = u32;

/// What a node is, and for scalars how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An unquoted scalar, or nothing at all.
    Plain,
    /// `'…'`.
    Single,
    /// `"…"`.
    Double,
    /// `|` or `>`; its span starts with the header.
    Block,
    Seq,
    Map {
        /// Whether one of its keys is `<<`.
        merge: bool,
    },
    /// An alias of the node with that id.
    Alias(Id),
}

impl Kind {
    pub(super) fn is_scalar(self) -> bool {
        matches!(self, Kind::Plain | Kind::Single | Kind::Double | Kind::Block)
    }

    pub(super) fn is_map(self) -> bool {
        matches!(self, Kind::Map { .. })
    }
}

#[derive(Debug)]
pub(super) struct Node<'s> {
    pub(super) kind: Kind,
    /// The node after this one and its subtree.
    pub(super) next: Id,
    pub(super) span: Span,
    /// A scalar's decoded text; else empty.
    pub(super) text: Cow<'s, str>,
}

#[derive(Debug, Default)]
pub(super) struct Tree<'s> {
    pub(super) nodes: Vec<Node<'s>>,
    /// Duplicate keys, each with the first of its name.
    pub(super) duplicates: Vec<(Id, Id)>,
    /// Comments, if one of them may be an ignore comment.
    pub(super) comments: Vec<Span>,
    /// Plain scalars followed by a `#` comment that looks like text.
    pub(super) cuts: Vec<Id>,
}

impl<'s> Tree<'s> {
    pub(super) fn node(&self, id: Id) -> &Node<'s> {
        &self.nodes[id as usize]
    }

    /// The target of an alias, or the node itself.
    pub(super) fn target(&self, id: Id) -> Id {
        match self.node(id).kind {
            Kind::Alias(target) => target,
            _ => id,
        }
    }

    /// The items of a sequence.
    pub(super) fn children(&self, list: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.node(list).next;
        let within = move |id: Id| (id < end).then_some(id);
        std::iter::successors(within(list + 1), move |id| within(self.node(*id).next))
    }

    /// The keys and values of a mapping.
    pub(super) fn pairs(&self, map: Id) -> impl Iterator<Item = (Id, Id)> + '_ {
        let end = self.node(map).next;
        let within = move |key: Id| (key < end).then(|| (key, self.node(key).next));
        std::iter::successors(within(map + 1), move |(_, value)| within(self.node(*value).next))
    }

    /// Whether a node means that there is no value.
    pub(super) fn is_null(&self, id: Id) -> bool {
        let node = self.node(self.target(id));
        node.kind == Kind::Plain && matches!(&*node.text, "" | "~" | "null" | "Null" | "NULL")
    }

    /// Whether a key is the merge key `<<`.
    pub(super) fn is_merge(&self, key: Id) -> bool {
        let node = self.node(key);
        node.kind == Kind::Plain && node.text == "<<"
    }

    /// How many scalars and aliases remain without some nodes, their subtrees, and the values of such keys.
    pub(super) fn count_live(&self, dead: &[bool]) -> usize {
        let is_dead = |id: Id| dead.get(id as usize).is_some_and(|dead| *dead);
        let maps = (0..).zip(&self.nodes).filter(|(_, node)| node.kind.is_map() && !dead.is_empty());
        let pairs = maps.flat_map(|(map, _)| self.pairs(map));
        let of_dead_keys: HashSet<Id> =
            pairs.filter(|(key, _)| is_dead(*key)).map(|(_, value)| value).collect();
        let (mut live, mut id) = (0, 0);
        while let Some(node) = self.nodes.get(id as usize) {
            let is_out = is_dead(id) || of_dead_keys.contains(&id);
            live += usize::from(!is_out && !matches!(node.kind, Kind::Seq | Kind::Map { .. }));
            id = if is_out { node.next } else { id + 1 };
        }
        live
    }

    /// What to underline for a node: a whole scalar, a collection's first key or item.
    pub(super) fn grip(&self, id: Id) -> Span {
        let node = self.node(id);
        match node.kind {
            Kind::Seq | Kind::Map { .. } if node.next > id + 1 => {
                Span::new(node.span.start(), self.grip(id + 1).end().max(node.span.start()))
            }
            _ => node.span,
        }
    }
}
