//! The fields of the incident file from what was found, and the text of the file.

mod actions;
mod file;
mod people;
mod severity;
mod texts;
mod timeline;
mod values;
mod zone;

pub(super) use file::{KEPT, fields, text};
pub(super) use people::Person;
pub(super) use timeline::element;

use chrono::NaiveDateTime;

/// What the labels of a report say.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) severity: Option<String>,
    pub(super) authors: Vec<Person>,
    pub(super) owner: Option<String>,
    pub(super) services: Vec<String>,
    pub(super) tags: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) roles: Vec<(String, String)>,
    pub(super) start: Option<Moment>,
    pub(super) end: Option<Moment>,
    /// The days of the incident, if a line says that there are several.
    pub(super) days: Option<String>,
}

/// A time of the impact, as the file has it and on the clocks of the report.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    pub(super) at: String,
    pub(super) local: Option<NaiveDateTime>,
}
