//! `postmortem rules`: what `lint` looks for, and why.

use super::{Exit, Ui, args};
use clap::ValueEnum;
use postmortem::diagnostic::{Level, RuleInfo};
use postmortem::lint::rules;
use postmortem::report::json::write_json;
use serde::Serialize;
use std::io::Write;

/// Rises when a reader of the old shape could fail on the new one.
const VERSION: u32 = 1;

/// List the rules of `lint`; with a name, explain one
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  postmortem rules
  postmortem rules timeline-gap
  postmortem rules --format json")]
pub(crate) struct Args {
    /// The rule to explain. Example: postmortem rules timeline-gap
    #[arg(value_parser = args::rule)]
    rule: Option<&'static RuleInfo>,
    /// How it is told. Example: --format json
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
    /// Only of a rule that is named: all pages together are a book.
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

/// A line for each rule, under its family.
fn human(ui: &mut Ui) -> anyhow::Result<()> {
    let width = rules().map(|rule| rule.name.len()).max().unwrap_or_default();
    let bold =
        |text: &str, ui: &Ui| if ui.look().color { format!("\x1b[1m{text}\x1b[0m") } else { text.into() };
    let mut family = None;
    for rule in rules() {
        if family != Some(rule.family) {
            let head = format!("{:width$}  {:7}  {:7}  {:7}", rule.family.name(), "draft", "review", "final");
            let gap = if family.is_some() { "\n" } else { "" };
            let head = bold(head.trim_end(), ui);
            writeln!(ui.out(), "{gap}{head}")?;
            family = Some(rule.family);
        }
        let [draft, review, r#final] = levels(rule).map(|level| match level {
            Level::Off => "-",
            level => level.name(),
        });
        writeln!(ui.out(), "{:width$}  {draft:7}  {review:7}  {final:7}", rule.name)?;
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
