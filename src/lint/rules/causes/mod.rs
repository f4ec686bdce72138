//! Causes, and how a report speaks of people.

pub(in crate::lint) mod blame;
pub(in crate::lint) mod hindsight;
pub(in crate::lint) mod people;
pub(in crate::lint) mod quantity;
pub(in crate::lint) mod tone;
