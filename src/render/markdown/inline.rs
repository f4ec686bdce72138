//! Text within a line: titles, names, table cells, list items.

use super::{clean, raw};
use crate::markdown::parse;
use crate::source::BREAKS;
use pulldown_cmark::{Event, Tag, TagEnd};

/// A text as one line of Markdown that stays in its paragraph: white space is folded, and what would start a block or
/// invalid HTML is escaped. Emphasis, code and links work.
pub(crate) fn inline(text: &str) -> String {
    let line = fold(text);
    let line = raw::escape(&line, raw::Place::Line);
    if !starts_block(&line) {
        return line.into_owned();
    }
    // A digit cannot be escaped, only what follows the number.
    let number = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    format!("{}\\{}", &line[..number], &line[number..])
}

/// The same for a table cell: pipes are escaped.
pub(crate) fn cell(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut backslashes = 0;
    for c in inline(text).chars() {
        if c == '|' && backslashes % 2 == 0 {
            escaped.push('\\');
        }
        backslashes = if c == '\\' { backslashes + 1 } else { 0 };
        escaped.push(c);
    }
    // A backslash at the end would escape the pipe after the cell.
    if backslashes % 2 == 1 {
        escaped.push('\\');
    }
    escaped
}

/// The words of a heading: a closing run of `#` would vanish.
pub(crate) fn heading(text: &str) -> String {
    let line = inline(text);
    let body = line.trim_end_matches('#');
    if body.len() < line.len() && body.ends_with(' ') {
        format!("{body}\\{}", &line[body.len()..])
    } else {
        line
    }
}

/// A link to a URL or an e-mail address; other texts stay text. Without a title it shows its target.
pub(crate) fn link(target: &str, title: Option<&str>) -> String {
    let target = &*clean(target.trim());
    if is_mailbox(target) && title.is_none() {
        return format!("<{target}>");
    }
    let is_address = ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
    let fits = !target.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'));
    match title.map(str::trim).filter(|title| !title.is_empty() && *title != target) {
        _ if !is_address || !fits => match title {
            Some(title) if title.trim() != target => format!("{}: {}", inline(title), inline(target)),
            _ => inline(target),
        },
        Some(title) if !target.contains(['(', ')']) => format!("[{}]({target})", label(title)),
        Some(title) => format!("[{}](<{target}>)", label(title)),
        None => format!("<{target}>"),
    }
}

/// Whether a text is an e-mail address of the usual form, which is a link in angle brackets.
fn is_mailbox(text: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let fits = |part: &str, marks: &str| {
        part.starts_with(is_word)
            && part.ends_with(is_word)
            && part.chars().all(|c| is_word(c) || marks.contains(c))
    };
    text.split_once('@').is_some_and(|(name, host)| {
        fits(name, "._+-") && host.split('.').all(|part| part.len() < 64 && fits(part, "-"))
    })
}

fn label(title: &str) -> String {
    inline(title).replace('[', "\\[").replace(']', "\\]")
}

/// The words alone, without Markdown: for page titles and link texts.
pub(crate) fn plain(text: &str) -> String {
    let text = if is_one_line(text) {
        inline(text)
    } else {
        raw::escape(&clean(text), raw::Place::Section).into_owned()
    };
    let mut words = String::new();
    for event in parse(&text) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. }) => {
                words.push(' ');
            }
            _ => {}
        }
    }
    fold(&words)
}

/// Whether a text is a single paragraph on a single line.
pub(crate) fn is_one_line(text: &str) -> bool {
    !text.trim().contains(BREAKS)
}

/// Whether a text is only a paragraph, which loses nothing on a single line.
pub(crate) fn is_paragraph(text: &str) -> bool {
    if text.trim().is_empty() {
        return true;
    }
    let text = raw::escape(&clean(text.trim()), raw::Place::Section).into_owned();
    let mut events = parse(&text);
    events.next() == Some(Event::Start(Tag::Paragraph))
        && events
            .by_ref()
            .take_while(|event| *event != Event::End(TagEnd::Paragraph))
            .all(|event| event != Event::HardBreak)
        && events.next().is_none()
}

fn fold(text: &str) -> String {
    let text = clean(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Whether a line would be read as something other than a paragraph.
pub(crate) fn starts_block(line: &str) -> bool {
    let thing = parse(line).next();
    let is_paragraph = matches!(thing, None | Some(Event::Start(Tag::Paragraph)));
    !is_paragraph || starts_task(line)
}

/// Whether a line would be a task after a list marker.
pub(crate) fn starts_task(line: &str) -> bool {
    let rest = ["[ ]", "[x]", "[X]"].iter().find_map(|task| line.strip_prefix(task));
    // `[x]: …` defines a link; escaped it would be a paragraph, and a rule below it would make that a heading.
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}
