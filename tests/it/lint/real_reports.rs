//! Rules where real reports showed what they missed and what they mistook.

use crate::support::linting::{check, named, options};
use crate::support::linting::{found, found_in, found_with};
use postmortem::diagnostic::Level;
use postmortem::lint::Options;

/// Nobody can report what was done before anybody knew.
#[test]
fn a_gap_begins_when_the_incident_is_noticed() {
    let rule = "timeline-gap";
    let text = |detected: &str| {
        format!(
            "timeline:\n  - {{at: 10:00, event: a, milestone: impact-start}}\n  - {{at: '{detected}', event: b, milestone: detected}}\n  \
             - {{at: '16:30', event: c}}\n  - {{at: '17:00', event: d, milestone: resolved}}\n"
        )
    };
    assert_eq!(found(rule, &text("16:00")), [""; 0]);
    assert_eq!(found(rule, &text("14:00")), ["'16:30'"]);
}

/// A near miss has no figures, and no start or end of impact.
#[test]
fn an_incident_without_impact_is_asked_for_none() {
    let asked = |impact: &str| {
        let text = format!(
            "title: a\nstatus: final\nimpact: {impact}\ntimeline: [{{at: 10:15, event: b, milestone: detected}}]\n"
        );
        let rules =
            ["impact-missing", "impact-unquantified", "milestone-missing", "vague-quantity", "timeline-gap"];
        let options = options(|options| options.only = named(&rules));
        check(&text, &options).into_iter().map(|found| found.rule).collect::<Vec<_>>()
    };
    let near_misses = [
        "none",
        "None.",
        "None, the canary caught it",
        "No impact on users",
        "\"No user impact: caught in staging\"",
        "There was no impact.",
        "No users were affected.",
        "No users in production were affected by it.",
        "No customer was impacted.",
        "Zero impact",
        "Zero customer impact.",
        "No one noticed.",
        "Nobody was affected.",
        "N/A",
        "{description: No impact., users: 0}",
        "{description: none, metrics: [{name: lost orders, value: 0}]}",
        "{description: none}",
    ];
    for none in near_misses {
        assert_eq!(asked(none), [""; 0], "{none}");
    }
    for some in [
        "None of the users could pay",
        "Nonetheless pages were slow",
        "No images were shown",
        "\"No impact on EU, but all US customers could not pay.\"",
        "No one noticed the failed payments.",
        "No users were affected at first.",
        "No data was lost, and pages were slow.",
        "{description: none, metrics: []} # x",
    ] {
        let is_none = some.starts_with('{');
        assert_eq!(asked(some).is_empty(), is_none, "{some}");
    }
    let windows = "{description: none, windows: [{start: 10:15, end: 10:20}]}";
    assert!(asked(windows).contains(&"impact-missing"));
}

/// Headings in sections find their place in the report; in items they do not.
#[test]
fn headings_break_the_outline_only_in_items() {
    let rule = "heading-in-field";
    let text = "root_cause: [\"## A\", b]\nlessons: [\"# Four\"]\ntimeline: [{at: 10:15, event: \"a\\n\\n# b\"}]\n\
                actions: [{title: a, description: \"## c\"}]\nglossary: {a: \"# d\"}\n";
    assert_eq!(found(rule, text).len(), 5);
    let fine = "narrative: |\n  ## One\n  a\nsummary: \"# a\"\nroot_cause: \"# a\\n\\nb\"\nnotes: [{title: a, body: \"# b\"}]\n";
    assert_eq!(found(rule, fine), [""; 0]);
}

/// Who has not written down a scale may use any name.
#[test]
fn an_unknown_severity_is_a_warning_without_a_scale() {
    let level = |options: &Options| {
        check("title: a\nstatus: final\nseverity: high\n", options)
            .into_iter()
            .find(|found| found.rule == "unknown-severity")
            .map(|found| found.level)
    };
    assert_eq!(level(&Options::default()), Some(Level::Warning));
    assert_eq!(level(&options(|options| options.severities_listed = true)), Some(Level::Error));
    let strict =
        options(|options| options.levels.all.extend([("unknown-severity".to_owned(), Level::Error)]));
    assert_eq!(level(&strict), Some(Level::Error));
}

/// A name with a digit is not a measurable end, nor is a word that says how.
#[test]
fn vague_actions_have_no_number_and_no_last_word() {
    let rule = "action-vague";
    let text = "actions: [Improve the k8s alerts, Improve the 2nd dashboard, Improve 2FA, Monitor the disk frequently, \
                Test backups regularly., Better alerts, Make the alerts better]\n";
    assert_eq!(found(rule, text).len(), 7);
    for fine in [
        "Improve p99 to 200 ms",
        "Improve it to 99.9%",
        "Ensure OPS-17 is shipped",
        "Alert better dressed pods",
        "Better",
        "Reduce errors by 5%",
    ] {
        let expected = usize::from(fine == "Better");
        assert_eq!(found(rule, &format!("actions: [\"{fine}\"]")).len(), expected, "{fine}");
    }
}

