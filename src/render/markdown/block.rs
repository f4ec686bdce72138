//! A field's text as blocks below a heading of the report.

use super::dialect;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::collections::VecDeque;
use std::fmt::Write as _;

/// What can be left open at the end of a text, with what closes it.
const CLOSERS: &[&str] = &["-->", "?>", "]]>", ">", "</script>", "</pre>", "</style>", "</textarea>"];
/// Stands behind a text to see whether it is a paragraph there.
const SENTINEL: &str = "sentinel";

/// A field's text under a heading of the given level: its own headings go below that one, and what it leaves open is
/// closed.
pub(crate) fn block(text: &str, level: usize) -> String {
    let text = text.trim_end().replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_start_matches('\n');
    close(&demote(text, level))
}

/// A field's text as an item of a list: its first line behind the marker, the others indented.
pub(crate) fn item(text: &str, marker: &str, level: usize) -> String {
    let text = block(text, level);
    let indent = " ".repeat(marker.len() + 1);
    let mut item = format!("{marker} ");
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            item.push('\n');
            item.push_str(if line.is_empty() { "" } else { &indent });
        }
        item.push_str(line);
    }
    item
}

/// Headings below a level, without gaps between their levels; those that would be too deep become bold lines.
fn demote(text: &str, level: usize) -> String {
    if !text.contains('#') && !text.contains("\n=") && !text.contains("\n-") && !text.contains('>') {
        return text.to_owned();
    }
    let headings = headings(text);
    let mut levels: Vec<HeadingLevel> = headings.iter().map(|heading| heading.level).collect();
    levels.sort_unstable();
    levels.dedup();
    let mut demoted = text.to_owned();
    for heading in headings.iter().rev() {
        let rank = levels.iter().position(|level| *level == heading.level).unwrap_or_default();
        let depth = level + 1 + rank;
        let words = heading.text.trim();
        let line = match (words.is_empty(), depth) {
            (true, _) => String::new(),
            (_, 1..=6) => format!("{} {words}", "#".repeat(depth)),
            _ => format!("**{words}**"),
        };
        demoted.replace_range(heading.start..heading.end, &line);
    }
    demoted
}

struct Heading {
    level: HeadingLevel,
    start: usize,
    end: usize,
    text: String,
}

fn headings(text: &str) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut inside = false;
    let mut content: Option<(usize, usize)> = None;
    for (event, range) in Parser::new_ext(text, dialect()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let end = range.start + text[range.clone()].trim_end().len();
                found.push(Heading { level, start: range.start, end, text: String::new() });
                (inside, content) = (true, None);
            }
            Event::End(TagEnd::Heading(_)) => {
                let words = content.map_or("", |(start, end)| &text[start..end]);
                if let Some(heading) = found.last_mut() {
                    // A heading over two lines may be quoted: `> a`, `> b`.
                    let lines: Vec<_> =
                        words.lines().map(|line| line.trim_start_matches([' ', '>']).trim()).collect();
                    heading.text = lines.join(" ");
                }
                inside = false;
            }
            _ if inside => {
                let (start, end) = content.unwrap_or((range.start, range.end));
                content = Some((start.min(range.start), end.max(range.end)));
            }
            _ => {}
        }
    }
    found
}

/// Closes code fences, comments and HTML that the text leaves open.
fn close(text: &str) -> String {
    if ends_clean(text) {
        return text.to_owned();
    }
    let fences = text.lines().map(|line| line.trim_start_matches([' ', '>']).trim_end());
    let fences = fences.filter(|line| line.starts_with("```") || line.starts_with("~~~"));
    let fences = fences.map(|line| &line[..line.len() - line.trim_start_matches(&line[..1]).len()]);
    let longest = fences.max_by_key(|fence| fence.len());
    for closer in longest.into_iter().chain(CLOSERS.iter().copied()) {
        let closed = format!("{text}\n{closer}");
        if ends_clean(&closed) {
            return closed;
        }
    }
    // Nothing closes it: shown as it is written.
    let mut code = String::new();
    for line in text.lines() {
        let _ = writeln!(code, "    {line}");
    }
    code
}

/// Whether a paragraph behind the text is a paragraph of its own.
fn ends_clean(text: &str) -> bool {
    if !text.contains("```") && !text.contains("~~~") && !text.contains('<') {
        return true;
    }
    let probe = format!("{text}\n\n{SENTINEL}\n");
    let mut last: VecDeque<Event> = VecDeque::with_capacity(4);
    for event in Parser::new_ext(&probe, dialect()) {
        last.push_back(event);
        if last.len() > 3 {
            last.pop_front();
        }
    }
    matches!(last.make_contiguous(), [Event::Start(Tag::Paragraph), Event::Text(words), Event::End(TagEnd::Paragraph)]
        if &**words == SENTINEL)
}

#[cfg(test)]
mod tests {
    use super::block;

    /// A heading of a field would otherwise end the section that it stands in.
    #[test]
    fn headings_go_below_their_section() {
        assert_eq!(block("# A\n\ntext\n\n### B #\n", 2), "### A\n\ntext\n\n#### B");
        assert_eq!(block("A\n===\n\nb\n---\n", 2), "### A\n\n#### b");
        assert_eq!(block("```\n# no\n```", 2), "```\n# no\n```");
        assert_eq!(block("> # A", 2), "> ### A");
        assert_eq!(block("# A", 6), "**A**");
        assert_eq!(block("#", 2), "");
    }

    /// Whatever a field leaves open would swallow the rest of the report.
    #[test]
    fn open_ends_are_closed() {
        assert_eq!(block("```rust\nfn", 2), "```rust\nfn\n```");
        assert_eq!(block("~~~~\nx\n```", 2), "~~~~\nx\n```\n~~~~");
        assert_eq!(block("a <!-- b", 2), "a <!-- b");
        assert_eq!(block("<!-- b", 2), "<!-- b\n-->");
        assert_eq!(block("<script>\nx", 2), "<script>\nx\n</script>");
    }
}
