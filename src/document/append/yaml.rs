//! A timeline entry as YAML: in short where that reads back the same, quoted where it must be.

use crate::model::{At, Entry};
use serde_yaml::{FlowSeq, SerializeError};

/// The lines of an entry of a block list, without the list's indent.
pub(super) fn block(entry: &Entry) -> Result<Vec<String>, SerializeError> {
    if let Some(text) = short(entry) {
        return Ok(vec![format!("- {}", in_block(&text)?)]);
    }
    let mut lines = Vec::new();
    for (key, value) in fields(entry, in_block)? {
        match literal(entry.event.as_deref().filter(|_| key == "event")) {
            Some((header, text)) => {
                lines.push(format!("event: {header}"));
                lines.extend(
                    text.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }),
                );
            }
            None => lines.push(format!("{key}: {value}")),
        }
    }
    let marked = lines.into_iter().enumerate().map(|(index, line)| match (index, line.as_str()) {
        (0, _) => format!("- {line}"),
        (_, "") => line,
        _ => format!("  {line}"),
    });
    Ok(marked.collect())
}

/// An entry of a flow list: `{at: 10:15, event: Alert, milestone: detected}`.
pub(super) fn flow(entry: &Entry) -> Result<String, SerializeError> {
    if let Some(text) = short(entry) {
        return in_flow(&text);
    }
    let fields = fields(entry, in_flow)?.into_iter().map(|(key, value)| format!("{key}: {value}"));
    Ok(format!("{{{}}}", fields.collect::<Vec<_>>().join(", ")))
}

/// `10:15 what happened`, if that says all and reads back the same.
fn short(entry: &Entry) -> Option<String> {
    let (at, event) = entry.at.as_ref().zip(entry.event.as_deref())?;
    let plain = Entry { at: Some(at.clone()), event: Some(event.to_owned()), ..Entry::default() };
    let text = format!("{at} {event}");
    let says_all = *entry == plain && !event.contains('\n') && !event.is_empty();
    (says_all && At::split(&text).is_ok_and(|read| read == (Some(at.clone()), event))).then_some(text)
}

type Scalar = fn(&str) -> Result<String, SerializeError>;

fn fields(entry: &Entry, scalar: Scalar) -> Result<Vec<(&'static str, String)>, SerializeError> {
    let mut fields = Vec::new();
    if let Some(at) = &entry.at {
        // A time needs no quotes, although other readers of YAML may take it for a number.
        fields.push(("at", at.to_string()));
    }
    let text = |text: &Option<String>| text.as_deref().map(scalar).transpose();
    fields.extend(text(&entry.event)?.map(|event| ("event", event)));
    let milestones: Vec<&str> = entry.milestone.iter().map(|milestone| milestone.name()).collect();
    fields.extend(many(&milestones, scalar)?.map(|milestones| ("milestone", milestones)));
    fields.extend(text(&entry.occurrence)?.map(|occurrence| ("occurrence", occurrence)));
    for (key, texts) in [("by", &entry.by), ("evidence", &entry.evidence)] {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        fields.extend(many(&texts, scalar)?.map(|texts| (key, texts)));
    }
    fields.extend(entry.internal.then(|| ("internal", "true".to_owned())));
    Ok(fields)
}

/// One value as it is, several as a list.
fn many(texts: &[&str], scalar: Scalar) -> Result<Option<String>, SerializeError> {
    match texts {
        [] => Ok(None),
        [text] => scalar(text).map(Some),
        texts => yaml(&FlowSeq(texts)).map(Some),
    }
}

/// A text as a value on one line.
pub(in crate::document) fn in_block(text: &str) -> Result<String, SerializeError> {
    yaml(&text)
}

/// The same inside brackets, where commas and brackets need quotes too.
pub(in crate::document) fn in_flow(text: &str) -> Result<String, SerializeError> {
    let list = yaml(&FlowSeq([text]))?;
    Ok(list.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&list).to_owned())
}

fn yaml(value: &impl serde::Serialize) -> Result<String, SerializeError> {
    let options = serde_yaml::ser_options! { prefer_block_scalars: false };
    serde_yaml::to_string_with_options(value, options).map(|yaml| yaml.trim_end_matches('\n').to_owned())
}

/// A text of several lines as a block scalar: its header and its lines. `None` where a block would not read back the
/// same.
pub(in crate::document) fn literal(text: Option<&str>) -> Option<(&'static str, std::str::Lines<'_>)> {
    let text = text?;
    let (header, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let is_break_or_mark =
        |c: char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let is_plain = |c: char| matches!(c, '\n' | '\t') || !c.is_control() && !is_break_or_mark(c);
    let is_line = |line: &str| line.is_empty() || !line.trim().is_empty();
    let sound = text.contains('\n')
        && !body.starts_with(char::is_whitespace)
        && !body.ends_with('\n')
        && !body.is_empty()
        && body.split('\n').all(is_line)
        && text.chars().all(is_plain);
    sound.then(|| (header, body.lines()))
}
