//! Word lists of the rules that read prose: data, not code. A phrase with a capital letter is found as it is written,
//! others in any case; `!` before a phrase says that it is meant well.

mod actions;
mod language;

pub(super) use actions::{NOT_ACTIONS, PEOPLE_TO_CHANGE, VAGUE, WISHES};
pub(super) use language::{
    ANIMATED, BETWEEN, BLAME, GROUPS, HINDSIGHT, PARTICIPLES, PEOPLE, VAGUE_QUANTITIES,
};

/// What marks a text as not yet written. The scaffold starts each of its hints with the first of these.
pub const HINTS: &[&str] = &["TODO", "tbd", "fixme", "lorem ipsum", "???"];

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

/// Abbreviations of zones that tell winter from summer.
pub(super) use crate::model::SEASONAL as ZONE_NAMES;
