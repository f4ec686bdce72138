//! What is kept of each file for rules across files and for views. It is small, because there may be thousands.

use crate::document::Document;
use crate::model::{
    Action, Days, DetectionSource, Duration, Incident, Metric, Moment, Resolved, Status, Zone,
};
use chrono::NaiveTime;
use std::path::Path;

/// A sentence with more characters than this does not fit a line of a table.
const LONGEST_SENTENCE: usize = 240;

/// The facts of one incident file, without its texts.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// The file's name in messages.
    pub name: String,
    /// What other files call it: its `id`, or the file's name without its extension. `None` for a stream, which is most
    /// often a file of the collection that is not saved yet.
    pub id: Option<String>,
    /// Whether it could be read as an incident; else only the name is known.
    pub readable: bool,
    /// What happened, in one line.
    pub title: String,
    /// How far the report is.
    pub status: Status,
    /// How severe it was, as written.
    pub severity: Option<String>,
    /// The affected services, as written.
    pub services: Vec<String>,
    /// Its tags, as written.
    pub tags: Vec<String>,
    /// Who is responsible for the report.
    pub owner: Option<String>,
    /// Names of those who wrote it.
    pub authors: Vec<String>,
    /// The first moment in the file: it decides which of two incidents came first.
    pub first: Option<Moment>,
    /// When it started: with the impact, else with the timeline, or on the day that the file names.
    pub start: Option<Moment>,
    /// When the impact was over; `None` also while it lasts.
    pub end: Option<Moment>,
    /// The zone of its times.
    pub zone: Option<Zone>,
    /// How long users were hurt.
    pub impact: Option<Duration>,
    /// What could be measured, one occurrence after the other.
    pub metrics: Vec<Metric>,
    /// Who noticed it.
    pub detection: Option<DetectionSource>,
    /// Its actions, without `description` and `done_when`.
    pub actions: Vec<Action>,
    /// How many of them still have to be done.
    pub pending: usize,
    /// Ids of other incidents, as written.
    pub related: Vec<String>,
    /// The first sentence of its summary.
    pub sentence: Option<String>,
    /// Whether it has ignore comments.
    pub has_ignores: bool,
}

impl From<Document<'_>> for Record {
    /// Of a file that was read, of which nothing else is needed any more.
    fn from(document: Document) -> Self {
        let (name, has_ignores) = (document.source.name(), !document.ignores.is_empty());
        match (document.incident, document.resolved) {
            (Some(incident), Some(resolved)) => Record::new(name, incident, &resolved, has_ignores),
            _ => Record::unreadable(name),
        }
    }
}

impl From<&Document<'_>> for Record {
    /// Of a file that was read.
    fn from(document: &Document) -> Self {
        let (name, has_ignores) = (document.source.name(), !document.ignores.is_empty());
        match (&document.incident, &document.resolved) {
            (Some(incident), Some(resolved)) => Record::new(name, incident.clone(), resolved, has_ignores),
            _ => Record::unreadable(name),
        }
    }
}

impl Record {
    /// What readers outside may know of a file that was read: no internal action, and no time or figure that depends on
    /// something internal. `None` if the file has format errors: a misspelt `internal: true` is one.
    pub fn public(document: Document) -> Option<Self> {
        if document.format_errors().next().is_some() {
            return None;
        }
        let (name, has_ignores) = (document.source.name(), !document.ignores.is_empty());
        let (mut incident, mut resolved) = document.incident.zip(document.resolved)?;
        resolved.hide_internal(&incident);
        incident.actions.retain(|action| !action.internal);
        Some(Record::new(name, incident, &resolved, has_ignores))
    }

    /// Of a file that was read, without what only views show: `lint` keeps thousands.
    pub fn for_rules(document: Document) -> Self {
        let unread = Record::unreadable(document.source.name());
        let (Some(incident), Some(resolved)) = (document.incident, document.resolved) else { return unread };
        Record {
            readable: true,
            first: first(&resolved).or_else(|| incident.date.map(day)),
            pending: pending(&incident.actions),
            id: if is_stream(&unread.name) { None } else { incident.id.or(unread.id) },
            services: incident.services,
            tags: incident.tags,
            related: incident.related,
            has_ignores: !document.ignores.is_empty(),
            ..unread
        }
    }