/// What was said in a chat is not the report's own voice, in whatever way it was pasted.
#[test]
fn quoted_chats_are_left_alone() {
    let rule = "animated-language";
    let text = "narrative: |\n  > hey all\n  this is insane!! and ridiculous\n\n  [10:32] dana: obviously\n\n  <bob> terrible!!\n\n  \
                @eve: horrible\n\n  10:33 Bob Ray said so. eve: insane\ntimeline: [{at: 10:15, event: \"dana: this is insane!!\"}]\n";
    assert_eq!(found(rule, text), ["insane"]);
    assert_eq!(found(rule, "summary: \"Impact: it was terrible\""), ["terrible"]);
    for said in [
        "10:32 AM dana: this is insane",
        "10:32 am dana: this is insane!!",
        "**dana** [10:32 AM]: this is insane",
        "dana (10:32): this is insane",
        "Dana Ortiz [10:32]\n    this is insane",
        "dana 10:32 AM\n    this is insane!!",
        "**Dana Ortiz** 10:32\n    this is insane!!",
        "A customer wrote 'this is insane'.",
        "A customer wrote: 'it's insane!!' and left.",
        "A customer wrote ‘this is insane’.",
    ] {
        assert_eq!(found(rule, &format!("narrative: |\n    {said}\n")), [""; 0], "{said}");
    }
    for own in [
        "The team's response was insane, and the users' too.",
        "At 10:32 AM this was insane.",
        "It began at 10:32\n    and was insane.",
        "'Search' was insane, as 'Checkout' was.",
    ] {
        assert_eq!(found(rule, &format!("narrative: |\n    {own}\n")), ["insane"], "{own}");
    }
}

/// Templates contain more placeholders than TODO.
#[test]
fn placeholders_of_templates_are_found() {
    let rule = "placeholder-left";
    let text = "summary: by <add name here> for ?? users\nlessons: {went_well: [\"\", Another item, It was quick]}\n\
                narrative: |\n  - a\n  -\n  - b\nactions: [Item 1, a]\n";
    let mut reported = found(rule, text);
    reported.sort_unstable();
    assert_eq!(reported, ["\"\"", "-", "<add name here>", "??", "Another item", "Item 1"]);
    for fine in [
        "summary: \"`<add name here>` <b>bold</b> a <br> b?? 3 < 4 and x > y <!-- <add name here> -->\"",
        "narrative: |\n  Two\n  -\n  ```\n  -\n  ```\n",
        "summary: \"<!-- TODO: a\\n\\n TBD -->It failed.\"",
        "lessons: {went_well: [\"\"]}",
        "lessons: [Another item of the queue was lost]",
    ] {
        assert_eq!(found(rule, fine), [""; 0], "{fine}");
    }
}

/// A comment is not shown, so nothing in it is at fault.
#[test]
fn html_comments_hold_no_findings() {
    let text = "title: a\nstatus: final\ntimezone: UTC\nsummary: \"It failed. <!-- TODO ridiculous!! should have been tested\\n\\n# x ![](a.png) yesterday -->\"\n\
                root_cause: \"<!-- human error -->It was full.\"\nactions: [\"Add a check <!-- TBD -->\"]\n";
    let prose = [
        "placeholder-left",
        "animated-language",
        "hindsight",
        "heading-in-field",
        "image-without-alt",
        "relative-date",
        "human-error-as-cause",
    ];
    let options = options(|options| options.only = named(&prose));
    assert_eq!(check(text, &options), []);
}

/// A name that means nobody is not an owner, and is reported once.
#[test]
fn nobody_is_no_owner() {
    let of = |owner: &str| {
        found("action-incomplete", &format!("actions: [{{title: a, ticket: T-1, owner: \"{owner}\"}}]"))
    };
    for nobody in ["???", "?", "TBD", "n/a", "unassigned", "None", " "] {
        assert_eq!(of(nobody), ["a"], "{nobody}");
    }
    assert_eq!(of("nobody-team"), [""; 0]);
    assert_eq!(found("owner-missing", "owner: unassigned").len(), 1);
}

/// Blame in the narrative is blame too; a machine in it is not blamed.
#[test]
fn blame_is_found_in_the_story() {
    let rule = "human-error-as-cause";
    let text = "narrative: The on-call engineer carelessly ran it and forgot to check.\ntimeline: [{at: 10:15, event: Bob forgot to say so}]\n\
                root_cause: I didn't read the flag.\n";
    assert_eq!(found(rule, text).len(), 4);
    assert_eq!(
        found(rule, "narrative: It was a human error that was forgotten.\nsummary: forgot to\n"),
        [""; 0]
    );
    assert_eq!(found(rule, "root_cause: \"We didn't have an alert, and i didn't matter.\""), [""; 0]);
    for fine in [
        "narrative: The job forgot to release its lock.",
        "root_cause: The cache forgot to evict.",
        "narrative: Users who forgot to log out were not affected.",
        "narrative: The forgot-to-save dialog was shown.",
        "root_cause: The forgot password page had no limit.",
        "root_cause: Forgot-password mails had no limit.",
    ] {
        assert_eq!(found(rule, fine), [""; 0], "{fine}");
    }
    for blames in [
        "root_cause: Forgot to renew the certificate.",
        "root_cause: The team just forgot the flag.",
        "narrative: The engineer who was on call forgot to check.",
        "narrative: An engineer who forgot to check ran it.",
        "root_cause: The renewal was forgotten.",
    ] {
        assert_eq!(found(rule, blames).len(), 1, "{blames}");
    }
}

