//! Folders: up to the root of their repository, and their names relative to the working folder.

use crate::source::repository;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Where incidents are by default.
const INCIDENTS: &str = "incidents";

/// What paths are relative to without a configuration: the root of the repository, else the folder with the incidents.
pub(super) fn root(working: &Path) -> &Path {
    let has_incidents = working.join(INCIDENTS).exists();
    let incidents = working.ancestors().find(|folder| folder.ends_with(INCIDENTS)).filter(|_| !has_incidents);
    repository(working).or_else(|| incidents?.parent()).unwrap_or(working)
}

/// A folder and those above it, up to the root of its repository.
pub(super) fn folders(folder: &Path) -> impl Iterator<Item = &Path> {
    let root = repository(folder);
    folder.ancestors().take_while(move |above| root.is_none_or(|root| above.starts_with(root)))
}

/// The canonical name of a file that has several: `a.yaml`, `./a.yaml`, a link. A file that does not exist keeps its
/// name.
pub(super) fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// A path relative to the working folder. Both are real paths.
pub(super) fn shown(path: &Path, working: &Path) -> PathBuf {
    let mut common = path.components().zip(working.components()).take_while(|(a, b)| a == b);
    let is_near = common.any(|(part, _)| matches!(part, Component::Normal(_)));
    if is_near { way(working, path).collect() } else { path.to_path_buf() }
}

/// The relative path from a folder to a path. Both are real paths.
pub(super) fn way<'p>(folder: &'p Path, path: &'p Path) -> impl Iterator<Item = Component<'p>> {
    let common = path.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    up.chain(path.components().skip(common))
}

/// A path relative to a folder, made relative to the working folder.
pub(super) fn from(folder: &Path, path: &Path, working: &Path) -> PathBuf {
    let base = shown(folder, working);
    if base == Path::new("") {
        return path.to_path_buf();
    }
    match folder.join(path).strip_prefix(working) {
        Ok(rest) if rest == Path::new("") => PathBuf::from("."),
        Ok(rest) => rest.to_path_buf(),
        Err(_) => base.join(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Messages name files so that the user can open them from the working folder.
    #[test]
    fn paths_are_named_from_the_working_folder() {
        let working = Path::new("/code/shop/incidents");
        let named = |path: &str| shown(Path::new(path), working).display().to_string();
        assert_eq!(named("/code/shop/incidents/a.yaml"), "a.yaml");
        assert_eq!(named("/code/shop/postmortem.toml"), "../postmortem.toml");
        assert_eq!(named("/code/other/postmortem.toml"), "../../other/postmortem.toml");
        assert_eq!(named("/etc/postmortem.toml"), "/etc/postmortem.toml");
        let meant =
            |path: &str| from(Path::new("/code/shop"), Path::new(path), working).display().to_string();
        assert_eq!(meant("incidents/"), ".");
        assert_eq!(meant("incidents/2024"), "2024");
        assert_eq!(meant("reports/"), "../reports/");
        assert_eq!(meant("../docs"), "../../docs");
        assert_eq!(meant("/srv/incidents"), "/srv/incidents");
    }
}
