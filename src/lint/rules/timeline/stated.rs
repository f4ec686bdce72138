//! Durations in prose that the times do not give.

use super::durations::{Stated, is_number, stated};
use crate::lint::prose::{Kind, Text};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::{Duration, Moment, Occurrence};
use std::borrow::Cow;
use std::cell::OnceCell;

rule!(
    DURATION_CONTRADICTS_PROSE = "duration-contradicts-prose",
    Timeline,
    Off Warning Warning,
    contradicts,
    requires: &["timeline"],
);

/// How far a stated duration may be off, in parts of the derived one; further when a time is approximate.
const ROUNDING: f64 = 0.1;
const ROUGHLY: f64 = 0.25;

const ABOUT: &[&str] = &[
    "about",
    "around",
    "approximately",
    "approx",
    "roughly",
    "nearly",
    "almost",
    "exactly",
    "circa",
    "only",
    "just",
];
/// Words behind which a duration is a bound, a range, or a part.
const BOUND: &[&str] = &[
    "to",
    "or",
    "and",
    "between",
    "from",
    "than",
    "least",
    "most",
    "over",
    "under",
    "within",
    "every",
    "last",
    "past",
    "next",
    "per",
    "each",
    "another",
    "further",
    "additional",
    "first",
    "after",
    "before",
    "until",
    "within",
];
/// Words before which a duration says when, not how long.
const POINT: &[&str] = &["later", "earlier", "ago", "before", "after", "into", "prior", "old", "each", "per"];
/// What lasts: the whole of an incident.
const WHOLE: &[&str] =
    &["outage", "downtime", "duration", "disruption", "interruption", "incident", "unavailability"];
const LASTED: &[&str] = &["lasted", "lasting", "lasts"];
/// Names of figures that are the time to an end: `MTTR: 4h`.
const FIGURES: &[&str] = &["MTTR", "TTR", "MTTD", "TTD", "MTTM", "TTM"];
/// The same in words: `Time to repair`.
const ENDS: &[&str] = &[
    "repair",
    "resolve",
    "resolution",
    "recover",
    "recovery",
    "restore",
    "restoration",
    "mitigate",
    "mitigation",
    "fix",
    "detect",
    "detection",
];
/// Words beside which `for 2 hours` is about the whole, and how many words may be between.
const DOWN: &[&str] = &[
    "down",
    "offline",
    "unavailable",
    "unreachable",
    "inaccessible",
    "outage",
    "interrupted",
    "disrupted",
    "unresponsive",
    "unusable",
    "broken",
    "failing",
    "failed",
    "unable",
    "cannot",
    "couldn't",
    "not",
    "no",
    "degraded",
    "out",
];
const DOWN_BESIDE: usize = 8;
/// After these of [`DOWN`], only these say that something did not work.
const DENIED: &[&str] = &["not", "no"];
const WORKED: &[&str] = &[
    "available",
    "reachable",
    "accessible",
    "working",
    "work",
    "load",
    "log",
    "respond",
    "responding",
    "access",
    "use",
    "check",
    "pay",
    "reach",
    "connect",
    "open",
    "order",
    "orders",
    "payments",
    "service",
    "traffic",
    "place",
    "send",
    "receive",
    "sign",
];
/// Words that make a sentence one about a part, about what could be, or about a rule.
const OTHERWISE: &[&str] = &[
    "one",
    "some",
    "each",
    "single",
    "few",
    "several",
    "another",
    "replica",
    "replicas",
    "would",
    "might",
    "may",
    "if",
    "when",
    "whenever",
    "unless",
    "alert",
    "alerts",
    "alerted",
    "threshold",
    "retries",
    "retry",
    "already",
    "longer",
    "once",
    "two",
    "three",
    "half",
    "first",
    "second",
    "any",
    "individual",
    "never",
];

fn contradicts(file: &RuleContext, findings: &mut Findings) {
    let Some(impact) = file.resolved.impact else { return };
    let known = OnceCell::new();
    for text in file.texts(&[Kind::Summary, Kind::Impact]) {
        let mut index = 0;
        while index < text.len() {
            let Some(found) = stated(text, index) else {
                index += 1;
                continue;
            };
            index = found.words.end;
            if is_about_the_whole(text, &found)
                && !known.get_or_init(|| all(file)).iter().any(|known| is_near(found.seconds, *known))
            {
                let message =
                    format!("`{}` is stated, but the times give {impact}", text.slice(found.words.clone()));
                let help = "correct the text or the times, or leave the figure out: the report prints it";
                findings.push(|new| new.at(file.words(text, found.words), message).help(help));
            }
        }
    }
}

