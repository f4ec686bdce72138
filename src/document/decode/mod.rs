//! Tree → any serde type, with every format error of the document found in one run.
//!
//! A value that does not fit is recorded, its node removed, and the document decoded again without it, until it decodes
//! or nothing is left. A sequence skips an item that fails, so that one pass finds an error in every sequence. Three
//! rules make this correct:
//!
//! - Every pass removes at least one node, or the passes end.
//! - A mapping is not removed in a pass that found something inside it: there may be more.
//! - Items of sequences already known to be valid are skipped by the passes that only look for errors.

mod error;
mod map;
mod old_forms;
mod seq;
mod value;

use super::rules::{DUPLICATE_KEY, MISSING_FIELD, TOO_COMPLEX};
use super::tree::{Id, Tree};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
pub(super) use error::unknown_word;
use error::{Error, What};
use serde::Deserialize;
use std::cell::{Cell, RefCell};
use value::Value;

/// A struct's name → what it must have: lists of fields, one of each list is enough.
pub(super) type Required = &'static [(&'static str, &'static [&'static [&'static str]])];

/// The maximum number of errors that are looked for.
pub(super) const MAX_FAULTS: usize = 100;
/// Nodes that may be visited through aliases.
const MAX_ALIAS_STEPS: usize = 10_000;
/// Bytes of text that aliases may repeat.
const MAX_ALIAS_BYTES: usize = 1024 * 1024;
/// More nesting than an incident file needs.
const MAX_DEPTH: u32 = 64;

/// The result of decoding a document.
#[derive(Debug)]
pub(super) struct Decoded<T> {
    /// The value, as far as it could be decoded.
    pub(super) value: Option<T>,
    /// The errors, in the order of their positions.
    pub(super) faults: Vec<Diagnostic>,
    /// Nodes that are not in the value, by id; empty if none.
    pub(super) dead: Vec<bool>,
}

/// Decodes the tree of a text.
pub(super) fn decode<'de, T: Deserialize<'de>>(
    text: &'de str,
    tree: &'de Tree<'de>,
    required: Required,
) -> Decoded<T> {
    let pass = Passes::new(text, tree, required);
    if tree.nodes.is_empty() || (tree.nodes.len() == 1 && tree.is_null(0)) {
        let fault = Diagnostic::new(&MISSING_FIELD, Span::default(), "the file is empty")
            .help("`postmortem new` writes a file to start from");
        return Decoded { value: None, faults: vec![fault], dead: Vec::new() };
    }
    pass.duplicates();
    let value = loop {
        pass.failed.set(false);
        pass.steps.set(0);
        pass.bytes.set(0);
        match T::deserialize(Value { passes: &pass, id: 0, depth: 0 }) {
            Ok(value) if !pass.failed.get() && !pass.diagnosing.get() => break Some(value),
            // Nothing left to find: a last pass builds the value.
            Ok(_) if !pass.failed.get() => {
                pass.diagnosing.set(false);
                continue;
            }
            Ok(_) => {}
            Err(error) => pass.record(error, 0),
        }
        pass.diagnosing.set(true);
        if pass.is_dead(0) || pass.stop.get() {
            break None;
        }
    };
    let mut faults = pass.faults.into_inner();
    faults.sort_by_key(|fault| fault.span);
    Decoded { value, faults, dead: pass.dead.into_inner() }
}

/// The state that the passes over one document share.
struct Passes<'de> {
    text: &'de str,
    tree: &'de Tree<'de>,
    required: Required,
    /// Nodes that later passes skip: invalid values, unknown keys, duplicate keys.
    dead: RefCell<Vec<bool>>,
    /// Sequence items known to be valid.
    valid: RefCell<Vec<bool>>,
    faults: RefCell<Vec<Diagnostic>>,
    /// Whether this pass removed something.
    failed: Cell<bool>,
    /// Whether this pass only looks for errors.
    diagnosing: Cell<bool>,
    /// How many nodes have been removed so far.
    kills: Cell<usize>,
    /// Nodes visited in this pass.
    steps: Cell<usize>,
    /// Bytes of text visited in this pass.
    bytes: Cell<usize>,
    /// Whether to give up.
    stop: Cell<bool>,
}

