//! Whether the keys that a template uses exist. To the engine a misspelt key is nothing: false in a condition, and an
//! error only where it is printed, with some incidents.
//!
//! The meaning of a name is followed as far as the template determines it: from the context through `for` and `set`.
//! What cannot be followed, such as the result of a filter, is not checked.

use super::tags::{Kind, Tag, Token, tags};
use crate::wording::{did_you_mean, list, nearest};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A key that does not exist.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) place: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// What the page around a report also sees, and what exists in every loop, component or `super`.
const GIVEN: &[&str] = &["format", "title", "figure", "body", "outline", "site", "loop", "__tera_context"];
/// Names with a special meaning.
const WORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "is",
    "if",
    "else",
    "elif",
    "true",
    "false",
    "none",
    "True",
    "False",
    "None",
    "for",
    "set",
    "set_global",
    "endif",
    "endfor",
    "endset",
    "break",
    "continue",
    "raw",
    "endraw",
    "include",
    "extends",
];
/// Tags whose next token is a name of their own.
const NAMING: &[&str] = &["block", "endblock", "endcomponent", "filter", "endfilter"];

/// The meanings of the names in a template.
pub(super) struct Keys<'k> {
    schema: &'k Value,
    /// What a file sets, which the files that it includes see too.
    set: BTreeSet<String>,
    /// Names that are set in several places, perhaps with different meanings.
    often: BTreeSet<String>,
}

/// The meaning of a name.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Form<'k> {
    Known(&'k Value),
    Any,
}

impl<'k> Keys<'k> {
    /// The names of files that are used together, and what they see.
    pub(super) fn new<'s>(schema: &'k Value, sources: impl Iterator<Item = &'s str>) -> Self {
        let (mut set, mut often) = (BTreeSet::new(), BTreeSet::new());
        for source in sources {
            for tag in tags(source).iter().filter(|tag| !tag.prints) {
                for name in bound(tag).map(|token| token.text.to_owned()) {
                    let is_set = tag.tokens[0].text.starts_with("set");
                    if !set.insert(name.clone()) && is_set {
                        often.insert(name);
                    }
                }
            }
        }
        Keys { schema, set, often }
    }

    /// The unknown names in a source.
    pub(super) fn unknown(&self, source: &str) -> Vec<Unknown> {
        let mut reader = Reader {
            keys: self,
            scopes: vec![BTreeMap::new()],
            isolated: false,
            asked: Vec::new(),
            found: Vec::new(),
        };
        for tag in tags(source) {
            reader.tag(&tag);
        }
        reader.found
    }

    fn root(&self, name: &str) -> Option<Form<'_>> {
        match self.schema["properties"].get(name) {
            // Another file may have set it to something else.
            _ if self.set.contains(name) => Some(Form::Any),
            None if GIVEN.contains(&name) => Some(Form::Any),
            found => found.map(|form| self.form(form)),
        }
    }

    /// The target of a reference.
    fn form<'f>(&'f self, form: &'f Value) -> Form<'f> {
        let named = form["$ref"].as_str().and_then(|path| path.rsplit('/').next());
        Form::Known(named.map_or(form, |name| &self.schema["$defs"][name]))
    }

    fn element<'f>(&'f self, list: Form<'f>) -> Form<'f> {
        match list {
            Form::Known(form) if form["items"].is_object() => self.form(&form["items"]),
            Form::Known(form) if form["additionalProperties"].is_object() => {
                self.form(&form["additionalProperties"])
            }
            _ => Form::Any,
        }
    }

    /// The meaning of a key; the error lists the existing keys.
    fn key<'f>(&'f self, form: Form<'f>, key: &str) -> Result<Form<'f>, Vec<&'f str>> {
        let Form::Known(form) = form else { return Ok(Form::Any) };
        if let Some(properties) = form["properties"].as_object() {
            let names = || properties.keys().map(String::as_str).collect();
            return properties.get(key).map(|found| self.form(found)).ok_or_else(names);
        }
        match form["type"].as_str() {
            Some("object") => Ok(self.element(Form::Known(form))),
            Some("array" | "string" | "integer" | "boolean") => Err(Vec::new()),
            _ => Ok(Form::Any),
        }
    }
}

/// Goes through the tags of a source.
struct Reader<'k> {
    keys: &'k Keys<'k>,
    /// The meanings of the names that are set, the innermost loop last.
    scopes: Vec<BTreeMap<String, Form<'k>>>,
    /// Whether this is a component, which sees only its arguments.
    isolated: bool,
    /// Paths that the template tests with `is defined`: it knows that they may be absent.
    asked: Vec<String>,
    found: Vec<Unknown>,
}

