//! Titles that say what `status` should say.

use super::{marker, state_fix};
use crate::lint::prose::Kind;
use crate::lint::rule::{Scope, rule};
use crate::lint::{Findings, RuleContext};

rule!(
    ACTION_STATE_IN_TEXT = "action-state-in-text",
    Actions,
    Warning Warning Warning,
    in_text,
    fixable: true,
    supersedes: &[(Scope::Value, &["placeholder-left"])],
);

fn in_text(file: &RuleContext, findings: &mut Findings) {
    for text in file.texts(&[Kind::ActionTitle]) {
        let Some(marker) = marker::find(text.content()) else { continue };
        let Some(index) = text.place.index() else { continue };
        let (written, status) = (&text.content()[marker.bytes.clone()], marker.status.name());
        let message = format!("`{written}` in the title is a state, which belongs in `status`");
        findings.push(|new| {
            let finding = new
                .at(file.part(text, marker.bytes.clone()), message)
                .help(format!("remove it from the title, and write `status: {status}`"));
            match state_fix::edits(file, index, text.content(), &marker) {
                Some(edits) => finding.fix("move the state to `status`", edits),
                None => finding,
            }
        });
    }
}
