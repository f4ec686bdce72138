//! What an audience may see of an occurrence, in seconds on one axis.

use super::clock::AxisClock;
use super::scale::Scale;
use crate::model::{Duration, Entry, ImpactKind, Metric, Moment, Occurrence, Period, Slot, Status};
use crate::render::context::{Clockface, count_stretches, earliest_and_latest, knows, periods};
use crate::render::{Options, Report, markdown};

const DAY: i64 = 86_400;
/// How far the axis extends beyond impact and metrics, in multiples of their length. What is further away is counted,
/// not drawn: a change three weeks earlier would leave an hour of outage without a pixel.
const REACH: i64 = 3;
/// The maximum length of an event in a tooltip.
const MOST_LETTERS: usize = 120;

/// An occurrence as far as it can be drawn.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) clock: AxisClock,
    pub(super) impacts: Vec<Impact>,
    pub(super) measured: Vec<Measured>,
    /// In the order of time.
    pub(super) marks: Vec<Mark>,
    /// First moment and end of impact.
    pub(super) bounds: Option<(Moment, Option<Moment>)>,
    /// The report's words for an end that is not known.
    pub(super) open: &'static str,
    /// How many periods of impact are between the bounds.
    pub(super) stretches: usize,
    /// Entries that the audience may see, drawn or not.
    pub(super) entries: usize,
}

/// A period on the axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stretch {
    pub(super) from: i64,
    /// `None` if its end is not known.
    pub(super) to: Option<i64>,
    pub(super) from_approximate: bool,
    pub(super) to_approximate: bool,
    /// Whether the time of day is known, not only the date.
    timed: bool,
}

/// A period of impact.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Impact {
    pub(super) stretch: Stretch,
    /// How badly users were hurt; `None` if no window says so.
    pub(super) kind: Option<ImpactKind>,
    /// When, for readers.
    pub(super) when: String,
}

/// A metric between its two moments.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    pub(super) stretch: Stretch,
    pub(super) label: &'static str,
    pub(super) duration: Duration,
}

/// A timeline entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) stretch: Stretch,
    pub(super) is_milestone: bool,
    /// When and what, for readers.
    pub(super) title: String,
}

/// The source of the facts.
struct Reader<'a> {
    report: &'a Report<'a>,
    options: &'a Options,
    face: &'a Clockface<'a>,
    occurrence: &'a Occurrence,
    clock: AxisClock,
}

impl Facts {
    /// `None` if nothing has a time.
    pub(super) fn new<'a>(
        occurrence: &'a Occurrence,
        report: &'a Report,
        options: &'a Options,
        face: &'a Clockface,
    ) -> Option<Self> {
        let resolved = report.resolved;
        let is_shown = |index: &usize| options.shows(report.incident.timeline[*index].internal);
        let entries: Vec<usize> = occurrence.entries.iter().copied().filter(is_shown).collect();
        let periods = periods(occurrence, report, options);
        let slots = entries.iter().filter_map(|index| resolved.timeline[*index]);
        let like = periods.iter().map(|period| period.start).chain(slots.map(|slot| slot.start)).next()?;
        let clock = AxisClock::new(like, resolved.zone);
        let reader = Reader { report, options, face, occurrence, clock };
        let mut facts = Facts {
            clock,
            impacts: periods.iter().filter_map(|period| reader.impact(period)).collect(),
            measured: occurrence.metrics.iter().filter_map(|metric| reader.measured(metric)).collect(),
            marks: entries.iter().filter_map(|index| reader.mark(*index)).collect(),
            bounds: earliest_and_latest(&periods),
            open: if report.incident.status() == Status::Final { "end not recorded" } else { "not over" },
            stretches: count_stretches(&periods),
            entries: entries.len(),
        };
        facts.marks.sort_by_key(|mark| mark.stretch.from);
        facts.drop_days();
        Some(facts)
    }

    /// A date without a time of day would be at midnight, which is misleading on an axis of hours.
    fn drop_days(&mut self) {
        let seconds: Vec<i64> = self.seconds().collect();
        let span = seconds.iter().max().zip(seconds.iter().min()).map_or(0, |(last, first)| last - first);
        if span < 2 * DAY {
            self.impacts.retain(|impact| impact.stretch.timed);
            self.measured.retain(|measured| measured.stretch.timed);
            self.marks.retain(|mark| mark.stretch.timed);
        }
    }

    fn seconds(&self) -> impl Iterator<Item = i64> {
        self.core().chain(self.marks.iter().map(|mark| mark.stretch)).flat_map(|s| [s.from, s.last()])
    }

    /// What readers ask for first.
    fn core(&self) -> impl Iterator<Item = Stretch> {
        let impacts = self.impacts.iter().map(|impact| impact.stretch);
        impacts.chain(self.measured.iter().map(|measured| measured.stretch))
    }

    /// The axis; `None` if there are no two moments to draw.
    pub(super) fn scale(&self) -> Option<Scale> {
        let (first, last) = (self.seconds().min()?, self.seconds().max()?);
        let core_first = self.core().map(|stretch| stretch.from).min().unwrap_or(first);
        let ends = self.core().map(|stretch| stretch.to).collect::<Option<Vec<_>>>();
        let core_last = ends.and_then(|ends| ends.into_iter().max()).unwrap_or(last);
        let reach = (core_last - core_first) * REACH;
        if reach == 0 {
            return Scale::new(first, last);
        }
        let near: Vec<i64> = self
            .seconds()
            .filter(|second| (core_first - reach..=core_last + reach).contains(second))
            .collect();
        Scale::new(*near.iter().min()?, *near.iter().max()?)
    }
}