    pub(super) fn new(name: &str, incident: Incident, resolved: &Resolved, has_ignores: bool) -> Self {
        let first = first(resolved).or_else(|| incident.date.map(day));
        let occurrences = || resolved.occurrences.iter();
        let mut actions = incident.actions;
        for action in &mut actions {
            (action.description, action.done_when) = (None, None);
        }
        Record {
            name: name.to_owned(),
            readable: true,
            status: incident.status.unwrap_or_default(),
            start: start(incident.date, resolved, first),
            end: end(resolved),
            metrics: occurrences().flat_map(|occurrence| &occurrence.metrics).copied().collect(),
            sentence: incident.summary.as_deref().and_then(first_sentence),
            id: if is_stream(name) { None } else { incident.id.or_else(|| stem(name)) },
            title: incident.title,
            severity: incident.severity,
            services: incident.services,
            tags: incident.tags,
            owner: incident.owner,
            authors: incident.authors.into_iter().map(|author| author.name).collect(),
            first,
            zone: resolved.zone,
            impact: resolved.impact,
            detection: incident.detection.and_then(|detection| detection.source),
            pending: pending(&actions),
            actions,
            related: incident.related,
            has_ignores,
        }
    }

    /// Of a file that cannot be read.
    pub fn unreadable(name: &str) -> Self {
        Record {
            name: name.to_owned(),
            id: stem(name),
            readable: false,
            title: String::new(),
            status: Status::default(),
            severity: None,
            services: Vec::new(),
            tags: Vec::new(),
            owner: None,
            authors: Vec::new(),
            first: None,
            start: None,
            end: None,
            zone: None,
            impact: None,
            metrics: Vec::new(),
            detection: None,
            actions: Vec::new(),
            pending: 0,
            related: Vec::new(),
            sentence: None,
            has_ignores: false,
        }
    }
}

fn pending(actions: &[Action]) -> usize {
    actions.iter().filter(|action| action.is_pending()).count()
}

/// Whether a name is that of a stream without a file: messages call it `<stdin>` or the like.
pub(crate) fn is_stream(name: &str) -> bool {
    name.starts_with('<') && name.ends_with('>')
}

fn stem(name: &str) -> Option<String> {
    let stem = Path::new(name).file_stem().filter(|_| !is_stream(name))?;
    Some(stem.to_string_lossy().into_owned())
}

/// The first moment of the timeline and of the windows.
fn first(resolved: &Resolved) -> Option<Moment> {
    let slots = resolved.timeline.iter().chain(&resolved.windows).flatten();
    slots.map(|slot| slot.start).filter(|start| start.dated).min_by_key(Moment::universal)
}

/// A timeline often begins long before the incident, with the deploy that it goes back to.
fn start(date: Option<Days>, resolved: &Resolved, first: Option<Moment>) -> Option<Moment> {
    let periods = resolved.occurrences.iter().flat_map(|occurrence| &occurrence.periods);
    let of_impact = periods.map(|period| period.start).filter(|start| start.dated);
    let is_that_day = |first: &Moment| date.is_none_or(|days| days.first == first.local.date());
    of_impact.min_by_key(Moment::universal).or_else(|| first.filter(is_that_day)).or_else(|| date.map(day))
}

/// The last end of all periods of impact, if all have one.
fn end(resolved: &Resolved) -> Option<Moment> {
    let periods = resolved.occurrences.iter().flat_map(|occurrence| &occurrence.periods);
    let ends: Option<Vec<Moment>> = periods.map(|period| period.end).collect();
    ends?.into_iter().filter(|end| end.dated).max_by_key(Moment::universal)
}

/// The incident's first day, of which no time is known.
fn day(days: Days) -> Moment {
    Moment {
        local: days.first.and_time(NaiveTime::MIN),
        offset: None,
        dated: true,
        timed: false,
        seconds: false,
        approximate: days.approximate,
    }
}

