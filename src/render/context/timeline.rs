//! The timeline and what is measured from it, as readers see them.

use super::moment::Clockface;
use super::{DurationView, MomentView};
use crate::model::{Entry, Mark, Metric, Milestone, Moment, Occurrence, Origin, Period, Slot};
use crate::render::{Options, Report, markdown};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

/// An occurrence of the incident.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct OccurrenceView {
    /// Its name; empty if the file names none.
    pub name: String,
    /// Its entries, day by day.
    pub days: Vec<DayView>,
    /// Its entries, not grouped by day.
    pub entries: Vec<EntryView>,
    /// When users were hurt.
    pub windows: Vec<WindowView>,
    /// The milestones that were reached, by name.
    pub milestones: IndexMap<&'static str, MomentView>,
    /// The metrics that can be measured.
    pub metrics: Vec<MetricView>,
    /// First moment of impact.
    pub start: MomentView,
    /// End of impact.
    pub end: MomentView,
    /// Impact duration.
    pub duration: DurationView,
}

/// The entries of one day.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct DayView {
    /// The date; empty if it is not known.
    pub date: String,
    /// Its entries.
    pub entries: Vec<EntryView>,
}

/// A timeline entry.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct EntryView {
    /// Its link target in a page: entry-2024-05-30-10-15.
    pub anchor: String,
    /// Date, as 2024-05-30.
    pub date: String,
    /// Time of day, or both ends of a range; empty if it is not known.
    pub time: String,
    /// The moment, or the start of the range.
    pub at: MomentView,
    /// The end of the range.
    pub until: MomentView,
    /// What happened; empty if the entry is only a milestone.
    pub event: String,
    /// Whether the event starts with a list, code or the like, so that it must start on its own line.
    pub starts_block: bool,
    /// Whether the event is a single line, so that more can follow on the same line.
    pub one_line: bool,
    /// The milestones that it marks.
    pub milestones: Vec<MilestoneView>,
    /// Which occurrence it belongs to.
    pub occurrence: String,
    /// Who did it.
    pub by: Vec<String>,
    /// Where it can be seen.
    pub evidence: Vec<String>,
    /// Whether it is only for internal readers.
    pub internal: bool,
}

/// A milestone that an entry marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MilestoneView {
    /// As written in the file: impact-start.
    pub name: &'static str,
    /// In readable form: Impact starts.
    pub label: &'static str,
}

/// A period of impact.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct WindowView {
    /// First moment.
    pub start: MomentView,
    /// End; empty texts if it is not known.
    pub end: MomentView,
    /// outage, degraded, data-loss or security.
    pub kind: &'static str,
    /// How long it lasted.
    pub duration: DurationView,
}

/// A metric that could be measured.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MetricView {
    /// As in the configuration: time-to-detect.
    pub name: &'static str,
    /// In readable form: Time to detect.
    pub label: &'static str,
    /// Abbreviation: TTD.
    pub short: &'static str,
    /// Whole seconds.
    pub seconds: i64,
    /// Whether it is approximate.
    pub approximate: bool,
    /// In readable form: 2 min.
    pub text: String,
    /// What it is measured from and to: impact-start → detected.
    pub definition: String,
}

/// Whether an audience may know when a milestone was reached.
fn is_known(mark: &Mark, report: &Report, options: &Options) -> bool {
    match mark.origin {
        Origin::Entry(index) => options.shows(report.incident.timeline[index].internal),
        Origin::Window(_) => true,
    }
}

/// Whether an audience may know when an occurrence reached a milestone, if it did.
pub(in crate::render) fn knows(
    occurrence: &Occurrence,
    milestone: Milestone,
    report: &Report,
    options: &Options,
) -> bool {
    occurrence.milestones.get(&milestone).is_none_or(|mark| is_known(mark, report, options))
}

/// The periods of an occurrence that an audience may know, without those, and without ends, that follow from internal entries.
pub(in crate::render) fn periods(occurrence: &Occurrence, report: &Report, options: &Options) -> Vec<Period> {
    let knows = |milestone| knows(occurrence, milestone, report, options);
    let is_shown = |period: &&Period| {
        period.window.is_some() || knows(Milestone::ImpactStart) && knows(Milestone::Resolved)
    };
    let as_known = |period: &Period| match period.end_of {
        Some(milestone) if !knows(milestone) => Period { end: None, end_of: None, ..*period },
        _ => *period,
    };
    occurrence.periods.iter().filter(is_shown).map(as_known).collect()
}

