//! What the timeline's rules find beyond the examples of their pages: milestones, windows, gaps, durations.

use crate::support::linting::{check, named, options};
use postmortem::lint::Options;

/// What a rule underlines in a final report of a day in UTC.
fn found_on(day: &str, rule: &str, text: &str) -> Vec<String> {
    let options = options(|options| options.only = named(&[rule]));
    found_with(&format!("title: a\nstatus: final\ndate: {day}\ntimezone: UTC\n{text}\n"), &options)
}

fn found(rule: &str, text: &str) -> Vec<String> {
    found_on("2024-05-30", rule, text)
}

fn found_with(text: &str, options: &Options) -> Vec<String> {
    check(text, options).into_iter().map(|finding| finding.text).collect()
}

fn timeline(entries: &[(&str, &str)]) -> String {
    let entries = entries.iter().map(|(at, more)| format!("  - {{at: {at}, event: it is {at}, {more}}}\n"));
    format!("timeline:\n{}", entries.collect::<String>())
}

/// `detected` may come first; of a swapped pair, one finding is enough.
#[test]
fn milestones_have_an_order_but_detection_may_come_first() {
    let rule = "milestone-out-of-order";
    let early = timeline(&[("10:00", "milestone: detected"), ("10:15", "milestone: impact-start")]);
    assert_eq!(found(rule, &early), [""; 0]);
    let swapped = timeline(&[
        ("10:15", "milestone: [impact-start, resolved]"),
        ("10:20", "milestone: detected"),
        ("10:30", "milestone: mitigated"),
    ]);
    assert_eq!(found(rule, &swapped), ["resolved"]);
    let late = "impact: {windows: [{start: 10:15, end: 10:30}]}\n".to_owned()
        + &timeline(&[("11:00", "milestone: mitigated")]);
    assert_eq!(found(rule, &late), ["10:30"]);
    let own = timeline(&[
        ("10:15", "milestone: resolved, occurrence: A"),
        ("12:00", "milestone: mitigated, occurrence: B"),
    ]);
    assert_eq!(found(rule, &own), [""; 0]);
}

/// Windows imply two milestones; an occurrence lacks its own.
#[test]
fn milestones_come_from_windows_too() {
    let rule = "milestone-missing";
    let windows = "impact: {windows: [{start: 10:15, end: 12:45}]}\n";
    let detected = timeline(&[("10:20", "milestone: detected")]);
    assert_eq!(found(rule, &(windows.to_owned() + &detected)), [""; 0]);
    assert_eq!(found(rule, &detected), ["timeline"]);
    let named = timeline(&[
        ("10:15", "milestone: [impact-start, detected], occurrence: A"),
        ("10:20", "milestone: resolved, occurrence: A"),
        ("11:15", "milestone: [impact-start, detected], occurrence: B"),
        ("11:20", ""),
    ]);
    assert_eq!(found(rule, &named), ["timeline"]);
}

/// Twice in one list is twice; in two occurrences it is not.
#[test]
fn milestones_are_repeated_only_within_an_occurrence() {
    let rule = "milestone-repeated";
    assert_eq!(found(rule, &timeline(&[("10:15", "milestone: [detected, detected]")])), ["detected"]);
    let thrice = timeline(&[
        ("10:15", "milestone: detected"),
        ("10:16", "milestone: detected"),
        ("10:17", "milestone: detected"),
    ]);
    assert_eq!(found(rule, &thrice).len(), 2);
    let apart = timeline(&[
        ("10:15", "milestone: detected, occurrence: A"),
        ("10:16", "milestone: detected, occurrence: B"),
    ]);
    assert_eq!(found(rule, &apart), [""; 0]);
}

/// Windows that touch do not overlap; a longer first window reaches over its neighbour.
#[test]
fn windows_overlap_only_where_they_do() {
    let windows = |list: &str| found("windows-overlap", &format!("impact:\n  windows: [{list}]"));
    assert_eq!(windows("{start: 10:15, end: 12:00}, {start: 12:00, end: 12:45}"), [""; 0]);
    assert_eq!(
        windows("{start: 10:15, end: 12:00}, {start: 10:30, end: 10:45}, {start: 11:00, end: 12:45}"),
        ["10:30", "11:00"]
    );
    assert_eq!(windows("{start: 11:00, end: 12:00}, {start: 10:15, end: 11:30}"), ["11:00"]);
    assert_eq!(
        windows("{start: 10:15, end: 12:00, occurrence: A}, {start: 11:00, end: 12:00, occurrence: B}"),
        [""; 0]
    );
    assert_eq!(
        found("window-reversed", "impact: {windows: [{start: 10:15, end: 10:15}, {start: 9:00, end: 8:59}]}"),
        ["8:59"]
    );
}

