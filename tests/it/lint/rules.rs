//! What rules find beyond the examples of their pages.

use crate::support::linting::{check, found, found_in, found_with, named, options};
use postmortem::lint::{Options, WordList};

/// A timeline entry in flow style.
fn entry(at: &str, more: &str) -> String {
    format!("  - {{at: {at}, event: it is {at}, {more}}}\n")
}

/// Each text that was left is found, at its own words, in all kinds of fields.
#[test]
fn placeholder_left_finds_every_mark_but_not_the_subject() {
    let text = "summary: |\n  TODO and\n  then TBD: what?\nowner: fixme\nactions: [Write it ???]\ntags: [Lorem ipsum]";
    assert_eq!(found("placeholder-left", text), ["TODO", "TBD", "fixme", "???", "Lorem ipsum"]);
    let fine = "summary: The list `TODO` and \"TBD\" at https://x.org/TODO; todo el mundo asks really???";
    assert_eq!(found("placeholder-left", fine), [""; 0]);
    let options = options(|options| {
        let list = WordList { extend: named(&["to be written"]), words: None };
        options.words.insert("placeholder-left".into(), list);
    });
    assert_eq!(found_with("placeholder-left", "summary: To be written", &options), ["To be written"]);
}

/// Figures that say when, which error or which port do not say how much.
#[test]
fn impact_unquantified_knows_figures_from_dates_and_names() {
    let rule = "impact-unquantified";
    for vague in [
        "Users saw 503 errors from 10:15 to 12:45.",
        "Users were hurt on May 30, 2024, and on 30/05/2024 and 2024-05-30 at 7 PM.",
        "Port 22 and version 5 answered HTTP 500; 5xx rose.",
    ] {
        assert_eq!(found(rule, &format!("impact: \"{vague}\"")), ["impact"], "{vague}");
    }
    for figure in [
        "~80% were hurt.",
        "500 users may wait.",
        "$1.2M was lost.",
        "For 12 minutes nobody paid.",
        "503% more",
    ] {
        assert_eq!(found(rule, &format!("impact: \"{figure}\"")), [""; 0], "{figure}");
    }
    assert_eq!(found(rule, "impact: {users: many}"), [""; 0]);
}

/// Only counterfactuals about what people did are hindsight; risks, machines and luck are not.
#[test]
fn hindsight_judges_people_not_machines() {
    let rule = "hindsight";
    let text = "summary: |\n  We should\n  have tested. It could have been avoided, if only we knew.\nnarrative: |\n  \
                The on-call engineer repeatedly failed to see it. They shouldn’t have.\n";
    let expected = ["should\n  have", "could have been avoided", "if only", "failed to", "shouldn’t have"];
    let mut reported = found(rule, text);
    reported.sort_by_key(|words| expected.iter().position(|expected| expected == words));
    assert_eq!(reported, expected);
    for fine in [
        "summary: The disk failed to mount. The team saw it. It failed to start.",
        "summary: It could have led to data loss, and could have been worse.",
        "lessons: {lucky: [It could have hit on Monday]}",
        "summary: We should have alerts on it, should have this, and should have monitoring for the speed.",
        "actions: [Alert that should have fired]",
        "summary: He said \"we should have known\", and `should have`.",
    ] {
        assert_eq!(found(rule, fine), [""; 0], "{fine}");
    }
    let regret =
        "summary: It should have never been merged, should have been seen and should've immediately alerted.";
    assert_eq!(found(rule, regret), ["should have", "should have", "should've"]);
    assert_eq!(found(rule, "lessons: {went_wrong: [We could have known]}"), ["could have"]);
}

/// Blame is looked for in causes, factors and the trigger, whatever the form of the field.
#[test]
fn human_error_is_found_in_every_kind_of_cause() {
    let text = "trigger: Operator error.\nroot_cause: [Human-error again, {text: the fault of Bob}]\n\
                contributing_factors: They forgot it.\nsummary: human error\n";
    assert_eq!(found("human-error-as-cause", text), ["Operator error", "Human-error", "fault of", "forgot"]);
}

