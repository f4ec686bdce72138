//! An incident in full, for views that one sentence of each text is not enough for.

use super::Record;
use crate::document::Document;
use crate::model::{Incident, Resolved};

/// An incident in full, as one audience may know it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Facts {
    /// The same in short.
    pub record: Record,
    /// What the file says. What is internal in it is marked, also if it is for readers outside.
    pub incident: Incident,
    /// What follows from its times; for readers outside, without what is based on something internal.
    pub resolved: Resolved,
    /// Whether it is for readers outside.
    pub public: bool,
}

impl Facts {
    /// Of a file that was read. `None` if it is not an incident; for readers outside also if the file has format errors:
    /// a misspelt `internal: true` is one.
    pub fn new(document: Document, public: bool) -> Option<Self> {
        if public && document.format_errors().next().is_some() {
            return None;
        }
        let (name, has_ignores) = (document.source.name(), !document.ignores.is_empty());
        let (incident, mut resolved) = document.incident.zip(document.resolved)?;
        let mut known = incident.clone();
        if public {
            resolved.hide_internal(&incident);
            known.actions.retain(|action| !action.internal);
        }
        let record = Record::new(name, known, &resolved, has_ignores);
        Some(Facts { record, incident, resolved, public })
    }

    /// Whether what is marked so may be shown.
    pub fn shows(&self, internal: bool) -> bool {
        !(self.public && internal)
    }
}
