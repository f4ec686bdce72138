//! Additions to YAML files of other programs, as text, so that comments and layout survive. Each is compared with what was
//! there: nothing but the addition may be new.

use super::template::indented;
use granit_parser::{Event, Parser, StructureStyle, options};
use std::ops::Range;

type Events<'t> = Vec<(Event<'t>, Range<usize>)>;

/// The hook that the addition is about.
const HOOK: &str = "postmortem-lint";

/// Whether a configuration has the hook already.
pub(super) fn has(text: &str) -> bool {
    let is_hook = |(event, _): &(Event, _)| matches!(event, Event::Scalar(text, ..) if text == HOOK);
    events(text).is_some_and(|events| events.iter().any(is_hook))
}

/// The configuration with an item added to `repos`.
pub(super) fn add(text: &str, item: &str) -> Option<String> {
    let before = events(text)?;
    let (start, end) = items(&before, "repos")?;
    // The first item is on the line of its dash.
    let first = before[start + 1].1.start;
    let line = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let indent = text[line..first].find('-').filter(|_| text[line..first].trim() == "-")?;
    // Comments that belong to the last item stay with it.
    let last = text[..before[end - 1].1.end].trim_end().len();
    let mut at = line_end(text, last);
    while let Some(comment) = text[at..].lines().next().filter(|line| line.trim_start().starts_with('#')) {
        if comment.len() - comment.trim_start().len() <= indent {
            break;
        }
        at = line_end(text, at);
    }
    let after = insert(text, at, &indented(item, indent));
    let added = events(item)?;
    // Without the start and the end of the text, the document and the list.
    let added = added.get(3..added.len().checked_sub(3)?)?;
    is_same(&after, [&before[..end], added, &before[end..]]).then_some(after)
}

/// A text with a top-level key added at its end; not if it has that key.
pub(super) fn append_key(text: &str, entry: &str) -> Option<String> {
    let before = events(text)?;
    let added = events(entry)?;
    let key = added.get(3)?;
    let end = before.iter().rposition(|(event, _)| matches!(event, Event::MappingEnd))?;
    if before[3..].iter().any(|(event, _)| *event == key.0) {
        return None;
    }
    let after = insert(text, text.len(), &format!("\n{entry}"));
    let added = added.get(3..added.len().checked_sub(3)?)?;
    is_same(&after, [&before[..end], added, &before[end..]]).then_some(after)
}

/// The parser's events with their positions; none for a text with an error.
fn events(text: &str) -> Option<Events<'_>> {
    let events = Parser::new_from_str_with_options(text, options! { emit_comments: false }).map(Result::ok);
    events.map(|event| event.map(|(event, span)| (event, span.byte_range().unwrap_or_default()))).collect()
}

/// The numbers of the event that starts a list in lines of its own, below a key at the top of the only document, and of
/// the one that ends it.
fn items(events: &Events, key: &str) -> Option<(usize, usize)> {
    let documents = events.iter().filter(|(event, _)| matches!(event, Event::DocumentStart(..))).count();
    let is_start = |event: &Event| matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
    let is_end = |event: &Event| matches!(event, Event::SequenceEnd | Event::MappingEnd);
    let mut depth = 0_usize;
    let mut found = None;
    for (index, (event, _)) in events.iter().enumerate() {
        let is_key = |before: &(Event, _)| matches!(&before.0, Event::Scalar(text, ..) if text == key);
        // One with an anchor is repeated somewhere else.
        let is_list = matches!(event, Event::SequenceStart(StructureStyle::Block, 0, _));
        if depth == 1 && is_list && index > 0 && is_key(&events[index - 1]) && found.is_none() {
            found = Some((index, 0));
        }
        depth += usize::from(is_start(event));
        depth = depth.saturating_sub(usize::from(is_end(event)));
        match &mut found {
            Some((_, end)) if *end == 0 && is_end(event) && depth == 1 => *end = index,
            _ => {}
        }
    }
    found.filter(|(start, end)| end > start && documents == 1)
}

/// Whether a text is read as these events, one after the other.
fn is_same(text: &str, parts: [&[(Event, Range<usize>)]; 3]) -> bool {
    let expected = parts.into_iter().flatten().map(|(event, _)| event);
    events(text).is_some_and(|events| events.iter().map(|(event, _)| event).eq(expected))
}

/// The start of the next line.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// A text with lines added, with the same line ends.
fn insert(text: &str, at: usize, lines: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let open = if text[..at].ends_with('\n') { "" } else { end };
    [&text[..at], open, &lines.replace('\n', end), &text[at..]].concat()
}
