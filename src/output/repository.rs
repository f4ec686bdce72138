//! Where files are in their repository. Services that show findings next to the code identify a file by its path from
//! the repository's root, wherever the program ran.

use std::path::{Component, Path, PathBuf};

/// A repository, and the folder that file names are relative to. The default leaves names unchanged.
#[derive(Debug, Clone, Default)]
pub struct Repository {
    root: PathBuf,
    working: PathBuf,
}

impl Repository {
    /// The repository with that root; both paths are absolute.
    pub fn new(root: impl Into<PathBuf>, working: impl Into<PathBuf>) -> Self {
        Repository { root: root.into(), working: working.into() }
    }

    /// The path from the root with forward slashes; `None` for a file that is not in the repository.
    pub(in crate::output) fn inside(&self, name: &str) -> Option<String> {
        let file = normal(&self.working.join(name));
        let path = file.strip_prefix(normal(&self.root)).ok()?;
        let is_below = path.is_relative() && !path.starts_with("..");
        is_below.then(|| slashed(path))
    }

    /// The path from the root, or from the file system's root for a file elsewhere.
    pub(in crate::output) fn path(&self, name: &str) -> String {
        self.inside(name).unwrap_or_else(|| self.outside(name))
    }

    /// The path of a file that is not in the repository.
    pub(in crate::output) fn outside(&self, name: &str) -> String {
        slashed(&normal(&self.working.join(name)))
    }
}

/// The path without `.` and without each `..` that leaves a named folder. Links are not followed: the path in the
/// repository is the one that the user knows.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            component => normal.push(component),
        }
    }
    normal
}

/// The path with `/` as separator on every system.
fn slashed(path: &Path) -> String {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            // An empty part before the first slash.
            Component::RootDir => parts.push(String::new()),
            component => parts.push(component.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path that the service does not know hides the finding: nothing is shown next to the code.
    #[test]
    fn names_files_from_the_root() {
        let repository = Repository::new("/code/shop", "/code/shop/incidents");
        assert_eq!(repository.path("a.yaml"), "incidents/a.yaml");
        assert_eq!(repository.path("./x/../a b.yaml"), "incidents/a b.yaml");
        assert_eq!(repository.path("../docs/a.yaml"), "docs/a.yaml");
        assert_eq!(repository.path("/code/shop/a.yaml"), "a.yaml");
        assert_eq!(repository.inside("/code/shopping/a.yaml"), None);
        assert_eq!(repository.path("../../other/a.yaml"), "/code/other/a.yaml");
        assert_eq!(Repository::default().path("./in/a.yaml"), "in/a.yaml");
        assert_eq!(Repository::default().inside("../a.yaml"), None);
        assert_eq!(Repository::default().inside("/a.yaml"), None);
    }
}
