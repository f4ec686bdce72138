//! What templates see, and what `render --format json` prints: every key is present and never null.
//!
//! An absent text is `""`, an absent list `[]`, an absent moment or duration an object of empty texts, so that no
//! optional field can crash a render.

mod action;
mod incident;
mod moment;
mod timeline;
mod whys;

pub use action::{ActionColumns, ActionGroup, ActionView};
pub use incident::{
    DetectionView, FigureView, ImpactView, IncidentView, LessonsView, LinkView, MessageView, NoteView,
    PersonView,
};
pub use moment::{DurationView, MomentView, ZoneView};
pub use timeline::{DayView, EntryView, MetricView, MilestoneView, OccurrenceView, WindowView};
pub use whys::{StepView, WhyChainView};

pub(super) use moment::Clockface;
pub(super) use timeline::{count_stretches, earliest_and_latest, knows, periods};

use super::{Options, Report};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

/// Increased when a template written for the old structure could fail on the new one.
const VERSION: u32 = 1;

/// Everything that a report can contain.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Context {
    /// Version of this structure: 1.
    pub version: u32,
    /// The report's audience: `internal` or `public`.
    pub audience: &'static str,
    /// The file's fields.
    pub incident: IncidentView,
    /// The zone that times are shown in.
    pub zone: ZoneView,
    /// First moment of impact; the incident's date if only the end is known.
    pub start: MomentView,
    /// End of impact.
    pub end: MomentView,
    /// Impact duration of the whole incident: the union of all occurrences' windows.
    pub duration: DurationView,
    /// How many periods `duration` is the sum of; periods of impact that touch or overlap count as one.
    pub stretches: usize,
    /// Metrics of an incident that happened once; empty if there are several occurrences.
    pub metrics: Vec<MetricView>,
    /// The incident's occurrences; one without a name if the file names none.
    pub occurrences: Vec<OccurrenceView>,
    /// All timeline entries, in the order of the file.
    pub timeline: Vec<EntryView>,
    /// Whether every timeline entry is a single line, so that the timeline can be a table.
    pub timeline_fits_table: bool,
    /// Whether a timeline entry says who did it.
    pub timeline_names_people: bool,
    /// All actions, in the order of the file.
    pub actions: Vec<ActionView>,
    /// The same by group, in the order in which the file first names them.
    pub action_groups: Vec<ActionGroup>,
    /// Who held which role; empty in a public report.
    pub roles: IndexMap<String, String>,
    /// The file's own data, an empty value as an empty text; empty in a public report.
    pub custom: Map<String, Value>,
}

impl Context {
    /// What a report contains for an audience.
    pub fn new(report: &Report, options: &Options) -> Self {
        let face = Clockface::new(report, options);
        let entries = timeline::entries(report, options, &face);
        let occurrences = timeline::occurrences(report, options, &face, &entries);
        let timeline: Vec<EntryView> = entries.into_iter().flatten().collect();
        let actions = action::actions(report.incident, options);
        let metrics = match occurrences.as_slice() {
            [only] => only.metrics.clone(),
            _ => Vec::new(),
        };
        let (start, end) = timeline::bounds(report, options);
        let day = report.incident.date.filter(|_| end.is_some()).map(|date| Clockface::day(date.first));
        Context {
            version: VERSION,
            audience: options.audience.name(),
            incident: IncidentView::new(report, options, &face),
            zone: face.zone(),
            start: start.map(|start| face.moment(&start)).or(day).unwrap_or_default(),
            end: end.map(|end| face.moment(&end)).unwrap_or_default(),
            duration: timeline::impact(report, options),
            stretches: timeline::stretches(report, options),
            metrics,
            timeline_names_people: timeline.iter().any(|entry| !entry.by.is_empty()),
            timeline_fits_table: timeline.iter().all(|entry| entry.one_line),
            timeline,
            occurrences,
            action_groups: action::groups(&actions),
            actions,
            roles: if options.shows(true) { report.incident.roles.clone() } else { IndexMap::new() },
            custom: custom(report, options),
        }
    }
}

/// The file's own data. Nothing in it is null: a filter would fail on null, and so would the report.
fn custom(report: &Report, options: &Options) -> Map<String, Value> {
    if !options.shows(true) {
        return Map::new();
    }
    let mut custom = report.incident.custom.clone();
    custom.values_mut().for_each(without_null);
    custom
}

fn without_null(value: &mut Value) {
    match value {
        Value::Null => *value = Value::String(String::new()),
        Value::Array(values) => values.iter_mut().for_each(without_null),
        Value::Object(map) => map.values_mut().for_each(without_null),
        _ => {}
    }
}