impl<'k> Reader<'k> {
    fn tag(&mut self, tag: &Tag) {
        let head = tag.tokens.first().filter(|_| !tag.prints).map_or("", |first| first.text);
        match head {
            "for" => {
                let list = tag.tokens.iter().position(|token| token.is("in")).map(|at| &tag.tokens[at + 1..]);
                let form = list.and_then(|list| self.paths(list).filter(|_| is_path(list)));
                let element = form.map_or(Form::Any, |form| self.keys.element(form));
                let names: Vec<&Token> = bound(tag).collect();
                let value = names.len().saturating_sub(1);
                let forms = names.iter().enumerate();
                let forms = forms.map(|(index, name)| {
                    (name.text.to_owned(), if index == value { element } else { Form::Any })
                });
                self.scopes.push(forms.collect());
            }
            "endfor" => _ = self.scopes.pop(),
            "set" | "set_global" => {
                let value = tag.tokens.iter().position(|token| token.is("=")).map(|at| &tag.tokens[at + 1..]);
                let form = value.and_then(|value| self.paths(value).filter(|_| is_path(value)));
                if let Some(name) = tag.tokens.get(1) {
                    self.set(name.text, form.unwrap_or(Form::Any));
                }
            }
            "component" => {
                let names = bound(tag).map(|token| (token.text.to_owned(), Form::Any));
                self.scopes.push(names.chain([("body".to_owned(), Form::Any)]).collect());
                self.isolated = true;
            }
            "endcomponent" => {
                self.scopes.pop();
                self.isolated = false;
            }
            _ => _ = self.paths(&tag.tokens),
        }
    }

    /// Sets a name; one with several possible meanings is not checked.
    fn set(&mut self, name: &str, form: Form<'k>) {
        let form = if self.keys.often.contains(name) { Form::Any } else { form };
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned(), form);
        }
    }

    fn root(&self, name: &str) -> Option<Form<'k>> {
        let local = self.scopes.iter().rev().find_map(|scope| scope.get(name).copied());
        match local {
            None if self.isolated && !GIVEN.contains(&name) => None,
            None => self.keys.root(name),
            local => local,
        }
    }

    /// Checks every `name.key` in an expression; returns the meaning of the last one.
    fn paths(&mut self, tokens: &[Token]) -> Option<Form<'k>> {
        let comprehension = tokens.windows(2).any(|pair| pair[0].text == "for" && pair[1].kind == Kind::Name);
        let mut last = None;
        let mut at = 0;
        while at < tokens.len() {
            if is_root(tokens, at) && !comprehension {
                let (form, next) = self.path(tokens, at);
                (last, at) = (Some(form), next);
            } else {
                at += 1;
            }
        }
        last
    }

    /// Checks the path that starts at a token; returns its meaning, and where it ends.
    fn path(&mut self, tokens: &[Token], start: usize) -> (Form<'k>, usize) {
        let root = &tokens[start];
        let (mut at, mut path) = (start + 1, tokens[start].text.to_owned());
        let mut faults = Vec::new();
        let mut form = self.root(root.text).unwrap_or_else(|| {
            faults.push(self.unknown_root(root));
            Form::Any
        });
        while let Some((key, next)) = key(tokens, at) {
            form = match key {
                Key::Name(token, name) => self.keys.key(form, name).unwrap_or_else(|names| {
                    faults.push(unknown_key(&path, token, name, &names));
                    Form::Any
                }),
                Key::Element => self.keys.element(form),
            };
            path = tokens[start..next].iter().map(|token| token.text).collect();
            at = next;
        }
        let path: String = tokens[start..at].iter().map(|token| token.text).collect();
        if asks(&tokens[at..]) {
            self.asked.push(path);
        } else if !self.asked.iter().any(|asked| path.starts_with(asked)) {
            self.found.extend(faults);
        }
        (form, at)
    }

    fn unknown_root(&self, token: &Token) -> Unknown {
        let roots = self.keys.schema["properties"].as_object().into_iter().flat_map(|keys| keys.keys());
        let help = if self.isolated {
            "a component sees only its arguments: add one".to_owned()
        } else {
            let names = roots.chain(&self.keys.set).map(String::as_str);
            suggestion(token.text, names, "list them with `postmortem render FILE --format json`")
        };
        Unknown { place: token.at..token.end(), message: format!("`{}` is not defined", token.text), help }
    }
}

