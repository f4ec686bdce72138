//! Times in the future: a year, a month or a zone was mistyped.

use crate::document::FieldPath;
use crate::lint::rule::{Scope, rule};
use crate::lint::{Findings, RuleContext};
use crate::model::{Clock, Moment, Time};
use crate::path;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

rule!(
    TIME_IN_FUTURE = "time-in-future",
    Timeline,
    Warning Warning Error,
    in_future,
    supersedes: &[(Scope::File, &["date-contradicts-timeline"])],
);

/// The zone furthest ahead of UTC: where a local time without a zone comes first.
const FURTHEST_AHEAD: TimeDelta = TimeDelta::hours(14);

/// A time as written, with what it resolves to.
type Known<'f> = Option<(Moment, &'f Time)>;

fn in_future(file: &RuleContext, findings: &mut Findings) {
    let Some(now) = file.now else { return };
    let is_ahead = |day: NaiveDate| (day.and_time(NaiveTime::MIN).and_utc() - FURTHEST_AHEAD) > now;
    let begins_ahead = file.incident.date.is_some_and(|days| is_ahead(days.first));
    if let Some(days) = file.incident.date.filter(|days| is_ahead(days.last.unwrap_or(days.first))) {
        let ahead = if begins_ahead { days.first } else { days.last.unwrap_or(days.first) };
        report(file, &path!["date"], &ahead.to_string(), findings);
    }
    if let Some(day) = file.incident.reviewed.filter(|day| is_ahead(day.0)) {
        report(file, &path!["reviewed"], &day.to_string(), findings);
    }
    let watch = Watch { file, now, is_date_reported: begins_ahead };
    let timeline = file.incident.timeline.iter().zip(&file.resolved.timeline).map(|(entry, slot)| {
        let (slot, at) = slot.zip(entry.at.as_ref())?;
        Some([Some((slot.start, &at.start)), slot.end.zip(at.end.as_ref())])
    });
    watch.check("timeline", ["at", "at"], timeline, findings);
    let windows = file.incident.windows().iter().zip(&file.resolved.windows).map(|(window, slot)| {
        let slot = (*slot)?;
        Some([window.start.as_ref().map(|start| (slot.start, start)), slot.end.zip(window.end.as_ref())])
    });
    watch.check("impact.windows", ["start", "end"], windows, findings);
    let messages = file.incident.communications.iter().zip(&file.resolved.communications);
    let messages =
        messages.map(|(message, slot)| Some([slot.map(|slot| slot.start).zip(message.at.as_ref()), None]));
    watch.check("communications", ["at", "at"], messages, findings);
}

struct Watch<'f, 'd> {
    file: &'f RuleContext<'d>,
    now: DateTime<Utc>,
    is_date_reported: bool,
}

impl Watch<'_, '_> {
    /// Reports the first wrong time of each run: those after it only inherit its date.
    fn check<'t>(
        &self,
        list: &str,
        fields: [&str; 2],
        times: impl Iterator<Item = Option<[Known<'t>; 2]>>,
        findings: &mut Findings,
    ) {
        let mut is_reported = self.is_date_reported;
        for (index, pair) in times.enumerate() {
            for (known, field) in pair.into_iter().flatten().zip(fields) {
                let Some((moment, time)) = known else { continue };
                let is_inherited = is_reported && matches!(time.clock, Clock::Bare(_));
                is_reported = is_inherited || is_future(&moment, self.now);
                if is_reported && !is_inherited {
                    report(self.file, &path![list, index, field], &time.text, findings);
                }
            }
        }
    }
}

fn is_future(moment: &Moment, now: DateTime<Utc>) -> bool {
    let earliest = || moment.local.and_utc().checked_sub_signed(FURTHEST_AHEAD);
    moment.dated
        && moment.instant().map(|instant| instant.to_utc()).or_else(earliest).is_some_and(|at| at > now)
}

fn report(file: &RuleContext, path: &FieldPath, time: &str, findings: &mut Findings) {
    let message = format!("`{time}` is in the future");
    let help = "correct the year, the month or the zone; plans belong in `actions`";
    findings.push(|new| new.at(file.document.value(path), message).help(help));
}
