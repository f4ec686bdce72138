//! Durations in prose that contradict the times.

use super::claims::{Bound, Claim, Figure, claim};
use super::durations::{UNIT_NAMES, clock, stated};
use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::rule;
use crate::lint::words::MONTHS;
use crate::lint::{Findings, RuleContext};
use crate::model::Milestone::{
    self, Acknowledged, AllClear, Detected, Identified, ImpactStart, Mitigated, Resolved,
};
use crate::model::{Duration, MetricName, Moment, Occurrence};
use chrono::{Datelike, Days, NaiveDate};
use std::cell::LazyCell;

rule!(
    DURATION_CONTRADICTS_PROSE = "duration-contradicts-prose",
    Timeline,
    Off Warning Warning,
    contradicts,
    phrases: &[List::new(UNIT_NAMES)],
    requires: &["timeline"],
);

/// How much a stated duration may be off, as a fraction of the derived one; more if a time is approximate.
const ROUNDING: f64 = 0.1;
const ROUGHLY: f64 = 0.25;
/// Times are written to the minute, so that both ends of a duration may be off by half a minute.
const MINUTE: f64 = 60.0;

fn contradicts(file: &RuleContext, findings: &mut Findings) {
    let [units] = file.phrases(findings);
    // Made once, and only for stated figures: a hostile file has many statements and many occurrences.
    let days = LazyCell::new(|| days(file));
    let mut figures: Vec<(Figure, Vec<Duration>)> = Vec::new();
    let states = |text: &Text| text.has_figure() || units.may_be_in(*text);
    for text in file.texts(&[Kind::Summary, Kind::Impact]).filter(states) {
        let mut index = 0;
        while index < text.len() {
            let Some(found) = stated(text, index).or_else(|| clock(text, index)) else {
                index += 1;
                continue;
            };
            index = found.words.end;
            let Some(claim) =
                claim(text, &found).filter(|_| !is_of_another_day(*days, text, found.words.start))
            else {
                continue;
            };
            if !figures.iter().any(|(of, _)| *of == claim.of) {
                figures.push((claim.of, known(file, claim.of)));
            }
            let known = figures.iter().find(|(of, _)| *of == claim.of).map_or(&[][..], |(_, known)| known);
            let Some(derived) = known.first() else { continue };
            if !known.iter().any(|known| is_near(found.seconds, *known, &claim)) {
                let message = format!(
                    "the text says `{}`, but the times give {derived}",
                    text.slice(found.words.clone())
                );
                let help = "correct the text or the times, or leave the figure out: the report prints it";
                findings.push(|new| new.at(file.words(text, found.words), message).help(help));
            }
        }
    }
}

/// The durations that the file gives for a figure, the one to name first.
fn known(file: &RuleContext, of: Figure) -> Vec<Duration> {
    let occurrences = &file.resolved.occurrences;
    let between = |from: &[Milestone], to: &[Milestone]| -> Vec<Duration> {
        occurrences.iter().flat_map(|occurrence| between(occurrence, from, to)).collect()
    };
    let of_metric = |name: MetricName| {
        let metrics = occurrences.iter().flat_map(|occurrence| &occurrence.metrics);
        metrics.filter(move |metric| metric.name == name).map(|metric| metric.duration)
    };
    let ends = &[Resolved, Mitigated, AllClear];
    match of {
        Figure::Impact => file
            .resolved
            .impact
            .into_iter()
            .chain(impacts(file))
            .chain(between(&[ImpactStart], ends))
            .collect(),
        Figure::Resolution => {
            let impact = file.resolved.impact.into_iter().chain(impacts(file));
            let resolve = of_metric(MetricName::TimeToResolve).chain(impact);
            resolve.chain(between(&[ImpactStart, Detected, Acknowledged], ends)).collect()
        }
        Figure::Metric(name) => {
            let to = match name {
                MetricName::TimeToDetect => Detected,
                MetricName::TimeToAcknowledge => Acknowledged,
                MetricName::TimeToIdentify => Identified,
                MetricName::TimeToMitigate => Mitigated,
                MetricName::TimeToResolve => Resolved,
            };
            of_metric(name).chain(between(&[ImpactStart, Detected], &[to])).collect()
        }
    }
}

