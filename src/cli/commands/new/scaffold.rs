//! The text of a new incident file. It is a template, not serialised data, because its comments matter as much as its
//! fields.

use anyhow::Context;
use chrono::Days as Count;
use clap::ValueEnum;
use postmortem::model::{Days, SCHEMA_ADDRESS};

/// The column of a comment, without the two spaces before it.
const COMMENT: usize = 31;

/// How much the file contains: every field of the format, or what most reports need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Style {
    Full,
    Short,
}

/// What is known when a file is created.
pub(super) struct Scaffold {
    pub(super) style: Style,
    pub(super) title: String,
    pub(super) severity: Option<String>,
    pub(super) severities: Vec<String>,
    pub(super) date: Days,
    pub(super) timezone: String,
    /// Whether the user chose the zone.
    pub(super) zone_known: bool,
    pub(super) owner: Option<String>,
}

impl Scaffold {
    /// The text of the file.
    pub(super) fn text(&self) -> anyhow::Result<String> {
        let template = match self.style {
            Style::Full => include_str!("full.yaml"),
            Style::Short => include_str!("short.yaml"),
        };
        let zone_hint = if self.zone_known {
            "the zone of all times"
        } else {
            "the default; a place is better: America/New_York"
        };
        let last = self.date.last.unwrap_or(self.date.first);
        let due = last.checked_add_days(Count::new(30)).unwrap_or(last);
        let values = [
            ("{{schema}}", SCHEMA_ADDRESS.to_owned()),
            ("{{title}}", scalar(&self.title)?),
            ("{{severity}}", self.severity.as_deref().map(scalar).transpose()?.unwrap_or_default()),
            ("{{severities}}", self.severities.join(" | ").replace(|c: char| c.is_control(), " ")),
            ("{{date}}", self.date.to_string()),
            ("{{timezone}}", scalar(&self.timezone)?),
            ("{{zone_hint}}", zone_hint.to_owned()),
            ("{{owner}}", self.owner.as_deref().map(scalar).transpose()?.unwrap_or_default()),
            ("{{due}}", due.to_string()),
        ];
        let lines = template.lines().map(|line| match line.split_once("  # ") {
            // A commented-out example keeps its own comments in place.
            Some((field, comment)) if !line.trim_start().starts_with('#') => {
                let field = fill(field, &values);
                format!("{:COMMENT$}  # {}\n", field.trim_end(), fill(comment, &values))
            }
            _ => fill(line, &values) + "\n",
        });
        Ok(lines.collect())
    }
}

fn fill(line: &str, values: &[(&str, String)]) -> String {
    // A line has at most one placeholder, so that values are not searched for placeholders.
    match values.iter().find(|(name, _)| line.contains(name)) {
        Some((name, value)) => line.replace(name, value),
        None => line.to_owned(),
    }
}

/// A text as a YAML value on one line.
fn scalar(text: &str) -> anyhow::Result<String> {
    postmortem::document::write::scalar(text).context("cannot write the text as YAML")
}

#[cfg(test)]
mod tests {
    use super::*;
    use postmortem::document::Document;
    use postmortem::model::{Settings, json_schema};
    use postmortem::source::Source;

    fn scaffold(style: Style, text: &str) -> String {
        Scaffold {
            style,
            title: text.to_owned(),
            severity: Some(text.to_owned()),
            severities: vec!["SEV1".to_owned(), "SEV2".to_owned()],
            date: "2024-05-30".parse().unwrap(),
            timezone: "+01:00".to_owned(),
            zone_known: true,
            owner: Some(text.to_owned()),
        }
        .text()
        .unwrap()
    }

    /// A title with a colon, a hash or a line of YAML must not break the file.
    #[test]
    fn keeps_any_text_as_it_is() {
        let long = "word ".repeat(60);
        let texts = [
            "a: b",
            "# c",
            "x # y",
            "yes",
            "null",
            "~",
            "503",
            "1.50",
            "'",
            "\"",
            "- a",
            "{a}",
            "[b]",
            "@me",
            "%",
            "|",
            "> x",
            "*a",
            "&b",
            "!c",
            "{{date}}",
            "a\\nb",
            "é\u{202e}🎉",
            "\u{1b}[31m",
            "2024-05-30",
            "a  # b",
            long.trim(),
        ];
        for text in texts {
            for style in [Style::Full, Style::Short] {
                let yaml = scaffold(style, text);
                let source = Source::new("new", yaml.clone());
                let document = Document::read(&source, &Settings::default());
                assert_eq!(document.faults, [], "{text}\n{yaml}");
                let incident = document.incident.unwrap();
                assert_eq!(incident.title, text, "{yaml}");
                assert_eq!(incident.owner.as_deref(), Some(text), "{yaml}");
                assert_eq!(incident.severity.as_deref(), Some(text), "{yaml}");
            }
        }
    }

    /// If the full scaffold lacked a field, those who learn the format from it would not find it.
    #[test]
    fn names_every_field() {
        let yaml = scaffold(Style::Full, "x");
        let schema = json_schema();
        for field in schema["properties"].as_object().unwrap().keys() {
            let optional = ["id", "custom"].contains(&field.as_str());
            assert!(optional || yaml.contains(&format!("\n{field}:")), "{field}");
        }
    }

    /// This is the first thing that a new user sees of the format.
    #[test]
    fn reads_well() {
        insta::assert_snapshot!("full", scaffold(Style::Full, "Checkout answers with errors"));
        insta::assert_snapshot!("short", scaffold(Style::Short, "Checkout answers with errors"));
    }
}
