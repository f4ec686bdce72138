//! `postmortem actions`: what is to be done across incidents, whose it is, and how late.

use crate::cli::support::args;
use crate::cli::support::filters::Filters;
use crate::cli::support::shape::Shape;
use crate::cli::{Exit, Ui};
use clap::ValueEnum;
use postmortem::views::actions::{By, Choice, Ledger, Totals};
use serde::Serialize;
use std::time::Duration;

/// List the actions of all incidents: what is open, whose it is, how late
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Each row begins with a reference, which `postmortem done` takes: the incident's id, #, and the
action's id or else its place. --owner is about the actions, not about the reports.

Examples:
  postmortem actions
  postmortem actions --overdue --group-by owner
  postmortem actions --due-within 14d --owner platform
  postmortem actions --all --format csv > actions.csv
  postmortem actions --overdue --format markdown --fail-on overdue    # in CI, every week

Exit codes:
  0  done; nothing at --fail-on
  1  --fail-on found such an action, or --check a file that is stale or missing
  2  could not do it: bad arguments or configuration, no file that can be read; with --strict,
     one that cannot be read")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// List actions that are done or dropped too
    #[arg(long)]
    all: bool,
    /// Only actions that are late
    #[arg(long)]
    overdue: bool,
    /// Only actions that are late, or due within this time. Example: --due-within 14d
    #[arg(long, value_name = "TIME", value_parser = days)]
    due_within: Option<u32>,
    /// Put actions under headings with totals. Example: --group-by owner
    #[arg(long, value_name = "WHAT")]
    group_by: Option<GroupBy>,
    /// Make the exit code 1 if an action is late, or open at all. Example: --fail-on overdue
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
        None => false,
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
