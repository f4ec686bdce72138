//! Occurrences: an incident happens once, or recurs under names such as `Event 1`.

use super::metrics::{self, MetricPairs};
use super::times::Times;
use super::{Duration, Metric, Moment};
use crate::model::{ImpactKind, Incident, Milestone};
use indexmap::IndexMap;
use std::collections::BTreeMap;

/// An occurrence of the incident.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Occurrence {
    /// Its name; `None` for entries without one.
    pub name: Option<String>,
    /// Indices of its timeline entries, in the order of the file.
    pub entries: Vec<usize>,
    /// When users were hurt: its windows, or else the period from `impact-start` to `resolved`.
    pub periods: Vec<Period>,
    /// Where each milestone was reached: the first entry with it, else the windows' bounds.
    pub milestones: BTreeMap<Milestone, Mark>,
    /// The metrics that can be measured.
    pub metrics: Vec<Metric>,
    /// Impact duration: the union of its periods. `None` if an end is not known.
    pub impact: Option<Duration>,
}

/// A period of impact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// First moment of impact.
    pub start: Moment,
    /// End of impact, if known.
    pub end: Option<Moment>,
    /// How badly users were hurt.
    pub kind: ImpactKind,
    /// Index of its window; `None` if it is derived from milestones.
    pub window: Option<usize>,
    /// The milestone that its end is taken from; `None` where its window says it.
    pub end_of: Option<Milestone>,
}

impl Period {
    /// The end as its window says it.
    pub fn written_end(&self) -> Option<Moment> {
        self.end.filter(|_| self.end_of.is_none())
    }
}

/// Where a milestone was reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// When; `None` if the entry has no time.
    pub moment: Option<Moment>,
    /// What says so.
    pub origin: Origin,
}

/// What a milestone was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The timeline entry with this index.
    Entry(usize),
    /// The window with this index.
    Window(usize),
}

/// The occurrences of an incident, in the order in which the file first names them.
pub(super) fn occurrences(incident: &Incident, times: &Times, pairs: &MetricPairs) -> Vec<Occurrence> {
    let mut found: IndexMap<Option<&str>, Occurrence> = IndexMap::new();
    for (index, entry) in incident.timeline.iter().enumerate() {
        let occurrence = named(&mut found, entry.occurrence.as_deref());
        occurrence.entries.push(index);
        let moment = times.timeline[index].map(|slot| slot.start);
        for milestone in &entry.milestone {
            occurrence.milestones.entry(*milestone).or_insert(Mark { moment, origin: Origin::Entry(index) });
        }
    }
    for (index, window) in incident.windows().iter().enumerate() {
        let occurrence = named(&mut found, window.occurrence.as_deref());
        let Some(slot) = times.windows[index] else { continue };
        let kind = window.kind.unwrap_or_default();
        occurrence.periods.push(Period {
            start: slot.start,
            end: slot.end,
            kind,
            window: Some(index),
            end_of: None,
        });
    }
    let mut found: Vec<Occurrence> = found.into_values().collect();
    for occurrence in &mut found {
        occurrence.complete(pairs);
    }
    found
}

fn named<'o, 'n>(
    found: &'o mut IndexMap<Option<&'n str>, Occurrence>,
    name: Option<&'n str>,
) -> &'o mut Occurrence {
    found.entry(name).or_insert_with(|| Occurrence {
        name: name.map(str::to_owned),
        entries: Vec::new(),
        periods: Vec::new(),
        milestones: BTreeMap::new(),
        metrics: Vec::new(),
        impact: None,
    })
}

impl Occurrence {
    /// Derives windows from milestones and milestones from windows, and measures.
    fn complete(&mut self, pairs: &MetricPairs) {
        self.marks_from_windows();
        if self.periods.is_empty() {
            self.period_from_marks();
        }
        self.ends_from_marks();
        self.metrics = metrics::measure(&self.milestones, pairs);
        self.impact = metrics::union(self.periods.iter());
    }

    /// The earliest start is `impact-start` and the latest end is `resolved`, unless an entry says otherwise.
    fn marks_from_windows(&mut self) {
        let windows = || self.periods.iter().filter_map(|period| Some((period, period.window?)));
        let first = windows().min_by_key(|(period, _)| period.start.universal());
        let ends = windows().filter_map(|(period, index)| Some((period.end?, index)));
        let last = ends.max_by_key(|(end, _)| end.universal());
        let all_ended = self.periods.iter().all(|period| period.end.is_some());
        let start = first.map(|(period, index)| (Milestone::ImpactStart, period.start, index));
        let end = last.filter(|_| all_ended).map(|(end, index)| (Milestone::Resolved, end, index));
        for (milestone, moment, index) in start.into_iter().chain(end) {
            let mark = Mark { moment: Some(moment), origin: Origin::Window(index) };
            self.milestones.entry(milestone).or_insert(mark);
        }
    }

    fn period_from_marks(&mut self) {
        if let Some(start) = self.moment(Milestone::ImpactStart) {
            let (end_of, end) = self.end().unzip();
            self.periods.push(Period { start, end, kind: ImpactKind::Outage, window: None, end_of });
        }
    }

    /// What no window ends was over when an entry says that all was.
    fn ends_from_marks(&mut self) {
        let Some((milestone, end)) = self.end() else { return };
        let is_open = |period: &&mut Period| period.end.is_none() && !end.is_before(&period.start);
        for period in self.periods.iter_mut().filter(is_open) {
            (period.end, period.end_of) = (Some(end), Some(milestone));
        }
    }

    /// When the impact was over, and the milestone that says so: `resolved`, or else `all-clear`, which is only roughly the
    /// end, for nobody says how long before it that was.
    pub fn end(&self) -> Option<(Milestone, Moment)> {
        let at = |milestone| Some((milestone, self.moment(milestone)?));
        let roughly = |(milestone, end)| (milestone, Moment { approximate: true, ..end });
        at(Milestone::Resolved).or_else(|| at(Milestone::AllClear).map(roughly))
    }

    fn moment(&self, milestone: Milestone) -> Option<Moment> {
        self.milestones.get(&milestone)?.moment
    }
}
