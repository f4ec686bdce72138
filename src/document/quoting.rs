//! Quotes around what was meant as text: where to put them, and where they would turn something else into text.

use crate::diagnostic::{Diagnostic, Edit};
use crate::document::write::double_quoted;
use crate::source::{Source, Span};

/// Adds the help and the fix to quote a stretch of text within one line.
pub(super) fn quoting(fault: Diagnostic, text: &str, span: Span) -> Diagnostic {
    quoting_as(fault, span, &text[span.range()])
}

pub(super) fn quoting_as(fault: Diagnostic, span: Span, text: &str) -> Diagnostic {
    let quoted = double_quoted(text);
    fault.help(format!("quote the text: `{quoted}`")).fix("quote the text", vec![Edit { span, text: quoted }])
}

/// The same for a value with a comment after it, which stays a comment: quoted text is printed, and a comment may be
/// only for the team. A number (`#4312`) only makes sense as text, so that is for people to decide.
pub(super) fn quoting_before(
    fault: Diagnostic,
    source: &Source,
    span: Span,
    comment: Option<Span>,
) -> Diagnostic {
    match comment.map(|comment| source.slice(comment)).filter(|comment| is_number(comment)) {
        Some(comment) => fault.help(format!("quote the text, with `{comment}` if that is part of it")),
        None => quoting(fault, source.text(), span),
    }
}

pub(super) fn is_number(comment: &str) -> bool {
    comment[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// A value on its line without the comment after it, and that comment.
pub(super) fn without_comment(source: &Source, span: Span) -> (Span, Option<Span>) {
    let value = source.slice(span);
    let comment = value.match_indices('#').find(|(at, _)| value[..*at].ends_with([' ', '\t']));
    match comment.map(|(at, _)| (value[..at].trim_end().len(), at)) {
        Some((length, at)) if length > 0 => {
            (Span::new(span.start(), span.start() + length), Some(Span::new(span.start() + at, span.end())))
        }
        _ => (span, None),
    }
}

/// Whether a value that starts like YAML may be YAML: a collection that continues or ends on this line, an alias, or an
/// anchor or tag of something other than a plain text. Quoting it would print its keys as text, including `internal:
/// true`.
pub(super) fn may_be_yaml(value: &str) -> bool {
    let (first, rest) = value.split_at(1);
    match first {
        "[" | "{" => {
            let close = if first == "[" { ']' } else { '}' };
            // `[P1] Checkout is down` is a text.
            let after = rest.rfind(close).map(|end| rest[end + 1..].trim_start());
            after.is_none_or(|after| after.is_empty() || after.starts_with([',', ']', '}', ':']))
        }
        "*" => !value.contains(char::is_whitespace),
        // `![alt](x.png)` is an image.
        "!" if rest.starts_with('[') => false,
        "&" | "!" => {
            let after = value.split_once(char::is_whitespace).map_or("", |(_, after)| after.trim_start());
            after.is_empty() || after.starts_with(['[', '{', '|', '>', '"', '\'', '&', '*', '!'])
        }
        _ => false,
    }
}
