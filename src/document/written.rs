//! All that a file says, without knowing what its fields mean: for readers that check what was written.

use super::Document;
use super::tree::{Id, Kind};

/// Fields whose keys are the author's own words.
const OWN_KEYS: &[&str] = &["roles", "custom", "glossary"];

impl Document<'_> {
    /// Each text of the file: its values, and the keys that are the author's own words.
    pub(crate) fn texts(&self) -> Vec<&str> {
        let mut texts = Vec::new();
        if self.tree.nodes.first().is_some_and(|root| root.kind.is_map()) {
            for (key, value) in self.tree.pairs(0) {
                let is_own = OWN_KEYS.contains(&&*self.tree.node(key).text);
                self.texts_of(value, is_own, &mut texts);
            }
        }
        texts
    }

    fn texts_of<'d>(&'d self, id: Id, with_keys: bool, texts: &mut Vec<&'d str>) {
        let node = self.tree.node(id);
        match node.kind {
            Kind::Seq => self.tree.children(id).for_each(|child| self.texts_of(child, with_keys, texts)),
            Kind::Map { .. } => {
                for (key, value) in self.tree.pairs(id) {
                    if with_keys {
                        texts.push(&self.tree.node(key).text);
                    }
                    self.texts_of(value, with_keys, texts);
                }
            }
            Kind::Alias(_) => {}
            _ => texts.push(&node.text),
        }
    }

    /// The comments that have a line of their own, without their mark.
    pub(crate) fn comment_lines(&self) -> Vec<&str> {
        let text = self.source.text();
        let scalars = self.tree.nodes.iter().filter(|node| node.kind.is_scalar()).map(|node| node.span);
        let mut scalars = scalars.peekable();
        let mut at = 0;
        let mut comments = Vec::new();
        for line in text.split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            while scalars.next_if(|span| span.end() <= start).is_some() {}
            let is_inside = scalars.peek().is_some_and(|span| span.start() <= start);
            if let Some(comment) = line.trim().strip_prefix('#').filter(|_| !is_inside) {
                comments.push(comment.trim());
            }
        }
        comments
    }
}
