//! A report as blocks, each with its position in the text.

use crate::import::Error;
use pulldown_cmark::{Event, OffsetIter, Tag, TagEnd};
use std::iter::Peekable;
use std::ops::Range;

/// A place in the text.
pub(in crate::import) type Span = Range<usize>;

/// The maximum depth of lists in lists: what is deeper stays Markdown.
const DEEPEST: usize = 24;
/// A report with more of them is a log, or an attack.
const MOST_BLOCKS: usize = 50_000;

/// An item of a list.
#[derive(Clone, Debug)]
pub(in crate::import) struct Item {
    pub(in crate::import) span: Span,
    /// Whether a task is done.
    pub(in crate::import) checked: Option<bool>,
    pub(in crate::import) blocks: Vec<Block>,
}

#[derive(Clone, Debug)]
pub(in crate::import) enum Kind {
    Heading(u8),
    Paragraph,
    Code,
    Html,
    Quote,
    Rule,
    /// Items, and whether the list is still complete.
    List(Vec<Item>, bool),
    /// Rows of cells, the header first.
    Table(Vec<Vec<Span>>),
    /// Text outside the parser's blocks, such as link definitions.
    Gap,
}

#[derive(Clone, Debug)]
pub(in crate::import) struct Block {
    pub(in crate::import) kind: Kind,
    pub(in crate::import) span: Span,
}

impl Block {
    pub(in crate::import) fn paragraph(span: Span) -> Self {
        Block { kind: Kind::Paragraph, span }
    }
}

type Events<'e, 't> = Peekable<&'e mut OffsetIter<'t>>;

/// Reads blocks from events.
pub(super) struct Reader {
    depth: usize,
    /// How many more blocks, items and cells are allowed.
    left: usize,
}

impl Reader {
    /// The blocks of a text.
    ///
    /// # Errors
    /// If there are more of them than in any report.
    pub(super) fn read(events: &mut OffsetIter) -> Result<Vec<Block>, Error> {
        let mut reader = Reader { depth: 0, left: MOST_BLOCKS };
        let blocks = reader.blocks(&mut events.peekable(), None, &mut None);
        if reader.left == 0 { Err(Error::TooLong) } else { Ok(blocks) }
    }

    fn count(&mut self) {
        self.left = self.left.saturating_sub(1);
    }

    fn blocks(
        &mut self,
        events: &mut Events,
        until: Option<TagEnd>,
        checked: &mut Option<bool>,
    ) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        let mut inline: Option<Span> = None;
        let mut depth = 0_usize;
        while self.left > 0 {
            let Some((event, span)) = events.next() else { break };
            let kind = match &event {
                Event::End(end) if Some(*end) == until && depth == 0 => break,
                Event::Start(tag) if depth == 0 => self.block(events, tag),
                Event::Rule => Some(Kind::Rule),
                Event::TaskListMarker(is_done) => {
                    *checked = Some(*is_done);
                    continue;
                }
                _ => None,
            };
            if let Some(kind) = kind {
                self.count();
                out.extend(inline.take().map(Block::paragraph));
                out.push(Block { kind, span });
                continue;
            }
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            inline = Some(match inline {
                Some(before) => before.start.min(span.start)..before.end.max(span.end),
                None => span,
            });
        }
        out.extend(inline.take().map(Block::paragraph));
        out
    }

    /// The content of a tag, if it is a block.
    fn block(&mut self, events: &mut Events, tag: &Tag) -> Option<Kind> {
        let end = tag.to_end();
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(*level as u8),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(_) => Kind::Code,
            Tag::HtmlBlock => Kind::Html,
            Tag::List(_) if self.depth >= DEEPEST => Kind::Quote,
            Tag::List(_) => return Some(Kind::List(self.items(events, end), true)),
            Tag::Table(_) => return Some(Kind::Table(self.rows(events, end))),
            _ => return None,
        };
        skip(events, end);
        Some(kind)
    }

    fn items(&mut self, events: &mut Events, end: TagEnd) -> Vec<Item> {
        let mut out = Vec::new();
        self.depth += 1;
        while self.left > 0 {
            let Some((event, span)) = events.next() else { break };
            match event {
                Event::Start(Tag::Item) => {
                    self.count();
                    let mut checked = None;
                    let blocks = self.blocks(events, Some(TagEnd::Item), &mut checked);
                    let start = blocks.first().map_or(span.end, |block| block.span.start);
                    out.push(Item { span: start..span.end, checked, blocks });
                }
                Event::End(found) if found == end => break,
                _ => {}
            }
        }
        self.depth -= 1;
        out
    }

    fn rows(&mut self, events: &mut Events, end: TagEnd) -> Vec<Vec<Span>> {
        let (mut out, mut ends): (Vec<Vec<Span>>, Vec<usize>) = (Vec::new(), Vec::new());
        while self.left > 0 {
            let Some((event, span)) = events.next() else { break };
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => {
                    out.push(Vec::new());
                    ends.push(span.end);
                }
                Event::Start(Tag::TableCell) => {
                    self.count();
                    skip(events, TagEnd::TableCell);
                    if let Some(row) = out.last_mut() {
                        row.push(span);
                    }
                }
                Event::End(found) if found == end => break,
                _ => {}
            }
        }
        // GFM drops cells beyond the width of the header, such as what follows a `|` in a command: they stay with the
        // last one.
        for (row, end) in out.iter_mut().zip(ends) {
            if let Some(last) = row.last_mut() {
                last.end = last.end.max(end);
            }
        }
        out
    }
}

/// Skips everything up to the end of an element.
fn skip(events: &mut Events, end: TagEnd) {
    let mut depth = 0_usize;
    for (event, _) in events.by_ref() {
        match event {
            Event::Start(tag) if tag.to_end() == end => depth += 1,
            Event::End(found) if found == end => {
                if depth == 0 {
                    return;
                }
                depth -= 1;
            }
            _ => {}
        }
    }
}

/// A list ends where its last block does: the parser lets it take in the definition of a link that follows.
pub(super) fn clamp(block: &mut Block) -> usize {
    if let Kind::List(items, _) = &mut block.kind
        && let Some(last) = items.last_mut()
        && let Some(inner) = last.blocks.last_mut()
    {
        let end = clamp(inner);
        last.span.end = end;
        block.span.end = end;
    }
    block.span.end
}

/// Makes blocks of the text between the blocks of an item.
pub(super) fn fill(text: &str, is_spent: &dyn Fn(&Span) -> bool, block: &mut Block) {
    let Kind::List(items, _) = &mut block.kind else { return };
    let is_text = |span: &Span| {
        span.start < span.end && text[span.clone()].chars().any(char::is_alphanumeric) && !is_spent(span)
    };
    for item in items {
        let mut all = Vec::new();
        let mut at = item.span.start;
        for mut inner in std::mem::take(&mut item.blocks) {
            let gap = at..inner.span.start;
            if is_text(&gap) {
                all.push(Block { kind: Kind::Gap, span: gap });
            }
            at = at.max(inner.span.end);
            fill(text, is_spent, &mut inner);
            all.push(inner);
        }
        let gap = at..item.span.end;
        if !all.is_empty() && is_text(&gap) {
            all.push(Block { kind: Kind::Gap, span: gap });
        }
        item.blocks = all;
    }
}
