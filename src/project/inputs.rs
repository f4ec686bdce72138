//! The files that paths refer to, and the text of a stream among them.

use super::place::canonical;
use super::{Error, File, Project, Stream};
use crate::collection::{self, Refused, for_each_of};
use crate::source::Source;
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// The group of a stream without a file: that of the working folder.
const WORKING: usize = 0;

/// How many files are handled before the first of them is taken: enough for all processors, few enough for any memory.
pub(super) const AT_ONCE: usize = 64;

/// What paths lead to.
#[derive(Debug)]
pub struct Inputs {
    stream: Option<Stream>,
    /// The group of the stream: that of its file, or of the working folder.
    stream_group: usize,
    files: Vec<File>,
    /// The folders among the paths.
    folders: Vec<PathBuf>,
    /// The paths that were followed.
    paths: Vec<PathBuf>,
    /// Paths that lead nowhere, and files that turned out to be unreadable.
    pub errors: Vec<collection::Error>,
}

impl Inputs {
    /// Follows the paths; without any and without a stream, those of the configuration.
    ///
    /// # Errors
    /// When there is no incident file at all, or a configuration cannot be read or has errors.
    pub fn new(project: &mut Project, paths: &[PathBuf], stream: Option<Stream>) -> Result<Self, Error> {
        let by_default = paths.is_empty() && stream.is_none();
        let paths = if by_default { project.config().paths.clone() } else { paths.to_vec() };
        let found = project.discover(&paths)?;
        // A default path that does not exist yet is not a mistake of the user.
        let is_mistake =
            |error: &collection::Error| !by_default || !matches!(error, collection::Error::Missing(_));
        let errors: Vec<collection::Error> = found.errors.into_iter().filter(is_mistake).collect();
        let mut files = found.files;
        if stream.is_none() && files.is_empty() && errors.is_empty() {
            return Err(Error::NothingFound(paths));
        }
        let mut stream_group = WORKING;
        if let Some(file) = stream.as_ref().and_then(|stream| stream.file.as_deref()) {
            let saved = canonical(file);
            files.retain(|file| canonical(&file.path) != saved);
            stream_group = project.group_of(file)?;
        }
        let folders = paths.iter().filter(|path| path.is_dir()).cloned().collect();
        Ok(Inputs { stream, stream_group, files, folders, paths, errors })
    }

    /// The number of inputs.
    pub fn len(&self) -> usize {
        self.files.len() + usize::from(self.stream.is_some())
    }

    /// Whether there are no inputs.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether there are several files, or could be tomorrow.
    pub fn can_be_several(&self) -> bool {
        !self.folders.is_empty() || self.len() + self.errors.len() > 1
    }

    /// Removes and returns the files that are not in a set.
    pub(super) fn keep(&mut self, wanted: &HashSet<PathBuf>) -> Vec<File> {
        let files = std::mem::take(&mut self.files).into_iter();
        let (kept, left_out) = files.partition(|file| wanted.contains(&canonical(&file.path)));
        self.files = kept;
        left_out
    }

    /// Removes and returns the files that the configuration excludes. A file that was named is kept, unless `named`
    /// files are removed too.
    pub(super) fn exclude(&mut self, project: &Project, named: bool) -> Vec<File> {
        let is_meant = |file: &File| !named && self.paths.contains(&file.path);
        let files = std::mem::take(&mut self.files).into_iter();
        let (excluded, kept) =
            files.partition(|file| project.groups()[file.group].excluded && !is_meant(file));
        self.files = kept;
        excluded
    }

    /// The stream.
    pub(super) fn stream(&self) -> Option<&Stream> {
        self.stream.as_ref()
    }

    /// Removes and returns the stream.
    pub(super) fn take_stream(&mut self) -> Option<Stream> {
        self.stream.take()
    }

    /// Whether the configuration excludes the file whose text the stream is.
    pub(super) fn excludes_stream(&self, project: &Project) -> bool {
        project.groups()[self.stream_group].excluded
    }

    /// The files of a group for which `is_meant`, those that turned out to be unreadable among them.
    pub(super) fn files(&self, is_meant: impl Fn(usize) -> bool) -> impl Iterator<Item = &Path> {
        let files = self.files.iter().map(|file| (file.path.as_path(), file.group));
        files.filter(move |(_, group)| is_meant(*group)).map(|(path, _)| path)
    }

    /// The group of the stream.
    pub(super) fn stream_group(&self) -> usize {
        self.stream_group
    }

    /// The folders that were walked.
    pub(super) fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The groups of these.
    pub fn groups(&self) -> BTreeSet<usize> {
        let stream = self.stream.as_ref().map(|_| self.stream_group);
        self.files.iter().map(|file| file.group).chain(stream).collect()
    }

    /// The configurations of these, by their numbers.
    pub(super) fn numbers(&self, project: &Project) -> BTreeSet<usize> {
        self.groups().into_iter().map(|group| project.groups()[group].number).collect()
    }

    /// The other files under the paths of a configuration, and whether they and these are all its incidents.
    pub(super) fn others(&self, number: usize, project: &mut Project) -> Result<(Vec<File>, bool), Error> {
        if self.paths == project.configs()[number].paths {
            return Ok((Vec::new(), self.errors.is_empty()));
        }
        let found = project.incidents(number)?;
        if found.files.is_empty() {
            // A user who names a folder names everything that belongs together.
            return Ok((found.files, !self.folders.is_empty() && self.errors.is_empty()));
        }
        let is_of = |group: usize| project.groups()[group].number == number;
        let stream = self.stream.as_ref().and_then(|stream| stream.file.as_deref());
        let own = self.files(is_of).chain(stream.filter(|_| is_of(self.stream_group)));
        let own: HashSet<PathBuf> = own.map(canonical).collect();
        let others = found.files.into_iter().filter(|file| !own.contains(&canonical(&file.path))).collect();
        let is_mishap = |error: &collection::Error| !matches!(error, collection::Error::Missing(_));
        Ok((others, !found.errors.iter().any(is_mishap)))
    }

    /// Reads and handles all, each with its group; the results come in the order of the inputs. `done` is called after
    /// each file with the number of files. Files that could not be read end up in `errors`.
    pub fn read<T: Send>(
        &mut self,
        done: &(dyn Fn(usize) + Sync),
        handle: impl Fn(Result<Source, Refused>, usize) -> Result<T, collection::Error> + Sync,
    ) -> Vec<T> {
        let stream = self.stream.take().map(|stream| handle(stream.text, self.stream_group));
        let of_files = for_each_of(&self.files, |file, source| {
            let handled = handle(source, file.group);
            done(self.files.len());
            handled
        });
        let mut results = Vec::new();
        for result in stream.into_iter().chain(of_files) {
            match result {
                Ok(result) => results.push(result),
                Err(error) => self.errors.push(error),
            }
        }
        results
    }

    /// Like [`Inputs::read`], but what is made of each is taken at once, in the order of the inputs, and not kept.
    pub(super) fn read_each<T: Send, E>(
        mut self,
        done: &(dyn Fn(usize) + Sync),
        handle: impl Fn(Result<Source, Refused>, usize) -> T + Sync,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        if let Some(stream) = self.stream.take() {
            take(handle(stream.text, self.stream_group))?;
        }
        for files in self.files.chunks(AT_ONCE) {
            let made = for_each_of(files, |file, source| {
                let made = handle(source, file.group);
                done(self.files.len());
                made
            });
            made.into_iter().try_for_each(&mut take)?;
        }
        Ok(())
    }
}
