//! Publication: when, in which shape, and what must not get out.

pub(in crate::lint) mod dated;
pub(in crate::lint) mod exposure;
pub(in crate::lint) mod late;
pub(in crate::lint) mod links;
pub(in crate::lint) mod markdown;
mod personal;
pub(in crate::lint) mod repeated;
pub(in crate::lint) mod secrets;
mod url;