/// The first word decides, after a label; whatever gives the action an end lets it pass.
#[test]
fn action_vague_reads_the_first_word() {
    let text = "actions:\n  - \"Monitoring: improving alerts\"\n  - \"**Look into** the balancer\"\n  \
                - Reviewed the runbook\n  - {title: Improve it, done_when: it is}\n  - {title: Improve it, ticket: OPS-1}\n  \
                - {title: Improve it, status: done}\n  - Improve p99 to 200 ms\n  - Alert on improved latency\n  \
                - Reviewers are assigned\n";
    assert_eq!(found("action-vague", text), ["improving", "Look into", "Reviewed"]);
}

/// One finding an action says all that it lacks, by the configuration's own list.
#[test]
fn action_incomplete_follows_the_configuration() {
    let text = "actions:\n  - a\n  - {title: b, owner: x}\n  - {title: c, owner: x, ticket: T-1}\n  \
                - {title: d, status: done}\n";
    assert_eq!(found("action-incomplete", text), ["a", "b"]);
    let options = options(|options| options.require = vec![named(&["priority"])]);
    assert_eq!(found_with("action-incomplete", text, &options), ["a", "b", "c"]);
}

/// An action is overdue from the day after its date, on the calendar of the file's zone.
#[test]
fn action_overdue_counts_days_of_the_files_zone() {
    let text = |zone: &str, due: &str| {
        format!(
            "title: a\ntimezone: {zone}\nactions: [{{title: a, due: {due}}}, {{title: b, due: 2024-01-01, status: done}}]\n"
        )
    };
    let at = |zone, due| found_in("action-overdue", &text(zone, due), &Options::default());
    assert_eq!(at("UTC", "2024-06-30"), ["2024-06-30"]);
    assert_eq!(at("UTC", "2024-07-01"), [""; 0]);
    // Noon of 1 July in UTC is already 2 July there.
    assert_eq!(at("Pacific/Kiritimati", "2024-07-01"), ["2024-07-01"]);
}

/// Names are as forgiving as the format's own words.
#[test]
fn names_may_differ_in_case_and_hyphens() {
    assert_eq!(found("unknown-severity", "severity: sev-1"), [""; 0]);
    assert_eq!(found("unknown-severity", "severity: SEV9"), ["SEV9"]);
    assert_eq!(found("unknown-service", "services: [anything]"), [""; 0]);
    let options = options(|options| options.services = named(&["web", "check-out"]));
    assert_eq!(found_with("unknown-service", "services: [Checkout, wob]", &options), ["wob"]);
}

/// Times are read with what surrounds them: date, zone, offset, in every sequence.
#[test]
fn missing_dates_and_zones_are_reported_at_the_first_time() {
    let in_file = |rule, text: &str| found_in(rule, &format!("title: a\n{text}\n"), &Options::default());
    assert_eq!(in_file("date-missing", "timeline: [x, 10:15 a, 10:20 b]"), ["10:15"]);
    assert_eq!(in_file("date-missing", "timeline: [2024-05-30 10:15 a, 10:20 b]"), [""; 0]);
    assert_eq!(in_file("date-missing", "impact: {windows: [{start: 10:15, end: 10:20}]}"), ["10:15"]);
    assert_eq!(in_file("zone-missing", "communications: [{at: 10:15, text: a}]"), ["10:15"]);
    assert_eq!(in_file("zone-missing", "timeline: [2024-05-30T10:15Z a, 2024-05-30 b]"), [""; 0]);
    let options = options(|options| options.settings.timezone = "UTC".parse().ok());
    assert_eq!(found_in("zone-missing", "title: a\ntimeline: [10:15 a]\n", &options), [""; 0]);
}

