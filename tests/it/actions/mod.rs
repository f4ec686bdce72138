//! `postmortem actions`.

mod command;
