//! Sets the state of actions in their files, all of them or none: what is wrong in one file is known before another one
//! is written.

use crate::cli::support::files::Locked;
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui};
use anyhow::anyhow;
use postmortem::collection::{Record, Refused, read};
use postmortem::diagnostic::Checked;
use postmortem::document::{Document, SettleError, Settlement};
use postmortem::model::{Action, Zone};
use postmortem::output::visible;
use postmortem::project::Project;
use postmortem::source::Source;
use std::collections::BTreeMap;
use std::path::Path;

/// An action of an incident.
#[derive(Clone, Copy)]
pub(crate) struct Target<'r> {
    pub(crate) record: &'r Record,
    /// Its place, from 0.
    pub(crate) index: usize,
}

impl Target<'_> {
    pub(crate) fn action(&self) -> &Action {
        &self.record.actions[self.index]
    }
}

/// What becomes of an action, and how that is said; `None` if it is in that state. The action is the one in the file as
/// it is now, with the zone of the file.
pub(crate) type Decide<'d> =
    dyn Fn(&Target, &Action, Option<Zone>) -> Option<(Settlement, &'static str)> + 'd;

/// Actions to change, by their files.
#[derive(Default)]
pub(crate) struct Targets<'r>(BTreeMap<&'r str, Vec<Target<'r>>>);

/// A file with a text that takes the place of what is in it.
struct Change {
    source: Source,
    text: String,
    /// What is said of each action.
    notes: Vec<String>,
}

impl<'r> Targets<'r> {
    /// Adds an action, unless it is there already.
    pub(crate) fn add(&mut self, target: Target<'r>) {
        let targets = self.0.entry(&target.record.name).or_default();
        if !targets.iter().any(|other| other.index == target.index) {
            targets.push(target);
        }
    }

    /// Why files cannot be changed: an error for each.
    pub(crate) fn check(&self, decide: &Decide, project: &mut Project, ui: &mut Ui) -> Vec<anyhow::Error> {
        let files = self.0.iter();
        files.filter_map(|(file, targets)| change(file, targets, decide, project, ui).err()).collect()
    }

    /// Writes each file once, as it is now.
    pub(crate) fn write(&self, decide: &Decide, project: &mut Project, ui: &mut Ui) -> anyhow::Result<Exit> {
        let mut exit = Exit::Done;
        for (file, targets) in &self.0 {
            let locked = Locked::new(Path::new(file))?;
            let Change { source, text, notes } = change(file, targets, decide, project, ui)?;
            let is_changed = text != source.text();
            if let Some(warning) = locked.hard_link_warning().filter(|_| is_changed) {
                ui.warning(&warning);
            }
            if is_changed && !locked.replace(source.text(), &text)? {
                ui.error(&anyhow::Error::from(Problem::new(
                    format!("`{file}` has changed meanwhile, and is left as it is"),
                    "run it again",
                )));
                exit = Exit::Failed;
                continue;
            }
            for note in &notes {
                ui.note(note);
            }
        }
        Ok(exit)
    }
}

/// What a file becomes.
fn change(
    file: &str,
    targets: &[Target],
    decide: &Decide,
    project: &mut Project,
    ui: &mut Ui,
) -> anyhow::Result<Change> {
    let config = project.config_of(Path::new(file))?;
    let settings = &config.lint.settings;
    let source = read(Path::new(file)).map_err(|refused| match refused {
        Refused::Fault(checked) => {
            ui.findings(&[*checked]);
            anyhow!("`{file}` cannot be read")
        }
        Refused::Error(error) => error.into(),
    })?;
    let document = Document::read(&source, settings);
    let zone = document.resolved.as_ref().and_then(|times| times.zone);
    let actions = document.incident.as_ref().map_or(&[][..], |incident| &incident.actions);
    let (mut settlements, mut notes) = (Vec::new(), Vec::new());
    for target in targets {
        let known = target.action();
        let found =
            actions.get(target.index).filter(|found| (&found.title, &found.id) == (&known.title, &known.id));
        let Some(found) = found else {
            return Err(anyhow::Error::from(Problem::new(
                format!("`{file}` has changed meanwhile"),
                "run it again",
            )));
        };
        let name = format!("{}: `{}`", visible(file), visible(&found.title));
        match decide(target, found, zone) {
            Some((change, state)) => {
                settlements.push((target.index, change));
                notes.push(format!("{name} is {state}"));
            }
            None => notes.push(format!("{name} is {} already", found.state())),
        }
    }
    match document.settle(&settlements, settings) {
        Ok(text) => Ok(Change { source, text, notes }),
        Err(SettleError::Faulty(diagnostics)) => {
            ui.findings(&[Checked { source, diagnostics }]);
            Err(anyhow::Error::from(Problem::new(
                format!("`{file}` has format errors"),
                "fix the errors above first",
            )))
        }
        Err(error) => Err(anyhow::Error::from(error).context(format!("cannot change `{file}`"))),
    }
}
