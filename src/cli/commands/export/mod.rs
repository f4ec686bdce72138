//! `postmortem export`: the incidents as tables for databases and warehouses.

mod manifest;
mod target;

use crate::cli::support::filters::{Filters, note_counts};
use crate::cli::support::problem::Problem;
use crate::cli::support::{args, inputs};
use crate::cli::{Exit, Ui};
use clap::ValueEnum;
use postmortem::collection::Facts;
use postmortem::project::Visited;
use postmortem::views::export::{self, Rows, Table};
use postmortem::views::filter::Filter;
use postmortem::wording::counted;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use target::Target;

/// Write all incidents as tables, for a database or a warehouse
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Writes incidents, occurrences, entries, actions, services, tags and causes, each to a file in the folder,
and postmortem-export.json, which lists them with their columns.

Examples:
  postmortem export -o tables
  postmortem export -o tables --format csv --since 2024-01-01
  postmortem export -o public --audience public
  duckdb -c \"SELECT severity, count(*) FROM 'tables/incidents.ndjson' GROUP BY ALL\"

Exit codes:
  0  success
  2  failure, and no table is written: invalid arguments or configuration, a file in the folder that no export
     wrote, no file that can be read; with --strict, any file that cannot be read")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// The folder to write the tables to. Example: -o tables
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Format of the tables. Example: --format csv
    #[arg(short, long, default_value = "ndjson")]
    format: Format,
    /// Also replace files that no earlier export wrote, if they have the name of a table
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    filters: Filters,
}

// The comments on the formats are shown in help and manual.
/// How tables are written.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// One JSON object per line
    Ndjson,
    /// RFC 4180, with a header; a cell cannot start a formula
    Csv,
}

impl From<Format> for export::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Ndjson => export::Format::Ndjson,
            Format::Csv => export::Format::Csv,
        }
    }
}

/// What is made of a file.
struct Made {
    /// `None` if the filters leave it out.
    rows: Option<Rows>,
    key: u64,
    severity: Option<String>,
    services: Vec<String>,
}

/// What is known of all files so far. Of each, only a number is kept.
#[derive(Default)]
struct Tally {
    incidents: usize,
    left_out: usize,
    unreadable: usize,
    /// Hashes of ids: two ids with one hash are less likely than a broken disk.
    keys: HashSet<u64>,
    duplicates: usize,
    severities: BTreeSet<String>,
    services: BTreeSet<String>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut project = ui.project()?;
    let inputs = inputs::follow(&args.inputs.paths, &mut project)?;
    let (options, filter, format) = (args.filters.options(), args.filters.filter(), args.format.into());
    let known = project.known_names(&inputs);
    let mut target = Target::new(&args.output, format, args.force)?;
    let mut tally = Tally { services: known.services, ..Tally::default() };
    let hasher = RandomState::new();
    ui.progress(|done| {
        let handle = |facts: &Facts, is_mentioned| made(facts, is_mentioned, &filter, format, &hasher);
        project.visit(inputs, &options, done, handle, |visited| {
            match visited {
                Visited::Made(made) => tally.add(made?, &mut target)?,
                Visited::Refused(checked) => {
                    tally.unreadable += 1;
                    ui.findings(&[*checked]);
                }
                Visited::Error(error) => {
                    tally.unreadable += 1;
                    ui.error(&error.into());
                }
            }
            anyhow::Ok(())
        })
    })?;
    let severities: Vec<String> = known.severities.into_iter().chain(tally.severities).collect();
    filter.check(&severities, &tally.services)?;
    if tally.unreadable > 0 && (args.filters.strict || tally.incidents + tally.left_out == 0) {
        note_counts(tally.incidents, tally.left_out, tally.unreadable, ui);
        ui.note("No table is written");
        return Ok(Exit::Failed);
    }
    let rows = target.finish(args.filters.is_public())?;
    let rows = counted(rows, "row");
    ui.note(&format!("Wrote {} tables with {rows} to {}", Table::ALL.len(), args.output.display()));
    if tally.duplicates > 0 {
        ui.warning(Problem::new(
            format!("incidents with the id of another one: {}", tally.duplicates),
            "the other tables refer to it: `postmortem lint --only duplicate-id` finds them",
        ));
    }
    note_counts(tally.incidents, tally.left_out, tally.unreadable, ui);
    Ok(Exit::Done)
}

fn made(
    facts: &Facts,
    is_mentioned: bool,
    filter: &Filter,
    format: export::Format,
    hasher: &RandomState,
) -> anyhow::Result<Made> {
    let record = &facts.record;
    let is_kept = is_mentioned && filter.keeps(record);
    Ok(Made {
        rows: is_kept.then(|| Rows::new(facts, format)).transpose()?,
        key: hasher.hash_one(record.id.as_deref().unwrap_or(&record.name)),
        severity: record.severity.clone(),
        services: record.services.clone(),
    })
}

impl Tally {
    fn add(&mut self, made: Made, target: &mut Target) -> anyhow::Result<()> {
        self.severities.extend(made.severity);
        self.services.extend(made.services);
        let Some(rows) = made.rows else {
            self.left_out += 1;
            return Ok(());
        };
        self.incidents += 1;
        self.duplicates += usize::from(!self.keys.insert(made.key));
        target.add(&rows)
    }
}
