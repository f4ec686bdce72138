//! `postmortem import`: reports of many teams become incident files.

mod actions;
mod fields;
mod support;
mod times;
