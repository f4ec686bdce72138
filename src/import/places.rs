//! Where a report and its incident file are, so that links between files still lead to the same file.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The places of one report. Paths are compared by their parts alone, so all of them start at the same folder.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The report.
    pub report: PathBuf,
    /// The incident file.
    pub file: PathBuf,
    /// All reports of the run, each with the id that its incident file has.
    pub reports: BTreeMap<PathBuf, String>,
}

impl Places {
    /// The file that a relative address of the report leads to, and what follows its path, such as `#heading`.
    fn target<'a>(&self, address: &'a str) -> Option<(PathBuf, &'a str)> {
        let end = address.find(['#', '?']).unwrap_or(address.len());
        let (path, tail) = address.split_at(end);
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        if path.is_empty() || path.starts_with('/') || path.starts_with('\\') || has_scheme {
            return None;
        }
        Some((folder(&self.report).join(path), tail))
    }

    /// A relative address, as seen from the incident file; `None` if it does not change.
    pub(super) fn rebased(&self, address: &str) -> Option<String> {
        let (target, tail) = self.target(address)?;
        let (from, to) = (normal(folder(&self.file)), normal(&target));
        if normal(folder(&self.report)) == from {
            return None;
        }
        let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
        let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        // Where a path above the common folder leads is not known.
        if from[shared..].contains(&Component::ParentDir) {
            return None;
        }
        let up = from[shared..].iter().map(|_| "..".to_owned());
        let down = to[shared..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let mut path = up.chain(down).collect::<Vec<_>>().join("/");
        if address[..address.len() - tail.len()].ends_with('/') {
            path.push('/');
        }
        Some(path + tail)
    }

    /// The id of another report of the run that an address leads to.
    pub(super) fn report_at(&self, address: &str) -> Option<String> {
        let target = normal(&self.target(address)?.0);
        if target == normal(&self.report) {
            return None;
        }
        let with_ending = || self.reports.get(&PathBuf::from(format!("{}.md", target.display())));
        self.reports.get(&target).or_else(with_ending).cloned()
    }

    /// A path without `.`, and without each `..` that can be resolved.
    pub fn normal(path: &Path) -> PathBuf {
        normal(path)
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if out.file_name().is_some() => _ = out.pop(),
            part => out.push(part),
        }
    }
    out
}
