//! Comments that ignore findings: `# postmortem: ignore[rule] reason` for a value, `ignore-file[rule]` for the file.

use super::text;
use super::tree::{Id, Kind, Node, Tree};
use crate::source::{Source, Span};
use std::ops::Range;

/// What a comment must contain to be parsed.
pub(super) const MARKER: &str = "postmortem:";

/// How the equivalent comments of other tools begin.
const FOREIGN: &[&str] = &["disable", "allow", "skip", "suppress", "noqa", "nolint"];

/// More comments than any file needs, or than can be above one value; a limit for hostile files, in which each costs a
/// search.
const MOST: usize = 500;
/// The same for comments that are only reported.
const MOST_IN_TEXTS: usize = 100;

/// An ignore comment.
#[derive(Debug, Clone, PartialEq)]
pub struct Ignore {
    /// The comment.
    pub comment: Span,
    /// The names between its brackets; empty if it has none.
    pub rules: Vec<Span>,
    /// What it covers.
    pub scope: Scope,
    /// The word before the brackets, if it is not one of ours (`ignore-next-line`): then it ignores nothing.
    pub misnamed: Option<Span>,
    /// Whether it is alone on its line.
    pub is_alone: bool,
}

/// What an ignore comment covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole file.
    File,
    /// The entry on whose first line the comment is, or that starts below it.
    Entry(Span),
    /// Nothing: no entry starts there.
    Nothing,
}

/// What looks like an ignore comment, but is part of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct InText {
    /// From the `#` to the end of the line.
    pub place: Span,
    /// The text that contains it, a block scalar including its header.
    pub text: Span,
}

/// Finds what looks like an ignore comment but is not one, because it is inside a scalar.
pub(super) fn in_texts(source: &Source, tree: &Tree) -> Vec<InText> {
    if !source.text().contains(MARKER) {
        return Vec::new();
    }
    let texts = tree.nodes.iter().filter(|node| node.kind.is_scalar() && node.text.contains(MARKER));
    let places = texts.flat_map(|node| places_in(&node.text).map(move |at| in_text(source, node, at)));
    let mut found: Vec<InText> = places.take(MOST_IN_TEXTS).collect();
    // Of several on a line, the first one is reported.
    found.dedup_by(|later, first| later.place.start() < first.place.end());
    found
}

/// Where a line of a text contains an ignore comment. In code it is a quotation.
fn places_in(text: &str) -> impl Iterator<Item = usize> {
    let mut is_fenced = false;
    text.lines().flat_map(move |line| {
        let bare = line.trim_start();
        let is_fence = bare.starts_with("~~~") || (bare.starts_with("```") && !bare[3..].contains('`'));
        is_fenced ^= is_fence;
        let offset = line.as_ptr().addr() - text.as_ptr().addr();
        let markers = line.match_indices(MARKER).filter(move |_| !is_fenced);
        markers.filter_map(move |(at, _)| {
            let before = line[..at].trim_end_matches([' ', '\t']);
            let start = before.trim_end_matches('#').len();
            let is_comment = start < before.len()
                && (start == 0 || line[..start].ends_with(char::is_whitespace))
                && line[..start].matches('`').count().is_multiple_of(2)
                && directive(&line[at..]).is_some_and(|(_, rest)| rest.starts_with('['));
            is_comment.then_some(offset + start)
        })
    })
}

/// The comment that starts at an offset of a text, up to the end of its line.
fn in_text(source: &Source, node: &Node, at: usize) -> InText {
    let start = text::locate(source.text(), node, at..at + 1).start();
    let line = source.line(source.position(start).line);
    let rest = &source.text()[start..line.end.min(node.span.end()).max(start)];
    let length = if node.kind == Kind::Double { rest.find("\\n") } else { None };
    InText { place: Span::new(start, start + length.unwrap_or(rest.len())), text: node.span }
}

/// The word of an ignore comment, without its `#`, and what follows; `None` for other comments.
fn directive(text: &str) -> Option<(&str, &str)> {
    let directive = text.trim_start().strip_prefix(MARKER)?.trim_start();
    let length =
        directive.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)).count();
    let (word, rest) = directive.split_at(length);
    // Other tools' words count as misspelt if rule names follow them; otherwise it is prose.
    let is_foreign = FOREIGN.iter().any(|start| word.starts_with(start)) && rest.starts_with('[');
    (is_foreign || word.starts_with("ignore")).then_some((word, rest))
}

/// Reads the ignore comments among all comments.
pub(super) fn ignores(source: &Source, tree: &Tree, comments: &[Span]) -> Vec<Ignore> {
    comments.iter().filter_map(|comment| ignore(source, tree, *comment)).take(MOST).collect()
}

