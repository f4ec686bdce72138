//! Zone abbreviations: one list, so that what is rejected as a zone is also rejected after a time, with the same
//! message.

use postmortem::diagnostic::Diagnostic;
use postmortem::document::Document;
use postmortem::lint::{Options, lint};
use postmortem::model::{ABBREVIATIONS, Settings, Status};
use postmortem::source::Source;

fn faults(text: &str) -> Vec<Diagnostic> {
    let source = Source::new("x", text);
    Document::read(&source, &Settings::default()).faults
}

/// An abbreviation that one reader knows and the other takes for text would silently put an entry an hour off.
#[test]
fn every_abbreviation_is_refused_as_zone_and_beside_a_time() {
    for abbreviation in ABBREVIATIONS {
        let (name, place) = (abbreviation.name, abbreviation.places[0]);
        let of_zone = faults(&format!("title: t\ntimezone: {name}\n"));
        assert_eq!(of_zone[0].rule.name, "unknown-timezone", "{name}");
        assert!(of_zone[0].help.as_ref().unwrap().contains(place), "{name}");
        let clear = [format!("10:15 ({name}) x"), format!("{{at: 10:15 {name}, event: x}}")];
        let others = [
            format!("10:15 {name} x"),
            format!("10:15{name} x"),
            format!("10:15 {name}: x"),
            format!("7:35 PM {name} - x"),
            format!("2024-05-30 10:15 {name} x"),
            format!("10:15-10:30 {name} x"),
        ];
        for entry in clear.into_iter().chain(others.into_iter().filter(|_| !abbreviation.is_word)) {
            let text =
                format!("title: t\ntimeline:\n  - \"{entry}\"\n").replace("\"{", "{").replace("}\"", "}");
            let found = faults(&text);
            assert_eq!(found.len(), 1, "{entry}");
            assert_eq!(found[0].rule.name, "invalid-time", "{entry}");
            assert!(text[found[0].span.range()].trim_end_matches(')').ends_with(name), "{entry}");
            let help = found[0].help.as_ref().unwrap();
            assert!(help.contains("`timezone` of the file") && help.contains(place), "{entry}: {help}");
        }
    }
}

/// A zone or an offset that becomes text silently puts the entry hours off; the short form and `at` agree.
#[test]
fn a_zone_or_an_offset_is_refused_beside_a_time() {
    for (zone, meant) in [
        ("UTC", "UTC"),
        ("utc", "UTC"),
        ("GMT", "UTC"),
        ("Z", "UTC"),
        ("UTC+02:00", "+02:00"),
        ("UTC+2:00", "+02:00"),
        ("UTC+2", "+02:00"),
        ("UTC -3:30", "-03:30"),
        ("(UTC+2)", "+02:00"),
        ("GMT+1", "+01:00"),
        ("+0200", "+02:00"),
        ("+02:00", "+02:00"),
        ("-0400", "-04:00"),
        ("(+02:00)", "+02:00"),
        ("Eastern Time", "America/New_York"),
        ("Pacific Daylight Time", "America/Los_Angeles"),
        ("(central)", "America/Chicago"),
        ("(est)", "America/New_York"),
        ("[ART]", "America/Argentina/Buenos_Aires"),
    ] {
        for entry in [format!("\"10:15 {zone} x\""), format!("{{at: \"10:15 {zone}\", event: x}}")] {
            let found = faults(&format!("title: t\ntimeline: [{entry}]\n"));
            assert_eq!(found.len(), 1, "{entry}");
            assert_eq!(found[0].message, format!("`10:15 {zone}` contains a zone after the time"));
            let help = found[0].help.as_ref().unwrap();
            assert!(help.contains(&format!("(`{meant}`)")), "{entry}: {help}");
        }
    }
    // Where only a time can be, a word is a zone.
    for (zone, meant) in [("est", "New_York"), ("Eastern", "New_York"), ("ICT", "Bangkok"), ("+1000", "")] {
        let found = faults(&format!("title: t\ntimeline: [{{at: 10:15 {zone}, event: x}}]\n"));
        assert!(found.len() == 1 && found[0].help.as_ref().unwrap().contains(meant), "{found:?}");
    }
}

