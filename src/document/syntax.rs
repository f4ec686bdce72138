//! What a YAML syntax error means to the author of the line: the usual causes, and the quotes that fix them.

use super::flow;
use super::quoting::{is_number, may_be_yaml, quoting, quoting_as, quoting_before, without_comment};
use super::rules::{INVALID_YAML, TEXT_CUT_BY_COMMENT, TOO_COMPLEX};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{Source, Span};
use crate::wording::{did_you_mean, nearest};
use granit_parser::{ErrorKind, ScanError};

/// Explains the error at which the parser stopped.
pub(super) fn explain(source: &Source, error: &ScanError) -> Diagnostic {
    let at = source.clamp(Span::empty(error.marker().byte_offset().unwrap_or(source.text().len()))).start;
    let here = character(source, at);
    let fault = |message: &str| Diagnostic::new(&INVALID_YAML, here, message);
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => {
            Diagnostic::new(&TOO_COMPLEX, here, "sequences and mappings are nested too deeply")
                .help("an incident file needs no more than a few levels")
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            fault(&format!("the control character U+{:04X} is not allowed in YAML", u32::from(*character)))
                .help("remove it")
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => tab(source, at),
        ErrorKind::CommentInterceptedScalar => {
            let message = "a comment cuts off a text that continues on the next line";
            Diagnostic::new(&TEXT_CUT_BY_COMMENT, here, message)
                .help("quote the text, or write it as a block with `|`")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => unclosed_quote(source, at)
            .unwrap_or_else(|| fault("a quoted text is never closed").help("close the quotes")),
        ErrorKind::UnknownQuotedScalarEscape => unknown_escape(source, at),
        ErrorKind::UnclosedFlowCollection { .. } => never_closed(source, at),
        ErrorKind::InvalidColonPlacement => unclosed_above(source, at)
            .unwrap_or_else(|| fault("a `:` is not allowed here").help("quote the text that contains it")),
        ErrorKind::InvalidBlockScalarHeader => fault("text is not allowed after the `|` or `>` of a block")
            .help("start the text on the next line, indented; or quote it"),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            let second_colon = || flow::second_colon(source, at);
            second_colon()
                .or_else(|| unclosed_above(source, at))
                .unwrap_or_else(|| usual_cause(source, at, error))
        }
        _ => usual_cause(source, at, error),
    }
}

/// The usual causes of any other error, else the parser's message.
fn usual_cause(source: &Source, at: usize, error: &ScanError) -> Diagnostic {
    text_after_long_quote(source, at)
        .or_else(|| flow::block_inside(source, at))
        .or_else(|| flow::second_colon(source, at))
        .or_else(|| value_cause(source, at))
        .or_else(|| missing_space(source, at))
        .or_else(|| line_cause(source, at))
        .unwrap_or_else(|| {
            Diagnostic::new(&INVALID_YAML, character(source, at), error.info().replace('`', "'"))
        })
}

/// An alias without an anchor: `*` was meant as text, or the name is misspelt.
pub(super) fn unknown_alias(text: &str, name: &str, span: Span) -> Diagnostic {
    let source = Source::new("", text);
    let anchors = text.split(&[' ', '\n'][..]).filter_map(|word| word.strip_prefix('&'));
    let known = nearest(name, anchors).map(|near| did_you_mean(format_args!("*{near}")));
    let starts_value =
        value_in_line(&source, span.start()).is_some_and(|value| value.start() == span.start());
    let as_text = || value_cause(&source, span.start()).filter(|cause| cause.fix.is_some());
    as_text().filter(|_| starts_value && known.is_none()).unwrap_or_else(|| {
        let message = format!("`*{name}` refers to `&{name}`, which is not defined above it");
        Diagnostic::new(&INVALID_YAML, span, message).help(known.unwrap_or_else(|| "quote the text".into()))
    })
}

/// `!important note` is read as `note`: an unknown tag was meant as text.
pub(super) fn tag_in_text(text: &str, tag: &str, scalar: Span) -> Diagnostic {
    lost_word(text, tag, "a YAML tag", scalar)
}

