//! A file's YAML, read with every shape fault found in one run, and the way back from the incident to the text.

mod path;

pub use path::{Path, Segment};

use crate::diagnostic::{Diagnostic, RuleInfo};
use crate::model::{Incident, Resolved, Settings};
use crate::source::{Source, Span};
use std::ops::Range;

/// The rules of this layer.
pub static RULES: &[&RuleInfo] = &[];

/// A file as read: the incident, as far as it could be decoded, and the faults.
#[derive(Debug)]
pub struct Document<'s> {
    /// The file.
    pub source: &'s Source,
    /// The incident; `None` if the file is no YAML with a mapping at the top.
    pub incident: Option<Incident>,
    /// What follows from the incident's times.
    pub resolved: Option<Resolved>,
    /// Faults found while reading, in the order of their places.
    pub faults: Vec<Diagnostic>,
}

impl<'s> Document<'s> {
    /// Reads a text. Never fails: what is wrong is in `faults`.
    pub fn read(source: &'s Source, settings: &Settings) -> Self {
        let _ = settings;
        Document { source, incident: None, resolved: None, faults: Vec::new() }
    }

    /// The span of the value at a path, a block scalar without its header's comment. If there is none, the key of
    /// the nearest place above it; at the top, the `title`'s key, or the first key of the file.
    pub fn value(&self, path: &Path) -> Span {
        let _ = path;
        Span::default()
    }

    /// The span of the key at a path (of a list's element: of its first line's value); see [`Document::value`] for
    /// paths that lead nowhere.
    pub fn key(&self, path: &Path) -> Span {
        let _ = path;
        Span::default()
    }

    /// Where a part of the text at a path stands in the file; `range` is in bytes of the decoded text.
    pub fn text(&self, path: &Path, range: Range<usize>) -> Span {
        let _ = (path, range);
        Span::default()
    }
}
