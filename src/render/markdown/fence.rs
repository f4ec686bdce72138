//! Follows code fences line by line, as every pass over Markdown must that leaves code alone.

/// Whether the lines seen so far are inside a code fence.
#[derive(Debug, Default)]
pub(super) struct Fence<'t> {
    open: Option<&'t str>,
    /// Whether it was opened in a quotation, with which it ends.
    quoted: bool,
}

impl<'t> Fence<'t> {
    /// Takes the next line; whether it belongs to code, the fences themselves included.
    pub(super) fn is_code(&mut self, line: &'t str) -> bool {
        let is_quoted = line.trim_start_matches(' ').starts_with('>');
        if self.quoted && !is_quoted {
            self.open = None;
        }
        let body = line.trim_start_matches([' ', '>']);
        let mark = body.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let run = mark.map_or("", |mark| &body[..body.len() - body.trim_start_matches(mark).len()]);
        // What follows an opening fence names a language; with a backtick in it, the line is text with code in it.
        let is_text = run.starts_with('`') && body[run.len()..].contains('`');
        match self.open {
            Some(open) => {
                if run.starts_with(open) && body[run.len()..].trim().is_empty() {
                    self.open = None;
                }
                true
            }
            None if run.len() >= 3 && !is_text => {
                self.open = Some(run);
                self.quoted = is_quoted;
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fence;

    /// A line taken for a fence that is none would leave all that follows as it is, headings among it.
    #[test]
    fn opens_only_where_markdown_does() {
        let code = |text: &'static str| {
            let mut fence = Fence::default();
            text.lines().map(|line| fence.is_code(line)).collect::<Vec<_>>()
        };
        assert_eq!(code("```rust\n# x\n```\n# y"), [true, true, true, false]);
        assert_eq!(code("``` `\n# x"), [false, false]);
        assert_eq!(code("~~~ `\n# x\n~~~~\n# y"), [true, true, true, false]);
        assert_eq!(code("```~~~\n# x\n```\n# y"), [true, true, true, false]);
        assert_eq!(code("``\n# x"), [false, false]);
        assert_eq!(code("> ```\n> x\n# y"), [true, true, false]);
    }
}
