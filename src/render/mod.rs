//! Incident → report: a context of views that templates fill, Markdown that keeps its place, JSON of the same context.

mod context;
mod engine;
mod explain;
mod figure;
mod filters;
mod html;
mod html_pieces;
mod keys;
mod library;
pub(crate) mod markdown;
mod meter;
mod operands;
mod options;
mod own;
mod page;
mod sheet;
mod tags;

pub use context::*;
pub use engine::{Engine, Template, TemplateError};
pub use figure::*;
pub use html::Images;
pub use library::TemplateInfo;
pub use options::{Audience, Options, TimeFormat};
pub use page::Page;
pub use sheet::Sheet;

use options::Format;

use crate::model::{Incident, Resolved};

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Report<'a> {
    /// The file.
    pub incident: &'a Incident,
    /// What follows from its times.
    pub resolved: &'a Resolved,
    /// Its id, or the file's name without extension.
    pub id: &'a str,
}

impl<'a> Report<'a> {
    /// A report of an incident that was read without format errors.
    pub fn new(incident: &'a Incident, resolved: &'a Resolved, id: &'a str) -> Self {
        Report { incident, resolved, id }
    }
}

/// The context as indented JSON, with a final newline.
///
/// # Panics
/// Never: every key of the context is a text, which is all that JSON requires.
pub fn render_json(context: &Context) -> String {
    let json = serde_json::to_string_pretty(context).expect("the views are maps with texts as keys");
    json + "\n"
}
