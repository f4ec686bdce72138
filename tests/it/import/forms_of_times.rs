//! Forms of times and layouts of timelines that reports of many teams have.

use super::reading::{imported, report, timeline};

/// The entries that the section of a timeline becomes.
fn entries(section: &str) -> Vec<String> {
    timeline(&imported(&report(&format!("## Timeline\n\n{section}"))))
}

#[test]
fn reads_times_in_the_forms_of_many_teams() {
    for line in [
        "2024-05-30 1015: Errors begin",
        "2024-05-30 1015 - Errors begin",
        "2024-05-30 (10:15 UTC): Errors begin",
        "At 10:15 on May 30: Errors begin",
        "<b>10:15</b> Errors begin",
        "<strong>10:15 UTC</strong>: Errors begin",
        "<b>10:15</b> – Errors begin",
        "T+0 (10:15 UTC): Errors begin",
        "UTC 10:15 Errors begin",
        "[UTC 10:15] Errors begin",
        "10.15 UTC - Errors begin",
        "2024-05-30, 10.15: Errors begin",
        "20240530 10:15 Errors begin",
        "2024-05-30_10:15 Errors begin",
        "30/May/2024 10:15 Errors begin",
        "10:15 hrs Errors begin",
        "10:15 Uhr: Errors begin",
    ] {
        let found = entries(&format!("- {line}"));
        assert!(
            found == ["2024-05-30 10:15 | Errors begin"] || found == ["10:15 | Errors begin"],
            "{line}: {found:?}"
        );
    }
}

#[test]
fn keeps_numbers_after_a_day_that_are_no_time() {
    for text in ["1015 requests fail", "(10 people) are called", "4.18 is deployed", "10.15 percent fail"] {
        assert_eq!(entries(&format!("- 2024-05-30 {text}")), [format!("2024-05-30 | {text}")]);
    }
    for text in ["4.18 is deployed", "20240530 requests fail", "Thursday is quiet", "10.15 % fail"] {
        assert_eq!(entries(&format!("- {text}")), [format!(" | {text}")]);
    }
}

#[test]
fn keeps_a_link_whose_text_begins_with_the_time() {
    let found =
        entries("- [10:15 Errors begin](https://example.com/1)\n- [10:20](https://example.com/2) Called");
    assert_eq!(found, ["10:15 | [Errors begin](https://example.com/1)", "10:20 | Called"]);
}

#[test]
fn counts_times_from_the_first_one() {
    let found = entries(
        "| Time | Event |\n| --- | --- |\n| 2024-05-30 10:15 UTC | Errors begin |\n| +10 minutes | Called |\n\
         | \\[+6.5 hrs] | Rolled back |\n| +2 days later | Reviewed |",
    );
    let expected =
        ["10:15 | Errors begin", "10:25 | Called", "16:45 | Rolled back", " | +2 days later — Reviewed"];
    let bare: Vec<String> = found.iter().map(|entry| entry.replace("2024-05-30 ", "")).collect();
    assert_eq!(bare, expected);
}

#[test]
fn reads_tables_whose_header_has_the_day_and_whose_cells_say_that_the_time_is_unknown() {
    let found = entries(
        "| Time on 29.05.2024 | Event |\n| --- | --- |\n| --:-- | A release |\n| 10:15 | Errors begin |\n| ? | Called |",
    );
    assert_eq!(found, ["2024-05-29 | A release", "10:15 | Errors begin", " | Called"]);
}

#[test]
fn reads_times_of_four_digits_in_a_column_of_times() {
    let found = entries("| Time (CDT) | Event |\n|---|---|\n| 1410 | Errors begin |\n| 2015 | Called |");
    assert_eq!(found, ["14:10 | Errors begin", "20:15 | Called"]);
    let years = "| Year | Event |\n|---|---|\n| 1995 | Written |\n| 2015 | Bought |";
    assert_eq!(entries(years).len(), 0);
}

#[test]
fn reads_a_time_whose_cell_is_broken_in_two() {
    let found = entries(
        "| When | What |\n|---|---|\n| May 30<br>10:15 | Errors begin |\n| May 30<br>10:20 | Called |",
    );
    assert!(found[0].ends_with("10:15 | Errors begin"), "{found:?}");
    assert!(found[1].ends_with("10:20 | Called"), "{found:?}");
}

#[test]
fn reads_entries_below_headings_that_are_days() {
    let table = "### 2024-05-29\n\n| Time | Event |\n|---|---|\n| 10:15 | Errors begin |\n\n### 2024-05-30\n\n- Reviewed";
    assert_eq!(entries(table), ["2024-05-29 10:15 | Errors begin", "2024-05-30 | Reviewed"]);
    let quote = "### May 30\n\n> 10:15 Errors begin\n>\n> 10:20 Called";
    assert_eq!(entries(quote), ["2024-05-30 10:15 | Errors begin", "10:20 | Called"]);
}

