//! Timeline entries without a time.

use crate::diagnostic::{Diagnostic, Edit};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::{At, Meant, loose_time};
use crate::path;
use chrono::Datelike;

rule!(
    ENTRY_WITHOUT_TIME = "entry-without-time",
    Completeness,
    Warning Warning Error,
    without_time,
    fixable: true,
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

/// With the time in another form at the start of the text, and the fix if it is certain.
fn with_time(file: &RuleContext, index: usize, event: &str, meant: Meant, finding: Diagnostic) -> Diagnostic {
    let day = meant.month_and_day;
    let own =
        file.incident.date.map(|date| date.first).filter(|date| day == Some((date.month(), date.day())));
    let time = match own {
        Some(date) => format!("{date} {}", meant.text),
        None => meant.text.clone(),
    };
    let meant = Meant { text: time.clone(), ..meant };
    let finding = finding.help(format!("{} write times as `10:15` or `2024-05-30 10:15`", meant.question()));
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
