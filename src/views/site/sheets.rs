//! The files of a site but its reports.

use super::topics::Kind;
use super::view::SitePageView;
use super::{DATA, FEED, Place, SCRIPT, SEARCH, STYLE, Site, Words, feed, search};
use crate::output::stable_hash;
use crate::render::{Engine, Sheet, TemplateError};
use serde_json::{Value, json};

/// The script of the pages.
const SCRIPT_TEXT: &str = include_str!("../../../templates/html/site/site.js");

/// The templates of a site's pages, compiled.
#[derive(Debug)]
pub struct SiteSheets {
    index: Sheet<SitePageView>,
    topic: Sheet<SitePageView>,
    actions: Sheet<SitePageView>,
    style: Sheet<SitePageView>,
}

impl SiteSheets {
    /// # Errors
    /// A template that is invalid.
    pub fn new(engine: &Engine) -> Result<Self, TemplateError> {
        Ok(SiteSheets {
            index: engine.sheet("site/index.html")?,
            topic: engine.sheet("site/topic.html")?,
            actions: engine.sheet("site/actions.html")?,
            style: engine.sheet("site/site.css")?,
        })
    }
}

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SiteFile {
    /// Its path below the folder of the site, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Site<'_> {
    /// All files but the reports. `words` gives the words of an incident file by its name.
    ///
    /// # Errors
    /// A template that fails.
    pub fn files<'w>(
        &self,
        sheets: &SiteSheets,
        words: impl Fn(&str) -> Option<&'w Words>,
    ) -> Result<Vec<SiteFile>, TemplateError> {
        let none = Words::default();
        let found = self.incidents.iter().map(|incident| words(&incident.record.name).unwrap_or(&none));
        let search = search::script(found);
        // A browser that keeps an old index would find other incidents in it.
        let version = format!("{SEARCH}?v={:016x}", stable_hash(&search) % u128::from(u64::MAX));
        let index = self.index(version);
        let mut files = Vec::new();
        let mut add = |path: String, text: String| files.push(SiteFile { path, text });
        add(self.path(Place::Index), sheets.index.render(&index)?);
        add(STYLE.to_owned(), sheets.style.render(&index)?);
        drop(index);
        add(self.path(Place::Actions), sheets.actions.render(&self.actions_page())?);
        for at in 0..self.services.len() {
            add(self.path(Place::Service(at)), sheets.topic.render(&self.topic_page(Kind::Service, at))?);
        }
        for at in 0..self.tags.len() {
            add(self.path(Place::Tag(at)), sheets.topic.render(&self.topic_page(Kind::Tag, at))?);
        }
        add(SCRIPT.to_owned(), SCRIPT_TEXT.to_owned());
        add(SEARCH.to_owned(), search);
        add(FEED.to_owned(), feed::feed(self));
        add(DATA.to_owned(), self.data());
        Ok(files)
    }

    /// The incidents for programs, as `list` prints them, each with its page.
    fn data(&self) -> String {
        let mut incidents = serde_json::to_value(self.list.json(false)).unwrap_or_default();
        for (at, incident) in incidents.as_array_mut().into_iter().flatten().enumerate() {
            incident["page"] = Value::String(self.path(Place::Incident(at)));
        }
        let all = json!({ "version": 1, "title": self.options.title, "incidents": incidents });
        format!("{all:#}\n")
    }
}
