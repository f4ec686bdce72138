//! Entries that cite no source.

use crate::lint::rule::rule;
use crate::lint::rules::is_space;
use crate::lint::{Findings, RuleContext};
use crate::path;

rule!(EVENT_WITHOUT_EVIDENCE = "event-without-evidence", Timeline, Off Off Off, without_evidence);

fn without_evidence(file: &RuleContext, findings: &mut Findings) {
    for (index, entry) in file.incident.timeline.iter().enumerate() {
        let path = || path!["timeline", index];
        let is_bare = !is_space(entry.event.as_ref()) && entry.evidence.is_empty();
        if is_bare && !findings.is_full() && !file.is_spoilt(&path()) {
            let help = "add `evidence`: a link to the graph, the log search or the message";
            findings.push(|new| new.at(file.document.key(&path()), "the entry cites no source").help(help));
        }
    }
}
