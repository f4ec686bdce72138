//! Adding an entry to incident files of every form: only the entry changes, and it means what was requested.

use chrono::{DateTime, TimeDelta, Utc};
use postmortem::document::{AppendError, Document};
use postmortem::model::{At, Clock, Entry, Incident, Many, Milestone, Moment, Settings};
use postmortem::source::Source;
use proptest::prelude::*;

const NOW: &str = "2024-05-31T01:30:20Z";

/// Fields in ways in which people write them; the timeline comes between them.
const FIELDS: &[&str] = &[
    "status: draft\n",
    "id: \"a: b\"\n",
    "summary: |\n  First line.\n\n  - a list\n    # no comment\n\n",
    "summary: >-\n  folded\n  text\n",
    "root_cause: 'it''s quoted'\n",
    "impact: {users: 80%, description: \"a, b\"}\n",
    "impact:\n  windows:\n    - {start: 10:15, end: 12:00}\n  users: ~80%\n",
    "actions:\n- title: Repair it\n  due: 2024-06-30 # soon\n\n# about the next\n- Another\n",
    "actions: []\n",
    "custom: &c {a: [1, 2], b: ~}\n",
    "owner:\n",
    "roles: {}\n",
    "# a comment alone\n\n",
    "narrative: |+\n  text\n\n\n",
    "lessons: [a, 'b', \"c\"]\n",
];

/// A time. Most of those in a file are without a date.
fn time(forms: std::ops::Range<u8>) -> impl Strategy<Value = String> {
    (forms, 29..32_u8, 0..24_u8, 0..60_u8).prop_map(|(form, day, hour, minute)| match form {
        0..=5 => format!("{hour:02}:{minute:02}"),
        6 => format!("~{hour}:{minute:02}"),
        7 => format!("2024-05-{day} {hour:02}:{minute:02}"),
        8 => format!("2024-05-{day}T{hour:02}:{minute:02}+02:00"),
        _ => format!("2024-05-{day}"),
    })
}

/// A timeline item as written on its first line and the others.
fn element() -> impl Strategy<Value = String> {
    (prop::option::weighted(0.8, time(0..10)), 0..7_u8).prop_map(|(at, form)| {
        let Some(at) = at else { return "{event: No time}".to_owned() };
        match form {
            0 => format!("{at} Plain"),
            1 => format!("\"{at} Double: quotes\""),
            2 => format!("'{at} It''s single'"),
            3 => format!("{{at: {at}, event: \"a, b\", milestone: detected}}"),
            4 => format!("{{event: Order, at: '{at}'}}"),
            _ => at,
        }
    })
}

/// The timeline in the ways in which a list can be written.
fn timeline() -> impl Strategy<Value = String> {
    let indent = prop::sample::select(&[0, 2, 4][..]);
    (prop::collection::vec(element(), 0..5), 0..5_u8, indent).prop_map(|(elements, form, indent)| {
        let pad = " ".repeat(indent);
        let block = |element: &String| match element.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
        {
            Some(fields) if form == 1 && !fields.contains('"') => {
                format!("{pad}- {}\n", fields.replace(", ", &format!("\n{pad}  ")))
            }
            _ => format!("{pad}- {element}{}\n", if form == 2 { "  # why" } else { "" }),
        };
        match (elements.is_empty(), form) {
            (true, 0) => String::new(),
            (true, 1) => "timeline: []\n".to_owned(),
            (true, _) => "timeline:  # nothing yet\n  # - 10:15 Text\n".to_owned(),
            (false, 3) => format!("timeline: [{}]\n", elements.join(", ")),
            (false, 4) => format!("timeline: [\n  {}\n]\n", elements.join(",\n  ")),
            (false, _) => {
                let comment = if form == 2 { format!("{pad}# about it\n") } else { String::new() };
                let blocks: Vec<String> = elements.iter().map(block).collect();
                format!("timeline:\n{comment}{}", blocks.join(if form == 0 { "\n" } else { "" }))
            }
        }
    })
}

/// A whole file.
fn file() -> impl Strategy<Value = String> {
    let fields = prop::sample::subsequence(FIELDS, 0..=FIELDS.len()).prop_shuffle();
    let head = prop::sample::select(
        &["date: 2024-05-30\n", "", "date: 2024-05-30\ntimezone: UTC\n", "timezone: Europe/Berlin\n"][..],
    );
    (fields, head, timeline(), any::<prop::sample::Index>(), any::<[bool; 4]>()).prop_map(
        |(fields, head, timeline, at, [crlf, mark, ended, head_first])| {
            let mut fields: Vec<&str> = fields;
            fields.insert(at.index(fields.len() + 1), "title: Checkout fails  # one line\n");
            fields.insert(at.index(fields.len() + 1), &timeline);
            fields.insert(if head_first { 0 } else { fields.len() }, head);
            let mut text = fields.concat();
            if !ended && text.ends_with('\n') {
                text.pop();
            }
            if crlf {
                text = text.replace('\n', "\r\n");
            }
            if mark { format!("\u{feff}{text}") } else { text }
        },
    )
}

