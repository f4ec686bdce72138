//! The labelled timelines written anew in other layouts: teams write the same in many ways.

use super::corpus::{labels, reports};
use super::score::{Score, alike, imported, pairs, timed};
use chrono::{Duration, NaiveDate, NaiveDateTime};
use std::fmt::Write as _;

type Entry = (NaiveDateTime, String);

/// What to write for a whole timeline.
type Layout = (&'static str, fn(&[Entry]) -> String);

/// Text that no mark of Markdown is in.
fn clean(text: &str) -> String {
    let text: String = text.chars().filter(|c| !"`*_[]<>|#()".contains(*c)).collect();
    let text = text.split("http").next().unwrap_or_default().trim().to_owned();
    if text.len() < 4 { "Something happened".to_owned() } else { text }
}

fn timelines() -> Vec<(String, Vec<Entry>)> {
    let entries = |name: &str| -> Vec<Entry> {
        let labels = labels(name);
        let sure = labels["timeline"].as_array().unwrap().iter().filter(|entry| entry["uncertain"] != true);
        let time = |text: &str| NaiveDateTime::parse_from_str(text.get(..16)?, "%Y-%m-%dT%H:%M").ok();
        sure.filter_map(|entry| Some((time(entry["local"].as_str()?)?, clean(entry["text"].as_str()?))))
            .collect()
    };
    let all = reports().into_iter().map(|(name, _)| (name.clone(), entries(&name)));
    all.filter(|(_, entries)| entries.len() >= 3).collect()
}

/// Entries under a heading for each day.
fn by_day(
    entries: &[Entry],
    head: fn(NaiveDate) -> String,
    item: fn(&Entry) -> String,
    between: &str,
) -> String {
    let mut out = String::new();
    let mut last = None;
    for entry in entries {
        if last != Some(entry.0.date()) {
            last = Some(entry.0.date());
            let _ = write!(out, "\n\n{}\n\n", head(entry.0.date()));
        }
        out += &item(entry);
        out += between;
    }
    out
}

fn flat(entries: &[Entry], item: fn(&Entry) -> String, between: &str) -> String {
    entries.iter().map(item).collect::<Vec<_>>().join(between)
}

fn table(head: &[&str], entries: &[Entry], row: fn(&Entry) -> Vec<String>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let names: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule = format!("|{}\n", " --- |".repeat(head.len()));
    let rows: String = entries.iter().map(|entry| line(&row(entry))).collect();
    line(&names) + &rule + &rows
}

fn h3(day: NaiveDate) -> String {
    format!("### {day}")
}

fn time(entry: &Entry, format: &str) -> String {
    entry.0.format(format).to_string()
}

const FULL: &str = "%Y-%m-%d %H:%M";

const LAYOUTS: &[Layout] = &[
    ("table", |all| table(&["Date and Time (UTC)", "Event"], all, |e| vec![time(e, FULL), e.1.clone()])),
    ("table with who", |all| {
        table(&["Date", "Time", "Event", "Who"], all, |e| {
            vec![time(e, "%Y-%m-%d"), time(e, "%H:%M"), e.1.clone(), "ops".to_owned()]
        })
    }),
    ("table, event first", |all| table(&["Event", "When"], all, |e| vec![e.1.clone(), time(e, FULL)])),
    ("table, linked times", |all| {
        table(&["Time", "Description"], all, |e| {
            vec![format!("**[{}](https://chat.example.org/p1)**", time(e, FULL)), e.1.clone()]
        })
    }),
    ("table, month names, 12 hours", |all| {
        table(&["Time (PT)", "What happened"], all, |e| vec![time(e, "%b %-d, %Y %-I:%M %p"), e.1.clone()])
    }),
    ("table without names", |all| table(&["", ""], all, |e| vec![time(e, FULL), e.1.clone()])),
    ("table, start and end", |all| {
        table(&["Start", "End", "Event"], all, |e| {
            let end = (e.0 + Duration::minutes(3), String::new());
            vec![time(e, FULL), time(&end, FULL), e.1.clone()]
        })
    }),
    ("table of HTML", |all| {
        let row = |e: &Entry| format!("<tr><td>{}</td><td><p>{}</p></td></tr>", time(e, FULL), e.1);
        format!("<table>\n<tr><th>Time (UTC)</th><th>Event</th></tr>\n{}\n</table>", flat(all, row, "\n"))
    }),
    ("below headings", |all| by_day(all, h3, |e| format!("- {} {}", time(e, "%H:%M"), e.1), "\n")),
    ("below bold dates", |all| {
        let bold = |day: NaiveDate| format!("**{}**", day.format("%B %-d, %Y"));
        by_day(all, bold, |e| format!("* {}: {}", time(e, "%H:%M"), e.1), "\n")
    }),
    ("below plain dates", |all| {
        let plain = |day: NaiveDate| day.format("%B %-d, %Y").to_string();
        by_day(all, plain, |e| format!("* {} - {}", time(e, "%H:%M"), e.1), "\n")
    }),
    ("bold time", |all| by_day(all, h3, |e| format!("- **{}** - {}", time(e, "%H:%M"), e.1), "\n")),
    ("bold time and colon", |all| {
        by_day(all, h3, |e| format!("- **{} UTC:** {}", time(e, "%H:%M"), e.1), "\n")
    }),
    ("brackets", |all| by_day(all, h3, |e| format!("- [{}] {}", time(e, "%H:%M"), e.1), "\n")),
    ("parentheses", |all| by_day(all, h3, |e| format!("- ({} UTC) {}", time(e, "%H:%M"), e.1), "\n")),
    ("code", |all| by_day(all, h3, |e| format!("- `{}` {}", time(e, "%H:%M"), e.1), "\n")),
    ("at", |all| by_day(all, h3, |e| format!("- At {} UTC, {}", time(e, "%H:%M"), e.1), "\n")),
    ("12 hours", |all| by_day(all, h3, |e| format!("- {} PT: {}", time(e, "%-I:%M %p"), e.1), "\n")),
    ("12 hours, close", |all| by_day(all, h3, |e| format!("- {} – {}", time(e, "%-I:%M%P"), e.1), "\n")),
    ("seconds", |all| by_day(all, h3, |e| format!("- {}:07 {}", time(e, "%H:%M"), e.1), "\n")),
    ("military", |all| by_day(all, h3, |e| format!("- {} UTC - {}", time(e, "%H%M"), e.1), "\n")),
    ("10h15", |all| by_day(all, h3, |e| format!("- {} - {}", time(e, "%Hh%M"), e.1), "\n")),
    ("ISO with Z", |all| flat(all, |e| format!("- {} {}", time(e, "%Y-%m-%dT%H:%MZ"), e.1), "\n")),
    ("ISO with offset", |all| flat(all, |e| format!("- {} - {}", time(e, "%F %T +0000"), e.1), "\n")),
    ("May 3, 10:15 UTC", |all| flat(all, |e| format!("- {}: {}", time(e, "%b %-d, %H:%M UTC"), e.1), "\n")),
    ("3 May 2021 10:15", |all| flat(all, |e| format!("- {} - {}", time(e, "%-d %B %Y %H:%M"), e.1), "\n")),
    ("Monday, May 3 @ 10:15", |all| {
        flat(all, |e| format!("- {}: {}", time(e, "%A, %B %-d @ %H:%M"), e.1), "\n")
    }),
    ("05/23/2021", |all| flat(all, |e| format!("- {} - {}", time(e, "%m/%d/%Y %-I:%M %p"), e.1), "\n")),
    ("23.05.2021", |all| flat(all, |e| format!("- {} {}", time(e, "%d.%m.%Y %H:%M"), e.1), "\n")),
    ("23/05", |all| flat(all, |e| format!("- {} {}", time(e, "%d/%m %H:%M"), e.1), "\n")),
    ("time, then date", |all| {
        flat(all, |e| format!("- {}: {}", time(e, "%H:%M UTC, %B %-d, %Y"), e.1), "\n")
    }),
    ("escaped", |all| flat(all, |e| format!("* {} \\- {}", time(e, "%Y\\-%m\\-%d %H:%M"), e.1), "\n")),
    ("nested", |all| {
        let nested = by_day(all, |d| format!("- {d}"), |e| format!("  - {} {}", time(e, "%H:%M"), e.1), "\n");
        nested.replace("\n\n", "\n")
    }),
    ("numbered", |all| by_day(all, h3, |e| format!("1. {} UTC - {}", time(e, "%H:%M"), e.1), "\n")),
    ("paragraphs", |all| by_day(all, h3, |e| format!("{} – {}", time(e, "%H:%M"), e.1), "\n\n")),
    ("bold time alone", |all| by_day(all, h3, |e| format!("**{}**\n\n{}", time(e, "%H:%M"), e.1), "\n\n")),
    ("bold time and text", |all| by_day(all, h3, |e| format!("**{} - {}**", time(e, "%H:%M"), e.1), "\n\n")),
    ("lines", |all| by_day(all, h3, |e| format!("{} - {}  ", time(e, "%H:%M"), e.1), "\n")),
    ("dated lines", |all| flat(all, |e| format!("{} {}", time(e, FULL), e.1), "\n")),
    ("headings", |all| by_day(all, h3, |e| format!("#### {} UTC\n\n{}", time(e, "%H:%M"), e.1), "\n\n")),
    ("headings of the same level", |all| flat(all, |e| format!("## {}\n\n{}", time(e, FULL), e.1), "\n\n")),
    ("block of code", |all| {
        format!("```\n{}\n```", flat(all, |e| format!("{} {}", time(e, FULL), e.1), "\n"))
    }),
    ("about", |all| by_day(all, h3, |e| format!("- ~{}: {}", time(e, "%H:%M"), e.1), "\n")),
    ("newest first", |all| {
        let mut all = all.to_vec();
        all.reverse();
        flat(&all, |e| format!("- {} {}", time(e, FULL), e.1), "\n")
    }),
    ("chat", |all| by_day(all, h3, |e| format!("bob {}\n{}", time(e, "%-I:%M %p"), e.1), "\n\n")),
];

/// Headings above the same timeline.
const HEADINGS: &[&str] = &[
    "## Timeline",
    "#Timeline",
    "Timeline:",
    "**Timeline**",
    "Timeline\n--------",
    "## 3. Timeline of Events (UTC)",
    "### 📅 Incident Timeline",
    "## Chronology",
    "## The night of the long pages",
    "<details>\n<summary>Timeline</summary>",
];

fn score(entries: &[Entry], heading: &str, body: &str) -> (Score, String) {
    let first = entries.iter().map(|entry| entry.0).min().unwrap();
    let day = first.format("%B %-d, %Y");
    let report = format!(
        "# Outage of {day}\n\n## Summary\n\nIt broke.\n\n{heading}\n\n{body}\n\n## Root cause\n\nA bug.\n\n\
         ## Action items\n\n- Fix it soon\n"
    );
    let (imported, incident) = imported("report.md", &report);
    let found = timed(&incident);
    let minute = |local: NaiveDateTime| local.format(FULL).to_string();
    let is_right = |index: usize, label: usize| {
        found[index].local.is_some_and(|local| minute(local) == minute(entries[label].0))
            && alike(&found[index].event, &entries[label].1)
    };
    let right = pairs(found.len(), entries.len(), is_right).len();
    (Score { right, found: found.len(), labelled: entries.len() }, format!("{report}\n{}", imported.text))
}

/// A layout that is not read leaves its whole timeline to be typed again.
#[test]
fn reads_timelines_in_every_layout() {
    for (layout, write) in LAYOUTS {
        for (name, entries) in timelines() {
            let (score, text) = score(&entries, "## Timeline", &write(&entries));
            let is_all = score.right == score.labelled && score.found == score.labelled;
            assert!(is_all, "{layout}, {name}: {score:?}\n{text}");
        }
    }
}

/// The same timeline below another heading is the same timeline.
#[test]
fn knows_timelines_by_heading_or_by_content() {
    for heading in HEADINGS {
        for (name, entries) in timelines() {
            let body = flat(&entries, |e| format!("- {} {}", time(e, FULL), e.1), "\n");
            let (score, text) = score(&entries, heading, &body);
            assert_eq!(score.right, score.labelled, "{heading}, {name}: {score:?}\n{text}");
        }
    }
}

/// Bare times go back at midnight: that is the next day.
#[test]
fn counts_days_over_midnight() {
    let report = "# Outage\n\n## Timeline\n\n- 22:50 Alert\n- 23:50 - 00:10 Restart\n- 00:40 Calm\n";
    let (_, incident) = imported("2021-05-30-x.md", report);
    let at = |entry: &postmortem::model::Entry| entry.at.as_ref().unwrap().to_string();
    let times: Vec<String> = incident.timeline.iter().map(at).collect();
    assert_eq!(times, ["22:50", "23:50-2021-05-31 00:10", "2021-05-31 00:40"]);
}

/// `T+5 min` counts from the start that the report names; without one it stays text.
#[test]
fn counts_minutes_from_the_start() {
    let times = "- T+5 min: Alert\n- T+1h: Rollback\n";
    let report = format!("# Outage\n\n**Start:** 2021-05-30 10:15\n\n## Timeline\n\n{times}");
    let (_, incident) = imported("x.md", &report);
    let local: Vec<String> = timed(&incident).iter().map(|entry| entry.local.unwrap().to_string()).collect();
    assert_eq!(local, ["2021-05-30 10:20:00", "2021-05-30 11:15:00"]);
    let (_, incident) = imported("x.md", &format!("# Outage\n\n## Timeline\n\n{times}"));
    assert_eq!(incident.timeline[0].event.as_deref(), Some("T+5 min: Alert"));
}
