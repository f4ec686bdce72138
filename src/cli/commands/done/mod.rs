//! `postmortem done`: sets the state of actions in their files, and changes nothing else there.

mod reference;

use crate::cli::support::problem::Problem;
use crate::cli::support::settle::{Target, Targets};
use crate::cli::support::{args, complete, inputs};
use crate::cli::{Exit, Ui};
use chrono::NaiveDate;
use clap_complete::engine::ArgValueCandidates;
use postmortem::document::Settlement;
use postmortem::model::{Action, ActionStatus, Date, Zone};
use postmortem::project::RecordOptions;

/// Mark actions as done in their files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A reference is the incident's id or file, #, and the action's id or number, as `postmortem actions`
prints it. Everything else in the file, including comments, stays the same. Nothing is written if a
reference is wrong.

Examples:
  postmortem done 2024-05-30-checkout#OPS-1
  postmortem done 2024-05-30-checkout#1 2024-05-30-checkout#3 --on 2024-06-20
  postmortem done incidents/2024-05-30-checkout.yaml#2 --drop \"the service is shut down in July\"
  postmortem done 2024-05-30-checkout#OPS-1 --reopen

Exit codes:
  0  success; also if an action already was in that state
  2  failure: a wrong reference, a file that cannot be read or changed")]
pub(crate) struct Args {
    /// The actions. Example: 2024-05-30-checkout#OPS-1
    #[arg(value_name = "REFERENCE", required = true, add = ArgValueCandidates::new(complete::actions))]
    references: Vec<String>,
    /// The day they were done [default: today]. Example: --on 2024-06-20
    #[arg(long, value_name = "DATE", conflicts_with_all = ["drop", "reopen"], value_parser = args::date)]
    on: Option<NaiveDate>,
    /// Drop them, and add the reason to their description. Example: --drop "the service is shut down in July"
    #[arg(long, value_name = "REASON", conflicts_with = "reopen")]
    drop: Option<String>,
    /// Reopen them
    #[arg(long)]
    reopen: bool,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.drop.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
        return Err(anyhow::Error::from(Problem::new(
            "the reason is empty",
            "say why the action is dropped: --drop REASON",
        )));
    }
    // The time when the command started, however long it waits for another one.
    let now = ui.now();
    let mut project = ui.project()?;
    let mut paths = project.config().paths.clone();
    paths.retain(|path| path.exists());
    paths.extend(reference::files(&args.references));
    let inputs = inputs::follow(&paths, &mut project)?;
    let all = ui.progress(|done| project.records(inputs, &RecordOptions::default(), done));
    let mut targets = Targets::default();
    let mut wrong = Vec::new();
    for written in &args.references {
        match reference::find(written, &all.records) {
            Ok(target) => targets.add(target),
            Err(error) => wrong.push(error),
        }
    }
    let decide = |_: &Target, action: &Action, zone: Option<Zone>| {
        let today = zone.map_or(now.date_naive(), |zone| zone.local(now.fixed_offset()).date_naive());
        settlement(action, args, today)
    };
    wrong.extend(targets.check(&decide, &mut project, ui));
    if wrong.is_empty() {
        return targets.write(&decide, &mut project, ui);
    }
    for error in wrong {
        ui.error(&error);
    }
    ui.note(&match all.refused.len() + all.errors.len() {
        0 => "Nothing was written".to_owned(),
        1 => "Nothing was written; 1 file cannot be read, see `postmortem lint`".to_owned(),
        files => format!("Nothing was written; {files} files cannot be read, see `postmortem lint`"),
    });
    Ok(Exit::Failed)
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
