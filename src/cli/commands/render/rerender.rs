//! `render --watch`: makes reports again whenever something changes that they depend on.

use super::Args;
use super::maker::{Failure, Made};
use super::target::{Placed, Target};
use crate::cli::support::files;
use crate::cli::support::inputs::{follow, name};
use crate::cli::support::kept::{Kept, Version};
use crate::cli::support::live::Live;
use crate::cli::support::problem::Problem;
use crate::cli::support::watch::{Change, Watch};
use crate::cli::{Exit, Ui};
use anyhow::bail;
use postmortem::config::Templates;
use postmortem::project::Inputs;
use postmortem::source::read_file;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// A file, and what becomes of it.
struct Looked {
    name: String,
    version: Version,
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
    /// What is known of each file by its name. One that is as it was is not made again.
    files: BTreeMap<String, Kept<File>>,
    /// Whether a report shows other images than before.
    has_new_images: bool,
    /// Messages about paths that cannot be read, which are not repeated.
    reported: Vec<String>,
}

/// What is known of a file.
#[derive(Default)]
struct File {
    /// Where the images of its report lie.
    images: Vec<PathBuf>,
    is_faulty: bool,
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
    let inputs = follow(paths, &mut project)?;
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
        scope.files.extend(memory.files.values().flat_map(|file| file.made.images.clone()));
        if watch.look_at(&scope, ui) {
            reload(&mut live, args, ui);
        }
        if let Err(error) = memory.round(&mut live, paths, &target, ui) {
            ui.error(&error);
        }
        if std::mem::take(&mut memory.has_new_images) {
            // Only now the files that these reports show are known: watch them, and read them again.
            continue;
        }
        match watch.next() {
            None => return Ok(Exit::Done),
            Some(Change::Incidents) => {}
            Some(Change::All) => reload(&mut live, args, ui),
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
        let mut inputs = follow(paths, &mut live.project)?;
        for fault in live.prepare(&inputs.groups()) {
            ui.error(fault);
        }
        let files = &self.files;
        let look = |source, group| {
            let (name, version) = (name(&source), live.version(&source));
            let is_new = files.get(&name).is_none_or(|file| !file.is_of(version));
            let maker = live.maker(group).and_then(|maker| maker.as_ref().ok()).filter(|_| is_new);
            let outcome = match maker.map(|maker| maker.make(source)) {
                None => Outcome::Same,
                Some(Ok(made)) => Outcome::Made(made),
                Some(Err(Failure::Unread(error))) => return Err(error),
                Some(Err(failure)) => Outcome::Failed(failure),
            };
            Ok(Looked { name, version, outcome })
        };
        let results = ui.progress(|done| inputs.read(done, look));
        self.print_errors(&mut inputs, ui);
        let had_faults = self.has_faults();
        let reports = self.take(results, ui);
        let made: Vec<String> = reports.iter().map(|report| report.name.clone()).collect();
        let written = target
            .keeps_apart(self.files.keys().map(String::as_str))
            .and_then(|()| write(target, reports))
            // A report that is not written yet must be made again.
            .inspect_err(|_| made.iter().for_each(|name| self.expire(name)))?;
        let took = start.elapsed().as_millis();
        match &written[..] {
            [] if had_faults && !self.has_faults() => ui.note("No errors are left"),
            [] => {}
            [path] => ui.note(&format!("Wrote {} ({took} ms)", path.display())),
            several => ui.note(&format!("Wrote {} reports ({took} ms)", several.len())),
        }
        Ok(())
    }

    fn has_faults(&self) -> bool {
        self.files.values().any(|file| file.made.is_faulty)
    }

    fn expire(&mut self, name: &str) {
        if let Some(file) = self.files.get_mut(name) {
            file.expire();
        }
    }

    /// Remembers the current state, reports errors, and returns the new reports.
    fn take(&mut self, results: Vec<Looked>, ui: &mut Ui) -> Vec<Made> {
        let mut known = std::mem::take(&mut self.files);
        let (mut reports, mut template_fault) = (Vec::new(), None);
        for Looked { name, version, outcome } in results {
            let mut file = known.remove(&name).unwrap_or_default();
            file.renew(version);
            match outcome {
                Outcome::Made(report) => {
                    if file.made.images != report.images {
                        self.has_new_images = true;
                        file.expire();
                    }
                    file.made = File { images: report.images.clone(), is_faulty: false };
                    reports.push(report);
                }
                Outcome::Failed(failure) => {
                    match failure {
                        Failure::Unread(error) => ui.error(&error.into()),
                        Failure::Broken(checked) => ui.findings(&[*checked]),
                        // It would fail for the other files too.
                        Failure::Template(error) => template_fault = Some(error),
                    }
                    file.made.is_faulty = true;
                }
                Outcome::Same => {}
            }
            self.files.insert(name, file);
        }
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
