//! Differences for programs.

use super::{Compared, closed, id};
use crate::output::masked_text;
use crate::views::actions::Row;
use serde::Serialize;

/// An action that differs from its ticket, for programs. Fields are only added while the version is 1.
#[derive(Serialize)]
pub(super) struct Entry {
    difference: &'static str,
    reference: String,
    incident: String,
    incident_title: String,
    id: Option<String>,
    title: String,
    owner: Vec<String>,
    status: &'static str,
    state: String,
    ticket: Option<String>,
    exported: Option<Exported>,
}

/// The ticket in the export.
#[derive(Serialize)]
struct Exported {
    ticket: String,
    state: String,
    closed: Option<String>,
    place: String,
}

impl Entry {
    pub(super) fn new(compared: &Compared) -> Self {
        let Compared { row: Row { record, action, reference, .. }, ticket, difference } = compared;
        let text = |text: &str| masked_text(text).into_owned();
        Entry {
            difference: difference.name(),
            reference: reference.clone(),
            incident: id(record).to_owned(),
            incident_title: text(&record.title),
            id: action.id.as_deref().map(text),
            title: text(&action.title),
            owner: action.owner.iter().map(|owner| text(owner)).collect(),
            status: action.status().name(),
            state: action.state().to_owned(),
            ticket: action.ticket.as_deref().map(text),
            exported: ticket.map(|ticket| Exported {
                ticket: text(&ticket.name),
                state: text(&ticket.word),
                closed: Some(text(&closed(ticket))).filter(|closed| !closed.is_empty()),
                place: ticket.place.to_string(),
            }),
        }
    }
}
