//! Statistics for programs. Fields are only added while the version is 1.

use super::compare::{Change, Comparison};
use super::{Actions, Chain, Durations, LeftOut, Measured, Period, Shared, Stats};
use crate::model::{DetectionSource, Priority};
use crate::output::masked_text;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// The statistics as a value; durations are in seconds, times until actions are done in days.
pub fn value(stats: &Stats) -> Value {
    let sources = stats
        .detection
        .iter()
        .map(|(source, count)| json!({ "source": source.map(DetectionSource::name), "incidents": count }));
    let priorities = stats.actions.by_priority.iter().map(|(priority, of)| {
        let mut value = actions(of);
        value.insert("priority".to_owned(), json!(priority.map(Priority::name)));
        value
    });
    let mut all_actions = actions(&stats.actions.all);
    all_actions.insert("by_priority".to_owned(), priorities.collect());
    json!({
        "version": 1,
        "today": day(stats.today),
        "incidents": stats.records.len(),
        "counts": counts(stats),
        "durations": stats.durations.iter().map(|of| durations(stats, of)).collect::<Vec<_>>(),
        "comparison": stats.comparison.as_ref().map(comparison),
        "detection": sources.collect::<Vec<_>>(),
        "recurring": {
            "services": stats.recurring.services.iter().map(shared).collect::<Vec<_>>(),
            "tags": stats.recurring.tags.iter().map(shared).collect::<Vec<_>>(),
            "related": stats.recurring.chains.iter().map(chain).collect::<Vec<_>>(),
        },
        "actions": all_actions,
    })
}

fn day(day: NaiveDate) -> String {
    day.to_string()
}

fn severity(name: Option<&String>) -> Value {
    name.map_or(Value::Null, |name| masked_text(name).into())
}

fn period(period: &Period) -> Map<String, Value> {
    let fields = json!({ "name": period.name, "first": day(period.first), "last": day(period.last) });
    serde_json::from_value(fields).unwrap_or_default()
}

fn by_severity(stats: &Stats, counts: &[usize]) -> Value {
    let pairs = stats.severities.iter().zip(counts);
    pairs.map(|(name, count)| json!({ "severity": severity(name.as_ref()), "incidents": count })).collect()
}

fn counts(stats: &Stats) -> Value {
    let periods = stats.counts.periods.iter().map(|count| {
        let mut value = period(&count.period);
        value.insert("current".to_owned(), count.current.into());
        value.insert("incidents".to_owned(), count.incidents.into());
        value.insert("by_severity".to_owned(), by_severity(stats, &count.by_severity));
        value
    });
    json!({
        "by": stats.counts.by.name(),
        "periods": periods.collect::<Vec<_>>(),
        "by_severity": by_severity(stats, &stats.counts.by_severity),
        "undated": stats.counts.undated,
    })
}

fn durations(stats: &Stats, durations: &Durations) -> Value {
    let severities = stats.severities.iter().zip(&durations.by_severity);
    let severities = severities.map(|(name, of)| {
        let mut value = measured(of);
        value.insert("severity".to_owned(), severity(name.as_ref()));
        value
    });
    let mut value = measured(&durations.all);
    value.insert("measure".to_owned(), durations.measure.name().into());
    value.insert("by_severity".to_owned(), severities.collect());
    value.into()
}

/// Figures, or the values themselves where there are too few.
fn measured(measured: &Measured) -> Map<String, Value> {
    let mut fields = json!({
        "n": measured.sample.len(),
        "missing": measured.missing,
        "approximate": measured.approximate,
    });
    match measured.summary() {
        None => fields["values_seconds"] = measured.sample.values().into(),
        Some(summary) => {
            let (low, high) = summary.interval.unzip();
            fields["median_seconds"] = summary.median.into();
            fields["median_interval_seconds"] = json!([low, high]);
            fields["quartiles_seconds"] = json!([summary.quartiles.0, summary.quartiles.1]);
            fields["ninetieth_percentile_seconds"] = json!(summary.ninetieth);
            fields["longest_seconds"] = summary.longest.into();
        }
    }
    serde_json::from_value(fields).unwrap_or_default()
}

fn comparison(comparison: &Comparison) -> Value {
    let change = |change: &Change| {
        json!({
            "measure": change.measure.name(),
            "before": change.counts.0,
            "after": change.counts.1,
            "shift_seconds": change.shift.map(|shift| shift.estimate),
            "interval_seconds": change.shift.map(|shift| [shift.low, shift.high]),
            "certain": change.shift.map(|shift| shift.is_certain()),
        })
    };
    // JSON has no infinite numbers: where nothing happened before, ratios are `null`.
    let rate = comparison.rate.map(|rate| {
        json!({ "estimate": rate.estimate, "interval": [rate.low, rate.high], "certain": rate.is_certain() })
    });
    json!({
        "before": period(&comparison.before),
        "after": period(&comparison.after),
        "incidents": { "before": comparison.incidents.0, "after": comparison.incidents.1, "rate_ratio": rate },
        "durations": comparison.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn shared(shared: &Shared) -> Value {
    let Shared { name, incidents, open, last } = shared;
    json!({ "name": masked_text(name), "incidents": incidents, "open_actions": open, "last": last.map(day) })
}

fn chain(chain: &Chain) -> Value {
    let ids: Vec<_> = chain.ids.iter().map(|id| masked_text(id)).collect();
    json!({ "ids": ids, "open_actions": chain.open, "last": chain.last.map(day) })
}

fn actions(actions: &Actions) -> Map<String, Value> {
    let LeftOut { done_undated, done_outside, dropped, proposed, undated } = actions.left_out;
    let steps = actions.time_to_done.steps.iter().map(|step| {
        let (done, open) = (step.ended, step.censored);
        json!({ "days": step.at, "at_risk": step.at_risk, "done": done, "last_seen_open": open, "open": step.open })
    });
    let fields = json!({
        "total": actions.total,
        "proposed": actions.proposed,
        "done": actions.done,
        "dropped": actions.dropped,
        "open": actions.open,
        "overdue": actions.overdue,
        "due": actions.due,
        "done_by_due": actions.done_by_due,
        "time_to_done": {
            "n": actions.observed(),
            "half_done_after_days": actions.time_to_done.time_until(0.5),
            "steps": steps.collect::<Vec<_>>(),
            "left_out": {
                "done_without_date": done_undated,
                "done_outside": done_outside,
                "dropped": dropped,
                "proposed": proposed,
                "of_incident_without_date": undated,
            },
        },
    });
    serde_json::from_value(fields).unwrap_or_default()
}
