//! Decoding errors, and how they are reported.

use super::old_forms;
use crate::diagnostic::{Diagnostic, Edit, RuleInfo};
use crate::document::build::{cut_by_comment, hashes};
use crate::document::fields::{elsewhere, is_called, is_sure, meant};
use crate::document::quoting::quoting;
use crate::document::rules::{
    INVALID_TIME, INVALID_VALUE, INVALID_YAML, MISSING_FIELD, TEXT_CUT_BY_COMMENT, TOO_COMPLEX,
    UNKNOWN_FIELD, UNKNOWN_TIMEZONE, WRONG_TYPE,
};
use crate::document::tree::{Id, Kind, Node, Tree};
use crate::document::values;
use crate::model::{AS_WRITTEN_TIME, AS_WRITTEN_ZONE, At, ParseError, certain};
use crate::source::Span;
use crate::wording::{did_you_mean, list, nearest, quoted};
use serde::de::{self, Expected, Unexpected};
use std::fmt;

/// What a key is.
const FIELD_NAME: &str = "the name of a field";
/// A longer list of fields is not useful.
const MANY_FIELDS: usize = 15;

/// A decoding error, with the node it is about once that is known.
#[derive(Debug)]
pub(super) struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    at: Option<Id>,
    what: What,
    /// The node must be decoded again: this pass removed something inside it, so there may be more errors.
    again: bool,
}

#[derive(Debug)]
pub(super) enum What {
    /// Not of the expected type.
    Mismatch {
        found: String,
        expected: String,
    },
    UnknownField {
        name: String,
        known: &'static [&'static str],
        /// Whether the field that was meant is not present.
        free: bool,
    },
    UnknownVariant {
        name: String,
        known: &'static [&'static str],
    },
    /// None of these fields is present.
    Missing {
        any_of: &'static [&'static str],
    },
    /// An error of the type's own parser.
    Refused {
        error: ParseError,
        rule: &'static RuleInfo,
    },
    /// An error that has already been reported.
    Reported,
    TooComplex,
}

impl Error {
    pub(super) fn new(what: What) -> Self {
        Error(Box::new(Inner { at: None, what, again: false }))
    }

    /// Sets the location, unless an inner error has already set it.
    pub(super) fn at(mut self, id: Id) -> Self {
        self.0.at.get_or_insert(id);
        self
    }

    /// Marks a node for another pass if this is about the node itself.
    pub(super) fn again_if(mut self, id: Id, found_inside: bool) -> Self {
        self.0.again |= found_inside && self.0.at == Some(id);
        self
    }

    /// Reports a parser's error under the rule that the type's name selects.
    pub(super) fn of_type(mut self, name: &str) -> Self {
        if let What::Refused { rule, .. } = &mut self.0.what {
            *rule = match name {
                AS_WRITTEN_TIME => &INVALID_TIME,
                AS_WRITTEN_ZONE => &UNKNOWN_TIMEZONE,
                _ => rule,
            };
        }
        self
    }

    pub(super) fn into_parts(self) -> (Option<Id>, What, bool) {
        (self.0.at, self.0.what, self.0.again)
    }
}