/// `&D was late` is read as `was late`: an anchor that nothing uses was meant as text.
pub(super) fn anchor_in_text(text: &str, scalar: Span) -> Diagnostic {
    let before = text[..scalar.start()].trim_end();
    let start = before.rfind('&').unwrap_or(before.len());
    let anchor = before[start..].split_whitespace().next().unwrap_or("&");
    lost_word(text, anchor, "a YAML anchor that nothing uses", scalar)
}

fn lost_word(text: &str, word: &str, what: &str, scalar: Span) -> Diagnostic {
    let start = text[..scalar.start()].rfind(word).unwrap_or(scalar.start());
    let span = Span::new(start, start + word.len());
    let fault = Diagnostic::new(&INVALID_YAML, span, format!("`{word}` is read as {what}, not as text"));
    let whole = Span::new(start, scalar.end());
    if text[whole.range()].contains('\n') {
        return fault.help("quote the text, or write it as a block with `|`");
    }
    quoting(fault, text, whole)
}

/// The value that starts on the line of an offset: after its indent, its dashes and its key.
pub(super) fn value_in_line(source: &Source, at: usize) -> Option<Span> {
    let line = source.line(source.position(at).line);
    let text = &source.text()[line.clone()];
    let mut rest = text.trim_start();
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start();
    }
    // A key is one word; prose before a colon is not a key.
    let key = rest
        .find(": ")
        .filter(|end| rest[..*end].bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b)));
    if let Some(end) = key {
        rest = rest[end + 2..].trim_start();
    }
    let start = line.start + text.len() - rest.len();
    (!rest.is_empty()).then(|| Span::new(start, start + rest.trim_end().len()))
}

/// The usual causes that can be seen from the value on the line of the error.
fn value_cause(source: &Source, at: usize) -> Option<Diagnostic> {
    let span = value_in_line(source, at)?;
    let (span, comment) = without_comment(source, span);
    let value = source.slice(span);
    let first = value.chars().next()?;
    let fault = |span, message: String| Diagnostic::new(&INVALID_YAML, span, message);
    match first {
        '[' | '{' if value.ends_with([']', '}', ',']) => Some(
            fault(span, format!("what follows this `{first}` is not a valid sequence or mapping"))
                .help("quote each text in it that contains `: `, `, ` or a bracket"),
        ),
        '-' if value.starts_with("- ") => Some(
            fault(
                Span::new(span.start(), span.start() + 1),
                "a sequence cannot start on the line of its key".into(),
            )
            .help("start it on the next line; or quote the text"),
        ),
        '@' | '`' | '%' | '*' | '&' | '!' | '[' | '{' | ']' | '}' | ',' | '?' => {
            let mark = Span::new(span.start(), span.start() + 1);
            let name = if first == '`' { "a backtick".into() } else { format!("`{first}`") };
            if may_be_yaml(value) {
                let message = format!("what follows this `{first}` is not valid YAML");
                let help = "quote each text in it that contains `: `, `, ` or a bracket; if all of it is text, quote it all";
                return Some(fault(mark, message).help(help));
            }
            let fault = fault(mark, format!("an unquoted text cannot start with {name}"));
            // Without a key it is not a text of this file, and quotes would turn the whole file into one.
            if is_at_line_start(source, span) {
                return Some(fault.help("start the line with a key: `key: text`"));
            }
            Some(quoting_before(fault, source, span, comment))
        }
        '"' | '\'' => {
            let close = value[1..].find(first).filter(|end| end + 2 < value.len())?;
            let after = Span::new(span.start() + close + 2, span.end());
            let fault = fault(after, "text continues after its closing quote".into());
            let inner = value[1..].strip_suffix(first).unwrap_or(value);
            if comment.is_some_and(|comment| is_number(source.slice(comment))) {
                return Some(fault.help("quote the whole text"));
            }
            Some(quoting_as(fault, span, inner))
        }
        _ => {
            let colon = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
            let mark = Span::new(span.start() + colon, span.start() + colon + 1);
            // At the start of a line it follows a key, perhaps one of several words.
            let second = value.get(colon + 2..).and_then(|text| text.find(": "));
            if let Some(second) = second.filter(|_| is_at_line_start(source, span)) {
                let text = Span::new(mark.end() + 1, span.end());
                return Some(quoting_before(colon_in_text(text.start() + second), source, text, comment));
            }
            Some(quoting_before(colon_in_text(mark.start()), source, span, comment))
        }
    }
}

