//! Entries that are lines of a paragraph.

use super::{Entry, Step};
use crate::import::markdown::Span;
use crate::import::when::{Lead, zone_in};
use crate::import::work::Work;

/// A longer paragraph is not a remark about the zone.
const LONGEST_REMARK: usize = 160;

impl Work<'_> {
    /// Lines that start with a time are entries if the first line of the paragraph does; other lines belong to the entry
    /// above.
    pub(super) fn timeline_lines(&mut self, span: &Span, first: usize) {
        let lines = self.doc.lines(span);
        if self.chat(&lines, first) || self.update(&lines) {
            return;
        }
        if self.below_day(&lines) {
            return;
        }
        let opens = lines.first().is_some_and(|line| self.begins(line).is_some());
        let is_entry = |line: &&Span| self.begins(line).is_some_and(|lead| lead.is_entry());
        // Below a time of day, a sentence may go on with a day.
        let has_clock = lines.first().and_then(|line| self.begins(line)).is_some_and(|lead| lead.has_clock());
        let are_entries = opens || lines.iter().filter(is_entry).count() > 1;
        let before = self.steps.len();
        let mut others: Option<Span> = None;
        for line in &lines {
            if are_entries && self.begins(line).is_some() && !(has_clock && self.goes_on(line)) {
                self.timeline_line(line, lines.len() == 1);
                continue;
            }
            let number_of_steps = self.steps.len();
            let text = self.doc.markdown(line);
            match self.steps.last_mut() {
                Some(Step::Entry(entry)) if number_of_steps > before => {
                    entry.event.push_str(if entry.event.is_empty() { "" } else { "\n" });
                    entry.event.push_str(&text);
                }
                _ => others = Some(others.map_or(line.clone(), |others| others.start..line.end)),
            }
        }
        if let Some(others) = others {
            let is_begin = self.steps.len() == first.max(before);
            self.other_lines(&others, is_begin, first);
        }
    }

    /// `**Resolved** - All is well.` and the time on the last line, as pages of updates have it.
    fn update(&mut self, lines: &[Span]) -> bool {
        let [text @ .., last] = lines else { return false };
        let (Some(start), Some(end)) = (text.first(), text.last()) else { return false };
        let is_time = |lead: &Lead| lead.is_alone() && lead.when.clock.is_some() && lead.when.day.is_some();
        let Some(lead) = self.lead(self.raw(last)).filter(is_time) else { return false };
        if text.iter().any(|line| self.begins(line).is_some()) {
            return false;
        }
        let event = self.doc.markdown(&(start.start..end.end));
        let (when, written, line) = (lead.when, self.raw(last).to_owned(), self.doc.line(last.start));
        self.spend(line, &written, "timeline.at");
        self.push_entry(Entry { when: Some(when), written, event, line, ..Entry::default() });
        true
    }

    /// Whether the sentence of the line above goes on with a day.
    fn goes_on(&self, line: &Span) -> bool {
        self.raw(line).starts_with(' ') && self.begins(line).is_some_and(|lead| !lead.has_clock())
    }

    /// `2024-05-30:` and, on the lines below, what happened that day.
    fn below_day(&mut self, lines: &[Span]) -> bool {
        let Some((head, text)) = lines.split_first().filter(|(_, text)| !text.is_empty()) else {
            return false;
        };
        let is_day = |lead: &Lead| lead.is_alone() && !lead.has_clock() && lead.when.day.is_some();
        let is_marked = self.raw(head).trim_end().ends_with([':', '-', '–', '—']);
        if !is_marked || text.iter().any(|line| self.begins(line).is_some()) {
            return false;
        }
        let Some(lead) = self.lead(self.raw(head)).filter(is_day) else { return false };
        let (when, written, line) = (lead.when, self.raw(head).to_owned(), self.doc.line(head.start));
        let text: Vec<String> =
            text.iter().map(|line| self.doc.markdown(line).trim_start().to_owned()).collect();
        self.spend(line, &written, "timeline.at");
        let event = text.join("\n");
        self.push_entry(Entry { when: Some(when), written, event, line, ..Entry::default() });
        true
    }

    fn begins(&self, line: &Span) -> Option<Lead<'_>> {
        self.lead(self.raw(line))
            .filter(|lead| lead.has_clock() || lead.when.day.is_some() || lead.when.relative.is_some())
    }

    fn timeline_line(&mut self, line: &Span, is_only: bool) {
        let number = self.doc.line(line.start);
        let raw = self.doc.markdown(line);
        let Some(lead) = self.lead(&raw) else { return self.go_on(&raw, 0) };
        let (rest, when) = (lead.rest(), lead.when.clone());
        let is_day = !lead.has_clock() && when.end.is_none() && when.day.is_some();
        if is_day && rest.is_empty() {
            return self.set_day(when.day, &raw, number);
        }
        // `2021-05-03 (all times in PST)` above the entries.
        if is_day
            && is_only
            && rest.len() < 60
            && let Some(zone) = zone_in(&rest)
        {
            let day = raw.strip_suffix(rest.as_str()).unwrap_or(&raw).to_owned();
            self.set_day(when.day, &day, number);
            self.first_zone(zone, number);
            return self.notes.add("Timeline", &rest);
        }
        self.add_entry(when, &raw, rest, number);
    }

    /// Text without a time: a remark about the times above the first entry, or more about the entry above.
    fn other_lines(&mut self, span: &Span, is_begin: bool, first: usize) {
        let text = self.doc.markdown(span);
        let zone = zone_in(&text);
        let is_remark = text.len() < LONGEST_REMARK
            && is_begin
            && (zone.is_some() || text.to_lowercase().contains("time"));
        if !is_remark {
            return self.go_on(&text, first);
        }
        let line = self.doc.line(span.start);
        if let Some(zone) = zone {
            self.first_zone(zone, line);
        }
        self.left(line, &text, "notes");
        self.notes.add("Timeline", &text);
    }
}