impl What {
    /// The finding, unless it has been reported.
    pub(super) fn into_fault(self, text: &str, tree: &Tree, id: Id) -> Option<Diagnostic> {
        let grip = tree.grip(id);
        let fault = |rule, message: String| Diagnostic::new(rule, grip, message);
        Some(match self {
            What::Reported => return None,
            What::Mismatch { found, expected } => {
                if let Some(fault) = colon_in_text(text, tree, id, &expected) {
                    return Some(fault);
                }
                let fault = fault(&WRONG_TYPE, format!("expected {expected}, found {found}"));
                match tree.node(id).kind {
                    _ if expected == FIELD_NAME => {
                        fault.help("write `name: value`; put your own data under `custom`")
                    }
                    _ if expected == "a mapping" => {
                        fault.help("write a mapping: `name: value`, one per line")
                    }
                    _ if !expected.starts_with("a sequence") => fault,
                    Kind::Map { .. } => old_forms::mapping(fault, text, tree, id),
                    kind if kind.is_scalar() => old_forms::one_value(fault, text, tree, id),
                    _ => fault,
                }
            }
            What::UnknownField { name, known, free } => {
                let fault = unknown_field(text, tree, id, &name, known, free);
                if free { renamed(fault, tree, id, &name, known) } else { fault }
            }
            What::UnknownVariant { name, known } => {
                let message = format!("`{}` is not a valid value of this field", first_line(&name));
                unknown_value(fault(&INVALID_VALUE, message), text, tree.node(id), &name, known)
            }
            What::Missing { any_of } => {
                let names: Vec<_> = quoted(any_of).collect();
                let is_chain = any_of.contains(&"chain")
                    && tree.pairs(id).any(|(key, _)| matches!(&*tree.node(key).text, "title" | "chain"));
                let first = any_of[0];
                let help =
                    if is_chain { "chain: [{question: …, answer: …}]" } else { &format!("{first}: …") };
                fault(&MISSING_FIELD, format!("{} is missing", names.join(" or ")))
                    .help(format!("add `{help}`"))
            }
            What::Refused { error, rule } => refused(text, tree.node(id), error, rule),
            What::TooComplex => {
                fault(&TOO_COMPLEX, "the file is nested too deeply, or its aliases expand to too much".into())
                    .help("write the values out instead of repeating them with aliases")
            }
        })
    }
}

/// A word that neither the format nor the team's configuration defines.
pub(in crate::document) fn unknown_word(
    text: &str,
    tree: &Tree,
    id: Id,
    name: &str,
    known: &'static [&'static str],
    own: &[&str],
) -> Option<Diagnostic> {
    let fault = What::UnknownVariant { name: name.to_owned(), known }.into_fault(text, tree, id)?;
    if own.is_empty() {
        return Some(fault);
    }
    let accepted = format!("write one of {}", list(quoted(known.iter().chain(own))));
    let meant = nearest(name, known.iter().chain(own).copied());
    let help = meant.map_or(accepted.clone(), |meant| format!("{} {accepted}", did_you_mean(meant)));
    Some(fault.help(help))
}

/// What an invalid word was probably meant to be.
fn unknown_value(fault: Diagnostic, text: &str, node: &Node, name: &str, known: &[&str]) -> Diagnostic {
    let accepted = format!("write one of {}", list(quoted(known)));
    if let Some(help) = values::elsewhere(name, known) {
        return fault.help(help);
    }
    let other = values::meant(name, known);
    let near = || nearest(name, known.iter().copied());
    let Some(meant) = other.map(|(value, _)| value).or_else(near) else { return fault.help(accepted) };
    let fault = fault.help(format!("{} {accepted}", did_you_mean(meant)));
    // An anchor would pass the new word on to other places.
    let is_anchored =
        text[..node.span.start()].trim_end().rsplit([' ', '\n']).next().is_some_and(|it| it.starts_with('&'));
    if other.is_some_and(|(_, is_sure)| is_sure) && node.kind.is_scalar() && !is_anchored {
        let edit = Edit { span: node.span, text: meant.to_owned() };
        return fault.fix(format!("write `{meant}`"), vec![edit]);
    }
    fault
}