/// The error for a `:` in an unquoted text.
pub(super) fn colon_in_text(at: usize) -> Diagnostic {
    let message = "`: ` in an unquoted text makes YAML read a key and a value";
    Diagnostic::new(&INVALID_YAML, Span::new(at, at + 1), message)
}

/// Whether a value starts in the first column, where only top-level keys do.
fn is_at_line_start(source: &Source, value: Span) -> bool {
    source.line(source.position(value.start()).line).start == value.start()
}

/// A quoted text that starts on a line above ends on this one, with more text after it. Quoting the line would not
/// quote that text.
fn text_after_long_quote(source: &Source, at: usize) -> Option<Diagnostic> {
    let text = source.text();
    let line = source.line(source.position(at).line);
    let ends_here = |quote: &char| {
        let closes = text[line.start..at].contains(*quote);
        let opening = text[..line.start].rfind(*quote).and_then(|open| value_in_line(source, open));
        let value = opening.map(|span| source.slice(span)).unwrap_or_default();
        closes && value.starts_with(*quote) && value.matches(*quote).count() % 2 == 1
    };
    let quote = ['"', '\''].into_iter().find(ends_here)?;
    let start = line.start + text[line.start..at].find(quote)? + 1;
    let rest = Span::new(start, line.end);
    (!source.slice(rest).trim().is_empty()).then(|| {
        Diagnostic::new(&INVALID_YAML, rest, "text continues after its closing quote")
            .help("close the quote at the end of the text, or write the text as a block with `|`")
    })
}

/// `title:b` is one word in YAML; the error appears on the line below.
fn missing_space(source: &Source, at: usize) -> Option<Diagnostic> {
    let range = source.line(source.position(at).line.checked_sub(1)?);
    let line = &source.text()[range.clone()];
    let body = line.trim_start().trim_start_matches("- ");
    let colon =
        body.find(':').filter(|end| body[..*end].bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))?;
    let start = range.start + line.len() - body.len();
    let is_word = colon > 0 && body[colon + 1..].starts_with(|c: char| c.is_alphanumeric());
    is_word.then(|| {
        let mark = Span::new(start + colon, start + colon + 1);
        let edit = Edit { span: Span::empty(mark.end()), text: " ".into() };
        Diagnostic::new(&INVALID_YAML, mark, "missing space after this `:`")
            .help(format!("write `{}: {}`", &body[..colon], body[colon + 1..].trim_end()))
            .fix("add the space", vec![edit])
    })
}

/// An unclosed bracket above makes the next key an error, unless that key is indented as part of it.
fn unclosed_above(source: &Source, at: usize) -> Option<Diagnostic> {
    let open = open_bracket(&source.text()[..at])?;
    let indent = |at| {
        let line = &source.text()[source.line(source.position(at).line)];
        line.len() - line.trim_start().len()
    };
    (source.position(open).line < source.position(at).line && indent(at) <= indent(open))
        .then(|| never_closed(source, open))
}

/// The last bracket that is still open at the end of a text.
pub(super) fn open_bracket(text: &str) -> Option<usize> {
    let (mut closed, mut start) = (0_usize, text.len());
    for line in text.split_inclusive('\n').rev() {
        start -= line.len();
        let code = line.find(" #").map_or(line, |comment| &line[..comment]);
        for (at, bracket) in code.rmatch_indices(['[', '{', ']', '}']) {
            match bracket {
                "]" | "}" => closed += 1,
                _ if closed == 0 => return Some(start + at),
                _ => closed -= 1,
            }
        }
    }
    None
}

