//! A file's text and positions in it: byte spans, and bytes ⇄ line and column.
//!
//! All layers above use [`Span`]s, byte ranges of the text; only outputs turn them into lines and columns, through
//! [`Source::position`].

mod lines;
mod read;
mod span;

pub(crate) use lines::{BREAKS, line_break, line_start, next_line};
pub use read::{ReadError, existing, inside, read_file, read_text, real, repository, within};
pub(crate) use read::{is_repository, read_limited};
pub use span::Span;

use std::ops::Range;
use std::sync::OnceLock;

/// The text of one file, and its name in messages.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// Byte offsets where lines start; built when the first position is requested.
    lines: OnceLock<Vec<usize>>,
}

/// A position in a text. Lines and columns count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, ended by LF, CRLF or a lone CR, as in YAML.
    pub line: usize,
    /// Column in Unicode code points.
    pub column: usize,
    /// Column in UTF-16 code units, as in editors' protocols.
    pub column_utf16: usize,
    /// Offset in bytes from the start of the file, from 0.
    pub offset: usize,
}

impl Source {
    /// A text and its name in messages (a path, or `<stdin>`).
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source { name: name.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The text's name in messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span, clamped to the text and to whole characters.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[self.clamp(span)]
    }

    /// The nearest byte range within the text and on character boundaries.
    pub fn clamp(&self, span: Span) -> Range<usize> {
        let start = self.text.floor_char_boundary(span.start().min(self.text.len()));
        let end = self.text.floor_char_boundary(span.end().min(self.text.len()));
        start..end.max(start)
    }

    /// Line and column of a byte offset; one past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts().partition_point(|start| *start <= offset) - 1;
        // Editors do not count a byte order mark.
        let before = self.text[self.line_starts()[line]..offset].trim_start_matches('\u{feff}');
        let column = before.chars().count() + 1;
        // Characters of four bytes in UTF-8 are two units in UTF-16. Counting bytes is fast on a line of 16 MiB.
        let long = before.bytes().filter(|byte| *byte >= 0xF0).count();
        Position { line: line + 1, column, column_utf16: column + long, offset }
    }

    /// Byte range of a line (from 1) without its line break; empty past the end.
    pub fn line(&self, line: usize) -> Range<usize> {
        let starts = self.line_starts();
        let Some(start) = line.checked_sub(1).and_then(|index| starts.get(index)) else {
            return self.text.len()..self.text.len();
        };
        let end = starts.get(line).copied().unwrap_or(self.text.len());
        *start..start + self.text[*start..end].trim_end_matches(BREAKS).len()
    }

    fn line_starts(&self) -> &[usize] {
        self.lines.get_or_init(|| lines::line_starts(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every output format takes its positions from here: a wrong one sends the reader to the wrong place.
    #[test]
    fn counts_lines_in_all_line_endings_and_columns_in_all_units() {
        let source = Source::new("x", "a\r\nb\rc\n🎉é");
        let at = |offset| {
            let p = source.position(offset);
            (p.line, p.column, p.column_utf16)
        };
        assert_eq!(at(0), (1, 1, 1));
        assert_eq!(at(3), (2, 1, 1));
        assert_eq!(at(5), (3, 1, 1));
        assert_eq!(at(7 + 4), (4, 2, 3));
        assert_eq!(at(999), (4, 3, 4));
        assert_eq!(Source::new("x", "\u{feff}a").position(3).column, 1);
        assert_eq!(&source.text()[source.line(1)], "a");
        assert_eq!(&source.text()[source.line(4)], "🎉é");
        assert_eq!(source.line(9), source.text().len()..source.text().len());
    }

    /// A span inside a character must not panic: spans come from arithmetic on hostile files.
    #[test]
    fn clamps_spans_to_characters() {
        let source = Source::new("x", "é");
        assert_eq!(source.slice(Span::new(1, 99)), "é");
        assert_eq!(source.slice(Span::new(5, 3)), "");
    }
}
