//! Which incidents a view is about. Values of one filter are alternatives; an incident must match every filter.

use crate::collection::Record;
use crate::model::{Status, normalised};
use crate::wording::{did_you_mean, list, nearest, quoted};
use chrono::NaiveDate;
use thiserror::Error;

/// A help with more names than this helps nobody.
const MOST_NAMES: usize = 10;

/// What an incident must match. The default matches every incident.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Filter {
    /// The first day on which it may have started.
    pub since: Option<NaiveDate>,
    /// The last day on which it may have started.
    pub until: Option<NaiveDate>,
    /// Names of severities.
    pub severities: Vec<String>,
    /// Names of services; it affected one of them.
    pub services: Vec<String>,
    /// Tags; it has one of them.
    pub tags: Vec<String>,
    /// Statuses of its report.
    pub statuses: Vec<Status>,
    /// Who is responsible for its report.
    pub owners: Vec<String>,
}

/// A filter with a name that no incident can have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no {kind} `{name}`")]
pub struct UnknownName {
    kind: &'static str,
    name: String,
    help: String,
}

impl UnknownName {
    /// The name that was probably meant, or the known names.
    pub fn help(&self) -> &str {
        &self.help
    }
}

impl Filter {
    /// Whether an incident matches.
    pub fn keeps(&self, record: &Record) -> bool {
        self.keeps_day(record)
            && (self.statuses.is_empty() || self.statuses.contains(&record.status))
            && is_any(&self.severities, record.severity.as_slice())
            && is_any(&self.owners, record.owner.as_slice())
            && is_any(&self.services, &record.services)
            && is_any(&self.tags, &record.tags)
    }

    fn keeps_day(&self, record: &Record) -> bool {
        if self.since.is_none() && self.until.is_none() {
            return true;
        }
        record.start.is_some_and(|start| {
            let day = start.local.date();
            self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
        })
    }

    /// Fails for a severity or a service that is not among those names: a filter with a typo finds nothing, which looks
    /// as if there were no such incident.
    ///
    /// # Errors
    /// The first such name.
    pub fn check<'n>(
        &self,
        severities: &'n [String],
        services: impl IntoIterator<Item = &'n String>,
    ) -> Result<(), UnknownName> {
        let severities: Vec<&str> = severities.iter().map(String::as_str).collect();
        let services: Vec<&str> = services.into_iter().map(String::as_str).collect();
        all_known("severity", &self.severities, &severities)?;
        all_known("service", &self.services, &services)
    }
}

/// Whether one of the names is wanted, or nothing in particular is.
pub(super) fn is_any(wanted: &[String], names: &[String]) -> bool {
    let is_wanted = |name: &String| wanted.iter().any(|wanted| normalised(wanted) == normalised(name));
    wanted.is_empty() || names.iter().any(is_wanted)
}

fn all_known(kind: &'static str, wanted: &[String], known: &[&str]) -> Result<(), UnknownName> {
    let is_known = |name: &&String| known.iter().any(|known| normalised(known) == normalised(name));
    let Some(name) = wanted.iter().find(|name| !is_known(name)) else { return Ok(()) };
    let help = match nearest(name, known.iter().copied()) {
        Some(meant) => did_you_mean(meant),
        None if known.is_empty() => "no incident names a service".to_owned(),
        None => format!("the known names are {}", list(quoted(known.iter().take(MOST_NAMES)))),
    };
    Err(UnknownName { kind, name: name.clone(), help })
}
