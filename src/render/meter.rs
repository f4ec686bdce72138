//! A limit on a template's output. The engine has none, and twenty lines that double a text fill a machine's memory.
//!
//! What a user's template prints, sets and works with goes through a filter that counts, and so does each loop
//! iteration; these calls are inserted into its source. The built-in templates process an incident a fixed number of
//! times, and need none.

use super::operands::{Cost, Use, uses};
use super::tags::{Kind, Tag, Token, tags};
use std::cell::Cell;
use std::ops::Range;
use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

/// A report of the largest incident file, 16 MiB, is smaller, though a section inside a section counts its text twice.
const LIMIT: usize = 128 * 1024 * 1024;
/// The cost of a loop iteration and a list element besides their text.
const STEP: usize = 64;
/// The additional cost of a component call.
const CALL: usize = 96;
/// The filters that count a value, and a text only, and the function; a template cannot name any of them.
const METERED: &str = "postmortem_metered";
const READ: &str = "postmortem_read";
const STEPPED: &str = "postmortem_step";
/// The start of the message about an exceeded limit.
const EXCEEDED: &str = "the template produces more than";

thread_local! {
    /// The output so far of the template running in this thread; the engine has no place for it.
    static MADE: Cell<usize> = const { Cell::new(0) };
}

/// A source with the metering calls.
#[derive(Debug, Default)]
pub(super) struct Metered {
    pub(super) source: String,
    inserts: Vec<Insert>,
}

/// A call inserted into a source.
#[derive(Debug)]
struct Insert {
    /// Where, in the source without calls.
    at: usize,
    text: String,
    /// What it counts, in the source without calls.
    counts: Range<usize>,
}

/// Resets the counter: for each template that is rendered.
pub(super) fn start() {
    MADE.set(0);
}

/// Registers the calls, and filters whose results are not bounded by the size of their input.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter(METERED, |value: &Value, args: Kwargs, _: &State| -> TeraResult<Value> {
        let times = args.get::<usize>("times")?.unwrap_or(1);
        charge(size(value, LIMIT).saturating_mul(times))?;
        Ok(value.clone())
    });
    tera.register_filter(READ, |value: &Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        charge(value.as_str().map_or(0, str::len))?;
        Ok(value.clone())
    });
    tera.register_function(STEPPED, |args: Kwargs, _: &State| -> TeraResult<&str> {
        charge(STEP + args.get::<usize>("text")?.unwrap_or_default())?;
        if let Some(value) = args.get::<&Value>("value")? {
            charge(size(value, LIMIT))?;
        }
        Ok("")
    });
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
}

fn charge(bytes: usize) -> TeraResult<()> {
    let made = MADE.get().saturating_add(bytes);
    MADE.set(made);
    if made <= LIMIT {
        return Ok(());
    }
    Err(Error::message(format!("{EXCEEDED} {} MiB", LIMIT / 1024 / 1024)))
}

/// The approximate number of bytes of a value when printed; counted up to a limit.
fn size(value: &Value, limit: usize) -> usize {
    if let Some(text) = value.as_str() {
        return text.len();
    }
    let mut total = 0;
    let array = value.as_array().into_iter().flatten();
    let map = value.as_map().into_iter().flat_map(|map| map.values());
    for part in array.chain(map) {
        total += STEP + size(part, limit.saturating_sub(total));
        if total > limit {
            break;
        }
    }
    total
}

/// The engine's own, except that it counts its output before making it.
// The engine passes arguments to filters like this.
#[allow(clippy::needless_pass_by_value)]
fn replace(text: StringInput, args: Kwargs, state: &State) -> TeraResult<Value> {
    let (from, to) = (args.must_get::<&str>("from")?, args.must_get::<StringInput>("to")?);
    charge(text.as_str().matches(from).count().saturating_mul(to.as_str().len()))?;
    if state.autoescaping_enabled() && (text.is_safe() || to.is_safe()) {
        let replaced = text.rendered(state)?.replace(from, &to.rendered(state)?);
        return Ok(Value::safe_string(&replaced));
    }
    Ok(Value::from(text.as_str().replace(from, to.as_str())))
}

