//! Action items: complete, measurable, on time.

pub(in crate::lint) mod pending;
pub(in crate::lint) mod vague;

use crate::lint::File;
use crate::model::Action;

/// Actions that still have to be done.
fn pending<'d>(file: &File<'d>) -> impl Iterator<Item = (usize, &'d Action)> {
    file.incident.actions.iter().enumerate().filter(|(_, action)| action.is_pending())
}
