//! `postmortem done`: sets the state of actions in their files, and nothing else there.

mod reference;

use crate::cli::support::complete;
use crate::cli::support::files::Locked;
use crate::cli::support::inputs;
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui};
use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Utc};
use clap_complete::engine::ArgValueCandidates;
use postmortem::collection::{Refused, read};
use postmortem::diagnostic::Checked;
use postmortem::document::{Document, SettleError, Settlement};
use postmortem::model::{Action, ActionStatus, Date};
use postmortem::output::visible;
use postmortem::project::{Project, RecordOptions};
use postmortem::source::Source;
use reference::Target;
use std::collections::BTreeMap;
use std::path::Path;

/// Set actions to done, in their files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A reference is the incident's id or file, #, and the action's id or its place, as `postmortem actions`
prints it. All else in the file, comments too, stays as it is. Nothing is written if one reference is
wrong.

Examples:
  postmortem done 2024-05-30-checkout#OPS-1
  postmortem done 2024-05-30-checkout#1 2024-05-30-checkout#3 --on 2024-06-20
  postmortem done incidents/2024-05-30-checkout.yaml#2 --drop \"the service is shut down in July\"
  postmortem done 2024-05-30-checkout#OPS-1 --reopen

Exit codes:
  0  done
  2  it is not, and the file is as it was: a wrong reference, a file that cannot be read or changed")]
pub(crate) struct Args {
    /// Which actions. Example: 2024-05-30-checkout#OPS-1
    #[arg(value_name = "REFERENCE", required = true, add = ArgValueCandidates::new(complete::actions))]
    references: Vec<String>,
    /// The day they were done [default: today]. Example: --on 2024-06-20
    #[arg(long, value_name = "DATE", conflicts_with_all = ["drop", "reopen"], value_parser = date)]
    on: Option<NaiveDate>,
    /// Give them up, for a reason that their description gets. Example: --drop "the service is shut down in July"
    #[arg(long, value_name = "REASON", conflicts_with = "reopen")]
    drop: Option<String>,
    /// Open them again
    #[arg(long)]
    reopen: bool,
}

/// A file with a text that takes the place of what is in it.
struct Change {
    source: Source,
    text: String,
    /// What is said of each action.
    notes: Vec<String>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.drop.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(anyhow::Error::from(Problem::new(
            "the reason says nothing",
            "say why the action is given up: --drop REASON",
        )));
    }
    // The moment of the command, however long it waits for another one.
    let now = ui.now();
    let mut project = ui.project()?;
    let mut paths = project.config().paths.clone();
    paths.retain(|path| path.exists());
    paths.extend(reference::files(&args.references));
    let inputs = inputs::follow(&paths, &mut project)?;
    let all = ui.progress(|done| project.records(inputs, &RecordOptions::default(), done));
    let mut files: BTreeMap<&str, Vec<Target>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for written in &args.references {
        match reference::find(written, &all.records) {
            Ok(target) => {
                let targets = files.entry(&target.record.name).or_default();
                if !targets.iter().any(|other| other.index == target.index) {
                    targets.push(target);
                }
            }
            Err(error) => wrong.push(error),
        }
    }
    // What is wrong in one file must be known before another one is written.
    for (file, targets) in &files {
        if let Err(error) = change(file, targets, args, now, &mut project, ui) {
            wrong.push(error);
        }
    }
    if wrong.is_empty() {
        return write(&files, args, now, &mut project, ui);
    }
    for error in wrong {
        ui.error(&error);
    }
    ui.note(&match all.refused.len() + all.errors.len() {
        0 => "nothing is written".to_owned(),
        1 => "nothing is written; 1 file cannot be read, see `postmortem lint`".to_owned(),
        files => format!("nothing is written; {files} files cannot be read, see `postmortem lint`"),
    });
    Ok(Exit::Failed)
}

/// Writes each file once, as it is now.
fn write(
    files: &BTreeMap<&str, Vec<Target>>,
    args: &Args,
    now: DateTime<Utc>,
    project: &mut Project,
    ui: &mut Ui,
) -> anyhow::Result<Exit> {
    let mut exit = Exit::Done;
    for (file, targets) in files {
        let locked = Locked::new(Path::new(file))?;
        let Change { source, text, notes } = change(file, targets, args, now, project, ui)?;
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

/// What a file becomes.
fn change(
    file: &str,
    targets: &[Target],
    args: &Args,
    now: DateTime<Utc>,
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
    let today = zone.map_or(now.date_naive(), |zone| zone.local(now.fixed_offset()).date_naive());
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
        match settlement(found, args, today) {
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

/// What becomes of an action, and how that is said; `None` if it is in that state.
fn settlement(action: &Action, args: &Args, today: NaiveDate) -> Option<(Settlement, &'static str)> {
    let status = action.status();
    match &args.drop {
        Some(_) if status == ActionStatus::Dropped => None,
        Some(reason) => Some((Settlement::Dropped(reason.trim().to_owned()), "dropped")),
        None if args.reopen => {
            let is_settled = matches!(status, ActionStatus::Done | ActionStatus::Dropped);
            is_settled.then_some((Settlement::Reopened, "open again"))
        }
        None if status == ActionStatus::Done && args.on.is_none() => None,
        None => Some((Settlement::Done(Date(args.on.unwrap_or(today))), "done")),
    }
}

fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write a date as 2024-05-30".to_owned())
}
