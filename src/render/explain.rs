//! The engine's messages about a template in our words, each with a location and, if possible, a help.

use super::meter;
use super::tags::{Kind, Tag, tags};
use crate::wording::{did_you_mean, list, nearest};
use std::ops::Range;

/// How a template handles values that only some files have.
const OPTIONAL: &str = "test it first, `{% if … %}`, or give a default: `| default(value=\"\")`";

/// Where filters are documented.
const FILTERS_PAGE: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/templates.md#filters");

/// What templates can use, ours first; see `filters.rs`, and the engine's `tera.rs`.
#[rustfmt::skip]
const FILTERS: &[&str] = &[
    "demote", "item", "anchor", "separate", "inline", "cell", "plain", "heading", "ticket_link", "label",
    "safe", "default", "upper", "lower", "wordcount", "escape", "escape_html", "escape_xml", "newlines_to_br",
    "pluralize", "trim", "trim_start", "trim_end", "replace", "capitalize", "title", "truncate", "indent", "str",
    "int", "float", "length", "reverse", "split", "abs", "round", "first", "last", "nth", "join", "sort", "unique",
    "get", "values", "keys", "pairs", "group_by",
];
#[rustfmt::skip]
const TESTS: &[&str] = &[
    "string", "number", "map", "bool", "array", "integer", "float", "none", "iterable", "defined", "undefined", "odd",
    "even", "divisible_by", "starting_with", "ending_with", "containing",
];
const FUNCTIONS: &[&str] = &["range", "throw", "super"];
#[rustfmt::skip]
const TAGS: &[&str] = &[
    "if", "elif", "else", "endif", "for", "endfor", "set", "set_global", "endset", "block", "endblock", "include",
    "extends", "component", "endcomponent", "filter", "endfilter", "raw", "endraw", "break", "continue",
];

/// An error in a template.
pub(super) struct Explained {
    pub(super) place: Range<usize>,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// Names that a template can use in addition to those of the engine.
pub(super) struct Names<'n> {
    pub(super) templates: &'n [String],
    pub(super) components: Vec<&'n str>,
}

/// A message of the engine about a location in a source.
pub(super) fn explain(message: &str, source: &str, place: Range<usize>, names: &Names) -> Explained {
    let said = |message: String, help: Option<String>| Explained { place: place.clone(), message, help };
    if let Some(exceeded) = meter::exceeded(message) {
        let help = "look for a text or a list that grows in a loop";
        return said(exceeded.to_owned(), Some(help.to_owned()));
    }
    if message.starts_with("Unexpected end of input")
        && let Some(unclosed) = unclosed(source)
    {
        return unclosed;
    }
    if let Some(path) = undefined(message, source, &place) {
        return said(format!("`{path}` is not defined"), Some(OPTIONAL.to_owned()));
    }
    if let Some((what, name, help)) = unknown(message, &source[place.clone()], names) {
        // For a component, the engine gives the location of its `<`.
        let start =
            source[place.start..].find(name).filter(|_| what == "component").map(|at| place.start + at);
        let place = start.map_or(place.clone(), |start| start..start + name.len());
        return Explained { place, message: format!("there is no {what} `{name}`"), help };
    }
    let key =
        message.strip_prefix("Map does not have a key ").and_then(|rest| rest.split_once(" and no default"));
    if let Some((key, _)) = key {
        let help = format!("give a default: `get(key=\"{key}\", default=\"\")`");
        return said(format!("the map has no key `{key}`"), Some(help));
    }
    if let Some((found, expected)) =
        message.strip_prefix("Found ").and_then(|rest| rest.split_once(" but expected "))
    {
        let (found, expected) = (token(found), token(expected.trim_end_matches('.')));
        return said(format!("expected {expected}, found {found}"), None);
    }
    let mut letters = message.trim_end_matches('.').chars();
    let lower = letters.next().map(|first| first.to_lowercase().chain(letters).collect());
    said(lower.unwrap_or_default(), None)
}

/// What is unknown, its name, and which one was probably meant.
fn unknown<'m>(
    message: &'m str,
    marked: &'m str,
    names: &Names,
) -> Option<(&'static str, &'m str, Option<String>)> {
    let (kind, rest) = message.strip_prefix("Unknown ")?.split_once(' ').unwrap_or(("tag", ""));
    let name = rest.split('`').nth(1).unwrap_or(marked);
    let (what, known): (_, Vec<&str>) = match kind {
        "filter" => ("filter", FILTERS.to_vec()),
        "test" => ("test", TESTS.to_vec()),
        "function" => ("function", FUNCTIONS.to_vec()),
        "tag" => ("tag", TAGS.to_vec()),
        "component" => ("component", names.components.clone()),
        "template" => ("template", names.templates.iter().map(String::as_str).collect()),
        "argument(s)" => ("argument", rest.split('`').skip(3).step_by(2).collect()),
        _ => return None,
    };
    let bare = name.strip_suffix(".md").filter(|_| what == "template").unwrap_or(name);
    let ending = |near: &str| if what == "template" && !near.contains('.') { ".md" } else { "" };
    let help = match nearest(bare, known.iter().copied()) {
        Some(near) => Some(did_you_mean(format_args!("{near}{}", ending(near)))),
        None if what == "template" => Some("list the templates with `postmortem templates list`".to_owned()),
        None if known.is_empty() => None,
        None if what == "filter" => Some(format!("the filters are listed at {FILTERS_PAGE}")),
        None => Some(format!("the {what}s are {}", list(known))),
    };
    Some((what, name, help))
}

