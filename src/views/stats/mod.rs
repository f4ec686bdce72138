//! `stats`: what can honestly be said of many incidents.
//!
//! [`Stats::new`] computes everything; [`sections`] puts it into words and tables, which [`human`], [`markdown`] and
//! [`html`] write; [`json`] and [`csv`] have the same figures for programs.

mod compare;
mod counts;
pub mod csv;
mod durations;
mod follow;
pub mod html;
pub mod human;
pub mod json;
pub mod markdown;
mod period;
mod recurring;
pub mod sections;
mod words;

pub use compare::{Change, Comparison};
pub use counts::{Counts, PeriodCount};
pub use durations::{Durations, Measure, Measured, Summary};
pub use follow::{Actions, FollowThrough, LeftOut};
pub use period::{By, Pair, PairError, Period};
pub use recurring::{Chain, Recurring, Shared};

use crate::collection::Record;
use crate::model::{DetectionSource, normalised};
use chrono::{DateTime, NaiveDate, Utc};

/// What statistics are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Names of severities, most severe first.
    pub severities: Vec<String>,
    /// The current time.
    pub now: DateTime<Utc>,
    /// The first day that the incidents were chosen by.
    pub since: Option<NaiveDate>,
    /// The last one.
    pub until: Option<NaiveDate>,
    /// What incidents are counted by; chosen by their span if not given.
    pub by: Option<By>,
    /// The periods to compare; the last two that have enough incidents if not given.
    pub compare: Option<Pair>,
}

/// What can be said of some incidents.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Stats<'r> {
    /// The incidents, the first one first.
    pub records: Vec<&'r Record>,
    /// The day that "now" means.
    pub today: NaiveDate,
    /// The names of their severities, most severe first; `None` for incidents without one.
    pub severities: Vec<Option<String>>,
    /// How many there were.
    pub counts: Counts,
    /// How long they lasted.
    pub durations: Vec<Durations>,
    /// Whether it got better.
    pub comparison: Option<Comparison>,
    /// How many each source noticed, the most frequent first; `None` is not recorded, and last.
    pub detection: Vec<(Option<DetectionSource>, usize)>,
    /// What comes back.
    pub recurring: Recurring,
    /// What became of the actions.
    pub actions: FollowThrough,
}

impl Options {
    /// For a time, without any choice.
    pub fn new(now: DateTime<Utc>) -> Self {
        Options { severities: Vec::new(), now, since: None, until: None, by: None, compare: None }
    }

    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The last day of which something can be known.
    fn until(&self) -> NaiveDate {
        self.until.map_or(self.today(), |until| until.min(self.today()))
    }
}

impl<'r> Stats<'r> {
    /// The statistics of those incidents.
    pub fn new(records: impl IntoIterator<Item = &'r Record>, options: &Options) -> Self {
        let mut records: Vec<&Record> = records.into_iter().collect();
        records.sort_by_key(|record| (record.start.map(|start| start.universal()), &record.name));
        let severities = Severities::new(&records, &options.severities);
        Stats {
            today: options.today(),
            counts: Counts::new(&records, &severities, options),
            durations: durations::durations(&records, &severities),
            comparison: Comparison::new(&records, options),
            detection: detection(&records),
            recurring: Recurring::new(&records),
            actions: FollowThrough::new(&records, options.now),
            severities: severities.names,
            records,
        }
    }

    /// The place of an incident's severity in [`Stats::severities`].
    fn severity(&self, record: &Record) -> usize {
        place(&self.severities, record)
    }
}

/// The severities of some incidents, most severe first.
struct Severities {
    names: Vec<Option<String>>,
}

impl Severities {
    fn new(records: &[&Record], known: &[String]) -> Self {
        let mut names: Vec<Option<String>> = Vec::new();
        for record in records {
            let same = |name: &&String| {
                record.severity.as_ref().is_some_and(|own| normalised(own) == normalised(name))
            };
            let name = known.iter().chain(names.iter().flatten()).find(same).or(record.severity.as_ref());
            if !names.iter().any(|other| other.as_ref() == name) {
                let name = name.cloned();
                names.push(name);
            }
        }
        names.sort_by_key(|name| (super::rank(name.as_deref(), known), name.clone()));
        Severities { names }
    }

    /// The place of an incident's severity.
    fn place(&self, record: &Record) -> usize {
        place(&self.names, record)
    }
}

fn place(names: &[Option<String>], record: &Record) -> usize {
    let own = record.severity.as_deref().map(normalised);
    names.iter().position(|name| name.as_deref().map(normalised) == own).unwrap_or_default()
}

fn detection(records: &[&Record]) -> Vec<(Option<DetectionSource>, usize)> {
    let mut sources: Vec<(Option<DetectionSource>, usize)> = Vec::new();
    for record in records {
        match sources.iter_mut().find(|(source, _)| *source == record.detection) {
            Some((_, count)) => *count += 1,
            None => sources.push((record.detection, 1)),
        }
    }
    sources.sort_by_key(|(source, count)| {
        (source.is_none(), std::cmp::Reverse(*count), source.map(DetectionSource::name))
    });
    sources
}
