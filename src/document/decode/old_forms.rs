//! Fixes for old forms and other tools: one value instead of a sequence, a mapping instead of a sequence, `done: DATE`,
//! roles and lessons at the top level. Each keeps every value, and is offered only if nothing has to be guessed.

use super::Id;
use crate::diagnostic::{Diagnostic, Edit};
use crate::document::fields::{is_called, joined, part};
use crate::document::syntax::colon_in_text;
use crate::document::tree::{Kind, Tree};
use crate::document::values;
use crate::document::write::double_quoted;
use crate::model::{At, Date, Milestone, certain, normalised};
use crate::source::{Span, line_break, line_start};

/// Words that mean that there is nothing, or nothing yet.
const NOTHING: &[&str] = &["none", "n/a", "na", "nothing", "nil", "no", "tbd", "tba", "todo", "?", "???"];
/// Sequences of names, which people separate by commas.
const NAMES: &[&str] = &["authors", "services", "tags", "related"];
/// Sequences of mappings, and fields by which one of their items is recognised.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("timeline", &["at", "event", "milestone"]),
    ("actions", &["title"]),
    ("links", &["url"]),
    ("notes", &["title", "body"]),
    ("communications", &["text"]),
    ("authors", &["name"]),
    ("windows", &["start"]),
];
/// More fields than an action has, and more roles than an incident; a limit for hostile files.
const MOST_FIELDS: usize = 100;
/// A longer sequence is not spelt out in help.
const LONGEST: usize = 80;
/// What other tools call an action's state combined with its day, or a boolean.
const DONE: &[&str] = &["done", "completed", "complete", "closed", "finished", "resolved", "fixed", "isdone"];

/// The key of a value in its mapping.
fn name_of<'t>(tree: &'t Tree, id: Id) -> &'t str {
    let key = id.checked_sub(1).map(|key| tree.node(key)).filter(|key| key.kind.is_scalar());
    key.map_or("", |key| &key.text)
}

/// The column of a key that is the first on its line, not counting dashes.
fn column(text: &str, key: Span) -> Option<usize> {
    let before = &text[line_start(text, key.start())..key.start()];
    before.bytes().all(|byte| matches!(byte, b' ' | b'-')).then_some(before.len())
}

/// One value where a sequence is expected.
pub(super) fn one_value(fault: Diagnostic, text: &str, tree: &Tree, id: Id) -> Diagnostic {
    let (node, name) = (tree.node(id), name_of(tree, id));
    let written = &text[node.span.range()];
    if NOTHING.contains(&&*node.text.trim().to_lowercase()) {
        return fault.help("leave the field out, or write `[]`");
    }
    let has_lines = node.text.trim().contains('\n');
    if (node.kind == Kind::Block || has_lines)
        && let Some(list) = lines(text, tree, id)
    {
        let without = if node.kind == Kind::Block { "`|`" } else { "quotes" };
        let fault = fault.help(format!("write a sequence, without the {without}"));
        return fault.fix("make each line an item", vec![list]);
    }
    let is_quoted_or_plain = matches!(node.kind, Kind::Plain | Kind::Single | Kind::Double);
    if !is_quoted_or_plain || has_lines || written.contains('\n') {
        return fault.help("write a sequence: each item on its own line, starting with `- `");
    }
    let is_names = NAMES.contains(&name) && node.kind == Kind::Plain;
    let elements: Vec<&str> =
        if is_names { written.split(',').map(str::trim).collect() } else { vec![written] };
    let quoted = elements.iter().map(|element| {
        let is_special = element.contains(['[', ']', '{', '}', ',']) || element.starts_with(['-', '?', ':']);
        if node.kind == Kind::Plain && is_special { double_quoted(element) } else { (*element).to_owned() }
    });
    let list = format!("[{}]", quoted.collect::<Vec<_>>().join(", "));
    // `Doe, Jane` is one person; so may be `Jane and John Doe`.
    let is_clear = |element: &&str| {
        !element.is_empty() && (name != "authors" || elements.len() == 1 || element.contains(' '))
    };
    let has_and = name == "authors" && [" and ", " & ", ";", "/"].iter().any(|mark| written.contains(mark));
    let key = id.checked_sub(1).map(|key| tree.node(key));
    let is_alone = key.is_some_and(|key| {
        key.kind.is_scalar()
            && text.get(key.span.end()..node.span.start()).is_some_and(|mark| mark.trim() == ":")
    });
    let help =
        if list.len() > LONGEST { "write a sequence: `[…]`".to_owned() } else { format!("write `{list}`") };
    if !is_alone || has_and || !elements.iter().all(is_clear) {
        return fault.help(help);
    }
    fault.help(help).fix("make it a sequence", vec![Edit { span: node.span, text: list }])
}

