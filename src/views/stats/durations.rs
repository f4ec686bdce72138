//! How long incidents lasted, and how long it took to detect and to resolve them.

use super::Severities;
use crate::collection::Record;
use crate::model::{Duration, MetricName};
use crate::statistics::Sample;

/// With fewer values than these, they say more than any figure made of them.
const FEWEST: usize = 5;
/// With fewer values than these, hardly any is above the 90th percentile.
const FEWEST_FOR_NINETIETH: usize = 20;

/// What is measured of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// How long users were hurt.
    Impact,
    /// A time between two milestones; of an incident with several occurrences, that of the first one that has it.
    Metric(MetricName),
}

/// One measure over all incidents.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Durations {
    /// What is measured.
    pub measure: Measure,
    /// All incidents.
    pub all: Measured,
    /// Those of each severity, in the order of [`Stats::severities`](super::Stats::severities).
    pub by_severity: Vec<Measured>,
}

/// The values of some incidents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Measured {
    /// The seconds of those incidents that have them.
    pub sample: Sample,
    /// How many incidents lack it.
    pub missing: usize,
    /// How many of the values are approximate.
    pub approximate: usize,
}

/// What is said of enough values, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Summary {
    /// The median.
    pub median: f64,
    /// Its 95 % interval, from six values on.
    pub interval: Option<(i64, i64)>,
    /// The first and the third quartile.
    pub quartiles: (f64, f64),
    /// The 90th percentile, from twenty values on.
    pub ninetieth: Option<f64>,
    /// The largest value.
    pub longest: i64,
}

impl Measure {
    /// All, in the order in which they are shown.
    pub fn all() -> impl Iterator<Item = Measure> {
        [Measure::Impact].into_iter().chain(MetricName::ALL.into_iter().map(Measure::Metric))
    }

    /// The key for programs.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Impact => "impact",
            Measure::Metric(metric) => metric.name(),
        }
    }

    /// The label for readers.
    pub fn label(self) -> &'static str {
        match self {
            Measure::Impact => "Impact",
            Measure::Metric(metric) => metric.label(),
        }
    }

    /// Its value in an incident.
    pub fn of(self, record: &Record) -> Option<Duration> {
        match self {
            Measure::Impact => record.impact,
            Measure::Metric(name) => {
                let mut metrics = record.metrics.iter();
                metrics.find(|metric| metric.name == name).map(|metric| metric.duration)
            }
        }
    }
}

impl Measured {
    pub(super) fn new<'r>(measure: Measure, records: impl Iterator<Item = &'r Record>) -> Self {
        let (mut values, mut measured) = (Vec::new(), Measured::default());
        for record in records {
            match measure.of(record) {
                Some(duration) => {
                    values.push(duration.seconds);
                    measured.approximate += usize::from(duration.approximate);
                }
                None => measured.missing += 1,
            }
        }
        measured.sample = values.into_iter().collect();
        measured
    }

    /// The figures; nothing of so few values that they speak for themselves.
    pub fn summary(&self) -> Option<Summary> {
        let sample = &self.sample;
        if sample.len() < FEWEST {
            return None;
        }
        Some(Summary {
            median: sample.median()?,
            interval: sample.median_interval(),
            quartiles: (sample.quantile(0.25)?, sample.quantile(0.75)?),
            ninetieth: sample.quantile(0.9).filter(|_| sample.len() >= FEWEST_FOR_NINETIETH),
            longest: sample.max()?,
        })
    }
}

/// Each measure that at least one incident has.
pub(super) fn durations(records: &[&Record], severities: &Severities) -> Vec<Durations> {
    // Comparing names takes longer than everything else here.
    let mut by_severity: Vec<Vec<&Record>> = vec![Vec::new(); severities.names.len()];
    for record in records {
        by_severity[severities.place(record)].push(record);
    }
    let of = |measure| {
        let measured = |records: &[&Record]| Measured::new(measure, records.iter().copied());
        let by_severity = by_severity.iter().map(|records| measured(records)).collect();
        Durations { measure, all: measured(records), by_severity }
    };
    Measure::all().map(of).filter(|durations| !durations.all.sample.is_empty()).collect()
}
