//! How long something takes if some of it is not over yet.

/// The Kaplan–Meier estimate of how much is still open after a time (Kaplan and Meier 1958): what is not over yet counts for
/// as long as it is known to have been open, so that slow work is not mistaken for fast by looking only at what is done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Survival {
    /// The times at which something ends or is last seen open, in ascending order.
    pub steps: Vec<Step>,
}

/// What happens at a time, and what is open after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The time, in the unit of the observations.
    pub at: i64,
    /// How many were open just before it.
    pub at_risk: usize,
    /// How many end at it.
    pub ended: usize,
    /// How many are last seen open at it.
    pub censored: usize,
    /// The estimated share that is open after it.
    pub open: f64,
}

impl Survival {
    /// The estimate from observations: how long each lasted, and whether it ended then or was last seen open.
    #[expect(clippy::cast_precision_loss)]
    pub fn of(observations: impl IntoIterator<Item = (i64, bool)>) -> Survival {
        let mut observations: Vec<_> = observations.into_iter().collect();
        observations.sort_unstable();
        let (mut at_risk, mut open) = (observations.len(), 1.0);
        let mut steps = Vec::new();
        for same in observations.chunk_by(|a, b| a.0 == b.0) {
            let ended = same.iter().filter(|(_, ended)| *ended).count();
            open *= 1.0 - ended as f64 / at_risk as f64;
            steps.push(Step { at: same[0].0, at_risk, ended, censored: same.len() - ended, open });
            at_risk -= same.len();
        }
        Survival { steps }
    }

    /// The first time after which at most that share is open; nothing if so few have never been seen.
    pub fn time_until(&self, share: f64) -> Option<i64> {
        // A product of fractions may miss the share that it equals by a rounding error.
        self.steps.iter().find(|step| step.open <= share + 1e-12).map(|step| step.at)
    }

    /// The share that is open after a time; nothing where none was observed for so long.
    pub fn open_after(&self, time: i64) -> Option<f64> {
        let last = self.steps.last()?;
        if time > last.at && last.open > 0.0 {
            return None;
        }
        Some(self.steps.iter().take_while(|step| step.at <= time).last().map_or(1.0, |step| step.open))
    }
}
