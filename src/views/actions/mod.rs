//! `actions`: the actions of all incidents: what is open, who owns it, how late it is.

mod json;

use super::table::{Cell, Column, Fit, Group, Table, Tone};
use super::{filter::is_any, rank, today};
use crate::collection::Record;
use crate::model::{Action, ActionStatus, Priority};
use chrono::{DateTime, Days, NaiveDate, Utc};
use indexmap::IndexMap;
use serde::Serialize;

/// Which actions a view shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Choice {
    /// Also those that are done or dropped.
    pub all: bool,
    /// Only those that are overdue.
    pub overdue: bool,
    /// Only those that are overdue or due within this number of days.
    pub due_within: Option<u32>,
    /// Only those that one of these owns.
    pub owners: Vec<String>,
    /// Whether they are for readers outside, whom the numbers of actions would show how many are internal.
    pub public: bool,
}

/// What actions under one heading have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// Their owner; an action with several owners is under each.
    Owner,
    /// Their incident.
    Incident,
    /// The services that the incident affected; an action is under each.
    Service,
    /// How urgent they are.
    Priority,
}

/// Actions, the most overdue first, then those that are due, then those without a date; what is done comes last.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Ledger<'r> {
    /// The actions, in order.
    pub rows: Vec<Row<'r>>,
}

/// An action of an incident.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Row<'r> {
    /// The incident.
    pub record: &'r Record,
    /// The action.
    pub action: &'r Action,
    /// Its place among the actions of the record, from 0.
    pub index: usize,
    /// What other commands call it: `2024-05-30-checkout#OPS-1`.
    pub reference: String,
    /// How many days it is late, if it still has to be done.
    pub days_late: Option<i64>,
}

/// Counts of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// Not done and not dropped.
    pub open: usize,
    /// How many of these are overdue.
    pub overdue: usize,
    /// Done or dropped.
    pub settled: usize,
}

const COLUMNS: &[Column] = &[
    Column { title: "Action", key: "reference", fit: Fit::Whole },
    Column { title: "Due", key: "due", fit: Fit::Whole },
    Column { title: "Late", key: "days_late", fit: Fit::Number },
    Column { title: "Priority", key: "priority", fit: Fit::Whole },
    Column { title: "Owner", key: "owner", fit: Fit::Whole },
    Column { title: "State", key: "state", fit: Fit::Whole },
    Column { title: "What is to be done", key: "title", fit: Fit::Cut },
    Column { title: "Status", key: "status", fit: Fit::Hidden },
    Column { title: "Done on", key: "done_on", fit: Fit::Hidden },
    Column { title: "Type", key: "type", fit: Fit::Hidden },
    Column { title: "Ticket", key: "ticket", fit: Fit::Hidden },
    Column { title: "Group", key: "group", fit: Fit::Hidden },
    Column { title: "Incident", key: "incident", fit: Fit::Hidden },
    Column { title: "Severity", key: "severity", fit: Fit::Hidden },
];

/// Whether nothing is left to do.
pub(super) fn is_settled(action: &Action) -> bool {
    matches!(action.status(), ActionStatus::Done | ActionStatus::Dropped)
}

impl<'r> Ledger<'r> {
    /// The actions of some incidents that a choice includes, at a moment.
    pub fn new(records: impl IntoIterator<Item = &'r Record>, choice: &Choice, now: DateTime<Utc>) -> Self {
        let mut rows = Vec::new();
        for record in records {
            // A day is over when it is over where the incident was.
            let today = today(record, now);
            for (index, action) in record.actions.iter().enumerate() {
                if choice.wants(action, today) {
                    rows.push(Row::new(record, action, index, today, choice.public));
                }
            }
        }
        rows.sort_by_cached_key(|row| {
            let due = row.action.due;
            (is_settled(row.action), due.is_none(), due, row.record.name.clone())
        });
        Ledger { rows }
    }

    /// How many there are.
    pub fn totals(&self) -> Totals {
        Totals::of(self.rows.iter())
    }

    /// The actions as a table; with a heading for each group, which says how many there are in it.
    pub fn table(&self, by: Option<By>, severities: &[String]) -> Table<'_> {
        let Some(by) = by else {
            return Table::new(COLUMNS, self.rows.iter().map(|row| row.cells(severities)).collect());
        };
        let mut groups: IndexMap<String, Vec<&Row>> = IndexMap::new();
        for row in &self.rows {
            for name in row.names(by) {
                groups.entry(name).or_default().push(row);
            }
        }
        groups.sort_keys();
        let mut table = Table::new(COLUMNS, Vec::new());
        table.groups.clear();
        for (name, rows) in groups {
            let heading = format!("{name}: {}", Totals::of(rows.iter().copied()));
            let rows = rows.into_iter().map(|row| row.cells(severities)).collect();
            table.groups.push(Group { heading, rows });
        }
        table
    }

    /// The actions for programs.
    pub fn json(&self) -> impl Serialize + use<> {
        self.rows.iter().map(json::Entry::new).collect::<Vec<_>>()
    }
}

