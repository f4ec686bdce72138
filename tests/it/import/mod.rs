//! `postmortem import`: old reports as incident files.

mod actions;
mod cli;
mod corpus;
mod hostile;
mod layouts;
mod rendered;
mod score;
mod words;
