//! `postmortem new`: creates an incident file.

mod questions;
mod scaffold;

use crate::cli::support::args::{self, zone_name};
use crate::cli::support::ask::{self, one_line};
use crate::cli::support::problem::Problem;
use crate::cli::support::slug::slug;
use crate::cli::support::{complete, files};
use crate::cli::{Exit, Ui};
use anyhow::{Context, bail};
use chrono::{Days as Count, NaiveDate};
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use postmortem::config::Config;
use postmortem::model::{Days, Zone, normalised};
use postmortem::output::visible;
use postmortem::wording::list;
use scaffold::{Scaffold, Style};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// Create an incident file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
On a terminal it asks for missing arguments, except with --no-input or if CI=true. The file is
named DATE-TITLE.yaml, has a short comment for each field, and passes `postmortem lint`
unchanged.

Examples:
  postmortem new
  postmortem new \"Checkout answers with errors\" --severity SEV2 --timezone America/New_York
  postmortem new \"Disk full\" --style short --stdout

Exit codes:
  0  the file is written; its path is on standard output
  2  failure: no title, invalid arguments, or the file already exists
  130  the questions were cancelled with Ctrl-C or Esc; nothing is written")]
pub(crate) struct Args {
    /// What happened, in one line. Example: "Checkout answers with errors"
    title: Option<String>,
    /// The severity, one of the configuration's names. Example: --severity SEV2
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(complete::severities))]
    severity: Option<String>,
    /// The day or days on which it happened; also yesterday [default: today]. Example: --date 2024-05-30/2024-06-02
    #[arg(long, value_parser = day)]
    date: Option<Day>,
    /// The time zone [default: the configuration's, else UTC]. Example: --timezone Europe/Berlin
    #[arg(long, value_name = "ZONE", value_parser = args::parsed::<Zone>)]
    #[arg(add = ArgValueCompleter::new(complete::zones))]
    timezone: Option<Zone>,
    /// The team or person responsible for the report. Example: --owner platform
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// How many fields the file starts with. Example: --style short
    #[arg(long, default_value = "full")]
    style: Style,
    /// The file to write. Example: -o incidents/checkout.yaml
    #[arg(short, long, value_name = "PATH", conflicts_with_all = ["dir", "stdout"])]
    output: Option<PathBuf>,
    /// The folder to write to [default: the first of the configuration's paths]. Example: --dir docs/incidents
    #[arg(long, conflicts_with = "stdout")]
    dir: Option<PathBuf>,
    /// Print the file instead of writing it
    #[arg(long)]
    stdout: bool,
    /// Open the file in $VISUAL or $EDITOR
    #[arg(long, conflicts_with = "stdout")]
    edit: bool,
    /// Do not ask for missing arguments
    #[arg(long)]
    no_input: bool,
    /// Replace an existing file
    #[arg(long, conflicts_with = "stdout")]
    force: bool,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let config = config(args, ui)?;
    let editor = Ui::editor();
    if args.edit && editor.is_none() {
        bail!(Problem::new("no editor is set", "set $VISUAL or $EDITOR: export EDITOR=nano"))
    }
    let prints = args.stdout || args.output.as_deref() == Some(Path::new("-"));
    if !prints {
        check_place(args)?;
    }
    let scaffold = match scaffold(args, &config, prints, ui) {
        Err(error) if ask::is_cancelled(&error) => return Ok(Exit::Cancelled),
        scaffold => scaffold?,
    };
    let text = scaffold.text()?;
    if prints {
        ui.text(&text)?;
        return Ok(Exit::Done);
    }
    let path = target(args, &config, &scaffold.title, scaffold.date.first);
    files::create(&path, &text, args.force)?;
    let shown = path.display().to_string();
    writeln!(ui.out(), "{}", visible(&shown))?;
    ui.finish()?;
    ui.note(&format!("Fill it in, then check it: postmortem lint {shown}"));
    if let Some(editor) = editor.filter(|_| args.edit) {
        edit(&path, &editor)?;
    }
    Ok(Exit::Done)
}

/// The configuration that applies to the new file.
fn config(args: &Args, ui: &Ui) -> anyhow::Result<Arc<Config>> {
    let mut project = ui.project()?;
    let in_folder = args.dir.as_ref().map(|folder| folder.join("new.yaml"));
    let named = args.output.as_ref().filter(|path| *path != Path::new("-")).or(in_folder.as_ref());
    Ok(match named {
        Some(file) => project.config_of(file)?,
        None => Arc::clone(project.config()),
    })
}

