//! Milestones that the words of entries suggest. They are only comments: four in five are right, so a person must
//! confirm them.

use super::Entry;
use crate::model::Milestone;

struct Hint {
    milestone: Milestone,
    /// Whether the last entry with these words counts, not the first.
    is_last: bool,
    words: &'static [&'static str],
}

const HINTS: &[Hint] = &[
    Hint {
        milestone: Milestone::ImpactStart,
        is_last: false,
        words: &[
            "outage begins",
            "outage start",
            "start failing",
            "starts failing",
            "begin failing",
            "went down",
            "goes down",
            "is down",
            "are down",
            "stops responding",
            "stopped responding",
            "drops to zero",
            "errors begin",
            "error rate",
            "launches are failing",
            "hard down",
        ],
    },
    Hint {
        milestone: Milestone::Detected,
        is_last: false,
        words: &[
            "alert",
            "alarm",
            "pager",
            "paged",
            "first report",
            "users report",
            "customers report",
            "reported",
            "noticed",
            "first detected",
            "report of",
        ],
    },
    Hint {
        milestone: Milestone::Acknowledged,
        is_last: false,
        words: &[
            "acknowledg",
            "begins looking",
            "starts investigat",
            "investigation starts",
            "begin investigation",
        ],
    },
    Hint {
        milestone: Milestone::Declared,
        is_last: false,
        words: &[
            "incident declared",
            "declares incident",
            "declared an incident",
            "declare incident",
            "incident is declared",
        ],
    },
    Hint {
        milestone: Milestone::Identified,
        is_last: false,
        words: &["identif", "cause found", "found the cause", "discovered that"],
    },
    Hint {
        milestone: Milestone::Mitigated,
        is_last: true,
        words: &["mitigat", "rolled back", "rollback", "revert", "workaround", "failover"],
    },
    Hint {
        milestone: Milestone::Resolved,
        is_last: true,
        words: &[
            "resolved",
            "fully recovered",
            "service restored",
            "full service",
            "back online",
            "operational",
            "back to normal",
            "all good",
            "working again",
            "is complete",
            "everything is fine",
            "fixed",
        ],
    },
];

/// Milestones that entries may mark, each with the index of its entry.
pub(in crate::import) fn milestones(entries: &[Entry]) -> Vec<(usize, Milestone)> {
    let texts: Vec<String> = entries.iter().map(|entry| entry.event.to_lowercase()).collect();
    let hits = HINTS.iter().filter_map(|hint| {
        let says_so = |(index, text): &(usize, &String)| {
            entries[*index].local.is_some() && hint.words.iter().any(|word| text.contains(word))
        };
        let mut hits = texts.iter().enumerate().filter(says_so).map(|(index, _)| index);
        let found = if hint.is_last { hits.next_back() } else { hits.next() };
        found.map(|index| (index, hint.milestone))
    });
    hits.collect()
}
