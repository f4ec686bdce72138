//! Milestones: the moments from which all figures are derived.

use super::{mark_span, of};
use crate::lint::rule::{Scope, rule};
use crate::lint::rules::has_no_impact;
use crate::lint::{Findings, RuleContext};
use crate::model::Mark;
use crate::model::Milestone::{self, Acknowledged, AllClear, Detected, ImpactStart, Mitigated, Resolved};
use crate::path;

rule!(MILESTONE_OUT_OF_ORDER = "milestone-out-of-order", Timeline, Warning Warning Warning, out_of_order);
rule!(MILESTONE_REPEATED = "milestone-repeated", Timeline, Warning Error Error, repeated);
rule!(
    MILESTONE_MISSING = "milestone-missing",
    Timeline,
    Off Warning Warning,
    missing,
    // If both report something, `detected` is among the missing milestones.
    supersedes: &[(Scope::File, &["detection-missing"])],
    requires: &["impact", "timeline"],
);
rule!(
    MILESTONE_WITHOUT_OCCURRENCE = "milestone-without-occurrence",
    Timeline,
    Warning Error Error,
    without_occurrence
);

/// Milestones that cannot come before the one they follow here. `detected` may come before `impact-start`: a good
/// monitor warns before users are hurt.
const ORDERS: &[&[Milestone]] =
    &[&[ImpactStart, Mitigated, Resolved, AllClear], &[Detected, Acknowledged], &[Detected, Resolved]];

fn out_of_order(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        let mut reported = Vec::new();
        for order in ORDERS {
            let mut before: Option<(Milestone, Mark)> = None;
            for milestone in *order {
                let Some(mark) = occurrence.milestones.get(milestone).filter(|mark| mark.moment.is_some())
                else {
                    continue;
                };
                let is_early = |(_, earlier): &(Milestone, Mark)| {
                    mark.moment.zip(earlier.moment).is_some_and(|(now, then)| now.is_before(&then))
                };
                if let Some((earlier, at)) = before.filter(is_early).filter(|_| !reported.contains(milestone))
                {
                    too_early(file, (*milestone, mark), (earlier, &at), findings);
                    reported.push(*milestone);
                }
                before = Some((*milestone, *mark));
            }
        }
    }
}

fn too_early(
    file: &RuleContext,
    (milestone, mark): (Milestone, &Mark),
    (earlier, at): (Milestone, &Mark),
    findings: &mut Findings,
) {
    let (name, other) = (milestone.name(), earlier.name());
    let message = format!("`{name}` is before `{other}`, which must come first");
    let help = "correct the times, or swap the milestones; if the impact came back, name each `occurrence`";
    findings.push(|new| {
        new.at(mark_span(file, milestone, mark), message)
            .help(help)
            .related(mark_span(file, earlier, at), format!("`{other}` is here"))
    });
}

fn repeated(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        let mut first: Vec<(Milestone, Spot)> = Vec::new();
        for entry in &occurrence.entries {
            for (index, milestone) in file.incident.timeline[*entry].milestone.iter().enumerate() {
                let spot = (*entry, index);
                match first.iter().find(|(marked, _)| marked == milestone) {
                    None => first.push((*milestone, spot)),
                    Some((_, earlier)) => {
                        let name = format!("`{}`{}", milestone.name(), of(occurrence.name.as_ref()));
                        report_repeated(file, &name, spot, *earlier, findings);
                    }
                }
            }
        }
    }
}

/// An entry, and the index of one of its milestones.
type Spot = (usize, usize);

fn report_repeated(file: &RuleContext, name: &str, second: Spot, first: Spot, findings: &mut Findings) {
    let span = |(entry, index): Spot| file.document.value(&path!["timeline", entry, "milestone", index]);
    let help = "keep the one that counts; if the incident came back, name each `occurrence`";
    findings.push(|new| {
        new.at(span(second), format!("duplicate milestone {name}"))
            .help(help)
            .related(span(first), "the first one")
    });
}

fn missing(file: &RuleContext, findings: &mut Findings) {
    // If nobody was hurt, no impact starts or ends.
    let asked: &[Milestone] =
        if has_no_impact(file) { &[Detected] } else { &[ImpactStart, Detected, Resolved] };
    if file.resolved.occurrences.is_empty() {
        return lack(file, None, asked, findings);
    }
    let has_names = file.resolved.has_named_occurrences();
    for occurrence in file.resolved.occurrences.iter().filter(|o| o.name.is_some() || !has_names) {
        let is_missing = |milestone: &Milestone| !occurrence.milestones.contains_key(milestone);
        let missing: Vec<_> = asked.iter().copied().filter(is_missing).collect();
        if !missing.is_empty() {
            lack(file, occurrence.name.as_ref(), &missing, findings);
        }
    }
}

fn lack(file: &RuleContext, occurrence: Option<&String>, missing: &[Milestone], findings: &mut Findings) {
    let names: Vec<_> = missing.iter().map(|milestone| format!("`{}`", milestone.name())).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let message = format!("{}{} {verb} missing", names.join(" and "), of(occurrence));
    let help = "add `milestone` with that name to the entry that describes it";
    findings.push(|new| new.at(file.lack("timeline"), message).help(help));
}

fn without_occurrence(file: &RuleContext, findings: &mut Findings) {
    if !file.resolved.has_named_occurrences() {
        return;
    }
    for (index, entry) in file.incident.timeline.iter().enumerate() {
        if let Some(milestone) = entry.milestone.first().filter(|_| entry.occurrence.is_none()) {
            let message = format!("`{}` belongs to none of the named occurrences", milestone.name());
            findings.push(|new| {
                new.at(file.document.value(&path!["timeline", index, "milestone"]), message)
                    .help("add `occurrence` to the entry")
            });
        }
    }
}