/// Every duration that the file gives: whoever states one of these may mean it.
fn all(file: &RuleContext) -> Vec<Duration> {
    let mut known: Vec<_> = file.resolved.impact.into_iter().collect();
    for occurrence in &file.resolved.occurrences {
        known.extend(occurrence.impact);
        known.extend(occurrence.metrics.iter().map(|metric| metric.duration));
        known
            .extend(occurrence.periods.iter().filter_map(|period| period.start.duration_until(&period.end?)));
        known.extend(between_milestones(occurrence));
    }
    known
}

fn between_milestones(occurrence: &Occurrence) -> Vec<Duration> {
    let moments: Vec<Moment> = occurrence.milestones.values().filter_map(|mark| mark.moment).collect();
    moments.iter().flat_map(|a| moments.iter().filter_map(|b| a.duration_until(b))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "seconds of an incident are far below the limit")]
fn is_near(stated: f64, derived: Duration) -> bool {
    let tolerance = if derived.approximate { ROUGHLY } else { ROUNDING };
    let derived = derived.seconds as f64;
    (stated - derived).abs() <= derived * tolerance
}

fn one_of(list: &[&str], word: &str) -> bool {
    let plain = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.replace('’', "'")) };
    list.iter().any(|known| known.eq_ignore_ascii_case(&plain))
}

fn is_about_the_whole(text: Text, found: &Stated) -> bool {
    let Stated { words, .. } = found;
    let mut before = words.start;
    while before > 0 && one_of(ABOUT, text.word(before - 1)) {
        before -= 1;
    }
    let word_before = before.checked_sub(1).map_or("", |index| text.word(index));
    let after = |ahead: usize| text.word(words.end + ahead);
    let is_for = word_before.eq_ignore_ascii_case("for");
    // `90 minutes after the push` is a moment, `for 90 minutes after the push` a duration.
    let is_point = one_of(POINT, after(0)) && !(is_for && after(0).eq_ignore_ascii_case("after"));
    let is_bound = one_of(BOUND, word_before)
        || text.gap(words.start).contains(['<', '>', '≤', '≥'])
        || (is_number(word_before) && !text.gap(before).contains(' '))
        || is_point
        || (one_of(&["to", "or", "and"], after(0)) && is_number(after(1)));
    if is_bound {
        return false;
    }
    let noun = || before.checked_sub(2).map_or("", |index| text.word(index));
    let is_measured = one_of(WHOLE, word_before)
        || (one_of(&["of", "was", "is"], word_before) && one_of(WHOLE, noun()))
        || one_of(LASTED, word_before)
        || is_figure(text, before);
    let is_measure = one_of(WHOLE, after(0)) || (after(0) == "of" && one_of(WHOLE, after(1)));
    is_measured || is_measure || (is_for && (before == 1 || is_down(text, before, words.end)))
}

/// Whether a figure's name ends before a word: `MTTR:`, `Time to repair was`.
fn is_figure(text: Text, before: usize) -> bool {
    let is_verb = before > 0 && one_of(&["was", "is", "of"], text.word(before - 1));
    let end = before - usize::from(is_verb);
    let word = |back: usize| end.checked_sub(back).map_or("", |index| text.word(index));
    let is_tied = is_verb || text.gap(before).contains([':', '=', '|', '–', '—']);
    let is_named = FIGURES.contains(&word(1))
        || (one_of(ENDS, word(1)) && one_of(&["to"], word(2)) && one_of(&["time"], word(3)));
    is_tied && is_named
}

/// Whether something beside a duration, in its sentence, says that the service was down for so long.
fn is_down(text: Text, before: usize, after: usize) -> bool {
    let sentence = text.sentence(before);
    let beside =
        sentence.start.max(before.saturating_sub(DOWN_BESIDE))..sentence.end.min(after + DOWN_BESIDE);
    // What follows is told of the duration only where the sentence begins with it.
    let end = if before <= sentence.start + 1 { beside.end } else { before };
    let is_own = before..after;
    let mut others = sentence.clone().filter(|index| !is_own.contains(index));
    let is_otherwise = others.any(|index| one_of(OTHERWISE, text.word(index)));
    let says_down = |index: usize| {
        let word = text.word(index);
        let works = || (index + 1..(index + 4).min(sentence.end)).any(|next| one_of(WORKED, text.word(next)));
        one_of(DOWN, word) && (!one_of(DENIED, word) || works())
    };
    !is_otherwise && (beside.start..end).any(says_down)
}
