//! `postmortem log`: adds an entry to the timeline of an incident file, during the incident or after it.

mod when;
mod which;

use crate::cli::support::appending::{self, Added, say, warn_if_final};
use crate::cli::support::complete;
use crate::cli::support::inputs::STDIN;
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui};
use anyhow::bail;
use chrono::{DateTime, TimeDelta, Utc};
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use postmortem::collection::read_stream;
use postmortem::document::{Addition, Document};
use postmortem::model::{At, Entry, Many, Milestone, Moment, Settings, normalised};
use postmortem::output::{masked_text, visible};
use postmortem::wording::{list, unknown};
use std::io;
use std::path::{Path, PathBuf};
use when::When;

/// Add an entry to the timeline of an incident file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The entry is inserted in order of time, as short as possible; everything else in the file,
including comments, stays the same. Times are in the file's zone. A time of day alone, such as
--at 10:15, is the latest one before now; if that is more than 12 hours after the latest entry
and more than an hour before now, it is on that entry's day. If an entry below would take the
new entry's date, its own date is added to it.

A single word that may be an option or a file, such as --edit or a part of a file's name, is not
taken as the text: put -- before it. With --milestone alone it is the file.

Examples:
  postmortem log \"The rollback is complete\"
  postmortem log \"The 5xx alert fires\" --at 10:15 --milestone detected --by monitoring
  postmortem log \"Users report errors\" checkout --at \"20 minutes ago\" --internal
  postmortem log --milestone mitigated
  tail -5 app.log | postmortem log - --evidence https://logs.example.org/q/17

Exit codes:
  0  the entry is added
  2  failure, and the file is unchanged: no draft or several, invalid arguments, a broken timeline")]
pub(crate) struct Args {
    /// What happened; - reads it from standard input. Optional with --milestone
    #[arg(required_unless_present = "milestone", allow_hyphen_values = true)]
    text: Option<String>,
    /// The incident: its file, its id, or a unique part of the file's name [default: the only draft under the
    /// configuration's paths]. Example: checkout
    #[arg(add = ArgValueCompleter::new(complete::incidents))]
    file: Option<PathBuf>,
    /// When it happened: a time as in the timeline, or now, -5m, "20 minutes ago", "yesterday 23:50" [default: now].
    /// Example: --at "2024-05-30 10:15"
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    at: Option<String>,
    /// Which milestone it was: impact-start, detected, acknowledged, declared, identified, mitigated, resolved or
    /// all-clear; repeatable. Example: --milestone mitigated
    #[arg(long, value_name = "NAME", value_parser = milestone)]
    #[arg(add = ArgValueCandidates::new(complete::milestones))]
    milestone: Vec<Milestone>,
    /// Which occurrence of a recurring incident it belongs to. Example: --occurrence "Event 2"
    #[arg(long, value_name = "NAME")]
    occurrence: Option<String>,
    /// Who did it, a role or a person; repeatable. Example: --by support
    #[arg(long, value_name = "WHO")]
    by: Vec<String>,
    /// Where it can be seen; repeatable. Example: --evidence https://grafana.example.org/d/abc
    #[arg(long, value_name = "URL")]
    evidence: Vec<String>,
    /// Leave it out of public reports
    #[arg(long)]
    internal: bool,
}

pub(crate) fn run(args: Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    // The time when the command started, however long it waits for another one.
    let now = ui.now();
    let when = args.at.as_deref().map_or(Ok(When::NOW), str::parse)?;
    let mut project = ui.project()?;
    let which::Meant { text, file } =
        which::meant(args.text, args.file, !args.milestone.is_empty(), &mut project)?;
    let text = match text.as_deref() {
        Some("-") => match read_stream(STDIN, io::stdin().lock()) {
            Ok(source) => Some(plain(source.text())),
            Err(refused) => return say(refused, ui).map(|()| Exit::Failed),
        },
        _ => text,
    };
    let event = text.filter(|text| !text.trim().is_empty());
    if event.is_none() && args.milestone.is_empty() {
        bail!(Problem::new("the entry is empty", "say what happened, or name a --milestone"));
    }
    let entry = Entry {
        at: None,
        event,
        milestone: Many(args.milestone),
        occurrence: args.occurrence,
        by: Many(args.by),
        evidence: Many(args.evidence),
        internal: args.internal,
    };
    let file = file.map_or_else(|| which::draft(&mut project), Ok)?;
    let config = project.config_of(&file)?;
    let addition = New { file, entry, when, now };
    addition.add(&config.lint.settings, ui)
}

