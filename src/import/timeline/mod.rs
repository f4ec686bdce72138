//! Timelines in the layouts that reports have: lists, tables, paragraphs, lines, headings, blocks of code.

mod at;
mod chat;
mod days;
mod headings;
mod items;
mod lines;
mod milestones;
mod table;

pub(super) use at::moment;
pub(super) use milestones::milestones;

use super::markdown::{Block, Kind};
use super::section::Section;
use super::when::{Day, When};
use super::words::Meaning;
use super::work::Work;
use super::work::ZoneName;
use chrono::NaiveDateTime;

/// An entry of the timeline.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    /// What the report says of its time.
    pub(super) when: Option<When>,
    /// The same as written, in case it turns out not to be a time.
    pub(super) written: String,
    pub(super) event: String,
    pub(super) by: Option<String>,
    pub(super) evidence: Option<String>,
    pub(super) occurrence: Option<String>,
    pub(super) internal: bool,
    pub(super) line: usize,
    /// The time as written to the file.
    pub(super) at: String,
    /// When that was, on the clocks of the report.
    pub(super) local: Option<NaiveDateTime>,
    /// What is guessed about it.
    pub(super) hints: Vec<String>,
}

/// A step through a timeline.
#[derive(Debug)]
pub(super) enum Step {
    Entry(Box<Entry>),
    /// A day that applies from here on.
    Day(Day),
}

/// Markers of quoted lines, and of lists in a code block.
const MARKS: [char; 4] = ['>', '-', '*', ' '];

impl Work<'_> {
    /// `is_top` is true for a section that is a timeline itself, not a part of one.
    pub(super) fn timeline(&mut self, section: &Section, is_top: bool) {
        let first = self.steps.len();
        self.timeline_heading(section, is_top);
        self.timeline_blocks(&section.blocks, first);
        for sub in &section.subs {
            self.timeline_part(sub, first);
        }
        if is_top {
            self.occurrence = None;
        }
    }

    pub(super) fn timeline_blocks(&mut self, blocks: &[Block], first: usize) {
        for (index, block) in blocks.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|index| blocks.get(index));
            if before.is_some_and(|before| self.introduces(before, block)) && self.last_entry(first).is_some()
            {
                let text = self.text_of(block);
                self.go_on(&text, first);
            } else {
                self.timeline_block(block, first);
            }
        }
    }

    /// Whether a list without times goes on with a paragraph: with an entry, or with `The hosts were:` below one.
    fn introduces(&self, before: &Block, block: &Block) -> bool {
        let Kind::List(items, _) = &block.kind else { return false };
        let is_entry = self.are_entries(before);
        matches!(before.kind, Kind::Paragraph)
            && (is_entry || self.raw(&before.span).trim_end().ends_with(':'))
            && items.iter().all(|item| self.lead(self.raw(&item.span)).is_none())
    }

    pub(super) fn timeline_block(&mut self, block: &Block, first: usize) {
        match &block.kind {
            Kind::List(items, _) => {
                for item in items {
                    self.timeline_item(item, first);
                }
            }
            Kind::Table(rows) => self.timeline_table(rows),
            Kind::Paragraph => self.timeline_lines(&block.span, first),
            Kind::Code | Kind::Quote if self.is_timed_code(block) => self.timeline_code(block, first),
            Kind::Html if self.raw(&block.span).trim().starts_with("<!--") => {
                let text = self.raw(&block.span).trim().to_owned();
                self.comment(Meaning::Timeline, text);
            }
            Kind::Rule => {}
            Kind::Gap => {
                let text = self.doc.markdown(&block.span);
                self.notes.add("Links", &text);
            }
            _ => {
                let text = self.doc.markdown(&block.span);
                self.go_on(&text, first);
            }
        }
    }

    /// Adds an entry. `written` is the text with the time, of which `event` is the end.
    pub(super) fn add_entry(&mut self, when: When, written: &str, event: String, line: usize) {
        let used = written.trim().strip_suffix(event.trim()).unwrap_or(written).to_owned();
        self.spend(line, &used, "timeline.at");
        let evidence = when.link.clone();
        self.push_entry(Entry { when: Some(when), written: used, event, evidence, line, ..Entry::default() });
    }

    pub(super) fn push_entry(&mut self, entry: Entry) {
        if let Some(name) = entry.when.as_ref().and_then(|when| when.zone.clone()) {
            self.zones.push(ZoneName { name, line: entry.line });
        }
        let occurrence = self.occurrence.clone();
        // Our own reports mark internal entries this way, and they must stay internal.
        let event = entry.event.trim().strip_prefix("(internal) ").map(str::to_owned);
        let internal = event.is_some();
        if internal {
            self.spend(entry.line, "(internal)", "timeline.internal");
        }
        let event = event.unwrap_or(entry.event);
        self.steps.push(Step::Entry(Box::new(Entry { event, occurrence, internal, ..entry })));
    }

    pub(super) fn last_entry(&mut self, first: usize) -> Option<&mut Entry> {
        self.steps.iter_mut().skip(first).rev().find_map(|step| match step {
            Step::Entry(entry) => Some(&mut **entry),
            Step::Day(_) => None,
        })
    }

    /// Adds a text to the entry above; before the first one, it is a remark.
    pub(super) fn go_on(&mut self, text: &str, first: usize) {
        match self.last_entry(first) {
            Some(entry) => {
                if !entry.event.is_empty() && !text.is_empty() {
                    entry.event.push_str("\n\n");
                }
                entry.event.push_str(text);
            }
            None => self.notes.add("Timeline", text),
        }
    }

    pub(super) fn set_day(&mut self, day: Option<Day>, written: &str, line: usize) {
        self.spend(line, written, "timeline.at");
        self.steps.extend(day.map(Step::Day));
    }

    pub(super) fn is_timed_code(&self, block: &Block) -> bool {
        let lines = self.doc.lines(&block.span);
        let is_entry = |text: &str| self.lead(text).is_some_and(|lead| lead.is_entry());
        lines.iter().filter(|line| is_entry(self.raw(line).trim().trim_start_matches(MARKS))).count() >= 2
    }

    fn timeline_code(&mut self, block: &Block, first: usize) {
        for line in self.doc.lines(&block.span) {
            let text = self.raw(&line).trim();
            let bare = text.trim_start_matches(MARKS);
            let number = self.doc.line(line.start);
            match self.lead(bare) {
                Some(lead) => self.add_entry(lead.when.clone(), bare, lead.rest(), number),
                None if text.starts_with("```") => {
                    self.spend(number, text.trim_start_matches('`'), "a block of code");
                }
                None if bare.is_empty() => {}
                None => self.go_on(bare, first),
            }
        }
    }
}
