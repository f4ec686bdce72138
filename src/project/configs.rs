//! Which configuration applies to each file: the nearest one above it, as in a repository of several projects.
//!
//! A [`Project`] looks up each folder once. Files with the same settings form a [`Group`]; rules across files compare
//! the groups of one configuration.

use super::place;
use crate::collection::{self, discover};
use crate::config::{Config, Error, FILE_NAME, Templates};
use crate::source::{inside, is_repository, real};
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Where configurations come from.
#[derive(Debug, Clone)]
pub enum Choice {
    /// The nearest file above each incident file; if there is none, above the working folder.
    Nearest,
    /// This file, for all incident files.
    File(PathBuf),
    /// No configuration.
    Defaults,
}

/// What distinguishes groups: the number of the configuration, whether the files are excluded, and which of the
/// configuration's per-file levels apply.
type Key = (usize, bool, Vec<usize>);

/// Files with the same configuration and the same levels.
#[derive(Debug, Clone)]
pub struct Group {
    /// What is configured for them.
    pub config: Arc<Config>,
    /// The number of the configuration: rules across files compare files with the same number.
    pub number: usize,
    /// Whether `lint` skips them in a folder.
    pub excluded: bool,
}

/// A file and the group that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path.
    pub path: PathBuf,
    /// Its index in [`Project::groups`].
    pub group: usize,
}

impl AsRef<Path> for File {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}

/// What paths lead to.
#[derive(Debug, Default)]
pub struct Found {
    /// Files, none twice.
    pub files: Vec<File>,
    /// Paths that lead nowhere.
    pub errors: Vec<collection::Error>,
}

/// The configurations of one run.
#[derive(Debug)]
pub struct Project {
    choice: Choice,
    templates: Templates,
    /// The working folder's real path.
    working: PathBuf,
    /// The folder to which the names of files are relative: the working folder, if it is that of the process; else names
    /// are absolute.
    named_from: PathBuf,
    /// The real path of the folder to which the paths of the working folder's configuration are relative.
    root: PathBuf,
    /// The first one is the working folder's.
    configs: Vec<Arc<Config>>,
    groups: Vec<Group>,
    of_key: HashMap<Key, usize>,
    /// The configuration of each folder that was looked up, by its real path.
    of_folder: HashMap<PathBuf, usize>,
    /// The real paths and the configurations of folders, as they were named.
    of_name: HashMap<PathBuf, (PathBuf, usize)>,
}

impl Project {
    /// With the configuration of the working folder, which is given by its absolute path. Files are named from there if
    /// the process works there too, else by their absolute paths.
    ///
    /// # Errors
    /// If a configuration cannot be read or is invalid.
    pub fn new(choice: Choice, templates: Templates, working: &Path) -> Result<Self, Error> {
        let working = real(working);
        let (configs, groups, of_key) = (Vec::new(), Vec::new(), HashMap::new());
        let (of_folder, of_name) = (HashMap::new(), HashMap::new());
        let mut project = Project {
            choice,
            templates,
            root: working.clone(),
            named_from: if real(Path::new("")) == working { working.clone() } else { PathBuf::new() },
            working,
            configs,
            groups,
            of_key,
            of_folder,
            of_name,
        };
        let working = project.working.clone();
        let first = match &project.choice {
            Choice::Nearest => {
                place::folders(&working).map(|folder| folder.join(FILE_NAME)).find(|file| is_there(file))
            }
            Choice::File(file) => Some(file.clone()),
            Choice::Defaults => None,
        };
        match first {
            Some(file) => _ = project.load(&file)?,
            None => project.add(Config::default(), place::root(&working)),
        }
        Ok(project)
    }

    /// The configuration of the working folder, or the only one.
    pub fn config(&self) -> &Arc<Config> {
        &self.configs[0]
    }

    /// The real path of the folder to which the paths of the working folder's configuration are relative.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path relative to the folder of the working folder's configuration.
    pub fn from_config(&self, path: &Path) -> PathBuf {
        place::from(&self.root, path, &self.named_from)
    }

    /// A folder's name relative to the working folder's configuration.
    pub fn in_config(&self, folder: &Path) -> String {
        let name = place::shown(&real(&self.working.join(folder)), &self.root);
        format!("{}/", if name == Path::new("") { Path::new(".") } else { &name }.display())
    }

    /// The working folder's real path.
    pub(super) fn working(&self) -> &Path {
        &self.working
    }

    /// The configurations, by their numbers.
    pub fn configs(&self) -> &[Arc<Config>] {
        &self.configs
    }

    /// The groups of all files that were looked up.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The configuration of a file, which need not exist.
    ///
    /// # Errors
    /// If a configuration cannot be read or is invalid.
    pub fn config_of(&mut self, file: &Path) -> Result<Arc<Config>, Error> {
        let group = self.group_of(file)?;
        Ok(Arc::clone(&self.groups[group].config))
    }

    /// The index of a file's group in [`Project::groups`].
    ///
    /// # Errors
    /// If a configuration cannot be read or is invalid.
    pub fn group_of(&mut self, file: &Path) -> Result<usize, Error> {
        let named = file.parent().unwrap_or(Path::new(""));
        if !self.of_name.contains_key(named) {
            let real = real(&self.working.join(named));
            let number = self.number_of(&real)?;
            self.of_name.insert(named.to_path_buf(), (real, number));
        }
        let (folder, number) = &self.of_name[named];
        let key = self.key(*number, folder, file);
        Ok(self.of_key.get(&key).copied().unwrap_or_else(|| self.add_group(key)))
    }

