//! Puts each section into the field that it is about.

use super::label::label;
use super::section::Section;
use super::words::Meaning;
use super::work::Work;

impl Work<'_> {
    /// `depth` is how deep the section is in a field of its own.
    pub(super) fn place(&mut self, section: &Section, depth: usize) {
        if self.labelled_heading(section) {
            return;
        }
        let meaning = section.meaning.map(|(meaning, _)| meaning);
        if let (Some(meaning), Some(_)) =
            (meaning.filter(|meaning| *meaning != Meaning::Title), &section.head)
        {
            self.account_for_heading(section, meaning);
        }
        match meaning {
            None | Some(Meaning::Title | Meaning::Note) => self.loose(section),
            Some(Meaning::Timeline) => self.timeline(section, depth == 0),
            Some(Meaning::Actions) => self.action_section(section, None),
            Some(meaning) if meaning.is_value() || meaning == Meaning::Roles => {
                self.section_of_values(section, meaning);
            }
            Some(meaning) if meaning.is_lesson() => self.lessons(section, meaning),
            Some(meaning) => self.text_section(section, meaning),
        }
    }

    fn account_for_heading(&mut self, section: &Section, meaning: Meaning) {
        let (line, field) = (self.line_of(section), meaning.field());
        if section.exact().is_some() {
            self.certain(line, &section.text, field);
        } else {
            let why = format!("guessed from the heading \"{}\"", section.text);
            self.guess(field, line, &section.text, field, why);
        }
    }

    /// `## Date: 2024-05-30`: a heading that is a label and its value. What is below it is about nothing in particular.
    fn labelled_heading(&mut self, section: &Section) -> bool {
        let Some(label) = label(&section.text) else { return false };
        let value = section.text[label.value..].trim().to_owned();
        let meaning = self.words.exact(&label.name);
        let Some(meaning) = meaning.filter(|meaning| meaning.is_value() && *meaning != Meaning::Title) else {
            return false;
        };
        if value.is_empty() || section.head.is_none() {
            return false;
        }
        let line = self.line_of(section);
        self.values.push(super::lift::Value { meaning, name: label.name, text: value, line });
        self.loose(&Section { text: String::new(), head: None, meaning: None, ..section.clone() });
        true
    }
}
