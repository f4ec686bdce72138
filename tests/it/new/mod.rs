//! `postmortem new`.

mod command;
#[cfg(unix)]
mod questions;
