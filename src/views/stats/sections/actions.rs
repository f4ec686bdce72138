//! What became of the actions, and how long that takes.

use super::{Part, column};
use crate::model::Priority;
use crate::views::stats::words::{days, percent, share};
use crate::views::stats::{Actions, LeftOut, Stats};
use crate::views::table::{Cell, Fit, Table};
use crate::wording::{counted, list};

/// After how many days it is said how many actions are still open: the longest of which something is known.
const LATE: [i64; 3] = [180, 90, 30];

pub(super) fn follow_through(stats: &Stats) -> Vec<Part> {
    let follow = &stats.actions;
    if follow.all.total == 0 {
        return vec![Part::line("The incidents have no actions.")];
    }
    let mut rows = vec![row("all", &follow.all)];
    if follow.by_priority.len() > 1 {
        let name = |priority: &Option<Priority>| priority.map_or("no priority", Priority::name);
        rows.extend(follow.by_priority.iter().map(|(priority, actions)| row(name(priority), actions)));
    }
    let columns = [
        column("Priority", "priority", Fit::Whole),
        column("Actions", "actions", Fit::Number),
        column("Done", "done", Fit::Number),
        column("Dropped", "dropped", Fit::Number),
        column("Open", "open", Fit::Number),
        column("Overdue", "overdue", Fit::Number),
        column("Half done after", "half_done", Fit::Number),
    ];
    let mut part = Part { lines: sentences(&follow.all), ..Part::default() };
    part.table = Some(Table::new(&columns, rows));
    part.notes = notes(&follow.all);
    vec![part]
}

fn row(name: &str, actions: &Actions) -> Vec<Cell<'static>> {
    let half = actions.time_to_done.time_until(0.5).map(days).unwrap_or_default();
    let counts = [actions.total, actions.done, actions.dropped, actions.open, actions.overdue];
    let counts = counts.into_iter().map(|count| Cell::new(count.to_string()));
    [Cell::new(name.to_owned())].into_iter().chain(counts).chain([Cell::new(half)]).collect()
}

/// What a reader takes away: how long it takes, what stays open, what is late.
pub(in crate::views::stats) fn sentences(actions: &Actions) -> Vec<String> {
    let mut sentences = Vec::new();
    let survival = &actions.time_to_done;
    if actions.observed() > 0 {
        let half = match survival.time_until(0.5) {
            Some(after) => format!("Half of the actions are done after {}", days(after)),
            None => "Fewer than half of the actions are done so far".to_owned(),
        };
        let late = LATE.iter().find_map(|after| Some((after, survival.open_after(*after)?)));
        let late = late.map(|(after, open)| format!("; {} are open after {}", percent(open), days(*after)));
        sentences.push(format!("{half}{}.", late.unwrap_or_default()));
    }
    if actions.due > 0 {
        let share = share(actions.done_by_due, actions.due);
        let due = counted(actions.due, "action");
        sentences.push(format!(
            "Of {due} whose due date is past, {} ({share}) {} done by then.",
            actions.done_by_due,
            if actions.done_by_due == 1 { "was" } else { "were" }
        ));
    }
    sentences
}

fn notes(actions: &Actions) -> Vec<String> {
    let mut notes = Vec::new();
    if actions.proposed > 0 {
        notes.push(format!("{} not agreed on yet.", is_are(actions.proposed)));
    }
    let rests = format!(
        "The time to done is based on {}, from the day on which the incident started (Kaplan–Meier); open ones count for as \
         long as they have been open.",
        counted(actions.observed(), "action")
    );
    let LeftOut { done_undated, done_outside, dropped, proposed, undated } = actions.left_out;
    let reasons = [
        (done_undated, "done without a date"),
        (done_outside, "done before the incident or in the future, says the date"),
        (dropped, "dropped, for no date says when"),
        (proposed, "only proposed"),
        (undated, "of an incident without a date, or with one still to come"),
    ];
    let reasons: Vec<String> = reasons
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, reason)| format!("{count} {reason}"))
        .collect();
    let left_out = if reasons.is_empty() { String::new() } else { format!(" Left out: {}.", list(reasons)) };
    notes.push(rests + &left_out);
    notes
}

fn is_are(count: usize) -> String {
    if count == 1 { "1 action is".to_owned() } else { format!("{count} actions are") }
}
