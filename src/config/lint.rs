//! `[lint]`: levels of rules, in every status, in one status or for some files; options of rules; excluded files.

use super::reader::{Read, Reader, Value};
use super::{Config, Globs};
use crate::diagnostic::{Family, Level, RuleInfo};
use crate::lint::{OptionValue, Options, RuleOption, WordList, find, nearest_rule, options_of, rules};
use crate::model::Status;
use crate::source::inside;
use crate::wording::{did_you_mean, nearest};
use std::collections::BTreeMap;
use std::path::PathBuf;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The level of every rule in a family, in each table of levels.
pub(super) const FAMILY: &str = "family";

/// Keys of `[lint]` other than rules, statuses and [`FAMILY`].
pub(super) const KEYS: &[(&str, Read<Config>)] = &[
    ("exclude", |config, reader, value| {
        config.exclude = Globs::read(reader, value).unwrap_or_default();
    }),
    ("per-file", |config, reader, value| {
        config.per_file = reader.list("a list of tables", value, per_file).unwrap_or_default();
    }),
    ("baseline", |config, reader, value| config.baseline = baseline(reader, value)),
];

/// The path of the baseline. If it could be elsewhere, a stranger's configuration could print or replace any file of
/// its reader's machine.
fn baseline(reader: &mut Reader, value: &Value) -> Option<PathBuf> {
    let written = reader.text(value)?;
    if inside(&reader.folder.join(&written), &reader.folder).is_err() {
        let help = "name a file inside the repository, or use `--baseline`";
        reader.fault(value.span(), format!("the baseline `{written}` is outside the repository"), help);
    }
    Some(written.into())
}

/// Keys of `[[lint.per-file]]`.
pub(super) const PER_FILE: &[(&str, Read<PerFile>)] = &[
    ("paths", |of_files, reader, value| of_files.paths = Globs::read(reader, value).unwrap_or_default()),
    ("levels", |of_files, reader, value| {
        if let Some(table) = reader.table(value) {
            levels(table, &mut of_files.levels, reader);
        }
    }),
];

/// Levels for the files of some paths.
#[derive(Debug, Clone, Default)]
pub struct PerFile {
    /// Which files.
    pub paths: Globs,
    /// Levels by rule name.
    pub levels: BTreeMap<String, Level>,
}

fn of_rule<'o>(options: &'o mut Options, rule: &RuleInfo) -> &'o mut WordList {
    options.words.entry(rule.name.to_owned()).or_default()
}

/// The fields that an action can be required to have.
const ACTION_FIELDS: [&str; 9] =
    ["id", "group", "type", "priority", "owner", "due", "ticket", "done_when", "description"];

/// Reads `due|ticket`: fields, one of which an action must have.
fn fields(reader: &mut Reader, value: &Value) -> Option<Vec<String>> {
    let text = reader.text(value)?;
    let fields: Vec<String> = text.split('|').map(|field| field.trim().to_owned()).collect();
    for field in fields.iter().filter(|field| !ACTION_FIELDS.contains(&field.as_str())) {
        reader.unknown("action field", &Spanned::new(value.span(), field), ACTION_FIELDS.into_iter());
    }
    Some(fields)
}

