//! What a tracker exports: its tickets, whether each is open, and when it was closed.
//!
//! Trackers name the same things differently; [`read`] knows the names of GitHub's and GitLab's command lines and of
//! Jira, and takes any CSV or JSON with `ticket`, `state` and perhaps `closed_on`.

mod closed;
mod csv;
mod json;
mod name;
mod row;
mod state;

pub use closed::Closed;
pub use name::{Found, Index};
pub use state::State;

use crate::wording::{choice, counted, list, quoted};
use std::collections::HashMap;
use std::fmt;
use thiserror::Error;

/// No export is larger: 10,000 tickets with all fields of Jira have some 50 MiB.
pub const MAX_SIZE: u64 = 256 * 1024 * 1024;

/// A ticket of a tracker.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ticket {
    /// Its URL or its key, as exported.
    pub name: String,
    /// Whether something is left to do.
    pub state: State,
    /// What the tracker calls this state.
    pub word: String,
    /// When it was closed.
    pub closed: Closed,
    /// Where the export has it.
    pub place: Place,
}

/// Where an export has a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A line of CSV, from 1.
    Line(u64),
    /// An entry of a JSON array, from 1.
    Entry(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::Line(line) => write!(f, "line {line}"),
            Place::Entry(entry) => write!(f, "entry {entry}"),
        }
    }
}

/// Why an export cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// It is no text.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// It is not the JSON that is expected.
    #[error("it is not a JSON array of tickets: {0}")]
    Json(#[from] serde_json::Error),
    /// A line of CSV has more or fewer fields than the header.
    #[error("line {line} has {}, but the header has {expected}", counted(*found, "field"))]
    Ragged {
        /// The line, from 1.
        line: u64,
        /// How many it has.
        found: u64,
        /// How many the header has.
        expected: u64,
    },
    /// It is not CSV in another way.
    #[error("it is not CSV: {0}")]
    Csv(::csv::Error),
    /// No column or field has a fact that is needed.
    #[error("{} has no {what}", .place.map_or_else(|| "the header".to_owned(), |place| place.to_string()))]
    Missing {
        /// The ticket without it; none for the header of CSV.
        place: Option<Place>,
        /// What it lacks.
        what: &'static str,
        /// The names that it may have.
        names: &'static [&'static str],
        /// The names that there are.
        found: Vec<String>,
    },
    /// A fact is a list or a mapping.
    #[error("`{field}` of {place} is not a text")]
    NotText {
        /// The ticket.
        place: Place,
        /// The field's name.
        field: String,
    },
    /// Two rows of one ticket do not agree.
    #[error("{first} and {second} disagree about `{name}`")]
    Contradiction {
        /// The ticket.
        name: String,
        /// The first row.
        first: Place,
        /// The second one.
        second: Place,
    },
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Error::NotUtf8 => "convert it to UTF-8".to_owned(),
            Error::Empty => "check that the command that exports the tickets succeeds".to_owned(),
            Error::Json(_) => {
                "export it with `gh issue list --state all --json url,state,stateReason,closedAt` or `glab issue list --all --output json`"
                    .to_owned()
            }
            Error::Ragged { .. } | Error::Csv(_) => {
                "export it again; a text with a separator or a line break needs quotes".to_owned()
            }
            Error::Missing { names, found, .. } => {
                let some: Vec<&String> = found.iter().filter(|name| !name.is_empty()).take(8).collect();
                let has = if some.is_empty() { String::new() } else { format!("; it has {}", list(quoted(some))) };
                format!("add {}{has}", choice(quoted(*names)))
            }
            Error::NotText { .. } => "export it as a text".to_owned(),
            Error::Contradiction { .. } => "export each ticket once".to_owned(),
        }
    }
}

/// The tickets of an export: CSV, or a JSON array. Rows that repeat a ticket are left out.
///
/// # Errors
/// See [`Error`](enum@Error).
pub fn read(bytes: &[u8]) -> Result<Vec<Ticket>, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::NotUtf8)?;
    let text = text.trim_start_matches('\u{feff}');
    let tickets = match text.trim_start().chars().next() {
        None => return Err(Error::Empty),
        Some('[' | '{') => json::read(text)?,
        Some(_) => csv::read(text)?,
    };
    without_repetition(tickets)
}

fn without_repetition(tickets: Vec<Ticket>) -> Result<Vec<Ticket>, Error> {
    let mut seen: HashMap<String, usize> = HashMap::with_capacity(tickets.len());
    let mut kept: Vec<Ticket> = Vec::with_capacity(tickets.len());
    for ticket in tickets {
        let first = *seen.entry(name::whole(&ticket.name)).or_insert(kept.len());
        let Some(before) = kept.get(first) else {
            kept.push(ticket);
            continue;
        };
        if (&before.state, &before.closed) != (&ticket.state, &ticket.closed) {
            return Err(Error::Contradiction {
                first: before.place,
                second: ticket.place,
                name: ticket.name,
            });
        }
    }
    Ok(kept)
}