    fn key(&self, number: usize, folder: &Path, file: &Path) -> Key {
        let config = &self.configs[number];
        if config.exclude.is_empty() && config.per_file.is_empty() {
            return (number, false, Vec::new());
        }
        let file = folder.join(file.file_name().unwrap_or_default());
        let of_files =
            config.per_file.iter().enumerate().filter(|(_, of_files)| of_files.paths.matches(&file));
        (number, config.exclude.matches(&file), of_files.map(|(index, _)| index).collect())
    }

    fn add_group(&mut self, key: Key) -> usize {
        let (number, excluded, of_files) = &key;
        let mut config = Arc::clone(&self.configs[*number]);
        for index in of_files {
            let levels = config.per_file[*index].levels.clone();
            Arc::make_mut(&mut config).lint.levels.file.extend(levels);
        }
        self.groups.push(Group { config, number: *number, excluded: *excluded });
        self.of_key.insert(key, self.groups.len() - 1);
        self.groups.len() - 1
    }

    /// The files that paths refer to, each with its group.
    ///
    /// # Errors
    /// If a configuration cannot be read or is invalid.
    pub fn discover(&mut self, paths: &[PathBuf]) -> Result<Found, Error> {
        let found = discover(paths);
        let file = |path: PathBuf| Ok(File { group: self.group_of(&path)?, path });
        Ok(Found {
            files: found.files.into_iter().map(file).collect::<Result<_, Error>>()?,
            errors: found.errors,
        })
    }

    /// The files under the paths of a configuration that have no nearer one.
    ///
    /// # Errors
    /// If a configuration cannot be read or is invalid.
    pub fn incidents(&mut self, number: usize) -> Result<Found, Error> {
        let paths = Arc::clone(&self.configs[number]);
        let mut found = self.discover(&paths.paths)?;
        found.files.retain(|file| self.groups[file.group].number == number);
        Ok(found)
    }

    /// Every place where a configuration exists, or would apply if it were written.
    pub fn config_files(&self) -> Vec<PathBuf> {
        match &self.choice {
            Choice::Nearest => {
                let folders =
                    self.of_folder.keys().map(PathBuf::as_path).chain(place::folders(&self.working));
                folders.map(|folder| place::shown(&folder.join(FILE_NAME), &self.named_from)).collect()
            }
            Choice::File(file) => vec![file.clone()],
            Choice::Defaults => Vec::new(),
        }
    }

    /// The number of the configuration for the files in a folder, given by its real path.
    fn number_of(&mut self, folder: &Path) -> Result<usize, Error> {
        if !matches!(self.choice, Choice::Nearest) {
            return Ok(0);
        }
        if let Some(number) = self.of_folder.get(folder) {
            return Ok(*number);
        }
        let file = folder.join(FILE_NAME);
        let number = if is_there(&file) {
            self.load(&file)?
        } else {
            match folder.parent().filter(|_| !is_repository(folder)) {
                Some(above) => self.number_of(above)?,
                None => 0,
            }
        };
        self.of_folder.insert(folder.to_path_buf(), number);
        Ok(number)
    }

    /// Reads a configuration and gives it a number.
    fn load(&mut self, file: &Path) -> Result<usize, Error> {
        let folder = real(&self.working.join(file.parent().unwrap_or(Path::new(""))));
        let shown =
            if file.is_absolute() { place::shown(file, &self.named_from) } else { file.to_path_buf() };
        if matches!(self.choice, Choice::Nearest) {
            // A stranger's link could print any file of this machine as an invalid configuration.
            inside(file, &folder).map_err(|error| Error::Read(shown.clone(), error))?;
        }
        let config = Config::load(&shown, self.templates)?;
        self.add(config, &folder);
        Ok(self.configs.len() - 1)
    }

    /// Adds a configuration whose paths are relative to a folder, given by its real path.
    fn add(&mut self, mut config: Config, folder: &Path) {
        for path in config.paths.iter_mut().chain(&mut config.templates).chain(&mut config.baseline) {
            *path = place::from(folder, path, &self.named_from);
        }
        // A template's file, unlike its name, is also relative to the configuration's folder.
        let template = PathBuf::from(&config.template);
        let names_place =
            template.is_absolute() || template.components().any(|part| part == Component::ParentDir);
        if names_place || template.extension().is_some() && folder.join(&template).is_file() {
            config.template = place::from(folder, &template, &self.named_from).display().to_string();
        }
        let number = self.configs.len();
        if number == 0 {
            self.root = folder.to_path_buf();
        }
        self.configs.push(Arc::new(config));
        self.of_folder.entry(folder.to_path_buf()).or_insert(number);
        self.add_group((number, false, Vec::new()));
    }
}

/// Whether a configuration of that name exists. A pipe or a broken link is an error, not absent.
fn is_there(file: &Path) -> bool {
    file.symlink_metadata().is_ok_and(|found| !found.is_dir())
}
