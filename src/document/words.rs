//! Words of actions that are not built in: a team's own, or errors.

use super::Document;
use super::decode::{MAX_FAULTS, unknown_word};
use super::tree::Id;
use crate::diagnostic::Diagnostic;
use crate::model::{ActionStatus, ActionType, ActionWords, Known};
use crate::path;

impl Document<'_> {
    /// Gives a team's own words their meaning. An unknown word is an error and is removed from the incident, like other
    /// invalid values.
    pub(super) fn settle_words(&mut self, own: &ActionWords) {
        let Some(mut incident) = self.incident.take() else { return };
        let types: Vec<&str> = own.types.iter().map(String::as_str).collect();
        let states: Vec<&str> = own.states.iter().map(|(name, _)| name.as_str()).collect();
        let mut faults = Vec::new();
        for (index, action) in incident.actions.iter_mut().enumerate() {
            if let Some(word) = action.kind.take_if(|word| word.known.is_none()) {
                action.kind = own.kind(&word.name);
                if action.kind.is_none() {
                    self.refuse(index, "type", &word.name, (ActionType::NAMES, &types), &mut faults);
                }
            }
            if let Some(word) = action.status.take_if(|word| word.known.is_none()) {
                action.status = own.status(&word.name);
                if action.status.is_none() {
                    self.refuse(index, "status", &word.name, (ActionStatus::NAMES, &states), &mut faults);
                }
            }
        }
        self.incident = Some(incident);
        self.add(faults);
    }

    fn refuse(
        &self,
        index: usize,
        field: &'static str,
        name: &str,
        (known, own): (&'static [&'static str], &[&str]),
        faults: &mut Vec<(Id, Diagnostic)>,
    ) {
        // Each costs a search.
        if faults.len() < MAX_FAULTS
            && let Some(found) = self.find(&path!["actions", index, field])
            && let Some(fault) = unknown_word(self.source.text(), &self.tree, found.value, name, known, own)
        {
            faults.push((found.value, fault));
        }
    }

    /// Inserts errors in order of position and removes their nodes from the incident.
    fn add(&mut self, faults: Vec<(Id, Diagnostic)>) {
        if faults.is_empty() {
            return;
        }
        self.dead.resize(self.tree.nodes.len(), false);
        for (id, fault) in faults {
            self.dead[id as usize] = true;
            // Through an alias or a merge key, several actions can share one value.
            if self.faults.len() < MAX_FAULTS && !self.faults.contains(&fault) {
                self.faults.push(fault);
            }
        }
        self.faults.sort_by_key(|fault| fault.span);
    }
}
