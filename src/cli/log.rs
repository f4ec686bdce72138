//! `postmortem log`: adds an entry to the timeline of an incident file, while the incident lasts or after it.

use super::inputs::{STDIN, nothing_found};
use super::{Exit, Ui, args, complete, files};
use anyhow::{Context, anyhow, bail};
use chrono::{DateTime, TimeDelta, Utc};
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use postmortem::collection::{Error, Refused, discover, for_each, read, read_stream};
use postmortem::config::Config;
use postmortem::diagnostic::{Checked, nearest};
use postmortem::document::{Addition, AppendError, Document};
use postmortem::lint::Options;
use postmortem::model::{At, Entry, Many, Milestone, Moment, Settings, Status, normalised};
use postmortem::report::visible;
use postmortem::source::Source;
use std::io;
use std::path::{Path, PathBuf};

/// Add an entry to the timeline of an incident file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The entry goes where it belongs in time, written as short as it can be; all else in the file,
comments too, stays as it is. Times are in the file's zone. A time of day alone, such as
--at 10:15, is the latest one before now; where that comes over 12 hours after the latest entry
and over an hour before now, it is one of that entry's day.

Examples:
  postmortem log \"The rollback is complete\"
  postmortem log \"The 5xx alert fires\" --at 10:15 --milestone detected --by monitoring
  postmortem log \"Users report errors\" incidents/2024-05-30-checkout.yaml --internal
  tail -5 app.log | postmortem log - --evidence https://logs.example.org/q/17

Exit codes:
  0  the entry is added
  2  it is not, and the file is as it was: no draft or several, bad arguments, a broken timeline")]
