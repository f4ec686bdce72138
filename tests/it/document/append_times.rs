//! Adding an entry: how its time is written, and where it goes.

use chrono::{DateTime, Utc};
use postmortem::document::{AppendError, Document};
use postmortem::model::{At, Entry, Settings, WhenError};
use postmortem::source::Source;
use proptest::prelude::*;

/// The lines of the timeline after an addition, the new one marked, and whether they are in order.
fn added(head: &str, timeline: &[&str], at: Option<&str>, now: &str) -> Result<(String, bool), AppendError> {
    let lines: Vec<String> = timeline.iter().map(|line| format!("  - {line}\n")).collect();
    let text = format!("title: x\n{head}timeline:\n{}", lines.concat());
    let (source, settings) = (Source::new("x.yaml", text), Settings::default());
    let (at, now) = (at.map(|at| at.parse::<At>().unwrap()), now.parse::<DateTime<Utc>>().unwrap());
    let entry = Entry { event: Some("NEW".to_owned()), ..Entry::default() };
    let addition = Document::read(&source, &settings).append(entry, at.as_ref(), now, &settings)?;
    let timeline = addition.text.split_once("timeline:\n").unwrap().1;
    let timeline: Vec<&str> = timeline.lines().map(|line| line.trim_start_matches("  - ")).collect();
    Ok((timeline.join("; "), addition.in_order))
}

const UTC: &str = "date: 2024-05-30\ntimezone: UTC\n";
const BERLIN: &str = "date: 2024-05-30\ntimezone: Europe/Berlin\n";

fn in_order(head: &str, timeline: &[&str], at: Option<&str>, now: &str) -> String {
    let (timeline, in_order) = added(head, timeline, at, now).unwrap();
    assert!(in_order, "{timeline}");
    timeline
}

/// The date is written where the neighbours do not give it, and only there.
#[test]
fn writes_the_present_as_short_as_the_neighbours_allow() {
    let now = |head, timeline: &[&str], now| in_order(head, timeline, None, now);
    assert_eq!(now(UTC, &["10:15 a"], "2024-05-30T12:00:59Z"), "10:15 a; 12:00 NEW");
    assert_eq!(now(UTC, &[], "2024-05-30T12:00:59Z"), "12:00 NEW");
    assert_eq!(now(BERLIN, &["10:15 a"], "2024-05-30T12:00:00Z"), "10:15 a; 14:00 NEW");
    assert_eq!(now(BERLIN, &["23:50 a"], "2024-05-30T22:10:00Z"), "23:50 a; 2024-05-31 00:10 NEW");
    let after = ["23:50 a", "2024-05-31 00:10 b"];
    assert_eq!(now(UTC, &after, "2024-05-31T00:20:00Z"), "23:50 a; 2024-05-31 00:10 b; 00:20 NEW");
    assert_eq!(now("timezone: UTC\n", &[], "2024-05-30T12:00:00Z"), "2024-05-30 12:00 NEW");
    assert_eq!(
        now("date: 2024-05-30\n", &["10:15 a"], "2024-05-30T12:00:00Z"),
        "10:15 a; 2024-05-30T12:00Z NEW"
    );
    assert_eq!(now(UTC, &["10:15:30 a"], "2024-05-30T10:15:45.6Z"), "10:15:30 a; 10:15:45 NEW");
    let offset = ["2024-05-30T10:15-04:00 a"];
    assert_eq!(now(UTC, &offset, "2024-05-30T15:00:00Z"), "2024-05-30T10:15-04:00 a; 15:00 NEW");
}

