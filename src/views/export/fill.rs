//! From an incident to its rows.

use super::values::{Day, Instant, Local};
use super::{SCHEMA_VERSION, tables};
use crate::collection::Facts;
use crate::model::{
    Action, Date, DetectionSource, Entry, Metric, MetricName, Milestone, Moment, Occurrence, Priority,
    Remark, Slot, Zone,
};
use crate::output::masked_text;
use std::collections::HashMap;
use tables::Times;

/// What is between several values in one cell.
const BETWEEN: &str = "; ";

pub(super) fn incident(facts: &Facts) -> tables::Incident {
    let Facts { record, incident, resolved, public } = facts;
    let mut times = match resolved.occurrences.as_slice() {
        [one] => of_occurrence(one),
        _ => Times::default(),
    };
    (times.started_at, times.started_at_approximate) = at(record.start);
    if times.resolved_at.is_none() {
        (times.resolved_at, times.resolved_at_approximate) = at(record.end);
    }
    times.impact_seconds = record.impact.map(|impact| impact.seconds);
    times.impact_approximate = record.impact.is_some_and(|impact| impact.approximate);
    let start = record.start.map(|start| start.in_zone(record.zone));
    let impact = incident.impact.as_ref();
    tables::Incident {
        schema_version: SCHEMA_VERSION,
        incident_id: id(facts),
        source_file: (!public).then(|| record.name.clone()),
        title: text(&record.title),
        status: record.status.name(),
        severity: optional(record.severity.as_deref()),
        owner: optional(record.owner.as_deref()),
        authors: joined(&record.authors),
        tickets: joined(&incident.ticket),
        started_on: start.map(|start| Day(start.local.date())),
        started_local: start.and_then(local),
        timezone: record.zone.map(|zone| zone.to_string()),
        times,
        detection_source: record.detection.map(DetectionSource::name),
        affected_users: optional(impact.and_then(|impact| impact.users.as_deref())),
        published_on: day(incident.published),
        reviewed_on: day(incident.reviewed),
        summary: optional(incident.summary.as_deref()),
        related: joined(&record.related),
        occurrence_count: resolved.occurrences.len(),
        action_count: record.actions.len(),
        open_action_count: record.pending,
    }
}

pub(super) fn occurrences(facts: &Facts) -> impl Iterator<Item = tables::Occurrence> {
    let occurrences = facts.resolved.occurrences.iter().enumerate();
    occurrences.map(|(index, occurrence)| tables::Occurrence {
        incident_id: id(facts),
        occurrence_number: index + 1,
        name: optional(occurrence.name.as_deref()),
        times: of_occurrence(occurrence),
    })
}

pub(super) fn entries(facts: &Facts) -> impl Iterator<Item = tables::Entry> {
    let timeline = facts.incident.timeline.iter().enumerate();
    // Counted among those that are shown: a gap would reveal the others.
    let shown = timeline.filter(|(_, entry)| facts.shows(entry.internal)).enumerate();
    let mut occurrences = vec![None; facts.incident.timeline.len()];
    for (number, occurrence) in facts.resolved.occurrences.iter().enumerate() {
        occurrence.entries.iter().for_each(|index| occurrences[*index] = Some(number + 1));
    }
    shown.map(move |(number, (index, entry))| tables::Entry {
        entry_number: number + 1,
        occurrence_number: occurrences[index],
        ..self::entry(facts, facts.resolved.timeline[index], entry)
    })
}

fn entry(facts: &Facts, slot: Option<Slot>, entry: &Entry) -> tables::Entry {
    let (occurred_at, occurred_at_approximate) = at(slot.map(|slot| slot.start));
    let (ended_at, ended_at_approximate) = at(slot.and_then(|slot| slot.end));
    let zone: Option<Zone> = facts.resolved.zone;
    let milestones: Vec<String> = entry.milestone.iter().map(|name| name.name().to_owned()).collect();
    tables::Entry {
        incident_id: id(facts),
        entry_number: 0,
        occurrence_number: None,
        occurred_at,
        occurred_at_approximate,
        occurred_local: slot.and_then(|slot| local(slot.start.in_zone(zone))),
        ended_at,
        ended_at_approximate,
        event: optional(entry.event.as_deref()),
        milestones: joined(&milestones),
        actors: joined(&entry.by),
        evidence: joined(&entry.evidence),
        internal: entry.internal,
    }
}

pub(super) fn actions(facts: &Facts) -> impl Iterator<Item = tables::Action> {
    let shown = || facts.incident.actions.iter().filter(|action| facts.shows(action.internal));
    let mut with_id: HashMap<&str, usize> = HashMap::new();
    for id in shown().filter_map(|action| action.id.as_deref()) {
        *with_id.entry(id).or_default() += 1;
    }
    shown().enumerate().map(move |(index, action)| {
        let own = action.id.as_deref().filter(|id| with_id[id] == 1);
        self::action(facts, index + 1, own, action)
    })
}