pub(crate) struct Args {
    /// What happened; - reads it from standard input, "" is a milestone without a story
    text: String,
    /// The incident file [default: the one draft under the configuration's paths]
    #[arg(add = ArgValueCompleter::new(complete::incidents))]
    file: Option<PathBuf>,
    /// When it happened, in any form of the timeline [default: now]. Example: --at "2024-05-30 10:15"
    #[arg(long, value_name = "TIME", value_parser = args::parsed::<At>)]
    at: Option<At>,
    /// Which moment it was: impact-start, detected, acknowledged, declared, identified, mitigated, resolved or
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
    // The moment of the command, however long it waits for another one.
    let now = ui.now();
    let config = ui.config()?;
    let Options { settings, .. } = &config.lint;
    let text = match args.text.as_str() {
        "-" => match read_stream(STDIN, io::stdin().lock()) {
            Ok(source) => plain(source.text()),
            Err(refused) => return tell(refused, ui),
        },
        text => text.to_owned(),
    };
    let event = Some(text).filter(|text| !text.trim().is_empty());
    if event.is_none() && args.milestone.is_empty() {
        bail!("the entry says nothing\nsay what happened, or which --milestone it was");
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
    let file = match args.file {
        Some(file) if file.is_dir() => bail!("`{}` is a folder\nname an incident file", file.display()),
        Some(file) if !file.exists() => return Err(Error::Missing(file).into()),
        Some(file) => file,
        None => draft(&config)?,
    };
    let _lock = files::lock(&file).with_context(|| format!("cannot write `{}`", file.display()))?;
    let source = match read(&file) {
        Ok(source) => source,
        Err(refused) => return tell(refused, ui),
    };
    let addition = Document::read(&source, settings).append(entry, args.at.as_ref(), now, settings);
    match addition {
        Ok(addition) => {
            files::edit(&file, &addition.text)?;
            confirm(&file, &addition, now, ui);
            Ok(Exit::Done)
        }
        Err(error) => {
            let error = match error {
                AppendError::Faulty(diagnostics) => {
                    ui.findings(&[Checked { source, diagnostics }]);
                    anyhow!("it cannot be read as it was meant")
                }
                error => error.into(),
            };
            Err(error.context(format!("nothing is added to `{}`", file.display())))
        }
    }
}

/// Output of another program as text: without the codes that paint it on a terminal, its lines ended as in a file.
fn plain(output: &str) -> String {
    let text = anstream::adapter::strip_str(output).to_string().replace("\r\n", "\n");
    text.trim_end_matches(['\n', '\r']).to_owned()
}

/// Says why there is no text.
fn tell(refused: Refused, ui: &mut Ui) -> anyhow::Result<Exit> {
    match refused {
        Refused::Fault(checked) => ui.findings(&[*checked]),
        Refused::Error(error) => return Err(error.into()),
    }
    Ok(Exit::Failed)
}

fn confirm(file: &Path, addition: &Addition, now: DateTime<Utc>, ui: &mut Ui) {
    let entry = &addition.entry;
    let at = entry.at.as_ref().map(|at| dated(at, addition.moment, now)).unwrap_or_default();
    let milestones =
        || entry.milestone.iter().map(|milestone| milestone.name()).collect::<Vec<_>>().join(", ");
    let event = entry.event.clone().unwrap_or_else(milestones);
    let mut lines = event.lines();
    let first = lines.next().unwrap_or_default();
    let more = if lines.next().is_some() { " …" } else { "" };
    let place = format!("{}:{}", file.display(), addition.line);
    ui.note(&format!("added to {}: {at} {}{more}", visible(&place), visible(first)));
    // Clocks differ between people and machines.
    let soon = now + TimeDelta::minutes(5);
    if addition.moment.and_then(|moment| moment.instant()).is_some_and(|instant| instant > soon) {
        ui.note("That time is in the future.");
    }
    for milestone in &addition.repeated {
        ui.note(&format!("Another entry marks `{}` too: keep the mark that counts.", milestone.name()));
    }
    if !addition.in_order {
        ui.note(
            "It stands last, for in its place the entry behind it would take its date.\n\
             Write the date of that entry, then move this one up.",
        );
    }
}

/// A time as it is written, with its date where that is not today's: a bare time may belong to another day than
/// its author thinks.
fn dated(at: &At, moment: Option<Moment>, now: DateTime<Utc>) -> String {
    let elsewhere = moment.filter(|moment| {
        let today = moment.offset.map(|offset| now.with_timezone(&offset).date_naive());
        at.start.clock.date().is_none() && today.is_some_and(|today| today != moment.local.date())
    });
    elsewhere.map_or_else(|| at.to_string(), |moment| format!("{} {at}", moment.local.date()))
}

/// The file that is meant when none is named.
fn draft(config: &Config) -> anyhow::Result<PathBuf> {
    let files = discover(&config.paths).files;
    if files.is_empty() {
        return Err(nothing_found(&config.paths));
    }
    let states = for_each(&files, |source| state(source, &config.lint.settings));
    let with = |state| {
        let chosen = files.iter().zip(&states).filter(move |(_, found)| **found == Some(state));
        chosen.map(|(file, _)| file.clone()).collect::<Vec<_>>()
    };
    let (drafts, unreadable) = (with(State::Draft), with(State::Unreadable));
    match (drafts.as_slice(), unreadable.as_slice()) {
        ([], []) => bail!("no incident is a draft\nname a file, or begin one with `postmortem new`"),
        ([file], []) | ([], [file]) => Ok(file.clone()),
        _ => Err(several(&drafts, &unreadable)),
    }
}

/// Says which file is what, and how to name one.
fn several(drafts: &[PathBuf], unreadable: &[PathBuf]) -> anyhow::Error {
    let names = |files: &[PathBuf]| {
        files.iter().map(|file| format!("`{}`", file.display())).collect::<Vec<_>>().join(", ")
    };
    let what = match (drafts.len(), unreadable.len()) {
        (several, 0) => format!("{several} files are drafts"),
        (0, several) => format!("{several} files cannot be read"),
        (some, others) => format!("{} files are drafts or cannot be read", some + others),
    };
    let mut lines = vec![what];
    if !unreadable.is_empty() {
        lines.push(format!("cannot be read: {}; see `postmortem lint`", names(unreadable)));
    }
    if let Some(first) = drafts.first() {
        // Each line of the message is help of its own: a text of several lines cannot be shown in one.
        let command = Some(Ui::command_with(first)).filter(|command| !command.contains('\n'));
        let command = command.unwrap_or_else(|| format!("postmortem log TEXT {}", first.display()));
        lines.push(format!("drafts: {}", names(drafts)));
        lines.push(format!("name the one that is meant: {command}"));
    }
    anyhow!(lines.join("\n"))
}

/// What makes a file one that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Draft,
    Unreadable,
}

/// Whether a file may be meant. One that cannot be read may be a draft.
fn state(source: Result<Source, Refused>, settings: &Settings) -> Option<State> {
    let Ok(source) = source else { return Some(State::Unreadable) };
    // Most files are finished reports, and a look at their lines is faster than reading them as incidents.
    if source.text().lines().any(is_later_status) {
        return None;
    }
    match Document::read(&source, settings).incident {
        None => Some(State::Unreadable),
        Some(incident) => (incident.status() == Status::Draft).then_some(State::Draft),
    }
}

fn is_later_status(line: &str) -> bool {
    let value = line.strip_prefix("status:").and_then(|value| value.split('#').next());
    value.is_some_and(|value| [Status::Review, Status::Final].map(Status::name).contains(&value.trim()))
}

fn milestone(text: &str) -> Result<Milestone, String> {
    let known = || Milestone::ALL.into_iter().map(Milestone::name);
    let found = Milestone::ALL.into_iter().find(|known| normalised(known.name()) == normalised(text));
    found.ok_or_else(|| match nearest(text, known()) {
        Some(meant) => format!("there is no milestone `{text}`; did you mean `{meant}`?"),
        None => format!(
            "there is no milestone `{text}`; the milestones are {}",
            known().collect::<Vec<_>>().join(", ")
        ),
    })
}
