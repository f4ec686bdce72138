//! Estimates: each agrees with SciPy's, and says no more than the data can.

use postmortem::statistics::{Count, RateRatio, Sample, Shift, Survival};
use serde_json::Value;

/// A table of `tests/data/statistics.json`, which `statistics.py` beside it makes.
fn table(name: &str) -> Vec<Value> {
    let text = include_str!("../data/statistics.json");
    let mut tables: Value = serde_json::from_str(text).expect("JSON");
    serde_json::from_value(tables[name].take()).expect("a table")
}

fn sample(values: &Value) -> Sample {
    values.as_array().expect("values").iter().filter_map(Value::as_i64).collect()
}

fn pair(interval: &Value) -> Option<(i64, i64)> {
    Some((interval[0].as_i64()?, interval[1].as_i64()?))
}

/// Whether a number is SciPy's, which writes an infinite one as `null`.
fn is_near(number: f64, expected: &Value) -> bool {
    match expected.as_f64() {
        Some(expected) => (number - expected).abs() <= 1e-8 * expected.abs().max(1.0),
        None => number.is_infinite(),
    }
}

#[test]
fn samples_agree_with_scipy() {
    for row in table("samples") {
        let sample = sample(&row["values"]);
        for (share, expected) in
            [0.25, 0.5, 0.75].into_iter().zip(row["quartiles"].as_array().expect("three"))
        {
            assert!(is_near(sample.quantile(share).expect("a value"), expected), "{share} of {row}");
        }
        assert!(is_near(sample.quantile(0.9).expect("a value"), &row["ninetieth"]), "{row}");
        assert_eq!(sample.median_interval(), pair(&row["interval"]), "{row}");
    }
    let empty = Sample::default();
    assert_eq!((empty.median(), empty.median_interval(), empty.max()), (None, None, None));
}

#[test]
fn shifts_agree_with_scipy() {
    for row in table("shifts") {
        let shift = Shift::between(&sample(&row["before"]), &sample(&row["after"]));
        assert_eq!(shift.map(|shift| (shift.low, shift.high)), pair(&row["interval"]), "{row}");
        if let Some(shift) = shift {
            assert!(is_near(shift.estimate, &row["estimate"]), "{} is not that of {row}", shift.estimate);
        }
    }
    assert_eq!(Shift::between(&Sample::default(), &(1..100).collect::<Sample>()), None);
}

#[test]
fn ratios_agree_with_scipy() {
    let count = |row: &Value| Count {
        events: row[0].as_u64().expect("events"),
        days: row[1].as_f64().expect("days"),
    };
    for row in table("ratios") {
        let ratio = RateRatio::between(count(&row["before"]), count(&row["after"])).expect("an event");
        assert!(is_near(ratio.estimate, &row["estimate"]), "{ratio:?} is not that of {row}");
        assert!(is_near(ratio.low, &row["interval"][0]), "{ratio:?} is not that of {row}");
        assert!(is_near(ratio.high, &row["interval"][1]), "{ratio:?} is not that of {row}");
    }
    let none = Count { events: 0, days: 365.0 };
    assert_eq!(RateRatio::between(none, none), None);
    assert_eq!(RateRatio::between(none, Count { events: 1, days: 0.0 }), None);
}

#[test]
fn survivals_agree_with_scipy() {
    for row in table("survivals") {
        let observations = row["observations"].as_array().expect("observations").iter();
        let pair = |row: &Value| (row[0].as_i64().expect("a time"), row[1].as_bool().expect("ended or not"));
        let survival = Survival::of(observations.map(pair));
        // SciPy lists only times at which something ends.
        let ends: Vec<_> = survival.steps.iter().filter(|step| step.ended > 0).collect();
        let times: Vec<i64> = serde_json::from_value(row["at"].clone()).expect("times");
        for (at, open) in times.iter().zip(row["open"].as_array().expect("shares")) {
            let step = survival.steps.iter().find(|step| step.at == *at).expect("the time");
            assert!(is_near(step.open, open), "{step:?} is not that of {row}");
        }
        assert!(ends.iter().all(|step| times.contains(&step.at)), "{row}");
    }
}

/// A reader asks "when is half of it done" and "how much is open after 180 days": both follow from the steps, and neither is
/// said beyond what was observed.
#[test]
fn survival_answers_only_what_was_observed() {
    let survival = Survival::of([(10, true), (20, true), (30, false), (40, true)]);
    assert_eq!(survival.time_until(0.5), Some(20));
    assert_eq!(survival.time_until(0.0), Some(40));
    assert_eq!((survival.open_after(5), survival.open_after(35)), (Some(1.0), Some(0.5)));
    assert_eq!(survival.open_after(400), Some(0.0), "all that was left is done");
    let open = Survival::of([(10, true), (30, false), (40, false)]);
    assert_eq!((open.time_until(0.5), open.open_after(400)), (None, None));
    assert_eq!(Survival::of([]).open_after(0), None);
}

/// Durations as those of incidents are, in seconds: the logarithm is normal, by Box and Muller from a fixed series.
struct Durations(u64);

impl Durations {
    #[expect(clippy::cast_precision_loss)]
    fn uniform(&mut self) -> f64 {
        // Splitmix64 (Steele, Lea and Flood 2014).
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    #[expect(clippy::cast_possible_truncation)]
    fn year(&mut self, count: usize, median: f64) -> Sample {
        let mut next = || {
            let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
            let normal = radius * (std::f64::consts::TAU * self.uniform()).cos();
            60 * ((median * normal.exp()) / 60.0).round() as i64
        };
        (0..count).map(|_| next()).collect()
    }
}

/// "MTTR fell by a third" is what noise says of two equal years. Of 10,000 pairs, at most one in twenty may be called different.
#[test]
fn equal_years_are_seldom_called_different() {
    let mut durations = Durations(1);
    let noticed = (0..10_000).filter(|pair| {
        let (before, after) = (durations.year(8 + pair % 9, 3600.0), durations.year(8 + pair % 7, 3600.0));
        Shift::between(&before, &after).is_some_and(|shift| shift.is_certain())
    });
    let noticed = noticed.count();
    assert!(noticed <= 500, "{noticed} of 10,000");
}

/// An improvement to half must not go unnoticed in most years with thirty incidents.
#[test]
fn half_the_median_is_noticed_in_most_years() {
    let mut durations = Durations(2);
    let noticed = (0..200).filter(|_| {
        let (before, after) = (durations.year(30, 3600.0), durations.year(30, 1800.0));
        Shift::between(&before, &after).is_some_and(|shift| shift.high < 0)
    });
    let noticed = noticed.count();
    assert!(noticed >= 120, "{noticed} of 200");
}
