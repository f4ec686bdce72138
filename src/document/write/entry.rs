//! A timeline entry as YAML: in short form if that reads back the same, quoted if necessary.

use super::scalar::{in_flow, list_in_flow, literal, scalar};
use crate::model::{At, Entry};
use serde_yaml::SerializeError;

/// The lines of an entry in a block sequence, without the sequence's indent.
pub(crate) fn block(entry: &Entry) -> Result<Vec<String>, SerializeError> {
    if let Some(text) = short(entry) {
        return Ok(vec![format!("- {}", scalar(&text)?)]);
    }
    let mut lines = Vec::new();
    for (key, value) in fields(entry, scalar)? {
        match entry.event.as_deref().filter(|_| key == "event").and_then(literal) {
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

/// An entry in a flow sequence: `{at: 10:15, event: Alert, milestone: detected}`.
pub(crate) fn flow(entry: &Entry) -> Result<String, SerializeError> {
    if let Some(text) = short(entry) {
        return in_flow(&text);
    }
    let fields = fields(entry, in_flow)?.into_iter().map(|(key, value)| format!("{key}: {value}"));
    Ok(format!("{{{}}}", fields.collect::<Vec<_>>().join(", ")))
}

/// `10:15 what happened`, if that is complete and reads back the same.
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
        // A time needs no quotes, although other YAML readers may take it as a number.
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

/// A single value as it is, several as a sequence.
fn many(texts: &[&str], scalar: Scalar) -> Result<Option<String>, SerializeError> {
    match texts {
        [] => Ok(None),
        [text] => scalar(text).map(Some),
        texts => list_in_flow(texts).map(Some),
    }
}
