//! The keys of the front matter: known ones become fields, the others go to `custom`.

use super::lift::Value;
use super::markdown::Front;
use super::words::Meaning;
use super::work::Work;

impl Work<'_> {
    /// Takes the front matter, and returns its date with its line: of a page, that is the day it was published as often
    /// as the day of the incident.
    pub(super) fn front_matter(&mut self, front: &Front) -> Option<(String, usize)> {
        let mut published = None;
        for line in &front.others {
            self.comment(None, line.clone());
        }
        for pair in &front.pairs {
            let text = pair.text().to_owned();
            let (name, line) = (pair.key.clone(), pair.line);
            let meaning = self.words.exact(&name);
            match meaning {
                Some(Meaning::Title) if self.title.is_none() && !text.is_empty() => {
                    self.title = Some(text);
                    self.spend(line, &name, "title");
                    self.certain(line, &name, "title");
                    continue;
                }
                Some(meaning @ (Meaning::Tags | Meaning::Services)) => {
                    let text = pair.list().join(", ");
                    self.values.push(Value { meaning, name, text, line });
                    continue;
                }
                Some(Meaning::Date) => published = published.or(Some((text.clone(), line))),
                Some(meaning)
                    if meaning.is_value() && meaning != Meaning::Status && meaning != Meaning::Title =>
                {
                    let text = if text.starts_with('[') { pair.list().join(", ") } else { text };
                    self.values.push(Value { meaning, name, text, line });
                    continue;
                }
                _ => {}
            }
            if self.custom.iter().any(|(key, _)| *key == name) || name.is_empty() {
                self.comment(None, format!("{name}: {text}"));
                continue;
            }
            self.certain(line, &name, "custom");
            self.custom.push((name, text));
        }
        published
    }
}
