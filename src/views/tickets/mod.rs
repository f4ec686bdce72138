//! `actions --tickets`: where the actions of incident files and the tickets of a tracker disagree.

mod json;

use super::actions::{Row, id, is_settled};
use super::table::{Cell, Column, Fit, Group, Table, Tone};
use crate::model::Zone;
use crate::tickets::{Closed, Found, Index, State, Ticket};
use crate::wording::counted;
use chrono::NaiveDate;
use serde::Serialize;

/// In what an action and its ticket differ, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Difference {
    /// The ticket is closed, the action is open.
    Closed,
    /// The ticket is closed without being done, the action is open.
    NotDone,
    /// The ticket is open, the action is done or dropped.
    Open,
    /// The tracker's state is unknown.
    Unknown,
    /// The name of the ticket could mean several.
    Ambiguous,
    /// The export does not have it.
    Missing,
}

/// An action that differs from its ticket.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Compared<'r> {
    /// The action.
    pub row: &'r Row<'r>,
    /// Its ticket, if the export has exactly one.
    pub ticket: Option<&'r Ticket>,
    /// In what they differ.
    pub difference: Difference,
}

/// What a comparison found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Comparison<'r> {
    /// The actions that differ from their tickets.
    pub rows: Vec<Compared<'r>>,
    /// How many there are of each kind.
    pub totals: Totals,
}

/// How many actions there are of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Totals {
    /// As their tickets.
    pub agree: usize,
    /// Open, though the ticket is closed.
    pub closed: usize,
    /// Open, though the ticket is closed without being done.
    pub not_done: usize,
    /// Done or dropped, though the ticket is open.
    pub open: usize,
    /// With a ticket in an unknown state.
    pub unknown: usize,
    /// With a name of a ticket that could mean several.
    pub ambiguous: usize,
    /// With a ticket that the export does not have.
    pub missing: usize,
    /// Without a ticket.
    pub without_ticket: usize,
}

const COLUMNS: &[Column] = &[
    Column { title: "Action", key: "reference", fit: Fit::Whole },
    Column { title: "File", key: "state", fit: Fit::Whole },
    Column { title: "Tracker", key: "ticket_state", fit: Fit::Whole },
    Column { title: "Closed", key: "ticket_closed", fit: Fit::Whole },
    Column { title: "Owner", key: "owner", fit: Fit::Whole },
    Column { title: "What is to be done", key: "title", fit: Fit::Cut },
    Column { title: "Ticket", key: "ticket", fit: Fit::Whole },
    Column { title: "Difference", key: "difference", fit: Fit::Hidden },
    Column { title: "Incident", key: "incident", fit: Fit::Hidden },
    Column { title: "Exported as", key: "exported_as", fit: Fit::Hidden },
];

impl Difference {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Difference::Closed => "closed",
            Difference::NotDone => "not-done",
            Difference::Open => "open",
            Difference::Unknown => "unknown-state",
            Difference::Ambiguous => "ambiguous",
            Difference::Missing => "missing",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Difference::Closed => "Closed in the tracker, open in the file",
            Difference::NotDone => "Closed in the tracker without being done, open in the file",
            Difference::Open => "Open in the tracker, done or dropped in the file",
            Difference::Unknown => "In a state that is neither open nor closed",
            Difference::Ambiguous => "With several tickets in the export",
            Difference::Missing => "Not in the export",
        }
    }

    fn between(row: &Row, found: Found) -> Option<Self> {
        let Found::One(ticket) = found else {
            return Some(if found == Found::Several { Difference::Ambiguous } else { Difference::Missing });
        };
        match (ticket.state, is_settled(row.action)) {
            (State::Unknown, _) => Some(Difference::Unknown),
            (State::Open, true) => Some(Difference::Open),
            (State::Done, false) => Some(Difference::Closed),
            (State::NotDone, false) => Some(Difference::NotDone),
            (State::Open, false) | (State::Done | State::NotDone, true) => None,
        }
    }
}