impl<'de> Passes<'de> {
    fn new(text: &'de str, tree: &'de Tree<'de>, required: Required) -> Self {
        Passes {
            text,
            tree,
            required,
            dead: RefCell::default(),
            valid: RefCell::default(),
            faults: RefCell::default(),
            failed: Cell::default(),
            diagnosing: Cell::default(),
            kills: Cell::default(),
            steps: Cell::default(),
            bytes: Cell::default(),
            stop: Cell::default(),
        }
    }

    fn is_dead(&self, id: Id) -> bool {
        self.dead.borrow().get(id as usize).is_some_and(|dead| *dead)
    }

    fn is_known_valid(&self, id: Id) -> bool {
        self.diagnosing.get() && self.valid.borrow().get(id as usize).is_some_and(|valid| *valid)
    }

    fn mark_valid(&self, id: Id) {
        mark(&self.valid, id, self.tree.nodes.len());
    }

    fn kill(&self, id: Id) {
        if !self.is_dead(id) {
            mark(&self.dead, id, self.tree.nodes.len());
            self.kills.set(self.kills.get() + 1);
        }
    }

    /// Whether to stop looking for errors.
    fn is_full(&self) -> bool {
        self.stop.get()
    }

    fn push(&self, fault: Diagnostic) {
        let mut faults = self.faults.borrow_mut();
        if self.stop.get() || faults.contains(&fault) {
            return;
        }
        let span = fault.span;
        faults.push(fault);
        if faults.len() >= MAX_FAULTS {
            self.stop.set(true);
            let message =
                format!("too many errors: the rest of this file is not checked after the first {MAX_FAULTS}");
            faults.push(Diagnostic::new(&TOO_COMPLEX, span, message).help("fix these first"));
        }
    }

    /// Counts a visited node; hostile aliases make many of few.
    fn step(&self, cost: usize) -> Result<(), Error> {
        let steps = self.steps.get() + cost;
        self.steps.set(steps);
        if steps > 2 * self.tree.nodes.len() + MAX_ALIAS_STEPS {
            return Err(Error::new(What::TooComplex));
        }
        Ok(())
    }

    /// Counts the text of a visited node, which is copied: a long one that many aliases repeat fills the memory.
    fn text(&self, id: Id) -> Result<(), Error> {
        let bytes = self.bytes.get() + self.tree.node(id).text.len();
        self.bytes.set(bytes);
        // No text is longer than twice its source, even if it consists of escapes.
        if bytes > 2 * self.text.len() + MAX_ALIAS_BYTES {
            return Err(Error::new(What::TooComplex));
        }
        Ok(())
    }

    /// Turns an error into a finding and removes its node from the next pass.
    fn record(&self, error: Error, fallback: Id) {
        self.failed.set(true);
        let (at, what, again) = error.into_parts();
        let id = at.unwrap_or(fallback);
        if !again {
            let kills = self.kills.get();
            self.kill(id);
            if self.kills.get() == kills {
                // The node of the error is already removed: remove its parent.
                self.kill(fallback);
            }
            if self.kills.get() == kills {
                self.stop.set(true);
            }
        }
        let too_complex = matches!(what, What::TooComplex);
        if let Some(fault) = what.into_fault(self.text, self.tree, id) {
            self.push(fault);
        }
        if too_complex {
            self.stop.set(true);
        }
    }

    fn duplicates(&self) {
        for (later, first) in &self.tree.duplicates {
            let node = self.tree.node(*later);
            self.push(
                Diagnostic::new(&DUPLICATE_KEY, node.span, format!("duplicate key `{}`", node.text))
                    .related(self.tree.node(*first).span, "first here")
                    .help("keep one of them, or merge their values"),
            );
            self.kill(*later);
        }
    }
}

fn mark(set: &RefCell<Vec<bool>>, id: Id, len: usize) {
    let mut set = set.borrow_mut();
    if set.is_empty() {
        set.resize(len, false);
    }
    set[id as usize] = true;
}
