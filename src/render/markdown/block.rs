//! A field's text as blocks below a heading of the report.

use super::code::{Code, lines};
use super::inline::{starts_block, starts_task};
use super::{clean, raw};
use crate::markdown::parse;
use crate::source::line_start;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};
use std::collections::VecDeque;
use std::fmt::Write as _;

/// Appended to a text to check whether it would be a separate paragraph.
const SENTINEL: &str = "sentinel";

/// A field's text under a heading of the given level: its own headings move below that level, and what it leaves open
/// is closed.
pub(crate) fn block(text: &str, level: usize) -> String {
    let text = expand_tabs(&trim(text).replace("\r\n", "\n").replace('\r', "\n"));
    // An indent would make the first line code, or a part of the list before it.
    let text = text.trim_start_matches(' ');
    close(demote(&raw::escape(text, raw::Place::Section), level).trim_end())
}

/// A text without blank lines around it; after other words, one at its start would end their paragraph.
pub(crate) fn trim(text: &str) -> String {
    let text = clean(text);
    let text = text.trim_end();
    let blank = text.len() - text.trim_start().len();
    let start = line_start(text, blank);
    text[start..].to_owned()
}

/// A tab at the start of a line counts by its column, which the text's place in the report changes.
fn expand_tabs(text: &str) -> String {
    if !text.contains('\t') {
        return text.to_owned();
    }
    let code = Code::fenced(text);
    let lines = lines(text).map(|(line, place)| {
        let body = line.trim_start_matches([' ', '\t']);
        let indent = &line[..line.len() - body.len()];
        // A tab in code belongs to the code, unless the line could be taken as the fence that ends it.
        let is_code = code.holds(&place) && !body.starts_with("```") && !body.starts_with("~~~");
        if is_code || !indent.contains('\t') {
            return line.to_owned();
        }
        let columns =
            indent.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 });
        format!("{}{body}", " ".repeat(columns))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How an item is shown in a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Item<'a> {
    /// Its marker: `-`, `1.`.
    pub(crate) marker: &'a str,
    /// Precedes the text; not from the file.
    pub(crate) lead: &'a str,
    /// For a task list: whether it is done.
    pub(crate) done: Option<bool>,
    /// The level of the heading above.
    pub(crate) level: usize,
}

/// A field's text as a list item: its first line after the marker, the others indented. It is a task list item only if
/// `done` is set.
pub(crate) fn item(text: &str, Item { marker, lead, done, level }: Item) -> String {
    let mut text = block(text, level);
    if is_rule(&text) {
        // Escaped it is a paragraph, which the next line must not join.
        text = format!("\\{}", text.replacen('\n', "\n\n", 1));
    }
    text = led(lead, text);
    let indent = " ".repeat(marker.len() + 1);
    let mut item = format!("{marker} ");
    match done {
        Some(done) => item.push_str(if done { "[x] " } else { "[ ] " }),
        None if starts_task(&text) => item.push('\\'),
        None => {}
    }
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            item.push('\n');
            item.push_str(if line.is_empty() { "" } else { &indent });
        }
        item.push_str(line);
    }
    item
}

/// Blocks after a few words of the report's own, on a separate line if they cannot be on that of a paragraph.
pub(crate) fn led(lead: &str, blocks: String) -> String {
    match blocks {
        blocks if lead.is_empty() => blocks,
        blocks if starts_block(&blocks) => format!("{}\n\n{blocks}", lead.trim_end()),
        blocks => format!("{lead}{blocks}"),
    }
}

/// Whether the first line is a thematic break, which together with a list marker would be one across the list.
fn is_rule(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default();
    line.starts_with(['-', '*', '_']) && line.chars().all(|c| c == ' ' || line.starts_with(c))
}

/// Blocks that are followed by a list of the report's own: a comment keeps it apart from a list at their end.
pub(crate) fn separate(blocks: &str) -> String {
    let last = parse(blocks).last();
    let ends_list = matches!(last, Some(Event::End(TagEnd::List(_))));
    if ends_list { format!("{blocks}\n\n<!-- -->") } else { blocks.to_owned() }
}

/// Headings below a level, without gaps between their levels; those that would be too deep become bold lines.
fn demote(text: &str, level: usize) -> String {
    if !text.contains(['#', '=', '-']) {
        return text.to_owned();
    }
    let headings = headings(text);
    let mut levels: Vec<HeadingLevel> = headings.iter().map(|heading| heading.level).collect();
    levels.sort_unstable();
    levels.dedup();
    let mut demoted = String::with_capacity(text.len() + 2 * headings.len());
    let mut done = 0;
    for heading in &headings {
        let rank = levels.iter().position(|level| *level == heading.level).unwrap_or_default();
        let depth = level + 1 + rank;
        let words = heading.text.trim();
        let line = match (words.is_empty(), depth) {
            // Not a heading, only its mark. It and a bold line are paragraphs, which the next line must not join.
            (true, _) => format!("\\{}\n", &text[heading.start..heading.end]),
            (_, 1..=6) => format!("{} {words}", "#".repeat(depth)),
            _ => format!("**{words}**\n"),
        };
        demoted.push_str(&text[done..heading.start]);
        demoted.push_str(&line);
        done = heading.end;
    }
    demoted.push_str(&text[done..]);
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
    for (event, range) in parse(text).into_offset_iter() {
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

/// Closes a code fence or a comment that the text leaves open.
fn close(text: &str) -> String {
    if ends_clean(text) {
        return text.to_owned();
    }
    let fences = text.lines().map(|line| line.trim_start_matches([' ', '>']).trim_end());
    let fences = fences.filter(|line| line.starts_with("```") || line.starts_with("~~~"));
    let fences = fences.map(|line| &line[..line.len() - line.trim_start_matches(&line[..1]).len()]);
    let longest = fences.max_by_key(|fence| fence.len());
    for closer in longest.into_iter().chain(["-->"]) {
        let closed = format!("{text}\n{closer}");
        if ends_clean(&closed) {
            return closed;
        }
    }
    // Nothing closes it: shown as written.
    let mut code = String::new();
    for line in text.lines() {
        let _ = writeln!(code, "    {line}");
    }
    code
}

/// Whether a paragraph after the text is a separate paragraph.
fn ends_clean(text: &str) -> bool {
    if !text.contains("```") && !text.contains("~~~") && !text.contains('<') {
        return true;
    }
    let probe = format!("{text}\n\n{SENTINEL}\n");
    let mut last: VecDeque<Event> = VecDeque::with_capacity(4);
    for event in parse(&probe) {
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

    /// A heading in a field would otherwise end the report's section.
    #[test]
    fn headings_go_below_their_section() {
        assert_eq!(block("# A\n\ntext\n\n### B #\n", 2), "### A\n\ntext\n\n#### B");
        assert_eq!(block("A\n===\n\nb\n---\n", 2), "### A\n\n#### b");
        assert_eq!(block("```\n# no\n```", 2), "```\n# no\n```");
        assert_eq!(block("> # A", 2), "> ### A");
        assert_eq!(block("# A", 6), "**A**");
        assert_eq!(block("#", 2), "\\#");
    }

    /// Whatever a field leaves open would swallow the rest of the report.
    #[test]
    fn open_ends_are_closed() {
        assert_eq!(block("```rust\nfn", 2), "```rust\nfn\n```");
        assert_eq!(block("~~~~\nx\n```", 2), "~~~~\nx\n```\n~~~~");
        assert_eq!(block("a <!-- b", 2), "a <!-- b");
        assert_eq!(block("<!-- b", 2), "<!-- b\n-->");
    }
}
