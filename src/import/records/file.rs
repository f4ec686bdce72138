//! The incident file of one incident of another tool. A report in Markdown that belongs to it goes through the reader of
//! reports first, and what it says counts more than what the tool recorded.

use super::clocks::Clocks;
use super::found::{Found, NO_LINE, Step};
use crate::document::write::{Field, Value};
use crate::import::account::How;
use crate::import::fields::element;
use crate::import::words::tokens;
use crate::import::{Draft, Error, Options, draft as markdown, name_of};
use crate::model::{Entry, Zone};
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::collections::BTreeMap;

/// The fields in the order of the format.
const ORDER: &[&str] = &[
    "title",
    "severity",
    "date",
    "timezone",
    "published",
    "authors",
    "owner",
    "services",
    "tags",
    "summary",
    "background",
    "narrative",
    "impact",
    "detection",
    "timeline",
    "trigger",
    "root_cause",
    "contributing_factors",
    "five_whys",
    "response",
    "resolution",
    "recurrence",
    "lessons",
    "actions",
    "roles",
    "communications",
    "links",
    "related",
    "notes",
    "custom",
];
/// Where the messages were.
const CHANNEL: &str = "status page";

impl Found {
    /// When it began, as far as the tool knows.
    pub(super) fn start(&self) -> Option<DateTime<FixedOffset>> {
        let first = self.steps.iter().map(|step| step.instant).min();
        self.window.map(|(start, _)| start).or(first)
    }
}

/// What the file will contain.
pub(super) fn draft(found: &Found, options: &Options) -> Result<Draft, Error> {
    let mut draft = body(found, options)?;
    draft.account.spent.extend(found.account.spent.iter().cloned());
    draft.account.placements.extend(found.account.placements.iter().cloned());
    draft.warnings.extend(found.warnings.iter().cloned());
    let zone = zone(&mut draft, found, options);
    let start = found.start().map(|start| zone.local(start).date_naive());
    severity(&mut draft, found);
    if let Some(start) = start {
        draft.add(Field::new("date", Value::Plain(start.to_string())));
    }
    if let Some(published) = found.published {
        let day = zone.local(published).date_naive();
        draft.add(Field::new("published", Value::Plain(day.to_string())));
    }
    services(&mut draft, found);
    impact(&mut draft, found, zone);
    // The dates of its lists count from the file's own.
    let day = draft.date();
    timeline(&mut draft, found, options, Clocks::new(zone, day))?;
    messages(&mut draft, found, Clocks::new(zone, day));
    let links = found.links.iter().map(|(title, url)| {
        let text = |text: &String| Value::Text(text.clone());
        vec![Field::new("title", text(title)), Field::new("url", text(url))]
    });
    draft.add_list("links", links.collect());
    custom(&mut draft, found);
    if !found.left.is_empty() {
        let what = found.left.join(", ");
        draft.account.place(NO_LINE, &what, "left out: only the tool needs it", How::Left);
    }
    Ok(draft)
}

/// The report that belongs to the incident, or an empty one.
fn body(found: &Found, options: &Options) -> Result<Draft, Error> {
    let title = options.title.clone().or_else(|| found.title.clone());
    let Some((key, text)) = found.report.as_ref().filter(|(_, text)| !text.trim().is_empty()) else {
        let stem = options.stem();
        let mut field = Field::new("title", Value::Text(title.clone().unwrap_or(stem)));
        if title.is_none() {
            field.beside = Some("import: guessed from the name of the file".to_owned());
        }
        return Ok(Draft::of(vec![field]));
    };
    let title = title.unwrap_or_default();
    let starts_with_title = text.trim_start().starts_with("# ");
    // Without a title above it, the first heading would be taken for one.
    let above = if starts_with_title { String::new() } else { format!("# {}\n\n", tokens(&title).join(" ")) };
    let options = Options { title: Some(title), ..options.clone() };
    let mut draft = markdown(&format!("{above}{text}"), &options)?;
    let lines_above = above.lines().count();
    draft.account.placements.retain(|placement| placement.line > lines_above);
    for placement in &mut draft.account.placements {
        placement.what = format!("{key}, line {}: {}", placement.line - lines_above, placement.what);
        placement.line = NO_LINE;
    }
    Ok(draft)
}

/// The zone of the file: that of the report, where it names one.
fn zone(draft: &mut Draft, found: &Found, options: &Options) -> Zone {
    let zone = draft.zone.or(options.timezone).or(found.zone).unwrap_or(Zone::UTC);
    let mut field = Field::new("timezone", Value::Text(name_of(zone)));
    if draft.zone.is_none() && draft.has("timeline") {
        field.beside = Some("import: the report names no zone".to_owned());
        draft.account.place(NO_LINE, "the zone of the status page", "timezone", How::Guessed);
    }
    draft.add(field);
    zone
}

fn severity(draft: &mut Draft, found: &Found) {
    let Some(severity) = &found.severity else { return };
    if draft.has("severity") {
        draft.account.spend(NO_LINE, severity, "left out: the report has a severity of its own");
    } else {
        draft.add(Field::new("severity", Value::Text(severity.clone())));
    }
}

fn services(draft: &mut Draft, found: &Found) {
    let mut names = match draft.get("services") {
        Some(Field { value: Value::Words(names), .. }) => std::mem::take(names),
        _ => Vec::new(),
    };
    for name in &found.services {
        if names.contains(name) {
            draft.account.spend(NO_LINE, name, "services");
        } else {
            names.push(name.clone());
        }
    }
    if !names.is_empty() {
        draft.fields.retain(|field| field.key != "services");
        draft.add(Field::new("services", Value::Words(names)));
    }
}

