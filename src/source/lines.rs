//! Where lines end: at `\n`, at `\r\n`, which is one break, and at `\r` alone, as in YAML.

/// What line breaks consist of.
pub(crate) const BREAKS: [char; 2] = ['\n', '\r'];

/// How a text breaks its lines, by its first line.
pub(crate) fn line_break(text: &str) -> &'static str {
    let first = text.find(BREAKS).map_or("", |at| &text[at..]);
    if first.starts_with("\r\n") { "\r\n" } else { "\n" }
}

/// Where the line starts that a place is in.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(BREAKS).map_or(0, |before| before + 1)
}

/// Where the line starts that follows the one a place is in; without one, the end of the text.
pub(crate) fn next_line(text: &str, at: usize) -> usize {
    let end = text[at..].find(BREAKS).map_or(text.len(), |end| at + end);
    end + if text[end..].starts_with("\r\n") { 2 } else { usize::from(end < text.len()) }
}

/// Where each line starts.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    if !text.contains('\r') {
        return std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    }
    let bytes = text.as_bytes();
    let breaks = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::{line_break, line_start, line_starts, next_line};

    /// Edits that do not agree on where a line ends tear it apart.
    #[test]
    fn all_agree_on_where_a_line_ends() {
        let text = "a\r\nb\rc\n\nd";
        let starts = line_starts(text);
        assert_eq!(starts, [0, 3, 5, 7, 8]);
        for (line, start) in starts.iter().enumerate() {
            let next = starts.get(line + 1).copied().unwrap_or(text.len());
            assert_eq!((line_start(text, *start), next_line(text, *start)), (*start, next), "line {line}");
        }
        assert_eq!(["a\nb\r\n", "a\r\nb\n", "a\rb", "a"].map(line_break), ["\n", "\r\n", "\n", "\n"]);
    }
}
