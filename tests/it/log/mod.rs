//! `postmortem log`.

mod arguments;
mod command;
#[cfg(unix)]
mod safety;
