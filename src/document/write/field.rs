//! Fields with their comments as lines of YAML.

use super::scalar::{lines, list_in_flow, literal, scalar};
use serde_yaml::SerializeError;

/// A longer text is easier to read below its key than beside it.
const WIDEST: usize = 90;

/// A key with its value, and what is said about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) value: Value,
    /// Lines of comment above the key.
    pub(crate) above: Vec<String>,
    /// A comment beside the value.
    pub(crate) beside: Option<String>,
}

/// What a field contains.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A text on one line, or as a block where it has several.
    Text(String),
    /// Prose: a block also where it is one long line.
    Prose(String),
    /// What needs no quotes, such as a date.
    Plain(String),
    /// Short texts on one line.
    Words(Vec<String>),
    /// Texts, each on a line of its own.
    Texts(Vec<String>),
    Map(Vec<Field>),
    /// Mappings below each other.
    Maps(Vec<Vec<Field>>),
    /// Lines that are YAML, one element of a list each, and the comment of each.
    Elements(Vec<(Vec<String>, Option<String>)>),
}

impl Default for Value {
    fn default() -> Self {
        Value::Plain(String::new())
    }
}

impl Field {
    pub(crate) fn new(key: impl Into<String>, value: Value) -> Self {
        Field { key: key.into(), value, ..Field::default() }
    }
}

/// Fields as the lines of a mapping.
///
/// # Errors
/// A text that the writer of YAML refuses.
pub(crate) fn write(fields: &[Field]) -> Result<Vec<String>, SerializeError> {
    let mut out = Vec::new();
    for field in fields {
        out.extend(field.above.iter().map(|line| comment(line)));
        let key = scalar(&field.key)?;
        let beside = field.beside.as_ref().map(|text| format!("  {}", comment(text))).unwrap_or_default();
        let (first, below) = value(&field.value)?;
        let space = if first.is_empty() { "" } else { " " };
        out.push(format!("{key}:{space}{first}{beside}"));
        out.extend(below);
    }
    Ok(out)
}

/// What follows the key in its line, and the lines below.
fn value(value: &Value) -> Result<(String, Vec<String>), SerializeError> {
    Ok(match value {
        Value::Text(text) => match literal(text) {
            Some((header, lines)) => (header.to_owned(), indented(lines)),
            None => (scalar(text)?, Vec::new()),
        },
        Value::Prose(text) => prose(text)?,
        Value::Plain(text) => (text.clone(), Vec::new()),
        Value::Words(words) => {
            (list_in_flow(&words.iter().map(String::as_str).collect::<Vec<_>>())?, Vec::new())
        }
        Value::Texts(texts) => (String::new(), elements(texts.iter().map(|text| text_element(text)))?),
        Value::Map(fields) => (String::new(), indented(write(fields)?.iter().map(String::as_str))),
        Value::Maps(maps) => (String::new(), elements(maps.iter().map(|fields| Ok((write(fields)?, None))))?),
        Value::Elements(list) => {
            (String::new(), elements(list.iter().map(|(lines, beside)| Ok((lines.clone(), beside.clone()))))?)
        }
    })
}

/// A text that is read as a paragraph ends with a line break as one does.
fn prose(text: &str) -> Result<(String, Vec<String>), SerializeError> {
    let is_long = text.chars().count() > WIDEST || text.contains('\n');
    let ended = format!("{}\n", text.trim_end());
    match lines(&ended).filter(|_| is_long) {
        Some((header, lines)) => Ok((header.to_owned(), indented(lines))),
        None => Ok((scalar(text)?, Vec::new())),
    }
}

fn text_element(text: &str) -> Result<(Vec<String>, Option<String>), SerializeError> {
    Ok(match literal(text) {
        Some((header, lines)) => {
            let body = lines.map(str::to_owned);
            (std::iter::once(header.to_owned()).chain(body).collect(), None)
        }
        None => (vec![scalar(text)?], None),
    })
}

type Element = Result<(Vec<String>, Option<String>), SerializeError>;

/// Elements with their dashes, below a key. One that begins with a comment has it above its dash.
fn elements(list: impl Iterator<Item = Element>) -> Result<Vec<String>, SerializeError> {
    let mut out = Vec::new();
    for element in list {
        let (lines, beside) = element?;
        let comments = lines.iter().take_while(|line| line.starts_with('#')).count();
        out.extend(lines[..comments].iter().map(|line| format!("  {line}")));
        for (index, line) in lines[comments..].iter().enumerate() {
            // The comment of a text that is a block would be part of it on any other line.
            let beside = beside.as_ref().filter(|_| index == 0).map(|text| format!("  {}", comment(text)));
            let beside = beside.unwrap_or_default();
            out.push(match (index, line.as_str()) {
                (0, _) => format!("  - {line}{beside}"),
                (_, "") => String::new(),
                _ => format!("    {line}"),
            });
        }
    }
    Ok(out)
}

fn indented<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<String> {
    lines.map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }).collect()
}

/// A text as a comment: in one line, without what YAML forbids or what shows other text than it contains.
fn comment(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
    format!("# {}", text.trim())
}

#[cfg(test)]
mod tests {
    use super::{Field, Value, write};

    /// What is written for people to complete must be where they look for it, and must not become part of a text.
    #[test]
    fn puts_comments_beside_values_and_prose_below_keys() {
        let text = |text: &str| Value::Text(text.to_owned());
        let mut summary = Field::new("summary", Value::Prose("One.\n\nTwo.".to_owned()));
        summary.beside = Some("import: guessed\nfrom it".to_owned());
        let mut title = Field::new("title", text("a: b"));
        title.above = vec!["report: above".to_owned()];
        let person = vec![Field::new("name", text("K")), Field::new("email", text("k@example.org"))];
        let entry = (vec!["10:15 Alert".to_owned()], Some("import: milestone detected?".to_owned()));
        let fields = [
            title,
            Field::new("date", Value::Plain("2024-05-30".to_owned())),
            Field::new("tags", Value::Words(vec!["a".to_owned(), "b, c".to_owned()])),
            summary,
            Field::new("authors", Value::Maps(vec![person])),
            Field::new("timeline", Value::Elements(vec![entry])),
            Field::new("root_cause", Value::Texts(vec!["one\n\ntwo".to_owned(), "three".to_owned()])),
        ];
        insta::assert_snapshot!(write(&fields).unwrap().join("\n"), @r#"
        # report: above
        title: "a: b"
        date: 2024-05-30
        tags: [a, "b, c"]
        summary: |  # import: guessed from it
          One.

          Two.
        authors:
          - name: K
            email: k@example.org
        timeline:
          - 10:15 Alert  # import: milestone detected?
        root_cause:
          - |-
            one

            two
          - three
        "#);
    }
}
