//! What follows from an incident's times: full moments, occurrences, milestones, metrics. Computed once, shared by
//! rules and reports, never stored.

mod duration;
mod insert;
mod metrics;
mod moment;
mod occurrence;
mod public;
mod times;

pub use duration::Duration;
pub use insert::{Place, WhenError};
pub use metrics::{Metric, MetricName, MetricPairs};
pub use moment::Moment;
pub use occurrence::{Mark, Occurrence, Origin, Period};
pub use times::{Slot, TimeProblem, TimeProblemKind};

use super::{ActionWords, Incident, Zone};

/// The configuration for times and words of a file.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Settings {
    /// Zone of files without one.
    pub timezone: Option<Zone>,
    /// The milestones that each metric is measured from and to.
    pub metrics: MetricPairs,
    /// A team's own words for actions.
    pub actions: ActionWords,
}

/// An incident's times, in full.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Resolved {
    /// The file's zone, or the configuration's.
    pub zone: Option<Zone>,
    /// The moments of each timeline entry, by its index; `None` without `at`.
    pub timeline: Vec<Option<Slot>>,
    /// The moments of each window as written, by its index; `None` without a start.
    pub windows: Vec<Option<Slot>>,
    /// When each message was sent, by its index.
    pub communications: Vec<Option<Slot>>,
    /// Occurrences in the order in which the file first names them; one, unnamed, if it names none.
    pub occurrences: Vec<Occurrence>,
    /// Impact duration: the union of all occurrences' windows. `None` if an end is not known.
    pub impact: Option<Duration>,
    /// Local times that a clock change skips or repeats.
    pub problems: Vec<TimeProblem>,
}

impl Resolved {
    /// Computes everything that follows from the incident's times.
    pub fn new(incident: &Incident, settings: &Settings) -> Self {
        let zone = incident.timezone.or(settings.timezone);
        let times = times::Times::new(incident, zone);
        let occurrences = occurrence::occurrences(incident, &times, &settings.metrics);
        let impact = metrics::union(occurrences.iter().flat_map(|occurrence| &occurrence.periods));
        let times::Times { timeline, windows, communications, problems } = times;
        Resolved { zone, timeline, windows, communications, occurrences, impact, problems }
    }

    /// Whether the file names its occurrences.
    pub(crate) fn has_named_occurrences(&self) -> bool {
        self.occurrences.iter().any(|occurrence| occurrence.name.is_some())
    }
}
