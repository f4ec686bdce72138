//! The report of one file, made on request and cached while nothing changes.

use super::view::{self, View};
use crate::cli::commands::render::maker::{Failure, Maker};
use postmortem::collection::Refused;
use postmortem::source::Source;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

/// A report, as far as it could be made.
#[derive(Default)]
pub(super) struct Page {
    /// The last one that could be made; empty if none could.
    pub(super) html: String,
    /// The errors that keep it from being up to date, as HTML; empty if there are none.
    pub(super) fault: String,
    /// Where its images are.
    pub(super) images: Vec<PathBuf>,
}

impl Page {
    /// Makes the report anew. `fault` is what is wrong with the configuration.
    pub(super) fn update(
        &mut self,
        source: Result<Source, Refused>,
        maker: Option<&anyhow::Result<Maker>>,
        fault: Option<&anyhow::Error>,
        view: &View,
    ) -> anyhow::Result<()> {
        let mut text = fault.map(view::error).unwrap_or_default();
        let made = match maker {
            Some(Ok(maker)) => Some(maker.make(source)),
            Some(Err(fault)) => {
                text += &view::error(fault);
                None
            }
            None => None,
        };
        match made {
            Some(Ok(made)) => {
                self.html = made.text;
                self.images = made.images;
            }
            Some(Err(Failure::Broken(checked))) => text += &view::findings(&checked),
            Some(Err(Failure::Template(error))) => text += &view::error(&error.into()),
            Some(Err(Failure::Unread(error))) => text += &view::error(&error.into()),
            // The template error has already been reported.
            None => {}
        }
        self.fault = match (&text[..], &self.html[..]) {
            ("", _) => String::new(),
            (text, "") => view.fault("No report could be made yet", text)?,
            (text, _) => view.fault("Out of date: this is the last report that could be made", text)?,
        };
        Ok(())
    }

    /// Identifies the version that the browser shows, also after a restart; empty without a report.
    pub(super) fn version(&self) -> String {
        if self.html.is_empty() { String::new() } else { version(&self.html) }
    }
}

/// A hash of the content.
pub(super) fn version(of: impl Hash) -> String {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
