//! The questions of `new`, one for each missing argument.

use super::one_line;
use crate::cli::Ui;
use crate::cli::support::args;
use chrono::NaiveDate;
use inquire::autocompletion::{Autocomplete, Replacement};
use inquire::error::CustomUserError;
use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{InquireError, Select, Text};
use postmortem::model::{Days, Zone};
use postmortem::output::visible;

/// More suggestions than this would hide the question.
const MOST_SUGGESTIONS: usize = 50;
const NOT_KNOWN: &str = "not known yet";

/// Whether the user ended the questions with Ctrl-C or Esc.
pub(super) fn is_cancelled(error: &anyhow::Error) -> bool {
    let cancels = |error: &InquireError| {
        matches!(error, InquireError::OperationCanceled | InquireError::OperationInterrupted)
    };
    error.downcast_ref().is_some_and(cancels)
}

/// Makes the questions look like the other messages.
pub(super) fn prepare(ui: &Ui) {
    let look = if ui.paints_messages() { RenderConfig::default_colored() } else { RenderConfig::empty() };
    inquire::set_global_render_config(look);
}

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

/// `None` if the user names none.
pub(super) fn zone() -> anyhow::Result<Option<Zone>> {
    let question = Text::new("Time zone:")
        .with_placeholder("UTC")
        .with_help_message("a place, such as America/New_York; Tab completes its name; empty for UTC")
        .with_autocomplete(ZoneNames);
    checked(question, |answer| match answer.trim() {
        "" => Ok(None),
        name => args::parsed(name).map(Some),
    })
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

/// Asks until the answer is valid, and says why it is not.
fn checked<T>(question: Text, read: impl Fn(&str) -> Result<T, String> + Clone) -> anyhow::Result<T> {
    let validate = |answer: &str| {
        Ok(match read(answer) {
            Ok(_) => Validation::Valid,
            Err(reason) => Validation::Invalid(visible(&reason).into_owned().into()),
        })
    };
    let answer = question.with_validator(validate).prompt()?;
    read(&answer).map_err(anyhow::Error::msg)
}

/// Suggests the zones whose names contain the typed text, cities first.
#[derive(Clone)]
struct ZoneNames;

impl Autocomplete for ZoneNames {
    fn get_suggestions(&mut self, input: &str) -> Result<Vec<String>, CustomUserError> {
        let typed = input.trim().replace(' ', "_").to_lowercase();
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let lower = |name: &'static str| (name.to_lowercase(), name);
        let mut found: Vec<_> =
            Zone::names().map(lower).filter(|(lower, _)| lower.contains(&typed)).collect();
        let is_start = |lower: &str| lower.starts_with(&typed) || lower.contains(&format!("/{typed}"));
        found.sort_by_key(|(lower, _)| !is_start(lower));
        Ok(found.into_iter().take(MOST_SUGGESTIONS).map(|(_, name)| name.to_owned()).collect())
    }

    fn get_completion(
        &mut self,
        input: &str,
        chosen: Option<String>,
    ) -> Result<Replacement, CustomUserError> {
        Ok(chosen.or(self.get_suggestions(input)?.into_iter().next()))
    }
}
