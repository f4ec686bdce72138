//! Headings of a timeline: its own, which may name day and zone, and those of its parts and entries.

use super::{Entry, Step};
use crate::import::markdown::{Block, Kind};
use crate::import::section::Section;
use crate::import::when::{Lead, When, days_in, zone_in};
use crate::import::words::{Meaning, tokens};
use crate::import::work::Work;

/// Words in the heading of a timeline that add nothing.
const PLAIN: &[&str] = &[
    "timeline",
    "time",
    "all",
    "in",
    "are",
    "the",
    "of",
    "event",
    "incident",
    "key",
    "full",
    "detailed",
    "chronology",
    "outage",
    "at",
    "on",
    "for",
    "utc",
    "sequence",
    "log",
    "west",
    "african",
    "africa",
    "pacific",
    "eastern",
    "central",
    "european",
];
/// Headings inside a timeline that are about its entries.
const OF_ENTRIES: &[Meaning] = &[
    Meaning::Timeline,
    Meaning::Detection,
    Meaning::Resolution,
    Meaning::Response,
    Meaning::Trigger,
    Meaning::Impact,
    Meaning::Roles,
];

/// Whether a list or a table is directly in a section, or in one below it.
fn holds_list(section: &Section) -> bool {
    section.has_list() || !section.subs.is_empty()
}

impl Work<'_> {
    /// The zone and the day in the heading are used; its other words are kept.
    pub(super) fn timeline_heading(&mut self, section: &Section, is_top: bool) {
        if section.head.is_none() || !section.means(Meaning::Timeline) {
            if section.head.is_some() && !section.text.is_empty() && is_top {
                self.notes.add("Timeline", &section.text);
            }
            return;
        }
        let line = self.line_of(section);
        let zone = zone_in(&section.text);
        let days = days_in(&section.text, self.style);
        let mut rest = section.text.clone();
        for (_, place) in days.iter().rev() {
            rest.replace_range(place.clone(), "");
        }
        if let Some(zone) = &zone {
            rest = rest.replace(zone.as_str(), "");
        }
        let rest = rest.to_lowercase();
        let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let says_more =
            words.any(|word| !PLAIN.contains(&word) && !PLAIN.contains(&word.trim_end_matches('s')));
        if let Some(zone) = zone {
            self.first_zone(zone, line);
        }
        if says_more && section.exact().is_none() {
            self.notes.add("Timeline", &section.text);
        } else {
            self.spend(line, &section.text, "timeline");
        }
        if is_top && let Some((day, _)) = days.into_iter().next() {
            self.steps.push(Step::Day(day));
        }
    }

    /// A section inside a timeline: an entry, the entries of a day, or something else.
    pub(super) fn timeline_part(&mut self, section: &Section, first: usize) {
        let is_apart = |meaning: Meaning| !OF_ENTRIES.contains(&meaning) && !meaning.is_value();
        if section.exact().is_some_and(is_apart) {
            return self.place(section, 1);
        }
        let line = self.line_of(section);
        let lead = self.lead(&section.text).map(|lead| (lead.has_clock(), lead.rest(), lead.when));
        match lead {
            Some((has_clock, rest, when))
                if has_clock || !(self.has_entries(section) || rest.is_empty() && holds_list(section)) =>
            {
                self.heading_entry(section, when, rest, first);
            }
            Some((false, rest, When { day: Some(day), .. })) => {
                if rest.is_empty() {
                    self.set_day(Some(day), &section.text, line);
                } else {
                    self.steps.push(Step::Day(day));
                    self.notes.add("Timeline", &section.text);
                }
                self.inside(section, first);
            }
            _ => {
                self.timeline_group(section, line);
                self.inside(section, first);
            }
        }
    }

    /// `### 10:15 UTC` above what happened then.
    fn heading_entry(&mut self, section: &Section, when: When, rest: String, first: usize) {
        let line = self.line_of(section);
        let own: Vec<Block> =
            section.blocks.iter().filter(|block| !self.are_entries(block)).cloned().collect();
        let body = self.flat(&own, &section.subs.iter().collect::<Vec<_>>());
        if when.clock.is_none() && when.elapsed.is_none() && rest.is_empty() && body.is_empty() {
            return self.set_day(when.day, &section.text, line);
        }
        let texts = [rest.as_str(), &body].into_iter().filter(|text| !text.is_empty());
        let event = texts.collect::<Vec<_>>().join("\n\n");
        self.add_entry(when, &section.text, rest, line);
        if let Some(Step::Entry(entry)) = self.steps.last_mut() {
            entry.event = event;
        }
        for block in
            section.blocks.iter().filter(|block| self.are_entries(block)).cloned().collect::<Vec<_>>()
        {
            self.timeline_block(&block, first);
        }
    }

    /// A heading above some entries, such as `Event 2`, or the name of a phase.
    fn timeline_group(&mut self, section: &Section, line: usize) {
        let words = tokens(&section.text);
        let is_occurrence =
            words.len() == 2 && ["event", "incident", "outage", "occurrence"].contains(&words[0].as_str());
        if is_occurrence {
            self.spend(line, &section.text, "timeline.occurrence");
            self.occurrence = Some(section.text.clone());
        } else if !section.text.is_empty() {
            self.notes.add("Timeline", &section.text);
        }
        let day = days_in(&section.text, self.style).into_iter().next();
        self.steps.extend(day.map(|(day, _)| Step::Day(day)));
    }

    fn inside(&mut self, section: &Section, first: usize) {
        self.timeline_blocks(&section.blocks, first);
        for sub in &section.subs {
            self.timeline_part(sub, first);
        }
    }

    fn has_entries(&self, section: &Section) -> bool {
        section.blocks.iter().any(|block| self.are_entries(block))
            || section
                .subs
                .iter()
                .any(|sub| self.lead(&sub.text).is_some_and(|lead| lead.has_clock()) || self.has_entries(sub))
    }

    /// Whether a block contains entries.
    pub(in crate::import) fn are_entries(&self, block: &Block) -> bool {
        let has_clock = |text: &str| self.lead(text).is_some_and(|lead| lead.has_clock());
        match &block.kind {
            Kind::List(items, _) => {
                items.iter().filter(|item| has_clock(self.raw(&item.span))).count() * 2 > items.len()
            }
            Kind::Table(rows) => {
                let is_entry = |row: &&Vec<_>| row.first().is_some_and(|cell| has_clock(self.raw(cell)));
                rows.iter().skip(1).filter(is_entry).count() > 1
            }
            Kind::Paragraph => {
                let lines = self.doc.lines(&block.span);
                let Some(line) = lines.first() else { return false };
                // A time alone on its line is the time of the next line.
                let is_entry = |lead: Lead| lead.is_entry() || lead.has_clock() && lines.len() > 1;
                let is_message = lines.len() > 1 && self.sender(line).is_some();
                is_message || self.lead(self.raw(line)).is_some_and(is_entry)
            }
            Kind::Code | Kind::Quote => self.is_timed_code(block),
            _ => false,
        }
    }

    /// An entry without a time.
    pub(super) fn push_event(&mut self, event: String, line: usize) {
        if !event.is_empty() {
            self.push_entry(Entry { event, line, ..Entry::default() });
        }
    }
}
