//! `postmortem import`: old reports as incident files.

mod actions;
mod command;
mod corpus;
mod hostile;
mod layouts;
mod rendered;
mod score;
mod words;
