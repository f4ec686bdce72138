//! What stays in use while files change: the last valid configurations, and their templates.

use crate::cli::commands::render::Format;
use crate::cli::commands::render::maker::Maker;
use crate::cli::support::kept::Version;
use crate::cli::support::watch::{Kind, Scope};
use postmortem::collection::Refused;
use postmortem::config::Config;
use postmortem::project::Project;
use postmortem::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Configurations and their templates, loaded again when they change.
pub(crate) struct Live {
    /// The last valid state.
    pub(crate) project: Project,
    /// The errors of a configuration.
    pub(crate) fault: Option<anyhow::Error>,
    /// For each group that was prepared; or the errors of its template.
    makers: BTreeMap<usize, anyhow::Result<Maker>>,
    /// How often they were loaded again.
    generation: u64,
    /// The arguments applied to a configuration.
    change: Box<dyn Fn(&Config) -> Config + Send + Sync>,
    format: Format,
}

impl Live {
    pub(crate) fn new(
        project: Project,
        format: Format,
        change: impl Fn(&Config) -> Config + Send + Sync + 'static,
    ) -> Self {
        Live {
            project,
            fault: None,
            makers: BTreeMap::new(),
            generation: 0,
            change: Box::new(change),
            format,
        }
    }

    /// Applies changes for files of those paths, as far as they are valid.
    pub(crate) fn reload(&mut self, project: anyhow::Result<Project>, paths: &[PathBuf]) {
        let looked = project.and_then(|mut project| {
            let paths = Self::meant(&project, paths);
            project.discover(&paths)?;
            Ok(project)
        });
        self.fault = None;
        match looked {
            Ok(project) => self.project = project,
            Err(fault) => self.fault = Some(fault),
        }
        self.makers.clear();
        self.generation += 1;
    }

    /// Tells whether something would be made of a file as it was before.
    pub(crate) fn version(&self, source: &Result<Source, Refused>) -> Version {
        Version::new(source, self.generation)
    }

    /// Prepares the templates of some groups; returns new errors.
    pub(crate) fn prepare(&mut self, groups: &BTreeSet<usize>) -> Vec<&anyhow::Error> {
        let is_new = |group: &&usize| !self.makers.contains_key(group);
        let new: BTreeSet<usize> = groups.iter().filter(is_new).copied().collect();
        for group in &new {
            let config = (self.change)(&self.project.groups()[*group].config);
            self.makers.insert(*group, Maker::new(self.format, &config).map_err(Into::into));
        }
        let new = self.makers.iter().filter(|(group, _)| new.contains(group));
        new.filter_map(|(_, maker)| maker.as_ref().err()).collect()
    }

    /// Prepares what is asked for.
    ///
    /// # Errors
    /// At the start there is no earlier state to continue with.
    pub(crate) fn start(&mut self, groups: &BTreeSet<usize>) -> anyhow::Result<()> {
        self.prepare(groups);
        for (group, maker) in std::mem::take(&mut self.makers) {
            self.makers.insert(group, Ok(maker?));
        }
        Ok(())
    }

    /// The compiled template of a prepared group, or its errors.
    pub(crate) fn maker(&self, group: usize) -> Option<&anyhow::Result<Maker>> {
        self.makers.get(&group)
    }

    /// The paths to use; by default those of the configuration.
    pub(crate) fn paths(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        Self::meant(&self.project, paths)
    }

    fn meant(project: &Project, paths: &[PathBuf]) -> Vec<PathBuf> {
        if paths.is_empty() { project.config().paths.clone() } else { paths.to_vec() }
    }

    /// The files that matter for incidents of those paths.
    pub(crate) fn scope(&self, paths: &[PathBuf]) -> Scope {
        let mut scope = Scope { files: self.project.config_files(), folders: Vec::new() };
        for config in self.project.configs() {
            let config = (self.change)(config);
            // The name of a built-in template is not a file, and no file of that name will appear.
            scope.files.push(PathBuf::from(config.template));
            scope.folders.extend(config.templates.map(|folder| (folder, Kind::Templates)));
        }
        scope.of_incidents(self.paths(paths))
    }
}
