//! `postmortem actions`.

mod command;
mod tickets;
