//! The facts of a ticket among the columns or fields of an export, under the names that trackers give them.

use super::{Closed, Error, Place, State, Ticket};

/// A fact, by its names in the order in which they are preferred. Case, spaces, hyphens and underscores do not matter.
pub(super) struct Fact {
    pub(super) what: &'static str,
    pub(super) names: &'static [&'static str],
}

pub(super) const TICKET: Fact =
    Fact { what: "ticket", names: &["ticket", "url", "web_url", "Issue key", "key"] };
pub(super) const STATE: Fact = Fact { what: "state", names: &["state", "status"] };
/// Jira's own sum of the states that each team names as it likes.
const CATEGORY: Fact = Fact { what: "category", names: &["Status Category"] };
const REASON: Fact = Fact { what: "reason", names: &["stateReason", "resolution"] };
const CLOSED: Fact =
    Fact { what: "closing date", names: &["closed_on", "closedAt", "resolved", "resolution date"] };

impl Fact {
    /// Where it is among some names.
    pub(super) fn find(&self, names: &[&str]) -> Option<usize> {
        let is = |wanted: &str, name: &str| simple(wanted).eq(simple(name));
        self.names.iter().find_map(|wanted| names.iter().position(|name| is(wanted, name)))
    }
}

fn simple(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Where the facts are among some names.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    ticket: usize,
    state: usize,
    category: Option<usize>,
    reason: Option<usize>,
    closed: Option<usize>,
}

impl Columns {
    pub(super) fn new(names: &[&str], place: Option<Place>) -> Result<Self, Error> {
        let needed = |fact: &Fact| {
            let found = names.iter().map(|name| (*name).to_owned()).collect();
            fact.find(names).ok_or(Error::Missing { place, what: fact.what, names: fact.names, found })
        };
        Ok(Columns {
            ticket: needed(&TICKET)?,
            state: needed(&STATE)?,
            category: CATEGORY.find(names),
            reason: REASON.find(names),
            closed: CLOSED.find(names),
        })
    }

    /// The ticket that some values say, in the order of the names.
    pub(super) fn ticket<V: AsRef<str>>(
        &self,
        place: Place,
        mut value: impl FnMut(usize) -> Result<V, Error>,
    ) -> Result<Ticket, Error> {
        let mut text = |at: Option<usize>| -> Result<Option<String>, Error> {
            at.map(|at| Ok(value(at)?.as_ref().trim().to_owned())).transpose()
        };
        let missing = |fact: &Fact| Error::Missing {
            place: Some(place),
            what: fact.what,
            names: fact.names,
            found: Vec::new(),
        };
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let name = filled(text(Some(self.ticket))?).ok_or_else(|| missing(&TICKET))?;
        let word = filled(text(Some(self.state))?).ok_or_else(|| missing(&STATE))?;
        let (category, reason) = (text(self.category)?, text(self.reason)?);
        let state = State::new(&word, category.as_deref(), reason.as_deref());
        let closed = Closed::new(&text(self.closed)?.unwrap_or_default());
        Ok(Ticket { name, state, word, closed, place })
    }
}
