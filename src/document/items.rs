//! The lines of each item of a sequence, so that items can be reordered.

use super::locate::Found;
use super::tree::{Id, Kind};
use super::{Document, FieldPath};
use crate::source::{BREAKS, Span, line_start, next_line};

impl Document<'_> {
    /// The lines of each item of a sequence, with the comments directly above it; together they are one stretch of
    /// whole lines. `None` if moving lines could change more than the order: in a flow sequence, if two items share a
    /// line, or if there are errors or aliases.
    pub(crate) fn lines_of_items(&self, list: &FieldPath) -> Option<Vec<Span>> {
        let Found { value: id, .. } = self.find(list).filter(|found| found.steps == list.segments().len())?;
        let is_moved_alone = self.tree.nodes.iter().all(|node| !matches!(node.kind, Kind::Alias(_)));
        if self.tree.node(id).kind != Kind::Seq || !is_moved_alone || self.is_dead_within(id) {
            return None;
        }
        let dashes: Option<Vec<usize>> = self.tree.children(id).map(|item| self.dash(item)).collect();
        let starts: Vec<usize> = dashes?.into_iter().map(|dash| self.with_comments_above(dash)).collect();
        let end = self.end_of_lines(self.tree.children(id).last()?);
        let ends = starts.iter().skip(1).copied().chain([end]);
        let items: Vec<Span> = starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end)).collect();
        items.iter().all(|item| !item.is_empty()).then_some(items)
    }

    fn is_dead_within(&self, id: Id) -> bool {
        (id..self.tree.node(id).next).any(|id| self.dead.get(id as usize).is_some_and(|dead| *dead))
    }

    /// Where the line of an item's dash starts; `None` if anything else is before the dash on that line, or after the
    /// item.
    fn dash(&self, item: Id) -> Option<usize> {
        let text = self.source.text();
        let before = text[..self.tree.node(item).span.start()].trim_end().strip_suffix('-')?;
        let line = line_start(text, before.len());
        text[line..before.len()].trim().is_empty().then_some(line)
    }

    /// The start of the first of the comment lines directly above a line. A comment indented deeper than the dash
    /// belongs to the item before.
    pub(super) fn with_comments_above(&self, dash_line: usize) -> usize {
        let text = self.source.text();
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let dash = indent(&text[dash_line..]);
        let mut start = dash_line;
        while start > 0 {
            let above = line_start(text, text[..start].trim_end_matches(BREAKS).len());
            let line = text[above..start].trim_end();
            // A blank line between two line breaks must not be skipped.
            let is_directly_above = text[above..start].matches('\n').count() <= 1;
            if !is_directly_above || !line.trim_start().starts_with('#') || indent(line) > dash {
                break;
            }
            start = above;
        }
        start
    }

    /// The end of the last line of an item, after its line break.
    fn end_of_lines(&self, item: Id) -> usize {
        let text = self.source.text();
        let content = self.source.slice(self.tree.node(item).span).trim_end();
        let end = self.tree.node(item).span.start() + content.len();
        next_line(text, end)
    }
}
