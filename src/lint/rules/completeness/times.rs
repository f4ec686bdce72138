//! Times that say too little: without a date, without a zone, or not there at all.

use crate::document::Path;
use crate::lint::registry::rule;
use crate::lint::{File, Findings};
use crate::model::Moment;
use crate::path;

rule!(ENTRY_WITHOUT_TIME = "entry-without-time", Completeness, Warning Warning Error, without_time);
rule!(DATE_MISSING = "date-missing", Completeness, Warning Error Error, date_missing);
rule!(ZONE_MISSING = "zone-missing", Completeness, Warning Error Error, zone_missing);

fn without_time(file: &File, findings: &mut Findings) {
    for (index, entry) in file.incident.timeline.iter().enumerate() {
        let path = || path!["timeline", index];
        if entry.at.is_none() && !file.is_spoilt(&path()) {
            let help = "add `at`; an estimate such as `~11:20` counts";
            findings.push(findings.at(file.document.key(&path()), "the entry has no time").help(help));
        }
    }
}

fn date_missing(file: &File, findings: &mut Findings) {
    if let Some(place) = first(file, |moment| !moment.dated) {
        let help = "add `date`, the day of the first time";
        findings.push(findings.at(file.document.value(&place), "the times have no date").help(help));
    }
}

fn zone_missing(file: &File, findings: &mut Findings) {
    if file.resolved.zone.is_some() {
        return;
    }
    if let Some(place) = first(file, |moment| moment.timed && moment.offset.is_none()) {
        let help = "add `timezone`, such as `America/New_York` or `UTC`";
        findings.push(findings.at(file.document.value(&place), "the times have no time zone").help(help));
    }
}

/// Where the first time stands of which something is true.
fn first(file: &File, is_wanted: impl Fn(&Moment) -> bool) -> Option<Path> {
    let resolved = file.resolved;
    let lists = [
        ("timeline", &resolved.timeline, "at"),
        ("impact.windows", &resolved.windows, "start"),
        ("communications", &resolved.communications, "at"),
    ];
    lists.into_iter().find_map(|(list, slots, field)| {
        let wanted =
            |slot: &Option<_>| slot.as_ref().is_some_and(|slot: &crate::model::Slot| is_wanted(&slot.start));
        let index = slots.iter().position(wanted)?;
        Some(path![list, index, field])
    })
}