/// A block of text in which every line is an item: with a dash or an asterisk, or in the timeline with a time.
fn lines(text: &str, tree: &Tree, id: Id) -> Option<Edit> {
    let node = tree.node(id);
    let is_timeline = name_of(tree, id) == "timeline";
    let indent = column(text, tree.node(id.checked_sub(1)?).span)? + 2;
    let start = format!("{}{}- ", line_break(text), " ".repeat(indent));
    let element = |line: &str| {
        let marked = ["- ", "* "].iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim);
        let timed = || Some(line).filter(|line| is_timeline && matches!(At::split(line), Ok((Some(_), _))));
        let element = marked.or_else(timed).filter(|element| !element.is_empty())?;
        let is_plain = element.starts_with(char::is_alphanumeric)
            && !element.contains(": ")
            && !element.contains(" #")
            && !element.ends_with(':')
            && !matches!(element, "null" | "Null" | "NULL");
        let written = if is_plain { element.to_owned() } else { double_quoted(element) };
        Some(format!("{start}{written}"))
    };
    let mut written =
        node.text.lines().filter(|line| !line.trim().is_empty()).map(|line| element(line.trim_end()));
    let list = written.by_ref().collect::<Option<String>>()?;
    let end = node.span.start() + text[node.span.range()].trim_end().len();
    // A header may have a comment, and the space before it goes with it.
    let header = text[node.span.start()..].lines().next()?;
    let start = text[..node.span.start()].trim_end_matches(' ').len();
    let has_comment = node.kind == Kind::Block && header.contains('#');
    (!has_comment && !list.is_empty()).then(|| Edit { span: Span::new(start, end), text: list })
}

/// A mapping where a sequence is expected: times or milestones as keys, or one item without its dash.
pub(super) fn mapping(fault: Diagnostic, text: &str, tree: &Tree, id: Id) -> Diagnostic {
    let name = name_of(tree, id);
    let fault = fault.help(match name {
        "timeline" => "write a sequence: `- 10:15 what happened`",
        "links" => "write a sequence: `- {title: Dashboard, url: https://…}`",
        _ => "write a sequence: each item starts with `- `",
    });
    let pairs: Vec<(Id, Id)> = tree.pairs(id).collect();
    let own = ELEMENTS.iter().find(|(list, _)| *list == name).map_or(&[][..], |(_, fields)| fields);
    let is_element = pairs.iter().any(|(key, _)| own.contains(&&*tree.node(*key).text));
    let is_block = pairs.iter().all(|(key, _)| column(text, tree.node(*key).span).is_some());
    let element: Option<Element> = match name {
        "timeline" => Some(entry),
        "links" => Some(link),
        _ => None,
    };
    match (element, pairs.first().zip(pairs.last())) {
        (_, None) => fault,
        _ if text[tree.node(id).span.start()..].starts_with('{') && (is_element || element.is_some()) => {
            in_braces(fault, text, tree, id, element.filter(|_| !is_element))
        }
        (_, Some((first, last))) if is_block && is_element => dashed(fault, text, tree, first.0, last.1),
        (Some(element), _) if is_block => each_dashed(fault, text, tree, &pairs, element),
        _ => fault,
    }
}

/// A key and its value, written as an item.
type Element = fn(&str, &Tree, Id, Id) -> Option<String>;

/// Each line of a mapping becomes an item.
fn each_dashed(
    fault: Diagnostic,
    text: &str,
    tree: &Tree,
    pairs: &[(Id, Id)],
    element: Element,
) -> Diagnostic {
    let edits = pairs.iter().map(|(key, value)| {
        let span = tree.node(*key).span.cover(tree.node(*value).span);
        let is_line = tree.node(*value).kind.is_scalar() && !text[span.range()].contains('\n');
        Some(Edit { span, text: format!("- {}", element(text, tree, *key, *value).filter(|_| is_line)?) })
    });
    match edits.collect::<Option<Vec<_>>>() {
        Some(edits) => fault.fix("make each line an item", edits),
        None => fault,
    }
}

/// A mapping in braces becomes a sequence in brackets: the mapping is its only item, or each pair is one.
fn in_braces(fault: Diagnostic, text: &str, tree: &Tree, map: Id, element: Option<Element>) -> Diagnostic {
    let span = tree.node(map).span;
    let written = &text[span.range()];
    // Comments may be between the lines.
    if written.contains('\n') {
        return fault;
    }
    let list: Option<Vec<String>> = match element {
        Some(element) => tree.pairs(map).map(|(key, value)| element(text, tree, key, value)).collect(),
        None => Some(vec![written.to_owned()]),
    };
    let Some(list) = list else { return fault };
    fault.fix("make it a sequence", vec![Edit { span, text: format!("[{}]", list.join(", ")) }])
}

