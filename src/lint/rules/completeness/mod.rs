//! What a report must hold.

pub(in crate::lint) mod severity;
