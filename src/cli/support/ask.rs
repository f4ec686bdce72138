//! Questions on a terminal: what all of them share, and those that several commands ask.

use crate::cli::Ui;
use crate::cli::support::args;
use inquire::autocompletion::{Autocomplete, Replacement};
use inquire::error::CustomUserError;
use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{InquireError, Text};
use postmortem::model::Zone;
use postmortem::output::visible;

/// More suggestions than this would hide the question.
const MOST_SUGGESTIONS: usize = 50;

/// Whether the user ended the questions with Ctrl-C or Esc.
pub(crate) fn is_cancelled(error: &anyhow::Error) -> bool {
    let cancels = |error: &InquireError| {
        matches!(error, InquireError::OperationCanceled | InquireError::OperationInterrupted)
    };
    error.downcast_ref().is_some_and(cancels)
}

/// Makes the questions look like the other messages.
pub(crate) fn prepare(ui: &Ui) {
    let look = if ui.paints_messages() { RenderConfig::default_colored() } else { RenderConfig::empty() };
    inquire::set_global_render_config(look);
}

/// `None` if the user names none.
pub(crate) fn zone() -> anyhow::Result<Option<Zone>> {
    let question = Text::new("Time zone:")
        .with_placeholder("UTC")
        .with_help_message("a place, such as America/New_York; Tab completes its name; empty for UTC")
        .with_autocomplete(ZoneNames);
    checked(question, |answer| match answer.trim() {
        "" => Ok(None),
        name => args::parsed(name).map(Some),
    })
}

/// A text without line breaks, controls and repeated spaces.
pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// Asks until the answer is valid, and says why it is not.
pub(crate) fn checked<T>(
    question: Text,
    read: impl Fn(&str) -> Result<T, String> + Clone,
) -> anyhow::Result<T> {
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
