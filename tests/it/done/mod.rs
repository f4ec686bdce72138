//! `postmortem done`.

mod command;