/// In an hour that occurs twice, only an offset is unambiguous.
#[test]
fn writes_the_offset_in_the_hour_that_comes_twice() {
    let head = "date: 2024-10-27\ntimezone: Europe/Berlin\n";
    let first = in_order(head, &["01:50 a"], None, "2024-10-27T00:30:00Z");
    assert_eq!(first, "01:50 a; 2024-10-27T02:30+02:00 NEW");
    let second = in_order(head, &["01:50 a", "2024-10-27T02:30+02:00 b"], None, "2024-10-27T01:10:00Z");
    assert_eq!(second, "01:50 a; 2024-10-27T02:30+02:00 b; 2024-10-27T02:10+01:00 NEW");
    let error = added(head, &[], Some("02:30"), "2024-10-27T03:00:00Z").unwrap_err();
    let help = error.help().unwrap_or_default();
    assert!(help.contains("`2024-10-27T02:30+02:00` or `2024-10-27T02:30+01:00`"), "{help}");
    // What has not come a second time yet was the first time.
    for (at, now) in [
        ("02:40", "2024-10-27T01:10:00Z"),
        ("02:40", "2024-10-27T00:50:00Z"),
        ("2024-10-27 02:40", "2024-10-27T01:10:00Z"),
    ] {
        let first = in_order(head, &["01:50 a"], Some(at), now);
        assert_eq!(first, "01:50 a; 2024-10-27T02:40+02:00 NEW", "{at} {now}");
    }
    let error = added(head, &["01:50 a"], Some("02:40"), "2024-10-27T00:10:00Z").unwrap_err();
    let help = "write its date: `2024-10-27T02:40+02:00`, or `2024-10-26 02:40` for yesterday";
    assert_eq!(error.help().as_deref(), Some(help));
    let error = added(head, &[], Some("2024-03-31 02:30"), "2024-10-27T03:00:00Z").unwrap_err();
    assert!(matches!(error, AppendError::When(WhenError::Skipped(..))), "{error}");
}

/// An entry that is remembered late belongs where it happened, and no other entry may move to another day for it.
#[test]
fn puts_an_earlier_entry_in_its_place() {
    let at = |timeline: &[&str], at| in_order(UTC, timeline, Some(at), "2024-05-30T12:30:00Z");
    assert_eq!(at(&["10:15 a", "12:00 b"], "11:00"), "10:15 a; 11:00 NEW; 12:00 b");
    assert_eq!(at(&["10:15 a", "12:00 b"], "09:00"), "09:00 NEW; 10:15 a; 12:00 b");
    assert_eq!(at(&["10:15 a", "no time", "12:00 b"], "10:15"), "10:15 a; no time; 10:15 NEW; 12:00 b");
    assert_eq!(at(&["10:15 a", "12:00 b"], "~11:35 AM"), "10:15 a; ~11:35 NEW; 12:00 b");
    assert_eq!(at(&["10:15 a", "12:00 b"], "10:20-10:30"), "10:15 a; 10:20-10:30 NEW; 12:00 b");
    assert_eq!(at(&["10:15 a", "12:00 b"], "2024-05-30T12:30+02:00"), "10:15 a; 10:30 NEW; 12:00 b");
    let dated = ["2024-05-30 10:15 a", "2024-05-31 00:30 b"];
    assert_eq!(
        at(&dated, "2024-05-31 00:10"),
        "2024-05-30 10:15 a; 2024-05-31 00:10 NEW; 2024-05-31 00:30 b"
    );
    assert_eq!(at(&dated, "2024-05-29"), "2024-05-29 NEW; 2024-05-30 10:15 a; 2024-05-31 00:30 b");
}

