//! `postmortem import`: reports of many teams become incident files.

mod fields;
mod support;
mod times;
