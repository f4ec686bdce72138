//! Incident → report: a context of views that templates fill, Markdown that keeps its place, JSON of the same context.

mod context;
mod engine;
mod filters;
pub(crate) mod markdown;
mod options;
mod templates;

pub use context::*;
pub use engine::{Engine, TemplateError};
pub use options::{Audience, Options, TimeFormat};
pub use templates::{Template, TemplateInfo};

use crate::model::{Incident, Resolved};

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The file.
    pub incident: &'a Incident,
    /// What follows from its times.
    pub resolved: &'a Resolved,
    /// Its id, or the file's name without extension.
    pub id: &'a str,
}

/// The context as indented JSON, with a final newline.
///
/// # Errors
/// Custom data that JSON cannot hold; none is known.
pub fn render_json(context: &Context) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(context)? + "\n")
}