impl<'r> Comparison<'r> {
    /// Of actions with the tickets of an export.
    pub fn new(actions: &'r [Row<'r>], tickets: &'r [Ticket]) -> Self {
        let index = Index::new(tickets);
        let mut comparison = Comparison { rows: Vec::new(), totals: Totals::default() };
        for row in actions {
            let Some(name) = row.action.ticket.as_deref().filter(|name| !name.trim().is_empty()) else {
                comparison.totals.without_ticket += 1;
                continue;
            };
            let found = index.find(name);
            let ticket = if let Found::One(ticket) = found { Some(ticket) } else { None };
            let difference = Difference::between(row, found);
            *comparison.totals.of(difference) += 1;
            comparison.rows.extend(difference.map(|difference| Compared { row, ticket, difference }));
        }
        comparison.rows.sort_by_key(|compared| compared.difference);
        comparison
    }

    /// The actions as a table, with a heading for each kind of difference.
    pub fn table(&self) -> Table<'_> {
        let mut table = Table::new(COLUMNS, Vec::new());
        if !self.rows.is_empty() {
            table.groups.clear();
        }
        for rows in self.rows.chunk_by(|a, b| a.difference == b.difference) {
            let heading = format!("{}: {}", rows[0].difference.heading(), rows.len());
            table.groups.push(Group { heading, rows: rows.iter().map(Compared::cells).collect() });
        }
        table
    }

    /// The actions for programs.
    pub fn json(&self) -> impl Serialize + use<> {
        self.rows.iter().map(json::Entry::new).collect::<Vec<_>>()
    }
}

impl Compared<'_> {
    fn cells(&self) -> Vec<Cell<'_>> {
        let Compared { row: Row { record, action, reference, .. }, ticket, difference } = self;
        let tone = match difference {
            Difference::Missing => Tone::Plain,
            Difference::Open | Difference::Ambiguous | Difference::Unknown => Tone::Alarm,
            Difference::Closed | Difference::NotDone => Tone::Warning,
        };
        vec![
            Cell::new(reference.as_str()).file(&record.name),
            Cell::new(action.state()),
            Cell::new(ticket.map_or("", |ticket| &ticket.word)).tone(tone),
            closed_cell(*ticket, record.zone),
            Cell::new(action.owner.join(", ")),
            Cell::new(action.title.as_str()),
            Cell::new(action.ticket.as_deref().unwrap_or_default()),
            Cell::new(difference.name()),
            Cell::new(id(record)),
            Cell::new(ticket.map_or("", |ticket| &ticket.name)),
        ]
    }
}

/// The day on which a ticket was closed, in a zone; `None` if the export does not say so clearly.
pub fn closing_day(closed: &Closed, zone: Option<Zone>) -> Option<NaiveDate> {
    match closed {
        Closed::On(day) => Some(*day),
        Closed::At(instant) => {
            Some(zone.map_or(instant.to_utc().date_naive(), |zone| zone.local(*instant).date_naive()))
        }
        Closed::Unknown | Closed::Unclear(_) => None,
    }
}

/// People read the day that an update would write.
fn closed_cell(ticket: Option<&Ticket>, zone: Option<Zone>) -> Cell<'static> {
    let Some(ticket) = ticket else { return Cell::default() };
    let value = closed(ticket);
    let day = closing_day(&ticket.closed, zone);
    Cell::new(day.map_or_else(|| value.clone(), |day| day.to_string())).value(value)
}

/// When a ticket was closed, as exactly as the export says.
fn closed(ticket: &Ticket) -> String {
    match &ticket.closed {
        Closed::Unknown => String::new(),
        Closed::On(day) => day.to_string(),
        Closed::At(instant) => instant.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Closed::Unclear(text) => text.clone(),
    }
}

impl Totals {
    fn of(&mut self, difference: Option<Difference>) -> &mut usize {
        match difference {
            None => &mut self.agree,
            Some(Difference::Closed) => &mut self.closed,
            Some(Difference::NotDone) => &mut self.not_done,
            Some(Difference::Open) => &mut self.open,
            Some(Difference::Unknown) => &mut self.unknown,
            Some(Difference::Ambiguous) => &mut self.ambiguous,
            Some(Difference::Missing) => &mut self.missing,
        }
    }

    /// How many actions say something else than their tickets, or may do. What an export lacks may agree.
    pub fn differing(&self) -> usize {
        self.closed + self.not_done + self.open + self.unknown + self.ambiguous
    }
}

/// `3 actions agree with their tickets, 2 differ, 1 ticket is not in the export`
impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let differing = self.differing();
        let verb = |count| if count == 1 { "agrees with its ticket" } else { "agree with their tickets" };
        write!(f, "{} {}", counted(self.agree, "action"), verb(self.agree))?;
        write!(f, ", {differing} differ{}", if differing == 1 { "s" } else { "" })?;
        if self.missing > 0 {
            let verb = if self.missing == 1 { "has a ticket" } else { "have tickets" };
            write!(f, ", {} {verb} that the export does not contain", self.missing)?;
        }
        if self.without_ticket > 0 {
            let verb = if self.without_ticket == 1 { "has" } else { "have" };
            write!(f, ", {} {verb} no ticket", self.without_ticket)?;
        }
        Ok(())
    }
}
