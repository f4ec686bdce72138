//! `postmortem import`: old reports as incident files.

mod actions;
mod command;
mod corpus;
mod forms_of_actions;
mod forms_of_times;
mod hostile;
mod into;
mod json;
mod layouts;
mod places_of_fields;
mod reading;
mod rendered;
mod score;
mod words;
