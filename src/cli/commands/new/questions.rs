//! The questions of `new`, one for each missing argument.

use crate::cli::support::args;
use crate::cli::support::ask::{checked, one_line};
use chrono::NaiveDate;
use inquire::{Select, Text};
use postmortem::model::Days;
use postmortem::output::visible;

const NOT_KNOWN: &str = "not known yet";

pub(super) fn title() -> anyhow::Result<String> {
    let question = Text::new("What happened, in one line:").with_placeholder("Checkout answers with errors");
    let has_words = |answer: &str| {
        let words = one_line(answer);
        if words.is_empty() { Err("a title is required".to_owned()) } else { Ok(words) }
    };
    checked(question, has_words)
}

/// One of the configuration's names; `None` if the user does not know yet.
pub(super) fn severity(names: &[String]) -> anyhow::Result<Option<String>> {
    let options: Vec<_> =
        std::iter::once(NOT_KNOWN.into()).chain(names.iter().map(|name| visible(name))).collect();
    let question = Select::new("Severity:", options)
        .with_help_message("arrow keys to choose, Enter to accept; type to filter");
    let answer = question.raw_prompt()?;
    Ok(answer.index.checked_sub(1).map(|index| names[index].clone()))
}

pub(super) fn date(today: NaiveDate) -> anyhow::Result<Days> {
    let today = today.to_string();
    checked(Text::new("Day it began:").with_default(&today), |answer| args::parsed(answer.trim()))
}

/// `None` if the user names nobody.
pub(super) fn owner() -> anyhow::Result<Option<String>> {
    let question = Text::new("Owner:").with_help_message("a team or a person; empty if not known yet");
    let answer = one_line(&question.prompt()?);
    Ok(Some(answer).filter(|answer| !answer.is_empty()))
}