fn unknown_field(text: &str, tree: &Tree, key: Id, name: &str, known: &[&str], free: bool) -> Diagnostic {
    if known.contains(&"at")
        && let Some(fault) = colon_after_time(text, tree, key)
    {
        return fault;
    }
    let is_name = known.iter().any(|field| is_called(name, field)) || elsewhere(name, known).is_some();
    if known.contains(&"answer")
        && let Some(fault) = old_forms::question(text, tree, key)
    {
        return fault;
    }
    if name.contains(' ')
        && !is_name
        && let Some(fault) = colon_in_text(text, tree, key, "text")
    {
        return fault;
    }
    let span = tree.node(key).span;
    let fault =
        Diagnostic::new(&UNKNOWN_FIELD, span, format!("there is no field `{}` here", first_line(name)));
    if let Some(help) = elsewhere(name, known) {
        return fault.help(help);
    }
    fault.help(match meant(name, known) {
        Some(field) if free => did_you_mean(field),
        Some(field) => format!("{} it can appear here only once", did_you_mean(field)),
        None if known.len() <= MANY_FIELDS => format!("the fields are {}", list(quoted(known))),
        None => "put your own data under `custom`, and your own sections under `notes`".into(),
    })
}

/// Renames the key to the field's name, if there is no doubt. Quotes stay: in flow style a value may directly follow
/// them.
fn renamed(fault: Diagnostic, tree: &Tree, key: Id, name: &str, known: &[&str]) -> Diagnostic {
    let node = tree.node(key);
    let quote = match node.kind {
        Kind::Plain => "",
        Kind::Single => "'",
        Kind::Double => "\"",
        _ => return fault,
    };
    match meant(name, known).filter(|field| is_sure(name, field, known)) {
        Some(field) if fault.rule == &UNKNOWN_FIELD => {
            let edit = Edit { span: node.span, text: format!("{quote}{field}{quote}") };
            fault.fix(format!("rename it to `{field}`"), vec![edit])
        }
        _ => fault,
    }
}

/// `- 10:15 Note: it broke` is a mapping in YAML, but was meant as a text. `id` is that mapping, or its key.
fn colon_in_text(text: &str, tree: &Tree, id: Id, expected: &str) -> Option<Diagnostic> {
    let key = if tree.node(id).kind.is_map() { id + 1 } else { id };
    let value = tree.nodes.get(tree.nodes.get(key as usize)?.next as usize)?;
    let key = tree.node(key);
    let in_a_line = !text.get(key.span.start()..value.span.end())?.contains('\n');
    let is_prose = key.kind == Kind::Plain && key.text.contains(' ') && value.kind == Kind::Plain;
    if !expected.contains("text") || !in_a_line || !is_prose || key.span.end() >= value.span.end() {
        return None;
    }
    let colon = Span::new(key.span.end(), key.span.end() + 1);
    let fault =
        Diagnostic::new(&INVALID_YAML, colon, "`: ` in an unquoted text makes YAML read a key and a value");
    Some(quoting(fault, text, Span::new(key.span.start(), value.span.end())))
}

/// `- 10:15: alert fires` is a mapping in YAML, but was meant as time and event.
fn colon_after_time(text: &str, tree: &Tree, id: Id) -> Option<Diagnostic> {
    let key = tree.node(id);
    let Ok((Some(at), "")) = At::split(&key.text) else { return None };
    let behind = &text[key.span.end()..];
    let start = text.len() - behind.trim_start().len();
    let colon = Span::new(start, start + usize::from(behind.trim_start().starts_with(':')));
    let message = "the `:` after this time makes YAML read a key and a value";
    let fault = Diagnostic::new(&INVALID_YAML, key.span.cover(colon), message);
    let map = tree.nodes.get(id.checked_sub(1)? as usize)?;
    let value = tree.nodes.get(key.next as usize)?;
    // Not in braces, nor after a `?`.
    let is_alone = map.kind.is_map() && map.next == value.next && map.span.start() == key.span.start();
    let is_plain = key.kind == Kind::Plain && value.kind == Kind::Plain && !value.span.is_empty();
    let meant = format!("{} {}", key.text, value.text);
    // Without the colon `7:35: PM leaves` would be another time.
    if !is_alone || !is_plain || At::split(&meant) != Ok((Some(at), &*value.text)) {
        return Some(fault.help(format!("write `at: {}` and `event: …`", key.text)));
    }
    let edit = Edit { span: colon, text: String::new() };
    Some(fault.help(format!("write `- {}`", first_line(&meant))).fix("remove the `:`", vec![edit]))
}