/// A field that could not be read is not missing too: its own error is reported.
#[test]
fn what_could_not_be_read_is_not_missing() {
    let faults = |text: &str| {
        let found = check(&format!("title: a\nstatus: final\n{text}\n"), &Options::default());
        found.into_iter().map(|finding| finding.rule).collect::<Vec<_>>()
    };
    for (text, fault, silent) in [
        ("sumary: a", "unknown-field", "summary-missing"),
        ("summary: [a]", "wrong-type", "summary-missing"),
        ("date: 30.5.2024\ntimeline: [10:15 a]", "invalid-value", "date-missing"),
        ("timezone: EST\ntimeline: [10:15 a]", "unknown-timezone", "zone-missing"),
        ("timeline: a", "wrong-type", "timeline-empty"),
        ("timeline: [{at: 25:00, event: a}]", "invalid-time", "entry-without-time"),
        ("actions: [{title: a, owner: b, due: soon}]", "invalid-value", "action-incomplete"),
    ] {
        let found = faults(text);
        assert!(!found.contains(&silent), "{silent} speaks of {text}");
        assert!(found.contains(&fault), "{fault} of {text}: {found:?}");
    }
    assert_eq!(found("entry-without-time", "timeline: [a, 10:15 b]"), ["a"]);
}

/// What has its own date and what inherits one are distinguished: a mistyped year is one mistake, not ten.
#[test]
fn time_in_future_reports_each_mistake_once() {
    let rule = "time-in-future";
    let list = |times: &str| found(rule, &format!("timeline: [{times}]"));
    assert_eq!(
        list("2024-08-30 10:15 a, 10:20 b, 2024-06-30 10:15 c, 2024-09-01 10:15 d"),
        ["2024-08-30 10:15", "2024-09-01 10:15"]
    );
    assert_eq!(list("2024-07-01 11:59 a, 12:01 b"), ["12:01"]);
    let whole = "title: a\ndate: 2025-05-30\ntimezone: UTC\ntimeline: [10:15 a, 10:20 b]\n";
    assert_eq!(found_in(rule, whole, &Options::default()), ["2025-05-30"]);
    // Where no zone is known, the time may be that of the zone furthest ahead.
    let zoneless = |time: &str| format!("title: a\ntimeline: [{time} a]\n");
    assert_eq!(found_in(rule, &zoneless("2024-07-02 01:00"), &Options::default()), [""; 0]);
    assert_eq!(found_in(rule, &zoneless("2024-07-02 03:00"), &Options::default()), ["2024-07-02 03:00"]);
    let windows = "impact: {windows: [{start: 2024-06-30 10:15, end: 2024-07-30 10:15}]}";
    assert_eq!(found(rule, windows), ["2024-07-30 10:15"]);
    assert_eq!(found(rule, "reviewed: 2024-07-02"), [""; 0]);
    assert_eq!(found(rule, "reviewed: 2025-06-02"), ["2025-06-02"]);
}

/// Order is that of instants: a clock set back, an offset and an occurrence of its own do not break it.
#[test]
fn order_is_that_of_instants_in_one_occurrence() {
    let rule = "timeline-out-of-order";
    let list = |times: &str| found(rule, &format!("timeline:\n{times}"));
    assert_eq!(
        list(&(entry("10:15", "") + &entry("12:00", "") + &entry("11:00", "") + &entry("11:30", ""))),
        ["11:00"]
    );
    assert_eq!(list(&(entry("10:15", "occurrence: A") + &entry("09:00", "occurrence: B"))), [""; 0]);
    assert_eq!(list(&(entry("2024-05-30T10:15Z", "") + &entry("2024-05-30T09:00-04:00", ""))), [""; 0]);
    assert_eq!(list("  - 10:15 a\n  - without a time\n  - ~10:00 b\n"), ["~10:00"]);
    let set_back = "title: a\ndate: 2023-11-05\ntimezone: America/New_York\ntimeline:\n  \
                    - 2023-11-05T01:50-04:00 a\n  - 2023-11-05T01:10-05:00 b\n";
    assert_eq!(found_in(rule, set_back, &Options::default()), [""; 0]);
    assert_eq!(found_in(rule, "title: a\ntimeline: [10:15 a, 10:10 b]\n", &Options::default()), ["10:10"]);
}