/// A mark meets an edge to the minute, roughly when it is approximate; an open window has no end to meet.
#[test]
fn marks_meet_windows_as_far_as_times_are_known() {
    let marked = |window: &str, at: &str, milestone: &str| {
        let entries = timeline(&[(at, &format!("milestone: {milestone}"))]);
        found("milestone-contradicts-window", &format!("impact:\n  windows: [{{{window}}}]\n{entries}"))
    };
    let window = "start: 10:15, end: 12:45";
    assert_eq!(marked(window, "10:15:30", "impact-start"), [""; 0]);
    assert_eq!(marked(window, "10:16", "impact-start"), ["impact-start"]);
    assert_eq!(marked(window, "~12:30", "resolved"), [""; 0]);
    assert_eq!(marked(window, "~12:00", "resolved"), ["resolved"]);
    assert_eq!(marked("start: 10:15", "12:00", "resolved"), [""; 0]);
    assert_eq!(marked(window, "11:00", "detected"), [""; 0]);
}

/// Gaps are measured over adjacent windows, from one entry to the next, whatever the order of the file.
#[test]
fn gaps_are_periods_of_impact_without_an_entry() {
    let rule = "timeline-gap";
    let windows = "impact: {windows: [{start: 10:15, end: 11:00}, {start: 11:00, end: 12:45}]}\n";
    let with = |entries: &[(&str, &str)]| found(rule, &(windows.to_owned() + &timeline(entries)));
    assert_eq!(with(&[("10:15", ""), ("11:20", ""), ("12:20", "")]), ["11:20"]);
    assert_eq!(with(&[("10:15", ""), ("11:15", ""), ("12:15", "")]), [""; 0]);
    assert_eq!(with(&[("09:00", ""), ("11:30", "")]), ["11:30"]);
    assert_eq!(with(&[("10:15-11:10", ""), ("12:10", "")]), [""; 0]);
    // Nothing is known of the time of the entry between.
    let untimed = windows.to_owned() + "timeline: [10:15 a, b, 12:00 c]";
    assert_eq!(found(rule, &untimed), [""; 0]);
    let mut options = options(|options| options.only = named(&[rule]));
    options.gap_minutes = 30;
    let text = format!(
        "title: a\nstatus: final\ndate: 2024-05-30\n{windows}{}",
        timeline(&[("10:15", ""), ("10:50", "")])
    );
    assert_eq!(found_with(&text, &options), ["10:50"]);
}

/// What counts is the end of the impact of each occurrence, and the end of a range.
#[test]
fn a_timeline_ends_where_its_last_range_ends() {
    let rule = "timeline-ends-before-resolution";
    let with = |entries: &str| {
        found(rule, &format!("impact: {{windows: [{{start: 10:15, end: 12:45}}]}}\ntimeline: [{entries}]"))
    };
    assert_eq!(with("10:15 a, 12:00 b"), ["12:00"]);
    assert_eq!(with("10:15 a, 12:00-12:45 b"), [""; 0]);
    assert_eq!(with("10:15 a, at the end b"), [""; 0]);
    let start = "timeline-starts-at-detection";
    assert_eq!(found(start, &timeline(&[("10:15", "milestone: detected"), ("10:10", "")])), [""; 0]);
    assert_eq!(
        found(start, &timeline(&[("10:15", "milestone: impact-start"), ("10:15", "milestone: detected")])),
        [""; 0]
    );
}

/// The same words at another time are another event.
#[test]
fn duplicates_have_the_same_time_and_text() {
    let rule = "duplicate-entry";
    assert_eq!(found(rule, "timeline: [10:15 a, 10:16 a, 10:15:00 b, a, a, '10:15  a ']"), ["a"]);
}

