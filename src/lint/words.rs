//! Words that several rules share; the others are in the file of their rule.

pub(super) mod down;
pub(super) mod durations;

/// What marks a text as not yet written. Each hint of the scaffold starts with the first of these.
pub(crate) const HINTS: &[&str] = &["TODO", "tbd", "fixme", "lorem ipsum", "???", "??", "TBC", "XXX"];

/// Whether a word is in a list, in any case.
pub(super) fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Months, in full and abbreviated; capitalised, because `may` is a verb.
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
