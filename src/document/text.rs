//! From an offset in a decoded text to its position in the file: block indents, folded lines and escapes are in
//! between.
//!
//! Whatever the style of a scalar, only white space and escapes differ between source and value. So the n-th character
//! that is not white space is the same in both.

use super::tree::{Kind, Node};
use crate::source::{BREAKS, Span};
use std::ops::Range;

/// Where a range of the decoded text is in the file.
pub(super) fn locate(source: &str, node: &Node, range: Range<usize>) -> Span {
    let decoded = &*node.text;
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let start = decoded.floor_char_boundary(range.start.min(decoded.len()));
    let end = decoded.floor_char_boundary(range.end.min(decoded.len())).max(start);
    let before = solid(&decoded[..start]);
    let inside = solid(&decoded[start..end]);
    let mut written = Written::new(source, node).filter(|(c, _)| !c.is_whitespace()).map(|(_, span)| span);
    let Some(first) = written.nth(before) else { return node.span };
    let last = inside.checked_sub(2).and_then(|more| written.nth(more)).unwrap_or(first);
    first.cover(last)
}

/// The characters of a scalar's source, each decoded, with its position.
struct Written<'s> {
    source: &'s str,
    at: usize,
    end: usize,
    kind: Kind,
}

impl<'s> Written<'s> {
    fn new(source: &'s str, node: &Node) -> Self {
        let (mut at, mut end) = (node.span.start(), node.span.end());
        match node.kind {
            Kind::Single | Kind::Double if source[at..].starts_with(['\'', '"']) => {
                at += 1;
                end -= 1;
            }
            Kind::Block => at += source[at..end].find(BREAKS).unwrap_or(end - at),
            _ => {}
        }
        Written { source, at, end: end.max(at), kind: node.kind }
    }

    /// The character after a backslash, and how many bytes encode it.
    fn escape(&self) -> (char, usize) {
        let rest = &self.source[self.at + 1..self.end];
        let Some(letter) = rest.chars().next() else { return (' ', 0) };
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => {
                let c = match letter {
                    '0' => '\0',
                    'a' => '\u{7}',
                    'b' => '\u{8}',
                    'e' => '\u{1b}',
                    'n' | 't' | 'v' | 'f' | 'r' | 'N' | '_' | 'L' | 'P' => ' ',
                    other => other,
                };
                return (c, letter.len_utf8());
            }
        };
        let code = rest.get(1..=digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let is_high = code.is_some_and(|code| (0xD800..0xDC00).contains(&code));
        // A pair of surrogates encodes one character.
        let spelt = if is_high { 2 * (1 + digits) + 1 } else { 1 + digits };
        (code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER), spelt.min(rest.len()))
    }
}

impl Iterator for Written<'_> {
    type Item = (char, Span);

    fn next(&mut self) -> Option<Self::Item> {
        let c = self.source.get(self.at..self.end)?.chars().next()?;
        let (decoded, len) = match (self.kind, c) {
            (Kind::Double, '\\') => {
                let (decoded, spelt) = self.escape();
                (decoded, 1 + spelt)
            }
            (Kind::Single, '\'') => ('\'', 2),
            _ => (c, c.len_utf8()),
        };
        let span = Span::new(self.at, (self.at + len).min(self.end));
        self.at += len;
        Some((decoded, span))
    }
}