/// The abbreviation is judged by the day and the place that it is about.
#[test]
fn zone_names_belong_to_half_of_the_year() {
    let rule = "standard-time-in-summer";
    assert_eq!(found(rule, "summary: At 10:15 EST and 10:15 EDT, CET and CEST, and `PST`."), ["EST", "CET"]);
    assert_eq!(found_on("2024-01-30", rule, "summary: At 10:15 EST and 10:15 EDT"), ["EDT"]);
    // The other half of the world has its summer.
    assert_eq!(found_on("2024-01-30", rule, "summary: At 10:15 AEST and NZDT"), ["AEST"]);
    // On the day of a change both are right, and an entry has its own day.
    assert_eq!(found_on("2024-03-10", rule, "summary: At 10:15 EST and EDT"), [""; 0]);
    assert_eq!(
        found(rule, "timeline: [2024-01-30 10:15 at 10:15 EST, 2024-05-30 10:15 at 10:15 EST]"),
        ["EST"]
    );
    // The sentence is about another month.
    assert_eq!(
        found(rule, "summary: It began on January 5 at 10:00 EST. On May 30 at 10:00 EST it broke."),
        ["EST"]
    );
    let phoenix = "title: a\ndate: 2024-05-30\ntimezone: America/Phoenix\nsummary: At 10:15 MST\n";
    assert_eq!(found_with(phoenix, &options(|options| options.only = named(&[rule]))), [""; 0]);
    let undated = "title: a\nsummary: At 10:15 EST\n";
    assert_eq!(found_with(undated, &options(|options| options.only = named(&[rule]))), [""; 0]);
}

/// Impact from 10:15 to 12:45: two and a half hours.
fn stated(summary: &str) -> Vec<String> {
    let times = timeline(&[
        ("10:15", "milestone: impact-start"),
        ("10:20", "milestone: detected"),
        ("11:15", "milestone: mitigated"),
        ("12:45", "milestone: resolved"),
    ]);
    found("duration-contradicts-prose", &format!("{times}summary: |\n  {summary}\n"))
}

/// A duration of the whole that the times do not give is found, however it is written.
#[test]
fn wrong_durations_are_found() {
    for (text, duration) in [
        ("The outage lasted 3 hours.", "3 hours"),
        ("It lasted about 4 h 10 min.", "4 h 10 min"),
        ("A 3-hour outage hit all.", "3-hour"),
        ("The site was down for 45 minutes.", "45 minutes"),
        ("Checkout was down for 45 minutes after the push.", "45 minutes"),
        ("Duration: 1h50m", "1h50m"),
        ("For two hours, nobody could pay.", "two hours"),
        ("There were 3 hours of downtime.", "3 hours"),
        ("The duration of the outage was three and a half hours.", "three and a half hours"),
    ] {
        assert_eq!(stated(text), [duration], "{text}");
    }
}

/// A false alarm about a figure costs the trust in all figures.
#[test]
fn right_durations_ranges_bounds_and_parts_pass() {
    for text in [
        "The outage lasted 2 h 30 min, about 2.5 hours, roughly 150 minutes.",
        "The outage lasted 160 minutes.",
        "It was down for 2-4 hours, between 3 and 4 hours, from 3 to 4 hours, three or four hours.",
        "It was down for up to 5 hours, for more than 1 hour, for at least 20 minutes.",
        "Users were unable to pay for an hour, until the mitigation; it was down for 5 minutes unnoticed.",
        "The rollback took 12 minutes. The outage came 3 days later, 10 minutes after a deploy.",
        "Tokens are cached for 24 hours. The certificate is valid for 90 days.",
        "The outage was over. 20 minutes of logs were lost in `lasted 9 hours`.",
        "Adding one locks the table for 40 minutes, which takes the database offline for longer.",
        "From 10:15 to 12:45 the site was down for another 20 minutes.",
    ] {
        assert_eq!(stated(text), [""; 0], "{text}");
    }
}

/// Without a date, times are ordered as written, whatever the offset of their zone.
#[test]
fn times_without_a_date_have_an_order_in_any_zone() {
    for zone in ["+05:00", "-05:00", "UTC", "Asia/Kolkata"] {
        let text =
            format!("title: a\ntimezone: {zone}\n{}", timeline(&[("04:00", "by: a"), ("06:00", "by: b")]));
        let options = options(|options| options.only = named(&["timeline-out-of-order"]));
        assert_eq!(found_with(&text, &options), [""; 0], "{zone}");
    }
}