#[test]
fn reads_times_that_are_alone_on_their_line() {
    let above = "### May 30\n\n1:03\nErrors begin\n\n5:10 AM\nCalled";
    assert_eq!(entries(above), ["2024-05-30 01:03 | Errors begin", "05:10 | Called"]);
    let below = "**Investigating** - We look into it.\nMay 30, 10:15 UTC\n\n**Resolved** - It works.\nMay 30, 10:20 UTC";
    let found = entries(below);
    assert!(found[0].ends_with("10:15 | **Investigating** - We look into it."), "{found:?}");
    assert!(found[1].ends_with("10:20 | **Resolved** - It works."), "{found:?}");
}

#[test]
fn reads_lists_that_markdown_does_not_know() {
    assert_eq!(entries("– 10:15 Errors begin\n– 10:20 Called"), ["10:15 | Errors begin", "10:20 | Called"]);
    let html = "<ul>\n<li>10:15 Errors begin</li>\n<li>10:20 Called</li>\n</ul>";
    assert_eq!(entries(html), ["10:15 | Errors begin", "10:20 | Called"]);
}

#[test]
fn leaves_a_list_that_an_entry_introduces_with_the_entry() {
    let found = entries("- 10:15 Errors begin\n\nThe hosts are:\n\n- cdn-1\n- cdn-2");
    assert_eq!(found, ["10:15 | Errors begin⏎⏎The hosts are:⏎⏎- cdn-1⏎- cdn-2"]);
}

#[test]
fn reads_times_after_a_mark_in_brackets() {
    let found = entries(
        "- **[Outage start]** On 2024-05-30, at 10:15:30, errors begin\n- [Fix] 10:20 Rolled back\n- [???] Called",
    );
    let expected =
        ["2024-05-30 10:15:30 | **[Outage start]** errors begin", "10:20 | [Fix] Rolled back", " | Called"];
    assert_eq!(found, expected);
}

#[test]
fn reads_months_and_days_before_a_time() {
    let found =
        entries("- [05-29 16:21] A release\n- [05-30 10:15] Errors begin\n- [9-10 10:15] of them are lost");
    assert_eq!(found[..2], ["2024-05-29 16:21 | A release", "2024-05-30 10:15 | Errors begin"]);
    assert!(found[2].ends_with("[9-10 10:15] of them are lost"), "{found:?}");
}

#[test]
fn reads_the_entries_of_a_range_of_time() {
    let found =
        entries("- 2024-05-29 12:39 - 15:30\n  - 12:39 Errors begin\n  - Called\n  - 15:30 Rolled back");
    assert_eq!(found, ["2024-05-29 12:39 | Errors begin", " | Called", "15:30 | Rolled back"]);
}

#[test]
fn finds_times_in_texts_where_no_section_is_the_timeline() {
    let leadup =
        "## Leadup\n\n- **10:15 UTC:** Errors begin\n- **10:20 UTC:** Called\n- **10:30 UTC:** Rolled back";
    assert_eq!(
        timeline(&imported(&report(leadup))),
        ["10:15 | Errors begin", "10:20 | Called", "10:30 | Rolled back"]
    );
    let with_timeline = format!("{leadup}\n\n## Timeline\n\n- 10:15 Errors begin");
    assert_eq!(timeline(&imported(&report(&with_timeline))), ["10:15 | Errors begin"]);
    let details = "## Details\n\nA provider fails.\n\n#### 10:15 UTC\n\nErrors begin.\n\n#### 10:20 UTC\n\nRolled back.";
    assert_eq!(timeline(&imported(&report(details))), ["10:15 | Errors begin.", "10:20 | Rolled back."]);
}

#[test]
fn finds_a_list_of_times_that_has_no_heading() {
    let text = "# T\n\nDate: 2024-05-30\n\nOn that day it was slow.\n\n* 10:15 Errors begin\n* 10:20 Called\n* ± 10:30 Rolled back\n";
    assert_eq!(timeline(&imported(text)), ["10:15 | Errors begin", "10:20 | Called", "~10:30 | Rolled back"]);
}

#[test]
fn takes_the_year_of_a_later_entry_where_nothing_else_names_one() {
    let text = "# T\n\n## Timeline\n\n- **May 29th**: A release\n- **May 30th, 2024, 10:15**: Errors begin\n";
    assert_eq!(timeline(&imported(text)), ["2024-05-29 | A release", "2024-05-30 10:15 | Errors begin"]);
}

#[test]
fn ends_a_timeline_below_a_bold_line_at_the_next_label() {
    let text = "# T\n\nDate: 2024-05-30\n\n**Timeline** (PT)\n\n- 10:15 Errors begin\n\n**Root cause:** The pool was too small.\n";
    let incident = imported(text);
    assert_eq!(timeline(&incident), ["10:15 | Errors begin"]);
    assert!(format!("{:?}", incident.root_cause).contains("The pool was too small."));
}

#[test]
fn leaves_a_list_without_times_with_the_entry_above() {
    let found = entries("10:15 Errors begin\n  - nobody looks\n\n10:20 Called");
    assert_eq!(found, ["10:15 | Errors begin⏎⏎- nobody looks", "10:20 | Called"]);
}

