//! Groups of arguments that several commands share.

use crate::cli::Ui;
use crate::cli::support::complete;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use clap::{ArgAction, Args, ColorChoice, ValueEnum};
use clap_complete::engine::ArgValueCompleter;
use postmortem::config::Config;
use postmortem::diagnostic::RuleInfo;
use postmortem::lint::{find, nearest_rule};
use postmortem::model::{ParseError, Status, Zone};
use postmortem::render::Audience;
use postmortem::wording::did_you_mean;
use std::path::PathBuf;
use std::str::FromStr;

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// When to use colour; NO_COLOR is respected. Example: --color never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub(crate) color: ColorChoice,
    /// Use this configuration for all files, instead of the nearest postmortem.toml. Example: --config ci.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Do not read a configuration
    #[arg(long, global = true, conflicts_with = "config")]
    pub(crate) no_config: bool,
    /// Use this as the current time. Example: --now 2024-06-01 or 2024-06-01T09:00:00Z
    #[arg(long, global = true, value_name = "TIME", value_parser = time)]
    pub(crate) now: Option<DateTime<Utc>>,
    /// Do not print notes and the summary line
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    // Clap's own flag would print a second, longer form: a single short form is easier to learn.
    /// Print this help
    #[arg(short, long, global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
}

/// Which incident files to process.
#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// Files, folders, or - for standard input [default: the configuration's paths, else incidents/]
    #[arg(value_name = "PATH", add = ArgValueCompleter::new(complete::incident_files))]
    pub(crate) paths: Vec<PathBuf>,
}

/// The stage of a report; see [`Status`].
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum StatusArg {
    Draft,
    Review,
    Final,
}

impl From<StatusArg> for Status {
    fn from(status: StatusArg) -> Self {
        match status {
            StatusArg::Draft => Status::Draft,
            StatusArg::Review => Status::Review,
            StatusArg::Final => Status::Final,
        }
    }
}

/// The style of reports, and their audience.
#[derive(Debug, Args)]
pub(crate) struct Style {
    /// A template's name or file [default: the configuration's, else default]. Example: -t atlassian
    #[arg(short, long, value_name = "NAME|FILE", add = ArgValueCompleter::new(complete::templates))]
    pub(crate) template: Option<String>,
    /// The audience of the reports; public ones leave out what is internal. Example: --audience public
    #[arg(long, value_name = "WHO", default_value = "internal")]
    audience: AudienceArg,
}

impl Style {
    /// For a command that has its own argument for the audience.
    pub(crate) fn new(template: Option<String>, audience: AudienceArg) -> Self {
        Style { template, audience }
    }

    /// The arguments applied to a configuration.
    pub(crate) fn change(&self, ui: &Ui) -> impl Fn(&Config) -> Config + Send + Sync + use<> {
        let (template, now, audience) = (self.template.clone(), ui.given_now(), self.audience.into());
        move |config| {
            let mut config = config.clone();
            config.template = template.clone().unwrap_or(config.template);
            config.render.now = now;
            config.render.audience = audience;
            config
        }
    }
}

/// The audience of a report; see [`Audience`].
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum AudienceArg {
    Internal,
    Public,
}

impl From<AudienceArg> for Audience {
    fn from(audience: AudienceArg) -> Self {
        match audience {
            AudienceArg::Internal => Audience::Internal,
            AudienceArg::Public => Audience::Public,
        }
    }
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    let date = || text.parse::<NaiveDate>().ok().map(|date| date.and_time(NaiveTime::MIN).and_utc());
    let time = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc()).ok();
    time.or_else(date).ok_or_else(|| "write a date or a time with its zone: 2024-06-01T09:00:00Z".to_owned())
}

/// A rule by its name; in a list a space may follow the comma.
pub(crate) fn rule(name: &str) -> Result<&'static RuleInfo, String> {
    let name = name.trim();
    find(name).ok_or_else(|| match nearest_rule(name) {
        Some(meant) => format!("there is no rule `{name}`; {}", did_you_mean(meant)),
        None => format!("there is no rule `{name}`; list them with `postmortem rules`"),
    })
}

/// A day.
pub(crate) fn date(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write a date as 2024-05-30".to_owned())
}

/// Reads an argument. The message about it is one line, with the help.
pub(crate) fn parsed<T: FromStr<Err = ParseError>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|ParseError { message, help, .. }| match help {
        Some(help) => format!("{message}; {help}"),
        None => message,
    })
}

/// The zone as a file names it.
pub(crate) fn zone_name(zone: Zone) -> String {
    match zone {
        Zone::Place(place) => place.name().to_owned(),
        Zone::Fixed(offset) => offset.to_string(),
    }
}
