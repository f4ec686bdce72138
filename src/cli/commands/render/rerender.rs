//! `render --watch`: makes reports again whenever something changes that they depend on.

use super::Args;
use super::maker::{Failure, Made};
use super::target::{Placed, Target};
use crate::cli::support::files;
use crate::cli::support::inputs::{Inputs, name};
use crate::cli::support::live::Live;
use crate::cli::support::problem::Problem;
use crate::cli::support::watch::{Change, Watch};
use crate::cli::{Exit, Ui};
use anyhow::bail;
use postmortem::collection::Refused;
use postmortem::config::Templates;
use postmortem::source::{Source, read_file};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A file, a number for what it contains, and what becomes of it.
struct Looked {
    name: String,
    held: u64,
    outcome: Outcome,
}

enum Outcome {
    /// It is unchanged, or its template is invalid.
    Same,
    Made(Made),
    Failed(Failure),
}

/// What is remembered between two changes.
#[derive(Default)]
struct Memory {
    /// Hashes of the files' contents; an unchanged file is not rendered again.
    seen: BTreeMap<String, u64>,
    /// Where the images of each file are.
    images: BTreeMap<String, Vec<PathBuf>>,
    /// Files with faults.
    faulty: BTreeSet<String>,
    /// Messages about paths that cannot be read, which are not repeated.
    reported: Vec<String>,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let paths = &args.inputs.paths;
    let is_stream = |path: &PathBuf| path.as_os_str() == "-";
    if paths.iter().any(is_stream) {
        bail!(Problem::new("--watch watches files, and `-` is not a file", "name files or folders"));
    }
    if args.output.as_ref().is_none_or(is_stream) {
        bail!(Problem::new("--watch writes files", "name the file or folder: -o reports/"));
    }
    let mut project = ui.project()?;
    let inputs = Inputs::new(paths, &mut project)?;
    let target = Target::new(args, &inputs)?;
    let mut live = Live::new(project, target.format, args.style.change(ui));
    live.start(&inputs.groups())?;
    // A path may appear later, but a mistyped one never does.
    if let Some(error) = inputs.errors.into_iter().next() {
        return Err(error.into());
    }
    let mut watch = Watch::new()?;
    watch.look_at(&live.scope(paths), ui);
    reload(&mut live, args, ui);
    let mut memory = Memory::default();
    ui.note("Watching for changes (press Ctrl-C to stop)");
    loop {
        // Watch first, then read: what changes in between is read again.
        let mut scope = live.scope(paths);
        scope.files.extend(memory.images.values().flatten().cloned());
        if watch.look_at(&scope, ui) {
            memory.seen.clear();
            reload(&mut live, args, ui);
        }
        let known = memory.images.clone();
        if let Err(error) = memory.round(&mut live, paths, &target, ui) {
            ui.error(&error);
        }
        if memory.images != known {
            // Only now the files that these reports show are known: watch them, and read them again.
            memory.seen.retain(|name, _| memory.images.get(name) == known.get(name));
            continue;
        }
        match watch.next() {
            None => return Ok(Exit::Done),
            Some(Change::Incidents) => {}
            Some(Change::All) => {
                memory.seen.clear();
                reload(&mut live, args, ui);
            }
        }
    }
}

fn reload(live: &mut Live, args: &Args, ui: &mut Ui) {
    live.reload(ui.project_with(Templates::MayCome), &args.inputs.paths);
    if let Some(fault) = &live.fault {
        ui.error(fault);
    }
}

