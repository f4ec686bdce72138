//! `[lint]`: how much rules weigh, in every status or in one, and what some of them can be told.

use super::reader::{Reader, Value};
use crate::diagnostic::{Level, RuleInfo, nearest};
use crate::lint::{Options, WordList, find, nearest_rule};
use crate::model::Status;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// An option of a rule, beside `level`: the rules that have it, its key, and how it is read.
type RuleOption = (&'static [&'static str], &'static str, fn(&RuleInfo, &mut Options, &mut Reader, &Value));

const OPTIONS: &[RuleOption] = &[
    (&["timeline-gap"], "minutes", |_, options, reader, value| {
        options.gap_minutes = reader.number(value).unwrap_or(options.gap_minutes);
    }),
    (&["action-incomplete"], "require", |_, options, reader, value| {
        options.require = reader.list("a list of texts", value, fields).unwrap_or_default();
    }),
    (&["too-many-actions"], "limit", |_, options, reader, value| {
        options.most_actions = reader.number(value).unwrap_or(options.most_actions);
    }),
    (WITH_WORDS, "extend", |rule, options, reader, value| {
        of_rule(options, rule).extend = reader.texts(value).unwrap_or_default();
    }),
    (WITH_WORDS, "words", |rule, options, reader, value| {
        of_rule(options, rule).words = reader.texts(value);
    }),
];

/// Rules that look for the phrases of a list.
const WITH_WORDS: &[&str] = &[
    "action-aims-at-people",
    "action-not-an-action",
    "action-vague",
    "animated-language",
    "hindsight",
    "human-error-as-cause",
    "placeholder-left",
    "vague-quantity",
];

fn of_rule<'o>(options: &'o mut Options, rule: &RuleInfo) -> &'o mut WordList {
    options.words.entry(rule.name.to_owned()).or_default()
}

/// What can be required of an action.
const ACTION_FIELDS: [&str; 9] =
    ["id", "group", "type", "priority", "owner", "due", "ticket", "done_when", "description"];

/// Reads `due|ticket`: fields of which an action must have one.
fn fields(reader: &mut Reader, value: &Value) -> Option<Vec<String>> {
    let text = reader.text(value)?;
    let fields: Vec<String> = text.split('|').map(|field| field.trim().to_owned()).collect();
    for field in fields.iter().filter(|field| !ACTION_FIELDS.contains(&field.as_str())) {
        reader.unknown("field of an action", &Spanned::new(value.span(), field), ACTION_FIELDS.into_iter());
    }
    Some(fields)
}

/// Reads `[lint]` with its tables for one status.
pub(super) fn read(table: &DeTable, options: &mut Options, reader: &mut Reader) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if let Some(status) = Status::ALL.into_iter().find(|status| status.name() == name) {
            if let Some(table) = reader.table(value) {
                levels(table, of_status(options, status), reader);
            }
            continue;
        }
        let Some(rule) = find(name) else {
            unknown_rule(key, reader);
            continue;
        };
        let level = match value.get_ref() {
            DeValue::Table(table) => rule_options(rule, table, options, reader),
            _ => level(value, reader),
        };
        if let Some(level) = level {
            options.levels.all.insert(rule.name.to_owned(), level);
        }
    }
}

/// Reads `[lint.draft]` and the like: a level for each rule.
fn levels(table: &DeTable, levels: &mut BTreeMap<String, Level>, reader: &mut Reader) {
    for (key, value) in table {
        match find(key.get_ref()) {
            None => unknown_rule(key, reader),
            Some(rule) => {
                if let Some(level) = level(value, reader) {
                    levels.insert(rule.name.to_owned(), level);
                }
            }
        }
    }
}

/// Reads `{ level = "warning", minutes = 45 }`.
fn rule_options(
    rule: &RuleInfo,
    table: &DeTable,
    options: &mut Options,
    reader: &mut Reader,
) -> Option<Level> {
    let own = || OPTIONS.iter().filter(|(rules, ..)| rules.contains(&rule.name));
    let mut found = None;
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match own().find(|(_, option, _)| *option == name) {
            _ if name == "level" => found = level(value, reader),
            Some((_, _, read)) => read(rule, options, reader, value),
            None => {
                let known = std::iter::once("level").chain(rule_option_names(rule));
                reader.unknown("option", key, known);
            }
        }
    }
    found
}

/// The options that a rule has beside its level.
pub(super) fn rule_option_names(rule: &RuleInfo) -> impl Iterator<Item = &'static str> {
    OPTIONS.iter().filter(|(rules, ..)| rules.contains(&rule.name)).map(|(_, option, _)| *option)
}

fn unknown_rule(key: &Spanned<DeString>, reader: &mut Reader) {
    let name = key.get_ref();
    let help = match nearest(name, Status::ALL.map(Status::name)).or_else(|| nearest_rule(name)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "list the rules with `postmortem rules`".to_owned(),
    };
    reader.fault(key.span(), format!("there is no rule `{}`", key.get_ref()), help);
}

fn level(value: &Value, reader: &mut Reader) -> Option<Level> {
    reader.one_of("level", value, &Level::ALL, Level::name)
}

fn of_status(options: &mut Options, status: Status) -> &mut BTreeMap<String, Level> {
    match status {
        Status::Draft => &mut options.levels.draft,
        Status::Review => &mut options.levels.review,
        Status::Final => &mut options.levels.r#final,
    }
}
