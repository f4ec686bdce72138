//! What is shown: the list of incidents, and the page of each.

use super::page::{Page, version};
use super::view::{Facts, Row, View};
use crate::cli::commands::render::maker::Maker;
use crate::cli::support::kept::Kept;
use crate::cli::support::live::Live;
use crate::cli::support::problem::Problem;
use crate::cli::support::ui::plain_look;
use crate::cli::support::watch::Change;
use postmortem::collection::{Refused, for_each, read};
use postmortem::project::{File, Project};
use postmortem::render::Context;
use postmortem::source::Source;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that the server shows. Nothing else is reachable.
pub(super) struct Site {
    pub(super) live: Live,
    /// The paths given as arguments; empty for those of the configuration.
    pub(super) paths: Vec<PathBuf>,
    /// Whether it shows a single file that was named.
    alone: bool,
    entries: BTreeMap<PathBuf, Entry>,
    /// The keys of files in addresses. A file that is gone keeps its key, so that an open page never becomes another
    /// incident.
    keys: BTreeMap<PathBuf, String>,
    view: View,
    /// Signals that the set of relevant files has changed.
    notify: Box<dyn Fn(Change) + Send>,
}

/// What is known about an incident file.
#[derive(Default)]
struct Entry {
    /// The group of files that it belongs to.
    group: usize,
    /// Its key in addresses.
    key: String,
    facts: Kept<Facts>,
    page: Kept<Page>,
}

/// The state sent to a browser when it differs from the last one.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct State {
    version: String,
    fault: String,
}

impl Site {
    pub(super) fn new(
        live: Live,
        paths: Vec<PathBuf>,
        notify: impl Fn(Change) + Send + 'static,
    ) -> anyhow::Result<Self> {
        let alone = paths.first().is_some_and(|path| path.is_file());
        let (entries, keys) = (BTreeMap::new(), BTreeMap::new());
        let (view, notify) = (View::new()?, Box::new(notify));
        let mut site = Site { live, paths, alone, entries, keys, view, notify };
        site.list_files();
        Ok(site)
    }

    /// Applies changed configurations and templates.
    pub(super) fn reload(&mut self, project: anyhow::Result<Project>) {
        self.live.reload(project, &self.paths);
        self.list_files();
    }

    /// Looks again which files there are. Those that were there keep what was made of them.
    pub(super) fn list_files(&mut self) {
        let files = match self.files() {
            Ok(files) => files,
            Err(fault) => {
                self.live.fault = Some(fault);
                return;
            }
        };
        self.live.prepare(&files.iter().map(|file| file.group).collect());
        let mut known = std::mem::take(&mut self.entries);
        for File { path, group } in files {
            let key = self.keys.get(&path).cloned().unwrap_or_else(|| key(&path, &self.keys));
            self.keys.insert(path.clone(), key.clone());
            let last = known.remove(&path).unwrap_or_default();
            self.entries.insert(path, Entry { group, key, ..last });
        }
    }

    fn files(&mut self) -> anyhow::Result<Vec<File>> {
        let paths = self.live.paths(&self.paths);
        let project = &mut self.live.project;
        if self.alone {
            // It may be gone only for a while.
            let file = |path: PathBuf| Ok(File { group: project.group_of(&path)?, path });
            return paths.into_iter().map(file).collect();
        }
        Ok(project.discover(&paths)?.files)
    }

    fn entry(&self, key: &str) -> Option<(&PathBuf, &Entry)> {
        self.entries.iter().find(|(_, entry)| entry.key == key)
    }

    /// Where the images of the pages are that have been viewed.
    pub(super) fn images(&self) -> impl Iterator<Item = PathBuf> {
        self.entries.values().flat_map(|entry| entry.page.made.images.clone())
    }

    /// The page at the root: the list, or the page of the only file.
    pub(super) fn home(&mut self) -> anyhow::Result<String> {
        if self.alone {
            let key = self.entries.values().next().map(|entry| entry.key.clone()).unwrap_or_default();
            return self.page(&key).map(|(_, page)| page);
        }
        let version = self.list_version();
        let fault = self.list_fault()?;
        let mut rows: Vec<Row> = self
            .entries
            .iter()
            .map(|(path, Entry { key, facts, .. })| Row {
                key,
                file: path.display().to_string(),
                facts: &facts.made,
            })
            .collect();
        rows.sort_by_key(|row| (!row.facts.is_faulty, Reverse(&row.facts.date)));
        self.view.list(&rows, &version, &fault)
    }

