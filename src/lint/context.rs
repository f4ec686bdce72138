//! What a rule gets: the file with everything that is known about it, and a place for its findings.

use super::prose::{Kind, Mark, Phrases, Prose, Table, Text};
use super::{Options, Rule};
use crate::collection::{Collection, Record};
use crate::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::document::{Document, FieldPath};
use crate::model::{Incident, Resolved, Status};
use crate::path;
use crate::source::Span;
use chrono::{DateTime, Utc};
use std::cell::OnceCell;
use std::ops::Range;

/// A readable file, as rules see it.
pub struct RuleContext<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) incident: &'d Incident,
    pub(super) resolved: &'d Resolved,
    pub(super) options: &'d Options,
    pub(super) status: Status,
    pub(super) now: Option<DateTime<Utc>>,
    /// The files to compare with, for rules across files.
    pub(super) collection: Option<&'d Collection>,
    /// The word lists that may have a phrase in a text.
    table: &'static Table,
    prose: OnceCell<Prose<'d>>,
    record: OnceCell<Record>,
}

/// More findings of one rule in one file help nobody; a limit for hostile files, in which each costs a search.
pub(super) const MOST: usize = 100;

/// The findings of one rule in one file.
pub struct Findings<'f> {
    rule: &'static Rule,
    /// How many word lists the rules before this one have.
    first_list: usize,
    new: New,
    left: usize,
    found: &'f mut Vec<Diagnostic>,
}

/// Makes the findings of one rule, at its level.
#[derive(Clone, Copy)]
pub(super) struct New {
    rule: &'static RuleInfo,
    level: Level,
}

impl<'d> RuleContext<'d> {
    /// `None` if the file could not be read as an incident.
    pub(super) fn new(
        document: &'d Document<'d>,
        options: &'d Options,
        now: Option<DateTime<Utc>>,
        collection: Option<&'d Collection>,
        table: &'static Table,
    ) -> Option<Self> {
        let (incident, resolved) = (document.incident.as_ref()?, document.resolved.as_ref()?);
        let status = options.status.unwrap_or_else(|| incident.status());
        Some(RuleContext {
            document,
            incident,
            resolved,
            options,
            status,
            now,
            collection,
            table,
            prose: OnceCell::new(),
            record: OnceCell::new(),
        })
    }

    /// The texts of some kinds, in the order of the format.
    pub(super) fn texts(&self, kinds: &'static [Kind]) -> impl Iterator<Item = Text<'_>> {
        self.prose().texts(kinds)
    }

    /// All texts, in the order of the format.
    pub(super) fn all_texts(&self) -> impl Iterator<Item = Text<'_>> {
        self.texts_but(&[])
    }

    /// The texts of all kinds except some, in the order of the format.
    pub(super) fn texts_but(&self, kinds: &'static [Kind]) -> impl Iterator<Item = Text<'_>> {
        self.prose().texts_but(kinds)
    }

    /// The Markdown of all texts that reports show as Markdown, in the order of the format.
    pub(super) fn marks(&self) -> impl Iterator<Item = (Text<'_>, &Mark<'_>)> {
        self.prose().marks()
    }

    fn prose(&self) -> &Prose<'d> {
        self.prose.get_or_init(|| Prose::new(self.incident, self.table))
    }

    /// What rules across files compare.
    pub(super) fn record(&self) -> &Record {
        self.record.get_or_init(|| Record::from(self.document))
    }

    /// Where a part of a text is in the file.
    pub(super) fn part(&self, text: Text, bytes: Range<usize>) -> Span {
        self.document.text(&text.place.path(), bytes)
    }

    /// Where some words of a text are in the file.
    pub(super) fn words(&self, text: Text, words: Range<usize>) -> Span {
        self.document.text(&text.place.path(), text.bytes(words))
    }

    /// Where to report that a top-level field is missing: its key if it is there and empty, or the title.
    pub(super) fn lack(&self, field: &str) -> Span {
        let path = path![field];
        if self.document.has(&path) { self.document.key(&path) } else { self.document.value(&path) }
    }

    /// Whether something at a path could not be read, so that nothing can be said about what is missing there.
    pub(super) fn is_spoilt(&self, path: &FieldPath) -> bool {
        if self.document.faults.is_empty() {
            return false;
        }
        let extent = self.document.value(path);
        let within = |span: Span| extent.start() <= span.start() && span.end() <= extent.end();
        self.document.faults.iter().any(|fault| within(fault.span))
    }

    /// The word lists of the rule that asks. The configuration affects the first one.
    pub(super) fn phrases<const N: usize>(&self, findings: &Findings) -> [Phrases<'d>; N] {
        let custom = self.options.words.get(findings.rule.info.name);
        std::array::from_fn(|index| Phrases {
            list: &findings.rule.phrases[index],
            bit: 1 << (findings.first_list + index),
            custom: custom.filter(|_| index == 0),
        })
    }
}

impl<'f> Findings<'f> {
    pub(super) fn new(
        rule: &'static Rule,
        first_list: usize,
        level: Level,
        found: &'f mut Vec<Diagnostic>,
    ) -> Self {
        Findings { rule, first_list, new: New { rule: &rule.info, level }, left: MOST, found }
    }

    /// Whether no more findings are accepted.
    pub(super) fn is_full(&self) -> bool {
        self.left == 0
    }

    /// Reports a finding, which is only made if it is accepted.
    pub(super) fn push(&mut self, make: impl FnOnce(New) -> Diagnostic) {
        if !self.is_full() {
            self.left -= 1;
            self.found.push(make(self.new));
        }
    }
}

impl New {
    /// A finding at a place.
    pub(super) fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { level: self.level, ..Diagnostic::new(self.rule, span, message) }
    }
}
