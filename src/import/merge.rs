//! Adds the timeline and the messages of an imported report to an incident file that exists, through the writer of `log`.
//! What the file already has is not added again, so that the same import may run twice.

use crate::document::{AppendError, Document};
use crate::model::{At, Clock, Communication, Entry, Milestone, Moment, Settings, Slot, Status, Time, Zone};
use crate::path;
use crate::source::Source;
use chrono::{DateTime, MappedLocalTime, Timelike, Utc};
use std::cmp::Ordering;

/// A file with what was added to it.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Merged {
    /// The new text; the old one, if nothing was added.
    pub text: String,
    /// The entries that were added, each with its time as written there.
    pub entries: Vec<Entry>,
    /// What is guessed about these entries, each with the index of its entry.
    pub guesses: Vec<(usize, String)>,
    /// How many messages were added.
    pub messages: usize,
    /// How many entries and messages were there already.
    pub present: usize,
    /// How many entries and messages have no date and time to sort them by, so that they were not added.
    pub timeless: usize,
    /// Milestones that were not added, because another entry of the file has them: each with its entry.
    pub kept: Vec<(Milestone, Entry)>,
    /// Fields of the imported report that are not merged.
    pub other: Vec<String>,
    /// Whether some entry could only be added at the end.
    pub is_out_of_order: bool,
    /// Whether the file is final.
    pub is_final: bool,
}

/// Fields that are merged, or that say when their times are.
const MERGED: &[&str] = &["timeline", "communications", "date", "timezone"];

/// Adds to the text of a file what the text of an imported report has.
///
/// # Errors
/// If the file has format errors in the lists, or their form allows no addition; see [`AppendError`].
pub fn merge(
    source: &Source,
    imported: &str,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Merged, AppendError> {
    let report = Source::new("", imported);
    let report = Document::read(&report, settings);
    let done = Merged { text: source.text().to_owned(), other: other_fields(imported), ..Merged::default() };
    let mut merge = Merge { name: source.name(), settings, now, done };
    let before = Document::read(source, settings);
    let Some((file, times)) = before.incident.as_ref().zip(before.resolved.as_ref()) else {
        return Err(AppendError::Faulty(before.faults.clone()));
    };
    merge.done.is_final = file.status() == Status::Final;
    let (Some(incident), Some(resolved)) = (&report.incident, &report.resolved) else {
        return Ok(merge.done);
    };
    for (index, (entry, slot)) in incident.timeline.iter().zip(&resolved.timeline).enumerate() {
        let slot = slot.and_then(|slot| located(slot, times.zone));
        let Some(slot) = slot else {
            merge.done.timeless += 1;
            continue;
        };
        let start = report.source.position(report.value(&path!["timeline", index]).start());
        let guess = imported
            .lines()
            .nth(start.line - 1)
            .unwrap_or_default()
            .split_once("# import: ")
            .map(|(_, guess)| guess.to_owned());
        merge.entry(entry.clone(), &slot, guess)?;
    }
    for (message, slot) in incident.communications.iter().zip(&resolved.communications) {
        match slot.and_then(|slot| located(slot, times.zone)) {
            Some(slot) => merge.message(message, &slot, times.zone)?,
            None => merge.done.timeless += 1,
        }
    }
    Ok(merge.done)
}

struct Merge<'m> {
    name: &'m str,
    settings: &'m Settings,
    now: DateTime<Utc>,
    done: Merged,
}

