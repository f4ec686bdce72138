//! What other formats and trackers call the values of our fields, and which of their values mean something else.

use crate::model::normalised;

/// A value, the words that mean only this value, and those that may mean it; without spaces, hyphens and underscores.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

#[rustfmt::skip]
const CALLED: &[Row] = &[
    ("done",
        &["closed", "close", "completed", "complete", "resolved", "fixed", "finished", "shipped", "merged", "deployed", "released",
            "implemented", "delivered"],
        &["verified", "yes", "true"]),
    ("in-progress",
        &["started", "doing", "wip", "workinprogress", "ongoing", "underway", "inwork", "inreview", "indevelopment"],
        &["active", "assigned", "blocked"]),
    ("open", &["new", "todo", "notstarted", "pending", "planned", "unresolved", "notdone"], &["backlog", "accepted", "no", "false"]),
    ("dropped",
        &["wontfix", "wontdo", "willnotfix", "willnotdo", "cancelled", "canceled", "rejected", "abandoned", "obsolete", "declined"],
        &["duplicate", "invalid", "deferred", "postponed"]),
    ("proposed", &["suggested", "idea"], &["draft"]),
    ("draft", &["wip", "workinprogress", "inprogress", "writing", "beingwritten"], &["new", "open"]),
    ("review", &["inreview", "underreview", "reviewing", "readyforreview", "forreview", "peerreview"], &["reviewed", "proposed"]),
    ("final", &["published", "finalised", "finalized"], &["approved", "complete", "completed", "done", "finished", "signedoff"]),
    ("prevent", &["prevention", "preventive", "preventative"], &[]),
    ("detect", &["detection", "detective"], &["monitoring", "alerting"]),
    ("mitigate", &["mitigation", "mitigative"], &[]),
    ("respond", &["response"], &["process"]),
    ("investigate", &["investigation", "investigative"], &["research", "analysis"]),
    ("repair", &["fix", "bugfix"], &["corrective", "remediation"]),
    ("P0", &[], &["critical", "highest", "urgent", "blocker", "0"]),
    ("P1", &[], &["high", "major", "1"]),
    ("P2", &[], &["medium", "normal", "2"]),
    ("P3", &[], &["low", "minor", "3"]),
    ("P4", &[], &["lowest", "trivial", "4"]),
    ("outage", &["down", "fulloutage", "totaloutage", "unavailable", "unavailability"], &["full", "total"]),
    ("degraded", &["degradation", "degradedperformance", "partialoutage"], &["partial", "slow"]),
    ("security", &["breach", "securitybreach", "databreach", "securityincident"], &["leak", "dataleak", "exposure"]),
    ("monitoring", &["monitor", "monitors", "alert", "alerts", "alerting", "alarm"], &["automated", "automatic"]),
    ("customer", &["customers", "user", "users", "customerreport", "userreport"], &["support"]),
    ("employee", &["employees", "engineer", "internal", "staff"], &["manual"]),
    ("vendor", &["supplier", "thirdparty"], &["provider"]),
    ("impact-start", &["impactstarted", "startofimpact", "impactbegins", "outagestart"], &["start", "started", "begin"]),
    ("detected", &["detection", "noticed"], &["alerted", "reported"]),
    ("acknowledged", &["ack", "acked", "acknowledgement"], &["responded"]),
    ("declared", &[], &["opened"]),
    ("identified", &["causefound", "causeidentified", "diagnosed"], &[]),
    ("mitigated", &["mitigation", "stabilised", "stabilized"], &[]),
    ("resolved", &["resolution", "recovered", "restored", "impactend", "endofimpact"], &["fixed", "end", "ended", "closed"]),
];

/// The incident's own state is not a state of its report.
const STATES: &[&str] = &[
    "resolved",
    "closed",
    "fixed",
    "recovered",
    "mitigated",
    "monitoring",
    "identified",
    "investigating",
    "active",
    "ongoing",
    "detected",
    "postmortem",
    "stable",
];

/// Which of the known values a word means, and whether that is certain.
pub(super) fn meant<'k>(word: &str, known: &[&'k str]) -> Option<(&'k str, bool)> {
    let word = normalised(word).replace(['\'', '’'], "");
    let find = |names: fn(&Row) -> &'static [&'static str]| {
        known
            .iter()
            .copied()
            .find(|value| CALLED.iter().any(|row| row.0 == *value && names(row).contains(&&*word)))
    };
    find(|row| row.1).map(|value| (value, true)).or_else(|| find(|row| row.2).map(|value| (value, false)))
}

/// Where to write a word that is not a value of a field with these values.
pub(super) fn elsewhere(word: &str, known: &[&str]) -> Option<String> {
    let word = normalised(word);
    (known.contains(&"final") && STATES.contains(&&*word)).then(|| {
        "`status` is the state of the report: `draft`, `review` or `final`; the state of the incident follows from the \
         milestones of the timeline"
            .to_owned()
    })
}

/// Whether an action with this status is done.
pub(super) fn is_done(word: &str) -> bool {
    let word = normalised(word);
    word == "done" || meant(&word, &["done"]).is_some_and(|(_, is_sure)| is_sure)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A word for two values of one field would be replaced by the one that comes first.
    #[test]
    fn every_word_means_one_value_of_a_field() {
        let fields: &[&[&str]] = &[
            &["draft", "review", "final"],
            &["proposed", "open", "in-progress", "done", "dropped"],
            &["prevent", "detect", "mitigate", "respond", "investigate", "repair"],
            &["P0", "P1", "P2", "P3", "P4"],
            &["outage", "degraded", "data-loss", "security"],
            &["monitoring", "customer", "employee", "vendor", "audit", "other"],
        ];
        for known in fields {
            let mut seen = BTreeSet::new();
            for (value, sure, perhaps) in CALLED.iter().filter(|row| known.contains(&row.0)) {
                for word in sure.iter().chain(*perhaps) {
                    assert!(seen.insert(word), "`{word}` is not only {value}");
                    assert_eq!(normalised(word), *word);
                    assert!(elsewhere(word, known).is_none(), "{word}");
                }
            }
        }
    }
}