/// The whole path of what is not defined.
fn undefined<'s>(message: &str, source: &'s str, place: &Range<usize>) -> Option<String> {
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '?');
    let marked: &'s str = &source[place.clone()];
    if message.starts_with("Tried to render a variable that is undefined")
        || message.contains("got `undefined`")
    {
        let after = &source[place.end..];
        return Some(
            source[place.start..place.end + after.find(|c| !is_key(c)).unwrap_or(after.len())].to_owned(),
        );
    }
    let named = message.split_once(" is not defined").filter(|(before, _)| !before.starts_with("Block"))?.0;
    let name = named.rsplit(' ').next().unwrap_or_default().trim_matches('`');
    if marked == name {
        let parent = source[..place.start].rsplit(|c| !is_key(c)).next().unwrap_or_default();
        return Some(format!("{parent}{name}"));
    }
    let is_parent =
        named.starts_with("Field") && !marked.ends_with(name) && !marked.contains(char::is_whitespace);
    // The engine leaves out the last bracket.
    let close = if marked.contains('[') && !marked.ends_with(']') { "]" } else { "" };
    Some(if is_parent { format!("{marked}{close}.{name}") } else { name.to_owned() })
}

/// A token's name in the engine's messages.
fn token(name: &str) -> String {
    match name {
        "identifier" | "ident" => "a name".to_owned(),
        "integer" | "float" => "a number".to_owned(),
        "string" => "a text in quotes".to_owned(),
        name if name.contains([' ', '`']) => name.to_owned(),
        name => format!("`{name}`"),
    }
}

/// The last unclosed tag of a source.
fn unclosed(source: &str) -> Option<Explained> {
    let tags = tags(source);
    let ends = |tag: &Tag| source[tag.range.clone()].ends_with(if tag.prints { "}}" } else { "%}" });
    if let Some(open) = tags.last().filter(|tag| !ends(tag)) {
        let (mark, end) = if open.prints { ("{{", "}}") } else { ("{%", "%}") };
        let place = open.range.start..open.range.start + mark.len();
        let help = Some(format!("write `{end}` at its end"));
        return Some(Explained { place, message: format!("`{mark}` is never closed"), help });
    }
    let mut open: Vec<(&Tag, String, String)> = Vec::new();
    for tag in tags.iter().filter(|tag| !tag.prints) {
        let word = |at: usize| tag.tokens.get(at).map_or("", |token| token.text);
        let takes_value = tag.tokens.iter().any(|token| token.is("="));
        match word(0) {
            "set" | "set_global" if takes_value => {}
            "set" | "set_global" => open.push((tag, word(0).to_owned(), "endset".to_owned())),
            head @ ("if" | "for" | "block" | "component" | "filter" | "raw") => {
                open.push((tag, head.to_owned(), format!("end{head}")));
            }
            "<" if tag.tokens.get(1).is_some_and(|name| name.kind == Kind::Name) => {
                open.push((tag, format!("<{}>", word(1)), format!("</{}>", word(1))));
            }
            head if head.starts_with("end") || head == "</" => _ = open.pop(),
            _ => {}
        }
    }
    let (tag, head, end) = open.pop()?;
    let help = Some(format!("write `{{% {end} %}}` where it ends"));
    Some(Explained { place: tag.range.clone(), message: format!("`{{% {head} %}}` is never closed"), help })
}

#[cfg(test)]
mod tests {
    use super::{FILTERS, FUNCTIONS, TESTS};
    use crate::render::{Format, filters};
    use tera::Tera;

    /// A suggestion that the engine does not know would send its reader in circles.
    #[test]
    fn the_engine_knows_what_is_suggested() {
        let mut tera = Tera::new();
        filters::register(&mut tera, Format::Markdown);
        for filter in FILTERS {
            tera.add_raw_template("x", &format!("{{{{ a | {filter} }}}}")).unwrap();
        }
        for test in TESTS {
            tera.add_raw_template("x", &format!("{{{{ a is {test} }}}}")).unwrap();
        }
        for function in FUNCTIONS.iter().filter(|function| **function != "super") {
            tera.add_raw_template("x", &format!("{{{{ {function}() }}}}")).unwrap();
        }
    }
}