impl Reader<'_> {
    fn impact(&self, period: &Period) -> Option<Impact> {
        let slot = Slot { start: period.start, end: period.end };
        let kind = period.window.map(|_| period.kind);
        Some(Impact { stretch: self.stretch(&slot, true)?, kind, when: self.when(&slot) })
    }

    fn measured(&self, metric: &Metric) -> Option<Measured> {
        let knows = |milestone| knows(self.occurrence, milestone, self.report, self.options);
        let moment = |milestone| self.occurrence.milestones.get(&milestone).and_then(|mark| mark.moment);
        if !knows(metric.from) || !knows(metric.to) {
            return None;
        }
        let slot = Slot { start: moment(metric.from)?, end: Some(moment(metric.to)?) };
        Some(Measured {
            stretch: self.stretch(&slot, false)?,
            label: metric.name.label(),
            duration: metric.duration,
        })
    }

    fn mark(&self, index: usize) -> Option<Mark> {
        let (slot, entry) = (self.report.resolved.timeline[index]?, &self.report.incident.timeline[index]);
        Some(Mark {
            stretch: self.stretch(&slot, false)?,
            is_milestone: !entry.milestone.is_empty(),
            title: format!(
                "{} {}{}",
                self.when(&slot),
                what(entry),
                if entry.internal { " (internal)" } else { "" }
            ),
        })
    }

    /// A slot on the axis; a missing end is open, or else the slot is a point.
    fn stretch(&self, slot: &Slot, is_open: bool) -> Option<Stretch> {
        let from = self.clock.second(&slot.start)?;
        let end = if is_open { slot.end } else { Some(slot.end.unwrap_or(slot.start)) };
        // A period that ends before it starts is an error of the file, which is reported to its author.
        let to = end.and_then(|end| self.clock.second(&end)).map(|to| to.max(from));
        Some(Stretch {
            from,
            to,
            from_approximate: slot.start.approximate || !slot.start.timed,
            to_approximate: end.is_some_and(|end| end.approximate || !end.timed),
            timed: slot.start.timed && end.is_none_or(|end| end.timed),
        })
    }

    fn when(&self, slot: &Slot) -> String {
        let (start, time) = (self.face.moment(&slot.start), self.face.time(slot));
        match (start.time.as_str(), time.as_str()) {
            ("", "") => start.text,
            ("", _) => time,
            _ if start.date.is_empty() => time,
            _ => format!("{} {time}", start.date),
        }
    }
}

impl Stretch {
    /// Its last known second.
    pub(super) fn last(&self) -> i64 {
        self.to.unwrap_or(self.from)
    }
}

/// An entry's text, on one line.
fn what(entry: &Entry) -> String {
    let labels: Vec<&str> = entry.milestone.iter().map(|milestone| milestone.label()).collect();
    let line = entry.event.as_deref().unwrap_or_default().trim().lines().next().unwrap_or_default();
    let words = markdown::plain(line);
    let event = match words.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    };
    match (labels.join(", "), event) {
        (labels, event) if labels.is_empty() || event.is_empty() => labels + &event,
        (labels, event) => format!("{labels}: {event}"),
    }
}
