//! `postmortem rules`: what `lint` checks, and why.

use crate::cli::support::help::WIDEST;
use crate::cli::support::{args, complete};
use crate::cli::{Exit, Ui};
use clap::ValueEnum;
use clap_complete::engine::ArgValueCandidates;
use postmortem::diagnostic::{Level, RuleInfo};
use postmortem::lint::rules;
use postmortem::output::json::write_json;
use postmortem::output::{wrap, wrap_markdown};
use serde::Serialize;
use std::io::{self, Write};

/// Increased when a reader of the old structure could fail on the new one.
const VERSION: u32 = 1;
/// If fewer columns than this are left after its name, a rule's summary is on the line below.
const ROOM: usize = 30;
/// The indent of a summary below its name.
const SUMMARY: &str = "      ";

/// List the rules of `lint`; with a name, explain one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  postmortem rules
  postmortem rules timeline-gap
  postmortem rules --format json")]
pub(crate) struct Args {
    /// The rule to explain. Example: postmortem rules timeline-gap
    #[arg(value_parser = args::rule, add = ArgValueCandidates::new(complete::rules))]
    rule: Option<&'static RuleInfo>,
    /// Output format. Example: --format json
    #[arg(long, default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
    Markdown,
}

#[derive(Serialize)]
struct List {
    version: u32,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct Rule {
    name: &'static str,
    family: &'static str,
    levels: Levels,
    fixable: bool,
    summary: &'static str,
    url: String,
    /// Only for a single rule: all pages together are a book.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'static str>,
}

#[derive(Serialize)]
struct Levels {
    draft: Level,
    review: Level,
    r#final: Level,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    match args.rule {
        Some(rule) => explain(rule, args.format, ui)?,
        None => list(args.format, ui)?,
    }
    Ok(Exit::Done)
}

fn explain(rule: &'static RuleInfo, format: Format, ui: &mut Ui) -> anyhow::Result<()> {
    match format {
        Format::Human if ui.look().wraps => {
            let page = wrap_markdown(rule.page, ui.look().width.min(WIDEST));
            ui.out().write_all(page.as_bytes())?;
        }
        Format::Human | Format::Markdown => ui.out().write_all(rule.page.as_bytes())?,
        Format::Json => write_json(&Rule { page: Some(rule.page), ..data(rule) }, ui.out())?,
    }
    Ok(())
}

fn list(format: Format, ui: &mut Ui) -> anyhow::Result<()> {
    match format {
        Format::Human => human(ui)?,
        Format::Json => write_json(&List { version: VERSION, rules: rules().map(data).collect() }, ui.out())?,
        Format::Markdown => {
            let out = ui.out();
            writeln!(out, "| rule | family | draft | review | final | finds |\n|---|---|---|---|---|---|")?;
            for rule in rules() {
                let [draft, review, r#final] = levels(rule).map(Level::name);
                let (name, family) = (rule.name, rule.family.name());
                let summary = rule.summary().replace('|', "\\|");
                writeln!(
                    out,
                    "| [{name}]({name}.md) | {family} | {draft} | {review} | {final} | {summary} |"
                )?;
            }
        }
    }
    Ok(())
}

/// A line per rule, grouped by family.
fn human(ui: &mut Ui) -> io::Result<()> {
    let look = ui.look();
    let out = ui.out();
    let columns = if look.wraps { look.width.min(WIDEST) } else { usize::MAX };
    let levels_line = "Levels in status draft, review and final: E error, W warning, I info, - off";
    writeln!(out, "{}", wrap(levels_line.split(' '), 0, "", "", columns))?;
    let width = rules().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut family = None;
    for rule in rules() {
        if family.replace(rule.family) != Some(rule.family) {
            let (on, off) = if look.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
            writeln!(out, "\n{on}{}{off}", rule.family.name())?;
        }
        let [draft, review, r#final] = levels(rule).map(|level| match level {
            Level::Off => '-',
            Level::Info => 'I',
            Level::Warning => 'W',
            Level::Error => 'E',
        });
        let name = format!("  {:width$}  {draft} {review} {final}  ", rule.name);
        let words = rule.summary().split(' ');
        if name.len() + ROOM > columns {
            let summary = wrap(words, SUMMARY.len(), SUMMARY, "", columns);
            writeln!(out, "{}\n{SUMMARY}{summary}", name.trim_end())?;
        } else {
            let summary = wrap(words, name.len(), &" ".repeat(name.len()), "", columns);
            writeln!(out, "{name}{summary}")?;
        }
    }
    ui.note("\nExplain one: postmortem rules RULE");
    Ok(())
}

fn levels(rule: &RuleInfo) -> [Level; 3] {
    [rule.levels.draft, rule.levels.review, rule.levels.r#final]
}

fn data(rule: &'static RuleInfo) -> Rule {
    let [draft, review, r#final] = levels(rule);
    Rule {
        name: rule.name,
        family: rule.family.name(),
        levels: Levels { draft, review, r#final },
        fixable: rule.fixable,
        summary: rule.summary(),
        url: rule.url(),
        page: None,
    }
}
