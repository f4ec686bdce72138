//! Paragraphs below the heading of the actions: some are actions, some are about them.

use crate::import::actions::REMARKS;
use crate::import::markdown::{Block, Item, Span};
use crate::import::words::tokens;
use crate::import::work::Work;

/// A longer paragraph tells a story.
const LONGEST: usize = 400;

impl Work<'_> {
    pub(super) fn action_paragraph(&mut self, span: &Span, group: Option<&str>) {
        // Lines that each end a sentence are items; otherwise the paragraph is one.
        let lines = self.doc.lines(span);
        let ends = |line: &Span| self.raw(line).trim_end().ends_with(['.', ';', '!', '?']);
        let are_items = lines.len() > 1 && lines.iter().all(ends);
        let spans = if are_items { lines } else { vec![span.clone()] };
        for span in spans {
            let text = self.doc.markdown(&span);
            if !is_action(&text) {
                self.notes.add(REMARKS, &text);
                continue;
            }
            let item = Item { span: span.clone(), checked: None, blocks: vec![Block::paragraph(span)] };
            self.action_item(&item, group, false);
        }
    }
}

fn is_action(text: &str) -> bool {
    let is_picture = text.starts_with("![");
    let introduces = text.trim_end().ends_with(':');
    !is_picture && !introduces && text.len() <= LONGEST && tokens(text).len() >= 3
}