/// A single item without its dash.
fn dashed(fault: Diagnostic, text: &str, tree: &Tree, first: Id, last: Id) -> Diagnostic {
    let (start, end) = (tree.node(first).span.start(), tree.node(last).span.end());
    let whole = &text[start..end];
    let length = whole.trim_end().len();
    let edit =
        Edit { span: Span::new(start, start + length), text: format!("- {}", deeper(&whole[..length])) };
    fault.fix("make it an item", vec![edit])
}

/// The lines of a text except the first, indented by two more columns.
fn deeper(text: &str) -> String {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |text, line| if line.trim().is_empty() { text + line } else { text + "  " + line })
}

/// `10:15: alert fires` or `detected: 10:15` as a timeline entry.
fn entry(text: &str, tree: &Tree, key: Id, value: Id) -> Option<String> {
    let (name, value) = (tree.node(key), tree.node(value));
    if value.span.is_empty() || name.kind != Kind::Plain {
        return None;
    }
    let written = &text[value.span.range()];
    if let Ok((Some(at), "")) = At::split(&name.text) {
        let short = format!("{} {written}", name.text);
        let is_short = value.kind == Kind::Plain && At::split(&short) == Ok((Some(at), written));
        return Some(if is_short { short } else { format!("{{at: {}, event: {written}}}", name.text) })
            .filter(|_| is_short || value.kind == Kind::Single || value.kind == Kind::Double);
    }
    let known = Milestone::ALL.map(Milestone::name);
    let own = || known.into_iter().find(|known| normalised(known) == normalised(&name.text));
    let milestone =
        own().or_else(|| values::meant(&name.text, &known).filter(|(_, is_sure)| *is_sure).map(|it| it.0))?;
    value.text.parse::<At>().ok()?;
    Some(format!("{{at: {written}, milestone: {milestone}}}"))
}

/// `Dashboard: https://…` as a link.
fn link(text: &str, tree: &Tree, key: Id, value: Id) -> Option<String> {
    let is_free =
        |text: &str| !text.contains(['[', ']', '{', '}', ',']) && !text.starts_with(['-', '?', ':']);
    let written = |id| {
        let node = tree.node(id);
        let written = &text[node.span.range()];
        if node.kind != Kind::Plain || is_free(written) { written.to_owned() } else { double_quoted(written) }
    };
    tree.node(value)
        .text
        .starts_with("http")
        .then(|| format!("{{title: {}, url: {}}}", written(key), written(value)))
}

/// `- Why did it fail?: The disk was full` is a question and an answer.
pub(super) fn question(text: &str, tree: &Tree, key: Id) -> Option<Diagnostic> {
    let (name, map) = (tree.node(key), tree.nodes.get(key.checked_sub(1)? as usize)?);
    let value = tree.nodes.get(name.next as usize).filter(|_| name.text.ends_with('?'))?;
    let colon = text.len() - text[name.span.end()..].trim_start().strip_prefix(':')?.len() - 1;
    let fault = colon_in_text(colon).help("write `question: …` and `answer: …`");
    let joint = if text[map.span.start()..].starts_with('{') {
        Some(", ".to_owned())
    } else {
        column(text, name.span).map(|column| format!("{}{}", line_break(text), " ".repeat(column)))
    };
    let is_alone = map.kind.is_map() && map.next == value.next && value.kind.is_scalar();
    let is_line = !value.span.is_empty() && !text[name.span.cover(value.span).range()].contains('\n');
    Some(match joint.filter(|_| is_alone && is_line) {
        Some(joint) => {
            let question = Edit { span: Span::empty(name.span.start()), text: "question: ".to_owned() };
            let answer = Edit { span: Span::new(colon, colon + 1), text: format!("{joint}answer:") };
            fault.fix("write it as question and answer", vec![question, answer])
        }
        None => fault,
    })
}

/// A key and its mapping.
#[derive(Clone, Copy)]
pub(super) struct Key {
    pub(super) map: Id,
    pub(super) key: Id,
}

