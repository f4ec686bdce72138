//! Zone abbreviations: one list, so that what is refused as a zone is refused beside a time, and named the same.

use postmortem::diagnostic::Diagnostic;
use postmortem::document::Document;
use postmortem::lint::{Options, lint};
use postmortem::model::{ABBREVIATIONS, Settings, Status};
use postmortem::source::Source;

fn faults(text: &str) -> Vec<Diagnostic> {
    let source = Source::new("x", text);
    Document::read(&source, &Settings::default()).faults
}

/// An abbreviation that one reader knows and the other takes for text would put an entry an hour off in silence.
#[test]
fn every_abbreviation_is_refused_as_zone_and_beside_a_time() {
    for abbreviation in ABBREVIATIONS {
        let (name, place) = (abbreviation.name, abbreviation.places[0]);
        let of_zone = faults(&format!("title: t\ntimezone: {name}\n"));
        assert_eq!(of_zone[0].rule.name, "unknown-timezone", "{name}");
        assert!(of_zone[0].help.as_ref().unwrap().contains(place), "{name}");
        for entry in [
            format!("10:15 {name} x"),
            format!("10:15 ({name}) x"),
            format!("10:15{name} x"),
            format!("10:15 {name}: x"),
            format!("7:35 PM {name} - x"),
            format!("2024-05-30 10:15 {name} x"),
            format!("10:15-10:30 {name} x"),
            format!("{{at: 10:15 {name}, event: x}}"),
        ] {
            let text =
                format!("title: t\ntimeline:\n  - \"{entry}\"\n").replace("\"{", "{").replace("}\"", "}");
            let found = faults(&text);
            assert_eq!(found.len(), 1, "{entry}");
            assert_eq!(found[0].rule.name, "invalid-time", "{entry}");
            assert!(text[found[0].span.range()].ends_with(&name[name.len() - 1..]), "{entry}");
            let help = found[0].help.as_ref().unwrap();
            assert!(help.contains("`timezone` of the file") && help.contains(place), "{entry}: {help}");
        }
    }
}

/// `UTC` is a zone, but not a part of a time; its offset is not lost in the help.
#[test]
fn universal_time_is_refused_beside_a_time() {
    for (zone, meant) in
        [("UTC", "`UTC`"), ("utc", "`UTC`"), ("GMT", "`UTC`"), ("Z", "`UTC`"), ("UTC+2:00", "`UTC`")]
    {
        let found = faults(&format!("title: t\ntimeline: [10:15 {zone} x]\n"));
        let is_refused = found.first().is_some_and(|fault| fault.help.as_ref().unwrap().contains(meant));
        assert_eq!(is_refused, zone != "UTC+2:00", "{zone}");
    }
    let found = faults("title: t\ntimeline: [10:15 UTC+02:00 x]\n");
    assert_eq!(found[0].message, "`10:15 UTC+02:00` names a zone beside the time");
    assert!(found[0].help.as_ref().unwrap().contains("(`+02:00`)"));
}

/// A refusal of what only looks like a zone would block a report over nothing.
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
