//! `postmortem list`.

mod command;
mod filter;
mod public;
