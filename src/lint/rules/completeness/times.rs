//! Times that say too little: without a date, without a zone, or not there at all.

use crate::diagnostic::{Diagnostic, Edit};
use crate::document::FieldPath;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::{At, Meant, Moment, loose_time};
use crate::path;
use chrono::Datelike;

rule!(
    ENTRY_WITHOUT_TIME = "entry-without-time",
    Completeness,
    Warning Warning Error,
    without_time,
    fixable: true,
);
rule!(
    DATE_MISSING = "date-missing",
    Completeness,
    Warning Error Error,
    date_missing,
    requires: &["date"],
);
rule!(
    ZONE_MISSING = "zone-missing",
    Completeness,
    Warning Error Error,
    zone_missing,
    requires: &["timezone"],
);

fn without_time(file: &RuleContext, findings: &mut Findings) {
    for (index, entry) in file.incident.timeline.iter().enumerate() {
        let path = || path!["timeline", index];
        if entry.at.is_none() && !findings.is_full() && !file.is_spoilt(&path()) {
            let meant = entry.event.as_deref().and_then(|event| Some((event, loose_time(event)?)));
            findings.push(|new| {
                let finding = new.at(file.document.key(&path()), "the entry has no time");
                match meant {
                    Some((event, meant)) => with_time(file, index, event, meant, finding),
                    None => finding.help("add `at`; an estimate such as `~11:20` counts"),
                }
            });
        }
    }
}

/// With the time that the text starts with in another form, and the fix if it can be nothing else.
fn with_time(file: &RuleContext, index: usize, event: &str, meant: Meant, finding: Diagnostic) -> Diagnostic {
    let day = meant.month_and_day;
    let own =
        file.incident.date.map(|date| date.first).filter(|date| day == Some((date.month(), date.day())));
    let time = match own {
        Some(date) => format!("{date} {}", meant.text),
        None => meant.text.clone(),
    };
    let meant = Meant { text: time.clone(), ..meant };
    let finding =
        finding.help(format!("{} times are written `10:15` or `2024-05-30 10:15`", meant.question()));
    let path = path!["timeline", index, "event"];
    let span = file.document.text(&path, 0..meant.length);
    let is_short = !file.document.has(&path) && file.document.source.slice(span) == &event[..meant.length];
    let becomes = format!("{time}{}", &event[meant.length..]);
    let is_read = matches!(At::split(&becomes), Ok((Some(_), rest)) if !rest.is_empty());
    if meant.is_sure && (day.is_none() || own.is_some()) && is_short && is_read {
        return finding.fix(format!("write `{time}`"), vec![Edit { span, text: time }]);
    }
    finding
}

fn date_missing(file: &RuleContext, findings: &mut Findings) {
    if let Some(place) = first(file, |moment| !moment.dated) {
        let help = "add `date`, the day of the first time";
        findings.push(|new| new.at(file.document.value(&place), "the times have no date").help(help));
    }
}

fn zone_missing(file: &RuleContext, findings: &mut Findings) {
    if file.resolved.zone.is_some() {
        return;
    }
    if let Some(place) = first(file, |moment| moment.timed && moment.offset.is_none()) {
        let help = "add `timezone`, such as `America/New_York` or `UTC`";
        findings.push(|new| new.at(file.document.value(&place), "the times have no time zone").help(help));
    }
}

/// Where the first time stands of which something is true.
fn first(file: &RuleContext, is_wanted: impl Fn(&Moment) -> bool) -> Option<FieldPath> {
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
