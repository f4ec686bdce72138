//! Entries that are items of a list, and the lists in them.

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

    fn untimed_item(&mut self, item: &Item, text: &str, nested: &[Block], has_entries: bool, first: usize) {
        let line = self.doc.line(item.span.start);
        if let Some((when, event)) = trail(text, self.order) {
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
            self.push_event(event, line);
        }
    }

    fn nested_blocks(&mut self, nested: &[Block], first: usize) {
        for block in nested {
            self.timeline_block(block, first);
        }
    }

    /// What is below an entry: entries of their own, or more about it.
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
