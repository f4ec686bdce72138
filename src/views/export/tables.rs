//! The rows of each table: their fields are the columns, and the comments on them the columns' documentation.

// Columns have the names by which queries join tables.
#![allow(clippy::struct_field_names)]

use super::values::{Day, Instant, Local};
use schemars::JsonSchema;
use serde::Serialize;

/// When milestones were reached, and how long that took.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub(super) struct Times {
    /// When it started: with the impact; in `incidents` else with the timeline. `null` also if only the day or no zone is
    /// known.
    pub(super) started_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) started_at_approximate: bool,
    /// When a monitor fired or a person first noticed.
    pub(super) detected_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) detected_at_approximate: bool,
    /// When a responder started to work on it.
    pub(super) acknowledged_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) acknowledged_at_approximate: bool,
    /// When it was declared an incident.
    pub(super) declared_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) declared_at_approximate: bool,
    /// When the cause was known.
    pub(super) identified_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) identified_at_approximate: bool,
    /// When users were hurt much less.
    pub(super) mitigated_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) mitigated_at_approximate: bool,
    /// When users were served as before: the end of the impact. Approximately that of the milestone `all-clear` if nothing
    /// says it better.
    pub(super) resolved_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) resolved_at_approximate: bool,
    /// When nothing was left to monitor.
    pub(super) all_clear_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) all_clear_at_approximate: bool,
    /// Seconds from the start of the impact until it was detected, unless the configuration measures it between other milestones.
    pub(super) time_to_detect_seconds: Option<i64>,
    /// Whether that is approximate.
    pub(super) time_to_detect_approximate: bool,
    /// Seconds from detection until a responder started to work on it, unless the configuration measures it between other milestones.
    pub(super) time_to_acknowledge_seconds: Option<i64>,
    /// Whether that is approximate.
    pub(super) time_to_acknowledge_approximate: bool,
    /// Seconds from detection until the cause was known, unless the configuration measures it between other milestones.
    pub(super) time_to_identify_seconds: Option<i64>,
    /// Whether that is approximate.
    pub(super) time_to_identify_approximate: bool,
    /// Seconds from the start of the impact until users were hurt much less, unless the configuration measures it between other milestones.
    pub(super) time_to_mitigate_seconds: Option<i64>,
    /// Whether that is approximate.
    pub(super) time_to_mitigate_approximate: bool,
    /// Seconds from the start of the impact until users were served as before, unless the configuration measures it between other milestones.
    pub(super) time_to_resolve_seconds: Option<i64>,
    /// Whether that is approximate.
    pub(super) time_to_resolve_approximate: bool,
    /// Seconds during which users were hurt: the union of all windows. `null` while it lasts.
    pub(super) impact_seconds: Option<i64>,
    /// Whether that is approximate.
    pub(super) impact_approximate: bool,
}

/// A row of `incidents`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Incident {
    /// Version of all tables: columns are only added while it is 1.
    pub(super) schema_version: u32,
    /// The key of this table, by which all others refer to it: the `id`, or the file's name without extension.
    pub(super) incident_id: String,
    /// The file, as found from the working folder; `null` for the public.
    pub(super) source_file: Option<String>,
    /// What happened, in one line.
    pub(super) title: String,
    /// Stage of the report: `draft`, `review` or `final`.
    pub(super) status: &'static str,
    /// How severe it was, as written.
    pub(super) severity: Option<String>,
    /// The team or person responsible for the report.
    pub(super) owner: Option<String>,
    /// Who wrote the report, separated by `; `.
    pub(super) authors: Option<String>,
    /// Tickets of the incident itself, separated by `; `.
    pub(super) tickets: Option<String>,
    /// The day it started, where it happened.
    pub(super) started_on: Option<Day>,
    /// When it started, by the clock of its zone.
    pub(super) started_local: Option<Local>,
    /// The zone of the file or of the configuration, by its IANA name or as an offset: `Europe/Berlin`, `UTC+01:00`.
    pub(super) timezone: Option<String>,
    #[serde(flatten)]
    pub(super) times: Times,
    /// How it was noticed: `monitoring`, `customer`, `employee`, `vendor`, `audit` or `other`.
    pub(super) detection_source: Option<&'static str>,
    /// How many users it hurt, as written.
    pub(super) affected_users: Option<String>,
    /// The day the report was published.
    pub(super) published_on: Option<Day>,
    /// The day it was reviewed.
    pub(super) reviewed_on: Option<Day>,
    /// What a reader in a hurry needs, in Markdown.
    pub(super) summary: Option<String>,
    /// Ids of other incidents, separated by `; `.
    pub(super) related: Option<String>,
    /// How many rows of `occurrences` it has. If several, the columns that only one occurrence can have are `null` here.
    pub(super) occurrence_count: usize,
    /// How many rows of `actions` it has.
    pub(super) action_count: usize,
    /// How many of these are open or in progress.
    pub(super) open_action_count: usize,
}

