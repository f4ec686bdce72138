//! The keys of the configuration, each with how it is read.

use super::reader::{Read, Reader, Value};
use super::{Config, lint};
use crate::lint::{Deadline, Options, Public};
use crate::model::{MetricName, MetricPairs, Milestone};
use std::path::PathBuf;

/// Keys at the top.
pub(super) const TOP: &[(&str, Read<Config>)] = &[
    ("paths", |config, reader, value| {
        if let Some(paths) = names(reader, value) {
            config.paths = paths.into_iter().map(PathBuf::from).collect();
        }
    }),
    ("severities", |config, reader, value| {
        if let Some(severities) = names(reader, value) {
            config.render.severities.clone_from(&severities);
            config.lint.severities = severities;
            config.lint.severities_listed = true;
        }
    }),
    ("services", |config, reader, value| {
        config.lint.services = names(reader, value).unwrap_or_default();
    }),
    ("timezone", |config, reader, value| config.lint.settings.timezone = reader.parsed(value)),
    ("templates", |config, reader, value| config.templates = reader.text(value).map(PathBuf::from)),
    ("lint", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            config.baseline = lint::baseline(table, reader);
            lint::read(table, &mut config.lint, reader);
        }
    }),
    ("render", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            reader.keys(table, RENDER, config);
        }
    }),
    ("metrics", |config, reader, value| metrics(&mut config.lint.settings.metrics, reader, value)),
    ("deadlines", |config, reader, value| deadlines(&mut config.lint, reader, value)),
    ("public", |config, reader, value| {
        if let Some(table) = reader.table(value) {
            reader.keys(table, PUBLIC, &mut config.lint.public);
        }
    }),
];

/// Keys of `[render]`.
pub(super) const RENDER: &[(&str, Read<Config>)] = &[
    ("template", |config, reader, value| {
        if let Some(template) = reader.text(value) {
            config.template = template;
        }
    }),
    ("time", |config, reader, value| config.render.time = reader.parsed(value).unwrap_or_default()),
];

/// Keys of `[public]`.
pub(super) const PUBLIC: &[(&str, Read<Public>)] = &[
    ("check", |public, reader, value| public.check = reader.truth(value).unwrap_or_default()),
    ("forbidden", |public, reader, value| public.forbidden = reader.texts(value).unwrap_or_default()),
];

/// Keys of a severity in `[deadlines]`.
pub(super) const DEADLINE: &[(&str, Read<Deadline>)] = &[
    ("publish", |deadline, reader, value| deadline.publish = reader.number(value)),
    ("actions", |deadline, reader, value| deadline.actions = reader.number(value)),
];

/// A list of texts that must not be empty: it would mean something else than leaving it out.
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

/// `[deadlines]`: days that a severity leaves. Whether it is a known one is not asked: `severities` may come later.
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

/// `[metrics]`: from which milestone to which each metric is measured.
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
            [from, to] if written == 2 => _ = pairs.0.insert(metric, (from, to)),
            _ if written == 2 => {}
            _ => {
                let message = format!("expected two milestones, from and to; found {written}");
                reader.fault(value.span(), message, "write them as [\"impact-start\", \"detected\"]");
            }
        }
    }
}
