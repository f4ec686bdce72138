//! `postmortem list`: the incidents of a project, one per row.

use crate::cli::support::args;
use crate::cli::support::filters::Filters;
use crate::cli::support::shape::Shape;
use crate::cli::{Exit, Ui};
use clap::ValueEnum;
use postmortem::views::list::{self, List};
use serde::Serialize;

/// List the incidents: when, how bad, how long, what is left to do
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  postmortem list
  postmortem list --since 2024-01-01 --severity SEV1 --severity SEV2
  postmortem list --match \"dns timeout\"               # have we seen this before?
  postmortem list --sort open --owner platform
  postmortem list -o incidents/README.md               # an index to commit
  postmortem list -o incidents/README.md --check       # in CI: is it up to date?
  postmortem list --format csv > incidents.csv

Exit codes:
  0  success
  1  --check found a file that is stale or missing
  2  failure: invalid arguments or configuration, no file that can be read; with --strict, any
     file that cannot be read")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// What comes first: the newest, the longest, the most severe, or the most open actions. Example: --sort open
    #[arg(long, value_name = "KEY", default_value = "start")]
    sort: Sort,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    filters: Filters,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    Start,
    Duration,
    Severity,
    Open,
}

impl From<Sort> for list::Sort {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Start => list::Sort::Start,
            Sort::Duration => list::Sort::Duration,
            Sort::Severity => list::Sort::Severity,
            Sort::Open => list::Sort::Open,
        }
    }
}

/// What programs get. Fields are only added while the version is 1.
#[derive(Serialize)]
struct Output<I> {
    version: u32,
    incidents: I,
    left_out: usize,
    unreadable: usize,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let selected = args.filters.select(&args.inputs, true, ui)?;
    let list = List::new(&selected.records, &selected.severities, args.sort.into());
    let json = || Output {
        version: 1,
        incidents: list.json(!args.filters.is_public()),
        left_out: selected.left_out,
        unreadable: selected.unreadable,
    };
    let exit = args.shape.tell(|| list.table(), json, ui)?;
    selected.finish(exit, ui)
}
