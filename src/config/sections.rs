//! The keys of the configuration, each with how it is read.

use super::reader::{Read, Reader, Value};
use super::{Config, Templates, lint};
use crate::import::Headings;
use crate::lint::{Deadline, Options, Public};
use crate::model::{
    ActionStatus, ActionType, ActionWords, Known, MetricName, MetricPairs, Milestone, normalised,
};
use crate::render::{Engine, TemplateError};
use crate::source::inside;
use crate::wording::list;
use std::collections::HashSet;
use std::path::PathBuf;
use toml::Spanned;
use toml::de::DeTable;

/// Keys at the top.
pub(super) const TOP: &[(&str, Read<Config>)] = &[
    ("paths", |config, reader, value| {
        if let Some(paths) = names(reader, value) {
            refuse_outside(reader, value);
            config.paths = paths.into_iter().map(PathBuf::from).collect();
        }
    }),
    ("severities", |config, reader, value| {
        if let Some(severities) = distinct_names(reader, value) {
            config.render.severities.clone_from(&severities);
            config.lint.severities = severities;
            config.lint.severities_listed = true;
        }
    }),
    ("services", |config, reader, value| {
        config.lint.services = distinct_names(reader, value).unwrap_or_default();
    }),
    ("timezone", |config, reader, value| config.lint.settings.timezone = reader.parsed(value)),
    ("templates", |config, reader, value| config.templates = folder(reader, value)),
    ("lint", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            lint::read(table, config, reader);
        }
    }),
    ("render", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            reader.keys(table, RENDER, config);
        }
    }),
    ("import", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            reader.keys(table, IMPORT, &mut config.headings);
        }
    }),
    ("metrics", |config, reader, value| metrics(&mut config.lint.settings.metrics, reader, value)),
    ("actions", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            reader.keys(table, ACTIONS, &mut config.lint.settings.actions);
        }
    }),
    ("deadlines", |config, reader, value| deadlines(&mut config.lint, reader, value)),
    ("public", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            reader.keys(table, PUBLIC, &mut config.lint.public);
        }
    }),
];

/// Checks that depend on several keys, which can come in any order.
pub(super) fn check(table: &DeTable, config: &Config, reader: &mut Reader) {
    let value = |name: &str| table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value);
    let listed = value("severities").map(Spanned::span).unwrap_or_default();
    let is_faulty = reader.faults.iter().any(|fault| listed.contains(&fault.span.start()));
    let deadlines = value("deadlines").and_then(|value| value.get_ref().as_table()).filter(|_| !is_faulty);
    for (severity, _) in deadlines.into_iter().flatten() {
        let name = severity.get_ref();
        let severities = || config.severities().iter().map(String::as_str);
        if !severities().any(|known| normalised(known) == normalised(name)) {
            let known = list(severities());
            let help = format!("the severities are {known}; add others to `severities`");
            reader.fault(severity.span(), format!("there is no severity `{name}`"), help);
        }
    }
    let reports = value("render").and_then(|value| value.get_ref().as_table());
    let template = reports.and_then(|table| table.iter().find(|(key, _)| key.get_ref() == "template"));
    if let Some((_, value)) = template.filter(|_| reader.templates == Templates::Exist) {
        known_template(config, reader, value);
    }
}

/// Whether the template that a configuration names exists: by its name, or as a file.
fn known_template(config: &Config, reader: &mut Reader, value: &Value) {
    let Some(name) = value.get_ref().as_str().filter(|name| !name.trim().is_empty()) else { return };
    if reader.folder.join(name).is_file() {
        return;
    }
    let folder = config.templates.as_ref().map(|folder| reader.folder.join(folder));
    // A template that cannot be read is reported when a report is made.
    let Ok(engine) = Engine::new(folder.as_deref()) else { return };
    if let Err(TemplateError::Unknown { help, .. }) = engine.source(name) {
        reader.fault(value.span(), format!("there is no template `{name}`"), help);
    }
}

/// Keys of `[render]`.
pub(super) const RENDER: &[(&str, Read<Config>)] = &[
    ("template", |config, reader, value| {
        if let Some(template) = template(reader, value) {
            config.template = template;
        }
    }),
    ("time", |config, reader, value| config.render.time = reader.parsed(value).unwrap_or_default()),
];

/// Keys of `[import]`.
pub(super) const IMPORT: &[(&str, Read<Headings>)] = &[("headings", |headings, reader, value| {
    let Some(table) = reader.table(value) else { return };
    for (heading, value) in table {
        let Some(field) = reader.text(value) else { continue };
        if let Err(error) = headings.add(heading.get_ref(), &field) {
            reader.fault(value.span(), error.to_string(), error.help());
        }
    }
})];

/// Keys of `[public]`.
pub(super) const PUBLIC: &[(&str, Read<Public>)] = &[
    ("check", |public, reader, value| public.check = reader.truth(value).unwrap_or_default()),
    ("forbidden", |public, reader, value| public.forbidden = reader.texts(value).unwrap_or_default()),
];

/// Keys of `[actions]`.
pub(super) const ACTIONS: &[(&str, Read<ActionWords>)] = &[
    ("types", |words, reader, value| {
        refuse_repeated(reader, value);
        words.types = reader.list("a list of texts", value, own::<ActionType>).unwrap_or_default();
    }),
    ("states", |words, reader, value| {
        let Some(table) = reader.table(value) else { return };
        let mut seen = HashSet::new();
        for (key, value) in table {
            if !seen.insert(normalised(key.get_ref())) {
                repeated(reader, key.span(), key.get_ref());
            }
            refuse_known::<ActionStatus>(reader, key.span(), key.get_ref());
            let status = reader.one_of("state", value, ActionStatus::ALL, ActionStatus::name);
            words.states.extend(status.map(|status| (key.get_ref().clone().into_owned(), status)));
        }
    }),
];