/// A date outside the timeline is a mistake; a timeline that begins the day before is not.
#[test]
fn the_date_is_a_day_of_the_timeline() {
    let rule = "date-contradicts-timeline";
    let reported = |text: &str| {
        found_in(rule, &format!("title: a\ndate: 2024-05-30\ntimezone: UTC\n{text}\n"), &Options::default())
    };
    for fine in [
        "timeline: [10:15 a]",
        "timeline: [2024-05-29 10:15 a, 2024-05-31 10:15 b]",
        "timeline: [a]",
        "impact: {windows: [{start: 10:15, end: 2024-06-02 10:15}]}",
    ] {
        assert_eq!(reported(fine), [""; 0], "{fine}");
    }
    for wrong in [
        "timeline: [2024-05-31 10:15 a]",
        "timeline: [2023-05-30 10:15 a]",
        "impact: {windows: [{start: 2024-05-31 10:15, end: 10:20}]}",
    ] {
        assert_eq!(reported(wrong), ["2024-05-30"], "{wrong}");
    }
    // Reports show the file's zone, whatever offset a time is written with.
    let text = "title: a\ndate: 2024-05-30\ntimezone: America/New_York\ntimeline: [2024-05-31T02:15Z a]\n";
    assert_eq!(found_in(rule, text, &Options::default()), [""; 0]);
}

/// A date that depends on its reader must be written out; one with its date next to it is clear.
#[test]
fn relative_dates_are_found_without_a_date_beside_them() {
    let rule = "relative-date";
    let text = "summary: It broke yesterday.\nactions: [Fix it next week]\nnotes: [{title: a, body: As said last Friday}]\n";
    assert_eq!(found(rule, text), ["yesterday", "next week", "last Friday"]);
    for fine in [
        "summary: It broke last week (2024-05-23).",
        "summary: It broke last week, May 23.",
        "communications: [{text: Fixed yesterday}]",
        "timeline: [{at: 10:15, event: Yesterday's build is deployed}]",
        "summary: \"the button \\\"last week\\\" and `yesterday`\"",
        "summary: The last weekend, at last. Monday.",
        "summary: It grew in the last week before the incident.",
        "summary: Backups keep the data of yesterday.",
        "summary: Today, all deploys are checked.",
        "summary: The morning peak had passed long ago.",
    ] {
        assert_eq!(found(rule, fine), [""; 0], "{fine}");
    }
}

/// Only a mark is a state; a draft may be what the report is about.
#[test]
fn a_final_title_is_no_draft() {
    let reported = |title: &str| {
        found_in("final-called-draft", &format!("title: \"{title}\"\nstatus: final\n"), &Options::default())
    };
    for (title, state) in [
        ("[Draft] Search is down", "Draft"),
        ("WIP: Search is down", "WIP"),
        ("Search is down (draft)", "draft"),
        ("DRAFT - Search is down", "DRAFT"),
        ("Search is down – work in progress", "work in progress"),
        ("Outage, first draft", "first draft"),
        ("Outage - draft v2", "draft v2"),
        ("Draft postmortem: outage", "Draft postmortem"),
        ("Outage WIP", "WIP"),
    ] {
        assert_eq!(reported(title), [state], "{title}");
    }
    for fine in [
        "Draft orders are lost",
        "The draft is lost",
        "Orders lost, draft index too",
        "Mail, drafts",
        "Search (draft index) is down",
        "Drafts: lost",
    ] {
        assert_eq!(reported(fine), [""; 0], "{fine}");
    }
    assert_eq!(
        found_in("final-called-draft", "title: \"[Draft] a\"\nstatus: review\n", &Options::default()),
        [""; 0]
    );
}

/// Each copied sentence is reported once, in the field that copies it.
#[test]
fn repeated_sentences_are_found_across_fields() {
    let rule = "repeated-sentence";
    let long = "The certificate of the payment gateway expired at noon";
    let text = format!(
        "summary: {long}. It was short.\nresolution: |\n  First. {long}.\n  Last.\nroot_cause: Another cause that is long enough to count.\n"
    );
    assert_eq!(found(rule, &text), [format!("{long}.")]);
    let doubled = long.replacen(' ', "  ", 1);
    assert_eq!(found(rule, &format!("summary: {long}.\nimpact: \"{doubled}\"\n")), [doubled]);
    let fine = format!(
        "summary: {long}. {long}.\nnarrative: |\n  ```\n  {long}.\n  ```\n  It was short.\nimpact: It was short.\n"
    );
    assert_eq!(found_with(rule, &fine, &Options::default()), [""; 0]);
}