/// The time from the start to the end on the status page, unless the report has one of its own.
fn impact(draft: &mut Draft, found: &Found, zone: Zone) {
    let Some((start, end)) = found.window else { return };
    let at = |instant| Value::Plain(Clocks::new(zone, None).next(instant, false));
    let mut window = vec![Field::new("start", at(start))];
    window.extend(end.map(|end| Field::new("end", at(end))));
    let mut windows = Field::new("windows", Value::Maps(vec![window]));
    windows.beside = Some("import: guessed from the status page".to_owned());
    let mut fields = match draft.get("impact").map(|field| std::mem::take(&mut field.value)) {
        None => Vec::new(),
        Some(Value::Map(fields)) => fields,
        Some(Value::Texts(texts)) => {
            vec![Field::new("description", Value::Prose(texts.join("\n\n")))]
        }
        Some(text) => vec![Field::new("description", text)],
    };
    if !fields.iter().any(|field| field.key == "windows") {
        fields.push(windows);
        draft.account.place(NO_LINE, "started_at, resolved_at", "impact.windows", How::Guessed);
    }
    match draft.get("impact") {
        Some(field) => field.value = Value::Map(fields),
        None => draft.add(Field::new("impact", Value::Map(fields))),
    }
}

/// The tool's entries, unless the report has a timeline: that one is better, and has what is in these.
fn timeline(draft: &mut Draft, found: &Found, options: &Options, mut clocks: Clocks) -> Result<(), Error> {
    if draft.has("timeline") && !found.steps.is_empty() {
        let what = format!("{} changes of status", found.steps.len());
        draft.account.place(NO_LINE, &what, "left out: the report has a timeline", How::Left);
        return Ok(());
    }
    let mut elements = Vec::new();
    let mut extra: BTreeMap<&str, usize> = BTreeMap::new();
    for step in &found.steps {
        match &step.extra {
            Some(kind) if !options.all => {
                *extra.entry(kind).or_default() += 1;
                leave(draft, step);
            }
            _ => elements.push(step_of(step, &mut clocks, found.with_seconds)?),
        }
    }
    draft.entries += elements.len();
    if !elements.is_empty() {
        draft.account.place(NO_LINE, &format!("{} entries", elements.len()), "timeline", How::Certain);
        draft.add(Field::new("timeline", Value::Elements(elements)));
    }
    if !extra.is_empty() {
        let kinds: Vec<String> = extra.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let what = kinds.join(", ");
        draft.account.place(NO_LINE, &what, "left out; --all imports them", How::Left);
    }
    Ok(())
}

fn step_of(
    step: &Step,
    clocks: &mut Clocks,
    with_seconds: bool,
) -> Result<(Vec<String>, Option<String>), Error> {
    let at = clocks.next(step.instant, with_seconds).parse().ok();
    let hint = step.hint.map(|milestone| format!("milestone {}?", milestone.name()));
    element(&Entry { at, ..step.entry.clone() }, &Vec::from_iter(hint))
}

/// Accounts for the words of an entry that is not wanted.
fn leave(draft: &mut Draft, step: &Step) {
    let texts = step.entry.event.iter().chain(step.entry.by.iter()).chain(step.entry.evidence.iter());
    for text in texts {
        draft.account.spend(NO_LINE, text, "left out");
    }
}

fn messages(draft: &mut Draft, found: &Found, mut clocks: Clocks) {
    let message = |message: &super::found::Message| {
        vec![
            Field::new("at", Value::Plain(clocks.next(message.instant, false))),
            Field::new("channel", Value::Text(CHANNEL.to_owned())),
            Field::new("text", Value::Prose(message.text.clone())),
        ]
    };
    let messages: Vec<Vec<Field>> = found.messages.iter().map(message).collect();
    if !messages.is_empty() {
        let what = format!("{} updates", messages.len());
        draft.account.place(NO_LINE, &what, "communications", How::Certain);
    }
    draft.add_list("communications", messages);
}

fn custom(draft: &mut Draft, found: &Found) {
    let field = |(key, value): &(String, serde_json::Value)| {
        let value = match value {
            serde_json::Value::String(text) => Value::Text(text.clone()),
            value => Value::Plain(value.to_string()),
        };
        Field::new(key.clone(), value)
    };
    let mut fields: Vec<Field> = found.custom.iter().map(field).collect();
    if let Some(Field { value: Value::Map(own), .. }) = draft.get("custom") {
        own.extend(fields);
    } else if !fields.is_empty() {
        fields.sort_by(|a, b| a.key.cmp(&b.key));
        draft.add(Field::new("custom", Value::Map(fields)));
    }
}

impl Draft {
    /// A file with these fields, and no report.
    fn of(fields: Vec<Field>) -> Self {
        Draft { fields, ..Draft::default() }
    }

    fn get(&mut self, key: &str) -> Option<&mut Field> {
        self.fields.iter_mut().find(|field| field.key == key)
    }

    fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.key == key)
    }

    /// Adds a field in its place, unless it is there.
    fn add(&mut self, field: Field) {
        let rank = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
        if !self.has(&field.key) {
            let own = rank(&field.key);
            let at = self.fields.iter().position(|other| rank(&other.key) > own).unwrap_or(self.fields.len());
            self.fields.insert(at, field);
        }
    }

    fn add_list(&mut self, key: &str, elements: Vec<Vec<Field>>) {
        if !elements.is_empty() {
            self.add(Field::new(key, Value::Maps(elements)));
        }
    }

    fn date(&mut self) -> Option<NaiveDate> {
        match self.get("date").map(|field| &field.value) {
            Some(Value::Plain(date)) => date.parse().ok(),
            _ => None,
        }
    }
}
