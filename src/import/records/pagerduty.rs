//! Incidents of PagerDuty: the answers of `GET /incidents/{id}/log_entries`, with that of `GET /incidents/{id}` for the
//! title, the priority and the service.

use super::found::{Found, Step};
use super::object::{Object, objects, words};
use crate::import::Error;
use crate::import::records::Tool;
use crate::model::{Entry, Many, Milestone};
use serde_json::Value;

/// The kinds of log entries that become entries. The others are about who is paged and how.
const KINDS: &[&str] = &["trigger", "acknowledge", "resolve", "annotate"];
/// Keys of a channel that may have the text of an alert or a note.
const TEXTS: &[&str] = &["summary", "content", "notes", "subject", "description"];
/// What means something only to PagerDuty. The status is for a person to set.
const KNOWN: &[&str] = &[
    "type",
    "self",
    "status",
    "created_at",
    "updated_at",
    "resolved_at",
    "incident_key",
    "last_status_change_at",
    "is_mergeable",
    "description",
    "basic_alert_grouping",
    "alert_grouping",
    "assigned_via",
];

/// Whether a file is from PagerDuty.
pub(super) fn is_pagerduty(values: &[Value]) -> bool {
    values.iter().any(|value| value.get("log_entries").is_some())
}

/// An incident with its log entries, and its texts.
#[derive(Default)]
struct Group {
    found: Found,
    source: String,
    entries: Vec<Object>,
    is_described: bool,
}

/// The incidents of a file, each with the texts that it had.
pub(super) fn read(values: Vec<Value>) -> Result<Vec<(Found, String)>, Error> {
    if !is_pagerduty(&values) {
        return Err(Error::NotOf(Tool::PagerDuty));
    }
    let mut groups: Vec<Group> = Vec::new();
    let (mut incidents, mut is_partial) = (Vec::new(), false);
    for value in values {
        let mut file = Object::new("", value)?;
        // The last page decides.
        is_partial = file.take("more").map_or(is_partial, |more| more == Value::Bool(true));
        incidents.extend(file.object("incident")?);
        incidents.extend(file.objects("incidents")?);
        for entry in file.objects("log_entries")? {
            let id = id_of(&entry);
            let group = group(&mut groups, &id);
            group.source.push_str(&words(&entry.value()));
            group.entries.push(entry);
        }
    }
    if groups.is_empty() {
        return Err(Error::NoIncidents);
    }
    for incident in incidents {
        let id = incident.value()["id"].as_str().unwrap_or_default().to_owned();
        // Log entries that do not name their incident belong to the only one that is there.
        let only = groups.len() == 1 && groups[0].found.id.is_empty();
        let Some(group) = groups.iter_mut().find(|group| only || group.found.id == id) else {
            let warning = format!("the file has no log entries of the incident `{id}`, which it describes");
            groups[0].found.warnings.push(warning);
            continue;
        };
        group.source.push_str(&words(&incident.value()));
        describe(incident, &mut group.found)?;
        group.is_described = true;
    }
    groups.into_iter().map(|group| finish(group, is_partial)).collect()
}

fn id_of(entry: &Object) -> String {
    entry.value()["incident"]["id"].as_str().unwrap_or_default().to_owned()
}

fn group<'g>(groups: &'g mut Vec<Group>, id: &str) -> &'g mut Group {
    let index = groups.iter().position(|group| group.found.id == id).unwrap_or_else(|| {
        groups.push(Group { found: Found { id: id.to_owned(), ..Found::default() }, ..Group::default() });
        groups.len() - 1
    });
    &mut groups[index]
}

fn finish(group: Group, is_partial: bool) -> Result<(Found, String), Error> {
    let Group { mut found, source, entries, is_described } = group;
    let mut steps = Vec::new();
    for mut entry in entries {
        let incident = entry.object("incident")?;
        match incident {
            Some(incident) if !is_described && found.title.is_none() => describe(incident, &mut found)?,
            Some(incident) => found.spend(&words(&incident.value()), "the incident"),
            None => {}
        }
        steps.push(step(entry, &mut found)?);
    }
    // The newest one comes first.
    steps.reverse();
    steps.sort_by_key(|(step, _)| step.instant);
    let mut mark = |kind: &str, milestone: Milestone| {
        let first = steps.iter_mut().find(|(step, own)| step.extra.is_none() && own == kind);
        if let Some((step, _)) = first {
            step.entry.milestone = Many(vec![milestone]);
            found.certain(&format!("the first {kind}_log_entry"), format!("milestone {}", milestone.name()));
        }
    };
    mark("trigger", Milestone::Detected);
    mark("acknowledge", Milestone::Acknowledged);
    found.with_seconds = true;
    found.steps = steps.into_iter().map(|(step, _)| step).collect();
    if is_partial {
        found.warnings.push("`more` is true: the file does not have all log entries".to_owned());
    }
    Ok((found, source))
}

