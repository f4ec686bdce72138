//! Lines that fit the width of a terminal.

use unicode_width::UnicodeWidthStr;

/// Words wrapped to a width, with a number of columns of the first line already used. Continuation lines start with an
/// indent, and each line except the last ends with a mark. A word longer than a line stays whole: it may be a URL or a
/// command.
pub fn wrap<'w>(
    words: impl IntoIterator<Item = &'w str>,
    taken: usize,
    indent: &str,
    mark: &str,
    width: usize,
) -> String {
    let mut wrapped = String::new();
    let mut used = taken;
    for (index, word) in words.into_iter().enumerate() {
        let length = word.width();
        if index == 0 {
            wrapped.push_str(word);
            used += length;
        } else if used + 1 + length + mark.len() > width {
            wrapped.extend([mark, "\n", indent, word]);
            used = indent.len() + length;
        } else {
            wrapped.extend([" ", word]);
            used += 1 + length;
        }
    }
    wrapped
}

/// A text of several lines, each wrapped with its own indent.
pub fn wrap_lines(text: &str, width: usize) -> String {
    let line = |line: &str| {
        let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
        format!("{indent}{}", wrap(rest.split(' '), indent.len(), indent, "", width))
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Markdown with paragraphs wrapped to the width; headings, lists, tables and code stay unchanged.
pub fn wrap_markdown(text: &str, width: usize) -> String {
    let mut lines: Vec<(bool, String)> = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        let is_text = !in_code
            && !line.is_empty()
            && !line.starts_with([' ', '#', '|', '-', '<'])
            && !line.starts_with("```");
        match lines.last_mut() {
            Some((true, paragraph)) if is_text => paragraph.extend([" ", line]),
            _ => lines.push((is_text, line.to_owned())),
        }
    }
    let fitted = |(is_text, line): (bool, String)| {
        if is_text { wrap(line.split(' '), 0, "", "", width) } else { line }
    };
    lines.into_iter().map(fitted).flat_map(|line| [line, "\n".to_owned()]).collect()
}

#[cfg(test)]
mod tests {
    use super::{wrap_lines, wrap_markdown};

    /// A wrapped URL does not open; wrapped code does not run.
    #[test]
    fn breaks_text_and_nothing_else() {
        let help = "write it on the line above: https://example.org/a/long/address/of/a/page\n  - 10:15 an entry of words";
        let wrapped = "write it on the line\nabove:\nhttps://example.org/a/long/address/of/a/page\n  - 10:15 an entry\n  of words";
        assert_eq!(wrap_lines(help, 20), wrapped);
        let page = "# a heading of many words\n\nOne\nparagraph of words.\n\n```yaml\n# a: b c d e f g h i j k l\n```\n";
        let wrapped = "# a heading of many words\n\nOne paragraph of\nwords.\n\n```yaml\n# a: b c d e f g h i j k l\n```\n";
        assert_eq!(wrap_markdown(page, 20), wrapped);
    }
}
