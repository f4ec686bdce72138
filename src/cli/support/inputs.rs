//! From the paths that the user names to the texts to process.

use crate::cli::Ui;
use crate::cli::support::files::canonical;
use crate::cli::support::problem::Problem;
use postmortem::collection::{Error, Refused, for_each_of, read_stream};
use postmortem::diagnostic::Checked;
use postmortem::project::{File, Project};
use postmortem::source::Source;
use postmortem::wording::{list, quoted};
use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};

/// The name that messages give standard input.
pub(crate) const STDIN: &str = "<stdin>";

/// The group and the configuration of standard input: those of the working folder.
const WORKING: usize = 0;

/// What the paths refer to.
pub(crate) struct Inputs {
    /// The text of `-`, if it is among the paths.
    stdin: Option<Result<Source, Refused>>,
    /// The file whose text that is.
    stdin_file: Option<PathBuf>,
    /// The group of standard input: that of its file, or of the working folder.
    stdin_group: usize,
    files: Vec<File>,
    /// The folders among the paths.
    folders: Vec<PathBuf>,
    /// The paths that were followed.
    paths: Vec<PathBuf>,
    /// Paths that do not exist.
    pub(crate) errors: Vec<Error>,
}

impl Inputs {
    /// Resolves the paths; by default those of the configuration.
    ///
    /// # Errors
    /// If there is no incident file at all.
    pub(crate) fn new(paths: &[PathBuf], project: &mut Project) -> anyhow::Result<Self> {
        let by_default = paths.is_empty();
        let paths = if by_default { project.config().paths.clone() } else { paths.to_vec() };
        let (stdin, named): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().partition(|path| path.as_os_str() == "-");
        let found = project.discover(&named.into_iter().cloned().collect::<Vec<_>>())?;
        // A default path that does not exist yet is not a mistake of the user.
        let errors: Vec<Error> = found
            .errors
            .into_iter()
            .filter(|error| !by_default || !matches!(error, Error::Missing(_)))
            .collect();
        if stdin.is_empty() && found.files.is_empty() && errors.is_empty() {
            return Err(nothing_found(&paths));
        }
        let stdin = (!stdin.is_empty()).then(|| read_stream(STDIN, io::stdin().lock()));
        let folders = paths.iter().filter(|path| path.is_dir()).cloned().collect();
        let (stdin_file, stdin_group) = (None, WORKING);
        Ok(Inputs { stdin, stdin_file, stdin_group, files: found.files, folders, paths, errors })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len() + usize::from(self.stdin.is_some())
    }

    /// Whether there are several files, or could be tomorrow.
    pub(crate) fn can_be_several(&self) -> bool {
        !self.folders.is_empty() || self.len() + self.errors.len() > 1
    }

    /// Removes and returns the files that are not in a set.
    pub(crate) fn keep(&mut self, wanted: &HashSet<PathBuf>) -> Vec<File> {
        let files = std::mem::take(&mut self.files).into_iter();
        let (kept, left_out) = files.partition(|file| wanted.contains(&canonical(&file.path)));
        self.files = kept;
        left_out
    }

    /// Removes and returns the files that the configuration excludes. A file that was named is kept, unless `named`
    /// files are removed too.
    pub(crate) fn exclude(&mut self, project: &Project, named: bool) -> Vec<File> {
        let is_meant = |file: &File| !named && self.paths.contains(&file.path);
        let files = std::mem::take(&mut self.files).into_iter();
        let (excluded, kept) =
            files.partition(|file| project.groups()[file.group].excluded && !is_meant(file));
        self.files = kept;
        excluded
    }

    /// Uses standard input as the text of a file, and removes the file itself.
    ///
    /// # Errors
    /// If that file's configuration cannot be read or is invalid.
    pub(crate) fn name_stdin(&mut self, file: &Path, project: &mut Project) -> anyhow::Result<()> {
        let named = |source: &Source| Source::new(file.display().to_string(), source.text());
        self.stdin = self.stdin.take().map(|text| match text {
            Ok(source) => Ok(named(&source)),
            Err(Refused::Fault(checked)) => {
                let Checked { source, diagnostics } = *checked;
                Err(Refused::Fault(Box::new(Checked { source: named(&source), diagnostics })))
            }
            Err(error) => Err(error),
        });
        let saved = canonical(file);
        self.files.retain(|file| canonical(&file.path) != saved);
        self.stdin_file = Some(file.to_path_buf());
        self.stdin_group = project.group_of(file)?;
        Ok(())
    }

