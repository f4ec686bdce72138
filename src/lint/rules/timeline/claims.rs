//! Which figure of the incident the words around a stated duration name, if any.

use super::down;
use super::durations::{Stated, clock, is_number};
use crate::lint::prose::Text;
use crate::lint::words::down::DOWN;
use crate::lint::words::durations::{
    ABOUT, ACKNOWLEDGE, AUXILIARIES, BOUND, CAUSES, COMPOUND, DETECT, DETERMINERS, ELSEWHERE, IDENTIFY,
    JOINS, LASTED, LASTING, MEASURES, MITIGATE, OBJECTS, OF_ALL, OF_PART, ONE_OF_SEVERAL, PAGES, PARTS,
    POINT, RESOLVE, RESPONDERS, WHOLE,
};
use crate::lint::words::is_one_of;
use crate::model::MetricName;
use std::borrow::Cow;
use std::ops::Range;

/// What a text says about a duration.
pub(super) struct Claim {
    pub(super) of: Figure,
    pub(super) bound: Bound,
    /// Whether it is written like a clock time.
    pub(super) is_clock: bool,
}

/// A figure that the times give.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Figure {
    /// How long users were hurt.
    Impact,
    /// How long it took until they no longer were, from the start or from when somebody knew.
    Resolution,
    Metric(MetricName),
}

/// Whether a duration is exact or a bound.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Bound {
    None,
    AtLeast,
    AtMost,
    MostOf,
}

/// Words after which a noun is not a subject: `the restore during the outage`.
const IN_A_PHRASE: &[&str] =
    &["after", "before", "during", "for", "in", "of", "since", "throughout", "while"];

/// Words that make a duration a bound.
const AT_LEAST: &[[&str; 2]] = &[["more", "than"], ["longer", "than"], ["at", "least"], ["upwards", "of"]];
const AT_MOST: &[[&str; 2]] = &[["less", "than"], ["fewer", "than"], ["at", "most"], ["up", "to"]];

/// A stated duration in its sentence.
pub(super) struct Place<'p> {
    pub(super) text: Text<'p>,
    pub(super) sentence: Range<usize>,
    /// The first word that qualifies it, such as `about`, and the first one after it.
    pub(super) before: usize,
    pub(super) after: usize,
    /// Whether it follows `for`: `for 2 hours`, `from 10:15 to 12:15 (2 hours)`.
    pub(super) is_for: bool,
}

/// The figure that a stated duration is meant for.
pub(super) fn claim(text: Text, found: &Stated) -> Option<Claim> {
    let Range { start, end: after } = found.words;
    let sentence = text.sentence(start);
    let (before, bound) = qualified(text, start, sentence.start);
    let (before, is_range) = after_range(text, start, before, sentence.start);
    let is_for = is_range || is(text, before.wrapping_sub(1), &["for"]);
    let place = Place { text, sentence, before, after, is_for };
    if place.is_bound(start, bound) || place.is_elsewhere() {
        return None;
    }
    let is_clock = clock(text, start).is_some();
    let of = if is_clock { place.of_clock() } else { place.figure() };
    of.map(|of| Claim { of, bound, is_clock })
}

/// Whether a word is one of some, ignoring case and genitive.
pub(super) fn is(text: Text, index: usize, list: &[&str]) -> bool {
    let word = text.word(index);
    let word = if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.replace('’', "'")) };
    let word = word.strip_suffix("'s").unwrap_or(&word);
    is_one_of(list, word)
}

/// Where the qualifier of a duration begins, and its kind.
fn qualified(text: Text, start: usize, first: usize) -> (usize, Bound) {
    let (mut at, mut bound) = (start, Bound::None);
    loop {
        let pair = |pair: &[&str; 2]| {
            at >= first + 2 && is(text, at - 2, &pair[..1]) && is(text, at - 1, &pair[1..])
        };
        let found = if AT_LEAST.iter().any(pair) {
            let is_denied = at > first + 2 && is(text, at - 3, &["no", "not"]);
            at -= 2 + usize::from(is_denied);
            Some(if is_denied { Bound::AtMost } else { Bound::AtLeast })
        } else if AT_MOST.iter().any(pair) {
            at -= 2;
            Some(Bound::AtMost)
        } else if pair(&["most", "of"]) {
            at -= 2;
            Some(Bound::MostOf)
        } else if pair(&["total", "of"]) {
            at -= 2;
            None
        } else if at > first && is(text, at - 1, &["over"]) {
            at -= 1;
            Some(Bound::AtLeast)
        } else if at > first && is(text, at - 1, &["under"]) {
            at -= 1;
            Some(Bound::AtMost)
        } else if at > first
            && (is(text, at - 1, ABOUT) || (at < start && is(text, at - 1, &["a", "an", "the"])))
        {
            at -= 1;
            None
        } else {
            return (at, bound);
        };
        bound = found.unwrap_or(bound);
    }
}

