//! From the paths that the user names to the texts to process.

use postmortem::collection::{Refused, read_stream};
use postmortem::project::{Error, Inputs, Project, Stream};
use postmortem::source::Source;
use std::io;
use std::path::{Path, PathBuf};

/// The name that messages give standard input.
pub(crate) const STDIN: &str = "<stdin>";

/// Whether `-` is among the paths.
pub(crate) fn has_stdin(paths: &[PathBuf]) -> bool {
    paths.iter().any(|path| path.as_os_str() == "-")
}

/// The paths but `-`, and what standard input says where that is named: the text of a file, if there is one.
pub(crate) fn with_stdin(paths: &[PathBuf], file: Option<&Path>) -> (Vec<PathBuf>, Option<Stream>) {
    let named = paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect();
    let read = || Stream::new(read_stream(STDIN, io::stdin().lock()), file.map(Path::to_path_buf));
    (named, has_stdin(paths).then(read))
}

/// Resolves the paths; by default those of the configuration.
///
/// # Errors
/// If there is no incident file at all.
pub(crate) fn follow(paths: &[PathBuf], project: &mut Project) -> Result<Inputs, Error> {
    let (named, stream) = with_stdin(paths, None);
    Inputs::new(project, &named, stream)
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
