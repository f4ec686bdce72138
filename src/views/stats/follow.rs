//! What became of the actions: how many are done, and how long that takes.

use crate::collection::Record;
use crate::model::{Action, ActionStatus, Priority};
use crate::statistics::Survival;
use crate::views::today;
use chrono::{DateTime, NaiveDate, Utc};

/// What became of the actions.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct FollowThrough {
    /// All actions.
    pub all: Actions,
    /// Those of each priority that an action has, the most urgent first; then those without one.
    pub by_priority: Vec<(Option<Priority>, Actions)>,
}

/// What became of some actions.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Actions {
    /// How many there are.
    pub total: usize,
    /// How many are not agreed on yet.
    pub proposed: usize,
    /// How many are done.
    pub done: usize,
    /// How many were dropped.
    pub dropped: usize,
    /// How many still have to be done.
    pub open: usize,
    /// How many of these should be done already.
    pub overdue: usize,
    /// How many of them should be done already, and are not dropped; those that are done without a date are not among them.
    pub due: usize,
    /// How many of these were done by their due date.
    pub done_by_due: usize,
    /// How many days it takes until they are done, from the day on which the incident started.
    pub time_to_done: Survival,
    /// Which of them the estimate leaves out.
    pub left_out: LeftOut,
}

/// How many actions the estimate of the time to done leaves out, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct LeftOut {
    /// Done, but without a date.
    pub done_undated: usize,
    /// Done before the incident started or in the future, says their date.
    pub done_outside: usize,
    /// Dropped: no date says when.
    pub dropped: usize,
    /// Not agreed on yet.
    pub proposed: usize,
    /// Of incidents without a date, or with one that is still to come.
    pub undated: usize,
}

/// The days that an action's time is counted between.
#[derive(Debug, Clone, Copy)]
struct Dates {
    /// When its incident started.
    start: Option<NaiveDate>,
    /// The current day, where the incident was.
    today: NaiveDate,
}

impl LeftOut {
    /// How many in all.
    pub fn total(&self) -> usize {
        self.done_undated + self.done_outside + self.dropped + self.proposed + self.undated
    }
}

impl FollowThrough {
    pub(super) fn new(records: &[&Record], now: DateTime<Utc>) -> Self {
        let all: Vec<(&Action, Dates)> = records
            .iter()
            .flat_map(|record| {
                let start = record.start.map(|start| start.local.date());
                let dates = Dates { start, today: today(record, now) };
                record.actions.iter().map(move |action| (action, dates))
            })
            .collect();
        let mut priorities: Vec<Option<Priority>> = all.iter().map(|(action, _)| action.priority).collect();
        priorities.sort_by_key(|priority| (priority.is_none(), *priority));
        priorities.dedup();
        let of = |priority: Option<Priority>| {
            let same = all.iter().copied().filter(|(action, _)| action.priority == priority);
            (priority, Actions::new(same))
        };
        FollowThrough {
            by_priority: priorities.into_iter().map(of).collect(),
            all: Actions::new(all.iter().copied()),
        }
    }
}

impl Actions {
    fn new<'a>(actions: impl Iterator<Item = (&'a Action, Dates)>) -> Self {
        let (mut counts, mut seen) = (Actions::default(), Vec::new());
        for (action, dates) in actions {
            counts.total += 1;
            counts.count(action, dates.today);
            seen.extend(observed(action, dates, &mut counts.left_out));
        }
        counts.time_to_done = Survival::of(seen);
        counts
    }

    fn count(&mut self, action: &Action, today: NaiveDate) {
        let is_due = action.due.is_some_and(|due| due.0 < today);
        match action.status() {
            ActionStatus::Proposed => self.proposed += 1,
            ActionStatus::Dropped => self.dropped += 1,
            ActionStatus::Done => {
                self.done += 1;
                if let (true, Some(due), Some(done)) = (is_due, action.due, action.done_on) {
                    self.due += 1;
                    self.done_by_due += usize::from(done <= due);
                }
            }
            ActionStatus::Open | ActionStatus::InProgress => {
                self.open += 1;
                self.overdue += usize::from(is_due);
                self.due += usize::from(is_due);
            }
        }
    }

    /// How many actions the estimate of the time to done is based on.
    pub fn observed(&self) -> usize {
        self.time_to_done.steps.first().map_or(0, |step| step.at_risk)
    }
}

/// How many days an action was open, and whether it was done then; else it is counted as left out.
fn observed(action: &Action, Dates { start, today }: Dates, left_out: &mut LeftOut) -> Option<(i64, bool)> {
    let reason = match (action.status(), start, action.done_on) {
        (ActionStatus::Proposed, ..) => &mut left_out.proposed,
        (ActionStatus::Dropped, ..) => &mut left_out.dropped,
        (ActionStatus::Done, _, None) => &mut left_out.done_undated,
        (ActionStatus::Done, Some(start), Some(done)) if done.0 < start || done.0 > today => {
            &mut left_out.done_outside
        }
        (ActionStatus::Done, Some(start), Some(done)) => return Some(((done.0 - start).num_days(), true)),
        (_, Some(start), _) if start <= today => return Some(((today - start).num_days(), false)),
        _ => &mut left_out.undated,
    };
    *reason += 1;
    None
}
