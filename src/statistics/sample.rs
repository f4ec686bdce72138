//! A sample and its order statistics: median with an exact interval, quantiles.

use super::TAIL;
use statrs::distribution::{Binomial, DiscreteCDF};

/// Numbers of one kind, sorted; durations are in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample(Vec<i64>);

impl Sample {
    /// The numbers in ascending order.
    pub fn values(&self) -> &[i64] {
        &self.0
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The median; of an even count the middle of the two in the middle.
    pub fn median(&self) -> Option<f64> {
        self.quantile(0.5)
    }

    /// The quantile of a share between 0 and 1, interpolated between its neighbours (Hyndman and Fan 1996, definition 7, which
    /// R and NumPy use by default).
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let last = self.0.len().checked_sub(1)?;
        let place = share.clamp(0.0, 1.0) * last as f64;
        let below = place.floor() as usize;
        let (low, high) = (self.0[below], self.0[(below + 1).min(last)]);
        Some(low as f64 + (high - low) as f64 * place.fract())
    }

    /// An interval that covers the median of whatever the sample was drawn from with at least 95 % confidence, whichever
    /// distribution that is: two order statistics, by the binomial distribution (Conover, *Practical Nonparametric Statistics*,
    /// section 3.2). With fewer than six numbers there is none.
    #[expect(clippy::cast_possible_truncation)]
    pub fn median_interval(&self) -> Option<(i64, i64)> {
        let count = self.0.len();
        let halves = Binomial::new(0.5, count as u64).ok()?;
        // The lowest rank below which the median lies with more than 2.5 % probability.
        let rank = halves.inverse_cdf(TAIL) as usize;
        (rank > 0).then(|| (self.0[rank - 1], self.0[count - rank]))
    }

    /// The largest number.
    pub fn max(&self) -> Option<i64> {
        self.0.last().copied()
    }
}

impl FromIterator<i64> for Sample {
    fn from_iter<T: IntoIterator<Item = i64>>(values: T) -> Self {
        let mut values: Vec<i64> = values.into_iter().collect();
        values.sort_unstable();
        Sample(values)
    }
}
