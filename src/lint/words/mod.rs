//! Word lists of the rules that read prose: data, not code. A phrase with a capital letter is found as it is written,
//! others in any case; `!` before a phrase says that it is meant well.

mod actions;
pub(super) mod down;
pub(super) mod durations;
mod language;

pub(super) use actions::{BEFORE_BETTER, NOT_ACTIONS, PEOPLE_TO_CHANGE, VAGUE, VAGUE_ENDS, WISHES};
pub(super) use language::{
    ANIMATED, BETWEEN, BLAME, BLAME_IN_STORY, GROUPS, HINDSIGHT, PARTICIPLES, PEOPLE, VAGUE_QUANTITIES,
};

/// What marks a text as not yet written. The scaffold starts each of its hints with the first of these.
pub const HINTS: &[&str] = &["TODO", "tbd", "fixme", "lorem ipsum", "???", "??", "TBC", "XXX"];

/// Months, in full and in short; with their capital, for `may` is a verb.
pub(super) const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
];

/// Days that depend on the day of the reader. `this week` is left out: nearly every text has a `this`, and would have to
/// be read for it. `this morning` and `two days ago` are found by their last word.
pub(super) const RELATIVE_DATES: &[&str] = &[
    "yesterday",
    "yesterday's",
    "today",
    "earlier today",
    "morning",
    "ago",
    "tomorrow",
    "tonight",
    "last night",
    "last week",
    "last month",
    "last quarter",
    "last year",
    "last Monday",
    "last Tuesday",
    "last Wednesday",
    "last Thursday",
    "last Friday",
    "last Saturday",
    "last Sunday",
    "next week",
    "next month",
    "next quarter",
    "next year",
];

/// Abbreviations of zones that tell winter from summer.
pub(super) use crate::model::SEASONAL as ZONE_NAMES;