impl Merge<'_> {
    fn entry(&mut self, mut entry: Entry, slot: &Slot, guess: Option<String>) -> Result<(), AppendError> {
        let source = Source::new(self.name, self.done.text.clone());
        let document = Document::read(&source, self.settings);
        let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else {
            return Err(AppendError::Faulty(document.faults.clone()));
        };
        let others = || incident.timeline.iter().zip(&resolved.timeline);
        let is_same = |(other, at): (&Entry, &Option<Slot>)| {
            let is_then = at.is_some_and(|at| is_same_time(&at.start, &slot.start));
            let has_text =
                entry.event.is_some() && words(other.event.as_deref()) == words(entry.event.as_deref());
            is_then && (has_text || entry.milestone.iter().any(|own| other.milestone.contains(own)))
        };
        if others().any(is_same) {
            self.done.present += 1;
            return Ok(());
        }
        // A milestone is a claim: whoever wrote it into the file knows better.
        let has = |own: &Milestone| {
            let marks =
                |other: &&Entry| other.occurrence == entry.occurrence && other.milestone.contains(own);
            incident.timeline.iter().find(marks)
        };
        let kept: Vec<_> = entry.milestone.iter().filter_map(|own| Some((*own, has(own)?.clone()))).collect();
        entry.milestone.0.retain(|own| !kept.iter().any(|(milestone, _)| milestone == own));
        entry.at = None;
        let at = At { start: time(&slot.start, None), end: slot.end.as_ref().map(|end| time(end, None)) };
        let addition = document.append(entry, Some(&at), self.now, self.settings)?;
        self.done.kept.extend(kept);
        self.done.guesses.extend(guess.map(|guess| (self.done.entries.len(), guess)));
        self.done.entries.push(addition.entry);
        self.done.is_out_of_order |= !addition.in_order;
        self.done.text = addition.text;
        Ok(())
    }

    fn message(
        &mut self,
        message: &Communication,
        slot: &Slot,
        zone: Option<Zone>,
    ) -> Result<(), AppendError> {
        let source = Source::new(self.name, self.done.text.clone());
        let document = Document::read(&source, self.settings);
        let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else {
            return Err(AppendError::Faulty(document.faults.clone()));
        };
        let mut others = incident.communications.iter().zip(&resolved.communications);
        let own = words(Some(&message.text));
        let is_there = others.any(|(other, at)| {
            at.is_some_and(|at| is_same_time(&at.start, &slot.start)) && words(Some(&other.text)) == own
        });
        if is_there {
            self.done.present += 1;
            return Ok(());
        }
        let message = Communication { at: Some(time(&slot.start, zone)), ..message.clone() };
        self.done.text = document.append_message(&message, self.settings)?;
        self.done.messages += 1;
        Ok(())
    }
}

/// A time that can be compared with those of the file: its date is known, and its zone, if it has none, is the file's.
fn located(slot: Slot, zone: Option<Zone>) -> Option<Slot> {
    let there = |moment: Moment| match (moment.offset, zone) {
        (None, Some(zone)) => Moment { offset: zone.offset_of_local(moment.local).earliest(), ..moment },
        _ => moment,
    };
    slot.start.dated.then(|| Slot { start: there(slot.start), end: slot.end.map(there) })
}

/// Whether two times are the same, as exactly as both are written.
fn is_same_time(a: &Moment, b: &Moment) -> bool {
    let cut = |moment: &Moment| match (a.seconds && b.seconds, moment.local.with_second(0)) {
        (false, Some(local)) => Moment { local, ..*moment },
        _ => *moment,
    };
    a.timed == b.timed && cut(a).order(&cut(b)) == Some(Ordering::Equal)
}

/// A time with its date; on the clocks of a zone without its offset, where that is clear.
fn time(moment: &Moment, zone: Option<Zone>) -> Time {
    let Moment { local, offset, timed, seconds, approximate, .. } = moment.in_zone(zone);
    let is_clear = zone.is_some_and(|zone| matches!(zone.offset_of_local(local), MappedLocalTime::Single(_)));
    let clock = match offset {
        _ if !timed => Clock::Day(local.date()),
        Some(offset) if !is_clear => Clock::Exact(local, offset),
        _ => Clock::Local(local),
    };
    let of_day = if seconds { "%H:%M:%S" } else { "%H:%M" };
    let text = match clock {
        Clock::Exact(local, offset) => format!("{}{offset}", local.format(&format!("%Y-%m-%dT{of_day}"))),
        Clock::Day(day) => day.to_string(),
        _ => local.format(&format!("%Y-%m-%d {of_day}")).to_string(),
    };
    let mark = if approximate { "~" } else { "" };
    Time { text: format!("{mark}{text}"), approximate, clock }
}

/// A text without its spaces and line breaks, which writers change.
fn words(text: Option<&str>) -> Vec<&str> {
    text.unwrap_or_default().split_whitespace().collect()
}

/// The keys at the top of the report that are not merged.
fn other_fields(imported: &str) -> Vec<String> {
    let keys = imported.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    let keys = keys.filter_map(|line| line.split_once(':')).map(|(key, _)| key.to_owned());
    keys.filter(|key| !MERGED.contains(&key.as_str())).collect()
}