    /// The page around a report, and whether the file exists. The page of a file that is gone waits for it.
    pub(super) fn page(&mut self, key: &str) -> anyhow::Result<(bool, String)> {
        let fault = self.state(Some(key))?.fault;
        let entry = self.entry(key);
        let file = entry.map_or_else(|| key.to_owned(), |(path, _)| path.display().to_string());
        Ok((entry.is_some(), self.view.page(key, &file, !self.alone, &fault)?))
    }

    /// A report as it would be written, as far as it could be made.
    pub(super) fn report(&mut self, key: &str) -> anyhow::Result<Option<String>> {
        self.update(key)?;
        Ok(self.entry(key).map(|(_, entry)| entry.page.made.html.clone()).filter(|html| !html.is_empty()))
    }

    /// The page of a file, or the list without a key.
    pub(super) fn state(&mut self, key: Option<&str>) -> anyhow::Result<State> {
        let Some(key) = key else {
            return Ok(State { version: self.list_version(), fault: self.list_fault()? });
        };
        self.update(key)?;
        if let Some((_, entry)) = self.entry(key) {
            return Ok(State { version: entry.page.made.version(), fault: entry.page.made.fault.clone() });
        }
        let problem =
            Problem::new("there is no incident file of this name", "it appears here as soon as it exists");
        let text = problem.error(plain_look());
        Ok(State { version: String::new(), fault: self.view.fault("The file is gone", &text)? })
    }

    fn update(&mut self, key: &str) -> anyhow::Result<()> {
        let Some((path, entry)) = self.entries.iter_mut().find(|(_, entry)| entry.key == key) else {
            return Ok(());
        };
        let source = read(path);
        let version = self.live.version(&source);
        if entry.page.is_of(version) {
            return Ok(());
        }
        let page = &mut entry.page.made;
        let images = page.images.clone();
        page.update(source, self.live.maker(entry.group), self.live.fault.as_ref(), &self.view)?;
        if page.images != images {
            (self.notify)(Change::All);
        }
        // Only now: what fails is tried again.
        entry.page.renew(version);
        Ok(())
    }

    /// Reads the data of files that have changed, and returns the list's version.
    fn list_version(&mut self) -> String {
        let paths: Vec<PathBuf> = self.entries.keys().cloned().collect();
        let sources = for_each(&paths, |source| source);
        for ((path, entry), source) in self.entries.iter_mut().zip(sources) {
            let version = self.live.version(&source);
            if !entry.facts.is_of(version) {
                let last = std::mem::take(&mut entry.facts.made);
                entry.facts = Kept::new(version, facts(path, source, self.live.maker(entry.group), last));
            }
        }
        let shown: Vec<_> =
            self.entries.iter().map(|(path, entry)| (&entry.key, path, &entry.facts.made)).collect();
        version(shown)
    }

    fn list_fault(&self) -> anyhow::Result<String> {
        match &self.live.fault {
            Some(fault) => self.view.fault("Out of date", &super::view::error(fault)),
            None => Ok(String::new()),
        }
    }
}

/// The list's data about a file; for a file with errors, its last known data.
fn facts(
    path: &Path,
    source: Result<Source, Refused>,
    maker: Option<&anyhow::Result<Maker>>,
    last: Facts,
) -> Facts {
    let context = maker.and_then(|maker| maker.as_ref().ok()).map(|maker| maker.context(source));
    if let Some(Ok(context)) = context {
        return of_context(context);
    }
    let stem = || path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let title = Some(last.title).filter(|title| !title.is_empty()).unwrap_or_else(stem);
    Facts { is_faulty: true, title, ..last }
}

fn of_context(context: Context) -> Facts {
    let incident = context.incident;
    let date = if context.start.date.is_empty() { incident.date } else { context.start.date };
    Facts {
        is_faulty: false,
        title: incident.title,
        date,
        severity: incident.severity,
        status: incident.status,
        duration: context.duration.text,
    }
}

/// A file's key in addresses, safe in any address; its name, if that is enough.
fn key(path: &Path, taken: &BTreeMap<PathBuf, String>) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_safe = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let safe: String = stem.chars().map(|c| if is_safe(c) { c } else { '-' }).collect();
    if safe == stem && !safe.is_empty() && !taken.values().any(|key| *key == safe) {
        safe
    } else {
        format!("{safe}-{}", version(path))
    }
}
