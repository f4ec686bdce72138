//! The text of the incident file.

use super::Facts;
use super::actions::actions;
use super::timeline::timeline;
use crate::document::write::{Field, Value, write};
use crate::import::Error;
use crate::import::base::NAMED;
use crate::import::timeline::Entry;
use crate::import::when::name_of;
use crate::import::work::Work;
use crate::model::{SCHEMA_ADDRESS, Zone};
use std::collections::BTreeMap;

/// The start of a comment with text of the report.
pub(in crate::import) const KEPT: &str = "report:";
/// A first entry that is this many days earlier describes what led up to the incident.
const LEAD_UP: i64 = 30;

/// The fields of a report, in the order of the format, and the comments of fields that it has not.
pub(in crate::import) fn fields(
    work: &mut Work,
    facts: &Facts,
    entries: &[Entry],
    zone: Option<Zone>,
) -> Result<(Vec<Field>, Vec<String>), Error> {
    let title = work.title_of_file();
    work.texts_to_notes();
    let date = facts.days.clone().or_else(|| work.first_day(entries));
    let mut fields = vec![Field::new("title", Value::Text(title))];
    let text = |key: &str, text: &Option<String>| text.clone().map(|text| Field::new(key, Value::Text(text)));
    let plain = |key: &str, text: Option<String>| text.map(|text| Field::new(key, Value::Plain(text)));
    let words = |key: &str, words: &[String]| {
        (!words.is_empty()).then(|| Field::new(key, Value::Words(words.to_vec())))
    };
    fields.extend(text("severity", &facts.severity));
    fields.extend(plain("date", date));
    fields.extend(zone.map(|zone| Field::new("timezone", Value::Text(name_of(zone)))));
    fields.extend(plain("published", facts.published.clone()));
    fields.extend(authors(facts));
    fields.extend(text("owner", &facts.owner));
    fields.extend(words("services", &facts.services));
    fields.extend(words("tags", &facts.tags));
    fields.extend(work.fields_before_timeline(facts));
    fields.extend(timeline(entries)?);
    fields.extend(work.fields_after_timeline());
    fields.extend(actions(&work.actions)?);
    fields.extend(pairs("roles", &facts.roles));
    fields.extend(words("related", work.doc.related()));
    fields.extend(work.notes_field());
    fields.extend(pairs("custom", &work.custom));
    let below = work.comments_of(&mut fields);
    Ok((fields, below))
}

/// The text of the file of a report with this name.
pub(in crate::import) fn text(name: &str, fields: &[Field], below: &[String]) -> Result<String, Error> {
    let mut lines = vec![
        format!("# yaml-language-server: $schema={SCHEMA_ADDRESS}"),
        format!("# Imported from {} by postmortem {}", one_line(name), env!("CARGO_PKG_VERSION")),
        String::new(),
    ];
    lines.extend(write(fields)?);
    lines.extend_from_slice(below);
    lines.push(String::new());
    Ok(lines.join("\n"))
}

impl Work<'_> {
    /// The day on which it began: that of the first entry, unless this entry describes what led up to it.
    fn first_day(&mut self, entries: &[Entry]) -> Option<String> {
        let first = entries.iter().find_map(|entry| entry.local).map(|local| local.date());
        let Some(base) = self.base else { return first.map(|first| first.to_string()) };
        let is_lead_up = first.is_some_and(|first| (base.date - first).num_days() > LEAD_UP);
        let last = entries.iter().filter_map(|entry| entry.local).max().map(|last| last.date());
        let is_of_base = |entry: &Entry| entry.local.is_some_and(|local| local.date() == base.date);
        let is_named = base.from == NAMED && entries.iter().any(is_of_base);
        let is_base = first.is_none() || is_named || is_lead_up && last.is_some_and(|last| last >= base.date);
        let date = if is_base { base.date } else { first.unwrap_or(base.date) };
        if date == base.date {
            let what = format!("the date in {}", base.from);
            if base.is_certain {
                self.certain(base.line, &what, format!("date: {date}"));
            } else {
                self.guess(
                    "date",
                    base.line,
                    &what,
                    format!("date: {date}"),
                    format!("guessed from {}", base.from),
                );
            }
        }
        Some(date.to_string())
    }

    fn notes_field(&mut self) -> Option<Field> {
        let details = std::mem::take(&mut self.details);
        let own = (!details.is_empty()).then(|| ("Details".to_owned(), details.join("\n\n")));
        let notes = own.iter().chain(&self.notes.all).map(|(title, body)| {
            let title = if title.is_empty() { "Notes" } else { title };
            vec![
                Field::new("title", Value::Text(title.to_owned())),
                Field::new("body", Value::Prose(body.clone())),
            ]
        });
        let notes: Vec<Vec<Field>> = notes.collect();
        (!notes.is_empty()).then(|| Field::new("notes", Value::Maps(notes)))
    }

    /// Puts comments next to their fields; returns those whose field is missing.
    fn comments_of(&mut self, fields: &mut [Field]) -> Vec<String> {
        let mut kept: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (meaning, text) in &self.comments {
            let field = meaning.map_or("", |meaning| top(meaning.field()));
            kept.entry(field).or_default().extend(comment_lines(text));
        }
        let mut hints: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (field, texts) in &self.hints {
            hints.entry(top(field)).or_default().extend(texts.iter().cloned());
        }
        for field in fields {
            field.above = kept.remove(&*field.key).unwrap_or_default();
            field.beside = hints.remove(&*field.key).map(|mut texts| {
                texts.dedup();
                format!("import: {}", texts.join("; "))
            });
        }
        kept.into_values().flatten().map(|line| format!("# {line}")).collect()
    }
}

fn top(field: &str) -> &str {
    field.split('.').next().unwrap_or(field)
}

/// The lines of a text that is kept as a comment, without HTML's comment markers.
fn comment_lines(text: &str) -> Vec<String> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let lines = text.lines().map(one_line).filter(|line| !line.is_empty());
    lines.map(|line| format!("{KEPT} {line}")).collect()
}

/// A text on one line, without characters that YAML forbids in comments.
fn one_line(text: &str) -> String {
    let words = text.split(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn authors(facts: &Facts) -> Option<Field> {
    if facts.authors.is_empty() {
        return None;
    }
    let value = if facts.authors.iter().all(|author| author.email.is_none()) {
        Value::Words(facts.authors.iter().map(|author| author.name.clone()).collect())
    } else {
        let people = facts.authors.iter().map(|author| {
            let text = |text: &str| Value::Text(text.to_owned());
            let email = author.email.as_deref().map(|email| Field::new("email", text(email)));
            std::iter::once(Field::new("name", text(&author.name))).chain(email).collect()
        });
        Value::Maps(people.collect())
    };
    Some(Field::new("authors", value))
}

fn pairs(key: &str, pairs: &[(String, String)]) -> Option<Field> {
    let fields = pairs.iter().map(|(key, text)| Field::new(key.clone(), Value::Text(text.clone())));
    let fields: Vec<Field> = fields.collect();
    (!fields.is_empty()).then(|| Field::new(key, Value::Map(fields)))
}
