//! What stays in use while files change: the last configuration without a fault, and its templates.

use super::Ui;
use super::render::Format;
use super::render::maker::Maker;
use super::watch::{Kind, Scope};
use postmortem::config::Config;
use std::path::PathBuf;

/// A configuration and its templates, loaded again when they change.
pub(crate) struct Live {
    /// As it last was without a fault.
    pub(crate) config: Config,
    /// None while the template has a fault.
    pub(crate) maker: Option<Maker>,
    /// What is wrong with the configuration or the template.
    pub(crate) fault: Option<anyhow::Error>,
    format: Format,
}

impl Live {
    /// # Errors
    /// At the start there is nothing to go on with but what is asked for.
    pub(crate) fn new(config: Config, format: Format) -> anyhow::Result<Self> {
        let maker = Some(Maker::new(format, &config)?);
        Ok(Live { config, maker, fault: None, format })
    }

    /// Takes over what has changed, as far as it is sound.
    pub(crate) fn reload(&mut self, config: anyhow::Result<Config>) {
        self.fault = None;
        match config {
            Ok(config) => self.config = config,
            Err(fault) => self.fault = Some(fault),
        }
        match Maker::new(self.format, &self.config) {
            Ok(maker) => self.maker = Some(maker),
            Err(fault) => {
                self.maker = None;
                self.fault.get_or_insert(fault.into());
            }
        }
    }

    /// What matters for incidents of those paths.
    pub(crate) fn scope(&self, paths: &[PathBuf], ui: &Ui) -> Scope {
        let mut scope = Scope { files: ui.config_files(), folders: Vec::new() };
        // A name of a built-in template is no file; then none of that name will come.
        scope.files.push(PathBuf::from(&self.config.template));
        scope.folders.extend(self.config.templates.iter().map(|folder| (folder.clone(), Kind::Templates)));
        let paths = if paths.is_empty() { &self.config.paths } else { paths };
        for path in paths {
            if path.is_file() {
                scope.files.push(path.clone());
            } else {
                scope.folders.push((path.clone(), Kind::Incidents));
            }
        }
        scope
    }
}
