//! Actions as readers see them.

use crate::model::{Action, ActionStatus, Incident};
use crate::render::{Options, markdown};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ActionView {
    /// What has to be done, in one line.
    pub title: String,
    /// Name to refer to it by.
    pub id: String,
    /// Heading that it is listed under.
    pub group: String,
    /// prevent, detect, mitigate, respond, investigate, repair, or a type from the configuration.
    pub r#type: String,
    /// P0 to P4.
    pub priority: String,
    /// The teams or people who do it.
    pub owner: Vec<String>,
    /// The day by which it has to be done.
    pub due: String,
    /// proposed, open, in-progress, done or dropped.
    pub status: &'static str,
    /// The team's own name for the status: one of these, or a state from the configuration.
    pub state: String,
    /// Whether it is done.
    pub done: bool,
    /// Whether it still has to be done: open or in progress.
    pub pending: bool,
    /// Whether it is past its due date and still has to be done; false if the current time is not known.
    pub overdue: bool,
    /// The day it was done.
    pub done_on: String,
    /// Its ticket, a URL or a key.
    pub ticket: String,
    /// How one can tell that it is done.
    pub done_when: String,
    /// Details, if the title is not enough.
    pub description: String,
    /// Whether `description` and `done_when` are at most a paragraph, so that they fit into a table.
    pub fits_table: bool,
    /// Whether it is only for internal readers.
    pub internal: bool,
    /// In a few words: id, priority, owners, due date, and the state if it is not simply open.
    pub facts: Vec<String>,
}

/// Actions under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ActionGroup {
    /// The heading; empty for actions without a group.
    pub name: String,
    /// Its actions.
    pub actions: Vec<ActionView>,
    /// Which fields at least one of them has.
    pub columns: ActionColumns,
}

/// Which fields at least one of several actions has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ActionColumns {
    /// `type`.
    pub r#type: bool,
    /// `priority`.
    pub priority: bool,
    /// `owner`.
    pub owner: bool,
    /// `due`.
    pub due: bool,
    /// `ticket`.
    pub ticket: bool,
}

pub(super) fn actions(incident: &Incident, options: &Options) -> Vec<ActionView> {
    let shown = incident.actions.iter().filter(|action| options.shows(action.internal));
    shown.map(|action| view(action, options)).collect()
}

pub(super) fn groups(actions: &[ActionView]) -> Vec<ActionGroup> {
    let mut groups: IndexMap<&str, ActionGroup> = IndexMap::new();
    for action in actions {
        let named = || ActionGroup { name: action.group.clone(), ..ActionGroup::default() };
        let group = groups.entry(&action.group).or_insert_with(named);
        group.columns.r#type |= !action.r#type.is_empty();
        group.columns.priority |= !action.priority.is_empty();
        group.columns.owner |= !action.owner.is_empty();
        group.columns.due |= !action.due.is_empty();
        group.columns.ticket |= !action.ticket.is_empty();
        group.actions.push(action.clone());
    }
    groups.into_values().collect()
}

fn view(action: &Action, options: &Options) -> ActionView {
    let text = |text: &Option<String>| markdown::trim(text.as_deref().unwrap_or_default());
    let today = options.now.map(|now| now.date_naive());
    let late = action.due.zip(today).is_some_and(|(due, today)| due.0 < today);
    let overdue = action.is_pending() && late;
    ActionView {
        title: action.title.clone(),
        id: text(&action.id),
        group: text(&action.group),
        r#type: action.kind.as_ref().map(|kind| kind.name.clone()).unwrap_or_default(),
        priority: action.priority.map_or("", |priority| priority.name()).into(),
        owner: action.owner.to_vec(),
        due: action.due.map_or_else(String::new, |due| due.to_string()),
        status: action.status().name(),
        state: action.state().to_owned(),
        done: action.status() == ActionStatus::Done,
        pending: action.is_pending(),
        overdue,
        done_on: action.done_on.map_or_else(String::new, |day| day.to_string()),
        ticket: text(&action.ticket),
        done_when: text(&action.done_when),
        description: text(&action.description),
        fits_table: [&action.description, &action.done_when]
            .into_iter()
            .flatten()
            .all(|text| markdown::is_paragraph(text)),
        internal: action.internal,
        facts: facts(action, overdue),
    }
}

fn facts(action: &Action, overdue: bool) -> Vec<String> {
    let owners = (!action.owner.is_empty()).then(|| action.owner.join(" and "));
    let name = action.state().replace('-', " ");
    let state = match action.done_on.filter(|_| action.status() == ActionStatus::Done) {
        Some(day) => Some(format!("{name} {day}")),
        None => (name != ActionStatus::Open.name()).then_some(name),
    };
    let all = [
        action.id.clone(),
        action.kind.as_ref().map(|kind| kind.name.clone()),
        action.priority.map(|priority| priority.name().to_owned()),
        owners,
        action.due.map(|due| format!("due {due}")),
        state,
        overdue.then(|| "overdue".to_owned()),
        action.internal.then(|| "internal".to_owned()),
    ];
    all.into_iter().flatten().collect()
}
