//! `--tickets`: compares the actions with what a tracker exports, and sets those to done whose tickets are closed.

use super::{Args, FailOn};
use crate::cli::support::filters::Selected;
use crate::cli::support::inputs::{STDIN, has_stdin};
use crate::cli::support::problem::Problem;
use crate::cli::support::settle::{Target, Targets};
use crate::cli::{Exit, Ui};
use postmortem::document::Settlement;
use postmortem::model::{Action, ActionStatus, Date, Zone};
use postmortem::output::visible;
use postmortem::source::read_file;
use postmortem::tickets::{self, Closed, MAX_SIZE, Ticket};
use postmortem::views::actions::{self, Choice, Ledger};
use postmortem::views::tickets::{Comparison, Difference, Totals, closing_day};
use serde::Serialize;
use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;

/// What programs get. Fields are only added while the version is 1.
#[derive(Serialize)]
struct Output<D> {
    version: u32,
    differences: D,
    totals: Totals,
    incidents: usize,
    left_out: usize,
    unreadable: usize,
}

pub(super) fn run(args: &Args, file: &Path, ui: &mut Ui) -> anyhow::Result<Exit> {
    let tickets = read(args, file)?;
    let selected = args.filters.select(&args.inputs, false, ui)?;
    let mut choice = Choice::default();
    choice.all = true;
    choice.owners.clone_from(&args.filters.owner);
    choice.public = args.filters.is_public();
    let ledger = Ledger::new(&selected.records, &choice, ui.now());
    let comparison = Comparison::new(&ledger.rows, &tickets);
    let json = || Output {
        version: 1,
        differences: comparison.json(),
        totals: comparison.totals,
        incidents: selected.records.len(),
        left_out: selected.left_out,
        unreadable: selected.unreadable,
    };
    let mut exit = args.shape.tell(|| comparison.table(), json, ui)?;
    ui.finish()?;
    ui.note(&comparison.totals.to_string());
    if args.update && !update(&comparison, ui)? {
        return Ok(Exit::Failed);
    }
    if fails(args, &comparison, ledger.totals()) {
        exit = Exit::Findings;
    }
    hint(args, &comparison, &selected, ui);
    selected.finish(exit, ui)
}

/// The tickets of an export.
fn read(args: &Args, file: &Path) -> anyhow::Result<Vec<Ticket>> {
    let is_stdin = file == Path::new("-");
    if is_stdin && has_stdin(&args.inputs.paths) {
        return Err(Problem::new(
            "standard input cannot be both an incident and an export of tickets",
            "write one of them to a file",
        )
        .into());
    }
    let name = if is_stdin { STDIN.to_owned() } else { file.display().to_string() };
    let context = || format!("cannot read the tickets in `{}`", visible(&name));
    let bytes = if is_stdin {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(MAX_SIZE + 1).read_to_end(&mut bytes);
        read.map_err(|error| Problem::from(context()).because(error))?;
        if bytes.len() as u64 > MAX_SIZE {
            return Err(Problem::new(context(), "export fewer tickets or fields at once").into());
        }
        bytes
    } else {
        read_file(file, MAX_SIZE).map_err(|error| anyhow::Error::from(error).context(context()))?
    };
    tickets::read(&bytes).map_err(|error| {
        let help = error.help();
        Problem::new(context(), help).because(error).into()
    })
}

/// Sets the actions to done whose tickets are, all of them or none. Returns whether it did.
fn update(comparison: &Comparison, ui: &mut Ui) -> anyhow::Result<bool> {
    let mut project = ui.project()?;
    let (mut targets, mut closed, mut wrong) = (Targets::default(), HashMap::new(), Vec::new());
    for compared in comparison.rows.iter().filter(|row| row.difference == Difference::Closed) {
        let Some(ticket) = compared.ticket else { continue };
        if let Some(problem) = unknown_day(ticket) {
            wrong.push(problem.into());
            continue;
        }
        let target = Target { record: compared.row.record, index: compared.row.index };
        closed.insert((target.record.name.as_str(), target.index), &ticket.closed);
        targets.add(target);
    }
    let decide = |target: &Target, action: &Action, zone: Option<Zone>| {
        let closed = closed.get(&(target.record.name.as_str(), target.index))?;
        let is_settled = matches!(action.status(), ActionStatus::Done | ActionStatus::Dropped);
        let day = closing_day(closed, zone)?;
        (!is_settled).then_some((Settlement::Done(Date(day)), "done"))
    };
    wrong.extend(targets.check(&decide, &mut project, ui));
    if wrong.is_empty() {
        return Ok(targets.write(&decide, &mut project, ui)? == Exit::Done);
    }
    for error in wrong {
        ui.error(&error);
    }
    ui.note("nothing is written");
    Ok(false)
}

/// The problem if nobody can tell on which day a ticket was closed.
fn unknown_day(ticket: &Ticket) -> Option<Problem> {
    let (name, place) = (&ticket.name, ticket.place);
    match &ticket.closed {
        Closed::On(_) | Closed::At(_) => None,
        Closed::Unknown => Some(Problem::new(
            format!("`{name}` in {place} of the tickets has no closing date"),
            "export `closedAt`, `closed_at`, `Resolved` or `closed_on` too, or use `postmortem done --on DATE`",
        )),
        Closed::Unclear(text) => Some(Problem::new(
            format!(
                "`{text}`, the closing date of `{name}` in {place} of the tickets, could mean several days"
            ),
            "export dates as 2024-06-14",
        )),
    }
}

/// Whether something is left that `--fail-on` asks about.
fn fails(args: &Args, comparison: &Comparison, totals: actions::Totals) -> bool {
    let is_written = |difference| args.update && difference == Difference::Closed;
    let written = || comparison.rows.iter().filter(|compared| is_written(compared.difference));
    match args.fail_on {
        Some(FailOn::Drift) => comparison.totals.differing() > written().count(),
        Some(FailOn::Open) => totals.open > written().count(),
        Some(FailOn::Overdue) => {
            totals.overdue > written().filter(|compared| compared.row.days_late.is_some()).count()
        }
        None => false,
    }
}

/// What to do next, where somebody reads it.
fn hint(args: &Args, comparison: &Comparison, selected: &Selected, ui: &mut Ui) {
    let Totals { closed, not_done, missing, agree, .. } = comparison.totals;
    if closed > 0 && !args.update && !args.filters.is_public() {
        ui.note("--update sets the actions to done whose tickets are closed");
    }
    if not_done > 0 {
        ui.note("give up what will not be done: postmortem done REFERENCE --drop REASON");
    }
    if missing > 0 && agree + comparison.totals.differing() == 0 && !selected.records.is_empty() {
        ui.note(
            "no ticket of an action is in the export; does it have closed tickets, of the right project?",
        );
    }
}
