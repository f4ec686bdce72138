//! Which field a name was meant to be: another tool's name for it, or the nearest name; and where to say what has no
//! field.

use super::names::{CALLED, ELSEWHERE, PARTS, ROLES, Row, help_of};
use crate::model::{MetricName, MetricPairs};
use crate::wording::nearest;

/// Longer names are not field names.
const LONGEST: usize = 100;

/// One of the fields known at a place, if it is clear which one was meant.
pub(crate) fn meant<'k>(name: &str, known: &'k [&'k str]) -> Option<&'k str> {
    // A hostile key of a megabyte, used a hundred times, would be spelt out each time.
    if name.len() > LONGEST {
        return None;
    }
    let joined = joined(name);
    let called =
        || other_name(&joined, known, |row| row.1).or_else(|| other_name(&joined, known, |row| row.2));
    called().or_else(|| {
        if elsewhere(name, known).is_some() { None } else { nearest(name, known.iter().copied()) }
    })
}

/// Shorter names are one typo away from too much: `d` may be anything, not only `id`.
const ENOUGH_LETTERS: usize = 4;

/// Whether a name can be replaced by a field without review: another name for it, or a single typo.
pub(super) fn is_sure(name: &str, field: &str, known: &[&str]) -> bool {
    let is_word = name.chars().count().min(field.len()) >= ENOUGH_LETTERS;
    let is_called = || other_name(&joined(name), known, |row| row.1) == Some(field);
    is_called() || (is_word && strsim::osa_distance(name, field) == 1)
}

/// Whether a name is a field's own or another name for it, without typos.
pub(super) fn is_called(name: &str, field: &str) -> bool {
    other_name(&joined(name), &[field], |row| row.1).is_some()
}

/// Where to write what a mapping with these fields has no field for.
pub(super) fn elsewhere(name: &str, known: &[&str]) -> Option<String> {
    let joined = joined(name);
    let is_known = |field: &str| known.contains(&field);
    if let Some(row) = ELSEWHERE.iter().find(|row| is_known(row.0) && row.1.contains(&&*joined)) {
        return Some(help_of(row));
    }
    if !is_known("timeline") {
        return None;
    }
    if let Some(metric) = MetricName::ALL.into_iter().find(|metric| is_metric(&joined, *metric)) {
        let pairs = MetricPairs::default();
        let (from, to) = pairs.0.get(&metric)?;
        let name = metric.label().to_lowercase();
        return Some(format!(
            "{name} is computed from the milestones `{}` and `{}` of the timeline, unless the configuration says otherwise",
            from.name(),
            to.name()
        ));
    }
    let (parent, part) = part(name)?;
    Some(match parent {
        "roles" => format!("write who did what under `roles`: `roles: {{{}: …}}`", role(&joined, part)),
        _ => format!("write it as `{part}` of `{parent}`"),
    })
}

/// A role as people write it.
fn role(joined: &str, written: &str) -> String {
    match joined {
        "ic" | "commander" => "incident commander".to_owned(),
        _ => written.to_lowercase().replace(['_', '-'], " "),
    }
}

/// The top-level field that a name is a part of, and its name there.
pub(super) fn part(name: &str) -> Option<(&'static str, &str)> {
    let joined = joined(name);
    if ROLES.contains(&&*joined) {
        return Some(("roles", name));
    }
    PARTS.iter().find_map(|(parent, parts)| {
        let own = parts.iter().copied().find(|part| *part == name);
        Some((*parent, own.or_else(|| other_name(&joined, parts, |row| row.1))?))
    })
}

/// `MTTR`, `ttr`, `time to resolve`, `mean_time_to_recover`.
fn is_metric(joined: &str, metric: MetricName) -> bool {
    let short = metric.short().to_lowercase();
    let verb = metric.label().to_lowercase().replace("time to ", "");
    let spelt = joined.strip_prefix("mean").unwrap_or(joined).strip_prefix("timeto");
    let others: &[&str] = match metric {
        MetricName::TimeToResolve => &["repair", "recover", "recovery", "restore", "resolution", "fix"],
        MetricName::TimeToDetect => &["detection"],
        MetricName::TimeToMitigate => &["mitigation"],
        _ => &[],
    };
    joined.strip_prefix('m').unwrap_or(joined) == short
        || spelt.is_some_and(|spelt| spelt == verb || others.contains(&spelt))
}

/// A name in lower case, without separators between its words.
pub(super) fn joined(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(LONGEST).collect()
}

fn other_name<'k>(
    joined: &str,
    known: &'k [&'k str],
    names: fn(&Row) -> &'static [&'static str],
) -> Option<&'k str> {
    let find = |name: &str| known.iter().copied().find(|field| *field == name);
    let is_same = |field: &&str| field.bytes().filter(|byte| *byte != b'_').eq(joined.bytes());
    known.iter().copied().find(is_same).or_else(|| {
        let rows = CALLED.iter().filter(|row| names(row).contains(&joined));
        rows.map(|row| row.0.split_once('@').unwrap_or((row.0, row.0))).find_map(|(field, beside)| {
            find(beside)?;
            find(field)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Milestone, json_schema};
    use std::collections::BTreeSet;

    /// The fields of each struct of the format.
    fn mappings() -> Vec<Vec<String>> {
        fn collect(value: &serde_json::Value, found: &mut Vec<Vec<String>>) {
            if let Some(fields) = value.get("properties").and_then(|fields| fields.as_object()) {
                found.push(fields.keys().cloned().collect());
            }
            let inner = value.as_object().into_iter().flat_map(|map| map.values());
            inner.chain(value.as_array().into_iter().flatten()).for_each(|value| collect(value, found));
        }
        let mut found = Vec::new();
        collect(&serde_json::to_value(json_schema()).unwrap(), &mut found);
        found
    }

    /// A name that means two fields of one mapping would move a text to an arbitrary field; one for a field that no
    /// longer exists is never found.
    #[test]
    fn every_name_means_one_field_of_a_mapping() {
        let mappings = mappings();
        assert!(mappings.len() > 10, "{mappings:?}");
        let is_of = |field: &str, known: &[String]| {
            field.split('@').all(|field| known.iter().any(|own| own == field))
        };
        for (field, ..) in CALLED {
            assert!(mappings.iter().any(|known| is_of(field, known)), "{field}");
        }
        for known in &mappings {
            let mut seen = BTreeSet::new();
            for (field, sure, perhaps) in CALLED.iter().filter(|row| is_of(row.0, known)) {
                for name in sure.iter().chain(*perhaps) {
                    let is_own = known.iter().any(|field| joined(field) == *name);
                    assert!(is_own || seen.insert(name), "`{name}` of {known:?} is not only {field}");
                    assert_eq!(joined(name), *name);
                }
            }
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            for name in ELSEWHERE.iter().filter(|row| known.contains(&row.0)).flat_map(|row| row.1) {
                assert!(known.contains(name) || meant(name, &known).is_none(), "`{name}` of {known:?}");
            }
        }
    }

    /// Help that names a milestone or a figure that does not exist sends people in circles.
    #[test]
    fn what_is_said_elsewhere_exists() {
        for row in ELSEWHERE.iter().filter(|row| !row.2.contains(' ')) {
            assert!(Milestone::ALL.iter().any(|milestone| milestone.name() == row.2), "{}", row.2);
        }
        let known = ["title", "timeline"];
        for name in
            ["mttr", "TTR", "mean time to recover", "mttd", "ttd", "time-to-acknowledge", "TTI", "mttm"]
        {
            assert!(
                elsewhere(name, &known).unwrap().contains(" is computed from the milestones `"),
                "{name}"
            );
        }
        assert_eq!(elsewhere("time_to_market", &known), None);
    }
}