/// First moment and end of impact over all occurrences, as far as they are known.
pub(super) fn bounds(report: &Report, options: &Options) -> (Option<Moment>, Option<Moment>) {
    let occurrences = || report.resolved.occurrences.iter();
    let periods: Vec<Period> =
        occurrences().flat_map(|occurrence| periods(occurrence, report, options)).collect();
    if let Some((start, end)) = earliest_and_latest(&periods) {
        return (Some(start), end);
    }
    // Without a start there is no period, but the end of the impact may be known.
    let end = |occurrence: &Occurrence| {
        let (milestone, end) = occurrence.end()?;
        Some(end).filter(|_| knows(occurrence, milestone, report, options))
    };
    let ends: Option<Vec<Moment>> = occurrences().map(end).collect();
    (None, ends.and_then(|ends| ends.into_iter().reduce(later)))
}

fn later(a: Moment, b: Moment) -> Moment {
    if a.is_before(&b) { b } else { a }
}

/// First moment and end of periods; the end is known if every period has one.
pub(in crate::render) fn earliest_and_latest(periods: &[Period]) -> Option<(Moment, Option<Moment>)> {
    let earlier = |a: Moment, b: Moment| if b.is_before(&a) { b } else { a };
    let start = periods.iter().map(|period| period.start).reduce(earlier)?;
    let ends: Option<Vec<Moment>> = periods.iter().map(|period| period.end).collect();
    Some((start, ends.and_then(|ends| ends.into_iter().reduce(later))))
}

/// Impact duration of the whole incident, if the audience may know it.
pub(super) fn impact(report: &Report, options: &Options) -> DurationView {
    let hidden = |occurrence: &Occurrence| periods(occurrence, report, options) != occurrence.periods;
    if report.resolved.occurrences.iter().any(hidden) {
        return DurationView::default();
    }
    report.resolved.impact.into()
}

/// How many stretches the impact of the whole incident has, as far as the audience may know it.
pub(super) fn stretches(report: &Report, options: &Options) -> usize {
    let occurrences = report.resolved.occurrences.iter();
    let periods: Vec<Period> =
        occurrences.flat_map(|occurrence| periods(occurrence, report, options)).collect();
    count_stretches(&periods)
}

/// How many stretches remain when periods that touch or overlap are joined; 0 unless the end of each is known.
pub(in crate::render) fn count_stretches(periods: &[Period]) -> usize {
    let bounds = periods.iter().map(|period| Some((period.start, period.end?))).collect::<Option<Vec<_>>>();
    let mut bounds = bounds.unwrap_or_default();
    bounds.sort_by_key(|(start, _)| start.universal());
    let (mut count, mut covered) = (0, None);
    for (start, end) in bounds {
        if covered.is_none_or(|until: Moment| until.is_before(&start)) {
            count += 1;
        }
        covered = Some(covered.map_or(end, |until| later(until, end)));
    }
    count
}

/// The entries by their index in the file; `None` for one that the audience may not see.
pub(super) fn entries(report: &Report, options: &Options, face: &Clockface) -> Vec<Option<EntryView>> {
    let mut number = 0;
    let entries = report.incident.timeline.iter().zip(&report.resolved.timeline);
    let entries = entries.map(|(written, slot)| {
        // Counted among those that are shown: a gap would reveal the others.
        number += usize::from(options.shows(written.internal));
        options.shows(written.internal).then(|| entry(written, *slot, number, face))
    });
    entries.collect()
}