/// An entry from before the file's first date would give its date to the bare time below it: that gets its own written.
#[test]
fn writes_a_date_where_a_bare_time_would_change_its_meaning() {
    let at = |timeline: &[&str], at| in_order(UTC, timeline, Some(at), "2024-05-30T12:30:00Z");
    let night = "2024-05-29 23:00";
    for (timeline, expected) in [
        (&["10:15 a", "12:00 b"][..], "2024-05-29 23:00 NEW; 2024-05-30 10:15 a; 12:00 b"),
        (&["~10:15 a"], "2024-05-29 23:00 NEW; ~2024-05-30 10:15 a"),
        (&["10:15-10:30 a"], "2024-05-29 23:00 NEW; 2024-05-30 10:15-10:30 a"),
        (&["\"10:15 a: b\""], "2024-05-29 23:00 NEW; \"2024-05-30 10:15 a: b\""),
        (&["{event: a, at: '10:15'}"], "2024-05-29 23:00 NEW; {event: a, at: '2024-05-30 10:15'}"),
        (&["no time", "7:35 PM a"], "no time; 2024-05-29 23:00 NEW; 2024-05-30 7:35 PM a"),
        (&["2024-05-28 a", "2024-05-30 10:15 b"], "2024-05-28 a; 2024-05-29 23:00 NEW; 2024-05-30 10:15 b"),
        // An entry that was put last by hand misleads nobody.
        (&["10:15 a", "2024-05-29 22:00 b"], "2024-05-29 23:00 NEW; 2024-05-30 10:15 a; 2024-05-29 22:00 b"),
    ] {
        assert_eq!(at(timeline, night), expected);
    }
    // A new entry in the middle of two days.
    let days = ["2024-05-28 10:15 a", "2024-05-30T10:15Z b", "10:20 c"];
    assert_eq!(
        in_order("timezone: UTC\n", &days, Some("2024-05-29"), "2024-05-30T12:30:00Z"),
        "2024-05-28 10:15 a; 2024-05-29 NEW; 2024-05-30T10:15Z b; 10:20 c"
    );
    // A time that is written elsewhere cannot get a date here.
    let elsewhere = "date: 2024-05-30\ntimezone: UTC\ncustom: {t: &t 10:15}\n";
    let late = added(elsewhere, &["{at: *t, event: a}"], Some(night), "2024-05-30T12:30:00Z").unwrap();
    assert_eq!(late, ("{at: *t, event: a}; 2024-05-29 23:00 NEW".to_owned(), false));
}

/// During an incident a time of day is one of the last hours, across midnight too; afterwards one of its days.
#[test]
fn knows_the_day_that_a_time_of_day_means() {
    let at = |timeline: &[&str], at, now| in_order(UTC, timeline, Some(at), now);
    let night = ["23:40 a", "2024-05-31 00:05 b"];
    assert_eq!(at(&night, "00:10", "2024-05-31T00:20:00Z"), "23:40 a; 2024-05-31 00:05 b; 00:10 NEW");
    assert_eq!(at(&night, "23:50", "2024-05-31T00:20:00Z"), "23:40 a; 23:50 NEW; 2024-05-31 00:05 b");
    assert_eq!(at(&["23:40 a"], "00:10", "2024-05-31T00:20:00Z"), "23:40 a; 2024-05-31 00:10 NEW");
    assert_eq!(at(&["10:15 a"], "10:20", "2024-06-03T15:00:00Z"), "10:15 a; 10:20 NEW");
    assert_eq!(at(&["10:15 a"], "11:32", "2024-05-30T11:30:00Z"), "10:15 a; 11:32 NEW", "clocks differ");
    assert_eq!(at(&[], "10:20", "2024-06-03T15:00:00Z"), "10:20 NEW");
    // In a long incident ten minutes ago is ten minutes ago; the report is rarely written at that very hour.
    assert_eq!(at(&["14:57 a"], "00:20", "2024-06-02T00:30:00Z"), "14:57 a; 2024-06-02 00:20 NEW");
    assert_eq!(at(&["14:57 a"], "23:55", "2024-06-02T00:05:00Z"), "14:57 a; 2024-06-01 23:55 NEW");
    assert_eq!(at(&["14:57 a"], "08:30", "2024-05-31T09:00:00Z"), "14:57 a; 2024-05-31 08:30 NEW");
    assert_eq!(at(&["14:57 a"], "02:50", "2024-05-31T09:00:00Z"), "14:57 a; 2024-05-31 02:50 NEW");
    assert_eq!(at(&["10:15 a", "12:00 b"], "10:20", "2024-05-31T15:00:00Z"), "10:15 a; 10:20 NEW; 12:00 b");
    let ahead = added(UTC, &["10:15 a"], Some("18:00"), "2024-05-30T12:00:00Z").unwrap_err();
    assert_eq!(ahead.to_string(), "`18:00` is in the future");
    let help = "write its date: `2024-05-30 18:00`, or `2024-05-29 18:00` for yesterday";
    assert_eq!(ahead.help().as_deref(), Some(help));
    // The file was begun after midnight.
    assert_eq!(at(&[], "23:50", "2024-05-30T00:20:00Z"), "2024-05-29 23:50 NEW");
    let dated = in_order(UTC, &["10:15 a"], Some("2024-05-30 18:00"), "2024-05-30T12:00:00Z");
    assert_eq!(dated, "10:15 a; 18:00 NEW");
    // Without a zone the program knows no more than the file says.
    let bare = in_order("", &["10:15 a", "12:00 b"], Some("11:00"), "2024-05-30T12:00:00Z");
    assert_eq!(bare, "10:15 a; 11:00 NEW; 12:00 b");
}