fn action(facts: &Facts, action_number: usize, own: Option<&str>, action: &Action) -> tables::Action {
    let place = || (!facts.public).then(|| action_number.to_string());
    tables::Action {
        incident_id: id(facts),
        action_number,
        reference: own.map(text).or_else(place).map(|name| format!("{}#{name}", id(facts))),
        action_id: optional(action.id.as_deref()),
        title: text(&action.title),
        action_group: optional(action.group.as_deref()),
        kind: optional(action.kind.as_ref().map(|kind| kind.name.as_str())),
        priority: action.priority.map(Priority::name),
        owners: joined(&action.owner),
        status: action.status().name(),
        state: text(action.state()),
        is_open: action.is_pending(),
        due_on: day(action.due),
        done_on: day(action.done_on),
        ticket: optional(action.ticket.as_deref()),
        done_when: optional(action.done_when.as_deref()),
        description: optional(action.description.as_deref()),
        internal: action.internal,
    }
}

pub(super) fn services(facts: &Facts) -> impl Iterator<Item = tables::Service> {
    facts.record.services.iter().enumerate().map(|(index, service)| tables::Service {
        incident_id: id(facts),
        service_number: index + 1,
        service: text(service),
    })
}

pub(super) fn tags(facts: &Facts) -> impl Iterator<Item = tables::Tag> {
    facts.record.tags.iter().enumerate().map(|(index, tag)| tables::Tag {
        incident_id: id(facts),
        tag_number: index + 1,
        tag: text(tag),
    })
}

pub(super) fn causes(facts: &Facts) -> impl Iterator<Item = tables::Cause> {
    let of_kind = |kind| move |remark: &Remark| (kind, text(&remark.text), remark.internal);
    let trigger = optional(facts.incident.trigger.as_deref()).map(|trigger| ("trigger", trigger, false));
    let roots = facts.incident.root_cause.iter().map(of_kind("root-cause"));
    let factors = facts.incident.contributing_factors.iter().map(of_kind("contributing-factor"));
    let shown = trigger.into_iter().chain(roots).chain(factors).filter(|cause| facts.shows(cause.2));
    shown.enumerate().map(|(index, (kind, cause, internal))| tables::Cause {
        incident_id: id(facts),
        cause_number: index + 1,
        kind,
        cause,
        internal,
    })
}

fn of_occurrence(occurrence: &Occurrence) -> Times {
    let reached = |milestone| at(occurrence.milestones.get(&milestone).and_then(|mark| mark.moment));
    let took = |name| duration(&occurrence.metrics, name);
    let mut times = Times::default();
    (times.started_at, times.started_at_approximate) = reached(Milestone::ImpactStart);
    (times.detected_at, times.detected_at_approximate) = reached(Milestone::Detected);
    (times.acknowledged_at, times.acknowledged_at_approximate) = reached(Milestone::Acknowledged);
    (times.declared_at, times.declared_at_approximate) = reached(Milestone::Declared);
    (times.identified_at, times.identified_at_approximate) = reached(Milestone::Identified);
    (times.mitigated_at, times.mitigated_at_approximate) = reached(Milestone::Mitigated);
    (times.resolved_at, times.resolved_at_approximate) = at(occurrence.end().map(|(_, end)| end));
    (times.all_clear_at, times.all_clear_at_approximate) = reached(Milestone::AllClear);
    (times.time_to_detect_seconds, times.time_to_detect_approximate) = took(MetricName::TimeToDetect);
    (times.time_to_acknowledge_seconds, times.time_to_acknowledge_approximate) =
        took(MetricName::TimeToAcknowledge);
    (times.time_to_identify_seconds, times.time_to_identify_approximate) = took(MetricName::TimeToIdentify);
    (times.time_to_mitigate_seconds, times.time_to_mitigate_approximate) = took(MetricName::TimeToMitigate);
    (times.time_to_resolve_seconds, times.time_to_resolve_approximate) = took(MetricName::TimeToResolve);
    times.impact_seconds = occurrence.impact.map(|impact| impact.seconds);
    times.impact_approximate = occurrence.impact.is_some_and(|impact| impact.approximate);
    times
}

fn duration(metrics: &[Metric], name: MetricName) -> (Option<i64>, bool) {
    let found = metrics.iter().find(|metric| metric.name == name).map(|metric| metric.duration);
    (found.map(|duration| duration.seconds), found.is_some_and(|duration| duration.approximate))
}

/// The key: a stream has no id, but a name.
fn id(facts: &Facts) -> String {
    let record = &facts.record;
    record.id.as_ref().unwrap_or(&record.name).clone()
}

/// The instant of a moment, and whether that is approximate.
fn at(moment: Option<Moment>) -> (Option<Instant>, bool) {
    let instant = moment.filter(|moment| moment.timed).and_then(|moment| moment.instant());
    (instant.map(|instant| Instant(instant.to_utc())), moment.is_some_and(|moment| moment.approximate))
}

fn local(moment: Moment) -> Option<Local> {
    (moment.dated && moment.timed).then_some(Local(moment.local))
}

fn day(date: Option<Date>) -> Option<Day> {
    date.map(|date| Day(date.0))
}

/// A text as it may leave the file.
fn text(text: &str) -> String {
    masked_text(text.trim_end()).into_owned()
}

fn optional(value: Option<&str>) -> Option<String> {
    value.map(text).filter(|value| !value.is_empty())
}

fn joined(values: &[String]) -> Option<String> {
    optional(Some(&values.join(BETWEEN)))
}
