//! What a report must hold.

pub(in crate::lint) mod impact;
pub(in crate::lint) mod names;
pub(in crate::lint) mod placeholders;
pub(in crate::lint) mod sections;
pub(in crate::lint) mod times;
