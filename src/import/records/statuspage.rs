//! Incidents of a Statuspage page: `GET /api/v2/incidents.json`, or the list of the management API.

use super::found::{Found, Message, Step};
use super::object::{Object, Time, objects, words};
use crate::import::Error;
use crate::import::records::Tool;
use crate::model::{Entry, Milestone};
use serde_json::Value;

/// What means something only to Statuspage. The status is for a person to set.
const KNOWN: &[&str] = &[
    "created_at",
    "updated_at",
    "monitoring_at",
    "page_id",
    "status",
    "impact_override",
    "auto_transition_deliver_notifications_at_end",
    "auto_transition_deliver_notifications_at_start",
    "auto_transition_to_maintenance_state",
    "auto_transition_to_operational_state",
    "backfill_date",
    "backfilled",
    "postmortem_body_last_updated_at",
    "postmortem_ignored",
    "postmortem_notified_subscribers",
    "postmortem_notified_twitter",
    "scheduled_auto_completed",
    "scheduled_auto_in_progress",
    "scheduled_auto_transition",
    "scheduled_for",
    "scheduled_remind_prior",
    "scheduled_reminded_at",
    "scheduled_until",
];

/// Whether a value is an incident of Statuspage.
fn is_incident(value: &Value) -> bool {
    value.get("incident_updates").is_some()
}

/// Whether a file is from Statuspage.
pub(super) fn is_statuspage(values: &[Value]) -> bool {
    let listed = |value: &Value| match value.get("incidents").unwrap_or(value) {
        Value::Array(incidents) => incidents.first().map_or(value.get("incidents").is_some(), is_incident),
        _ => false,
    };
    values.iter().any(|value| is_incident(value) || listed(value))
}

/// The incidents of a file, each with the texts that it had.
pub(super) fn read(values: Vec<Value>) -> Result<Vec<(Found, String)>, Error> {
    let mut all = Vec::new();
    for value in values {
        let (incidents, page) = match value {
            Value::Array(incidents) => (objects("", incidents)?, None),
            value if is_incident(&value) => (vec![Object::new("", value)?], None),
            value => {
                let mut file = Object::new("", value)?;
                if !file.has("incidents") {
                    return Err(Error::NotOf(Tool::Statuspage));
                }
                let incidents = file.objects("incidents")?;
                (incidents, file.object("page")?)
            }
        };
        let zone = page.map(|mut page| page.text("time_zone")).transpose()?.flatten();
        let zone = zone.and_then(|zone| zone.parse().ok());
        for incident in incidents {
            let source = words(&incident.value());
            let mut found = incident_of(incident)?;
            found.zone = zone;
            all.push((found, source));
        }
    }
    Ok(all)
}

fn incident_of(mut incident: Object) -> Result<Found, Error> {
    let mut found = Found { title: Some(incident.required_text("name")?), ..Found::default() };
    found.certain("name", "title");
    if let Some(id) = incident.text("id")? {
        found.leave("id", &Value::from(id.clone()));
        found.id = id;
    }
    if let Some(impact) = incident.text("impact")? {
        if ["none", "maintenance"].contains(&&*impact) {
            // It is the default of an incident without components, and says nothing about its users.
            found.leave("impact", &Value::from(impact));
        } else {
            found.certain(&format!("impact: {impact}"), "severity");
            found.severity = Some(impact);
        }
    }
    for mut component in incident.objects("components")? {
        found.services.extend(component.text("name")?);
        found.leave_rest("components", component);
    }
    if let Some(link) = incident.text("shortlink")? {
        found.links.push(("Status page".to_owned(), link));
    }
    let published = incident.time("postmortem_published_at")?;
    if let Some(published) = &published {
        found.spend_time(published);
    }
    found.published = published.map(|published| published.instant);
    let body = incident.text("postmortem_body")?;
    found.report = body.map(|body| ("postmortem_body", body));
    window(&mut incident, &mut found)?;
    updates(&mut incident, &mut found)?;
    for (key, value) in incident.rest() {
        found.keep(key, value, KNOWN);
    }
    Ok(found)
}

