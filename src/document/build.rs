//! Parser events → [`Tree`]: extents of nodes, aliases, duplicate keys, texts that a `#` cuts off.

use super::ignore::MARKER;
use super::rules::{INVALID_YAML, SEVERAL_DOCUMENTS, TOO_COMPLEX};
use super::syntax;
use super::tree::{Id, Kind, Node, Tree};
use crate::diagnostic::Diagnostic;
use crate::source::{BREAKS, Source, Span, line_start};
use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag, options};
use std::borrow::Cow;
use std::collections::HashMap;

/// More nodes than any report has; a limit for hostile files.
const MAX_NODES: usize = 500_000;
/// Mappings with more keys than this find duplicates by hashing.
const FEW_KEYS: usize = 16;

type Fault = Box<Diagnostic>;

/// Builds the tree of a text, or reports the first syntax error.
pub(super) fn build(source: &Source) -> Result<Tree<'_>, Fault> {
    let mut builder = Builder::new(source.text());
    let options = options! {
        emit_comments: source.text().contains(MARKER),
        // The default rejects a file for a long comment.
        max_buffered_comment_events: usize::MAX,
        emit_unresolved_aliases: true,
    };
    for event in Parser::new_from_str_with_options(source.text(), options) {
        let (event, span) = event.map_err(|error| Box::new(syntax::explain(source, &error)))?;
        let bytes = span.byte_range().unwrap_or_default();
        builder.take(event, Span::new(bytes.start, bytes.end))?;
    }
    builder.unused_anchors()?;
    Ok(builder.tree)
}

/// Whether the first value of a text that is invalid YAML is a scalar.
pub(super) fn begins_as_text(text: &str) -> bool {
    let is_scalar = |event| match event {
        Ok((Event::Scalar(..), _)) => Some(true),
        Ok((Event::SequenceStart(..) | Event::MappingStart(..), _)) | Err(_) => Some(false),
        Ok(_) => None,
    };
    Parser::new_from_str(text).find_map(is_scalar).unwrap_or_default()
}

struct Builder<'s> {
    text: &'s str,
    tree: Tree<'s>,
    /// Nodes by the parser's number of their anchor, and whether an alias uses it.
    anchors: HashMap<usize, (Id, bool)>,
    /// Open collections, and whether each is in flow style.
    open: Vec<(Id, bool)>,
    documents: usize,
}

impl<'s> Builder<'s> {
    fn new(text: &'s str) -> Self {
        let tree = Tree { nodes: Vec::with_capacity(text.len() / 20), ..Tree::default() };
        Builder { text, tree, anchors: HashMap::new(), open: Vec::new(), documents: 0 }
    }

    fn take(&mut self, event: Event<'s>, span: Span) -> Result<(), Fault> {
        if self.tree.nodes.len() > MAX_NODES {
            return Err(Box::new(too_complex(span)));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.scalar(text, style, anchor, tag.as_deref(), span)?;
            }
            Event::SequenceStart(style, anchor, _) => self.start(Kind::Seq, style, anchor, span),
            Event::MappingStart(style, anchor, _) => {
                self.start(Kind::Map { merge: false }, style, anchor, span);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((id, flow)) = self.open.pop() {
                    self.close(id, flow.then_some(span.end()));
                }
            }
            Event::Alias(anchor) => self.alias(anchor, span)?,
            Event::Comment(..) => self.tree.comments.push(span),
            Event::UnresolvedAlias(name) => {
                return Err(Box::new(syntax::unknown_alias(self.text, &name, span)));
            }
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(Box::new(
                        Diagnostic::new(&SEVERAL_DOCUMENTS, span, "a second document starts here")
                            .help("put each incident into its own file"),
                    ));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, span: Span, text: Cow<'s, str>, anchor: usize) -> Id {
        let id = Id::try_from(self.tree.nodes.len()).unwrap_or(Id::MAX);
        if anchor != 0 {
            self.anchors.insert(anchor, (id, false));
        }
        self.tree.nodes.push(Node { kind, next: id + 1, span, text });
        id
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Fault> {
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema()) {
            return Err(Box::new(syntax::tag_in_text(self.text, &tag.original(), span)));
        }
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        let kind = match style {
            ScalarStyle::Plain if is_text => Kind::Double,
            ScalarStyle::Plain => Kind::Plain,
            ScalarStyle::SingleQuoted => Kind::Single,
            ScalarStyle::DoubleQuoted => Kind::Double,
            ScalarStyle::Literal | ScalarStyle::Folded => Kind::Block,
        };
        let span = if kind == Kind::Block { with_header(self.text, span) } else { span };
        // The parser represents an absent value as `~`, and places an absent key where the next token starts.
        let is_absent = span.is_empty() && kind == Kind::Plain;
        let text = if is_absent { Cow::Borrowed("") } else { text };
        let span = if is_absent { after_question_mark(self.text, span) } else { span };
        let id = self.push(kind, span, text, anchor);
        if kind == Kind::Plain && cut_by_comment(self.text, span).is_some() {
            self.tree.cuts.push(id);
        }
        Ok(())
    }

