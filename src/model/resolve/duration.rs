//! The length of time between two moments.

use std::fmt;

/// Seconds between two moments; approximate if one of them is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    /// Whole seconds, never negative.
    pub seconds: i64,
    /// Whether an end is approximate.
    pub approximate: bool,
}

/// `2 h 30 min`, `5 h 14 min 24 s`, `1 d 4 h`, `~5 h`; zero is `< 1 min`, because times are usually written to the
/// minute.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.seconds == 0 {
            return f.write_str("< 1 min");
        }
        if self.approximate {
            f.write_str("~")?;
        }
        let (days, hours) = (self.seconds / 86_400, self.seconds / 3600 % 24);
        let (minutes, seconds) = (self.seconds / 60 % 60, self.seconds % 60);
        let mut blank = "";
        for (amount, unit) in [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")] {
            if amount > 0 {
                write!(f, "{blank}{amount} {unit}")?;
                blank = " ";
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    /// People quote durations: units, spaces and tilde are part of the format.
    #[test]
    fn prints_units_that_count() {
        let text = |seconds, approximate| Duration { seconds, approximate }.to_string();
        assert_eq!(text(9000, false), "2 h 30 min");
        assert_eq!(text(18_864, false), "5 h 14 min 24 s");
        assert_eq!(text(18_000, true), "~5 h");
        assert_eq!(text(0, false), "< 1 min");
        assert_eq!(text(0, true), "< 1 min");
        assert_eq!(text(86_400 + 4 * 3600, false), "1 d 4 h");
    }
}
