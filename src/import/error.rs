//! Why a report is not imported, and what to do about it.

use super::records::Tool;
use serde_yaml::SerializeError;

/// What to do about an error of the program itself.
const BUG: &str = "this is a bug in postmortem; please report it with the file";

/// Why a report is not imported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no text.
    #[error("the report is empty")]
    Empty,
    /// It has more lines or blocks than any report.
    #[error("the report is too long: more than 100,000 lines, or 50,000 items and cells")]
    TooLong,
    /// It is not JSON: what the parser says.
    #[error("it is not valid JSON: {0}")]
    Json(String),
    /// It is JSON of no tool that is known.
    #[error("it is JSON of neither Statuspage nor PagerDuty")]
    UnknownJson,
    /// It is JSON, but not of the tool that was named.
    #[error("it has no incidents of {}", .0.name())]
    NotOf(Tool),
    /// The list of incidents is empty.
    #[error("its list of incidents is empty")]
    NoIncidents,
    /// A value that every incident has is missing: its place.
    #[error("`{0}` is missing")]
    Missing(String),
    /// A value is of another kind than the tool's documentation says: its place, and the kind.
    #[error("`{0}` is not {1}")]
    Kind(String, &'static str),
    /// Words of it are nowhere in the file that was made.
    #[error("words of the report would be lost: {}", .0.join(", "))]
    Lost(Vec<String>),
    /// The file that was made is not valid.
    #[error("the incident file would not be valid: {0}")]
    Invalid(String),
    /// A text cannot be written as YAML.
    #[error("a text of the report cannot be written as YAML")]
    Unwritable(#[from] SerializeError),
}

impl Error {
    /// What to do about it, where that is known.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Error::TooLong => Some("move logs to files of their own, and link to them"),
            Error::Json(_) => Some("save the whole answer of the API: curl -o incidents.json …"),
            Error::UnknownJson => Some(
                "save `incidents.json` of a Statuspage page, or the `log_entries` of a PagerDuty incident",
            ),
            Error::NotOf(tool) => Some(tool.source()),
            Error::NoIncidents => Some("save a page of the answer that has incidents"),
            Error::Missing(_) | Error::Kind(..) => {
                Some("save the answer of the API unchanged; if it is unchanged, report this as a bug")
            }
            Error::Lost(_) | Error::Invalid(_) => Some(BUG),
            Error::Empty | Error::Unwritable(_) => None,
        }
    }
}
