//! Changes fields of one element of a sequence in place, for each way in which the element can be written.

use crate::diagnostic::Edit;
use crate::document::Document;
use crate::document::tree::{Id, Kind};
use crate::document::write;
use crate::model::{Action, Date};
use crate::path;
use crate::source::{Span, line_break, line_start};
use serde_yaml::SerializeError;

/// A field and its new text; `None` if the field is removed.
type Field = (&'static str, Option<String>);

impl Document<'_> {
    /// The edits that turn an action into another one; `None` if no edit can.
    pub(super) fn edits_of_action(
        &self,
        index: usize,
        old: &Action,
        new: &Action,
    ) -> Result<Option<Vec<Edit>>, SerializeError> {
        let fields = changes(old, new);
        let tree = &self.tree;
        let list = self.find(&path!["actions"]).filter(|found| found.steps == 1);
        let item = self.find(&path!["actions", index]).filter(|found| found.steps == 2 && found.implied == 0);
        let Some((list, item)) = list.zip(item) else { return Ok(None) };
        let (list, item) = (list.value, item.value);
        if tree.node(list).kind != Kind::Seq {
            return Ok(None);
        }
        let is_flow = self.starts_with(list, '[');
        match tree.node(item).kind {
            Kind::Map { .. } if is_flow || self.starts_with(item, '{') => self.in_braces(item, &fields),
            Kind::Map { .. } => self.in_lines(item, &fields),
            kind if kind.is_scalar() && is_flow => self.braced(item, &fields),
            kind if kind.is_scalar() => self.spelt_out(item, &old.title, &fields),
            _ => Ok(None),
        }
    }

    fn starts_with(&self, id: Id, bracket: char) -> bool {
        self.source.text()[self.tree.node(id).span.start()..].starts_with(bracket)
    }

    /// The key and the value of a field that a mapping itself has.
    fn own(&self, map: Id, name: &str) -> Option<(Id, Id)> {
        self.tree.pairs(map).find(|(key, _)| self.tree.node(*key).text == name)
    }

    /// Changes fields of a mapping in braces.
    fn in_braces(&self, map: Id, fields: &[Field]) -> Result<Option<Vec<Edit>>, SerializeError> {
        let (mut edits, mut added) = (Vec::new(), String::new());
        let mut end = None;
        for (key, value) in self.tree.pairs(map) {
            let name = &*self.tree.node(key).text;
            let change = fields.iter().find(|(field, _)| *field == name);
            let value_end = self.tree.node(value).span.end().max(self.tree.node(key).span.end());
            match (change, end) {
                (Some((_, Some(text))), _) => {
                    let text = in_flow(text)?;
                    let Some(edit) = self.replacement(key, value, text) else { return Ok(None) };
                    edits.push(edit);
                }
                (Some((_, None)), Some(before)) => {
                    edits.push(Edit { span: Span::new(before, value_end), text: String::new() });
                }
                (Some((_, None)), None) => {
                    let Some(edit) = self.replacement(key, value, "null".to_owned()) else { return Ok(None) };
                    edits.push(edit);
                }
                (None, _) => {}
            }
            end = Some(value_end);
        }
        for (name, value) in fields.iter().filter(|(name, _)| self.own(map, name).is_none()) {
            if let Some(value) = value {
                added.extend([", ", name, ": ", &in_flow(value)?]);
            }
        }
        let Some(end) = end else { return Ok(None) };
        edits.extend((!added.is_empty()).then(|| Edit { span: Span::empty(end), text: added }));
        Ok(Some(edits))
    }

    /// Changes fields of a mapping that has a line for each.
    fn in_lines(&self, map: Id, fields: &[Field]) -> Result<Option<Vec<Edit>>, SerializeError> {
        let first = self.tree.pairs(map).next().map(|(key, _)| key);
        let Some((first, column)) = first.and_then(|first| Some((first, self.column(first)?))) else {
            return Ok(None);
        };
        let (mut edits, mut added) = (Vec::new(), Vec::new());
        for (name, value) in fields {
            match (self.own(map, name), value) {
                (None, Some(value)) => added.extend(lines(name, value)?),
                (None, None) => {}
                (Some((key, node)), Some(value)) => {
                    let text = self.joined(&lines("", value)?, column);
                    let Some(edit) = self.replacement(key, node, text) else { return Ok(None) };
                    edits.push(edit);
                }
                (Some((key, node)), None) => {
                    let edit = match self.column(key) {
                        Some(_) if key != first => self.removal(key, node),
                        _ => self.replacement(key, node, "null".to_owned()),
                    };
                    let Some(edit) = edit else { return Ok(None) };
                    edits.push(edit);
                }
            }
        }
        edits.extend(self.added(map, column, &added));
        Ok(Some(edits))
    }

    /// Turns an element that is a text into a mapping in braces.
    fn braced(&self, item: Id, fields: &[Field]) -> Result<Option<Vec<Edit>>, SerializeError> {
        let span = self.tree.node(item).span;
        let mut text = String::new();
        for (name, value) in fields {
            if let Some(value) = value {
                text.extend([", ", name, ": ", &in_flow(value)?]);
            }
        }
        let start = Edit { span: Span::empty(span.start()), text: "{title: ".to_owned() };
        let end = Edit { span: Span::empty(span.end()), text: format!("{text}}}") };
        Ok(Some(vec![start, end]))
    }

    /// Turns an element that is a text into a mapping with a line for each field.
    fn spelt_out(
        &self,
        item: Id,
        title: &str,
        fields: &[Field],
    ) -> Result<Option<Vec<Edit>>, SerializeError> {
        let Some(column) = self.column(item) else { return Ok(None) };
        let node = self.tree.node(item);
        let written = self.source.slice(node.span).trim_end();
        let first = if written.contains('\n') || node.kind == Kind::Block {
            let end = node.span.start() + written.len();
            let text = format!("title: {}", write::scalar(title)?);
            Edit { span: Span::new(node.span.start(), end), text }
        } else {
            Edit { span: Span::empty(node.span.start()), text: "title: ".to_owned() }
        };
        let mut added = Vec::new();
        for (name, value) in fields {
            if let Some(value) = value {
                added.extend(lines(name, value)?);
            }
        }
        Ok(Some([first].into_iter().chain(self.added(item, column, &added)).collect()))
    }

    /// Lines after those of an element.
    fn added(&self, item: Id, column: usize, lines: &[String]) -> Option<Edit> {
        let at = self.after_comments(self.after_item(item), column.saturating_sub(1));
        (!lines.is_empty()).then(|| self.lines(at, column, lines))
    }

    /// A value in place of another one, which must be a scalar, an alias or nothing.
    fn replacement(&self, key: Id, value: Id, text: String) -> Option<Edit> {
        let node = self.tree.node(value);
        if matches!(node.kind, Kind::Seq | Kind::Map { .. }) {
            return None;
        }
        if node.span.is_empty() {
            return Some(Edit { span: Span::empty(self.after_colon(key)?), text: format!(" {text}") });
        }
        let end = node.span.start() + self.source.slice(node.span).trim_end().len();
        Some(Edit { span: Span::new(node.span.start(), end), text })
    }

    /// Lines of a value that starts within a line, those after the first at a column.
    fn joined(&self, lines: &[String], column: usize) -> String {
        let mut text = String::new();
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                text.push_str(line_break(self.source.text()));
                text.extend(std::iter::repeat_n(' ', if line.is_empty() { 0 } else { column }));
            }
            text.push_str(line);
        }
        text
    }

    /// Removes the lines of a field.
    fn removal(&self, key: Id, value: Id) -> Option<Edit> {
        let text = self.source.text();
        let start = line_start(text, self.tree.node(key).span.start());
        let before = self.tree.node(key).span.start();
        // A dash, or a key before it, stays.
        if !text[start..before].trim().is_empty() {
            return None;
        }
        let end = self.next_line(self.tree.node(value).span.end().max(self.tree.node(key).span.end()));
        Some(Edit { span: Span::new(start, end), text: String::new() })
    }

    /// The column of a place with nothing but spaces and dashes before it in its line.
    fn column(&self, id: Id) -> Option<usize> {
        let at = self.tree.node(id).span.start();
        let before =
            self.source.text()[line_start(self.source.text(), at)..at].trim_start_matches('\u{feff}');
        before.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(before.len())
    }
}