/// An error of the type's own parser: the invalid part is underlined, if the node contains it literally.
fn refused(text: &str, node: &Node, error: ParseError, rule: &'static RuleInfo) -> Diagnostic {
    let ParseError { message, help, range } = error;
    let span = node.span;
    let wrong = range.and_then(|range| node.text.get(range)).filter(|wrong| !wrong.is_empty());
    let place = wrong.and_then(|wrong| text.get(span.range())?.find(wrong).map(|at| (at, wrong.len())));
    let span = place.map_or(span, |(at, len)| Span::new(span.start() + at, span.start() + at + len));
    let fault = Diagnostic::new(rule, span, message);
    let Some(help) = help else { return fault };
    // The help names what was certainly meant, if the type accepts it.
    let meant = place.and(wrong).and_then(certain).filter(|meant| help.starts_with(&did_you_mean(meant)));
    let fault = fault.help(help);
    match meant {
        Some(meant) => fault.fix(format!("write `{meant}`"), vec![Edit { span, text: meant }]),
        None => fault,
    }
}

/// An unquoted text that ends at a comment that looks like more text.
pub(super) fn cut(text: &str, scalar: Span) -> Option<Diagnostic> {
    let comment = cut_by_comment(text, scalar)?;
    let message = format!("YAML reads `{}` as a comment, not as text", first_line(&text[comment.range()]));
    let whole = if scalar.is_empty() { comment } else { scalar.cover(comment) };
    let fault = Diagnostic::new(&TEXT_CUT_BY_COMMENT, comment, message);
    let cut = &text[comment.range()];
    // `#4312` only makes sense as text; `#todo` may be a channel, or a comment written in haste.
    if hashes(cut).all(|at| cut[at + 1..].starts_with(|c: char| c.is_ascii_digit())) {
        return Some(quoting(fault, text, whole));
    }
    let comment = first_line(cut[1..].trim_start());
    Some(fault.help(format!("quote the text if this is part of it; otherwise write a space: `# {comment}`")))
}

/// A boolean field without a value.
pub(super) fn empty_flag(tree: &Tree, key: Id) -> Diagnostic {
    Diagnostic::new(&WRONG_TYPE, tree.node(key).span, "expected `true` or `false`, found nothing")
        .help(format!("write `{}: true`, or remove the key", tree.node(key).text))
}

/// Enough of a text for a message.
fn first_line(text: &str) -> String {
    const ENOUGH: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?}", self.0.what)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(What::Refused { error: ParseError::carried(&message), rule: &INVALID_VALUE })
    }

    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        let expects_truth = expected.to_string() == "a boolean";
        let found = match found {
            // The quotes are the error.
            Unexpected::Str(text @ ("true" | "false")) if expects_truth => format!("the text `\"{text}\"`"),
            Unexpected::Map => "a mapping".into(),
            Unexpected::Seq => "a sequence".into(),
            Unexpected::Unit | Unexpected::Option => "nothing".into(),
            Unexpected::Str(text) => format!("`{}`", first_line(text)),
            Unexpected::Bool(value) => format!("`{value}`"),
            Unexpected::Unsigned(number) => format!("`{number}`"),
            Unexpected::Signed(number) => format!("`{number}`"),
            Unexpected::Float(number) => format!("`{number}`"),
            other => other.to_string(),
        };
        let expected = match expected.to_string().as_str() {
            "a map" => "a mapping".into(),
            "a string" => "a text".into(),
            "a boolean" => "`true` or `false`".into(),
            "u32" => "a whole number".into(),
            "field identifier" => FIELD_NAME.into(),
            other => other.to_owned(),
        };
        Self::new(What::Mismatch { found, expected })
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownVariant { name: name.to_owned(), known })
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(What::UnknownField { name: name.to_owned(), known, free: false })
    }

    fn missing_field(field: &'static str) -> Self {
        Self::custom(format_args!("`{field}` is missing"))
    }
}