/// As above.
#[allow(clippy::needless_pass_by_value)]
fn join(values: &[Value], args: Kwargs, state: &State) -> TeraResult<Value> {
    let separator = args.get::<StringInput>("sep")?;
    let between = separator.as_ref().map_or("", StringInput::as_str);
    charge(values.len().saturating_mul(between.len()))?;
    charge(values.iter().map(|value| size(value, LIMIT)).sum())?;
    let is_safe = separator.as_ref().is_some_and(StringInput::is_safe)
        || values.iter().any(|value| value.is_string() && value.is_safe());
    if !is_safe || !state.autoescaping_enabled() {
        let parts: Vec<String> = values.iter().map(ToString::to_string).collect();
        return Ok(Value::from(parts.join(between)));
    }
    let parts: Vec<String> = values
        .iter()
        .map(|value| if value.is_undefined() { Ok(String::new()) } else { state.escape_if_needed(value) })
        .collect::<TeraResult<_>>()?;
    let between = separator.as_ref().map(|separator| separator.rendered(state)).transpose()?;
    Ok(Value::safe_string(&parts.join(&*between.unwrap_or_default())))
}

/// A source that the engine accepts, with the calls.
pub(super) fn metered(source: &str) -> Metered {
    let tags = tags(source);
    let mut calls = Calls::default();
    for (index, tag) in tags.iter().enumerate() {
        calls.add(source, &tags, index, tag);
    }
    calls.0.retain(|insert| !insert.text.is_empty());
    calls.0.sort_by_key(|insert| insert.at);
    let mut text = String::with_capacity(source.len() * 2);
    let mut done = 0;
    for insert in &calls.0 {
        text.extend([&source[done..insert.at], &insert.text]);
        done = insert.at;
    }
    text.push_str(&source[done..]);
    Metered { source: text, inserts: calls.0 }
}

impl Metered {
    /// The position in the source without calls. That of a call is what it counts.
    pub(super) fn original(&self, place: &Range<usize>) -> Range<usize> {
        match (self.position(place.start), self.position(place.end)) {
            (Err(counts), _) => counts.clone(),
            (Ok(start), Ok(end)) => start..end,
            (Ok(start), Err(counts)) => start..counts.end.max(start),
        }
    }

    /// A position in the source without calls, or what the call that contains it counts.
    fn position(&self, position: usize) -> Result<usize, &Range<usize>> {
        let mut shift = 0;
        for insert in &self.inserts {
            let start = insert.at + shift;
            if position < start {
                break;
            }
            shift += insert.text.len();
            if position < insert.at + shift {
                return Err(&insert.counts);
            }
        }
        Ok(position - shift)
    }
}

/// Whether a message of the engine is about the limit, and is reported as such.
pub(super) fn exceeded(message: &str) -> Option<&str> {
    message.find(EXCEEDED).map(|start| &message[start..])
}

#[derive(Default)]
struct Calls(Vec<Insert>);