/// `done: 2024-05-03` in an action means `status: done` and the day; `done: yes` only the status.
pub(super) fn done(fault: Diagnostic, text: &str, tree: &Tree, at: Key, known: &[&str]) -> Diagnostic {
    let (key, value) = (tree.node(at.key), tree.node(tree.node(at.key).next));
    let own = joined(&key.text);
    let is_date_name = is_called(&key.text, "done_on");
    if !known.contains(&"done_on") || !(DONE.contains(&&*own) || is_date_name) || !value.kind.is_scalar() {
        return fault;
    }
    let find = |name: &str| {
        let is_it = |key: Id| key != at.key && is_called(&tree.node(key).text, name);
        tree.pairs(at.map).take(MOST_FIELDS).find(|(key, _)| is_it(*key)).map(|(_, value)| value)
    };
    let status = find("status").map(|value| &*tree.node(tree.target(value)).text);
    let state = match &*normalised(&value.text) {
        "true" | "yes" | "y" | "x" => Some("done"),
        "false" | "no" | "n" => Some("open"),
        _ => None,
    };
    let is_date = value.text.parse::<Date>().is_ok()
        || certain(&value.text).is_some_and(|day| day.parse::<Date>().is_ok());
    let plain = Some(()).filter(|()| key.kind == Kind::Plain && find("done_on").is_none());
    let is_flow = text[tree.node(at.map).span.start()..].starts_with('{');
    let joint = match column(text, key.span) {
        Some(column) if !is_flow => Some(format!("{}{}", line_break(text), " ".repeat(column))),
        _ => is_flow.then(|| ", ".to_owned()),
    };
    let (help, edit) = match (state, status) {
        (Some(state), None) => {
            let span = key.span.cover(value.span);
            (format!("write `status: {state}`"), Some(Edit { span, text: format!("status: {state}") }))
        }
        (None, None) if is_date => {
            let edit =
                joint.map(|joint| Edit { span: key.span, text: format!("status: done{joint}done_on") });
            (format!("write `status: done` and `done_on: {}`", value.text), edit)
        }
        (None, Some(status)) if is_date => {
            let edit = Edit { span: key.span, text: "done_on".to_owned() };
            (format!("write `done_on: {}`", value.text), Some(edit).filter(|_| values::is_done(status)))
        }
        _ => ("write `status: done`, and the day as `done_on: 2024-05-30`".to_owned(), None),
    };
    let fault = Diagnostic { fix: None, ..fault }.help(help);
    match edit.filter(|_| plain.is_some()) {
        Some(edit) => fault.fix("write it as `status` and `done_on`", vec![edit]),
        None => fault,
    }
}

/// A top-level field that belongs in another one: it moves there, together with those of its kind that follow it.
pub(super) fn moved(fault: Diagnostic, text: &str, tree: &Tree, at: Key) -> Diagnostic {
    let Some((parent, _)) = part(&tree.node(at.key).text).filter(|_| at.map == 0) else { return fault };
    let is_of = |key: Id| part(&tree.node(key).text).is_some_and(|(own, _)| own == parent);
    let can_move = |(key, value): &(Id, Id)| {
        let (node, value) = (tree.node(*key), tree.node(*value));
        // A role or a figure that is a mapping does not fit there, nor do lists of figures.
        let fits = parent == "lessons" || (value.kind.is_scalar() && parent != "detection");
        is_of(*key)
            && fits
            && node.kind == Kind::Plain
            && column(text, node.span) == Some(0)
            && !value.span.is_empty()
    };
    // The first one takes those that follow along.
    let first = tree.pairs(at.map).take_while(|(key, _)| *key <= at.key).find(can_move);
    if first.is_none_or(|(key, _)| key != at.key) {
        return fault;
    }
    let group: Vec<(Id, Id)> = tree
        .pairs(at.map)
        .skip_while(|(key, _)| *key < at.key)
        .take_while(can_move)
        .take(MOST_FIELDS)
        .collect();
    let names: Vec<&str> =
        group.iter().filter_map(|(key, _)| part(&tree.node(*key).text)).map(|(_, name)| name).collect();
    let is_twice = names.iter().enumerate().any(|(index, name)| names[..index].contains(name));
    let is_in_group = |key: Id| group.iter().any(|(own, _)| *own == key);
    let is_elsewhere = |key: Id| (tree.node(key).text == parent || is_of(key)) && !is_in_group(key);
    if is_twice || tree.pairs(at.map).any(|(key, _)| is_elsewhere(key)) {
        return fault;
    }
    let edit = under(parent, text, tree, &group, &names);
    fault.fix(format!("move it into `{parent}`"), vec![edit])
}

/// Some top-level entries under other names, as a mapping under one key.
fn under(parent: &str, text: &str, tree: &Tree, group: &[(Id, Id)], names: &[&str]) -> Edit {
    let start = tree.node(group[0].0).span.start();
    let end = tree.node(group[group.len() - 1].1).span.end();
    let end = start + text[start..end].trim_end().len();
    let (mut entries, mut from) = (String::new(), start);
    for ((key, _), name) in group.iter().zip(names) {
        let key = tree.node(*key).span;
        entries.push_str(&text[from..key.start()]);
        entries.push_str(name);
        from = key.end();
    }
    entries.push_str(&text[from..end]);
    let text = format!("{parent}:{}  {}", line_break(text), deeper(&entries));
    Edit { span: Span::new(start, end), text }
}
