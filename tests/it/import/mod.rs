//! `postmortem import`: reports of many teams become incident files.

mod support;
mod times;
