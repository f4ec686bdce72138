//! The report of one file, made on request and cached while nothing changes.

use super::view::{self, View};
use crate::cli::commands::render::identity;
use crate::cli::commands::render::maker::{Failure, Maker};
use crate::cli::support::live::Live;
use postmortem::collection::read;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A report, as far as it could be made.
#[derive(Default)]
pub(super) struct Page {
    /// The configuration and the text that it is made from.
    made_of: Option<(u64, u64)>,
    /// The last one that could be made; empty if none could.
    pub(super) html: String,
    /// The errors that keep it from being up to date, as HTML; empty if there are none.
    pub(super) fault: String,
    /// Where its images are.
    pub(super) images: Vec<PathBuf>,
}

impl Page {
    /// Makes the report if anything has changed. `generation` counts the changes of the configuration and templates.
    pub(super) fn update(
        &mut self,
        path: &Path,
        maker: Option<&anyhow::Result<Maker>>,
        live: &Live,
        generation: u64,
        view: &View,
    ) -> anyhow::Result<()> {
        let source = read(path);
        let made_of = Some((generation, identity(&source).1));
        if self.made_of == made_of {
            return Ok(());
        }
        let mut text = live.fault.as_ref().map(view::error).unwrap_or_default();
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
        // Only now: what fails is tried again.
        self.made_of = made_of;
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