    fn start(&mut self, kind: Kind, style: StructureStyle, anchor: usize, span: Span) {
        let id = self.push(kind, span, Cow::Borrowed(""), anchor);
        self.open.push((id, style == StructureStyle::Flow));
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Fault> {
        let Some((target, used)) = self.anchors.get_mut(&anchor) else {
            return Err(Box::new(Diagnostic::new(&INVALID_YAML, span, "an alias without an anchor")));
        };
        *used = true;
        let target = *target;
        if self.open.iter().any(|(id, _)| *id == target) {
            return Err(Box::new(Diagnostic::new(
                &TOO_COMPLEX,
                span,
                "an alias refers to a value that contains it",
            )));
        }
        self.push(Kind::Alias(target), span, Cow::Borrowed(""), 0);
        Ok(())
    }

    /// Ends a collection: its extent, its merge flag, its duplicate keys.
    fn close(&mut self, id: Id, flow_end: Option<usize>) {
        let next = Id::try_from(self.tree.nodes.len()).unwrap_or(Id::MAX);
        self.tree.nodes[id as usize].next = next;
        let (mut keys, mut merge, mut last) = (0, false, None);
        let (mut seen, mut may_repeat) = (0_u128, false);
        if self.tree.node(id).kind.is_map() {
            for (key, value) in self.tree.pairs(id) {
                keys += 1;
                merge |= self.tree.is_merge(key);
                let bit = 1 << shade(&self.tree.node(key).text);
                may_repeat |= seen & bit != 0;
                seen |= bit;
                last = Some(value);
            }
            self.tree.nodes[id as usize].kind = Kind::Map { merge };
        } else {
            last = self.tree.children(id).last();
        }
        // For the parser, block collections end where the next token starts; for people, where their last child ends.
        let span = self.tree.node(id).span;
        let end = flow_end.or(last.map(|last| self.tree.node(last).span.end())).unwrap_or(span.end());
        self.tree.nodes[id as usize].span = Span::new(span.start(), end);
        if may_repeat {
            self.repeated_keys(id, keys);
        }
    }

    fn repeated_keys(&mut self, map: Id, keys: usize) {
        let tree = &self.tree;
        let names = || tree.pairs(map).map(|(key, _)| key).filter(|key| tree.node(*key).kind.is_scalar());
        let text = |key: &Id| &*tree.node(*key).text;
        let mut found = Vec::new();
        if keys <= FEW_KEYS {
            for (index, key) in names().enumerate() {
                let first = names().take(index).find(|earlier| text(earlier) == text(&key));
                found.extend(first.map(|first| (key, first)));
            }
        } else {
            let mut seen = HashMap::with_capacity(keys);
            for key in names() {
                match seen.entry(text(&key)) {
                    std::collections::hash_map::Entry::Occupied(first) => found.push((key, *first.get())),
                    std::collections::hash_map::Entry::Vacant(slot) => {
                        slot.insert(key);
                    }
                }
            }
        }
        self.tree.duplicates.extend(found);
    }

    /// `cause: &D was late` is read as `was late`: an anchor that nothing uses was meant as text.
    fn unused_anchors(&self) -> Result<(), Fault> {
        let unused = self.anchors.values().filter(|(_, used)| !used).map(|(id, _)| self.tree.node(*id));
        let first = unused.filter(|node| node.kind == Kind::Plain).min_by_key(|node| node.span.start());
        first.map_or(Ok(()), |node| Err(Box::new(syntax::anchor_in_text(self.text, node.span))))
    }
}

/// A number below 128, by which hardly two fields of a mapping are alike: only then keys are compared.
fn shade(key: &str) -> usize {
    let bytes = key.as_bytes();
    let ends = bytes
        .first()
        .zip(bytes.last())
        .map_or(0, |(first, last)| usize::from(*first) + 6 * usize::from(*last));
    (ends + 17 * key.len()) % 128
}

fn too_complex(span: Span) -> Diagnostic {
    Diagnostic::new(&TOO_COMPLEX, span, format!("more than {MAX_NODES} values")).help("split the file")
}

/// A block scalar's span including its header: the parser's span starts after it, and extends into the next line's
/// indent.
fn with_header(text: &str, span: Span) -> Span {
    let content = &text[span.range()];
    let line = line_start(text, span.start());
    // A quotation or a table at the start of the content looks the same, but has nothing before it on its line.
    if content.starts_with(['|', '>']) && !text[line..span.start()].trim().is_empty() {
        return Span::new(span.start(), span.start() + content.trim_end().len());
    }
    let end = span.start() + content.rfind(BREAKS).map_or(content.len(), |at| at + 1);
    let before = text[..span.start()].trim_end();
    let line = line_start(before, before.len());
    let start = line + header(&before[line..]).unwrap_or(before.len() - line);
    Span::new(start, end)
}

/// The position of an absent scalar: after the `?` before it, if only spaces and comments are between them.
fn after_question_mark(text: &str, scalar: Span) -> Span {
    let mut end = scalar.start();
    loop {
        let before = text[..end].trim_end();
        if before.ends_with('?') {
            return Span::empty(before.len());
        }
        // A comment ends with its line, which may be long and have many absent values.
        if !text[before.len()..end].contains(BREAKS) {
            return scalar;
        }
        let line = line_start(before, before.len());
        let Some(comment) = hashes(&before[line..]).next() else { return scalar };
        end = line + comment;
    }
}

/// Where on a line a block scalar's header starts: `|`, `>-`, `|2+`, perhaps followed by a comment.
fn header(line: &str) -> Option<usize> {
    line.char_indices().filter(|(_, c)| matches!(c, '|' | '>')).map(|(at, _)| at).find(|at| {
        let free = line[..*at].is_empty() || line[..*at].ends_with([' ', '\t']);
        let rest = line[at + 1..].trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        let comment = rest.trim_start_matches([' ', '\t']);
        free && (comment.is_empty() || (comment.starts_with('#') && comment.len() < rest.len()))
    })
}

/// The rest of the line that a comment cuts off a plain scalar, if a non-space directly follows the `#`: `PR #4312`, or
/// `ticket: #12`. It ends where a `#` followed by a space begins what looks like a real comment.
pub(super) fn cut_by_comment(text: &str, scalar: Span) -> Option<Span> {
    // Hardly any text has a `#` after it.
    let after = &text.as_bytes()[scalar.end()..];
    let after = after.strip_prefix(b":").unwrap_or(after);
    if after.iter().find(|byte| !matches!(byte, b' ' | b'\t')) != Some(&b'#') {
        return None;
    }
    let rest = &text[scalar.end()..];
    let rest = if scalar.is_empty() { rest.strip_prefix(':').unwrap_or(rest) } else { rest };
    let comment = rest.trim_start_matches([' ', '\t']);
    let start = text.len() - comment.len();
    let preceded_by_space = start == 0 || text[..start].ends_with([' ', '\t']);
    // Checked first: the line may be long, and many texts on it ask.
    if !preceded_by_space || !comment.starts_with('#') {
        return None;
    }
    let line = comment.lines().next().unwrap_or_default();
    let is_comment =
        |at: &usize| !line[at + 1..].starts_with(|c: char| !c.is_whitespace() && c != '#' && c != '!');
    let end = hashes(line).find(is_comment).unwrap_or(line.len());
    (end > 0).then(|| Span::new(start, start + line[..end].trim_end().len()))
}

/// Where on a line a `#` would begin a comment.
pub(super) fn hashes(line: &str) -> impl Iterator<Item = usize> {
    let starts = move |at: &usize| *at == 0 || line[..*at].ends_with([' ', '\t']);
    line.match_indices('#').map(|(at, _)| at).filter(starts)
}
