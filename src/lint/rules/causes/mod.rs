//! Causes, and how a report describes people.

pub(in crate::lint) mod animated_language;
pub(in crate::lint) mod hindsight;
pub(in crate::lint) mod human_error_as_cause;
pub(in crate::lint) mod person_in_cause;
pub(in crate::lint) mod vague_quantity;
