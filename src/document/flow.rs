//! The causes of a syntax error inside `{}` or `[]`: there, a text ends at a comma or a bracket, and blocks are not
//! allowed.

use super::quoting::quoting;
use super::rules::INVALID_YAML;
use super::syntax::{colon_in_text, open_bracket, value_in_line};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// A block scalar starts at the end of the line: `{summary: |-`.
pub(super) fn block_inside(source: &Source, at: usize) -> Option<Diagnostic> {
    let line = source.line(source.position(at).line);
    let text = source.text()[line.clone()].trim_end();
    let before = text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let mark = before.chars().next_back().filter(|mark| matches!(mark, '|' | '>'))?;
    let start = line.start + before.len() - 1;
    let is_value = before[..before.len() - 1].trim_end().ends_with([':', ',', '[', '{']);
    let bracket = open_bracket(&source.text()[..start]).filter(|_| is_value)?;
    let pair = if source.text()[bracket..].starts_with('{') { "{}" } else { "[]" };
    let message = format!("a block with `{mark}` is not allowed inside `{pair}`");
    Some(
        Diagnostic::new(&INVALID_YAML, Span::new(start, line.start + text.len()), message)
            .help("write each key on its own line, without the brackets; or quote the text"),
    )
}

/// A text in a flow collection contains `: `, as in `{title: Foo: bar}`.
pub(super) fn second_colon(source: &Source, at: usize) -> Option<Diagnostic> {
    let line = source.line(source.position(at).line);
    let value = value_in_line(source, at)?;
    let written = source.slice(value);
    let goes_on = written.ends_with([',', ']', '}']) && open_bracket(&source.text()[..line.start]).is_some();
    let start = if written.starts_with(['[', '{']) {
        value.start()
    } else if goes_on {
        line.start
    } else {
        return None;
    };
    let text = &source.text()[start..value.end()];
    let (mut quote, mut own) = (None, None);
    for (index, c) in text.char_indices() {
        match c {
            _ if quote.is_some() => quote = quote.filter(|open| *open != c),
            // An apostrophe in a word does not open a quote.
            '"' | '\'' if !text[..index].ends_with(char::is_alphanumeric) => quote = Some(c),
            ',' | '[' | ']' | '{' | '}' => own = None,
            ':' if text[index + 1..].starts_with(' ') => match own {
                None => own = Some(index + 1),
                Some(own) => {
                    let end = text[index..].find([',', ']', '}']).map_or(text.len(), |end| index + end);
                    let (blank, written) = (&text[own..end], text[own..end].trim_start());
                    let from = start + own + blank.len() - written.len();
                    let whole = Span::new(from, from + written.trim_end().len());
                    return Some(quoting(colon_in_text(start + index), source.text(), whole));
                }
            },
            _ => {}
        }
    }
    None
}