/// The word before which `10:15 to 12:45 (2 h 30 min)` begins.
fn after_range(text: Text, start: usize, before: usize, first: usize) -> (usize, bool) {
    let is_part = |at: usize| {
        clock(text, at).is_some() || is(text, at, &["from", "to", "until", "till", "and", "between", "UTC"])
    };
    if !text.gap(before).contains('(') && !text.gap(start).contains('(') {
        return (before, false);
    }
    let mut at = before;
    while at > first && is_part(at - 1) {
        at -= 1;
    }
    (at, at < before)
}

impl Place<'_> {
    pub(super) fn is(&self, index: usize, list: &[&str]) -> bool {
        is(self.text, index, list)
    }

    /// Whether one of some words is in a part of the sentence.
    pub(super) fn has(&self, mut part: Range<usize>, list: &[&str]) -> bool {
        part.any(|index| self.is(index, list))
    }

    /// Whether the word at a distance before the duration is one of some.
    fn back(&self, words: usize, list: &[&str]) -> bool {
        self.before
            .checked_sub(words)
            .is_some_and(|index| index >= self.sentence.start && self.is(index, list))
    }

    /// Whether it is a range, a moment, or a part.
    fn is_bound(&self, start: usize, bound: Bound) -> bool {
        let Place { text, before, after, .. } = *self;
        // `90 minutes after the push` is a moment, `for 90 minutes after the push` a duration.
        let is_point = self.is(after, POINT) && !(self.is_for && self.is(after, &["after"]));
        let is_end = self.ended().is_some();
        let word_before = before.checked_sub(1).map_or("", |index| text.word(index));
        (bound == Bound::None && !is_end && self.back(1, BOUND) && !text.gap(before).contains(':'))
            || text.gap(start).contains(['<', '>', '≤', '≥'])
            || (is_number(word_before) && !self.is_for && !text.gap(before).contains(' '))
            || is_point
            || (self.is(after, &["to", "or", "and"]) && is_number(text.word(after + 1)))
            || (self.is(after, &["of"]) && self.is(after + 1, OF_PART))
    }

    /// Whether the sentence is hypothetical, a plan, or about another incident.
    fn is_elsewhere(&self) -> bool {
        let text = self.text;
        let mut others = self.sentence.clone().filter(|index| !(self.before..self.after).contains(index));
        others.any(|index| {
            let next = |list: &[&str]| self.is(index + 1, list);
            self.is(index, ELSEWHERE)
                // The month has a capital.
                || text.word(index) == "may"
                || (self.is(index, &["could"]) && next(&["have"]))
                || (self.is(index, &["last", "next"]) && !next(&["only"]))
                || (self.is(index, &["week", "day", "night", "weekend"]) && next(&["before", "after"]))
                || (index == self.sentence.start && self.is(index, &["had"]))
        })
    }

    fn figure(&self) -> Option<Figure> {
        self.label()
            .or_else(|| self.measured())
            .or_else(|| self.taken())
            .or_else(|| self.ended())
            .or_else(|| self.lasted())
            .or_else(|| down::is_down(self).then_some(Figure::Impact))
    }

    /// `Downtime: 3:28`; other labels may well be followed by a time of day.
    fn of_clock(&self) -> Option<Figure> {
        let Place { text, before, after, .. } = *self;
        let is_time = clock(text, after).is_some()
            || (self.is(after, &["to", "until", "till", "am", "pm"]))
            || (text.is_joined(after) && text.word(after).starts_with(|c: char| c.is_ascii_uppercase()));
        let is_tied = text.gap(before).contains([':', '=', '|']);
        let is_name = self.back(1, &["downtime", "duration", "length", "MTTR", "TTR"])
            || (self.back(1, &["time"]) && self.back(2, WHOLE));
        (!is_time && is_tied && is_name).then(|| self.label()).flatten()
    }

    /// A figure's name that ends before the duration: `MTTR:`, `Time to repair was`, `Total outage time:`.
    fn label(&self) -> Option<Figure> {
        let Place { text, before, .. } = *self;
        let is_verb = self.back(1, &["was", "is", "of", "were"]);
        let end = before - usize::from(is_verb);
        let first = self.sentence.start;
        let gap = text.gap(before);
        let is_tied =
            is_verb || gap.contains([':', '=', '|', '–', '—', '(']) || gap.contains("**") || gap == " - ";
        let named = |back: usize, list: &[&str]| {
            end.checked_sub(back).is_some_and(|index| index >= first && self.is(index, list))
        };
        let is_whole = named(1, WHOLE);
        let is_measure_of = |back: usize| named(back, &["of"]) && named(back + 1, MEASURES);
        let is_duration = named(1, MEASURES) && named(2, WHOLE)
            || named(1, &["duration"])
                && (end == first + 1 || named(2, OF_ALL) || is_line_start(text, end - 1))
            || named(1, LASTING) && (is_measure_of(2) || (named(2, &["the"]) && is_measure_of(3)));
        // A name alone may refer to an incident: `Outage 5 hours after the deploy`.
        let is_bare = end == first + 1 && named(1, &["downtime", "duration"]);
        if !is_tied && !is_bare {
            return None;
        }
        let name = self.metric(end);
        let start = end.saturating_sub(4).max(first);
        if name.is_none() && !is_whole && !is_duration
            || self.has(start..end, PARTS)
            || self.has(start..end, ONE_OF_SEVERAL)
            || self.has(start..end, COMPOUND)
        {
            return None;
        }
        let is_incident = named(1, &["incident"]) || named(2, &["incident"]);
        name.or(Some(if is_incident { Figure::Resolution } else { Figure::Impact }))
    }

    /// The metric whose name ends here.
    fn metric(&self, end: usize) -> Option<Figure> {
        let word = |back: usize| end.checked_sub(back).map_or("", |index| self.text.word(index));
        let is_word = |back: usize, word_: &str| word(back).eq_ignore_ascii_case(word_);
        match word(1) {
            "MTTR" | "TTR" => Some(Figure::Resolution),
            "MTTD" | "TTD" => Some(Figure::Metric(MetricName::TimeToDetect)),
            "MTTA" | "TTA" => Some(Figure::Metric(MetricName::TimeToAcknowledge)),
            "MTTI" | "TTI" => Some(Figure::Metric(MetricName::TimeToIdentify)),
            "MTTM" | "TTM" => Some(Figure::Metric(MetricName::TimeToMitigate)),
            _ if is_word(2, "to") && is_word(3, "time") => self.end_of(end - 1),
            _ if is_word(1, "time") && end > 1 && word(2).ends_with("ion") => self.end_of(end - 2),
            _ => None,
        }
    }

    /// The figure that a word for an end names: `restore`, `detection`.
    fn end_of(&self, index: usize) -> Option<Figure> {
        let ends = [
            (RESOLVE, Figure::Resolution),
            (MITIGATE, Figure::Metric(MetricName::TimeToMitigate)),
            (DETECT, Figure::Metric(MetricName::TimeToDetect)),
            (ACKNOWLEDGE, Figure::Metric(MetricName::TimeToAcknowledge)),
            (IDENTIFY, Figure::Metric(MetricName::TimeToIdentify)),
        ];
        ends.into_iter().find(|(words, _)| self.is(index, words)).map(|(_, figure)| figure)
    }

    /// `a 2-hour outage`, `2 hours of downtime`.
    fn measured(&self) -> Option<Figure> {
        let at = self.after + usize::from(self.is(self.after, &["of"]));
        let clause = self.clause(self.before)..self.before;
        let behind = at + 1..(at + 5).min(self.sentence.end).max(at + 1);
        let is_whole = self.is(at, WHOLE) && self.text.is_joined(at) && !self.is(at + 1, COMPOUND);
        let is_other = self.has(clause.clone(), PARTS)
            || self.has(behind, PARTS)
            || self.has(clause.end.saturating_sub(3).max(clause.start)..clause.end, ONE_OF_SEVERAL);
        let figure = if self.is(at, &["incident"]) { Figure::Resolution } else { Figure::Impact };
        (is_whole && !is_other).then_some(figure)
    }

    /// `It took us 2 hours to restore service`.
    fn taken(&self) -> Option<Figure> {
        let took = (self.sentence.start.max(self.before.saturating_sub(5))..self.before)
            .rev()
            .find(|index| self.is(*index, &["took"]))?;
        let subject = took.checked_sub(1)?;
        let is_incident = self.whole_before(took).is_some();
        let by_responders = (self.is(subject, RESPONDERS) || self.is(subject, &["issue", "problem"]))
            && !self.is(subject, &["the"]);
        let is_between = (took + 1..self.before).all(|index| self.is(index, RESPONDERS));
        let is_step = self.has(self.sentence.start..took, &["after", "once", "then", "from", "since"])
            || self.has(self.sentence.start..took, PARTS);
        let verb = self.after + 1 + usize::from(self.text.word(self.after + 1).ends_with("ly"));
        if !self.is(self.after, &["to"]) || !(is_incident || by_responders) || !is_between || is_step {
            return None;
        }
        let figure = self.end_of(verb)?;
        let mut object = verb + 1;
        while object < self.sentence.end && self.is(object, DETERMINERS) && !self.is(object + 1, &["was"]) {
            object += 1;
        }
        let list = match figure {
            Figure::Metric(MetricName::TimeToIdentify) if self.is(object, CAUSES) => CAUSES,
            Figure::Metric(MetricName::TimeToAcknowledge) => PAGES,
            _ => OBJECTS,
        };
        let is_bare = verb + 1 >= self.sentence.end || !self.text.is_joined(verb + 1);
        (is_bare || self.is(object, list)).then_some(figure)
    }

    /// `Resolved after 2 hours`.
    fn ended(&self) -> Option<Figure> {
        let verb = self.before.checked_sub(2).filter(|verb| *verb >= self.sentence.start)?;
        if !self.back(1, &["after", "in"]) {
            return None;
        }
        let is_over = self.is(verb, &["over", "ended"]);
        let figure = if is_over { Some(Figure::Impact) } else { self.end_of(verb) }?;
        let clause = self.clause(verb)..verb;
        let is_own = clause.is_empty() || self.has(clause.clone(), OBJECTS);
        let is_bare = self.after >= self.sentence.end || !self.text.is_joined(self.after);
        let is_worked = self.is(self.after, &["of", "by", "when", "with"]);
        let is_other = self.has(clause.clone(), PARTS) || self.has(clause, ONE_OF_SEVERAL);
        (is_own && !is_other && (is_bare || is_worked)).then_some(figure)
    }

    /// `The outage, which began at noon, lasted for 2 hours`.
    fn lasted(&self) -> Option<Figure> {
        let verb = self.before.checked_sub(1 + usize::from(self.is_for && self.back(1, &["for"])))?;
        let verb = if self.is(verb, &["from"]) { verb.checked_sub(1)? } else { verb };
        if verb < self.sentence.start || !self.is(verb, LASTED) || self.is(self.after, &["to"]) {
            return None;
        }
        let is_incident = |index: usize| self.is(index, &["incident"]);
        let figure = |noun| if is_incident(noun) { Figure::Resolution } else { Figure::Impact };
        if let Some(noun) = self.whole_before(verb) {
            return Some(figure(noun));
        }
        // `It lasted 2 hours`, about the sentence before.
        let is_pronoun = verb == self.sentence.start + 1 && self.is(verb - 1, &["it", "this", "that"]);
        if is_pronoun && verb == 1 {
            return Some(Figure::Resolution);
        }
        let before = self.sentence.start.checked_sub(1).filter(|_| is_pronoun)?;
        let sentence = self.text.sentence(before);
        let is_outage = (self.has(sentence.clone(), WHOLE) || self.has(sentence.clone(), DOWN))
            && !self.has(sentence, PARTS);
        is_outage.then_some(Figure::Resolution)
    }

    /// The word for the whole incident that is the subject of a verb.
    fn whole_before(&self, verb: usize) -> Option<usize> {
        let start = self.clause(verb);
        let is_name = |index: &usize| self.is(*index, WHOLE) || self.is(*index, LASTING);
        let noun = (start..verb).find(is_name)?;
        let front = noun.saturating_sub(3).max(start)..noun;
        let is_other = self.has(front.clone(), IN_A_PHRASE) && !self.has(front.clone(), MEASURES)
            || self.has(front, ONE_OF_SEVERAL)
            || self.has(start..verb, PARTS)
            || (noun + 1 < verb && self.is(noun + 1, COMPOUND));
        let begins_other =
            |index: usize| self.text.gap(index).contains(',') && self.is(index, &["the", "a", "our"]);
        let mut between = noun + 1..verb;
        // `caused a backlog that lasted`
        let is_of_another =
            self.is(verb - 1, &["that", "which"]) && self.has(between.clone(), &["a", "an", "the"]);
        (!is_other && !is_of_another && !between.any(begins_other)).then_some(noun)
    }

    /// Where the clause of a word begins; the sentence, if the clause has no subject of its own.
    pub(super) fn clause(&self, at: usize) -> usize {
        let first = self.sentence.start;
        let begins = |index: &usize| {
            self.text.gap(*index).contains([',', ':', '(', '–', '—']) || self.is(*index - 1, JOINS)
        };
        let start = (first + 1..=at).rev().find(begins).unwrap_or(first);
        let has_no_subject = start == at || self.is(start, AUXILIARIES) || self.is(start, LASTED);
        if has_no_subject { first } else { start }
    }
}

/// Whether a word is the first of its line.
fn is_line_start(text: Text, index: usize) -> bool {
    index == 0 || text.gap(index).contains('\n')
}
