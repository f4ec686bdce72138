//! What a rule is given: the file with all that is known of it, and a place to put its findings.

use super::Options;
use crate::diagnostic::{Diagnostic, Level, RuleInfo};
use crate::document::Document;
use crate::model::{Incident, Resolved, Status};
use crate::source::Span;
use chrono::{DateTime, Utc};

/// A file that could be read, as rules see it.
pub struct File<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) incident: &'d Incident,
    pub(super) resolved: &'d Resolved,
    pub(super) options: &'d Options,
    pub(super) status: Status,
    pub(super) now: Option<DateTime<Utc>>,
}

/// The findings of one rule in one file.
pub struct Findings<'f> {
    rule: &'static RuleInfo,
    level: Level,
    found: &'f mut Vec<Diagnostic>,
}

impl<'d> File<'d> {
    /// `None` if the file could not be read as an incident.
    pub(super) fn new(
        document: &'d Document<'d>,
        options: &'d Options,
        now: Option<DateTime<Utc>>,
    ) -> Option<Self> {
        let (incident, resolved) = (document.incident.as_ref()?, document.resolved.as_ref()?);
        let status = options.status.unwrap_or_else(|| incident.status());
        Some(File { document, incident, resolved, options, status, now })
    }
}

impl<'f> Findings<'f> {
    pub(super) fn new(rule: &'static RuleInfo, level: Level, found: &'f mut Vec<Diagnostic>) -> Self {
        Findings { rule, level, found }
    }

    /// A finding to be completed and pushed.
    pub(super) fn at(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { level: self.level, ..Diagnostic::new(self.rule, span, message) }
    }

    /// Reports a finding.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }
}
