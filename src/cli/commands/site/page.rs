//! The pages of reports. One that was made before of the same values is not made again.

use super::folder::Folder;
use crate::cli::commands::render::images::ImageFiles;
use crate::cli::commands::render::maker::{Failure, with_report};
use postmortem::collection::Refused;
use postmortem::config::Config;
use postmortem::model::Settings;
use postmortem::render::{Audience, Context, Engine, Images, Options, Page, TemplateError, figure};
use postmortem::source::Source;
use postmortem::views::site::{SiteReportView, Words};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Makes the pages of the reports of a group of files.
pub(super) struct PageMaker {
    page: Page,
    settings: Settings,
    render: Options,
    /// Stands for the program, the templates and the options.
    of: u64,
}

impl PageMaker {
    /// With the template and the options of a configuration.
    pub(super) fn new(config: &Config) -> Result<Self, TemplateError> {
        let page = Engine::new(config.templates.as_deref())?.site_page(&config.template)?;
        let (settings, render) = (config.lint.settings.clone(), config.render.clone());
        let mut hasher = DefaultHasher::new();
        env!("CARGO_PKG_VERSION").hash(&mut hasher);
        page.sources().for_each(|source| source.hash(&mut hasher));
        format!("{settings:?}{render:?}").hash(&mut hasher);
        Ok(PageMaker { page, settings, render, of: hasher.finish() })
    }

    /// Puts the page of a report into the folder, and returns what the search finds it by. `site` is what the frame
    /// around the report sees.
    pub(super) fn put(
        &self,
        source: Result<Source, Refused>,
        path: String,
        site: &SiteReportView,
        folder: &Folder,
    ) -> Result<Words, Failure> {
        let text = source.as_ref().map(|source| source.text().to_owned()).unwrap_or_default();
        with_report(source, &self.settings, |name, report| {
            let context = Context::new(report, &self.render);
            let words = Words::new(&context);
            let key = self.key(name, &text, site);
            if key.is_some_and(|key| folder.has(&path, key)) {
                return Ok(words);
            }
            let files = ImageFiles::of(name);
            let read = |path: &str| files.read(path);
            let page = self.page.render_in(&context, &figure(report, &self.render), Images::new(&read), site);
            let page = page.map_err(Failure::Template)?;
            // An image can change while its file does not.
            folder.put_page(path, page, key.filter(|_| files.places().is_empty()));
            Ok(words)
        })
    }

    /// Stands for all that a page is made of. The public must not even learn that something internal has changed.
    fn key(&self, name: &str, text: &str, site: &SiteReportView) -> Option<u64> {
        if self.render.audience == Audience::Public {
            return None;
        }
        let mut hasher = DefaultHasher::new();
        (self.of, name, text, serde_json::to_string(site).unwrap_or_default()).hash(&mut hasher);
        Some(hasher.finish())
    }
}