impl Choice {
    fn wants(&self, action: &Action, today: NaiveDate) -> bool {
        let is_due_by = |day: Option<NaiveDate>| {
            action.is_pending() && action.due.zip(day).is_some_and(|(due, day)| due.0 <= day)
        };
        let within = |days: u32| is_due_by(today.checked_add_days(Days::new(days.into())));
        (self.all || !is_settled(action))
            && (!self.overdue || is_due_by(today.pred_opt()))
            && self.due_within.is_none_or(within)
            && is_any(&self.owners, &action.owner)
    }
}

impl<'r> Row<'r> {
    fn new(record: &'r Record, action: &'r Action, index: usize, today: NaiveDate, public: bool) -> Self {
        let late = action.due.map(|due| (today - due.0).num_days());
        Row {
            record,
            action,
            index,
            reference: reference(record, action, index, public),
            days_late: late.filter(|days| *days > 0 && action.is_pending()),
        }
    }

    fn names(&self, by: By) -> Vec<String> {
        let or = |names: &[String], none: &str| match names {
            [] => vec![none.to_owned()],
            names => names.to_vec(),
        };
        match by {
            By::Owner => or(&self.action.owner, "Nobody"),
            By::Service => or(&self.record.services, "No service"),
            By::Incident => vec![format!("{} ({})", self.record.title, id(self.record))],
            By::Priority => vec![self.action.priority.map_or("No priority", Priority::name).to_owned()],
        }
    }

    fn cells(&self, severities: &[String]) -> Vec<Cell<'_>> {
        let Row { record, action, reference, days_late, .. } = self;
        let date = |date: Option<String>| Cell::new(date.unwrap_or_default());
        let is_severe = rank(record.severity.as_deref(), severities) == 0;
        let late = days_late.map_or_else(Cell::default, |days| {
            let tone = if is_severe { Tone::Alarm } else { Tone::Warning };
            Cell::new(format!("{days} d")).value(days.to_string()).tone(tone)
        });
        vec![
            Cell::new(reference.as_str()).file(&record.name),
            date(action.due.map(|due| due.to_string())),
            late,
            text(action.priority.map(Priority::name)),
            Cell::new(action.owner.join(", ")),
            Cell::new(action.state()),
            Cell::new(action.title.as_str()),
            Cell::new(action.status().name()),
            date(action.done_on.map(|day| day.to_string())),
            text(action.kind.as_ref().map(|kind| kind.name.as_str())),
            text(action.ticket.as_deref()),
            text(action.group.as_deref()),
            Cell::new(id(record)),
            text(record.severity.as_deref()),
        ]
    }
}

fn text(text: Option<&str>) -> Cell<'_> {
    Cell::new(text.unwrap_or_default())
}

pub(super) fn id(record: &Record) -> &str {
    record.id.as_deref().unwrap_or(&record.name)
}

/// The incident's id, `#`, and the action's id, or its number if it has no id.
fn reference(record: &Record, action: &Action, index: usize, public: bool) -> String {
    let is_own =
        |id: &&String| record.actions.iter().filter(|other| other.id.as_ref() == Some(id)).count() == 1;
    match action.id.as_ref().filter(is_own) {
        Some(own) => format!("{}#{own}", id(record)),
        None if public => id(record).to_owned(),
        None => format!("{}#{}", id(record), index + 1),
    }
}

impl Totals {
    fn of<'r, 'l: 'r>(rows: impl Iterator<Item = &'r Row<'l>>) -> Self {
        let mut totals = Totals::default();
        for row in rows {
            let settled = is_settled(row.action);
            totals.settled += usize::from(settled);
            totals.open += usize::from(!settled);
            totals.overdue += usize::from(row.days_late.is_some());
        }
        totals
    }
}

/// `3 open, 1 overdue`; those that are done or dropped only if there are any.
impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Totals { open, overdue, settled } = self;
        write!(f, "{open} open, {overdue} overdue")?;
        if *settled > 0 { write!(f, ", {settled} done or dropped") } else { Ok(()) }
    }
}
