//! Finds words in the texts of a file.

use super::Document;
use super::locate::merged_maps;
use super::tree::{Id, Kind};
use std::collections::HashSet;

/// Fields of the top level that only internal readers see.
const INTERNAL: [&str; 2] = ["roles", "custom"];

/// How deep merge keys are followed to find what is internal.
const DEEPEST: usize = 16;

impl Document<'_> {
    /// Whether each of some words, in lower case, occurs in a text of the incident; with `public`, in one that readers
    /// outside see.
    pub fn mentions(&self, words: &[String], public: bool) -> bool {
        let mut search =
            Search { document: self, public, left: words.iter().collect(), seen: HashSet::new() };
        if !self.tree.nodes.is_empty() {
            search.node(0, true);
        }
        search.left.is_empty()
    }

    /// Whether a mapping is for internal readers only, also where a merge key says so.
    fn is_internal(&self, map: Id, depth: usize) -> bool {
        let tree = &self.tree;
        tree.pairs(map).any(|(key, value)| {
            let is_true = || tree.node(tree.target(value)).text.eq_ignore_ascii_case("true");
            match &*tree.node(key).text {
                "internal" => is_true(),
                "<<" if tree.is_merge(key) => {
                    depth == 0 || merged_maps(tree, value).iter().any(|map| self.is_internal(*map, depth - 1))
                }
                // The title of a chain of questions of which readers outside see none.
                "chain" => {
                    let mut steps =
                        tree.children(tree.target(value)).map(|step| tree.target(step)).peekable();
                    let is_internal = |step: Id| {
                        tree.node(step).kind.is_map() && depth > 0 && self.is_internal(step, depth - 1)
                    };
                    tree.node(tree.target(value)).kind == Kind::Seq
                        && steps.peek().is_some()
                        && steps.all(is_internal)
                }
                _ => false,
            }
        })
    }
}

struct Search<'d, 'w> {
    document: &'d Document<'d>,
    public: bool,
    left: Vec<&'w String>,
    /// What aliases have led to: each is searched once.
    seen: HashSet<Id>,
}

impl Search<'_, '_> {
    fn node(&mut self, id: Id, is_top: bool) {
        if self.left.is_empty() {
            return;
        }
        let tree = &self.document.tree;
        let node = tree.node(id);
        match node.kind {
            Kind::Alias(target) if self.seen.insert(target) => self.node(target, false),
            Kind::Alias(_) => {}
            Kind::Seq => tree.children(id).for_each(|child| self.node(child, false)),
            Kind::Map { .. } => {
                if self.public && !is_top && self.document.is_internal(id, DEEPEST) {
                    return;
                }
                for (key, value) in tree.pairs(id) {
                    let name = &*tree.node(key).text;
                    let is_hidden = name == "email" || is_top && INTERNAL.contains(&name);
                    if !(self.public && is_hidden) {
                        self.node(value, false);
                    }
                }
            }
            Kind::Plain | Kind::Single | Kind::Double | Kind::Block => {
                let text = node.text.to_lowercase();
                self.left.retain(|word| !text.contains(word.as_str()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Settings;
    use crate::source::Source;

    fn mentions(text: &str, words: &str, public: bool) -> bool {
        let source = Source::new("a.yaml", text);
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        Document::read(&source, &Settings::default()).mentions(&words, public)
    }

    /// Who looks for `dns timeout` has one word from the title and the other from a cause.
    #[test]
    fn each_word_is_in_some_text() {
        let text = "title: DNS fails\nroot_cause: [A Timeout of zero]\ntags: &t [ÄÖ]\nservices: *t\n";
        assert!(mentions(text, "dns timeout äö", false));
        assert!(!mentions(text, "dns root_cause", false), "a key is no text");
        assert!(!mentions(text, "dns gateway", false));
        assert!(mentions("- a\n", "", false) && !mentions("", "a", false));
    }

    /// That a search finds an incident says what is in it: also to whom it must not be said.
    #[test]
    fn the_public_finds_only_what_it_sees() {
        let hidden = [
            "actions: [{title: secret, internal: true}]",
            "timeline: [{event: secret, internal: true}]",
            "roles: {lead: secret}",
            "custom: {a: [secret]}",
            "authors: [{name: a, email: secret}]",
            "links: [{url: secret, internal: true}]",
            "five_whys: [{title: secret, chain: [{question: q, internal: true}]}]",
            "notes: [&n {title: a, body: b, internal: true}, {<<: *n, body: secret}]",
        ];
        for text in hidden {
            let text = format!("title: t\n{text}\n");
            assert!(mentions(&text, "secret", false), "{text}");
            assert!(!mentions(&text, "secret", true), "{text}");
        }
        assert!(mentions("title: t\nactions: [{title: Seen, internal: false}]\n", "seen", true));
    }
}