fn time() -> impl Strategy<Value = String> {
    (0..3_u8, 0..24_u8, 0..60_u8, 0..6_u8).prop_map(|(day, hour, minute, form)| {
        let day = format!("2024-10-{}", 26 + day);
        match form {
            0 => day,
            1 => format!("{day} {hour:02}:{minute:02}"),
            2 => format!("{day}T{hour:02}:{minute:02}+02:00"),
            3 => format!("~{hour:02}:{minute:02}"),
            _ => format!("{hour:02}:{minute:02}"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the times around it, also on the day of a clock change: an entry has the requested time, every other
    /// entry keeps its time, and one that is reported to be in order is.
    #[test]
    fn no_time_changes_its_meaning(
        times in prop::collection::vec(prop::option::of(time()), 0..6),
        at in prop::option::of(time()),
        zone in prop::sample::select(&["", "timezone: UTC\n", "timezone: Europe/Berlin\n"][..]),
        date in prop::sample::select(&["", "date: 2024-10-26\n"][..]),
    ) {
        let lines = times.iter().map(|time| format!("  - {} a\n", time.as_deref().unwrap_or("then")));
        let text = format!("title: x\n{date}{zone}timeline:\n{}", lines.collect::<String>());
        let (source, settings) = (Source::new("x.yaml", text), Settings::default());
        let document = Document::read(&source, &settings);
        let old = document.resolved.clone().unwrap().timeline;
        let at: Option<At> = at.map(|at| at.parse().unwrap());
        let entry = Entry { event: Some("NEW".to_owned()), ..Entry::default() };
        let addition = match document.append(entry, at.as_ref(), "2024-10-27T01:30:00Z".parse().unwrap(), &settings) {
            Ok(addition) => addition,
            Err(error) => {
                prop_assert!(matches!(error, AppendError::When(_)), "{error:?}");
                return Ok(());
            }
        };
        let source = Source::new("x.yaml", addition.text);
        let new = Document::read(&source, &settings);
        let mut slots = new.resolved.unwrap().timeline;
        let index = addition.line - source.text().split("timeline:\n").next().unwrap().lines().count() - 2;
        let slot = slots.remove(index).unwrap();
        prop_assert_eq!(slots, &old[..]);
        if at.is_none() && !zone.is_empty() {
            prop_assert_eq!(slot.start.instant().unwrap().to_utc().to_string(), "2024-10-27 01:30:00 UTC");
        }
        let earlier = old[..index].iter().flatten().any(|slot_before| slot.start.is_before(&slot_before.start));
        prop_assert!(!addition.in_order || !earlier);
    }
}
