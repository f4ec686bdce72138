//! Figures in words: durations no more precise than they are known, changes with their intervals.

use crate::statistics::{RateRatio, Shift};

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;
const DAY: f64 = 86_400.0;

/// What is said where the data do not show a change.
const UNKNOWN: &str = "no difference can be told";

/// A number and its unit, with two or three digits that count: `55 min`, `2.4 h`, `12 d`.
fn parts(seconds: f64) -> (String, &'static str) {
    let number = |amount: f64| {
        if amount < 9.95 && (amount - amount.round()).abs() >= 0.05 {
            format!("{amount:.1}")
        } else {
            format!("{amount:.0}")
        }
    };
    match seconds {
        ..MINUTE => ("< 1".to_owned(), "min"),
        ..5940.0 => (format!("{:.0}", seconds / MINUTE), "min"),
        ..172_800.0 => (number(seconds / HOUR), "h"),
        _ => (number(seconds / DAY), "d"),
    }
}

/// A duration: `55 min`, `2.4 h`.
pub(super) fn short(seconds: f64) -> String {
    let (number, unit) = parts(seconds);
    format!("{number} {unit}")
}

/// A duration in whole seconds.
#[expect(clippy::cast_precision_loss)]
pub(super) fn whole(seconds: i64) -> String {
    short(seconds as f64)
}

/// Two durations: `3–25 min`, `25 min–2.4 h`.
pub(super) fn range(low: f64, high: f64) -> String {
    let ((from, unit), (to, other)) = (parts(low), parts(high));
    if from == to && unit == other {
        return format!("{from} {unit}");
    }
    if unit == other && !from.starts_with('<') {
        format!("{from}–{to} {unit}")
    } else {
        format!("{from} {unit}–{to} {other}")
    }
}

/// A share in whole per cent.
#[expect(clippy::cast_precision_loss)]
pub(super) fn share(part: usize, whole: usize) -> String {
    if whole == 0 { String::new() } else { percent(part as f64 / whole as f64) }
}

/// A share between 0 and 1 in whole per cent.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// How much longer or shorter something takes.
#[expect(clippy::cast_precision_loss)]
pub(super) fn shift(shift: &Shift) -> String {
    if !shift.is_certain() {
        let side = |seconds: i64| match seconds {
            0 => "no change".to_owned(),
            ..0 => format!("{} shorter", whole(-seconds)),
            1.. => format!("{} longer", whole(seconds)),
        };
        return format!("{UNKNOWN} (between {} and {})", side(shift.low), side(shift.high));
    }
    let (word, low, high) =
        if shift.high < 0 { ("shorter", -shift.high, -shift.low) } else { ("longer", shift.low, shift.high) };
    let about = parts(shift.estimate.abs());
    let (low, high) = (parts(low as f64), parts(high as f64));
    let is_one_unit = about.1 == low.1 && low.1 == high.1;
    let bound =
        |(number, unit): (String, &str)| if is_one_unit { number } else { format!("{number} {unit}") };
    format!("{word} by about {} {} (between {} and {})", about.0, about.1, bound(low), bound(high))
}

/// How much more or less often something happens.
pub(super) fn rate(rate: &RateRatio) -> String {
    let times = |ratio: f64| match ratio {
        ..10.0 => format!("{ratio:.1}"),
        ..1000.0 => format!("{ratio:.0}"),
        _ => "any number of".to_owned(),
    };
    let between = format!("between {} and {}", times(rate.low), times(rate.high));
    match rate {
        _ if !rate.is_certain() => format!("{UNKNOWN} ({between} times as often)"),
        rate if rate.estimate.is_infinite() => {
            format!("more often: none before (at least {} times as often)", times(rate.low))
        }
        rate if rate.low > 1.0 => format!("more often: about {} times ({between})", times(rate.estimate)),
        rate => format!("less often: about {} times ({between})", times(rate.estimate)),
    }
}

/// The names of days from a number of them.
pub(super) fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a director reads: a unit that is wrong by one place makes a wrong decision.
    #[test]
    fn durations_read_as_people_say_them() {
        for (seconds, text) in [
            (0.0, "< 1 min"),
            (90.0 * 60.0, "90 min"),
            (99.0 * 60.0, "1.6 h"),
            (2.0 * HOUR, "2 h"),
            (2.44 * HOUR, "2.4 h"),
            (9.96 * HOUR, "10 h"),
            (47.0 * HOUR, "47 h"),
            (117.0 * HOUR, "4.9 d"),
        ] {
            assert_eq!(short(seconds), text);
        }
        assert_eq!(range(180.0, 1500.0), "3–25 min");
        assert_eq!(range(1500.0, 8640.0), "25 min–2.4 h");
        assert_eq!(range(0.0, 120.0), "< 1 min–2 min");
    }

    #[test]
    fn changes_are_sentences() {
        let sentence = |estimate, low, high| shift(&Shift { estimate, low, high });
        assert_eq!(sentence(-720.0, -1500, -180), "shorter by about 12 min (between 3 and 25)");
        assert_eq!(sentence(7200.0, 1800, 10_800), "longer by about 2 h (between 30 min and 3 h)");
        assert_eq!(
            sentence(60.0, -300, 1200),
            "no difference can be told (between 5 min shorter and 20 min longer)"
        );
        let often = |estimate, low, high| rate(&RateRatio { estimate, low, high });
        assert_eq!(often(2.0, 1.2, 3.4), "more often: about 2.0 times (between 1.2 and 3.4)");
        assert_eq!(often(0.4, 0.2, 0.8), "less often: about 0.4 times (between 0.2 and 0.8)");
        assert_eq!(often(1.1, 0.7, 1.8), "no difference can be told (between 0.7 and 1.8 times as often)");
        let none_before = often(f64::INFINITY, 1.7, f64::INFINITY);
        assert_eq!(none_before, "more often: none before (at least 1.7 times as often)");
    }
}
