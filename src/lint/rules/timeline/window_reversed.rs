//! Impact windows that end before they start.

use super::edge;
use crate::lint::rule::{Scope, rule};
use crate::lint::{Findings, RuleContext};

rule!(
    WINDOW_REVERSED = "window-reversed",
    Timeline,
    Error Error Error,
    reversed,
    supersedes: &[(Scope::File, &["milestone-contradicts-window"])],
);

fn reversed(file: &RuleContext, findings: &mut Findings) {
    for (index, (slot, window)) in file.resolved.windows.iter().zip(file.incident.windows()).enumerate() {
        let Some(slot) = slot else { continue };
        let is_reversed = slot.end.is_some_and(|end| end.is_before(&slot.start));
        if let Some((start, end)) = window.start.as_ref().zip(window.end.as_ref()).filter(|_| is_reversed) {
            let message = format!("the window ends at `{end}`, before it starts at `{start}`");
            let help = match slot.start.local.date().succ_opt().filter(|_| slot.start.dated) {
                Some(day) if end.clock.date().is_none() => {
                    format!(
                        "if it ends on the next day, write the date: `{day} {end}`; otherwise swap the two"
                    )
                }
                _ => "correct one of the two, or swap them".to_owned(),
            };
            findings.push(|new| {
                new.at(edge(file, index, "end"), message)
                    .help(help)
                    .related(edge(file, index, "start"), "it starts here")
            });
        }
    }
}
