//! A file's YAML, read with every format error found in one run, and the way back from the incident to the text.
//!
//! `build` makes a tree of nodes with spans from parser events, `decode` makes the incident from the tree, and
//! [`Document`] leads from a [`FieldPath`] of the incident to its location in the file.

mod append;
mod build;
mod bytes;
mod decode;
mod field_path;
mod fields;
mod flow;
mod ignore;
mod items;
mod locate;
mod names;
mod quoting;
pub mod rules;
mod search;
mod settle;
mod syntax;
mod text;
mod times;
mod tree;
mod values;
mod words;
pub mod write;
mod written;

pub use append::{Addition, AppendError};
pub(crate) use bytes::too_large;
pub use bytes::{MAX_SIZE, source_from_bytes};
pub use field_path::{FieldPath, Segment};
pub(crate) use fields::meant;
pub use ignore::{Ignore, InText, Scope};
pub use rules::RULES;
pub use settle::{SettleError, Settlement};

use crate::diagnostic::{Diagnostic, Level};
use crate::model::{At, Incident, REQUIRED, Resolved, SCHEMA_VERSION, Settings};
use crate::source::{Source, Span};
use std::ops::Range;
use tree::{Kind, Tree};

/// A file after reading: the incident, as far as it could be decoded, and the errors.
#[derive(Debug)]
pub struct Document<'s> {
    /// The file.
    pub source: &'s Source,
    /// The incident without its invalid parts; `None` if the file is not YAML with a mapping at the top.
    pub incident: Option<Incident>,
    /// What follows from the incident's times.
    pub resolved: Option<Resolved>,
    /// Errors found while reading, in the order of their positions.
    pub faults: Vec<Diagnostic>,
    /// Ignore comments.
    pub ignores: Vec<Ignore>,
    /// What looks like such a comment, but is part of a text.
    pub ignores_in_texts: Vec<InText>,
    tree: Tree<'s>,
    /// Nodes that are not in the incident.
    dead: Vec<bool>,
}

impl<'s> Document<'s> {
    /// Reads a text. Never fails: errors are in `faults`.
    pub fn read(source: &'s Source, settings: &Settings) -> Self {
        let mut document = Document {
            source,
            incident: None,
            resolved: None,
            faults: Vec::new(),
            ignores: Vec::new(),
            ignores_in_texts: Vec::new(),
            tree: Tree::default(),
            dead: Vec::new(),
        };
        match build::build(source) {
            Ok(tree) => document.tree = tree,
            Err(fault) => {
                document.faults.push(*fault);
                return document;
            }
        }
        document.ignores = ignore::ignores(source, &document.tree, &document.tree.comments);
        document.ignores_in_texts = ignore::in_texts(source, &document.tree);
        if let Some(fault) = document.unsupported_schema() {
            document.faults.push(fault);
            return document;
        }
        let decoded = decode::decode(source.text(), &document.tree, REQUIRED);
        (document.incident, document.faults, document.dead) = (decoded.value, decoded.faults, decoded.dead);
        document.settle_words(&settings.actions);
        document.resolve(settings);
        document
    }

    /// A file of a later version would produce a wall of meaningless errors.
    fn unsupported_schema(&self) -> Option<Diagnostic> {
        let found = locate::follow(&self.tree, &self.dead, &FieldPath::from("schema"))
            .filter(|found| found.steps == 1)?;
        let node = self.tree.node(self.tree.target(found.value));
        let version = node.text.parse::<u32>().ok().filter(|version| *version != SCHEMA_VERSION)?;
        let help =
            if version > SCHEMA_VERSION { "update postmortem" } else { "write `schema: 1`, or leave it out" };
        let message =
            format!("unknown schema version {version}; this program reads version {SCHEMA_VERSION}");
        Some(Diagnostic::new(&rules::UNSUPPORTED_SCHEMA, node.span, message).help(help))
    }

    fn resolve(&mut self, settings: &Settings) {
        let Some(incident) = &self.incident else { return };
        let resolved = Resolved::new(incident, settings);
        for problem in &resolved.problems {
            let path = crate::path![problem.list, problem.index, problem.field];
            let fault = times::explain(problem, resolved.zone, self.value(&path));
            self.faults.push(fault);
        }
        if !resolved.problems.is_empty() {
            self.faults.sort_by_key(|fault| fault.span);
        }
        self.resolved = Some(resolved);
    }

