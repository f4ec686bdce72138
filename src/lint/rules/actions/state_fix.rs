//! Moves a state from an action's title to its `status`, with edits that leave the rest of the file unchanged.

use super::marker::Marker;
use crate::diagnostic::Edit;
use crate::document::FieldPath;
use crate::document::write::double_quoted;
use crate::lint::RuleContext;
use crate::model::ActionStatus;
use crate::path;
use crate::source::{Span, line_break, line_start};

/// The edits; `None` if only a person can decide, or if the title is used for more than this action.
pub(super) fn edits(file: &RuleContext, index: usize, title: &str, marker: &Marker) -> Option<Vec<Edit>> {
    let source = file.document.source;
    let item = Item { text: source.text(), file, path: path!["actions", index] };
    let title_path = item.path.join("title");
    let (whole, value) = (file.document.value(&item.path), file.document.value(&title_path));
    let is_own = whole.start() <= value.start() && value.end() <= whole.end().max(value.end());
    let has_title = file.document.has(&title_path);
    if !is_own
        || (!has_title && whole.start() != value.start())
        || item.is_shared(value)
        || item.is_shared(whole)
    {
        return None;
    }
    let new_status = item.new_status(marker.status)?;
    let is_flow = item.is_in_flow(if has_title { whole } else { value }, has_title);
    let rewritten = item.rewritten(title, value, marker, is_flow);
    let line_end = source.line(source.position(value.end()).line).end;
    Some(match (new_status, has_title) {
        (None, _) => vec![Edit { span: value, text: rewritten }],
        (Some(status), _) if is_flow => {
            let text = if has_title {
                format!("{rewritten}, status: {status}")
            } else {
                format!("{{title: {rewritten}, status: {status}}}")
            };
            vec![Edit { span: value, text }]
        }
        (Some(status), _) => {
            let column = item.column(if has_title { file.document.key(&title_path) } else { value })?;
            let indent = " ".repeat(column);
            let title = if has_title {
                rewritten
            } else {
                format!("title: {}", indented(&rewritten, column, line_break(item.text)))
            };
            // What follows the title on its line is a comment about it.
            let behind = &item.text[value.end()..line_end];
            let text = format!("{title}{behind}{}{indent}status: {status}", line_break(item.text));
            vec![Edit { span: Span::new(value.start(), line_end), text }]
        }
    })
}

/// An action in the file's text.
struct Item<'f, 'd> {
    text: &'f str,
    file: &'f RuleContext<'d>,
    path: FieldPath,
}

impl Item<'_, '_> {
    /// The status to write, if any; `None` if the file has another one.
    #[expect(clippy::option_option, reason = "nothing to write is not the same as nothing to be done")]
    fn new_status(&self, status: ActionStatus) -> Option<Option<&'static str>> {
        let action = self.path.segments().last().and_then(|segment| match segment {
            crate::document::Segment::Index(index) => self.file.incident.actions.get(*index),
            crate::document::Segment::Key(_) => None,
        })?;
        let written = action.status.as_ref().map(|_| action.status());
        match written {
            Some(written) if written == status => Some(None),
            Some(written) if status == ActionStatus::Open && written != ActionStatus::Done => Some(None),
            Some(_) => None,
            None if self.file.document.has(&self.path.join("status")) => None,
            None => Some((status != ActionStatus::Open).then(|| status.name())),
        }
    }

    /// Whether other places share a value, or it uses a shared one, so that an edit would change them too.
    fn is_shared(&self, value: Span) -> bool {
        let before = self.text[..value.start()].trim_end();
        let word = before.rsplit([' ', '\n', '\t', ',', '[', '{']).next().unwrap_or_default();
        word.starts_with(['&', '!']) || self.text[value.range()].starts_with(['*', '&', '!'])
    }

    /// Whether the title is in a mapping in braces, or in an item of a sequence in brackets.
    fn is_in_flow(&self, span: Span, is_map: bool) -> bool {
        if is_map {
            return self.text[span.range()].starts_with('{');
        }
        !matches!(self.text[..span.start()].trim_end().bytes().next_back(), Some(b'-'))
    }

    /// The spaces before a key of the action's mapping.
    fn column(&self, first: Span) -> Option<usize> {
        let start = line_start(self.text, first.start());
        let before = &self.text[start..first.start()];
        before.bytes().all(|b| matches!(b, b' ' | b'-')).then_some(before.len())
    }

    /// The title without the mark, as it will be written: as before if possible, else in quotes.
    fn rewritten(&self, title: &str, value: Span, marker: &Marker, is_flow: bool) -> String {
        let kept = self.file.document.text(&self.path.join("title"), marker.rest.clone());
        let (written, rest) = (&self.text[value.range()], &title[marker.rest.clone()]);
        match written.chars().next() {
            Some(quote @ ('"' | '\'')) => format!("{quote}{}{quote}", &self.text[kept.range()]),
            Some('|' | '>') => double_quoted(rest),
            _ if is_plain(rest, is_flow) => self.text[kept.range()].to_owned(),
            _ => double_quoted(rest),
        }
    }
}

/// A multi-line text, indented further so that it fits below a key.
fn indented(text: &str, column: usize, line_break: &str) -> String {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| match line.trim() {
        "" => text + line_break,
        line => format!("{text}{line_break}{}{line}", " ".repeat(column + 2)),
    })
}

/// Whether a text can be written without quotes.
fn is_plain(text: &str, is_flow: bool) -> bool {
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let begins_well = match first {
        '-' | '?' | ':' => chars.next().is_some_and(|c| !c.is_whitespace()),
        c => !(c.is_whitespace() || "[]{},#&*!|>'\"%@`".contains(c)),
    };
    let is_word = !matches!(text, "~" | "null" | "Null" | "NULL" | "---" | "...");
    let has_mark = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    begins_well && is_word && !has_mark && !(is_flow && text.contains(['[', ']', '{', '}', ',']))
}
