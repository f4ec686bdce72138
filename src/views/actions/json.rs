//! Actions for programs.

use super::{Row, id};
use crate::model::Priority;
use crate::output::masked_text;
use serde::Serialize;

/// An action for programs. Fields are only added while the version is 1.
#[derive(Serialize)]
pub(super) struct Entry {
    reference: String,
    incident: String,
    incident_title: String,
    severity: Option<String>,
    services: Vec<String>,
    id: Option<String>,
    title: String,
    owner: Vec<String>,
    priority: Option<&'static str>,
    r#type: Option<String>,
    status: &'static str,
    state: String,
    due: Option<String>,
    days_late: Option<i64>,
    done_on: Option<String>,
    ticket: Option<String>,
    group: Option<String>,
}

impl Entry {
    pub(super) fn new(row: &Row) -> Self {
        let Row { record, action, reference, days_late, .. } = row;
        let text = |text: &String| masked_text(text).into_owned();
        let texts = |texts: &[String]| texts.iter().map(text).collect();
        Entry {
            reference: reference.clone(),
            incident: id(record).to_owned(),
            incident_title: text(&record.title),
            severity: record.severity.as_ref().map(text),
            services: texts(&record.services),
            id: action.id.as_ref().map(text),
            title: text(&action.title),
            owner: texts(&action.owner),
            priority: action.priority.map(Priority::name),
            r#type: action.kind.as_ref().map(|kind| kind.name.clone()),
            status: action.status().name(),
            state: action.state().to_owned(),
            due: action.due.map(|due| due.to_string()),
            days_late: *days_late,
            done_on: action.done_on.map(|day| day.to_string()),
            ticket: action.ticket.as_ref().map(text),
            group: action.group.as_ref().map(text),
        }
    }
}
