//! Action items: complete, measurable, on time.

pub(in crate::lint) mod action_aims_at_people;
pub(in crate::lint) mod action_done_without_date;
pub(in crate::lint) mod action_due_late;
pub(in crate::lint) mod action_incomplete;
pub(in crate::lint) mod action_not_an_action;
pub(in crate::lint) mod action_overdue;
pub(in crate::lint) mod action_state_contradiction;
pub(in crate::lint) mod action_state_in_text;
pub(in crate::lint) mod action_vague;
pub(in crate::lint) mod action_with_several_owners;
pub(in crate::lint) mod duplicate_action;
pub(in crate::lint) mod final_with_proposed_action;
mod marker;
mod state_fix;
pub(in crate::lint) mod too_many_actions;

use crate::lint::RuleContext;
use crate::lint::prose::{Kind, Text};
use crate::model::{Action, ActionStatus};

/// Actions that still have to be done. One whose title says that it is done is reported by `action-state-in-text`.
fn pending<'d>(file: &RuleContext<'d>) -> impl Iterator<Item = (usize, &'d Action)> {
    file.incident.actions.iter().enumerate().filter(|(_, action)| is_pending(action))
}

/// The titles of actions that still have to be done.
fn pending_titles<'f>(file: &'f RuleContext) -> impl Iterator<Item = (&'f Action, Text<'f>)> {
    let titles = file.texts(&[Kind::ActionTitle]);
    titles
        .filter_map(|text| Some((file.incident.actions.get(text.place.index()?)?, text)))
        .filter(|(action, _)| is_pending(action))
}

fn is_pending(action: &Action) -> bool {
    let says_over =
        |marker: marker::Marker| matches!(marker.status, ActionStatus::Done | ActionStatus::Dropped);
    // An empty item is a placeholder, and is only reported as such.
    let is_empty = action.title.trim().is_empty();
    action.is_pending() && !is_empty && !marker::find(&action.title).is_some_and(says_over)
}