#[test]
fn reads_dates_in_the_order_that_brings_them_together() {
    let text = "# T\n\n## Date\n\n05/11/2024\n\n## Timeline\n\n- 05/11/2024 08:00 Errors begin\n- 06/11/2024 07:30 All is well\n";
    let found = timeline(&imported(text));
    let found: Vec<String> = found.iter().map(|entry| entry.replace("2024-11-05 ", "")).collect();
    assert_eq!(found, ["08:00 | Errors begin", "2024-11-06 07:30 | All is well"]);
}

#[test]
fn reads_halves_of_the_day_in_one_letter_and_cities_in_code() {
    let found =
        entries("- 9:58a: Errors begin\n- 12:15p: Called\n- `16:37 Denver` - Rolled back\n- 1a) Not a time");
    let expected = ["09:58 | Errors begin", "12:15 | Called", "16:37 | Rolled back", " | 1a) Not a time"];
    let local: Vec<String> =
        found.iter().map(|entry| entry.replace("2024-05-30T", "").replace("-06:00", "")).collect();
    assert_eq!(local, expected);
}

#[test]
fn reads_times_that_are_approximate_and_weekdays() {
    let found = entries(
        "- 10:15-ish Errors begin\n- 10:20 (approx): Called\n- Friday 9:00: Rolled back\n- Monday at 10:00 Reviewed",
    );
    let expected = [
        "~10:15 | Errors begin",
        "~10:20 | Called",
        "2024-05-31 09:00 | Rolled back",
        "2024-06-03 10:00 | Reviewed",
    ];
    assert_eq!(found, expected);
    let found = entries("- :red_circle: 10:15 Errors begin");
    assert_eq!(found, ["10:15 | :red_circle: Errors begin"]);
}

/// A number with a dot may be a version: only a report that begins several lines so means times.
#[test]
fn reads_times_with_a_dot_where_lines_begin_with_them() {
    let found =
        entries("11.55 Errors begin\nfor all users\n\n~12.01 Called\n\n12:20 Rolled back\n\n12.56 Fixed");
    assert_eq!(
        found,
        ["11:55 | Errors begin⏎for all users", "~12:01 | Called", "12:20 | Rolled back", "12:56 | Fixed"]
    );
    let found = entries("- 10:15 Errors begin\n- 1.18 is rolled back\n- 10:20 Called");
    assert_eq!(found, ["10:15 | Errors begin", " | 1.18 is rolled back", "10:20 | Called"]);
    let found = entries("- 10.15 Errors begin\n- 10.75 of them\n- 10.20 Called\n- 10.21 Fixed");
    assert_eq!(found[1], " | 10.75 of them");
}

#[test]
fn reads_short_hours_after_noon_as_the_afternoon() {
    let found = entries("- 11:55 Errors begin\n- 12:50 Called\n- 1:02 Rolled back\n- 1:20 Fixed");
    assert_eq!(found, ["11:55 | Errors begin", "12:50 | Called", "13:02 | Rolled back", "13:20 | Fixed"]);
    let found = entries("- 12:50 Errors begin\n- 22:50 Called\n- 6:02 Fixed");
    assert_eq!(found[2], "2024-05-31 06:02 | Fixed");
}

#[test]
fn reads_what_is_on_the_lines_below_a_day() {
    let found =
        entries("- 2024-05-29:\n    A release with\n    the fault\n- 2024-05-30 10:15:\n    Errors begin");
    assert_eq!(found, ["2024-05-29 | A release with⏎the fault", "2024-05-30 10:15 | Errors begin"]);
}

#[test]
fn reads_tables_whose_header_names_the_time_of_few_rows() {
    let found = entries(
        "| Time (UTC) | Event |\n|---|---|\n| Days before | A release |\n| 10:15 | Errors begin |\n| Morning | Called |\n| later | Fixed |",
    );
    let expected = ["Days before — A release", "Errors begin", "Morning — Called", "later — Fixed"];
    let texts: Vec<&str> =
        found.iter().filter_map(|entry| entry.split_once(" | ")).map(|(_, text)| text).collect();
    assert_eq!(texts, expected, "{found:?}");
}

#[test]
fn leaves_a_day_in_the_sentence_that_goes_on_with_it() {
    let found = entries("- 10:15 The file that was made on\n  2024-05-16 was lost again.\n- 10:20 Called");
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("2024-05-16 was lost again."), "{found:?}");
}

#[test]
fn counts_from_a_zero_and_leaves_seconds_in_the_text() {
    let found = entries(
        "| Time | Event |\n|---|---|\n| 10:15 | Errors begin |\n| T0 + 5m | Called |\n| T+8.02s | A retry |",
    );
    assert_eq!(found, ["10:15 | Errors begin", "2024-05-30 10:20 | Called", " | T+8.02s — A retry"]);
    let found = entries("| Time | Event |\n|---|---|\n| T0 | Errors begin |\n| T0 + 5m | Called |");
    assert_eq!(found, [" | T0 Errors begin", " | T0 + 5m Called"]);
}

#[test]
fn reads_tables_of_events_whose_times_are_words() {
    let found = entries("| Time | Event |\n|---|---|\n| At first | Errors begin |\n| + diagnosis | Called |");
    assert_eq!(found, [" | At first — Errors begin", " | + diagnosis — Called"]);
}
