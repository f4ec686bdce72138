//! Whether something happens more often than before.

use super::TAIL;
use statrs::distribution::{Beta, ContinuousCDF};

/// How often something happened, and in what time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// How often.
    pub events: u64,
    /// How long, in days.
    pub days: f64,
}

/// How many times as often something happens as before, with the exact interval for two Poisson counts: given their sum, one of
/// them is binomial, whose interval is that of Clopper and Pearson (Przyborowski and Wilenski 1940; R's `poisson.test`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// The ratio of the two rates; infinite if it did not happen before.
    pub estimate: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval; infinite if it did not happen before.
    pub high: f64,
}

impl RateRatio {
    /// The rate of `after` divided by that of `before`; nothing if neither has an event, or one has no time.
    pub fn between(before: Count, after: Count) -> Option<RateRatio> {
        if before.events + after.events == 0 || before.days <= 0.0 || after.days <= 0.0 {
            return None;
        }
        let ratio = |share: f64| share / (1.0 - share) * before.days / after.days;
        let (low, high) = share_interval(after.events, before.events)?;
        Some(RateRatio {
            estimate: ratio(as_float(after.events) / as_float(after.events + before.events)),
            low: ratio(low),
            high: ratio(high),
        })
    }

    /// Whether the interval excludes equal rates.
    pub fn is_certain(&self) -> bool {
        self.low > 1.0 || self.high < 1.0
    }
}

#[expect(clippy::cast_precision_loss)]
fn as_float(number: u64) -> f64 {
    number as f64
}

/// The interval of Clopper and Pearson for the share of the first kind.
fn share_interval(first: u64, second: u64) -> Option<(f64, f64)> {
    let (first, second) = (as_float(first), as_float(second));
    let quantile = |a: f64, b: f64, share: f64| Some(Beta::new(a, b).ok()?.inverse_cdf(share));
    let low = if first == 0.0 { 0.0 } else { quantile(first, second + 1.0, TAIL)? };
    let high = if second == 0.0 { 1.0 } else { quantile(first + 1.0, second, 1.0 - TAIL)? };
    Some((low, high))
}
