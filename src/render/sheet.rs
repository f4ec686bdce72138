//! A page that is made of other values than those of a report.

use super::engine::{Template, TemplateError};
use super::markdown;
use serde::Serialize;
use std::marker::PhantomData;

/// A compiled template of values of one type.
#[derive(Debug)]
pub struct Sheet<T> {
    template: Template,
    of: PhantomData<fn(&T)>,
}

impl<T> Sheet<T> {
    pub(super) fn new(template: Template) -> Self {
        Sheet { template, of: PhantomData }
    }
}

impl<T: Serialize> Sheet<T> {
    /// The template filled with values, which it escapes in HTML.
    ///
    /// # Errors
    /// A template that fails on these values.
    pub fn render(&self, values: &T) -> Result<String, TemplateError> {
        let text = self.template.fill(&self.template.values(values)?)?;
        Ok(markdown::clean(text.trim()).into_owned() + "\n")
    }
}
