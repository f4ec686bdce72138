//! `postmortem new`: begins an incident file.

mod scaffold;
mod slug;

use super::{Exit, Ui, args, files};
use anyhow::{Context, bail};
use postmortem::config::Config;
use postmortem::model::{Date, Zone, normalised};
use postmortem::report::visible;
use scaffold::{Scaffold, Style};
use slug::slug;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Begin an incident file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
On a terminal it asks for what the arguments leave open. The file is named DATE-TITLE.yaml, has a short
comment on each field, and passes `postmortem lint` as it stands.

Examples:
  postmortem new
  postmortem new \"Checkout answers with errors\" --severity SEV2 --timezone America/New_York
  postmortem new \"Disk full\" --style short --stdout

Exit codes:
  0  the file is written; its path is on standard output
  2  it could not be: no title, bad arguments, or the file exists already")]
pub(crate) struct Args {
    /// What happened, in one line. Example: "Checkout answers with errors"
    title: Option<String>,
    /// How bad it was, in the configuration's words. Example: --severity SEV2
    #[arg(long, value_name = "NAME")]
    severity: Option<String>,
    /// The day it began [default: today]. Example: --date 2024-05-30
    #[arg(long, value_parser = args::parsed::<Date>)]
    date: Option<Date>,
    /// The zone of its times [default: the configuration's, else UTC]. Example: --timezone Europe/Berlin
    #[arg(long, value_name = "ZONE", value_parser = args::parsed::<Zone>)]
    timezone: Option<Zone>,
    /// The team or person that answers for the report. Example: --owner platform
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// How much is laid out. Example: --style short
    #[arg(long, default_value = "full")]
    style: Style,
    /// The file to write. Example: -o incidents/checkout.yaml
    #[arg(short, long, value_name = "PATH", conflicts_with_all = ["dir", "stdout"])]
    output: Option<PathBuf>,
    /// The folder to write to [default: the first of the configuration's paths]. Example: --dir docs/incidents
    #[arg(long, conflicts_with = "stdout")]
    dir: Option<PathBuf>,
    /// Print the text instead of writing a file
    #[arg(long)]
    stdout: bool,
    /// Open the file in $VISUAL or $EDITOR
    #[arg(long, conflicts_with = "stdout")]
    edit: bool,
    /// Ask nothing
    #[arg(long)]
    no_input: bool,
    /// Replace a file that exists
    #[arg(long, conflicts_with = "stdout")]
    force: bool,
}

pub(crate) fn run(args: Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let config = ui.config()?;
    let scaffold = scaffold(&args, &config, ui)?;
    let text = scaffold.text()?;
    if args.stdout || args.output.as_deref() == Some(Path::new("-")) {
        ui.text(&text)?;
        return Ok(Exit::Done);
    }
    let path = args.output.unwrap_or_else(|| {
        let configured = || config.paths.iter().find(|path| !path.is_file()).cloned();
        let folder = args.dir.or_else(configured).unwrap_or_default();
        folder.join(format!("{}-{}.yaml", scaffold.date, slug(&scaffold.title)))
    });
    files::create(&path, &text, args.force)?;
    let shown = path.display().to_string();
    writeln!(ui.out(), "{}", visible(&shown))?;
    ui.finish()?;
    ui.note(&format!("Fill it in, then check it: postmortem lint {shown}"));
    if args.edit {
        edit(&path)?;
    }
    Ok(Exit::Done)
}

/// What the arguments say, or the user when asked.
fn scaffold(args: &Args, config: &Config, ui: &mut Ui) -> anyhow::Result<Scaffold> {
    let mut questions = Questions { asks: !args.no_input && ui.can_ask(), ui };
    let severities = config.severities();
    let line = |text: &str| Ok(one_line(text));
    let title = questions.answer(args.title.as_deref().map(one_line), "What happened, in one line", line)?;
    let Some(title) = title.filter(|title| !title.is_empty()) else {
        bail!(
            "the incident needs a title\nsay in one line what happened: postmortem new \"Checkout answers with errors\""
        )
    };
    let severity = args.severity.as_ref().map(|name| known_severity(name, severities)).transpose()?;
    let question = format!("Severity ({}; empty if not known yet)", severities.join(", "));
    let severity = questions.answer(severity, &question, |name| known_severity(name, severities))?;
    let zone = args.timezone.or(config.timezone());
    let question = "Time zone, such as America/New_York (empty for UTC)";
    let zone = questions.answer(zone, question, |name| name.parse().map_err(anyhow::Error::msg))?;
    let today = zone.unwrap_or(Zone::UTC).local(questions.ui.now().fixed_offset()).date_naive();
    let question = format!("Day it began (empty for {today})");
    let date = questions.answer(args.date, &question, |date| date.parse().map_err(anyhow::Error::msg))?;
    let owner = questions.answer(
        args.owner.as_deref().map(one_line),
        "Owner, a team or person (empty if not known yet)",
        line,
    )?;
    Ok(Scaffold {
        style: args.style,
        title,
        severity,
        severities: severities.to_vec(),
        date: date.map_or(today, |date: Date| date.0),
        timezone: zone_name(zone.unwrap_or(Zone::UTC)),
        zone_known: zone.is_some(),
        owner,
    })
}

/// Asks for what the arguments leave open, if somebody is there.
struct Questions<'u> {
    ui: &'u mut Ui,
    asks: bool,
}

impl Questions<'_> {
    /// What is given, else a usable answer; `None` where there is nobody to ask, or an empty answer.
    fn answer<T>(
        &mut self,
        given: Option<T>,
        question: &str,
        read: impl Fn(&str) -> anyhow::Result<T>,
    ) -> anyhow::Result<Option<T>> {
        if given.is_some() || !self.asks {
            return Ok(given);
        }
        while let Some(answer) = self.ui.ask(question)? {
            match read(&answer) {
                Ok(answer) => return Ok(Some(answer)),
                Err(error) => self.ui.error(&error),
            }
        }
        Ok(None)
    }
}

/// A text without line breaks, controls and repeated blanks.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The severity under its name in the configuration.
fn known_severity(name: &str, known: &[String]) -> anyhow::Result<String> {
    let found = known.iter().find(|known| normalised(known) == normalised(name));
    let Some(found) = found else {
        bail!("there is no severity `{name}`\nthe severities are {}", known.join(", "))
    };
    Ok(found.clone())
}

/// The zone as a file names it.
fn zone_name(zone: Zone) -> String {
    match zone {
        Zone::Place(place) => place.name().to_owned(),
        Zone::Fixed(offset) => offset.to_string(),
    }
}

/// Opens the user's editor and waits for it. The variable may hold arguments: `code --wait`.
fn edit(path: &Path) -> anyhow::Result<()> {
    let Some(editor) = Ui::editor() else {
        bail!("no editor is set\nset $VISUAL or $EDITOR: export EDITOR=nano")
    };
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    let status = Command::new(program).args(words).arg(path).status();
    let status = status.with_context(|| format!("cannot start the editor `{editor}`"))?;
    if !status.success() {
        bail!("the editor `{editor}` failed: {status}");
    }
    Ok(())
}
