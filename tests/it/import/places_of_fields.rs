//! Titles, days and severities where reports of many teams have them.

use super::reading::{imported, imported_as, report, timeline};
use postmortem::model::Incident;

fn date(incident: &Incident) -> String {
    incident.date.as_ref().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn finds_the_title() {
    for (title, text) in [
        ("Checkout fails", "# Checkout fails <a href=\"#checkout\" id=\"checkout\"></a>"),
        ("Checkout fails", "# Title:\n\n### Checkout fails"),
        ("Checkout fails", "# Incident report\n\n## Title\n\nCheckout fails"),
    ] {
        let incident = imported(&format!("{text}\n\n## Summary\n\nIt was down.\n"));
        assert_eq!(incident.title, title, "{text}");
    }
    let long = "Delays in what we process for customers of the region in the west, and in what depends on it";
    let incident =
        imported(&format!("{long}\n{}\n\nSummary\n-------\n\nIt was down.\n", "=".repeat(long.len())));
    assert_eq!(incident.title, long);
}

#[test]
fn finds_the_day_of_the_incident() {
    for (name, text) in [
        ("r.md", "# T\n\n## Date: May 30, 2024\n\n## Details\n\nIt was down.\n"),
        ("r.md", "# T\n\n**Date:** 2024\\-05\\-30\n\n## Summary\n\nIt was down.\n"),
        ("r.md", "# T\n\n## Overview\n\nThursday, May 30, 2024\n\nIt was down.\n"),
        (
            "r.md",
            "# T\n\n## Executive summary\n\n**Incident date:** May 30th, 2024\n**Severity:** SEV1\n\nIt was down.\n",
        ),
        ("r.md", "# T\n\n2024-05-30, 08:30–12:10 UTC\n\n## Summary\n\nIt was down.\n"),
        (
            "r.md",
            "# T\n\n**Meeting scheduled for:** 2024-06-03\n\n## Summary\n\nOn 2024-05-30 it was down for a while.\n",
        ),
        (
            "r.md",
            "---\ndate: 2024-06-03\n---\n# T\n\n## Summary\n\nFrom May 30th on it was down for a while, again and again.\n",
        ),
        (
            "2024-06-05-incident.md",
            "---\ntitle: T\n---\n\nOn 30th May 2024 a token was found in the logs of a build.\n",
        ),
        ("20240530-checkout.md", "# T\n\n## Summary\n\nIt was down.\n"),
        ("20240530-checkout/README.md", "# T\n\n## Summary\n\nIt was down.\n"),
        ("r.md", "# T\n\n_Kim Lee 2024-05-30._\n\n## Details\n\nIt was down.\n"),
        ("r.md", "# T\n\n## What happened\n\nIt began at `2024-05-30T10:15:04Z` and went on for an hour.\n"),
        (
            "r.md",
            "# T\n\n_Kim Lee, 2024-06-03_\n\n## Summary\n\nOn May 30th, 2024 it was down for an hour, for all users.\n",
        ),
        (
            "r.md",
            "# T\n\n**Date:** 2024-05-30\n\n## Summary\n\nIt was down.\n\n## Sign-off\n\n**Date:** 2024-06-03\n",
        ),
        (
            "r.md",
            "# T\n\n- **Date of incident**: 2024-05-30 (the second release)\n\n## Timeline\n\n- 2024-05-28 A release\n- 2024-05-30 10:15 Errors begin\n",
        ),
        ("r.md", "# T\n\n## Detection (2024-05-30 10:15 UTC)\n\nAn alert.\n"),
    ] {
        assert_eq!(date(&imported_as(name, text)), "2024-05-30", "{text}");
    }
}

#[test]
fn takes_the_day_of_publishing_where_the_text_names_one_long_before() {
    let text = "---\ndate: 2024-06-03\n---\n# T\n\n## Summary\n\nThe change of September 12th made it slow and then unusable.\n";
    assert_eq!(date(&imported(text)), "2024-06-03");
}

#[test]
fn keeps_the_day_in_the_name_of_a_file_that_is_no_page() {
    let text = "# T\n\nOn 2024-05-20 a release brought the fault that was found today.\n";
    assert_eq!(date(&imported_as("2024-05-30-checkout.md", text)), "2024-05-30");
}

#[test]
fn finds_the_severity() {
    for (severity, section) in [
        ("Major", "## Impact\n\n**Severity:** Major (high impact, degraded)\n\nMany saw errors."),
        ("SEV2", "## Incident\n\n* Network: main\n* Severity:\n  * SEV-2 – degraded\n* Duration: 3 h"),
        ("SEV2", "## Overview\n\n* Network: main\n* Severity:\n  * SEV-2 – degraded\n* Duration: 3 h"),
        ("SEV1", "## Overview\n\n* Network: main\n* **Severity:**&#x20;\n  * SEV-1 – down\n* Duration: 3 h"),
        ("SEV2", "## Overview\n\n**Duration:** 4 min | **Severity:** SEV2 | **Author:** Kim Lee"),
        (
            "halt",
            "## Overview\n\n**Severity:** halt (all regions), no loss of data, and of\nmoney neither.\n",
        ),
        ("SEV1", "## Metadata\n\n- Severity (see `docs/levels.md`): sev1\n- Area: api"),
        ("SEV1", "## Overview\n\n| Item | Detail |\n|---|---|\n| Severity | Sev 1 |\n| Date | 2024-05-30 |"),
    ] {
        let incident = imported(&report(section));
        assert_eq!(
            incident.severity.as_ref().map(ToString::to_string).as_deref(),
            Some(severity),
            "{section}"
        );
    }
}

#[test]
fn understands_headings_by_what_is_in_parentheses_too() {
    let incident = imported(&report("## Working theory (root cause)\n\nThe pool was too small."));
    let found = format!("{:?}", incident.root_cause);
    assert!(found.contains("The pool was too small."), "{found}");
    let incident = imported(&report("## Event order\n\n- Errors begin\n- The pool is grown"));
    assert_eq!(timeline(&incident), [" | Errors begin", " | The pool is grown"]);
}

#[test]
fn finds_the_zone_in_a_remark() {
    let text = "# T\n\nAll times in PDT (UTC-7).\n\n## Timeline\n\n- 2024-05-30 10:15 Errors begin\n- 17:20 UTC Called\n";
    let incident = imported(text);
    assert_eq!(incident.timezone.as_ref().map(ToString::to_string).as_deref(), Some("America/Los_Angeles"));
}

#[test]
fn reads_a_label_whose_value_is_bold_too() {
    let incident = imported("# T\n\n**Incident lead: Kim Lee**\n\n## Timeline\n\n- 10:15 Errors begin\n");
    let found = format!("{:?}", incident.roles);
    assert!(found.contains("Kim Lee") && !found.contains("**"), "{found}");
}

/// The second of two sections of one name goes on with the note of the first.
#[test]
fn keeps_sections_of_one_name() {
    let incident = imported(&report("## Appendix\n\nThe graphs.\n\n## Appendix\n\nThe logs."));
    let found = format!("{:?}", incident.notes);
    assert!(found.contains("The graphs.") && found.contains("The logs."), "{found}");
}

#[test]
fn understands_what_headings_ask() {
    for heading in ["Reason for the outage", "How did this happen?", "What broke", "Causal analysis"] {
        let incident = imported(&report(&format!("## {heading}\n\nThe pool was too small.")));
        assert!(format!("{:?}", incident.root_cause).contains("The pool was too small."), "{heading}");
    }
    for heading in
        ["How are we preventing it from happening again?", "What is being done to prevent this", "TODO list"]
    {
        let incident = imported(&report(&format!("## {heading}\n\n- Grow the pool\n- Alert on the pool")));
        assert_eq!(incident.actions.len(), 2, "{heading}");
    }
    let incident = imported(&report("## Analysis\n\nThe pool was too small."));
    assert_eq!(incident.narrative.as_deref(), Some("The pool was too small."));
}

#[test]
fn reads_lists_and_tables_of_front_matter_in_toml() {
    let text = "+++\ntitle = \"Checkout fails\"\nauthors = [\"Kim Lee\", \"Ann Poe\"]\naliases = [\"a.html\"]\n\n[extra]\nteam = \"infra\"\n+++\n\n## Summary\n\nIt was down.\n";
    let incident = imported(text);
    let names: Vec<&str> = incident.authors.iter().map(|author| author.name.as_str()).collect();
    assert_eq!(names, ["Kim Lee", "Ann Poe"]);
    let custom = format!("{:?}", incident.custom);
    assert!(custom.contains("infra") && !custom.contains("extra"), "{custom}");
}

#[test]
fn understands_headings_that_say_the_cause_after_a_colon() {
    let incident =
        imported(&report("## Root cause: the pool had never been as large as the load needs\n\nIt grew."));
    let found = format!("{:?}", incident.root_cause);
    assert!(found.contains("It grew.") && found.contains("never been as large"), "{found}");
}

#[test]
fn reads_a_text_in_which_each_part_follows_its_name() {
    let incident = imported(
        "Issue summary:\nIt was down.\nTimeline:\n10:15 AM: Errors begin\n10:20 AM: Called\nRoot cause:\nThe pool was too small.\nCorrective measures:\nGrow the pool.\nAlert on it.\n",
    );
    assert_eq!(timeline(&incident), ["10:15 | Errors begin", "10:20 | Called"]);
    assert!(format!("{:?}", incident.root_cause).contains("too small"), "{:?}", incident.root_cause);
    assert_eq!(incident.actions.len(), 2, "{:?}", incident.actions);
}