/// The fields in which two actions differ.
fn changes(old: &Action, new: &Action) -> Vec<Field> {
    let mut fields = Vec::new();
    if old.status != new.status {
        fields.push(("status", new.status.as_ref().map(|status| status.name.clone())));
    }
    if old.done_on != new.done_on {
        fields.push(("done_on", new.done_on.map(|day| day.to_string())));
    }
    if old.description != new.description {
        fields.push(("description", new.description.clone()));
    }
    fields
}

/// A field as lines; without a name, its value alone.
fn lines(name: &str, value: &str) -> Result<Vec<String>, SerializeError> {
    let key = if name.is_empty() { String::new() } else { format!("{name}: ") };
    Ok(match write::literal(value) {
        Some((header, body)) => {
            let body = body.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") });
            std::iter::once(format!("{key}{header}")).chain(body).collect()
        }
        None if is_day(value) => vec![format!("{key}{value}")],
        None => vec![format!("{key}{}", write::scalar(value)?)],
    })
}

fn in_flow(value: &str) -> Result<String, SerializeError> {
    if is_day(value) { Ok(value.to_owned()) } else { write::in_flow(value) }
}

/// A day needs no quotes, although other readers of YAML may take it for a timestamp.
fn is_day(value: &str) -> bool {
    value.parse::<Date>().is_ok()
}
