//! From the paths that the user names to the texts that are meant.

use super::Ui;
use super::files::canonical;
use anyhow::anyhow;
use postmortem::collection::{Error, Refused, discover, for_each, read_stream};
use postmortem::config::Config;
use postmortem::diagnostic::Checked;
use postmortem::source::Source;
use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

/// The name that messages give standard input.
pub(crate) const STDIN: &str = "<stdin>";

/// What the paths lead to.
pub(crate) struct Inputs {
    /// The text of `-`, when it is among the paths.
    stdin: Option<Result<Source, Refused>>,
    /// The file whose text that is.
    stdin_file: Option<PathBuf>,
    files: Vec<PathBuf>,
    /// The folders among the paths.
    folders: Vec<PathBuf>,
    /// Whether the paths are those of the configuration, all of them.
    by_default: bool,
    /// Paths that lead nowhere.
    pub(crate) errors: Vec<Error>,
}

impl Inputs {
    /// Follows the paths; without any, those of the configuration.
    ///
    /// # Errors
    /// When there is no incident file at all.
    pub(crate) fn new(paths: &[PathBuf], config: &Config) -> anyhow::Result<Self> {
        let by_default = paths.is_empty();
        let paths = if by_default { &config.paths[..] } else { paths };
        let (stdin, named): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().partition(|path| path.as_os_str() == "-");
        let found = discover(&named.into_iter().cloned().collect::<Vec<_>>());
        // A default that does not exist yet is no mistake of the user.
        let errors: Vec<Error> = found
            .errors
            .into_iter()
            .filter(|error| !by_default || !matches!(error, Error::Missing(_)))
            .collect();
        if stdin.is_empty() && found.files.is_empty() && errors.is_empty() {
            return Err(nothing_found(paths));
        }
        let stdin = (!stdin.is_empty()).then(|| read_stream(STDIN, io::stdin().lock()));
        let folders = paths.iter().filter(|path| path.is_dir()).cloned().collect();
        let by_default = by_default || paths == config.paths;
        Ok(Inputs { stdin, stdin_file: None, files: found.files, folders, by_default, errors })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.files.len() + usize::from(self.stdin.is_some())
    }

    /// Whether there are several, or could be tomorrow.
    pub(crate) fn can_be_several(&self) -> bool {
        !self.folders.is_empty() || self.len() > 1
    }

    /// Leaves out the files that are not among those of a set, and gives them back.
    pub(crate) fn keep(&mut self, wanted: &HashSet<PathBuf>) -> Vec<PathBuf> {
        let files = std::mem::take(&mut self.files).into_iter();
        let (kept, left_out) = files.partition(|file| wanted.contains(&canonical(file)));
        self.files = kept;
        left_out
    }

    /// Takes standard input for the text of a file, and leaves out what that file holds now.
    pub(crate) fn name_stdin(&mut self, file: &Path) {
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
        self.files.retain(|file| canonical(file) != saved);
        self.stdin_file = Some(file.to_path_buf());
    }

    /// The name that messages give standard input.
    pub(crate) fn stdin_name(&self) -> String {
        self.stdin_file.as_ref().map_or_else(|| STDIN.to_owned(), |file| file.display().to_string())
    }

    /// The file whose text standard input is, if that is known.
    pub(crate) fn stdin_file(&self) -> Option<&PathBuf> {
        self.stdin_file.as_ref()
    }

    /// Leaves standard input out, and gives it back.
    pub(crate) fn take_stdin(&mut self) -> Option<Result<Source, Refused>> {
        self.stdin.take()
    }

    /// The files, those that turned out to be unreadable among them.
    pub(crate) fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The folders that were walked.
    pub(crate) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Whether standard input is among them.
    pub(crate) fn has_stdin(&self) -> bool {
        self.stdin.is_some()
    }

    /// The other files of the configuration's paths, and whether they and these are all incidents that there are.
    pub(crate) fn others(&self, config: &Config) -> (Vec<PathBuf>, bool) {
        if self.by_default {
            return (Vec::new(), self.errors.is_empty());
        }
        let found = discover(&config.paths);
        if found.files.is_empty() {
            // Whoever names a folder names all that belongs together.
            return (found.files, !self.folders.is_empty() && self.errors.is_empty());
        }
        let own: HashSet<PathBuf> =
            self.files.iter().chain(&self.stdin_file).map(|file| canonical(file)).collect();
        let others = found.files.into_iter().filter(|file| !own.contains(&canonical(file))).collect();
        let is_mishap = |error: &Error| !matches!(error, Error::Missing(_));
        (others, !found.errors.iter().any(is_mishap))
    }

    /// Reads and handles all, telling how far it is when that takes long; the results come in the order of the inputs.
    /// Files that could not be read end up in `errors`.
    pub(crate) fn read<T: Send>(
        &mut self,
        ui: &Ui,
        handle: impl Fn(Result<Source, Refused>) -> Result<T, Error> + Sync,
    ) -> Vec<T> {
        let stdin = self.stdin.take().map(&handle);
        let of_files = ui.progress(self.files.len(), |done| {
            for_each(&self.files, |source| {
                let handled = handle(source);
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

/// The name of the file that an input is rendered to, and of an incident that has no `id`, without its extension.
pub(crate) fn stem(name: &str) -> String {
    match name {
        STDIN => "stdin".to_owned(),
        name => {
            Path::new(name).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
        }
    }
}

/// What to say where there is no incident file at all.
pub(crate) fn nothing_found(paths: &[PathBuf]) -> anyhow::Error {
    let places: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    anyhow!(
        "no incident file found in {}\nwrite one with `postmortem new`, or say where they are: `paths` in postmortem.toml",
        places.join(", ")
    )
}