fn ignore(source: &Source, tree: &Tree, comment: Span) -> Option<Ignore> {
    let text = source.slice(comment);
    let (word, rest) = directive(text.trim_start_matches('#'))?;
    let is_ours = matches!(word, "ignore" | "ignore-file");
    let for_file = word == "ignore-file";
    let names = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or("", |(names, _)| names);
    let offset = |part: &str| comment.start() + (part.as_ptr().addr() - text.as_ptr().addr());
    let names = names.split(',').take(MOST).map(str::trim).filter(|name| !name.is_empty());
    let rules = names.map(|name| Span::new(offset(name), offset(name) + name.len())).collect();
    let scope = if for_file { Scope::File } else { entry_scope(source, tree, comment) };
    let misnamed = (!is_ours).then(|| Span::new(offset(word), offset(word) + word.len()));
    Some(Ignore { comment, rules, scope, misnamed, is_alone: is_alone(source, comment) })
}

fn is_alone(source: &Source, comment: Span) -> bool {
    let line = source.line(source.position(comment.start()).line);
    source.text()[line.start..comment.start()].trim().is_empty()
}

fn entry_scope(source: &Source, tree: &Tree, comment: Span) -> Scope {
    let line = source.line(source.position(comment.start()).line);
    let line = if is_alone(source, comment) { next_line(source, line.end) } else { Some(line) };
    line.and_then(|line| entry_starting_in(tree, &line)).map_or(Scope::Nothing, Scope::Entry)
}

/// The next line that is neither blank nor a comment, if it is near enough for the comment to cover it.
fn next_line(source: &Source, end: usize) -> Option<Range<usize>> {
    let first = source.position(end).line + 1;
    let lines = (first..first + MOST).map(|line| source.line(line));
    let mut lines = lines.take_while(|line| line.start < source.text().len());
    lines.find(|line| {
        let text = source.text()[line.clone()].trim_start();
        !text.is_empty() && !text.starts_with('#')
    })
}

/// The outermost entry of a mapping or a sequence that starts on a line; in `{}` and `[]` everything that starts there.
fn entry_starting_in(tree: &Tree, line: &Range<usize>) -> Option<Span> {
    let starts = |span: &Span| (line.start..=line.end).contains(&span.start());
    let span = |id: Id| tree.node(id).span;
    (0..tree.nodes.len()).filter_map(|id| Id::try_from(id).ok()).find_map(|id| match tree.node(id).kind {
        Kind::Map { .. } => {
            let entries = tree.pairs(id).filter(|(key, _)| starts(&span(*key)));
            entries.map(|(key, value)| span(key).cover(span(value))).reduce(Span::cover)
        }
        Kind::Seq => tree.children(id).map(span).filter(starts).reduce(Span::cover),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::model::Settings;

    fn covered(text: &str) -> Vec<String> {
        let source = Source::new("x", text);
        let document = Document::read(&source, &Settings::default());
        let scopes = document.ignores.iter().map(|ignore| match ignore.scope {
            Scope::File => "file".to_owned(),
            Scope::Nothing => "nothing".to_owned(),
            Scope::Entry(span) => source.slice(span).trim_end().to_owned(),
        });
        scopes.collect()
    }

    /// A comment that covers less than people think brings findings back; one that covers more hides them.
    #[test]
    fn a_comment_covers_the_entry_at_its_line() {
        let text = "title: t  # postmortem: ignore[a] why\nsummary: |  # postmortem: ignore[a]\n  # postmortem: ignore[text]\n  b\n\
                    # postmortem: ignore[a]\n\n# other\nactions:\n  # postmortem: ignore[a]\n  - title: x\n    due: 2024-01-01 # postmortem: ignore[a]\n\
                    \x20 - {title: y} # postmortem: ignore[a]\n# postmortem: ignore-file[a]\n# postmortem: ignore[a]";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let found: Vec<_> = covered(&text).iter().map(|text| text.replace("\r\n", "\n")).collect();
            assert_eq!(found[0], "title: t");
            assert_eq!(found[1], "summary: |  # postmortem: ignore[a]\n  # postmortem: ignore[text]\n  b");
            assert!(found[2].starts_with("actions:") && found[2].ends_with("{title: y}"), "{}", found[2]);
            assert!(found[3].starts_with("title: x\n") && found[3].ends_with("2024-01-01"), "{}", found[3]);
            assert_eq!(found[4], "due: 2024-01-01");
            assert_eq!(found[5], "{title: y}");
            assert_eq!(found[6..], ["file", "nothing"]);
        }
    }

    /// Only comments that say `ignore` are ours; prose that mentions the program is not.
    #[test]
    fn other_comments_are_left_alone() {
        assert_eq!(covered("title: t # postmortem: see the wiki\n"), Vec::<String>::new());
    }
}