    /// The errors that prevent any report of this file, whatever levels and ignore comments say: it would lack a part,
    /// which may be a misspelt `internal: true`.
    pub fn format_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        // Errors have their rules' own levels until the document is linted.
        self.faults.iter().filter(|fault| fault.level == Level::Error)
    }

    /// Whether the file spells a path out, instead of implying it by a short form.
    pub fn has(&self, path: &FieldPath) -> bool {
        self.find(path).is_some_and(|found| found.steps == path.segments().len() && found.implied == 0)
    }

    /// The span of the value at a path, a block scalar including its header. If there is none, the nearest location
    /// above it: a key, or the first key of a sequence item; at the top, the title.
    pub fn value(&self, path: &FieldPath) -> Span {
        match self.find(path) {
            Some(found) if found.steps < path.segments().len() => self.above(found),
            Some(found) => self.part(found, path).unwrap_or_else(|| self.visible(found.value)),
            None => Span::default(),
        }
    }

    /// The top-level field that contains a position, by its key as written, even if the field comes from `<<`; `None`
    /// before the first key.
    pub(crate) fn field_at(&self, place: Span) -> Option<&str> {
        let root = self.tree.nodes.first().filter(|root| root.kind.is_map())?;
        if matches!(root.kind, Kind::Map { merge: true })
            && let Some(key) = locate::merged_key_at(&self.tree, 0, place)
        {
            return Some(&self.tree.node(key).text);
        }
        let starts_before =
            |(key, _): &(tree::Id, tree::Id)| self.tree.node(*key).span.start() <= place.start();
        let last = self.tree.pairs(0).take_while(starts_before).last();
        last.map(|(key, _)| &*self.tree.node(key).text)
    }

    /// The span of the key at a path (for a sequence item: of its first line's key or value); see [`Document::value`]
    /// for paths that do not exist.
    pub fn key(&self, path: &FieldPath) -> Span {
        match self.find(path) {
            Some(found) if found.steps < path.segments().len() || found.key == found.value => {
                self.above(found)
            }
            Some(found) => self.tree.node(found.key).span,
            None => Span::default(),
        }
    }

    /// Where a part of the text at a path is in the file; `range` is in bytes of the decoded text.
    pub fn text(&self, path: &FieldPath, range: Range<usize>) -> Span {
        let Some(found) = self.find(path).filter(|found| found.steps == path.segments().len()) else {
            return self.value(path);
        };
        let node = self.tree.node(self.tree.target(found.value));
        if !node.kind.is_scalar() {
            return self.value(path);
        }
        let skipped = entry_part(&node.text, found.implied, path).map_or(0, |part| part.start);
        text::locate(self.source.text(), node, range.start + skipped..range.end + skipped)
    }

    /// How many values the incident has: fewer if an edit loses some.
    pub(crate) fn count_held(&self) -> usize {
        if self.incident.is_none() { 0 } else { self.tree.count_live(&self.dead) }
    }

    /// Whether the file is, or begins as, a single text instead of a mapping.
    pub(crate) fn is_text(&self) -> bool {
        let root = self.tree.nodes.first().map(|root| root.kind.is_scalar());
        root.unwrap_or_else(|| build::begins_as_text(self.source.text()))
    }

    fn find(&self, path: &FieldPath) -> Option<locate::Found> {
        locate::follow(&self.tree, &self.dead, path)
    }

    /// The part of an entry in short form that a path's last step names.
    fn part(&self, found: locate::Found, path: &FieldPath) -> Option<Span> {
        let node = self.tree.node(self.tree.target(found.value));
        let part = entry_part(&node.text, found.implied, path)?;
        Some(text::locate(self.source.text(), node, part))
    }

    /// A value's span without trailing spaces.
    fn visible(&self, id: tree::Id) -> Span {
        let node = self.tree.node(id);
        let text = self.source.slice(node.span);
        match node.kind {
            Kind::Block => Span::new(node.span.start(), node.span.start() + text.trim_end().len()),
            _ => node.span,
        }
    }

    fn above(&self, found: locate::Found) -> Span {
        if found.steps == 0 {
            let title = self.find(&FieldPath::from("title")).filter(|title| title.steps == 1);
            return title.map_or_else(|| self.tree.grip(0), |title| self.visible(title.value));
        }
        self.tree.grip(found.key)
    }
}

/// Which bytes of an entry's text `10:15 Alert` are its `at` and its `event`.
fn entry_part(text: &str, implied: usize, path: &FieldPath) -> Option<Range<usize>> {
    let field = match path.segments() {
        [Segment::Key(list), Segment::Index(_), Segment::Key(field)] if list == "timeline" && implied > 0 => {
            field
        }
        _ => return None,
    };
    let (at, event) = At::split(text).ok()?;
    let event_start = text.trim_end().len() - event.len();
    match field.as_str() {
        "event" => Some(event_start..text.trim_end().len()),
        "at" => at.map(|_| 0..text[..event_start].trim_end_matches([' ', ':', '-', '–', '—']).len()),
        _ => None,
    }
}
