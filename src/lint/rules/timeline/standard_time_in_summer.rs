//! Zone abbreviations for the wrong half of the year: `10:15 EST` on a day in May.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::rule;
use crate::lint::words::MONTHS;
use crate::lint::{Findings, RuleContext};
use crate::model::{Abbreviation, SEASONAL, Zone};
use chrono::{NaiveDate, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::{OffsetName, Tz};

rule!(
    STANDARD_TIME_IN_SUMMER = "standard-time-in-summer",
    Timeline,
    Warning Warning Warning,
    wrong_half,
    phrases: &[List::new(SEASONAL)],
);

fn wrong_half(file: &RuleContext, findings: &mut Findings) {
    let [names] = file.phrases(findings);
    for text in file.all_texts().filter(|text| names.may_be_in(*text)) {
        for index in 0..text.len() {
            let word = text.word(index);
            let is_name = (3..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
            if is_name && word.ends_with('T') {
                check(file, text, index, findings);
            }
        }
    }
}

fn check(file: &RuleContext, text: Text, index: usize, findings: &mut Findings) {
    let word = text.word(index);
    let Some(place) = place_of(word) else { return };
    let Some(date) = date_of(file, text).filter(|date| !speaks_of_another_month(text, index, *date)) else {
        return;
    };
    // `MST` is right in Phoenix all year.
    let is_right_at_home =
        matches!(file.resolved.zone, Some(Zone::Place(home)) if name_on(home, date).as_deref() == Some(word));
    let Some(kept) = name_on(place, date).filter(|kept| kept != word && !is_right_at_home) else { return };
    let message = format!("the text says `{word}`, but on {date} {} uses `{kept}`", place.name());
    let help = format!("write `{kept}`, or leave the zone out: the report gives it with its times");
    findings.push(|new| new.at(file.words(text, index..index + 1), message).help(help));
}

/// The place whose summer or winter time an abbreviation means.
fn place_of(name: &str) -> Option<Tz> {
    let abbreviation = Abbreviation::find(name).filter(|abbreviation| abbreviation.is_seasonal)?;
    abbreviation.places.first()?.parse().ok()
}

/// The day that a text is about: its entry's, or the incident's.
fn date_of(file: &RuleContext, text: Text) -> Option<NaiveDate> {
    let moments = &file.resolved.timeline;
    let own = text.place.index().filter(|_| text.kind == Kind::Event).and_then(|index| moments[index]);
    let slot = own.or_else(|| moments.iter().flatten().next().copied());
    slot.map(|slot| slot.start)
        .filter(|moment| moment.dated)
        .map(|moment| moment.local.date())
        .or(file.incident.date.map(|date| date.first))
}

/// The name of a place's time on a day; `None` on the day of a clock change.
fn name_on(place: Tz, day: NaiveDate) -> Option<String> {
    let name = |day: NaiveDate| {
        let noon = day.and_time(NaiveTime::MIN) + TimeDelta::hours(12);
        Some(place.offset_from_local_datetime(&noon).earliest()?.abbreviation()?.to_owned())
    };
    let before = name(day.pred_opt()?)?;
    (name(day.succ_opt()?)? == before).then_some(before)
}

/// Whether the sentence names a month other than the date's: then the time may belong to another day.
fn speaks_of_another_month(text: Text, index: usize, date: NaiveDate) -> bool {
    let own = date.format("%B").to_string();
    let is_other = |word: &str| MONTHS.contains(&word) && !own.starts_with(word.trim_end_matches('t'));
    text.sentence(index).any(|index| is_other(text.word(index)))
}