/// Rejecting what only looks like a zone would block a report for nothing.
#[test]
fn a_word_that_looks_like_a_zone_stays_text() {
    for event in [
        "DNS fails",
        "GET /health fails",
        "BOT posts",
        "Met the vendor",
        "est. 200 users affected",
        "West region fails",
        "PT-4312 is opened",
        "CT/2 logs",
        "met",
        "LINT fails",
        "Z-order is wrong",
        "CETO is paged",
        "UTCx",
        "cat logs",
        "ART x",
        "ICT team is paged",
        "est recovery in 20 min",
        "Eastern region fails",
        "Central database fails",
        "+2 replicas",
        "+1000 users",
        "-1000 users",
        "- EST team takes over",
        "- WEST cluster fails",
    ] {
        let text = format!("title: t\ntimeline: [10:15 {event}]\n");
        assert_eq!(faults(&text), [], "{text}");
        let source = Source::new("x", text);
        let incident = Document::read(&source, &Settings::default()).incident.unwrap();
        assert_eq!(incident.timeline[0].event.as_deref(), Some(event.trim_start_matches("- ")));
    }
}

/// The rule on the half of the year reads the same list.
#[test]
fn seasons_come_from_the_same_list() {
    for (name, date, is_found) in [
        ("AKST", "2024-07-15", true),
        ("NZDT", "2024-07-15", true),
        ("ACST", "2024-01-15", true),
        ("HST", "2024-07-15", false),
        ("IST", "2024-01-15", false),
        ("CEST", "2024-07-15", false),
        ("ET", "2024-07-15", false),
    ] {
        let source = Source::new(
            "x",
            format!("title: t\ndate: {date}\ntimezone: UTC\nsummary: Down from 10:15 {name} on.\n"),
        );
        let mut options = Options::default();
        options.only = vec!["standard-time-in-summer".into()];
        options.status = Some(Status::Final);
        let found = lint(&Document::read(&source, &options.settings), &options, None);
        assert_eq!(!found.is_empty(), is_found, "{name} {date}: {found:?}");
    }
}

/// `1:10 p.m. fixed` read as ten past one in the morning is twelve hours off.
#[test]
fn half_a_day_in_another_form_is_refused_with_its_fix() {
    for (time, quoted, meant) in [
        ("11:30 a.m.", "11:30 a.m.", "11:30 AM"),
        ("1:10 p.m.", "1:10 p.m.", "1:10 PM"),
        ("1:10 P.M", "1:10 P.M", "1:10 PM"),
        ("~2024-05-30 1:10p.m.", "~2024-05-30 1:10p.m.", "~2024-05-30 1:10 PM"),
        ("3:30 p.m. - 4:30 p.m.", "3:30 p.m.", "3:30 PM"),
        ("3:30 PM - 4:30 p.m.", "4:30 p.m.", "4:30 PM"),
        ("10:20 a.m.", "10:20 a.m.", "10:20 AM"),
        ("10:29 PM.", "10:29 PM.", "10:29 PM"),
        ("13:40 PM", "13:40 PM", "13:40"),
    ] {
        for entry in [format!("{time} x"), format!("{time} EST x"), format!("{{at: {time}, event: x}}")] {
            let found = faults(&format!("title: t\ntimeline:\n  - {entry}\n"));
            assert_eq!(found.len(), 1, "{entry}: {found:?}");
            assert_eq!(found[0].message, format!("`{quoted}` is not a time"), "{entry}");
            assert_eq!(found[0].help.as_deref(), Some(&*format!("did you mean `{meant}`?")), "{entry}");
            assert_eq!(found[0].fix.as_ref().unwrap().edits[0].text, meant, "{entry}");
        }
    }
    for text in ["7:35 PMs meet", "10:15 Amber alert", "10:15 p.mail is down", "2024-05-30 PM decides"] {
        assert_eq!(faults(&format!("title: t\ntimeline: [{text}]\n")), [], "{text}");
    }
}
