//! Google Docs and pandoc escape what needs no escape: `2024\-05\-30`.

const ESCAPED: &str = "-:.~+|()[]*_`#>";

/// A text without such escapes.
pub(super) struct Unescaped {
    pub(super) text: String,
    /// For each byte, its position in the text as written.
    origins: Vec<usize>,
    end: usize,
}

impl Unescaped {
    pub(super) fn new(written: &str) -> Self {
        let (mut text, mut origins) = (String::with_capacity(written.len()), Vec::new());
        let mut chars = written.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let (at, c) = match chars.peek() {
                Some((next, escaped)) if c == '\\' && ESCAPED.contains(*escaped) => {
                    let found = (*next, *escaped);
                    chars.next();
                    // The backslash and what it escapes are one character.
                    (at.min(found.0), found.1)
                }
                _ => (at, c),
            };
            origins.extend(std::iter::repeat_n(at, c.len_utf8()));
            text.push(c);
        }
        Unescaped { text, origins, end: written.len() }
    }

    /// The position in the text as written.
    pub(super) fn origin(&self, at: usize) -> usize {
        self.origins.get(at).copied().unwrap_or(self.end)
    }
}