/// Errors in the arguments' own paths, which are reported before any question.
fn check_place(args: &Args) -> anyhow::Result<()> {
    if let Some(file) = args.dir.as_ref().filter(|dir| dir.exists() && !dir.is_dir()) {
        bail!(Problem::new(
            format!("`{}` is not a folder", file.display()),
            "name a folder, or the file with -o"
        ))
    }
    args.output.as_ref().map_or(Ok(()), |path| check_free(path, args.force))
}

/// Whether a file name can be used: reported before the first question, not after the last one.
fn check_free(path: &Path, force: bool) -> anyhow::Result<()> {
    let shown = path.display();
    if path.is_dir() {
        bail!(Problem::new(
            format!("`{shown}` is a folder"),
            format!("to write a file in it, use --dir {shown}")
        ))
    }
    if force { Ok(()) } else { files::check_free(path) }
}

/// The file to write.
fn target(args: &Args, config: &Config, title: &str, date: NaiveDate) -> PathBuf {
    let named = || {
        let configured = || config.paths.iter().find(|path| !path.is_file()).cloned();
        let folder = args.dir.clone().or_else(configured).unwrap_or_default();
        let path = folder.join(format!("{date}-{}.yaml", slug(title)));
        path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path)
    };
    args.output.clone().unwrap_or_else(named)
}

/// What the arguments say, or the user's answers.
fn scaffold(args: &Args, config: &Config, prints: bool, ui: &Ui) -> anyhow::Result<Scaffold> {
    let asks = !args.no_input && ui.can_ask();
    if asks {
        ask::prepare(ui);
    }
    let title = match &args.title {
        None if asks => questions::title()?,
        given => given.as_deref().map(one_line).unwrap_or_default(),
    };
    if title.is_empty() {
        bail!(Problem::new(
            "a title is required",
            "say in one line what happened: postmortem new \"Checkout answers with errors\""
        ))
    }
    let zone = match args.timezone.or(config.timezone()) {
        None if asks => ask::zone()?,
        given => given,
    };
    let today = zone.unwrap_or(Zone::UTC).local(ui.now().fixed_offset()).date_naive();
    let before = |days| today.checked_sub_days(Count::new(days)).unwrap_or(today);
    let date = match args.date {
        Some(Day::Written(days)) => days,
        None if asks => questions::date(today)?,
        None => single(today),
        Some(Day::Before(days)) => single(before(days)),
    };
    if !prints {
        check_free(&target(args, config, &title, date.first), args.force)?;
    }
    let severities = config.severities();
    let severity = match &args.severity {
        None if asks => questions::severity(severities)?,
        given => given.as_ref().map(|name| known_severity(name, severities)).transpose()?,
    };
    let owner = match &args.owner {
        None if asks => questions::owner()?,
        given => given.as_deref().map(one_line).filter(|owner| !owner.is_empty()),
    };
    Ok(Scaffold {
        style: args.style,
        title,
        severity,
        severities: severities.to_vec(),
        date,
        timezone: zone_name(zone.unwrap_or(Zone::UTC)),
        zone_known: zone.is_some(),
        owner,
    })
}

/// Days as written, or a number of days before today.
#[derive(Debug, Clone, Copy)]
enum Day {
    Written(Days),
    Before(u64),
}

fn day(text: &str) -> Result<Day, String> {
    match text.to_lowercase().as_str() {
        "today" => Ok(Day::Before(0)),
        "yesterday" => Ok(Day::Before(1)),
        _ => args::parsed(text).map(Day::Written),
    }
}

fn single(first: NaiveDate) -> Days {
    Days { first, last: None, approximate: false }
}

/// The severity as the configuration spells it.
fn known_severity(name: &str, known: &[String]) -> anyhow::Result<String> {
    let found = known.iter().find(|known| normalised(known) == normalised(name));
    let Some(found) = found else {
        bail!(Problem::new(
            format!("there is no severity `{name}`"),
            format!("the severities are {}", list(known))
        ))
    };
    Ok(found.clone())
}

/// Opens the user's editor and waits for it.
fn edit(path: &Path, editor: &str) -> anyhow::Result<()> {
    let written = || format!("wrote `{}`, but the editor `{editor}` failed", path.display());
    let status = editor_command(editor).arg(path).status().with_context(written)?;
    if !status.success() {
        bail!(Problem::new(format!("{}: {status}", written()), "check $VISUAL and $EDITOR"));
    }
    Ok(())
}

/// The variable is a shell command line, as for git: it may contain arguments and quotes.
#[cfg(unix)]
fn editor_command(editor: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{editor} \"$@\""), editor]);
    command
}

/// Without such a shell, arguments are split at spaces.
#[cfg(not(unix))]
fn editor_command(editor: &str) -> Command {
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words);
    command
}