/// A word in addition to the built-in ones.
fn own<T: Known>(reader: &mut Reader, value: &Value) -> Option<String> {
    let text = reader.text(value)?;
    refuse_known::<T>(reader, value.span(), &text);
    Some(text)
}

/// A built-in word cannot be given another meaning.
fn refuse_known<T: Known>(reader: &mut Reader, span: std::ops::Range<usize>, text: &str) {
    if let Some((name, _)) = T::of(text) {
        let message = format!("`{text}` is already built in");
        reader.fault(span, message, format!("leave it out: files can use `{name}` anyway"));
    }
}

/// Keys of a severity in `[deadlines]`.
pub(super) const DEADLINE: &[(&str, Read<Deadline>)] = &[
    ("publish", |deadline, reader, value| deadline.publish = reader.number(value)),
    ("actions", |deadline, reader, value| deadline.actions = reader.number(value)),
];

/// A list of texts that must not be empty: that would mean something else than leaving it out.
fn names(reader: &mut Reader, value: &Value) -> Option<Vec<String>> {
    let names = reader.texts(value)?;
    if value.get_ref().as_array().is_some_and(|array| array.is_empty()) {
        reader.fault(
            value.span(),
            "found an empty list".to_owned(),
            "name at least one, or leave the key out",
        );
    }
    Some(names)
}

/// Files elsewhere are somebody else's: a configuration from a stranger must not have them read, changed or published.
fn refuse_outside(reader: &mut Reader, value: &Value) {
    for value in value.get_ref().as_array().into_iter().flat_map(|values| values.iter()) {
        let Some(path) = value.get_ref().as_str() else { continue };
        if inside(&reader.folder.join(path), &reader.folder).is_err() {
            let help = "name a path inside the repository, or give it as an argument";
            reader.fault(value.span(), format!("the path `{path}` is outside the repository"), help);
        }
    }
}

/// Names without duplicates, in any spelling.
fn distinct_names(reader: &mut Reader, value: &Value) -> Option<Vec<String>> {
    refuse_repeated(reader, value);
    names(reader, value)
}

/// A name repeated in another spelling cannot be distinguished from the first.
fn refuse_repeated(reader: &mut Reader, value: &Value) {
    let mut seen = HashSet::new();
    for value in value.get_ref().as_array().into_iter().flat_map(|values| values.iter()) {
        if let Some(name) = value.get_ref().as_str().filter(|name| !seen.insert(normalised(name))) {
            repeated(reader, value.span(), name);
        }
    }
}

fn repeated(reader: &mut Reader, span: std::ops::Range<usize>, name: &str) {
    reader.fault(span, format!("`{name}` is listed twice"), "remove one of the two");
}

/// A template folder. One outside the repository would have the same effect as a template outside it.
fn folder(reader: &mut Reader, value: &Value) -> Option<PathBuf> {
    let folder = reader.text(value)?;
    if inside(&reader.folder.join(&folder), &reader.folder).is_err() {
        let help = "copy the folder into the repository";
        reader.fault(value.span(), format!("the folder `{folder}` is outside the repository"), help);
    }
    if reader.templates == Templates::Exist && !reader.folder.join(&folder).is_dir() {
        let help = "create it with `postmortem templates eject default`, or leave the key out";
        reader.fault(value.span(), format!("there is no folder `{folder}`"), help);
    }
    Some(folder.into())
}

/// A template's name, or the path of its file. If it could be elsewhere, a stranger's configuration could print any
/// file of its reader's machine.
fn template(reader: &mut Reader, value: &Value) -> Option<String> {
    let written = reader.text(value)?;
    let file = reader.folder.join(&written);
    if file.is_file() && inside(&file, &reader.folder).is_err() {
        let help = "copy the file into the repository, or name it with `--template`";
        reader.fault(value.span(), format!("the template `{written}` is outside the repository"), help);
    }
    Some(written)
}

/// `[deadlines]`: days by severity.
fn deadlines(options: &mut Options, reader: &mut Reader, value: &Value) {
    let Some(table) = reader.table(value) else { return };
    for (severity, value) in table {
        let mut deadline = Deadline::default();
        if let Some(table) = reader.table(value) {
            reader.keys(table, DEADLINE, &mut deadline);
        }
        options.deadlines.insert(severity.get_ref().clone().into_owned(), deadline);
    }
}

/// `[metrics]`: the milestones that each metric is measured from and to.
fn metrics(pairs: &mut MetricPairs, reader: &mut Reader, value: &Value) {
    let Some(table) = reader.table(value) else { return };
    for (key, value) in table {
        let Some(metric) = MetricName::ALL.into_iter().find(|metric| metric.name() == key.get_ref()) else {
            reader.unknown("metric", key, MetricName::ALL.iter().map(|metric| metric.name()));
            continue;
        };
        let read = |reader: &mut Reader, value: &Value| {
            reader.one_of("milestone", value, &Milestone::ALL, Milestone::name)
        };
        let Some(milestones) = reader.list("two milestones, from and to", value, read) else { continue };
        let written = value.get_ref().as_array().map_or(0, |array| array.len());
        match milestones[..] {
            [from, to] if written == 2 && from == to => {
                let message = format!("`{}` is measured from a milestone to itself", metric.name());
                reader.fault(
                    value.span(),
                    message,
                    "write two milestones, from and to: [\"impact-start\", \"detected\"]",
                );
            }
            [from, to] if written == 2 => _ = pairs.0.insert(metric, (from, to)),
            _ if written == 2 => {}
            _ => {
                let message = format!("expected two milestones, from and to; found {written}");
                reader.fault(value.span(), message, "write them as [\"impact-start\", \"detected\"]");
            }
        }
    }
}
