//! Waits until a relevant file changes, or the user stops the program.
//!
//! Folders are watched, not files: editors replace a file by a new one of the same name, and a deleted file may come
//! back.

use crate::cli::support::files::canonical;
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui};
use anyhow::Context;
use ignore::WalkBuilder;
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// Editors save in several steps. A change is complete when nothing more happens for this long,
const QUIET: Duration = Duration::from_millis(20);
/// or when it has lasted for this long.
const LONGEST: Duration = Duration::from_millis(200);

/// What matters.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    /// Files, whether they exist or not.
    pub(crate) files: Vec<PathBuf>,
    /// Folders, and which files in them matter; hidden files never do.
    pub(crate) folders: Vec<(PathBuf, Kind)>,
}

impl Scope {
    /// With incidents of these paths, files or folders.
    pub(crate) fn of_incidents(mut self, paths: Vec<PathBuf>) -> Self {
        for path in paths {
            if path.is_file() {
                self.files.push(path);
            } else {
                self.folders.push((path, Kind::Incidents));
            }
        }
        self
    }
}

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Incidents,
    Templates,
}

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// Only incident files.
    Incidents,
    /// Other files, or unknown.
    All,
}

impl Change {
    /// What may have changed in a folder of those kinds.
    fn of(kinds: &BTreeSet<Kind>) -> Self {
        if kinds.iter().all(|kind| *kind == Kind::Incidents) { Change::Incidents } else { Change::All }
    }
}

enum Signal {
    Event(notify::Result<Event>),
    Change(Change),
    End,
}

/// Watches the folders in which relevant files can change.
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    /// The real paths of the folders, and what they are watched for, apart from single files.
    folders: BTreeMap<PathBuf, BTreeSet<Kind>>,
    /// The real paths of single files.
    files: BTreeSet<PathBuf>,
    /// The folders that cannot be watched, which has been reported.
    unwatched: BTreeSet<PathBuf>,
}

impl Watch {
    /// Watches nothing yet, but lets Ctrl-C stop the program once its current work is done; a second one stops it at
    /// once.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let (sender, signals) = mpsc::channel();
        let (end, event) = (sender.clone(), sender.clone());
        let mut asked = false;
        let end =
            move || if std::mem::replace(&mut asked, true) { force_end() } else { _ = end.send(Signal::End) };
        ctrlc::set_handler(end).context("cannot wait for Ctrl-C")?;
        let watcher = notify::recommended_watcher(move |received| _ = event.send(Signal::Event(received)));
        let watcher = watcher.context("cannot watch files")?;
        let (folders, files, unwatched) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        Ok(Watch { watcher, signals, sender, folders, files, unwatched })
    }

    /// A way to signal a change that is not a file's.
    pub(crate) fn notifier(&self) -> impl Fn(Change) + Send + 'static {
        let sender = self.sender.clone();
        move |change| _ = sender.send(Signal::Change(change))
    }

    /// Watches these files from now on. Call it again after every change, because folders come and go. Returns whether
    /// it includes templates that were not watched before, which may have changed unnoticed. A folder that cannot be
    /// watched is reported once; the others are still watched.
    pub(crate) fn look_at(&mut self, scope: &Scope, ui: &mut Ui) -> bool {
        let mut folders: BTreeMap<PathBuf, BTreeSet<Kind>> = BTreeMap::new();
        self.files = scope.files.iter().flat_map(|file| places(file)).collect();
        self.files.extend(scope.folders.iter().flat_map(|(folder, _)| places(folder)));
        for folder in self.files.iter().filter_map(|file| file.parent()) {
            folders.entry(folder.to_path_buf()).or_default();
        }
        for (folder, kind) in &scope.folders {
            for folder in tree(folder) {
                folders.entry(folder).or_default().insert(*kind);
            }
        }
        for gone in self.folders.keys().filter(|folder| !folders.contains_key(*folder)) {
            // The system stops watching a folder that is deleted.
            let _ = self.watcher.unwatch(gone);
        }
        self.unwatched.retain(|folder| folders.contains_key(folder));
        folders.retain(|folder, _| self.folders.contains_key(folder) || self.watches(folder, ui));
        let known = std::mem::replace(&mut self.folders, folders);
        let is_news = |(folder, kinds): (&PathBuf, &BTreeSet<Kind>)| {
            let was_known = known.get(folder).is_some_and(|kinds| kinds.contains(&Kind::Templates));
            kinds.contains(&Kind::Templates) && !was_known
        };
        self.folders.iter().any(is_news)
    }

    /// Watches a folder from now on, if possible.
    fn watches(&mut self, folder: &Path, ui: &mut Ui) -> bool {
        let watched = watch(&mut self.watcher, folder);
        match &watched {
            Ok(()) => _ = self.unwatched.remove(folder),
            Err(error) if self.unwatched.insert(folder.to_path_buf()) => ui.error(error),
            Err(_) => {}
        }
        watched.is_ok()
    }

    /// Waits for the next change; `None` if the user stops the program.
    pub(crate) fn next(&mut self) -> Option<Change> {
        let mut changed = None;
        let (mut first, mut last) = (Instant::now(), Instant::now());
        loop {
            let signal = if changed.is_none() {
                self.signals.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                let end = (last + QUIET).min(first + LONGEST);
                self.signals.recv_timeout(end.saturating_duration_since(Instant::now()))
            };
            let change = match signal {
                Ok(Signal::Event(event)) => self.change(event),
                Ok(Signal::Change(change)) => Some(change),
                Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => return changed,
            };
            // Irrelevant changes do not extend the wait.
            if change.is_some() {
                last = Instant::now();
                first = if changed.is_none() { last } else { first };
            }
            changed = changed.max(change);
        }
    }

    /// Which relevant files an event is about.
    fn change(&mut self, event: notify::Result<Event>) -> Option<Change> {
        let Ok(event) = event else { return Some(Change::All) };
        // The program's own reads are events too.
        if event.kind.is_access() && event.kind != EventKind::Access(AccessKind::Close(AccessMode::Write)) {
            return None;
        }
        if event.need_rescan() {
            return Some(Change::All);
        }
        let goes = event.kind.is_remove() || matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
        let mut change = None;
        for path in &event.paths {
            if goes && let Some(kinds) = self.folders.remove(path) {
                // The next folder of this name is another one.
                let _ = self.watcher.unwatch(path);
                change = change.max(Some(Change::of(&kinds)));
            }
            change = change.max(self.matters(path));
        }
        change
    }

    fn matters(&self, path: &Path) -> Option<Change> {
        let name = path.file_name()?.to_string_lossy();
        let is_incident = name.ends_with(".yaml") || name.ends_with(".yml");
        if self.files.contains(path) {
            return Some(if is_incident { Change::Incidents } else { Change::All });
        }
        let kinds = self.folders.get(path.parent()?).filter(|kinds| !kinds.is_empty())?;
        let is_template = [".tera", ".md", ".html", ".css"].iter().any(|ending| name.ends_with(ending));
        let matters = is_incident && kinds.contains(&Kind::Incidents)
            || is_template && kinds.contains(&Kind::Templates)
            || path.is_dir();
        (matters && !name.starts_with('.')).then(|| Change::of(kinds))
    }
}