/// The first sentence of a text, in one line. A full stop without a space after it, as in `5.5` or `api.example`,
/// does not end it.
fn first_sentence(text: &str) -> Option<String> {
    let text = text.trim_start();
    let mut sentence = String::new();
    for word in text.split("\n\n").next()?.split_whitespace() {
        if sentence.len() + word.len() > LONGEST_SENTENCE {
            sentence.push_str(" …");
            break;
        }
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        if word.trim_end_matches(['"', ')', '*', '_', '`', '”']).ends_with(['.', '!', '?']) {
            break;
        }
    }
    (!sentence.is_empty()).then_some(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Settings;
    use crate::source::Source;

    fn record(text: &str) -> Record {
        Record::from(Document::read(&Source::new("a.yaml", text), &Settings::default()))
    }

    /// A view that takes the deploy of last week for the start puts the incident in the wrong month.
    #[test]
    fn starts_with_the_impact_and_not_with_what_led_to_it() {
        let start = |text: &str| record(text).start.map(|start| start.local.to_string());
        let deploy =
            "timeline:\n- 2024-05-01 10:00 The deploy\n- {at: 2024-05-30 10:15, milestone: impact-start}\n";
        assert_eq!(start(deploy).as_deref(), Some("2024-05-30 10:15:00"));
        assert_eq!(
            record(deploy).first.map(|first| first.local.to_string()).as_deref(),
            Some("2024-05-01 10:00:00")
        );
        let other_day = "date: 2024-05-30\ntimeline: [2024-05-01 10:00 The deploy]\n";
        assert_eq!(start(other_day).as_deref(), Some("2024-05-30 00:00:00"));
        assert_eq!(start("timeline: [2024-05-01 10:00 a]").as_deref(), Some("2024-05-01 10:00:00"));
        assert_eq!(start("title: t\n"), None);
    }

    /// Whether an incident is over must not be guessed from the one window that has an end.
    #[test]
    fn ends_where_all_windows_do() {
        let windows = |ends: [&str; 2]| {
            let [a, b] = ends;
            record(&format!(
                "timezone: UTC\nimpact:\n  windows:\n  - {{start: 2024-05-30 10:00{a}}}\n  - {{start: 2024-05-30 11:00{b}}}\n"
            ))
        };
        let both = windows([", end: 2024-05-30 10:30", ", end: 2024-05-30 11:45"]);
        assert_eq!(both.end.map(|end| end.local.to_string()).as_deref(), Some("2024-05-30 11:45:00"));
        assert_eq!(both.impact.map(|impact| impact.seconds), Some(75 * 60));
        assert_eq!(windows([", end: 2024-05-30 10:30", ""]).end, None);
    }

    /// What a rule says of a file must not depend on which record it gets: that of the linted file, or of its document.
    #[test]
    fn rules_see_the_same_in_either_record() {
        let texts = [
            "id: a\ntags: [x]\nservices: [y]\nrelated: [z]\nactions: [a, {title: b, status: done}]\ndate: 2024-05-30\n",
            "timeline: [2024-05-30 10:15 a] # postmortem: ignore[timeline-gap] c\n",
            "title: [\n",
        ];
        for text in texts {
            let source = Source::new("a.yaml", text);
            let read = || Document::read(&source, &Settings::default());
            let (slim, full) = (Record::for_rules(read()), Record::from(&read()));
            let facts = |record: &Record| {
                let Record {
                    name, id, readable, first, services, tags, related, pending, has_ignores, ..
                } = record.clone();
                (name, id, readable, first, services, tags, related, pending, has_ignores)
            };
            assert_eq!(facts(&slim), facts(&full), "{text}");
        }
    }

    /// A record that keeps the texts makes ten thousand files fill the memory.
    #[test]
    fn keeps_of_texts_one_sentence() {
        let kept = record(
            "title: t\nsummary: |\n  Version 5.5 of\n  `api.example` failed. It was bad.\n\n  More.\nactions: [{title: a, description: d, done_when: w}]\n",
        );
        assert_eq!(kept.sentence.as_deref(), Some("Version 5.5 of `api.example` failed."));
        assert_eq!((&kept.actions[0].description, &kept.actions[0].done_when), (&None, &None));
        let long = record(&format!("title: t\nsummary: {}\n", "word ".repeat(100)));
        assert!(long.sentence.is_some_and(|sentence| sentence.len() < 250 && sentence.ends_with('…')));
    }
}
