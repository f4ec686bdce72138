//! Incidents in the JSON that other tools answer, from a file that the user saved: nothing here opens a connection.
//!
//! Each tool has a reader, which turns its objects into one form; the rest is the same for all. Unknown keys with one value
//! are kept as custom fields. The others are left out, and the account says so.

mod clocks;
mod file;
mod found;
mod object;
mod pagerduty;
mod statuspage;

use super::{Error, Imported, Options, plain};
use crate::model::Zone;
use chrono::NaiveDate;
use found::Found;
use serde_json::{Deserializer, Value};

/// A tool whose JSON is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tool {
    /// Statuspage by Atlassian, and pages that answer in its form.
    Statuspage,
    /// PagerDuty's REST API, version 2.
    PagerDuty,
}

/// An incident in a file of another tool.
#[derive(Debug, Clone)]
pub struct Record {
    found: Box<Found>,
    /// All texts of the file about it.
    source: String,
}

impl Tool {
    /// The name that people know.
    pub fn name(self) -> &'static str {
        match self {
            Tool::Statuspage => "Statuspage",
            Tool::PagerDuty => "PagerDuty",
        }
    }

    /// Which answer to save.
    pub(super) fn source(self) -> &'static str {
        match self {
            Tool::Statuspage => {
                "save `https://PAGE/api/v2/incidents.json`, whose incidents have `incident_updates`"
            }
            Tool::PagerDuty => {
                "save `https://api.pagerduty.com/incidents/ID/log_entries`; the answer of `…/incidents/ID` may \
                 follow in the same file"
            }
        }
    }
}

/// The incidents of a file, the oldest one first; without `tool`, by its keys. The file may have several answers one
/// after the other.
///
/// # Errors
/// If one of them cannot be read; see [`Error`].
pub fn records(text: &str, tool: Option<Tool>) -> Result<Vec<Record>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    let values: Result<Vec<Value>, _> = Deserializer::from_str(text).into_iter().collect();
    let values = values.map_err(|error| Error::Json(error.to_string()))?;
    let tool = match tool {
        Some(tool) => tool,
        None if pagerduty::is_pagerduty(&values) => Tool::PagerDuty,
        None if statuspage::is_statuspage(&values) => Tool::Statuspage,
        None => return Err(Error::UnknownJson),
    };
    let found = match tool {
        Tool::Statuspage => statuspage::read(values)?,
        Tool::PagerDuty => pagerduty::read(values)?,
    };
    if found.is_empty() {
        return Err(Error::NoIncidents);
    }
    let record = |(found, source)| Record { found: Box::new(found), source };
    let mut records: Vec<Record> = found.into_iter().map(record).collect();
    records.sort_by_key(|record| record.found.start());
    Ok(records)
}

impl Record {
    /// The tool's own id.
    pub fn id(&self) -> &str {
        &self.found.id
    }

    /// The title, where the file has one.
    pub fn title(&self) -> Option<&str> {
        self.found.title.as_deref()
    }

    /// The day that it began, in a zone: the one that is given, or that of the tool's pages.
    pub fn day(&self, zone: Option<Zone>) -> Option<NaiveDate> {
        let zone = zone.or(self.found.zone).unwrap_or(Zone::UTC);
        self.found.start().map(|start| zone.local(start).date_naive())
    }

    /// The incident file.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn import(&self, options: &Options) -> Result<Imported, Error> {
        file::draft(&self.found, options)?.imported(&options.name, &plain(&self.source))
    }
}