/// Exits in the middle of the work. Files are written completely or not at all, so none is left incomplete.
#[expect(clippy::exit, reason = "the work that does not end cannot be asked to stop")]
fn force_end() -> ! {
    std::process::exit(Exit::Cancelled as i32)
}

fn watch(watcher: &mut RecommendedWatcher, folder: &Path) -> anyhow::Result<()> {
    let Err(error) = watcher.watch(folder, RecursiveMode::NonRecursive) else { return Ok(()) };
    let help = match error.kind {
        // It is gone in the meantime; an event of the folder above it signals when it comes back.
        ErrorKind::PathNotFound => return Ok(()),
        ErrorKind::MaxFilesWatch => {
            "the system's limit is reached: raise fs.inotify.max_user_watches, or name fewer folders"
        }
        _ => "changes in it are not noticed",
    };
    Err(Problem::new(format!("cannot watch `{}`", folder.display()), help).because(error).into())
}

/// Where a file is or would be, with its folder's real path; for a link, also its target. For a folder that does not
/// exist, the first missing part of its path.
fn places(file: &Path) -> Vec<PathBuf> {
    // A path such as `..` has no name of its own.
    let file = if file.file_name().is_some() { file.to_path_buf() } else { canonical(file) };
    let mut place = Path::new(".").join(&file);
    while let Some(name) = place.file_name() {
        let folder = place.parent().unwrap_or(Path::new("."));
        if let Ok(folder) = folder.canonicalize() {
            return [folder.join(name)].into_iter().chain(file.canonicalize()).collect();
        }
        place = folder.to_path_buf();
    }
    Vec::new()
}

/// A folder and those below it, by their real paths, as far as incident files are searched in them.
fn tree(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(folder).ignore(false).git_global(false).git_exclude(false).build();
    let folders = walk.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    let mut found: Vec<PathBuf> = folders.map(|entry| canonical(entry.path())).collect();
    // A link to a folder is followed only if it is named.
    if folder.is_dir() {
        found.push(canonical(folder));
    }
    found
}
