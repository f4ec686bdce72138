//! Whether the words next to `for 2 hours` say that users were not served for that long.

use super::claims::Place;
use crate::lint::words::down::{
    BREAKS, DENIED, DOWN, ERRORS, GOT, OTHERWISE, STAFF, SUBJECTS, UNABLE, WORKED,
};
use crate::lint::words::durations::PARTS;
use std::ops::Range;

/// The maximum number of words between a duration and the word that says so.
const BESIDE: usize = 9;

/// Whether a sentence says that the service was down for a duration.
pub(super) fn is_down(place: &Place) -> bool {
    let Place { text, before, after, .. } = *place;
    let Range { start, end } = place.sentence;
    let own = before..after;
    let is_time_to_detect = place.is(after, &["unnoticed", "undetected"]);
    if is_time_to_detect
        || place.sentence.clone().any(|index| !own.contains(&index) && place.is(index, OTHERWISE))
    {
        return false;
    }
    let lead = before - usize::from(place.is_for && before > start && place.is(before - 1, &["for"]));
    // What follows the duration is about it only if the sentence begins with it.
    if place.is_for && lead == start {
        let found = (after..end.min(after + BESIDE)).find(|index| says_down(place, *index));
        return found.is_some_and(|found| is_of_users(place, after..found, found));
    }
    // `was down 2 hours` needs no `for`.
    let is_beside = lead > start && place.is(lead - 1, &["down", "offline", "unavailable"]);
    if !place.is_for && !is_beside {
        return false;
    }
    let found = (start.max(lead.saturating_sub(BESIDE))..lead).rev().find(|index| says_down(place, *index));
    found.is_some_and(|found| {
        let is_other = (found + 1..lead).any(|index| begins_other(place, index));
        let is_list = text.gap(lead).contains([',', ':']);
        !is_other && !is_list && is_of_users(place, place.clause(found)..found, found)
    })
}

/// Whether a word says that something did not work.
fn says_down(place: &Place, index: usize) -> bool {
    let works = || (index + 1..(index + 4).min(place.sentence.end)).any(|next| place.is(next, WORKED));
    let back = |words: usize, list: &[&str]| index.checked_sub(words).is_some_and(|at| place.is(at, list));
    let is_denied =
        || place.is(index, DENIED) || place.text.word(index).to_ascii_lowercase().ends_with("n't");
    let got = || (1..4).any(|words| back(words, GOT)) && !back(2, &["we", "i"]);
    place.is(index, DOWN)
        || place.is(index, UNABLE)
        || (is_denied() && works())
        || (place.is(index, &["nobody"]) && place.is(index + 1, &["could"]) && works())
        || (place.is(index, &["out"]) && back(1, &["was", "were", "be", "been"]))
        || (place.is(index, ERRORS) && got())
}

/// Whether another clause begins at a word, or continues with another verb.
fn begins_other(place: &Place, index: usize) -> bool {
    let is_after_and = index > 0 && place.is(index - 1, &["and"]);
    place.text.gap(index).contains([',', ':', '(', '–', '—'])
        || place.is(index, BREAKS)
        || (is_after_and && place.is(index, SUBJECTS))
}

/// Whether what was down is what users use, and was down at the time: not a part, a tool of the team, or a rule.
fn is_of_users(place: &Place, subject: Range<usize>, found: usize) -> bool {
    let back = |words: usize, list: &[&str]| found.checked_sub(words).is_some_and(|at| place.is(at, list));
    let is_present = back(1, &["is", "are", "be"]) || back(1, &["goes", "go", "kept"]);
    let is_earlier = (back(1, &["been"]) && (back(2, &["had", "has", "have"])))
        || back(2, &["after"])
        || back(1, &["after"]);
    let is_of_staff = place.has(subject.clone(), STAFF)
        || (!place.is(found, DOWN)
            && place.has(subject.clone(), &["we", "i"])
            && !place.is(found + 1, &["serve", "accept"]));
    !is_present && !is_earlier && !is_of_staff && !place.has(subject, PARTS)
}