/// The bracket at an offset is never closed, or a comment contains the one that closes it.
fn never_closed(source: &Source, open: usize) -> Diagnostic {
    let line = source.line(source.position(open).line);
    let rest = source.text()[open..line.end].trim_end();
    if let Some(cut) = rest.find(" #") {
        let comment = Span::new(open + cut + 1, open + rest.len());
        if source.slice(comment).contains([']', '}']) {
            let message = format!("YAML reads `{}` as a comment, not as text", source.slice(comment));
            return Diagnostic::new(&TEXT_CUT_BY_COMMENT, comment, message)
                .help("quote the text that contains the `#`");
        }
    }
    let bracket = &rest[..1];
    let message = format!("this `{bracket}` is never closed");
    Diagnostic::new(&INVALID_YAML, Span::new(open, open + 1), message).help("close it, or quote the text")
}

fn unknown_escape(source: &Source, at: usize) -> Diagnostic {
    const KNOWN: &str = "0abt\tnvfre \"/\\N_LPxuU\n\r";
    let text = &source.text()[at..];
    let mut escapes = text.char_indices().zip(text.chars().skip(1)).filter(|((_, c), _)| *c == '\\');
    let unknown =
        escapes.find(|((start, _), next)| !KNOWN.contains(*next) && !text[..*start].ends_with('\\'));
    let span = unknown.map_or(Span::empty(at), |((start, _), next)| {
        Span::new(at + start, at + start + 1 + next.len_utf8())
    });
    Diagnostic::new(&INVALID_YAML, span, "YAML has no such escape")
        .help("write `\\\\` for a backslash, or use single quotes")
}

/// The usual causes that can be seen from the form of the line.
fn line_cause(source: &Source, at: usize) -> Option<Diagnostic> {
    let range = source.line(source.position(at).line);
    let line = source.text()[range.clone()].trim_end();
    let body = line.trim_start();
    let span = Span::new(range.start + line.len() - body.len(), range.start + line.len());
    if body.is_empty() {
        return None;
    }
    let fault = |message: &str| Diagnostic::new(&INVALID_YAML, span, message);
    let is_entry = body.starts_with("- ") || body == "-";
    let has_key = body.contains(": ") || body.ends_with(':');
    if !is_entry && !has_key {
        return Some(
            fault("this line is not a `key: value`")
                .help("indent it if it belongs to the text above, write that text as a block with `|`, or give it a key"),
        );
    }
    Some(
        fault("the indentation of this line does not match any line above")
            .help("align it with the lines that it belongs to"),
    )
}

fn tab(source: &Source, at: usize) -> Diagnostic {
    let text = source.text();
    let line = source.line(source.position(at).line);
    let in_line = text[line.clone()].find('\t').map(|tab| line.start + tab);
    let start = in_line.or_else(|| text[at..].find('\t').map(|tab| at + tab)).unwrap_or(at);
    let length = text[start..].bytes().take_while(|byte| *byte == b'\t').count();
    Diagnostic::new(&INVALID_YAML, Span::new(start, start + length), "a tab cannot indent YAML")
        .help("indent with spaces; most editors can convert tabs to spaces")
}

fn unclosed_quote(source: &Source, at: usize) -> Option<Diagnostic> {
    // The parser reports the error where the text ends or its indent breaks; the opening quote is there or above.
    let mut line = source.position(at).line;
    let opening = loop {
        let range = source.line(line);
        let value = value_in_line(source, range.start);
        let opens = |span: &Span| {
            let value = source.slice(*span);
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            (value.matches(quote).count() % 2 == 1).then_some(*span)
        };
        if let Some(span) = value.as_ref().and_then(opens) {
            break span;
        }
        line = line.checked_sub(1).filter(|line| *line > 0)?;
    };
    let mark = Span::new(opening.start(), opening.start() + 1);
    Some(
        Diagnostic::new(&INVALID_YAML, mark, "the quote that opens this text is never closed")
            .help("close it at the end of the text, or write the text as a block with `|`"),
    )
}

/// The character at an offset; at the end of the text the last one.
fn character(source: &Source, at: usize) -> Span {
    let text = source.text();
    match text[at..].chars().next() {
        Some(c) if c != '\n' && c != '\r' => Span::new(at, at + c.len_utf8()),
        _ => Span::empty(at),
    }
}
