//! Words that several rules share; the others stand in the file of their rule.

pub(super) mod down;
pub(super) mod durations;

/// What marks a text as not yet written. The scaffold starts each of its hints with the first of these.
pub(crate) const HINTS: &[&str] = &["TODO", "tbd", "fixme", "lorem ipsum", "???", "??", "TBC", "XXX"];

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