/// An entry to be added to a file.
struct New {
    file: PathBuf,
    entry: Entry,
    when: When,
    /// The time when the command started.
    now: DateTime<Utc>,
}

impl New {
    /// Adds the entry to the current file.
    fn add(&self, settings: &Settings, ui: &mut Ui) -> anyhow::Result<Exit> {
        let New { file, entry, when, now } = self;
        let added = appending::add(file, ui, |source| {
            let document = Document::read(source, settings);
            let (at, present) =
                when.resolve(document.resolved.as_ref().and_then(|times| times.zone), *now)?;
            let addition = match document.append(entry.clone(), at.as_ref(), present, settings) {
                Ok(addition) => addition,
                Err(error) => return Ok(Err(error)),
            };
            let status = document.incident.map(|incident| incident.status()).unwrap_or_default();
            Ok(Ok(Added { text: Some(addition.text.clone()), what: (addition, status) }))
        })?;
        let Some((addition, status)) = added else { return Ok(Exit::Failed) };
        confirm(file, &addition, *now, ui);
        warn_if_final(status, ui);
        Ok(Exit::Done)
    }
}

/// Another program's output as plain text: without terminal colour codes, and with the file's line breaks.
fn plain(output: &str) -> String {
    let text = anstream::adapter::strip_str(output).to_string().replace("\r\n", "\n");
    text.trim_end_matches(['\n', '\r']).to_owned()
}

fn confirm(file: &Path, addition: &Addition, now: DateTime<Utc>, ui: &mut Ui) {
    let entry = &addition.entry;
    let at = entry.at.as_ref().map(|at| dated(at, addition.moment, now)).unwrap_or_default();
    let milestones = || list(entry.milestone.iter().map(|milestone| milestone.name()));
    let event = entry.event.clone().unwrap_or_else(milestones);
    let mut lines = event.lines();
    let first = lines.next().unwrap_or_default();
    let more = if lines.next().is_some() { " …" } else { "" };
    let place = format!("{}:{}", file.display(), addition.line);
    ui.note(&format!("added to {}: {at} {}{more}", visible(&place), visible(first)));
    let texts = entry.event.iter().chain(entry.evidence.iter()).chain(entry.by.iter());
    if texts.into_iter().any(|text| masked_text(text) != text.as_str()) {
        ui.warning("the entry contains a secret; revoke it, and remove it from the file before you push it");
    }
    // Clocks differ between people and machines.
    let soon = now + TimeDelta::minutes(5);
    if addition.moment.and_then(|moment| moment.instant()).is_some_and(|instant| instant > soon) {
        ui.warning("that time is in the future");
    }
    for (milestone, line) in &addition.repeated {
        let place = format!("{}:{line}", file.display());
        let message = format!("{} also has the milestone `{}`", visible(&place), milestone.name());
        ui.warning(Problem::new(message, "keep the one that counts"));
    }
    if let Some(line) = addition.dated {
        let place = format!("{}:{line}", file.display());
        ui.note(&format!(
            "added the date to {}, which would otherwise take the date of the new entry",
            visible(&place)
        ));
    }
    if !addition.in_order {
        ui.warning(Problem::new(
            "the entry is added at the end, because in order of time the entry below it would take its date",
            "write the date of that entry, then move this one up",
        ));
    }
}

/// A time as written, with its date unless that is today: a bare time may belong to another day than its author thinks.
fn dated(at: &At, moment: Option<Moment>, now: DateTime<Utc>) -> String {
    let elsewhere = moment.filter(|moment| {
        let today = moment.offset.map(|offset| now.with_timezone(&offset).date_naive());
        at.start.clock.date().is_none() && today.is_some_and(|today| today != moment.local.date())
    });
    elsewhere.map_or_else(|| at.to_string(), |moment| format!("{} {at}", moment.local.date()))
}

fn milestone(text: &str) -> Result<Milestone, String> {
    let known = || Milestone::ALL.into_iter().map(Milestone::name);
    let found = Milestone::ALL.into_iter().find(|known| normalised(known.name()) == normalised(text));
    found.ok_or_else(|| unknown("milestone", text, known()))
}
