//! A page of HTML: a style's report below a head with the facts, the figures and the timeline at a glance.

use super::context::Context;
use super::engine::{Template, TemplateError};
use super::figure::TimelineFigureView;
use super::html::{Images, body};
use super::markdown;

/// A style of report with the frame of its page, compiled; it renders any number of incidents.
#[derive(Debug)]
pub struct Page {
    report: Template,
    frame: Template,
}

impl Page {
    pub(super) fn new(report: Template, frame: Template) -> Self {
        Page { report, frame }
    }

    /// The page: nothing in it runs, and nothing is fetched from elsewhere. Images of the repository are put into it.
    ///
    /// # Errors
    /// A template that fails on this context.
    pub fn render(
        &self,
        context: &Context,
        figure: &TimelineFigureView,
        images: Images,
    ) -> Result<String, TemplateError> {
        let mut values = self.report.values(context)?;
        let body = body(&self.report.report(&values)?, images);
        values.insert("title", &markdown::plain(&context.incident.title));
        values.insert("figure", figure);
        values.insert("body", &body.html);
        values.insert("outline", &body.outline);
        let page = self.frame.fill(&values)?;
        // A name that goes straight into the frame may hold what no page can.
        Ok(markdown::clean(page.trim()).into_owned() + "\n")
    }
}
