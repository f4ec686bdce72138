//! `[lint]`: how much rules weigh, in every status or in one, and what some of them can be told.

use super::reader::{Read, Reader, Value};
use crate::diagnostic::{Level, RuleInfo, nearest};
use crate::lint::{Options, find, rules};
use crate::model::Status;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// Options of a rule, beside `level`, by the rule's name.
type RuleOptions = (&'static str, &'static [(&'static str, Read<Options>)]);

const OPTIONS: &[RuleOptions] = &[
    (
        "timeline-gap",
        &[("minutes", |options, reader, value| {
            if let Some(minutes) = reader.number(value) {
                options.gap_minutes = minutes;
            }
        })],
    ),
    (
        "action-incomplete",
        &[("require", |options, reader, value| {
            if let Some(fields) = reader.texts(value) {
                options.require = fields
                    .iter()
                    .map(|any| any.split('|').map(|field| field.trim().to_owned()).collect())
                    .collect();
            }
        })],
    ),
];

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
    let own = OPTIONS.iter().find(|(name, _)| *name == rule.name).map_or(&[][..], |(_, own)| own);
    let mut found = None;
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match own.iter().find(|(option, _)| *option == name) {
            _ if name == "level" => found = level(value, reader),
            Some((_, read)) => read(options, reader, value),
            None => {
                let known = std::iter::once("level").chain(own.iter().map(|(option, _)| *option));
                reader.unknown("option", key, known);
            }
        }
    }
    found
}

fn unknown_rule(key: &Spanned<DeString>, reader: &mut Reader) {
    let names = rules().map(|rule| rule.name).chain(Status::ALL.map(Status::name));
    let help = match nearest(key.get_ref(), names) {
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