fn entry(entry: &Entry, slot: Option<Slot>, number: usize, face: &Clockface) -> EntryView {
    let at = slot.map_or_else(MomentView::default, |slot| face.moment(&slot.start));
    let until = slot.and_then(|slot| slot.end).map_or_else(MomentView::default, |end| face.moment(&end));
    let milestone =
        |milestone: &Milestone| MilestoneView { name: milestone.name(), label: milestone.label() };
    let event = markdown::trim(entry.event.as_deref().unwrap_or_default());
    EntryView {
        anchor: anchor(number, &at),
        date: at.date.clone(),
        time: slot.map_or_else(String::new, |slot| face.time(&slot)),
        at,
        until,
        starts_block: markdown::starts_block(&event),
        one_line: markdown::is_one_line(&event),
        event,
        milestones: entry.milestone.iter().map(milestone).collect(),
        occurrence: entry.occurrence.clone().unwrap_or_default(),
        by: entry.by.to_vec(),
        evidence: entry.evidence.to_vec(),
        internal: entry.internal,
    }
}

/// From its time, so that links keep working when an entry is added before it.
fn anchor(number: usize, at: &MomentView) -> String {
    let number = number.to_string();
    let text = if at.time.is_empty() { &number } else { &at.text };
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    format!("entry-{}", parts.join("-"))
}

pub(super) fn occurrences(
    report: &Report,
    options: &Options,
    face: &Clockface,
    entries: &[Option<EntryView>],
) -> Vec<OccurrenceView> {
    let occurrences = report.resolved.occurrences.iter();
    let views = occurrences.map(|occurrence| view(occurrence, report, options, face, entries));
    // An occurrence that the audience may not know about has no name for them either.
    views.filter(|view| !view.entries.is_empty() || !view.windows.is_empty()).collect()
}

fn view(
    occurrence: &Occurrence,
    report: &Report,
    options: &Options,
    face: &Clockface,
    entries: &[Option<EntryView>],
) -> OccurrenceView {
    let entries: Vec<EntryView> =
        occurrence.entries.iter().filter_map(|index| entries[*index].clone()).collect();
    let shown = periods(occurrence, report, options);
    let bounds = earliest_and_latest(&shown);
    let milestones = occurrence.milestones.iter().filter(|(_, mark)| is_known(mark, report, options));
    let milestones =
        milestones.filter_map(|(milestone, mark)| Some((milestone.name(), face.moment(&mark.moment?))));
    let is_public = |metric: &&Metric| {
        [metric.from, metric.to].iter().all(|milestone| knows(occurrence, *milestone, report, options))
    };
    OccurrenceView {
        name: occurrence.name.clone().unwrap_or_default(),
        days: days(&entries),
        entries,
        windows: shown.iter().map(|period| window(period, face)).collect(),
        milestones: milestones.collect(),
        metrics: occurrence.metrics.iter().filter(is_public).map(metric).collect(),
        start: bounds.map_or_else(MomentView::default, |(start, _)| face.moment(&start)),
        end: bounds.and_then(|(_, end)| end).map_or_else(MomentView::default, |end| face.moment(&end)),
        duration: occurrence.impact.filter(|_| shown == occurrence.periods).into(),
    }
}

fn window(period: &Period, face: &Clockface) -> WindowView {
    WindowView {
        start: face.moment(&period.start),
        end: period.end.map_or_else(MomentView::default, |end| face.moment(&end)),
        kind: period.kind.name(),
        duration: period.end.and_then(|end| period.start.duration_until(&end)).into(),
    }
}

fn metric(metric: &Metric) -> MetricView {
    MetricView {
        name: metric.name.name(),
        label: metric.name.label(),
        short: metric.name.short(),
        seconds: metric.duration.seconds,
        approximate: metric.duration.approximate,
        text: metric.duration.to_string(),
        definition: format!("{} → {}", metric.from.name(), metric.to.name()),
    }
}

/// Entries under their dates; an entry without a time stays in its place.
fn days(entries: &[EntryView]) -> Vec<DayView> {
    let mut days: Vec<DayView> = Vec::new();
    for entry in entries {
        match days.last_mut() {
            Some(day) if entry.date.is_empty() || day.date == entry.date => day.entries.push(entry.clone()),
            Some(day) if day.date.is_empty() => {
                day.date.clone_from(&entry.date);
                day.entries.push(entry.clone());
            }
            _ => days.push(DayView { date: entry.date.clone(), entries: vec![entry.clone()] }),
        }
    }
    days
}
