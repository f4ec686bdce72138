//! Estimates with confidence intervals: what can honestly be said about a handful of incidents.
//!
//! Durations of incidents are few and heavy-tailed, so nothing here is a mean or assumes a distribution: medians with order
//! statistics, the Hodges–Lehmann shift, exact intervals of counts, and the Kaplan–Meier estimate where something is not over
//! yet. All intervals have at least 95 % confidence. The module knows nothing about incidents.

mod rate;
mod sample;
mod shift;
mod survival;

pub use rate::{Count, RateRatio};
pub use sample::Sample;
pub use shift::Shift;
pub use survival::{Step, Survival};

/// The probability that an interval leaves out at each of its two ends.
const TAIL: f64 = 0.025;
