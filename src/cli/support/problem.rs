//! What kept the program from doing what was asked, or what the user may have to act on: a message, the help for it, and
//! where it is in a file, printed in one way.

use super::ui::findings_text;
use postmortem::collection;
use postmortem::config;
use postmortem::diagnostic::Checked;
use postmortem::document::{AppendError, SettleError};
use postmortem::import;
use postmortem::model::ParseError;
use postmortem::output::human::Look;
use postmortem::output::{masked_text, visible};
use postmortem::project::{self, BaselineError};
use postmortem::render::TemplateError;
use postmortem::source::ReadError;
use postmortem::views::filter::UnknownName;
use std::error::Error;

/// The word that a message begins with, with the codes before and after it that paint it.
type Word = (&'static str, (&'static str, &'static str));

const ERROR: Word = ("error", ("\x1b[1;91m", "\x1b[0m"));
const WARNING: Word = ("warning", ("\x1b[1;33m", "\x1b[0m"));
/// No colour: no cyan is readable on white.
const HELP: Word = ("help", ("\x1b[1m", "\x1b[0m"));

/// A message with its help.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Problem {
    message: String,
    /// Each is a line of its own.
    help: Vec<String>,
    /// The file that is wrong, with the places: where there is one, it says all that the message does.
    place: Option<Box<Checked>>,
    #[source]
    cause: Option<anyhow::Error>,
}

impl Problem {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Problem { help: vec![help.into()], ..Problem::from(message) }
    }

    /// With one more line of help.
    pub(crate) fn and_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// With what has led to it.
    pub(crate) fn because(mut self, cause: impl Into<anyhow::Error>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// An error of any kind: all its causes in one message, the help of the first one that has some.
    pub(crate) fn of(error: &anyhow::Error) -> Self {
        let message = error.chain().map(ToString::to_string).collect::<Vec<_>>().join(": ");
        let help = error.chain().map(help).find(|help| !help.is_empty()).unwrap_or_default();
        Problem { message, help, place: place(error).cloned().map(Box::new), cause: None }
    }

    /// Message and help where there is room for one line.
    pub(crate) fn on_one_line(&self) -> String {
        std::iter::once(&self.message).chain(&self.help).cloned().collect::<Vec<_>>().join("; ")
    }

    pub(crate) fn error(&self, look: Look) -> String {
        self.text(ERROR, look)
    }

    pub(crate) fn warning(&self, look: Look) -> String {
        self.text(WARNING, look)
    }

    fn text(&self, word: Word, look: Look) -> String {
        if let Some(place) = &self.place {
            return findings_text(std::slice::from_ref(&**place), look);
        }
        let line = |indent: &str, (word, (on, off)): Word, text: &str| {
            let word = if look.color { format!("{on}{word}{off}") } else { word.to_owned() };
            format!("{indent}{word}: {}\n", visible(&masked_text(text)))
        };
        let help = self.help.iter().map(|help| line("  ", HELP, help));
        line("", word, &self.message) + &help.collect::<String>()
    }
}

impl<T: Into<String>> From<T> for Problem {
    fn from(message: T) -> Self {
        Problem { message: message.into(), help: Vec::new(), place: None, cause: None }
    }
}

/// The places of an error that has some.
fn place(error: &anyhow::Error) -> Option<&Checked> {
    match (error.downcast_ref(), error.downcast_ref(), error.downcast_ref()) {
        (Some(config::Error::Invalid(checked)), ..)
        | (_, Some(TemplateError::Faulty(checked)), _)
        | (
            ..,
            Some(
                project::Error::Config(config::Error::Invalid(checked))
                | project::Error::Baseline(BaselineError::Invalid(checked)),
            ),
        ) => Some(checked),
        _ => None,
    }
}

/// The help that an error has of its own, or from its cause.
fn help(error: &(dyn Error + 'static)) -> Vec<String> {
    if let Some(problem) = error.downcast_ref::<Problem>() {
        return problem.help.clone();
    }
    let of_cases = || -> Option<&str> {
        None.or_else(|| error.downcast_ref::<collection::Error>()?.help())
            .or_else(|| error.downcast_ref::<config::Error>()?.help())
            .or_else(|| error.downcast_ref::<TemplateError>()?.help())
            .or_else(|| error.downcast_ref::<project::Error>()?.help())
            .or_else(|| error.downcast_ref::<UnknownName>().map(UnknownName::help))
            .or_else(|| error.downcast_ref::<SettleError>()?.help())
            .or_else(|| error.downcast_ref::<import::Error>()?.help())
            .or_else(|| error.downcast_ref::<import::HeadingError>().map(import::HeadingError::help))
            .or_else(|| error.downcast_ref::<ReadError>()?.help())
            .or_else(|| error.downcast_ref::<ParseError>()?.help.as_deref())
    };
    let help = of_cases().map(str::to_owned);
    help.or_else(|| error.downcast_ref::<AppendError>()?.help()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;
    use chrono::NaiveDate;
    use postmortem::model::WhenError;
    use std::path::PathBuf;

    fn printed(error: &anyhow::Error) -> String {
        Problem::of(error).error(Look::default())
    }

    /// Each type that has help is asked for it; one that is forgotten would lose its help.
    #[test]
    fn prints_the_help_of_every_error() {
        let path = || PathBuf::from("x");
        let unknown =
            TemplateError::Unknown { what: "template", name: "x".into(), help: "did you mean `y`?".into() };
        let parse = "May 30, 2024".parse::<postmortem::model::Date>().unwrap_err();
        for (error, help) in [
            (collection::Error::Special(path()).into(), "use `-` to read standard input"),
            (config::Error::Read(path(), ReadError::NotUtf8).into(), "convert it to UTF-8"),
            (ReadError::Outside.into(), "replace the link with a copy of the file"),
            (TemplateError::Read(path(), ReadError::NotUtf8).into(), "convert it to UTF-8"),
            (unknown.into(), "did you mean `y`?"),
            (
                project::Error::Baseline(BaselineError::Missing(path())).into(),
                "write it with --write-baseline",
            ),
            (import::Error::TooLong.into(), "move logs to files of their own, and link to them"),
            (import::HeadingError::NoWords.into(), "write it as the reports do: \"What broke\""),
            (AppendError::Unusual.into(), "write it as a sequence below its key"),
            (
                AppendError::When(WhenError::Skipped("2:30".into(), NaiveDate::default())).into(),
                "write the time that the clocks showed",
            ),
            (SettleError::Unusual(0).into(), "write it as a mapping below `actions`, without aliases"),
            (parse.into(), "did you mean `2024-05-30`?"),
            (Problem::new("it is so", "do that").into(), "do that"),
        ] {
            let error: anyhow::Error = error;
            let (message, expected) = (error.to_string(), format!("\n  help: {help}\n"));
            let text = printed(&error);
            assert!(text.starts_with(&format!("error: {message}")) && text.ends_with(&expected), "{text}");
            assert_eq!(text.matches("help:").count(), 1, "{text}");
            // Added context hides nothing.
            let text = printed(&Err::<(), _>(error).context("nothing is added").unwrap_err());
            assert!(text.starts_with("error: nothing is added: ") && text.ends_with(&expected), "{text}");
        }
    }

    /// The cause says why; a line break in a name does not start a help.
    #[test]
    fn keeps_causes_and_line_breaks_in_the_message() {
        let cause = std::io::Error::other("it is full");
        let error = Problem::new("cannot watch `a\nb`", "do this").and_help("or that").because(cause).into();
        assert_eq!(
            printed(&error),
            "error: cannot watch `a␊b`: it is full\n  help: do this\n  help: or that\n"
        );
    }
}
