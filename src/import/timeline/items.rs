//! Entries that are list items, and the lists in them.

use super::{Entry, Step};
use crate::import::markdown::{Block, Item, Kind};
use crate::import::when::trail;
use crate::import::work::Work;

impl Work<'_> {
    pub(super) fn timeline_item(&mut self, item: &Item, first: usize) {
        let Some((head, nested)) = item.blocks.split_first() else { return };
        if !matches!(head.kind, Kind::Paragraph) {
            for block in &item.blocks {
                self.timeline_block(block, first);
            }
            return;
        }
        let line = self.doc.line(item.span.start);
        let text = self.doc.markdown(&head.span);
        let has_entries = nested.iter().any(|block| self.are_entries(block));
        let lead = self.lead(&text);
        let day = lead.as_ref().filter(|lead| !lead.has_clock()).and_then(|lead| lead.when.day.clone());
        // `2024-05-30 10:15 - 12:30` above the entries of that time.
        let above =
            lead.as_ref().filter(|lead| lead.is_alone() && lead.has_clock() && self.holds_entry(nested));
        if let Some(lead) = above {
            let day = lead.when.day.clone();
            self.set_day(day, text.lines().next().unwrap_or_default(), line);
            return self.nested_blocks(nested, first);
        }
        match lead {
            Some(lead) if day.is_some() && lead.is_alone() && !nested.is_empty() => {
                self.set_day(day, text.lines().next().unwrap_or_default(), line);
                self.nested_blocks(nested, first);
            }
            Some(_) if day.is_some() && has_entries => {
                self.steps.extend(day.map(Step::Day));
                self.notes.add("Timeline", &text);
                self.nested_blocks(nested, first);
            }
            Some(_) => {
                self.timeline_lines(&head.span, first);
                self.details_of_entry(nested, first);
            }
            None => self.untimed_item(item, &text, nested, has_entries, first),
        }
    }

    /// Whether an item of the lists below an entry begins with a time.
    fn holds_entry(&self, nested: &[Block]) -> bool {
        let is_entry = |item: &Item| self.lead(self.raw(&item.span)).is_some_and(|lead| lead.is_entry());
        nested.iter().any(|block| matches!(&block.kind, Kind::List(items, _) if items.iter().any(is_entry)))
    }

    fn untimed_item(&mut self, item: &Item, text: &str, nested: &[Block], has_entries: bool, first: usize) {
        let line = self.doc.line(item.span.start);
        if let Some((when, event)) = trail(text, self.style) {
            let used = text.strip_prefix(event.as_str()).unwrap_or(text).to_owned();
            self.spend(line, &used, "timeline.at");
            let when = Some(when);
            self.push_entry(Entry { when, written: used, event, line, ..Entry::default() });
            self.details_of_entry(nested, first);
        } else if has_entries {
            self.notes.add("Timeline", text);
            self.nested_blocks(nested, first);
        } else {
            let event = self.doc.markdown(&item.span);
            // `[???]`: the time is not known.
            let unknown = event.strip_prefix('[').and_then(|text| text.split_once(']'));
            let rest =
                unknown.filter(|(mark, _)| !mark.chars().any(char::is_alphanumeric)).map(|(_, rest)| rest);
            let event = rest.map_or(event.as_str(), str::trim_start).to_owned();
            self.push_event(event, line);
        }
    }

    fn nested_blocks(&mut self, nested: &[Block], first: usize) {
        for block in nested {
            self.timeline_block(block, first);
        }
    }

    /// What is below an entry: further entries, or more about it.
    fn details_of_entry(&mut self, nested: &[Block], first: usize) {
        for block in nested {
            if self.are_entries(block) {
                self.timeline_block(block, first);
            } else {
                let text = self.text_of(block);
                self.go_on(&text, first);
            }
        }
    }
}