impl Memory {
    /// Renders the files that have changed. Those with errors keep their last report.
    fn round(
        &mut self,
        live: &mut Live,
        paths: &[PathBuf],
        target: &Target,
        ui: &mut Ui,
    ) -> anyhow::Result<()> {
        let start = Instant::now();
        let mut inputs = Inputs::new(paths, &mut live.project)?;
        for fault in live.prepare(&inputs.groups()) {
            ui.error(fault);
        }
        let seen = &self.seen;
        let results = inputs.read(ui, |source, group| {
            let (name, held) = identity(&source);
            let is_new = seen.get(&name) != Some(&held);
            let maker = live.maker(group).and_then(|maker| maker.as_ref().ok()).filter(|_| is_new);
            let outcome = match maker.map(|maker| maker.make(source)) {
                None => Outcome::Same,
                Some(Ok(made)) => Outcome::Made(made),
                Some(Err(Failure::Unread(error))) => return Err(error),
                Some(Err(failure)) => Outcome::Failed(failure),
            };
            Ok(Looked { name, held, outcome })
        });
        self.print_errors(&mut inputs, ui);
        let had_faults = !self.faulty.is_empty();
        let reports = self.take(results, ui);
        let made: Vec<String> = reports.iter().map(|report| report.name.clone()).collect();
        let written = target
            .keeps_apart(self.seen.keys().map(String::as_str))
            .and_then(|()| write(target, reports))
            // A report that is not written yet must be made again.
            .inspect_err(|_| self.seen.retain(|name, _| !made.contains(name)))?;
        let took = start.elapsed().as_millis();
        match &written[..] {
            [] if had_faults && self.faulty.is_empty() => ui.note("No errors are left"),
            [] => {}
            [path] => ui.note(&format!("Wrote {} ({took} ms)", path.display())),
            several => ui.note(&format!("Wrote {} reports ({took} ms)", several.len())),
        }
        Ok(())
    }

    /// Remembers the current state, reports errors, and returns the new reports.
    fn take(&mut self, results: Vec<Looked>, ui: &mut Ui) -> Vec<Made> {
        self.seen.clear();
        let (mut reports, mut template_fault) = (Vec::new(), None);
        let mut faulty = BTreeSet::new();
        for Looked { name, held, outcome } in results {
            let was_faulty = self.faulty.contains(&name);
            match outcome {
                Outcome::Made(report) => {
                    self.images.remove(&name);
                    if !report.images.is_empty() {
                        self.images.insert(name.clone(), report.images.clone());
                    }
                    reports.push(report);
                }
                Outcome::Failed(failure) => {
                    match failure {
                        Failure::Unread(error) => ui.error(&error.into()),
                        Failure::Broken(checked) => ui.findings(&[*checked]),
                        // It would fail for the other files too.
                        Failure::Template(error) => template_fault = Some(error),
                    }
                    faulty.insert(name.clone());
                }
                Outcome::Same if was_faulty => _ = faulty.insert(name.clone()),
                Outcome::Same => {}
            }
            self.seen.insert(name, held);
        }
        self.faulty = faulty;
        if let Some(fault) = template_fault {
            ui.error(&fault.into());
        }
        reports
    }

    fn print_errors(&mut self, inputs: &mut Inputs, ui: &mut Ui) {
        let mut reported = Vec::new();
        for error in inputs.errors.drain(..) {
            let text = error.to_string();
            if !self.reported.contains(&text) {
                ui.error(&error.into());
            }
            reported.push(text);
        }
        self.reported = reported;
    }
}

/// Writes the reports that have changed on disk: writing a report is a change too, and must not cause the next one.
fn write(target: &Target, reports: Vec<Made>) -> anyhow::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for made in reports {
        let Placed { path, text } = target.place(made)?;
        let Some(path) = path else { continue };
        if !holds(&path, &text) {
            files::write(&path, &text)?;
            written.push(path);
        }
    }
    Ok(written)
}

fn holds(path: &Path, text: &str) -> bool {
    read_file(path, text.len() as u64).is_ok_and(|found| found == text.as_bytes())
}

/// A file's name, and a hash of its content.
pub(in crate::cli) fn identity(source: &Result<Source, Refused>) -> (String, u64) {
    let mut hasher = DefaultHasher::new();
    match source {
        Ok(source) => source.text().hash(&mut hasher),
        Err(Refused::Fault(checked)) => {
            checked.diagnostics.iter().for_each(|found| found.message.hash(&mut hasher));
        }
        Err(Refused::Error(_)) => {}
    }
    (name(source), hasher.finish())
}