impl Calls {
    fn add(&mut self, source: &str, tags: &[Tag], index: usize, tag: &Tag) {
        let [first, rest @ ..] = tag.tokens.as_slice() else { return };
        let head = if tag.prints { "" } else { first.text };
        match head {
            // A component counts its own output.
            "" if first.is("<") && tag.tokens.iter().filter(|token| token.is("|")).count() == 0 => {}
            "" => self.wrap(&tag.tokens),
            "for" | "component" => {
                // A call costs more than an iteration.
                let call = if head == "component" { CALL } else { 0 };
                let text = text_inside(tags, index, head, source) + call;
                self.step(
                    tag,
                    &format!("text={text}"),
                    first.at..tag.tokens.last().map_or(first.end(), Token::end),
                );
            }
            "set" | "set_global" => match rest {
                // Another name for a value costs nothing.
                [_, assign, value @ ..] if assign.is("=") && !is_path(value) => self.wrap(value),
                [name, ..] if !rest.iter().any(|token| token.is("=")) => {
                    if let Some(end) = closing(tags, index, "set") {
                        self.step(&tags[end], &format!("value={}", name.text), first.at..name.end());
                    }
                }
                _ => {}
            },
            _ => {}
        }
        self.comprehensions(&tag.tokens);
        match head {
            "component" | "endcomponent" | "block" | "extends" | "include" => {}
            // The first filter of a section has no `|` before it.
            "filter" => {
                let counts = first.at..first.end();
                self.0.push(Insert { at: first.end(), text: format!(" {METERED}(times=6) |"), counts });
                self.uses(rest);
            }
            _ => self.uses(&tag.tokens),
        }
    }

    /// Counts the values that a tag works with.
    fn uses(&mut self, tokens: &[Token]) {
        for Use { place: counts, cost, is_indexed } in uses(tokens) {
            let call = match cost {
                Cost::Text => format!(" | {READ}"),
                Cost::Whole(1) => format!(" | {METERED}"),
                Cost::Whole(times) => format!(" | {METERED}(times={times})"),
            };
            let (open, close) = if is_indexed { ("(", ")") } else { ("", "") };
            self.0.push(Insert { at: counts.start, text: open.to_owned(), counts: counts.clone() });
            self.0.push(Insert { at: counts.end, text: call + close, counts });
        }
    }

    /// Lets an expression go through the filter.
    fn wrap(&mut self, tokens: &[Token]) {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
        let counts = first.at..last.end();
        self.0.push(Insert { at: counts.start, text: "(".into(), counts: counts.clone() });
        self.0.push(Insert { at: counts.end, text: format!(") | {METERED}"), counts });
    }

    /// Calls the function after a tag.
    fn step(&mut self, tag: &Tag, args: &str, counts: Range<usize>) {
        let close = if tag.trims { "-}}" } else { "}}" };
        self.0.push(Insert { at: tag.range.end, text: format!("{{{{ {STEPPED}({args}) {close}"), counts });
    }

    /// Counts the elements of `[element for name in list]`.
    fn comprehensions(&mut self, tokens: &[Token]) {
        let mut open = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            match token.text {
                _ if token.kind == Kind::Literal => {}
                "[" | "?[" | "(" | "{" => open.push(index),
                "]" | ")" | "}" => _ = open.pop(),
                "for" if index > 0 => {
                    if let Some(start) = open.last() {
                        self.wrap(&tokens[start + 1..index]);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether tokens are only `name.name`.
fn is_path(tokens: &[Token]) -> bool {
    let fits = |(index, token): (usize, &Token)| match index % 2 {
        0 => token.kind == Kind::Name,
        _ => token.is(".") || token.is("?."),
    };
    tokens.len() % 2 == 1 && tokens.iter().enumerate().all(fits)
}

/// The index of the tag that closes the one at an index.
fn closing(tags: &[Tag], index: usize, head: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, tag) in tags.iter().enumerate().skip(index).filter(|(_, tag)| !tag.prints) {
        let Some(first) = tag.tokens.first() else { continue };
        let is_inline = head == "set" && tag.tokens.iter().any(|token| token.is("="));
        match first.text.strip_prefix("end") {
            Some(ended) if ended == head => depth -= 1,
            None if first.text.trim_end_matches("_global") == head && !is_inline => depth += 1,
            _ => continue,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// How many bytes of text are between the tags from one to the one that closes it.
fn text_inside(tags: &[Tag], index: usize, head: &str, source: &str) -> usize {
    let end = closing(tags, index, head).unwrap_or(index);
    let between = tags[index..=end].windows(2).map(|pair| pair[1].range.start - pair[0].range.end);
    between.sum::<usize>().min(source.len())
}