/// A row of `occurrences`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Occurrence {
    /// The incident.
    pub(super) incident_id: String,
    /// Which one of the incident, from 1: with `incident_id` the key of this table.
    pub(super) occurrence_number: usize,
    /// Its name, if the file names several.
    pub(super) name: Option<String>,
    #[serde(flatten)]
    pub(super) times: Times,
}

/// A row of `entries`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Entry {
    /// The incident.
    pub(super) incident_id: String,
    /// Its place in the timeline, from 1: with `incident_id` the key of this table.
    pub(super) entry_number: usize,
    /// The occurrence it belongs to, in `occurrences`.
    pub(super) occurrence_number: Option<usize>,
    /// When it happened, or began. `null` also if no day or no zone is known.
    pub(super) occurred_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) occurred_at_approximate: bool,
    /// When it happened, by the clock of the incident's zone.
    pub(super) occurred_local: Option<Local>,
    /// When it ended, if it has an end.
    pub(super) ended_at: Option<Instant>,
    /// Whether that is approximate.
    pub(super) ended_at_approximate: bool,
    /// What happened, in Markdown.
    pub(super) event: Option<String>,
    /// The milestones that it marks, separated by `; `: `impact-start`, `detected`, `acknowledged`, `declared`,
    /// `identified`, `mitigated`, `resolved`, `all-clear`.
    pub(super) milestones: Option<String>,
    /// Who did it, separated by `; `.
    pub(super) actors: Option<String>,
    /// Links to where it can be seen, separated by `; `.
    pub(super) evidence: Option<String>,
    /// Whether it is left out for the public.
    pub(super) internal: bool,
}

/// A row of `actions`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Action {
    /// The incident.
    pub(super) incident_id: String,
    /// Its place in the file, from 1: with `incident_id` the key of this table.
    pub(super) action_number: usize,
    /// What commands call it: `incident#OPS-1` by its id, or `incident#3` by its place. For the public only by its id.
    pub(super) reference: Option<String>,
    /// The name that the file gives it.
    pub(super) action_id: Option<String>,
    /// What has to be done, in one line.
    pub(super) title: String,
    /// The heading it is listed under.
    pub(super) action_group: Option<String>,
    /// What it is for: `prevent`, `detect`, `mitigate`, `respond`, `investigate`, `repair`, or the team's own word.
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// From `P0`, most urgent, to `P4`.
    pub(super) priority: Option<&'static str>,
    /// Who does it, separated by `; `.
    pub(super) owners: Option<String>,
    /// The state it is in, or that the team's own word counts as: `proposed`, `open`, `in-progress`, `done`, `dropped`.
    pub(super) status: &'static str,
    /// The same as the team calls it.
    pub(super) state: String,
    /// Whether it still has to be done: `open` or `in-progress`.
    pub(super) is_open: bool,
    /// The day by which it has to be done.
    pub(super) due_on: Option<Day>,
    /// The day it was done.
    pub(super) done_on: Option<Day>,
    /// Its ticket: a URL or a key.
    pub(super) ticket: Option<String>,
    /// How one can tell that it is done.
    pub(super) done_when: Option<String>,
    /// Details, in Markdown.
    pub(super) description: Option<String>,
    /// Whether it is left out for the public.
    pub(super) internal: bool,
}

/// A row of `services`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Service {
    /// The incident.
    pub(super) incident_id: String,
    /// Its place in the file, from 1: with `incident_id` the key of this table.
    pub(super) service_number: usize,
    /// The service, as written.
    pub(super) service: String,
}

/// A row of `tags`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Tag {
    /// The incident.
    pub(super) incident_id: String,
    /// Its place in the file, from 1: with `incident_id` the key of this table.
    pub(super) tag_number: usize,
    /// The tag, as written.
    pub(super) tag: String,
}

/// A row of `causes`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub(super) struct Cause {
    /// The incident.
    pub(super) incident_id: String,
    /// Which one of the incident, from 1: with `incident_id` the key of this table.
    pub(super) cause_number: usize,
    /// `trigger`, `root-cause` or `contributing-factor`.
    pub(super) kind: &'static str,
    /// What it says, in Markdown.
    pub(super) cause: String,
    /// Whether it is left out for the public.
    pub(super) internal: bool,
}