/// Whether a path is followed by `is defined` or `is not defined`.
fn asks(after: &[Token]) -> bool {
    let [is, after @ ..] = after else { return false };
    let test = after.iter().find(|token| !token.is("not"));
    is.is("is") && test.is_some_and(|test| test.is("defined") || test.is("undefined"))
}

fn unknown_key(parent: &str, token: &Token, name: &str, names: &[&str]) -> Unknown {
    let message = match names {
        [] => format!("`{parent}` has no keys, so no `{name}`"),
        _ => format!("`{parent}` has no key `{name}`"),
    };
    let listed = format!("its keys are {}", list(names));
    let other = if names.is_empty() { "it is a text, a number or a list" } else { listed.as_str() };
    Unknown { place: token.at..token.end(), message, help: suggestion(name, names.iter().copied(), other) }
}

fn suggestion<'n>(name: &str, names: impl Iterator<Item = &'n str>, other: &str) -> String {
    nearest(name, names).map_or_else(|| other.to_owned(), did_you_mean)
}

/// A step of a path.
enum Key<'t, 's> {
    /// `.name`, `?.name`, `["name"]`.
    Name(&'t Token<'s>, &'s str),
    /// `[0]`, `.0`, `[1:2]`.
    Element,
}

/// The step that starts at a token, and where it ends.
fn key<'t, 's>(tokens: &'t [Token<'s>], at: usize) -> Option<(Key<'t, 's>, usize)> {
    let rest = tokens.get(at..)?;
    match rest {
        [dot, name, ..] if (dot.is(".") || dot.is("?.")) && name.kind == Kind::Name => {
            Some((Key::Name(name, name.text), at + 2))
        }
        [dot, number, ..] if (dot.is(".") || dot.is("?.")) && number.kind == Kind::Literal => {
            Some((Key::Element, at + 2))
        }
        [open, text, close, ..] if (open.is("[") || open.is("?[")) && close.is("]") => {
            match text.text.strip_prefix(['"', '\'']) {
                Some(name) if text.kind == Kind::Literal => {
                    Some((Key::Name(text, &name[..name.len().saturating_sub(1)]), at + 3))
                }
                _ if text.kind == Kind::Literal => Some((Key::Element, at + 3)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a token is a name of a value: not a key, filter, test, argument, component or keyword.
fn is_root(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.kind != Kind::Name || WORDS.contains(&token.text) {
        return false;
    }
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let two_before = at.checked_sub(2).map(|before| &tokens[before]);
    let is_named = before.is_some_and(|before| {
        [".", "?.", "|", "is", "<", "</"].iter().any(|mark| before.is(mark)) && !is_less_than(tokens, at - 1)
            || NAMING.iter().any(|word| before.is(word)) && at == 1
            || before.is("not") && two_before.is_some_and(|before| before.is("is"))
    });
    let is_naming = at == 0 && NAMING.contains(&token.text);
    let after = tokens.get(at + 1);
    let names_argument = after.is_some_and(|after| after.is("(") || after.is("=") || after.is(":"));
    !is_named && !is_naming && !names_argument
}

/// Whether `<` compares: there is something before it.
fn is_less_than(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_value = |token: &Token| match token.kind {
        Kind::Name => !WORDS.contains(&token.text),
        Kind::Literal => true,
        Kind::Mark => [")", "]", "}"].contains(&token.text),
    };
    tokens[at].is("<") && before.is_some_and(is_value)
}

/// Whether tokens are only a path, so that its meaning is that of all of them.
fn is_path(tokens: &[Token]) -> bool {
    let mut at = 1;
    while let Some((_, next)) = key(tokens, at) {
        at = next;
    }
    !tokens.is_empty() && is_root(tokens, 0) && at == tokens.len()
}

/// The names that a tag defines: of a loop, a `set`, the arguments of a component.
fn bound<'t, 's>(tag: &'t Tag<'s>) -> impl Iterator<Item = &'t Token<'s>> {
    let tokens = &tag.tokens;
    let count = match tokens.first().map_or("", |first| first.text) {
        "for" => tokens.iter().position(|token| token.is("in")).unwrap_or_default(),
        "set" | "set_global" => 2.min(tokens.len()),
        "component" => tokens.len(),
        _ => 0,
    };
    let is_component = tokens.first().is_some_and(|first| first.is("component"));
    let names = tokens[..count].iter().enumerate().skip(1);
    names
        .filter(move |(at, token)| {
            let before = &tokens[at - 1];
            let is_argument = before.is("(") || before.is(",") || before.is("...") || before.is("@");
            token.kind == Kind::Name && (!is_component || is_argument)
        })
        .map(|(_, token)| token)
}
