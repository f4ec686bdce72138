//! The fields that are texts.

use super::Facts;
use crate::document::write::{Field, Value};
use crate::import::words::Meaning;
use crate::import::work::{Text, Work};

/// The texts of one field, each with the heading that it was under.
type Texts = [(String, Text)];

const BEFORE_TIMELINE: &[Meaning] = &[Meaning::Summary, Meaning::Background, Meaning::Narrative];
const AFTER_TIMELINE: &[Meaning] = &[
    Meaning::Trigger,
    Meaning::RootCause,
    Meaning::Factors,
    Meaning::Whys,
    Meaning::Response,
    Meaning::Resolution,
    Meaning::Recurrence,
];

impl Work<'_> {
    pub(super) fn fields_before_timeline(&self, facts: &Facts) -> Vec<Field> {
        let mut fields: Vec<Field> =
            BEFORE_TIMELINE.iter().filter_map(|meaning| self.text_field(*meaning)).collect();
        fields.extend(self.impact(facts));
        fields.extend(self.text_field(Meaning::Detection));
        fields
    }

    pub(super) fn fields_after_timeline(&self) -> Vec<Field> {
        let fields = AFTER_TIMELINE.iter().filter_map(|meaning| self.text_field(*meaning));
        fields.chain(self.lessons_field()).collect()
    }

    fn text_field(&self, meaning: Meaning) -> Option<Field> {
        let value = match self.texts.get(&meaning)?.as_slice() {
            [(_, Text::Items(items))] => Value::Texts(items.clone()),
            texts if meaning == Meaning::Whys => Value::Texts(vec![joined(texts)]),
            texts => Value::Prose(joined(texts)),
        };
        let is_empty = matches!(&value, Value::Texts(items) if items.is_empty());
        (!is_empty).then(|| Field::new(meaning.field(), value))
    }

    fn impact(&self, facts: &Facts) -> Option<Field> {
        let Some(start) = &facts.start else { return self.text_field(Meaning::Impact) };
        let mut window = vec![Field::new("start", Value::Plain(start.at.clone()))];
        window.extend(facts.end.as_ref().map(|end| Field::new("end", Value::Plain(end.at.clone()))));
        let texts = self.texts.get(&Meaning::Impact);
        let description = texts.map(|texts| Field::new("description", Value::Prose(joined(texts))));
        let windows = Field::new("windows", Value::Maps(vec![window]));
        Some(Field::new("impact", Value::Map(description.into_iter().chain([windows]).collect())))
    }

    fn lessons_field(&self) -> Option<Field> {
        let lists = [Meaning::Well, Meaning::Wrong, Meaning::Lucky, Meaning::Learned];
        let fields = lists.into_iter().filter_map(|meaning| {
            let items: Vec<String> =
                self.texts.get(&meaning)?.iter().flat_map(|(_, text)| items(text)).collect();
            let name = meaning.field().trim_start_matches("lessons.");
            (!items.is_empty()).then(|| Field::new(name, Value::Texts(items)))
        });
        let mut fields: Vec<Field> = fields.collect();
        match fields.as_slice() {
            [] => None,
            // A plain list is what was learned.
            [only] if only.key == "learned" => Some(Field { key: "lessons".to_owned(), ..fields.remove(0) }),
            _ => Some(Field::new("lessons", Value::Map(fields))),
        }
    }

    /// Texts that have no simple field in the format become notes.
    pub(super) fn texts_to_notes(&mut self) {
        for (meaning, heading) in [
            (Meaning::Communications, "Communications"),
            (Meaning::Glossary, "Glossary"),
            (Meaning::Links, "Links"),
        ] {
            if let Some(texts) = self.texts.remove(&meaning) {
                self.notes.add(heading, &joined(&texts));
            }
        }
    }
}

fn items(text: &Text) -> Vec<String> {
    match text {
        Text::Prose(text) => vec![text.clone()],
        Text::Items(items) => items.clone(),
    }
}

fn joined(texts: &Texts) -> String {
    let is_one = texts.len() == 1;
    let parts = texts.iter().map(|(heading, text)| {
        let heading = if is_one || heading.is_empty() { String::new() } else { format!("**{heading}**\n\n") };
        let body = match text {
            Text::Prose(text) => text.clone(),
            Text::Items(items) => {
                let items = items.iter().map(|item| format!("- {}", item.replace('\n', "\n  ")));
                items.collect::<Vec<_>>().join("\n")
            }
        };
        heading + &body
    });
    parts.collect::<Vec<_>>().join("\n\n")
}
