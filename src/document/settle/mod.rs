//! Sets the state of actions in the text of a file, and leaves everything else byte for byte the same.

mod mapping;

use super::{Document, MAX_SIZE};
use crate::diagnostic::{Diagnostic, Edit};
use crate::model::{Action, ActionStatus, Date, Incident, Settings, Word};
use crate::source::Source;

/// The new state of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Settlement {
    /// It was done on a day.
    Done(Date),
    /// It is dropped, for a reason that is added to its description.
    Dropped(String),
    /// It is open again.
    Reopened,
}

/// Why a file is left unchanged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SettleError {
    /// The file, or its actions, cannot be read.
    #[error("the file has format errors")]
    Faulty(Vec<Diagnostic>),
    /// There is no action at this place, counted from 0.
    #[error("the file has no action {}", .0 + 1)]
    Missing(usize),
    /// The action at this place is written in a way that no edit of the text can change.
    #[error("action {} is written in a form that cannot be changed here", .0 + 1)]
    Unusual(usize),
    /// The file would be larger than any that is read.
    #[error("the file would be larger than {} MiB", MAX_SIZE / 1024 / 1024)]
    TooLarge,
    /// The reason cannot be written as YAML.
    #[error("the reason cannot be written as YAML")]
    Unwritable(#[from] serde_yaml::SerializeError),
}

impl SettleError {
    /// What to do about it, if that is known.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            SettleError::Unusual(_) => Some("write it as a mapping below `actions`, without aliases"),
            _ => None,
        }
    }
}

impl Settlement {
    /// The action afterwards.
    fn of(&self, action: &Action) -> Action {
        let state = |status: ActionStatus| Some(Word { name: status.name().to_owned(), known: Some(status) });
        let mut settled = action.clone();
        match self {
            Settlement::Done(day) => {
                (settled.status, settled.done_on) = (state(ActionStatus::Done), Some(*day));
            }
            Settlement::Dropped(reason) => {
                (settled.status, settled.done_on) = (state(ActionStatus::Dropped), None);
                let before = action.description.as_deref().map(str::trim_end).unwrap_or_default();
                let gap = if before.is_empty() { "" } else { "\n\n" };
                settled.description = Some(format!("{before}{gap}Dropped: {reason}"));
            }
            Settlement::Reopened => (settled.status, settled.done_on) = (state(ActionStatus::Open), None),
        }
        settled
    }
}

impl Document<'_> {
    /// Settles actions, each given by its index, and returns the new text. The text is read back first:
    /// the actions say what is asked, and the rest of the file says the same as before.
    ///
    /// # Errors
    /// See [`SettleError`].
    pub fn settle(
        &self,
        changes: &[(usize, Settlement)],
        settings: &Settings,
    ) -> Result<String, SettleError> {
        let faults = self.faults_in(&["actions"]);
        let Some(incident) = self.incident.as_ref().filter(|_| faults.is_empty()) else {
            return Err(SettleError::Faulty(faults));
        };
        let mut edits: Vec<Edit> = Vec::new();
        for (index, change) in changes {
            let old = incident.actions.get(*index).ok_or(SettleError::Missing(*index))?;
            let of_action = self.edits_of_action(*index, old, &change.of(old))?;
            edits.extend(of_action.ok_or(SettleError::Unusual(*index))?);
        }
        edits.sort_by_key(|edit| edit.span);
        let mut text = self.source.text().to_owned();
        // From the end, so that the places of the others stay as they are.
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.range(), &edit.text);
        }
        if text.len() as u64 > MAX_SIZE {
            return Err(SettleError::TooLarge);
        }
        match self.wrongly_settled(&text, changes, settings) {
            Some(index) => Err(SettleError::Unusual(index)),
            None => Ok(text),
        }
    }

    /// The index of an action that the new text does not have as asked; if something else differs, that of the first
    /// action to be changed.
    fn wrongly_settled(
        &self,
        text: &str,
        changes: &[(usize, Settlement)],
        settings: &Settings,
    ) -> Option<usize> {
        let (first, _) = changes.first()?;
        let Some(mut expected) = self.ended(settings) else { return Some(*first) };
        for (index, change) in changes {
            let action = &mut expected.actions[*index];
            *action = change.of(action);
        }
        let source = Source::new(self.source.name(), text);
        let new = Document::read(&source, settings);
        let is_same = new.incident.as_ref() == Some(&expected) && new.faults.len() == self.faults.len();
        let differs = |index: &usize| action(new.incident.as_ref(), *index) != expected.actions.get(*index);
        (!is_same).then(|| changes.iter().map(|(index, _)| *index).find(differs).unwrap_or(*first))
    }
}

fn action(incident: Option<&Incident>, index: usize) -> Option<&Action> {
    incident?.actions.get(index)
}
