//! The values of labels: each goes to its field or, if the field cannot hold it, to a note.

use super::people::people;
use super::severity::{in_title, severity};
use super::{Facts, Moment};
use crate::import::lift::Value;
use crate::import::timeline::moment;
use crate::import::when::{Lead, When, days_in, place};
use crate::import::words::Meaning;
use crate::import::work::Work;
use crate::model::Zone;

impl Work<'_> {
    /// Puts each value into its field.
    pub(in crate::import) fn facts(&mut self, zone: Option<Zone>) -> Facts {
        let mut facts = Facts::default();
        for value in std::mem::take(&mut self.values) {
            let text = bare(&value.text);
            if text.is_empty() {
                self.spend(value.line, &value.name, "a label without a value");
                continue;
            }
            let value = Value { text, ..value };
            let what = format!("{}: {}", value.name, value.text);
            if self.take(&value, &mut facts, zone) {
                self.spend(value.line, &value.name, value.meaning.field());
                self.certain(value.line, &what, value.meaning.field());
            } else {
                self.left(value.line, &what, "notes");
                self.details.push(if value.name.is_empty() { value.text } else { what });
            }
        }
        if facts.severity.is_none()
            && let Some(name) = self.title.as_deref().and_then(in_title)
        {
            let title = self.title.clone().unwrap_or_default();
            self.guess(
                "severity",
                1,
                &title,
                format!("severity: {name}"),
                "guessed from the title".to_owned(),
            );
            facts.severity = Some(name);
        }
        self.settle_window(&mut facts);
        facts
    }

    /// Whether a field takes a value.
    fn take(&mut self, value: &Value, facts: &mut Facts, zone: Option<Zone>) -> bool {
        let text = &value.text;
        match value.meaning {
            Meaning::Title if self.title.is_none() => self.title = Some(text.clone()),
            Meaning::Severity if facts.severity.is_none() => {
                let (name, says_more) = severity(text);
                if name != *text {
                    self.spend(value.line, text, "severity");
                }
                if says_more {
                    self.details.push(format!("{}: {text}", value.name));
                }
                facts.severity = Some(name);
            }
            Meaning::Authors => {
                facts.authors.extend(people(text));
                self.spend(value.line, text, "authors");
            }
            Meaning::Roles => add_role(facts, &value.name, text),
            Meaning::Owner if facts.owner.is_none() => facts.owner = Some(text.clone()),
            Meaning::Services if facts.services.is_empty() && is_list(text) => facts.services = words(text),
            Meaning::Tags if facts.tags.is_empty() && is_list(text) => facts.tags = words(text),
            Meaning::Zone if place(text).is_some() => self.spend(value.line, text, "timezone"),
            Meaning::Start if facts.start.is_none() => {
                return self.window(value, zone, &mut facts.start, None);
            }
            Meaning::End if facts.end.is_none() => return self.window(value, zone, &mut facts.end, None),
            Meaning::Date => return self.date(value, facts, zone),
            Meaning::Published if facts.published.is_none() => {
                let day = self.whole(text).filter(|when| when.clock.is_none() && when.end.is_none());
                let date = day.and_then(|when| self.near(&when.day?, self.base.map(|base| base.date)));
                let Some(date) = date else { return false };
                facts.published = Some(date.to_string());
                self.spend(value.line, text, "published");
            }
            _ => return false,
        }
        true
    }

    /// The time that a text is.
    fn whole(&self, text: &str) -> Option<When> {
        self.lead(text).filter(Lead::is_alone).map(|lead| lead.when)
    }

    /// A date, a range of days, or a time or range that is the window of the impact.
    fn date(&mut self, value: &Value, facts: &mut Facts, zone: Option<Zone>) -> bool {
        let Some(when) = self.whole(&value.text) else { return false };
        if when.clock.is_some() && facts.start.is_none() {
            return self.window(value, zone, &mut facts.start, Some(&mut facts.end));
        }
        let base = self.base.map(|base| base.date);
        let Some(first) = when.day.as_ref().and_then(|day| self.near(day, base)) else { return false };
        if when.clock.is_some() {
            return false;
        }
        match &when.end {
            Some(end) => {
                let last = end.day.as_ref().and_then(|day| self.near(day, Some(first)));
                let Some(last) = last.filter(|last| *last > first) else { return false };
                facts.days = Some(format!("{first}/{last}"));
            }
            // `May 3-4` is read as a day: it stays as it is.
            None if days_in(&value.text, self.style).len() != 1 || is_span(&value.text) => return false,
            None => {}
        }
        self.spend(value.line, &value.text, "date");
        true
    }

    /// A time of the impact window; also a range, if there is a place for its end.
    fn window(
        &mut self,
        value: &Value,
        zone: Option<Zone>,
        start: &mut Option<Moment>,
        end: Option<&mut Option<Moment>>,
    ) -> bool {
        let Some(mut when) = self.whole(&value.text).filter(|when| when.clock.is_some()) else {
            return false;
        };
        let until = when.end.take();
        if until.is_some() && end.is_none() {
            return false;
        }
        let base = self.base.map(|base| base.date);
        let day = when.day.as_ref().and_then(|day| self.near(day, base)).or(base);
        *start = moment(&when, day, zone);
        if let (Some(until), Some(end)) = (until, end) {
            let last = until.day.as_ref().and_then(|day| self.near(day, base)).or(day);
            let until = When { zone: until.zone.clone().or(when.zone), ..*until };
            *end = moment(&until, last, zone);
        }
        if start.is_some() {
            self.spend(value.line, &value.text, "impact.windows");
        }
        start.is_some()
    }

    /// A window has a start, and an end that is not before it.
    fn settle_window(&mut self, facts: &mut Facts) {
        let local = |moment: &Option<Moment>| moment.as_ref().and_then(|moment| moment.local);
        let is_reversed = local(&facts.end).zip(local(&facts.start)).is_some_and(|(end, start)| end < start);
        if (facts.start.is_none() || is_reversed)
            && let Some(end) = facts.end.take()
        {
            self.details.push(format!("End: {}", end.at));
        }
    }
}

/// A value without the marks around it.
fn bare(text: &str) -> String {
    let text = text.trim().trim_end_matches('\\').trim_end_matches("<br>").trim();
    let inside = ["**", "__", "`", "*"].into_iter().find_map(|mark| {
        let inside = text.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inside.contains(mark)).then_some(inside)
    });
    inside.unwrap_or(text).trim().to_owned()
}

/// Whether a text may be a list of names.
fn is_list(text: &str) -> bool {
    text.len() <= 200 && !text.contains("\n\n")
}

fn words(text: &str) -> Vec<String> {
    let words = text.split([',', ';', '\n']).map(|word| word.trim().trim_start_matches("- ").to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a date may be several days that were read as one.
fn is_span(text: &str) -> bool {
    let is_pair = |word: &str| word.trim_matches(',').split('-').count() == 2;
    text.contains('–') || text.contains("- ") || text.split_whitespace().any(is_pair)
}

fn add_role(facts: &mut Facts, name: &str, who: &str) {
    let name = name.to_lowercase();
    match facts.roles.iter_mut().find(|(role, _)| *role == name) {
        Some((_, names)) => names.extend([", ", who]),
        None => facts.roles.push((name, who.to_owned())),
    }
}
