//! An HTML page: a report below a header with the facts, the figures and the timeline at a glance.

use super::context::Context;
use super::engine::{Template, TemplateError};
use super::figure::TimelineFigureView;
use super::html::{Images, body};
use super::markdown;
use serde::Serialize;

/// A report style with the frame of its page, compiled; it renders any number of incidents.
#[derive(Debug)]
pub struct Page {
    report: Template,
    frame: Template,
}

impl Page {
    pub(super) fn new(report: Template, frame: Template) -> Self {
        Page { report, frame }
    }

    /// The page: nothing in it runs, and nothing is loaded from elsewhere. Images of the repository are embedded.
    ///
    /// # Errors
    /// A template that fails on this context.
    pub fn render(
        &self,
        context: &Context,
        figure: &TimelineFigureView,
        images: Images,
    ) -> Result<String, TemplateError> {
        self.render_with(context, figure, images, None::<&()>)
    }

    /// The same as a page of a site: `site` is what the frame sees of it.
    ///
    /// # Errors
    /// A template that fails on this context.
    pub fn render_in(
        &self,
        context: &Context,
        figure: &TimelineFigureView,
        images: Images,
        site: &impl Serialize,
    ) -> Result<String, TemplateError> {
        self.render_with(context, figure, images, Some(site))
    }

    /// The texts of its templates: what is made of the same values differs only if these do.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.report.sources().chain(self.frame.sources())
    }

    fn render_with(
        &self,
        context: &Context,
        figure: &TimelineFigureView,
        images: Images,
        site: Option<&impl Serialize>,
    ) -> Result<String, TemplateError> {
        let mut values = self.report.values(context)?;
        let body = body(&self.report.report(&values)?, images);
        values.insert("title", &markdown::plain(&context.incident.title));
        values.insert("figure", figure);
        values.insert("body", &body.html);
        values.insert("outline", &body.outline);
        if let Some(site) = site {
            values.insert("site", site);
        }
        let page = self.frame.fill(&values)?;
        // A name that is inserted directly into the frame may contain characters that are invalid in a page.
        Ok(markdown::clean(page.trim()).into_owned() + "\n")
    }
}