/// Reads `[lint]`, including its tables for one status.
pub(super) fn read(table: &DeTable, config: &mut Config, reader: &mut Reader) {
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if let Some((_, read)) = KEYS.iter().find(|(known, _)| *known == name) {
            read(config, reader, value);
            continue;
        }
        let options = &mut config.lint;
        if let Some(status) = Status::ALL.into_iter().find(|status| status.name() == name) {
            if let Some(table) = reader.table(value) {
                levels(table, of_status(options, status), reader);
            }
            continue;
        }
        let Some(rule) = find(name) else {
            unknown_rule(
                key,
                reader,
                KEYS.iter().map(|(name, _)| *name).chain(Status::ALL.map(Status::name)),
            );
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
    family_levels(table, &mut config.lint.levels.all, reader);
}

/// Reads `[lint.draft]` and the like: a level for each rule.
fn levels(table: &DeTable, levels: &mut BTreeMap<String, Level>, reader: &mut Reader) {
    for (key, value) in table {
        match find(key.get_ref()) {
            None => unknown_rule(key, reader, std::iter::empty()),
            Some(rule) => {
                if let Some(level) = level(value, reader) {
                    levels.insert(rule.name.to_owned(), level);
                }
            }
        }
    }
    family_levels(table, levels, reader);
}

/// Reads the levels of families in a table of levels: each applies to every rule of the family that the table does not
/// name.
fn family_levels(table: &DeTable, levels: &mut BTreeMap<String, Level>, reader: &mut Reader) {
    let Some((_, families)) = table.iter().find(|(key, _)| key.get_ref() == FAMILY) else { return };
    let Some(families) = reader.table(families) else { return };
    for (key, value) in families {
        let Some(family) = Family::ALL.into_iter().find(|family| family.name() == key.get_ref()) else {
            reader.unknown("family of rules", key, Family::ALL.into_iter().map(Family::name));
            continue;
        };
        let Some(level) = level(value, reader) else { continue };
        for rule in rules().filter(|rule| rule.family == family) {
            levels.entry(rule.name.to_owned()).or_insert(level);
        }
    }
}

/// Reads one `[[lint.per-file]]`.
fn per_file(reader: &mut Reader, value: &Value) -> Option<PerFile> {
    let table = reader.table(value)?;
    for (name, _) in PER_FILE.iter().filter(|(name, _)| !table.iter().any(|(key, _)| key.get_ref() == name)) {
        let help = "write `paths = [\"old/\"]` and `levels = { summary-missing = \"off\" }`";
        reader.fault(value.span(), format!("`{name}` is missing"), help);
    }
    let mut of_files = PerFile::default();
    reader.keys(table, PER_FILE, &mut of_files);
    Some(of_files)
}

/// Reads `{ level = "warning", minutes = 45 }`.
fn rule_options(
    rule: &RuleInfo,
    table: &DeTable,
    options: &mut Options,
    reader: &mut Reader,
) -> Option<Level> {
    let own = options_of(rule);
    let mut found = None;
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        match own.iter().find(|option| option.key == name) {
            _ if name == "level" => found = level(value, reader),
            Some(option) => rule_option(rule, option, options, reader, value),
            None => {
                let known = std::iter::once("level").chain(own.iter().map(|option| option.key));
                reader.unknown("option", key, known);
            }
        }
    }
    found
}

/// Reads an option of a rule.
fn rule_option(
    rule: &RuleInfo,
    option: &RuleOption,
    options: &mut Options,
    reader: &mut Reader,
    value: &Value,
) {
    match option.value {
        OptionValue::Number(of) => {
            if let Some(number) = reader.number(value) {
                *of(options) = number;
            }
        }
        OptionValue::ActionFields(of) => {
            *of(options) = reader.list("a list of texts", value, fields).unwrap_or_default();
        }
        OptionValue::FurtherPhrases => {
            of_rule(options, rule).extend = reader.texts(value).unwrap_or_default();
        }
        OptionValue::OtherPhrases => of_rule(options, rule).words = reader.texts(value),
    }
}

/// Reports a key that is neither a rule nor another valid key.
fn unknown_rule(key: &Spanned<DeString>, reader: &mut Reader, others: impl Iterator<Item = &'static str>) {
    let name = key.get_ref();
    if name == FAMILY {
        return;
    }
    let family = Family::ALL.into_iter().map(Family::name).find(|family| family == name);
    let help = match family.map(|family| format!("{FAMILY}.{family}")) {
        Some(family) => {
            return reader.fault(
                key.span(),
                format!("`{name}` is a family of rules"),
                format!("set the level of its rules with `{family}`"),
            );
        }
        None if name == "families" => Some(FAMILY),
        None => None,
    };
    let help = match help.or_else(|| nearest(name, others.chain([FAMILY]))).or_else(|| nearest_rule(name)) {
        Some(meant) => did_you_mean(meant),
        None => "list the rules with `postmortem rules`".to_owned(),
    };
    reader.fault(key.span(), format!("there is no rule `{}`", key.get_ref()), help);
}

fn level(value: &Value, reader: &mut Reader) -> Option<Level> {
    if value.get_ref().is_table() {
        let help = "write `\"warning\"`; a rule's options are the same in every status and file, and belong in `[lint]`";
        reader.fault(value.span(), "expected a level, found a table".to_owned(), help);
        return None;
    }
    if value.get_ref().as_str().is_none() {
        return reader.expected("a level, such as \"warning\"", value);
    }
    reader.one_of("level", value, &Level::ALL, Level::name)
}

fn of_status(options: &mut Options, status: Status) -> &mut BTreeMap<String, Level> {
    match status {
        Status::Draft => &mut options.levels.draft,
        Status::Review => &mut options.levels.review,
        Status::Final => &mut options.levels.r#final,
    }
}