    /// The name that messages give standard input.
    pub(crate) fn stdin_name(&self) -> String {
        self.stdin_file.as_ref().map_or_else(|| STDIN.to_owned(), |file| file.display().to_string())
    }

    /// Whether the configuration excludes the file whose text standard input is.
    pub(crate) fn excludes_stdin(&self, project: &Project) -> bool {
        self.stdin_file.is_some() && project.groups()[self.stdin_group].excluded
    }

    /// Leaves standard input out, and gives it back; it stays among the inputs if it is refused.
    pub(crate) fn take_stdin(&mut self) -> Option<Source> {
        self.stdin.take_if(|text| text.is_ok())?.ok()
    }

    /// The files of the groups for which `is_meant` holds, including unreadable ones; and the file whose text standard
    /// input is.
    pub(crate) fn files(&self, is_meant: impl Fn(usize) -> bool) -> impl Iterator<Item = &Path> {
        let files = self.files.iter().map(|file| (file.path.as_path(), file.group));
        let stdin = self.stdin_file.as_deref().map(|file| (file, self.stdin_group));
        files.chain(stdin).filter(move |(_, group)| is_meant(*group)).map(|(path, _)| path)
    }

    /// The folders that were walked.
    pub(crate) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Whether standard input is among them.
    pub(crate) fn has_stdin(&self) -> bool {
        self.stdin.is_some()
    }

    /// The groups of these.
    pub(crate) fn groups(&self) -> BTreeSet<usize> {
        let stdin = self.stdin.as_ref().map(|_| self.stdin_group);
        self.files.iter().map(|file| file.group).chain(stdin).collect()
    }

    /// The configurations of these, by their numbers.
    pub(crate) fn numbers(&self, project: &Project) -> BTreeSet<usize> {
        self.groups().into_iter().map(|group| project.groups()[group].number).collect()
    }

    /// The other files under the paths of a configuration, and whether they and these are all its incidents.
    pub(crate) fn others(&self, number: usize, project: &mut Project) -> anyhow::Result<(Vec<File>, bool)> {
        if self.paths == project.configs()[number].paths {
            return Ok((Vec::new(), self.errors.is_empty()));
        }
        let found = project.incidents(number)?;
        if found.files.is_empty() {
            // A user who names a folder names everything that belongs together.
            return Ok((found.files, !self.folders.is_empty() && self.errors.is_empty()));
        }
        let own = self.files(|group| project.groups()[group].number == number);
        let own: HashSet<PathBuf> = own.map(canonical).collect();
        let others = found.files.into_iter().filter(|file| !own.contains(&canonical(&file.path))).collect();
        let is_mishap = |error: &Error| !matches!(error, Error::Missing(_));
        Ok((others, !found.errors.iter().any(is_mishap)))
    }

    /// Reads and handles all inputs, each with its group, showing progress if that takes long; the results have the
    /// order of the inputs. Files that could not be read end up in `errors`.
    pub(crate) fn read<T: Send>(
        &mut self,
        ui: &Ui,
        handle: impl Fn(Result<Source, Refused>, usize) -> Result<T, Error> + Sync,
    ) -> Vec<T> {
        let stdin = self.stdin.take().map(|source| handle(source, self.stdin_group));
        let of_files = ui.progress(self.files.len(), |done| {
            for_each_of(&self.files, |file, source| {
                let handled = handle(source, file.group);
                done();
                handled
            })
        });
        let mut results = Vec::new();
        for result in stdin.into_iter().chain(of_files) {
            match result {
                Ok(result) => results.push(result),
                Err(error) => self.errors.push(error),
            }
        }
        results
    }
}

/// An input's name in messages; none for one that cannot be read, because its error names it.
pub(crate) fn name(source: &Result<Source, Refused>) -> String {
    match source {
        Ok(source) => source.name().to_owned(),
        Err(Refused::Fault(checked)) => checked.source.name().to_owned(),
        Err(Refused::Error(_)) => String::new(),
    }
}

/// The name, without extension, of the file that an input is rendered to, and the id of an incident without `id`.
pub(crate) fn stem(name: &str) -> String {
    match name {
        STDIN => "stdin".to_owned(),
        name => {
            Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
        }
    }
}

/// The message if there is no incident file at all.
pub(crate) fn nothing_found(paths: &[PathBuf]) -> anyhow::Error {
    let places = list(quoted(paths.iter().map(|path| path.display())));
    Problem::new(
        format!("no incident file found in {places}"),
        "create one with `postmortem new`, or set `paths` in postmortem.toml",
    )
    .into()
}
