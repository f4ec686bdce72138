//! What is made of files is kept until they change, or the configuration or a template does.

use postmortem::collection::Refused;
use postmortem::source::Source;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a file contains, under a configuration and its templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version {
    generation: u64,
    content: u64,
}

impl Version {
    /// `generation` counts the changes of the configuration and the templates.
    pub(super) fn new(source: &Result<Source, Refused>, generation: u64) -> Self {
        let mut hasher = DefaultHasher::new();
        match source {
            Ok(source) => source.text().hash(&mut hasher),
            Err(Refused::Fault(checked)) => {
                checked.diagnostics.iter().for_each(|found| found.message.hash(&mut hasher));
            }
            Err(Refused::Error(_)) => {}
        }
        Version { generation, content: hasher.finish() }
    }
}

/// What was last made of a file, and of which version of it.
#[derive(Debug, Default)]
pub(crate) struct Kept<T> {
    of: Option<Version>,
    pub(crate) made: T,
}

impl<T> Kept<T> {
    pub(crate) fn new(version: Version, made: T) -> Self {
        Kept { of: Some(version), made }
    }

    /// Whether that version has changed nothing.
    pub(crate) fn is_of(&self, version: Version) -> bool {
        self.of == Some(version)
    }

    /// What is kept is now made of that version.
    pub(crate) fn renew(&mut self, version: Version) {
        self.of = Some(version);
    }

    /// Has it made again, whatever the version.
    pub(crate) fn expire(&mut self) {
        self.of = None;
    }
}