/// When it began and ended.
fn window(incident: &mut Object, found: &mut Found) -> Result<(), Error> {
    let started = incident.time("started_at")?;
    let created = if started.is_none() { incident.time("created_at")? } else { None };
    let resolved = incident.time("resolved_at")?;
    for time in [&started, &created, &resolved].into_iter().flatten() {
        found.spend_time(time);
    }
    let Some(start) = started.or(created) else { return Err(Error::Missing(incident.place("started_at"))) };
    if resolved.is_none() {
        found.warnings.push("it is not resolved on the status page".to_owned());
    }
    let end = resolved.map(|end| end.instant).filter(|end| *end >= start.instant);
    found.window = Some((start.instant, end));
    Ok(())
}

/// Each update is a message to users; where the status or a component changes, it is an entry too.
fn updates(incident: &mut Object, found: &mut Found) -> Result<(), Error> {
    let place = incident.place("incident_updates");
    if !incident.has("incident_updates") {
        return Err(Error::Missing(place));
    }
    let mut updates = Vec::new();
    // The newest one comes first.
    for mut update in incident.objects("incident_updates")?.into_iter().rev() {
        let times = [update.time("display_at")?, update.time("created_at")?];
        times.iter().flatten().for_each(|time| found.spend_time(time));
        let place = update.place("display_at");
        let at = times.into_iter().flatten().next().ok_or(Error::Missing(place))?;
        updates.push((at, update));
    }
    updates.sort_by_key(|(at, _)| at.instant);
    let mut before = String::new();
    for (at, mut update) in updates {
        let status = update.required_text("status")?;
        found.spend(&status, "an entry of the timeline");
        let body = update.text("body")?.unwrap_or_default();
        let changes = components(&mut update, found)?;
        found.leave_rest("incident_updates", update);
        if status == "postmortem" {
            postmortem(&at, body, found);
            continue;
        }
        if !body.is_empty() {
            found.messages.push(Message { instant: at.instant, text: body });
        }
        if status != before || !changes.is_empty() {
            let changes = if changes.is_empty() { changes } else { format!(" ({changes})") };
            let event = format!("Status page: {}{changes}", status.replace('_', " "));
            let hint = match status.as_str() {
                "identified" if status != before => Some(Milestone::Identified),
                "resolved" if status != before => Some(Milestone::Resolved),
                _ => None,
            };
            let entry = Entry { event: Some(event), ..Entry::default() };
            found.steps.push(Step { instant: at.instant, entry, hint, extra: None });
        }
        before = status;
    }
    Ok(())
}

/// The components whose status an update changed.
fn components(update: &mut Object, found: &mut Found) -> Result<String, Error> {
    let mut changes = Vec::new();
    for mut component in update.objects("affected_components")? {
        let (name, old, new) =
            (component.text("name")?, component.text("old_status")?, component.text("new_status")?);
        for text in [&name, &old, &new].into_iter().flatten() {
            found.spend(text, "an entry of the timeline");
        }
        if let (Some(name), Some(old), Some(new)) = (name, old, new)
            && old != new
        {
            changes.push(format!("{name}: {} → {}", old.replace('_', " "), new.replace('_', " ")));
        }
        found.leave_rest("affected_components", component);
    }
    Ok(changes.join(", "))
}

/// The update that publishes the postmortem repeats its text.
fn postmortem(at: &Time, body: String, found: &mut Found) {
    found.published = found.published.or(Some(at.instant));
    match &found.report {
        Some((_, own)) if own.trim() == body.trim() => found.spend(&body, "the same as `postmortem_body`"),
        None if !body.is_empty() => found.report = Some(("incident_updates.body", body)),
        _ if !body.is_empty() => found.messages.push(Message { instant: at.instant, text: body }),
        _ => {}
    }
}
