//! `postmortem actions`: the actions of all incidents: what is open, who owns it, how late it is.

mod tickets;

use crate::cli::support::args;
use crate::cli::support::filters::Filters;
use crate::cli::support::problem::Problem;
use crate::cli::support::shape::Shape;
use crate::cli::{Exit, Ui};
use clap::ValueEnum;
use postmortem::views::actions::{By, Choice, Ledger, Totals};
use serde::Serialize;
use std::path::PathBuf;
use std::time::Duration;

/// List the actions of all incidents: what is open, who owns it, how late it is
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each row begins with the reference that `postmortem done` takes: the incident's id, #, and the
action's id, or its number in the file if it has no id. --owner filters by the owner of the action,
not of the report.

--tickets compares the actions with the tickets that they name, as a tracker exports them: JSON of
`gh` or `glab`, CSV of Jira, or any CSV or JSON with ticket, state and perhaps closed_on.

Examples:
  postmortem actions
  postmortem actions --overdue --group-by owner
  postmortem actions --due-within 14d --owner platform
  postmortem actions --all --format csv > actions.csv
  postmortem actions --overdue --format markdown --fail-on overdue    # in CI, every week
  gh issue list --state all --limit 10000 --json url,state,stateReason,closedAt > issues.json
  postmortem actions --tickets issues.json --fail-on drift
  postmortem actions --tickets issues.json --update

Exit codes:
  0  done; nothing at --fail-on
  1  --fail-on found such an action, or --check a file that is stale or missing
  2  could not do it: bad arguments or configuration, no file that can be read, tickets that
     cannot be read or written; with --strict, a file that cannot be read")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// Also list actions that are done or dropped
    #[arg(long)]
    all: bool,
    /// Only overdue actions
    #[arg(long)]
    overdue: bool,
    /// Only actions that are overdue or due within this time. Example: --due-within 14d
    #[arg(long, value_name = "TIME", value_parser = days)]
    due_within: Option<u32>,
    /// Group the actions, with totals for each group. Example: --group-by owner
    #[arg(long, value_name = "WHAT")]
    group_by: Option<GroupBy>,
    /// Compare the actions with the tickets that a tracker exports; - is standard input. Example: --tickets issues.json
    #[arg(long, value_name = "FILE", conflicts_with_all = ["all", "overdue", "due_within", "group_by"])]
    tickets: Option<PathBuf>,
    /// Set the actions to done whose tickets are closed, in their files, as `postmortem done` does
    #[arg(long, requires = "tickets", conflicts_with = "check")]
    update: bool,
    /// Make the exit code 1 if an action is late, open at all, or differs from its ticket. Example: --fail-on overdue
    #[arg(long, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    filters: Filters,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum GroupBy {
    Owner,
    Incident,
    Service,
    Priority,
}

impl From<GroupBy> for By {
    fn from(by: GroupBy) -> Self {
        match by {
            GroupBy::Owner => By::Owner,
            GroupBy::Incident => By::Incident,
            GroupBy::Service => By::Service,
            GroupBy::Priority => By::Priority,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Overdue,
    Open,
    Drift,
}

/// What programs get. Fields are only added while the version is 1.
#[derive(Serialize)]
struct Output<A> {
    version: u32,
    actions: A,
    totals: Totals,
    incidents: usize,
    left_out: usize,
    unreadable: usize,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.update && args.filters.is_public() {
        return Err(Problem::new(
            "--update changes files, of which the public sees only a part",
            "leave out --audience public",
        )
        .into());
    }
    if let Some(file) = &args.tickets {
        return tickets::run(args, file, ui);
    }
    if matches!(args.fail_on, Some(FailOn::Drift)) {
        return Err(Problem::new(
            "--fail-on drift compares with what a tracker exports",
            "name that file: --tickets issues.json",
        )
        .into());
    }
    let selected = args.filters.select(&args.inputs, false, ui)?;
    let mut choice = Choice::default();
    (choice.all, choice.overdue, choice.due_within) = (args.all, args.overdue, args.due_within);
    choice.owners.clone_from(&args.filters.owner);
    choice.public = args.filters.is_public();
    let ledger = Ledger::new(&selected.records, &choice, ui.now());
    let totals = ledger.totals();
    let json = || Output {
        version: 1,
        actions: ledger.json(),
        totals,
        incidents: selected.records.len(),
        left_out: selected.left_out,
        unreadable: selected.unreadable,
    };
    let table = || ledger.table(args.group_by.map(Into::into), &selected.severities);
    let mut exit = args.shape.tell(table, json, ui)?;
    let fails = match args.fail_on {
        Some(FailOn::Overdue) => totals.overdue > 0,
        Some(FailOn::Open) => totals.open > 0,
        Some(FailOn::Drift) | None => false,
    };
    if fails {
        exit = Exit::Findings;
    }
    ui.finish()?;
    ui.note(&totals.to_string());
    selected.finish(exit, ui)
}

/// `14d`, `2w`.
fn days(text: &str) -> Result<u32, String> {
    let duration = humantime::parse_duration(text).map_err(|_| "write a number of days: 14d".to_owned())?;
    let days = duration.as_secs().div_ceil(Duration::from_hours(24).as_secs());
    u32::try_from(days).map_err(|_| "write a number of days: 14d".to_owned())
}
