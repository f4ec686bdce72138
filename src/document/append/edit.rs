//! Where in a text a new item of a list goes, for each way to write a sequence.

use crate::diagnostic::Edit;
use crate::document::Document;
use crate::document::FieldPath;
use crate::document::tree::{Id, Kind};
use crate::source::{Span, line_break, line_start, next_line};

/// How far a new sequence is indented from its key.
const INDENT: usize = 2;

/// A new item of a list at the top of the file, in both ways to write it.
pub(super) struct Item<'i> {
    pub(super) list: &'i str,
    /// Its lines in a block sequence.
    pub(super) block: Vec<String>,
    /// The same in a flow sequence.
    pub(super) flow: String,
}

impl Document<'_> {
    /// The edit that adds an item to its list at an index; `None` if the list is defined elsewhere, by an alias or a
    /// merge key, or shares its lines with something else.
    pub(super) fn insertion(&self, index: usize, item: &Item) -> Option<Edit> {
        let own = self.tree.pairs(0).find(|(key, _)| self.tree.node(*key).text == item.list);
        let Some((key, list)) = own else { return self.whole_list(item) };
        let node = self.tree.node(list);
        let is_flow = self.source.text()[node.span.start()..].starts_with('[');
        let has_items = self.tree.children(list).next().is_some();
        let Item { block, flow, .. } = item;
        let begun = || self.begun(key, list, block);
        match node.kind {
            Kind::Seq if !is_flow => self.in_block(list, index, block),
            Kind::Seq if has_items => Some(self.in_flow(list, index, flow)),
            Kind::Seq => begun().or_else(|| Some(insert(node.span.start() + 1, flow.clone()))),
            Kind::Plain if self.tree.is_null(list) => begun().or_else(|| {
                if node.span.is_empty() {
                    return Some(insert(self.after_colon(key)?, format!(" [{flow}]")));
                }
                Some(Edit { span: node.span, text: format!("[{flow}]") })
            }),
            _ => None,
        }
    }

    pub(in crate::document) fn after_colon(&self, key: Id) -> Option<usize> {
        let end = self.tree.node(key).span.end();
        self.source.text()[end..].find(':').map(|colon| end + colon + 1)
    }

    /// Adds lines to a block sequence.
    fn in_block(&self, list: Id, index: usize, lines: &[String]) -> Option<Edit> {
        let dash = self.first_dash(list)?;
        let indent = self.indent(dash)?;
        let at = match index.checked_sub(1) {
            None => self.with_comments_above(line_start(self.source.text(), dash)),
            Some(before) => {
                let item = self.tree.children(list).nth(before)?;
                self.after_comments(self.after_item(item), indent)
            }
        };
        Some(self.lines(at, indent, lines))
    }

    /// Where a block sequence starts. The parser's position is after the dash if the sequence is not indented.
    fn first_dash(&self, list: Id) -> Option<usize> {
        let start = self.tree.node(list).span.start();
        let first = self.tree.node(self.tree.children(list).next()?).span.start();
        if first > start && self.source.text()[start..].starts_with('-') {
            return Some(start);
        }
        let before = self.source.text()[..start].trim_end().strip_suffix('-')?;
        Some(before.len())
    }

    /// Adds an item to a non-empty flow sequence; on its own line if the item before has one.
    fn in_flow(&self, list: Id, index: usize, element: &str) -> Edit {
        let before = index.checked_sub(1).and_then(|before| self.tree.children(list).nth(before));
        let Some(before) = before else {
            return insert(self.tree.node(list).span.start() + 1, format!("{element}, "));
        };
        let span = self.tree.node(before).span;
        let line = line_start(self.source.text(), span.start());
        let indent = &self.source.text()[line..span.start()];
        let has_own_line = indent.trim().is_empty() && line > 0;
        let separator = if has_own_line {
            format!(",{}{indent}", line_break(self.source.text()))
        } else {
            ", ".to_owned()
        };
        insert(span.end(), format!("{separator}{element}"))
    }

    /// Starts a block sequence instead of `[]`, `null` or nothing. `None` if something other than a comment follows on
    /// the line.
    fn begun(&self, key: Id, value: Id, lines: &[String]) -> Option<Edit> {
        let (indent, colon) = (self.indent(self.tree.node(key).span.start())?, self.after_colon(key)?);
        let value = self.tree.node(value).span;
        let value = if value.is_empty() { Span::empty(colon) } else { value };
        let line_end = self.next_line(value.end());
        let rest = &self.source.text()[value.end()..line_end];
        let is_alone =
            rest.trim().is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#');
        let holds_comment = self.source.text()[value.range()].contains('#');
        if !is_alone || holds_comment || !self.source.text().get(colon..value.start())?.trim().is_empty() {
            return None;
        }
        let at = self.after_comments(line_end, indent);
        let added = self.lines(at, indent + INDENT, lines).text;
        if value.is_empty() {
            return Some(insert(at, added));
        }
        Some(Edit {
            span: Span::new(colon, at),
            text: format!("{}{added}", &self.source.text()[value.end()..at]),
        })
    }

    /// Adds the key and its sequence to a file without it.
    fn whole_list(&self, item: &Item) -> Option<Edit> {
        let root = self.tree.node(0);
        if self.find(&FieldPath::from(item.list)).is_some_and(|found| found.steps > 0) {
            return None;
        }
        if self.source.text()[root.span.start()..].starts_with('{') {
            let last = self.tree.pairs(0).last().map(|(_, value)| self.tree.node(value).span.end());
            let text = format!(", {}: [{}]", item.list, item.flow);
            return last.map(|last| insert(last, text));
        }
        let indent = self.indent(root.span.start())?;
        let mut at = self.next_line(root.span.end());
        // The end marker of the document comes after it.
        while at < self.source.text().len() && !self.source.text()[at..].starts_with("...") {
            at = self.next_line(at);
        }
        let indented =
            |line: &String| if line.is_empty() { String::new() } else { format!("{:INDENT$}{line}", "") };
        let inner = item.block.iter().map(indented);
        let lines: Vec<String> = std::iter::once(format!("{}:", item.list)).chain(inner).collect();
        Some(self.lines(at, indent, &lines))
    }

    /// An insertion of whole lines.
    pub(in crate::document) fn lines(&self, at: usize, indent: usize, lines: &[String]) -> Edit {
        let line_break = line_break(self.source.text());
        let mut text = String::new();
        if at > 0 && !self.source.text()[..at].ends_with('\n') {
            text.push_str(line_break);
        }
        for line in lines {
            if !line.is_empty() {
                text.extend(std::iter::repeat_n(' ', indent));
            }
            text.extend([line, line_break]);
        }
        insert(at, text)
    }

    /// The columns before a position that is the first on its line.
    fn indent(&self, at: usize) -> Option<usize> {
        let before =
            self.source.text()[line_start(self.source.text(), at)..at].trim_start_matches('\u{feff}');
        before.bytes().all(|byte| byte == b' ').then_some(before.len())
    }

    pub(in crate::document) fn next_line(&self, at: usize) -> usize {
        next_line(self.source.text(), at)
    }

    /// The start of the line after an item.
    pub(in crate::document) fn after_item(&self, item: Id) -> usize {
        let (item, last) = (self.tree.node(item), self.tree.node(self.tree.node(item).next - 1));
        let header = self.source.slice(last.span).lines().next().unwrap_or_default();
        if last.kind == Kind::Block && header.contains('+') {
            // Its blank lines are part of the text.
            return last.span.end();
        }
        self.next_line(item.span.start() + self.source.slice(item.span).trim_end().len())
    }

    /// The first line start at or after a position that is not followed by a more deeply indented comment: such a
    /// comment belongs to what is above it.
    pub(in crate::document) fn after_comments(&self, mut at: usize, indent: usize) -> usize {
        loop {
            let line = &self.source.text()[at..self.next_line(at)];
            let comment = line.trim_start_matches(' ');
            if !comment.starts_with('#') || line.len() - comment.len() <= indent {
                return at;
            }
            at = self.next_line(at);
        }
    }
}

fn insert(at: usize, text: String) -> Edit {
    Edit { span: Span::empty(at), text }
}
