//! Markdown files that look like postmortems, for which `import` is offered.

use ignore::WalkBuilder;
use postmortem::project::Project;
use postmortem::source::{read_text, real};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};

/// Where teams keep them, relative to the root.
const PLACES: &[&str] = &[
    "docs/postmortems",
    "docs/post-mortems",
    "docs/postmortem",
    "docs/incidents",
    "docs/incident-reports",
    "incidents",
    "incident-reports",
    "postmortems",
    "post-mortems",
    "postmortem",
];
/// Their headings.
const HEADINGS: &[&str] = &[
    "timeline",
    "root cause",
    "impact",
    "action item",
    "lessons",
    "contributing",
    "detection",
    "resolution",
    "remediation",
    "mitigation",
    "trigger",
    "what happened",
    "what went",
    "five whys",
    "5 whys",
    "postmortem",
    "post-mortem",
    "incident",
];
/// The number of different headings from this list that make a report.
const ENOUGH: usize = 2;
/// A larger file is not a report, and more files need not be counted.
const MAX_SIZE: u64 = 1024 * 1024;
const MOST_FILES: usize = 1000;

/// What was found.
pub(super) struct OldReports {
    count: usize,
    /// The folders with them, relative to the working folder.
    folders: Vec<PathBuf>,
}

/// Looks for them where teams keep them, and where incident files are.
pub(super) fn find(folders: &[String], project: &Project) -> Option<OldReports> {
    let mut seen = BTreeSet::new();
    let mut found = OldReports { count: 0, folders: Vec::new() };
    for place in PLACES.iter().copied().chain(folders.iter().map(String::as_str)) {
        let folder = project.from_config(Path::new(place.trim_end_matches('/')));
        if !folder.is_dir() || !seen.insert(real(&folder)) {
            continue;
        }
        let count = count(&folder);
        if count > 0 {
            found.count += count;
            found.folders.push(folder);
        }
    }
    (found.count > 0).then_some(found)
}

impl OldReports {
    /// The arguments of the command that imports them.
    pub(super) fn import(&self) -> impl Iterator<Item = OsString> + use<> {
        let folders = self.folders.clone().into_iter().map(PathBuf::into_os_string);
        std::iter::once("import".into()).chain(folders)
    }
}

impl Display for OldReports {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let folders: Vec<String> =
            self.folders.iter().map(|folder| format!("{}/", folder.display())).collect();
        let (files, look) = if self.count == 1 { ("file", "looks") } else { ("files", "look") };
        write!(f, "{} Markdown {files} in {} {look} like postmortems.", self.count, folders.join(", "))
    }
}

fn count(folder: &Path) -> usize {
    let files = WalkBuilder::new(folder).git_global(false).git_exclude(false).build().flatten();
    let files = files.map(ignore::DirEntry::into_path).filter(|path| is_markdown(path));
    files.take(MOST_FILES).filter(|path| read_text(path, MAX_SIZE).is_ok_and(|text| is_report(&text))).count()
}

/// Whether a file can be a report by its name. `README.md` says what the folder is for.
fn is_markdown(path: &Path) -> bool {
    let is = |ending: &str| path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    (is("md") || is("markdown"))
        && !["readme", "index"].contains(&stem.as_str())
        && !stem.contains("template")
}

fn is_report(text: &str) -> bool {
    // A heading, or a line in bold in place of one.
    let headings = text.lines().filter(|line| line.starts_with('#') || line.starts_with("**"));
    let headings: Vec<String> = headings.map(str::to_lowercase).collect();
    HEADINGS.iter().filter(|known| headings.iter().any(|heading| heading.contains(**known))).count() >= ENOUGH
}
