//! Compares what was imported with what a careful reader found.

use chrono::{NaiveDate, NaiveDateTime};
use postmortem::document::Document;
use postmortem::import::{Imported, Options, Places, import};
use postmortem::model::{Incident, Settings};
use postmortem::source::Source;
use serde_json::Value;
use similar::TextDiff;

/// How alike two texts are that say the same.
const ALIKE: f32 = 0.75;
/// How much of a text is compared: labels are cut.
const COMPARED: usize = 50;

/// An entry, when it was on the clocks of the report.
pub(super) struct Timed {
    pub(super) day: Option<NaiveDate>,
    pub(super) local: Option<NaiveDateTime>,
    pub(super) event: String,
}

/// Right ones, found ones, labelled ones.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Score {
    pub(super) right: usize,
    pub(super) found: usize,
    pub(super) labelled: usize,
}

impl Score {
    pub(super) fn add(&mut self, other: Score) {
        self.right += other.right;
        self.found += other.found;
        self.labelled += other.labelled;
    }

    /// The harmonic mean of precision and recall, in thousandths.
    pub(super) fn f1(self) -> usize {
        2000 * self.right / (self.found + self.labelled).max(1)
    }
}

/// Imports a report, which must succeed.
pub(super) fn imported(name: &str, report: &str) -> (Imported, Incident) {
    let options = Options { name: name.to_owned(), places: Places::default(), ..Options::default() };
    let imported = import(report, &options).unwrap_or_else(|error| panic!("{name}: {error}\n{report}"));
    let source = Source::new("x.yaml", imported.text.clone());
    let document = Document::read(&source, &Settings::default());
    assert_eq!(document.format_errors().next(), None, "{name}\n{}", imported.text);
    (imported, document.incident.unwrap())
}

/// The entries with their days: a bare time has the day of the time before it.
pub(super) fn timed(incident: &Incident) -> Vec<Timed> {
    let mut day = incident.date.map(|days| days.first);
    let entries = incident.timeline.iter().map(|entry| {
        let event = entry.event.clone().unwrap_or_default();
        let Some(clock) = entry.at.as_ref().map(|at| at.start.clock) else {
            return Timed { day: None, local: None, event };
        };
        day = clock.date().or(day);
        let local = day.zip(clock.time()).map(|(day, time)| day.and_time(time));
        Timed { day, local, event }
    });
    entries.collect()
}

/// Letters and digits of a text without the addresses of its links, in lower case.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find([')', '\n']).map_or(rest.len(), |end| at + end + 1);
        rest = &rest[end..];
    }
    out.push_str(rest);
    let words = out.to_lowercase();
    words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether two texts say the same; the label may be cut.
pub(super) fn alike(found: &str, label: &str) -> bool {
    let (found, label) = (plain(found), plain(label));
    let length = label.len().min(found.len().max(1)).min(COMPARED);
    let cut = |text: &str| text.chars().take(length).collect::<String>();
    let (a, b) = (cut(&found), cut(&label));
    let is_long_enough = found.len() * 2 >= label.len().min(COMPARED);
    !label.is_empty() && is_long_enough && TextDiff::from_chars(&a, &b).ratio() >= ALIKE
}

/// Pairs each label with what was found for it, the nearest in the list first.
pub(super) fn pairs(
    found: usize,
    labels: usize,
    is_right: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut taken = vec![false; found];
    let mut pairs = Vec::new();
    for label in 0..labels {
        let free = (0..found).filter(|index| !taken[*index] && is_right(*index, label));
        if let Some(index) = free.min_by_key(|index| index.abs_diff(label)) {
            taken[index] = true;
            pairs.push((index, label));
        }
    }
    pairs
}

/// The timeline against its labels: date, minute and text; and the labels that were missed.
pub(super) fn timeline(incident: &Incident, labels: &Value) -> (Score, Vec<String>) {
    let found = timed(incident);
    let labelled = labels["timeline"].as_array().unwrap();
    let text = |label: usize| labelled[label]["text"].as_str().unwrap();
    let is_same = |index: usize, label: usize| {
        is_same_time(&found[index], &labelled[label]) && alike(&found[index].event, text(label))
    };
    let right = pairs(found.len(), labelled.len(), is_same);
    let is_uncertain = |label: usize| labelled[label]["uncertain"] == true;
    let loose = pairs(found.len(), labelled.len(), |index, label| alike(&found[index].event, text(label)));
    // What the report leaves open counts neither way, nor do moments that are labelled outside of the timeline.
    let open = loose.iter().filter(|(_, label)| is_uncertain(*label)).map(|(index, _)| *index);
    let events = labels["key_events"].as_array().map_or(&[][..], Vec::as_slice);
    let is_event = |index: &usize| {
        let is_it = |event: &Value| alike(&found[*index].event, event["label"].as_str().unwrap());
        events.iter().any(is_it) && !right.iter().any(|(found, _)| found == index)
    };
    let skipped: Vec<usize> = open.chain((0..found.len()).filter(is_event)).collect();
    let is_counted = |(index, label): &&(usize, usize)| !skipped.contains(index) && !is_uncertain(*label);
    let score = Score {
        right: right.iter().filter(is_counted).count(),
        found: (0..found.len()).filter(|index| !skipped.contains(index)).count(),
        labelled: (0..labelled.len()).filter(|label| !is_uncertain(*label)).count(),
    };
    let is_missed = |label: &usize| !is_uncertain(*label) && !right.iter().any(|(_, right)| right == label);
    (score, (0..labelled.len()).filter(is_missed).map(|label| labelled[label].to_string()).collect())
}

fn is_same_time(found: &Timed, label: &Value) -> bool {
    let minute = |text: &str| text.get(..16).map(|text| text.replace('T', " "));
    match (label["time"].as_str().unwrap_or_default(), label["local"].as_str()) {
        ("", _) => found.local.is_none(),
        (_, Some(local)) if local.len() == 10 => found.day.is_some_and(|day| day.to_string() == local),
        (_, Some(local)) => found.local.is_some_and(|found| minute(&found.to_string()) == minute(local)),
        (time, None) => !time.contains(':') || found.local.is_some(),
    }
}

/// The actions against their labels.
pub(super) fn actions(incident: &Incident, labels: &Value) -> Score {
    let labelled: Vec<&str> =
        labels["action_items"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let texts = incident
        .actions
        .iter()
        .map(|action| format!("{} {}", action.title, action.description.as_deref().unwrap_or_default()));
    let found: Vec<String> = texts.collect();
    let right = pairs(found.len(), labelled.len(), |index, label| alike(&found[index], labelled[label]));
    Score { right: right.len(), found: found.len(), labelled: labelled.len() }
}
