//! Whether a ticket is open, from the words of trackers. Jira's teams have words of their own, so that some are unknown.

/// Whether something is left to do for a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is open.
    Open,
    /// It is closed, and done as far as the tracker knows.
    Done,
    /// It is closed, but the tracker says that it was not done: a duplicate, not planned.
    NotDone,
    /// The tracker's word is unknown.
    Unknown,
}

// As `simple` writes them: letters only, in lower case.
const OPEN: &[&str] = &[
    "open",
    "opened",
    "reopened",
    "new",
    "todo",
    "inprogress",
    "started",
    "unstarted",
    "backlog",
    "triage",
    "selectedfordevelopment",
    "inreview",
    "inqa",
    "intesting",
    "blocked",
    "waiting",
    "onhold",
];
const DONE: &[&str] =
    &["closed", "done", "resolved", "complete", "completed", "fixed", "finished", "released", "deployed"];
const NOT_DONE: &[&str] = &[
    "notplanned",
    "duplicate",
    "duplicated",
    "wontdo",
    "wontfix",
    "willnotdo",
    "willnotfix",
    "cancelled",
    "canceled",
    "declined",
    "rejected",
    "abandoned",
    "dropped",
    "obsolete",
    "invalid",
    "cannotreproduce",
    "incomplete",
    "notabug",
];

impl State {
    /// From the tracker's state, the category of that state, and the reason for which it is closed. A category or a
    /// reason decides where the state is a team's own word.
    pub(super) fn new(word: &str, category: Option<&str>, reason: Option<&str>) -> Self {
        let reason = reason.map(simple).filter(|reason| !matches!(reason.as_str(), "" | "unresolved"));
        let category = category.map_or(State::Unknown, State::of);
        let known = if category == State::Unknown { State::of(word) } else { category };
        let is_not_done = State::of(word) == State::NotDone
            || reason.as_deref().is_some_and(|reason| NOT_DONE.contains(&reason));
        match known {
            State::Open => State::Open,
            State::Unknown if reason.is_none() => State::Unknown,
            State::Done | State::NotDone | State::Unknown if is_not_done => State::NotDone,
            State::Done | State::NotDone | State::Unknown => State::Done,
        }
    }

    fn of(word: &str) -> Self {
        let word = simple(word);
        let is_in = |words: &[&str]| words.contains(&word.as_str());
        match () {
            () if is_in(OPEN) => State::Open,
            () if is_in(DONE) => State::Done,
            () if is_in(NOT_DONE) => State::NotDone,
            () => State::Unknown,
        }
    }
}

fn simple(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::State;

    /// An action must not become done because its ticket was closed as a duplicate, or stay open for a team's own word.
    #[test]
    fn knows_what_trackers_call_it() {
        for (word, category, reason, expected) in [
            ("OPEN", None, None, State::Open),
            ("OPEN", None, Some("REOPENED"), State::Open),
            ("CLOSED", None, Some("COMPLETED"), State::Done),
            ("CLOSED", None, Some("NOT_PLANNED"), State::NotDone),
            ("CLOSED", None, Some(""), State::Done),
            ("opened", None, None, State::Open),
            ("In Progress", None, Some(""), State::Open),
            ("Done", Some("Done"), Some("Won't Do"), State::NotDone),
            ("Won't Fix", Some("Done"), None, State::NotDone),
            ("Parked", Some("To Do"), None, State::Open),
            ("Shipped", Some("Done"), None, State::Done),
            ("Shipped", None, Some("Fixed"), State::Done),
            ("Parked", None, Some("Unresolved"), State::Unknown),
            ("Parked", None, None, State::Unknown),
        ] {
            assert_eq!(State::new(word, category, reason), expected, "{word} {category:?} {reason:?}");
        }
    }
}
