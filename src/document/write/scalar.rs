//! A text as a scalar: in a line, inside brackets, in double quotes, or as a block of lines.

use serde_yaml::{FlowSeq, SerializeError};

/// A text as a value on one line.
///
/// # Errors
/// A text that the writer of YAML refuses.
pub fn scalar(text: &str) -> Result<String, SerializeError> {
    yaml(&text)
}

/// The same inside brackets, where commas and brackets need quotes too.
pub(crate) fn in_flow(text: &str) -> Result<String, SerializeError> {
    let list = list_in_flow(&[text])?;
    Ok(list.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&list).to_owned())
}

/// Several texts as a list on one line.
pub(super) fn list_in_flow(texts: &[&str]) -> Result<String, SerializeError> {
    yaml(&FlowSeq(texts))
}

fn yaml(value: &impl serde::Serialize) -> Result<String, SerializeError> {
    let options = serde_yaml::ser_options! { prefer_block_scalars: false };
    serde_yaml::to_string_with_options(value, options).map(|yaml| yaml.trim_end_matches('\n').to_owned())
}

/// A text in double quotes. For fixes, which quote what was written without: they keep it readable and in its line.
pub(crate) fn double_quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
    format!("\"{text}\"")
}

/// A multi-line text as a block scalar: its header and its lines. `None` if a block would not read back the same.
pub(crate) fn literal(text: &str) -> Option<(&'static str, std::str::Lines<'_>)> {
    text.contains('\n').then(|| lines(text)).flatten()
}

/// The same for a text of any number of lines.
pub(super) fn lines(text: &str) -> Option<(&'static str, std::str::Lines<'_>)> {
    let (header, body) = match text.strip_suffix('\n') {
        Some(body) => ("|", body),
        None => ("|-", text),
    };
    let is_break_or_mark =
        |c: char| matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let is_plain = |c: char| matches!(c, '\n' | '\t') || !c.is_control() && !is_break_or_mark(c);
    let is_line = |line: &str| line.is_empty() || !line.trim().is_empty();
    let is_block = !body.starts_with(char::is_whitespace)
        && !body.ends_with('\n')
        && !body.is_empty()
        && body.split('\n').all(is_line)
        && text.chars().all(is_plain);
    is_block.then(|| (header, body.lines()))
}
