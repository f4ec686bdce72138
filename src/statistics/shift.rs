//! By how much one sample is larger than another.

use super::{Sample, TAIL};

/// The shift from one sample to another, in their unit: the Hodges–Lehmann estimate, which is the median of all differences
/// between a value of the second and one of the first, with the interval that belongs to the rank-sum test of Wilcoxon
/// (Hollander, Wolfe and Chicken, *Nonparametric Statistical Methods*, section 4.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift {
    /// The median of the differences.
    pub estimate: f64,
    /// The lower end of the interval.
    pub low: i64,
    /// The upper end of the interval.
    pub high: i64,
}

/// The size of both samples up to which the exact distribution of the rank sum is used.
const EXACT: usize = 50;

impl Shift {
    /// The shift from `before` to `after`; `None` if they are too small for an interval.
    pub fn between(before: &Sample, after: &Sample) -> Option<Shift> {
        let pairs = before.len() as u64 * after.len() as u64;
        let rank = rank_of_low(before.len(), after.len())?;
        let difference = |rank: u64| nth_difference(before.values(), after.values(), rank);
        let (middle, next) = (difference(pairs.div_ceil(2)), difference(pairs / 2 + 1));
        Some(Shift {
            estimate: f64::midpoint(as_float(middle), as_float(next)),
            low: difference(rank),
            high: difference(pairs + 1 - rank),
        })
    }

    /// Whether the interval excludes that there is no shift.
    pub fn is_certain(&self) -> bool {
        self.low > 0 || self.high < 0
    }
}

#[expect(clippy::cast_precision_loss)]
fn as_float(number: i64) -> f64 {
    number as f64
}

/// The rank, from 1 on, of the difference at which the interval begins.
fn rank_of_low(first: usize, second: usize) -> Option<u64> {
    let rank =
        if first.max(second) <= EXACT { exact_rank(first, second) } else { normal_rank(first, second) };
    (rank > 0).then_some(rank)
}

/// The smallest value of the rank sum's statistic U whose probability, with those below it, is 2.5 % or more.
fn exact_rank(first: usize, second: usize) -> u64 {
    let ways = ways_of_rank_sums(first, second);
    let all: f64 = ways.iter().sum();
    let mut below = 0.0;
    let reached = ways.iter().position(|ways| {
        below += ways;
        below / all >= TAIL
    });
    reached.unwrap_or_default() as u64
}

/// The number of orders of two samples without ties in which U is 0, 1, 2 …: the coefficients of the Gaussian binomial, as the product
/// of `(1 - q^(second + i)) / (1 - q^i)` over the first sample.
fn ways_of_rank_sums(first: usize, second: usize) -> Vec<f64> {
    let mut ways = vec![0.0; first * second + 1];
    ways[0] = 1.0;
    for index in 1..=first {
        for at in (second + index..ways.len()).rev() {
            ways[at] -= ways[at - second - index];
        }
        for at in index..ways.len() {
            ways[at] += ways[at - index];
        }
    }
    ways
}

/// The same by the normal distribution, with the correction for continuity.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn normal_rank(first: usize, second: usize) -> u64 {
    const NORMAL_QUANTILE: f64 = 1.959_963_984_540_054;
    let (first, second) = (first as f64, second as f64);
    let (mean, variance) = (first * second / 2.0, first * second * (first + second + 1.0) / 12.0);
    (mean - NORMAL_QUANTILE * variance.sqrt() + 0.5).floor().max(0.0) as u64
}

/// The difference of a rank among all `after - before`, from 1 on. The differences are counted, not kept: thousands of
/// incidents have millions of them.
fn nth_difference(before: &[i64], after: &[i64], rank: u64) -> i64 {
    let (mut low, mut high) = (after[0] - before[before.len() - 1], after[after.len() - 1] - before[0]);
    while low < high {
        let middle = low + (high - low).div_euclid(2);
        if differences_up_to(before, after, middle) >= rank {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// How many differences are at most that one.
fn differences_up_to(before: &[i64], after: &[i64], limit: i64) -> u64 {
    let mut reach = 0;
    let counts = before.iter().map(|value| {
        while after.get(reach).is_some_and(|later| later - value <= limit) {
            reach += 1;
        }
        reach as u64
    });
    counts.sum()
}
