//! Which files to process: a file by its name, a folder by its content.

use super::Error;
use crate::source::{ReadError, inside};
use ignore::WalkBuilder;
use ignore::gitignore::Gitignore;
use std::collections::HashSet;
use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// What paths refer to.
#[derive(Debug, Default)]
pub struct Found {
    /// Files: as named, those of a folder sorted by name, without duplicates.
    pub files: Vec<PathBuf>,
    /// Paths that do not exist.
    pub errors: Vec<Error>,
}

/// The files that paths refer to. A named file is taken whatever its name; a folder is walked for `*.yaml` and `*.yml`,
/// without hidden files and those that a `.gitignore` names. A link in it that leads out of the repository is an error.
pub fn discover(paths: &[PathBuf]) -> Found {
    discover_by(paths, is_yaml)
}

/// The same, with a folder walked for files of other names.
pub fn discover_by(paths: &[PathBuf], is_wanted: fn(&Path) -> bool) -> Found {
    let mut found = Found::default();
    for path in paths {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => walk(path, is_wanted, &mut found),
            Ok(metadata) if metadata.is_file() => found.files.push(path.clone()),
            Ok(_) => found.errors.push(Error::Special(path.clone())),
            Err(error) => found.errors.push(Error::new(path.clone(), error)),
        }
    }
    if paths.len() > 1 {
        let mut seen = HashSet::new();
        // The same file can have several names: `a.yaml`, `./a.yaml`, a link.
        found.files.retain(|file| seen.insert(fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    }
    found
}

fn walk(folder: &Path, is_wanted: fn(&Path) -> bool, found: &mut Found) {
    // What is ignored depends only on the repository, not on the machine.
    let walk = WalkBuilder::new(folder)
        .ignore(false)
        .git_global(false)
        .git_exclude(false)
        .sort_by_file_path(Path::cmp)
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if is_wanted(entry.path()) => match leads_to_file(&entry, folder) {
                Ok(true) => found.files.push(plain(entry.into_path())),
                Ok(false) => {}
                Err(error) => found.errors.push(link_error(plain(entry.into_path()), error)),
            },
            Ok(_) => {}
            Err(error) => found.errors.push(walk_error(folder, error)),
        }
    }
}

/// Whether a walk of a repository skips a file, or would if it existed, because a `.gitignore` names it or a folder
/// above it.
pub fn is_ignored(repository: Option<&Path>, file: &Path) -> bool {
    let Some(Ok(root)) = repository.map(fs::canonicalize) else { return false };
    let Ok(file) = inside(file, &root) else { return false };
    let below = |path: &&Path| **path != *root && path.starts_with(&root);
    file.ancestors().take_while(below).any(|path| {
        // The nearest file that matches the path decides.
        let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&root));
        let said = folders.map(|folder| Gitignore::new(folder.join(".gitignore")).0);
        let said = said.map(|ignores| ignores.matched(path, path != file).map(|_| ()));
        said.into_iter().find(|said| !said.is_none()).is_some_and(|said| said.is_ignore())
    })
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Whether an entry of a folder is a file, or a link to one in the same repository: a user who names the folder does
/// not know where a link in it leads.
fn leads_to_file(entry: &ignore::DirEntry, folder: &Path) -> Result<bool, ReadError> {
    match entry.file_type() {
        Some(kind) if kind.is_symlink() => {
            let is_file = fs::metadata(entry.path())?.is_file();
            if is_file {
                inside(entry.path(), folder)?;
            }
            Ok(is_file)
        }
        Some(kind) => Ok(kind.is_file()),
        None => Ok(false),
    }
}

fn link_error(path: PathBuf, error: ReadError) -> Error {
    match error {
        ReadError::Io(error) if error.kind() == io::ErrorKind::NotFound => Error::Dangling(path),
        ReadError::Io(error) => Error::Io(path, error),
        error => Error::Io(path, io::Error::other(error)),
    }
}

/// Without a leading `./`, which is noise in messages.
fn plain(path: PathBuf) -> PathBuf {
    path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path)
}

fn walk_error(folder: &Path, error: ignore::Error) -> Error {
    let mut path = folder.to_path_buf();
    let mut inner = &error;
    while let ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } = inner {
        if let ignore::Error::WithPath { path: place, .. } = inner {
            path.clone_from(place);
        }
        inner = err;
    }
    let message = inner.to_string();
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other(message));
    // The walker wraps the system's error in one that names the path again.
    let system = error.source().and_then(|source| source.downcast_ref::<io::Error>()?.raw_os_error());
    Error::new(plain(path), system.map_or(error, io::Error::from_raw_os_error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "title: x\n").unwrap();
        }
        folder
    }

    /// A run must not depend on the order in which the system lists a folder, nor check a file twice.
    #[test]
    fn walks_in_order_and_takes_each_file_once() {
        let folder = folder(&["b.yaml", "a/z.yml", "a.yaml", ".hidden.yaml", "note.txt", "x.yaml/in.yaml"]);
        let at = |name: &str| folder.path().join(name);
        let paths = [at("note.txt"), at("a.yaml"), folder.path().to_path_buf(), at("./b.yaml")];
        let found = discover(&paths);
        let expected = ["note.txt", "a.yaml", "a/z.yml", "b.yaml", "x.yaml/in.yaml"].map(at);
        assert_eq!(found.files, expected);
        assert!(found.errors.is_empty());
    }

    /// What git ignores is not among the repository's incidents, but a file that is named is processed.
    #[test]
    fn leaves_out_what_git_ignores_unless_named() {
        let folder = folder(&["kept.yaml", "draft.yaml", ".git/HEAD"]);
        fs::write(folder.path().join(".gitignore"), "draft.yaml\n").unwrap();
        assert_eq!(discover(&[folder.path().into()]).files, [folder.path().join("kept.yaml")]);
        let named = folder.path().join("draft.yaml");
        assert_eq!(discover(std::slice::from_ref(&named)).files, [named]);
    }

    /// One mistyped path among many must not hide the findings of the others.
    #[test]
    fn goes_on_after_a_path_that_leads_nowhere() {
        let folder = folder(&["a.yaml"]);
        let found = discover(&[folder.path().join("b.yaml"), folder.path().join("a.yaml")]);
        assert_eq!(found.files.len(), 1);
        assert!(matches!(found.errors[..], [Error::Missing(_)]));
    }
}
