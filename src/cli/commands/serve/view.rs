//! The preview's pages except the reports: templates that escape their values.

use anyhow::Context as _;
use postmortem::diagnostic::Checked;
use serde::Serialize;
use tera::{Context, Tera};

use crate::cli::support::problem::Problem;
use crate::cli::support::ui;

/// The templates, by the names under which they refer to each other.
const TEMPLATES: [(&str, &str); 4] = [
    ("page.html", include_str!("../../../../templates/html/preview/page.html.tera")),
    ("list.html", include_str!("../../../../templates/html/preview/list.html.tera")),
    ("fault.html", include_str!("../../../../templates/html/preview/fault.html.tera")),
    ("ended.html", include_str!("../../../../templates/html/preview/ended.html.tera")),
];
/// The script that runs in the browser.
pub(super) const SCRIPT: &str = include_str!("../../../../templates/html/preview/preview.js");
pub(super) const STYLE: &str = include_str!("../../../../templates/html/preview/preview.css");

/// The templates, compiled.
pub(super) struct View(Tera);

/// An incident in the list.
#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub(super) key: &'a str,
    pub(super) file: String,
    #[serde(flatten)]
    pub(super) facts: &'a Facts,
}

/// The list's data about an incident.
#[derive(Debug, Default, Hash, Serialize)]
pub(super) struct Facts {
    pub(super) is_faulty: bool,
    pub(super) title: String,
    pub(super) date: String,
    pub(super) severity: String,
    pub(super) status: &'static str,
    pub(super) duration: String,
}

impl View {
    pub(super) fn new() -> anyhow::Result<Self> {
        let mut tera = Tera::new();
        tera.add_raw_templates(TEMPLATES).context("a page of the preview is invalid")?;
        Ok(View(tera))
    }

    /// The page around a report.
    pub(super) fn page(&self, key: &str, file: &str, in_list: bool, fault: &str) -> anyhow::Result<String> {
        let mut context = Context::new();
        context.insert("key", key);
        context.insert("file", file);
        context.insert("in_list", &in_list);
        context.insert("fault", fault);
        Ok(self.0.render("page.html", &context)?.trim_start().to_owned())
    }

    /// The list of all incidents.
    pub(super) fn list(&self, rows: &[Row], version: &str, fault: &str) -> anyhow::Result<String> {
        let mut context = Context::new();
        context.insert("rows", rows);
        context.insert("version", version);
        context.insert("fault", fault);
        Ok(self.0.render("list.html", &context)?.trim_start().to_owned())
    }

    /// The errors, as part of a page.
    pub(super) fn fault(&self, heading: &str, text: &str) -> anyhow::Result<String> {
        let mut context = Context::new();
        context.insert("heading", heading);
        context.insert("text", text.trim_end());
        Ok(self.0.render("fault.html", &context)?.trim().to_owned())
    }
}

/// The findings of `lint` about a file.
pub(super) fn findings(checked: &Checked) -> String {
    ui::findings_text(std::slice::from_ref(checked), ui::plain_look())
}

/// An error as a command prints it.
pub(super) fn error(error: &anyhow::Error) -> String {
    Problem::of(error).error(ui::plain_look())
}