/// The durations of each occurrence and each window, and from the first start to the last end.
fn impacts(file: &RuleContext) -> Vec<Duration> {
    let occurrences = &file.resolved.occurrences;
    let periods = || occurrences.iter().flat_map(|occurrence| &occurrence.periods);
    let lengths = periods().filter_map(|period| period.start.duration_until(&period.end?));
    let first = periods().map(|period| period.start).min_by_key(Moment::universal);
    let last = periods().filter_map(|period| period.end).max_by_key(Moment::universal);
    let span = first.zip(last).and_then(|(first, last)| first.duration_until(&last));
    occurrences.iter().filter_map(|occurrence| occurrence.impact).chain(lengths).chain(span).collect()
}

fn between(occurrence: &Occurrence, from: &[Milestone], to: &[Milestone]) -> Vec<Duration> {
    let moment = |milestone: &Milestone| occurrence.milestones.get(milestone)?.moment;
    let ends = || to.iter().filter_map(moment);
    from.iter()
        .filter_map(moment)
        .flat_map(|start| ends().filter_map(move |end| start.duration_until(&end)))
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "seconds of an incident are far below the limit")]
fn is_near(stated: f64, derived: Duration, claim: &Claim) -> bool {
    let part = if derived.approximate { ROUGHLY } else { ROUNDING };
    let derived = derived.seconds as f64;
    let is_near = |stated: f64| {
        let slack = (derived * part).max(MINUTE);
        match claim.bound {
            Bound::None => (stated - derived).abs() <= slack,
            Bound::AtLeast => derived >= stated - slack,
            Bound::AtMost => derived <= stated + slack,
            Bound::MostOf => derived >= stated / 2.0 && derived <= stated + slack,
        }
    };
    // `3:28` may be minutes and seconds.
    is_near(stated) || (claim.is_clock && is_near(stated / 60.0))
}

/// Whether the sentence names a day, a month or a year outside the incident.
fn is_of_another_day(days: Option<(NaiveDate, NaiveDate)>, text: Text, index: usize) -> bool {
    let Some((first, last)) = days else { return false };
    let sentence = text.sentence(index);
    sentence.clone().any(|at| {
        let word = text.word(at);
        if word.len() == 10 && word.as_bytes()[4] == b'-' {
            return word.parse::<NaiveDate>().is_ok_and(|day| day < first || day > last);
        }
        if word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) {
            return word.parse::<i32>().is_ok_and(|year| year != first.year() && year != last.year());
        }
        if !MONTHS.contains(&word) {
            return false;
        }
        let is_month = |day: NaiveDate| {
            MONTHS.iter().position(|month| month.starts_with(&word[..3])) == Some(day.month0() as usize)
        };
        let day = |at: usize| -> Option<u32> {
            let number = text.word(at).trim_end_matches(|c: char| c.is_ascii_lowercase());
            number.parse().ok().filter(|day| *day <= 31 && sentence.contains(&at))
        };
        let is_long = (last - first).num_days() > 31;
        let is_day = |number: u32| {
            is_long || first.iter_days().take_while(|day| *day <= last).any(|day| day.day() == number)
        };
        let beside = [at.checked_sub(1).and_then(day), day(at + 1)];
        !(is_month(first) || is_month(last)) || beside.into_iter().flatten().any(|number| !is_day(number))
    })
}

/// The days of the incident, including the next one: prose crosses midnight sooner than `date`.
fn days(file: &RuleContext) -> Option<(NaiveDate, NaiveDate)> {
    let date = file.incident.date;
    let periods = || file.resolved.occurrences.iter().flat_map(|occurrence| &occurrence.periods);
    let moments = periods().flat_map(|period| [Some(period.start), period.end]).flatten();
    let of_periods = moments.filter(|moment| moment.dated).map(|moment| moment.local.date());
    let of_date = date.into_iter().flat_map(|date| [Some(date.first), date.last]).flatten();
    let all: Vec<NaiveDate> = of_periods.chain(of_date).collect();
    let last = all.iter().max()?.checked_add_days(Days::new(1))?;
    Some((*all.iter().min()?, last))
}
