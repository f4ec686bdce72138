//! Metrics of an occurrence: how long it took to detect, to resolve and so on.
//!
//! Definitions follow the Google SRE Workbook and DORA: time to detect and to resolve count from the start of impact,
//! time to acknowledge from the moment of detection (like PagerDuty; FireHydrant counts from the start, which can be
//! configured).

use super::{Duration, Mark, Period};
use crate::model::Milestone;
use std::collections::BTreeMap;

/// The metrics measured between two milestones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum MetricName {
    /// From the start of impact until somebody or something notices.
    TimeToDetect,
    /// Until a responder starts to work on it.
    TimeToAcknowledge,
    /// Until the cause is known.
    TimeToIdentify,
    /// Until users are hurt much less.
    TimeToMitigate,
    /// Until users are served as before.
    TimeToResolve,
}

impl MetricName {
    /// All, in the order in which they are shown.
    pub const ALL: [MetricName; 5] = [
        MetricName::TimeToDetect,
        MetricName::TimeToAcknowledge,
        MetricName::TimeToIdentify,
        MetricName::TimeToMitigate,
        MetricName::TimeToResolve,
    ];

    /// The key in the configuration and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            MetricName::TimeToDetect => "time-to-detect",
            MetricName::TimeToAcknowledge => "time-to-acknowledge",
            MetricName::TimeToIdentify => "time-to-identify",
            MetricName::TimeToMitigate => "time-to-mitigate",
            MetricName::TimeToResolve => "time-to-resolve",
        }
    }

    /// The label for readers.
    pub fn label(self) -> &'static str {
        match self {
            MetricName::TimeToDetect => "Time to detect",
            MetricName::TimeToAcknowledge => "Time to acknowledge",
            MetricName::TimeToIdentify => "Time to identify",
            MetricName::TimeToMitigate => "Time to mitigate",
            MetricName::TimeToResolve => "Time to resolve",
        }
    }

    /// The usual abbreviation.
    pub fn short(self) -> &'static str {
        match self {
            MetricName::TimeToDetect => "TTD",
            MetricName::TimeToAcknowledge => "TTA",
            MetricName::TimeToIdentify => "TTI",
            MetricName::TimeToMitigate => "TTM",
            MetricName::TimeToResolve => "TTR",
        }
    }
}

/// The milestones that each metric is measured from and to.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricPairs(pub BTreeMap<MetricName, (Milestone, Milestone)>);

impl Default for MetricPairs {
    fn default() -> Self {
        use Milestone::{Acknowledged, Detected, Identified, ImpactStart, Mitigated, Resolved};
        MetricPairs(BTreeMap::from([
            (MetricName::TimeToDetect, (ImpactStart, Detected)),
            (MetricName::TimeToAcknowledge, (Detected, Acknowledged)),
            (MetricName::TimeToIdentify, (Detected, Identified)),
            (MetricName::TimeToMitigate, (ImpactStart, Mitigated)),
            (MetricName::TimeToResolve, (ImpactStart, Resolved)),
        ]))
    }
}

/// A metric that could be measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Metric {
    /// Which.
    pub name: MetricName,
    /// The milestone it is measured from.
    pub from: Milestone,
    /// The milestone it is measured to.
    pub to: Milestone,
    /// How long it took.
    pub duration: Duration,
}

/// The metrics whose two milestones are known, in their order.
pub(super) fn measure(marks: &BTreeMap<Milestone, Mark>, pairs: &MetricPairs) -> Vec<Metric> {
    let moment = |milestone| marks.get(milestone).and_then(|mark| mark.moment);
    let measured = pairs.0.iter().filter_map(|(name, (from, to))| {
        let (start, end) = (moment(from)?, moment(to)?);
        let detected_before_impact = *name == MetricName::TimeToDetect && end.is_before(&start);
        let duration = match start.duration_until(&end) {
            None if detected_before_impact => {
                Duration { seconds: 0, approximate: start.approximate || end.approximate }
            }
            other => other?,
        };
        Some(Metric { name: *name, from: *from, to: *to, duration })
    });
    measured.collect()
}

/// The length of the union of periods; `None` if there are none, or an end is not known.
pub(super) fn union<'p>(periods: impl Iterator<Item = &'p Period>) -> Option<Duration> {
    let mut bounds = periods.map(|period| Some((period.start, period.end?))).collect::<Option<Vec<_>>>()?;
    let (first, _) = *bounds.first()?;
    // Moments that cannot be compared with the first one cannot be summed.
    let comparable = |(start, end): &(super::Moment, super::Moment)| {
        first.order(start).is_some() && start.duration_until(end).is_some()
    };
    if !bounds.iter().all(comparable) {
        return None;
    }
    bounds.sort_by_key(|(start, _)| start.universal());
    let mut total = Duration { seconds: 0, approximate: false };
    let mut covered = None;
    for (start, end) in bounds {
        let from =
            covered.map_or(start, |until: super::Moment| if start.is_before(&until) { until } else { start });
        if let Some(length) = from.duration_until(&end) {
            total.seconds += length.seconds;
            covered = Some(end);
        }
        total.approximate |= start.duration_until(&end).is_some_and(|length| length.approximate);
    }
    Some(total)
}
