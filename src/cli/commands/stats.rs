//! `postmortem stats`: what can be said of many incidents.

use crate::cli::support::args;
use crate::cli::support::filters::Filters;
use crate::cli::support::shape::{Place, json_text};
use crate::cli::{Exit, Ui};
use clap::ValueEnum;
use postmortem::collection::Record;
use postmortem::output::human::Look;
use postmortem::render::Audience;
use postmortem::views::stats::{self, Options, Pair, Stats, csv, html, human, json, markdown};

/// Show statistics: how many incidents, how long, better or worse, what comes back, what is late
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Durations are medians with the interval that the data allow, never means: a few long incidents
decide a mean, and most of what it does from one quarter to the next is chance.

Examples:
  postmortem stats
  postmortem stats --since 2023-01-01 --severity SEV1 --severity SEV2
  postmortem stats --compare 2023,2024                 # did it get better?
  postmortem stats --compare 2024-01..2024-06,2024-07..2024-12
  postmortem stats -o stats.html                       # a page with figures
  postmortem stats -o incidents/STATS.md --check       # in CI: is it up to date?

Exit codes:
  0  success
  1  --check found a file that is stale or missing
  2  failure: invalid arguments or configuration, no file that can be read; with --strict, any
     file that cannot be read")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// The period of each row [default: whichever makes at most 24 rows]. Example: --by quarter
    #[arg(long, value_name = "PERIOD")]
    by: Option<By>,
    /// Two periods to compare: years, quarters, months, days, or ranges of them [default: the last two years or
    /// quarters in a row that are over and have 8 incidents each]. Example: --compare 2024-Q1,2024-Q2
    #[arg(long, value_name = "BEFORE,AFTER")]
    compare: Option<Pair>,
    /// Output format [default: from the name after -o, else human]. Example: --format csv
    #[arg(short, long)]
    format: Option<Format>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    filters: Filters,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Month,
    Quarter,
    Year,
}

impl From<By> for stats::By {
    fn from(by: By) -> Self {
        match by {
            By::Month => stats::By::Month,
            By::Quarter => stats::By::Quarter,
            By::Year => stats::By::Year,
        }
    }
}

// The comments on the formats are shown in help and manual.
/// How statistics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables with bars, for a terminal
    Human,
    /// All figures, for programs
    Json,
    /// One figure per row, for spreadsheets
    Csv,
    /// Tables to paste or to commit
    Markdown,
    /// A self-contained page with figures
    Html,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut options = Options::new(ui.now());
    (options.since, options.until) = args.filters.days();
    (options.by, options.compare) = (args.by.map(Into::into), args.compare.clone());
    let selected = args.filters.select(&args.inputs, true, ui)?;
    options.severities.clone_from(&selected.severities);
    let stats = Stats::new(&selected.records, &options);
    let is_public = args.filters.is_public();
    let audience = if is_public { Audience::Public } else { Audience::Internal };
    let text = |format, look: Look| match format {
        Format::Human => Ok(human::text(&stats, look)),
        Format::Csv => Ok(csv::text(&stats)),
        Format::Markdown => Ok(markdown::text(&stats)),
        Format::Html => {
            let address = |record: &Record| (!is_public).then(|| args.place.link_to(&record.name));
            Ok(html::page(&stats, audience, &address)?)
        }
        Format::Json => {
            let mut value = json::value(&stats);
            value["left_out"] = selected.left_out.into();
            value["unreadable"] = selected.unreadable.into();
            Ok(json_text(&value)?)
        }
    };
    let exit = args.place.tell(args.format, Format::Human, text, ui)?;
    selected.finish(exit, ui)
}
