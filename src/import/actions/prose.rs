//! Paragraphs below the heading of the actions: some are actions, some are about them.

use crate::import::actions::REMARKS;
use crate::import::actions::item::MARKS;
use crate::import::markdown::{Block, Item, Span};
use crate::import::words::tokens;
use crate::import::work::Work;

/// A longer paragraph is prose, not an action.
const LONGEST: usize = 400;

impl Work<'_> {
    pub(super) fn action_paragraph(&mut self, span: &Span, group: Option<&str>) {
        // Lines that each end a sentence are items; otherwise the paragraph is one.
        let lines = self.doc.lines(span);
        let ends = |line: &Span| self.raw(line).trim_end().ends_with(['.', ';', '!', '?']);
        let is_task = |line: &Span| MARKS.iter().any(|(mark, _)| self.raw(line).trim().starts_with(mark));
        let are_tasks = lines.iter().all(is_task);
        let are_numbered = lines.iter().all(|line| number(self.raw(line)).is_some());
        let are_items = lines.len() > 1 && (lines.iter().all(ends) || are_tasks || are_numbered);
        let spans = if are_items { lines } else { vec![span.clone()] };
        for span in spans {
            let text = self.doc.markdown(&span);
            if !are_tasks && !is_action(&text) {
                self.notes.add(REMARKS, &text);
                continue;
            }
            let begin = number(self.raw(&span)).filter(|_| are_numbered).unwrap_or(0);
            self.spend(self.doc.line(span.start), &text[..begin.min(text.len())], "its place in the list");
            let span = span.start + begin..span.end;
            let item = Item { span: span.clone(), checked: None, blocks: vec![Block::paragraph(span)] };
            self.action_item(&item, group, false);
        }
    }
}

/// The length of a number at the start of a line that is not a list marker in Markdown: `4.1. text`.
fn number(line: &str) -> Option<usize> {
    let length = line.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let parts = line[..length].trim_end_matches('.').split('.');
    let is_number = parts.clone().count() > 1 && parts.clone().all(|part| (1..=2).contains(&part.len()));
    (is_number && line[length..].starts_with(' ')).then_some(length + 1)
}

fn is_action(text: &str) -> bool {
    let is_picture = text.starts_with("![");
    let introduces = text.trim_end().ends_with(':');
    // A hint of the template, and a pointer to where the actions are.
    let is_hint = ["*", "_"].iter().any(|mark| {
        let inside = text.strip_prefix(mark).and_then(|text| text.strip_suffix(mark));
        inside.is_some_and(|inside| !inside.contains(mark))
    });
    let points_elsewhere = text.starts_with("See ") && text.contains("](");
    // `Create playbook. (KIM)`
    let is_long_enough = match tokens(text).len() {
        0 | 1 => false,
        2 => text.trim_end_matches('.').ends_with(')'),
        _ => true,
    };
    let is_about_actions = is_picture || introduces || is_hint || points_elsewhere;
    !is_about_actions && is_long_enough && text.len() <= LONGEST
}