/// What the incident itself says, completely or as a reference.
fn describe(mut incident: Object, found: &mut Found) -> Result<(), Error> {
    let (title, summary) = (incident.text("title")?, incident.text("summary")?);
    // `[#1234] The server is on fire.`
    let bare = summary.as_deref().map(|summary| match summary.strip_prefix("[#") {
        Some(rest) => rest.split_once("] ").map_or(summary, |(_, title)| title).to_owned(),
        None => summary.to_owned(),
    });
    if let Some(summary) = &summary {
        found.spend(summary, "title");
    }
    found.title = title.or(bare);
    found.certain("the title of the incident", "title");
    if let Some(id) = incident.text("id")? {
        found.leave("id", &Value::from(id.clone()));
        found.id = id;
    }
    if let Some(mut priority) = incident.object("priority")? {
        found.severity = priority.text("summary")?;
        found.certain("priority", "severity");
        found.leave_rest("priority", priority);
    }
    if let Some(mut service) = incident.object("service")? {
        found.services.extend(service.text("summary")?);
        found.leave_rest("service", service);
    }
    let number = incident.text("incident_number")?;
    if let Some(address) = incident.text("html_url")? {
        let name = number.as_ref().map_or("PagerDuty".to_owned(), |number| format!("PagerDuty #{number}"));
        found.links.push((name, address));
    }
    if let Some(number) = number {
        found.spend(&number, "the title of its link");
    }
    for (key, value) in incident.rest() {
        found.keep(key, value, KNOWN);
    }
    Ok(())
}

/// A log entry, and its kind.
fn step(mut entry: Object, found: &mut Found) -> Result<(Step, String), Error> {
    let kind = entry.required_text("type")?;
    found.spend(&kind, "an entry of the timeline");
    let place = entry.place("created_at");
    let at = entry.time("created_at")?.ok_or(Error::Missing(place))?;
    found.spend_time(&at);
    let kind = kind.trim_end_matches("_reference").trim_end_matches("_log_entry").to_owned();
    let summary = entry.text("summary")?;
    let agent = entry.object("agent")?;
    let by = match agent {
        Some(mut agent) => {
            let by = agent.text("summary")?;
            found.leave_rest("agent", agent);
            by
        }
        None => None,
    };
    let (text, evidence) = channel(&mut entry, found)?;
    if found.services.is_empty()
        && let Some(mut service) = entry.object("service")?
    {
        found.services.extend(service.text("summary")?);
        found.leave_rest("service", service);
    }
    found.leave_rest("log_entries", entry);
    let event = match (summary, text) {
        (Some(summary), Some(note)) if kind == "annotate" => {
            found.spend(&summary, "an entry with the text of the note");
            note
        }
        (Some(summary), Some(text)) if !summary.contains(&*text) => {
            format!("{}: {text}", summary.trim_end_matches('.'))
        }
        (Some(summary), Some(text)) => {
            found.spend(&text, "a part of its summary");
            summary
        }
        (Some(text), None) | (None, Some(text)) => text,
        (None, None) => kind.replace('_', " "),
    };
    let hint = (kind == "resolve").then_some(Milestone::AllClear);
    let extra = (!KINDS.contains(&&*kind)).then(|| kind.clone());
    let by = Many(by.into_iter().collect());
    let entry = Entry { event: Some(event), by, evidence: Many(evidence), ..Entry::default() };
    Ok((Step { instant: at.instant, entry, hint, extra }, kind))
}

/// The text of an alert or a note, and the addresses where it can be seen.
fn channel(entry: &mut Object, found: &mut Found) -> Result<(Option<String>, Vec<String>), Error> {
    let mut evidence = Vec::new();
    let contexts = entry.take("contexts");
    let Some(mut channel) = entry.object("channel")? else {
        if let Some(contexts) = contexts {
            found.leave("contexts", &contexts);
        }
        return Ok((None, evidence));
    };
    let mut text = None;
    for key in TEXTS {
        // An object of details is not a text.
        if text.is_none() && channel.value()[*key].is_string() {
            text = channel.text(key)?;
        }
    }
    see("channel", &mut channel, "client_url", &mut evidence, found)?;
    if let Some(Value::Array(contexts)) = contexts {
        for mut context in objects("contexts", contexts)? {
            see("contexts", &mut context, "href", &mut evidence, found)?;
            found.leave_rest("contexts", context);
        }
    }
    found.leave_rest("channel", channel);
    Ok((text, evidence))
}

/// Takes an address as evidence.
fn see(
    name: &str,
    object: &mut Object,
    key: &str,
    evidence: &mut Vec<String>,
    found: &mut Found,
) -> Result<(), Error> {
    match object.text(key)? {
        Some(address) if address.starts_with("http") => evidence.push(address),
        Some(text) => found.leave(&format!("{name}.{key}"), &Value::from(text)),
        None => {}
    }
    Ok(())
}