/// Whether an entry is at the requested time; a time of day alone may be on several days.
fn is_as_asked(at: Option<&At>, moment: Moment) -> bool {
    let now: DateTime<Utc> = NOW.parse().unwrap();
    let instant = moment.instant().map(|instant| instant.to_utc());
    match at.map(|at| at.start.clock) {
        None => instant.is_some_and(|instant| instant <= now && now - instant < TimeDelta::minutes(1)),
        Some(Clock::Exact(local, offset)) => instant == Some((local - offset).and_utc()),
        Some(Clock::Local(local)) => moment.local == local,
        Some(Clock::Bare(time)) => moment.local.time() == time,
        Some(Clock::Day(day)) => moment.local.date() == day && !moment.timed,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2048, ..ProptestConfig::default() })]

    /// An incident file is often the only record. Whatever its form, an entry leaves every other byte unchanged, except
    /// for a date that keeps another entry on its day; it reads back as requested; and it is in order of time.
    #[test]
    fn nothing_but_the_entry_changes(file in file(), at in prop::option::of(time(4..10)), detected: bool) {
        let (source, settings) = (Source::new("x.yaml", file.clone()), Settings::default());
        let document = Document::read(&source, &settings);
        let milestone = Many(detected.then_some(Milestone::Detected).into_iter().collect());
        let entry = Entry { event: Some("NEW".to_owned()), milestone, ..Entry::default() };
        let at: Option<At> = at.map(|at| at.parse().unwrap());
        let addition = match document.append(entry.clone(), at.as_ref(), NOW.parse().unwrap(), &settings) {
            Ok(addition) => addition,
            Err(AppendError::When(_)) => return Ok(()),
            // Two keys of one name, or no key at all.
            Err(AppendError::Faulty(faults)) => {
                prop_assert!(!faults.is_empty());
                return Ok(());
            }
            Err(error) => return Err(TestCaseError::fail(format!("{error:?}"))),
        };

        // Every other byte.
        let dates = addition.edits.len() - 1;
        prop_assert_eq!(addition.dated.is_some(), dates == 1);
        let first = &addition.edits[0];
        let begins = ["timeline: []", "timeline:\r\n", "timeline:"].iter().any(|list| file.contains(list));
        prop_assert!(first.span.is_empty() || begins && source.slice(first.span).trim_start().starts_with("[]"));
        let mut expected = file.clone();
        for edit in addition.edits.iter().rev() {
            expected.replace_range(edit.span.range(), &edit.text);
        }
        prop_assert_eq!(&addition.text, &expected);
        for edit in &addition.edits[1..] {
            prop_assert!(edit.span.is_empty() && edit.text.starts_with("2024-0") && edit.text.ends_with(' '));
        }

        // As asked.
        let new_source = Source::new("x.yaml", addition.text.clone());
        let new = Document::read(&new_source, &settings);
        let mut incident = new.incident.unwrap();
        let index = incident.timeline.iter().position(|entry| entry.event.as_deref() == Some("NEW")).unwrap();
        let added = incident.timeline.remove(index);
        prop_assert_eq!(&added, &Entry { at: added.at.clone(), ..entry });
        let mut slots = new.resolved.unwrap().timeline;
        let slot = slots.remove(index).unwrap().start;
        prop_assert!(is_as_asked(at.as_ref(), slot), "{slot:?}");
        let ended = Source::new("x.yaml", format!("{file}\n"));
        let old = if file.ends_with('\n') { document } else { Document::read(&ended, &settings) };
        let old_slots = old.resolved.unwrap().timeline;
        prop_assert_eq!(&slots, &old_slots);
        let without_times = |mut incident: Incident| {
            for entry in &mut incident.timeline {
                entry.at = None;
            }
            incident
        };
        prop_assert_eq!(without_times(incident), without_times(old.incident.unwrap()));

        // Where it belongs: below all that is not later, above the first entry that is.
        if addition.in_order {
            prop_assert!(!old_slots[..index].iter().flatten().any(|earlier| slot.is_before(&earlier.start)));
            if let Some(next) = old_slots.get(index) {
                prop_assert!(next.is_some_and(|next| slot.is_before(&next.start)));
            }
        } else {
            prop_assert_eq!(index, old_slots.len());
        }
    }
}
