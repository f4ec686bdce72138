//! Where a text's code blocks are, for passes over its lines that leave code unchanged.

use crate::markdown::parse;
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// The code blocks of a text, in their order.
#[derive(Debug, Default)]
pub(super) struct Code(Vec<Range<usize>>);

impl Code {
    /// Both kinds: fenced and indented.
    pub(super) fn all(text: &str) -> Self {
        // Most texts have none, which can be seen without a parser.
        let can_hold = has_fence(text) || text.contains("    ") || text.contains('\t');
        if can_hold { Code::of(text, true) } else { Code::default() }
    }

    /// Those between fences.
    pub(super) fn fenced(text: &str) -> Self {
        if has_fence(text) { Code::of(text, false) } else { Code::default() }
    }

    fn of(text: &str, indented: bool) -> Self {
        let events = parse(text).into_offset_iter();
        let blocks = events.filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(kind)) if indented || kind.is_fenced() => Some(range),
            _ => None,
        });
        Code(blocks.collect())
    }

    /// Whether a line is in one, including the lines of its fences.
    pub(super) fn holds(&self, line: &Range<usize>) -> bool {
        let next = self.0.partition_point(|block| block.end <= line.start);
        self.0.get(next).is_some_and(|block| block.start < line.end)
    }
}

fn has_fence(text: &str) -> bool {
    text.contains("```") || text.contains("~~~")
}

/// The lines of a text with their positions, without the line ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        (line.trim_end_matches('\n').trim_end_matches('\r'), range)
    })
}

#[cfg(test)]
mod tests {
    use super::{Code, lines};

    /// A line wrongly taken as code would keep spaces, and a code line not recognised would lose them.
    #[test]
    fn finds_code_where_markdown_does() {
        let code = |text: &str| {
            let code = Code::all(text);
            lines(text).map(|(_, line)| code.holds(&line)).collect::<Vec<_>>()
        };
        assert_eq!(code("```rust\n# x\n```\n# y"), [true, true, true, false]);
        assert_eq!(code("``` `\n# x"), [false, false]);
        assert_eq!(code("~~~ `\n# x\n~~~~\n# y"), [true, true, true, false]);
        assert_eq!(code("``\n# x"), [false, false]);
        assert_eq!(code("> ```\n> x\n# y"), [true, true, false]);
        assert_eq!(code("- ```\n  x\n\n  y\n  ```\n- z"), [true, true, true, true, true, false]);
        assert_eq!(code("    ```\n\n# y\n\n    z"), [true, false, false, false, true]);
    }
}
