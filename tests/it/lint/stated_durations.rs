//! Which durations in prose are those of the incident, and which are of something else.

use crate::support::linting::found;
use crate::support::linting::named;
use postmortem::document::Document;
use postmortem::lint;
use postmortem::source::Source;

/// What `duration-contradicts-prose` marks in a summary; the times give 2 h 30 min.
fn reported(summary: &str) -> Vec<String> {
    let text = format!("impact: {{windows: [{{start: 10:15, end: 12:45}}]}}\nsummary: \"{summary}\"");
    found("duration-contradicts-prose", &text)
}

const STATED: &[&str] = &[
    "The outage lasted 1h 28m.",
    "The outage lasted 1 h 28 m.",
    "The outage lasted for about 1h 28m.",
    "Checkout was down for 3h 28m.",
    "Checkout was down for 90 minutes.",
    "The site was offline for 5 days.",
    "The API was unavailable for roughly 4 hours.",
    "The API was unreachable for 1 hour and 28 minutes.",
    "The dashboard was inaccessible to all customers for 40 minutes.",
    "Login was disrupted for 1h 28m.",
    "Checkout was down for three hours.",
    "Time to repair: 1h 28m",
    "Time to resolve: 4h",
    "Time to recovery was 90 minutes.",
    "Time to restore: 5 hours",
    "MTTR: 4h",
    "TTR: 1h 28m",
    "MTTR was 45 minutes.",
    "Duration: 1h 28m",
    "Duration: 5 days",
    "Downtime: 45 min",
    "Total downtime was 1h 28m.",
    "Incident duration: 4h 10m",
    "A 90-minute outage of checkout.",
    "An outage of 1h 28m followed.",
    "90 minutes of downtime for all customers.",
    "Customers were unable to pay for 90 minutes.",
    "Customers could not log in for 90 minutes.",
    "Users couldn't check out for 4 hours.",
    "Payments were failing for 1h 28m.",
    "Uploads were broken for 5 days.",
    "Search was degraded for 40 minutes.",
    "For 90 minutes, customers could not log in.",
    "For 1h 28m the site was down.",
    "It was Monday. For 90 minutes, checkout was unavailable.",
    "The service was not available for 4 hours.",
    "The service was not reachable for 50 minutes.",
    "The interruption lasted 1d 2h.",
    "The incident lasted two and a half days.",
    "The site did not respond for 20 minutes.",
    "No orders went through for 90 minutes.",
    "The cluster was unresponsive for 45 minutes.",
    // Totals, bounds and labels.
    "The API was unavailable for a total of 3 hours and 10 minutes.",
    "Checkout was down for more than 5 hours.",
    "The outage lasted over 4 hours.",
    "The outage lasted less than an hour.",
    "The API was down for at most 40 minutes.",
    "The site was down for most of 8 hours.",
    "The site was offline for 1h45.",
    "Total outage time was 6 hours.",
    "Total time of impact: 5 hours",
    "Outage length: 5 hours",
    "Downtime: 3:28",
    "Downtime: 3:28:00",
    "**Duration:** 5 hours",
    "Duration: 10:15 to 12:45 (3 hours)",
    "Checkout was down from 10:15 to 12:45 (3 hours).",
    "The duration of the outage was 5 hours.",
    "Impact lasted 45 minutes.",
    // Ends.
    "It took us four hours to restore service.",
    "The incident took 5 hours to resolve.",
    "It took the team 40 minutes to fix the problem.",
    "Resolved after 5 hours.",
    "Service was restored after 5 hours.",
    "The incident was resolved in 45 minutes.",
    "The outage of checkout began at 10:15 and lasted 5 hours.",
    "An outage, which hit all regions, lasted for 5 hours.",
    "Checkout was down. It lasted 5 hours.",
    "On May 30 2024, checkout was down for 5 hours.",
    "The outage of 2024-05-30 lasted 6 hours.",
    "Users saw errors for five hours.",
    "The API returned errors for five hours.",
    "All customers were without checkout: the site was down 4 hours.",
    "Monitoring alerted late, and the outage lasted 5 hours.",
    "Customers in Europe and Asia could not pay for 45 minutes.",
    // As reports put it.
    "The service was unavailable for approximately 5 hours.",
    "Total downtime: 6 hours.",
    "Customers experienced an outage lasting 4 hours.",
    "Users were unable to log in for nearly 4 hours.",
    "A 45-minute outage affected all customers.",
    "The site went down for 45 minutes.",
    "Checkout was completely down for 5 hours and 20 minutes.",
    "Our API returned 500s for 45 minutes.",
    "Customers could not place orders for more than four hours.",
    "We were down for 6 hours.",
    "All API requests failed for 45 minutes.",
    "For about 45 minutes, all API requests failed.",
    "The incident lasted 45 minutes in total.",
    "The incident was resolved after 6 hours.",
    "Full service was restored after 45 minutes.",
    "It took 5 hours to fully restore service.",
    "It took us nearly 5 hours to resolve the incident.",
    "Time to resolution: 45 minutes",
    "Mean time to recovery: 45 minutes",
    "The total duration of the incident was 45 minutes.",
    "Total impact duration: 45 minutes",
    "Impact duration: 5 hours",
    "Incident length: 45 min",
    "The disruption lasted just under an hour.",
    "The service disruption lasted 5h.",
    "The degradation lasted 45 minutes.",
    "Service was degraded for 5 hours.",
    "Payments were down 45 minutes.",
    "Payment processing was interrupted for 45 minutes.",
    "The website was unreachable for 45 minutes.",
    "The website did not load for 45 minutes.",
    "Between 10:15 and 12:45 UTC (45 minutes), customers could not pay.",
    "From 10:15 to 12:45 (5 hours) checkout was down.",
    "We had 45 minutes of downtime.",
    "The bug caused 5 hours of downtime.",
    "A bad deploy took checkout down for 45 minutes.",
    "This caused a 5-hour outage.",
    "When the certificate expired, checkout was unavailable for 5 hours.",
    "Service was out for 5 hours.",
];

const OTHERS: &[&str] = &[
    // The same as the times give.
    "The outage lasted 2h 30m.",
    "Checkout was down for 2 h 30 m.",
    "Time to repair: 2h 30m",
    "MTTR: 150 minutes",
    "For 150 minutes, customers could not log in.",
    "Duration: 2 hours, 28 minutes",
    // Bounds, ranges and moments.
    "The outage lasted 2 to 4 hours.",
    "Checkout was down for more than 1 hour.",
    "The site was down for at least 45 minutes.",
    "The site was down for up to 5 hours.",
    "The site was offline for between 1 and 2 hours.",
    "90 minutes after the push, checkout was down.",
    "Checkout went down 40 minutes later.",
    "It had been down 5 days ago too.",
    "For the last 5 days the site was down at night.",
    "MTTR: <5h",
    // Parts, rules and what could have been.
    "One replica was down for 20 minutes.",
    "Some users could not log in for 20 minutes.",
    "Each host was offline for 5 minutes.",
    "An alert fires when a host is down for 5 minutes.",
    "We page if checkout is unavailable for 10 minutes.",
    "The site would have been down for 5 days.",
    "The second load balancer was unreachable for 7 minutes.",
    // Something else that lasts.
    "Logs are kept for 90 days.",
    "The certificate was valid for 90 days.",
    "The cache is fresh for 60 minutes.",
    "The team watched the graphs for 4 hours.",
    "The rollback took 12 minutes.",
    "The restore ran for 5 hours.",
    "We waited for 20 minutes.",
    "Deploys were frozen for 5 days.",
    "The certificate had expired 3 days before.",
    "The engineer was paged for 15 minutes of errors.",
    "Sessions last 30 minutes.",
    "The lease is 1h 28m long.",
    "A 30-minute timeout was hit.",
    "A 5-day-old build was deployed.",
    "The distance is 28m, the loss 1.2m.",
    "The job runs every 40 minutes.",
    "The meeting for 1 hour was moved.",
    "It was not the first deploy for 5 days.",
    "Time to live: 5 minutes",
    "Time to first byte: 20 seconds",
    "There were no alerts for 20 minutes.",
    // Other incidents, plans, and what could have been.
    "The outage of 2023-03-01 lasted 6 hours.",
    "The outage in March lasted 6 hours.",
    "The outage on May 12 lasted 6 hours.",
    "A similar outage last year lasted 6 hours.",
    "The previous incident took 5 hours to resolve.",
    "Had we not failed over, the outage would have lasted 8 hours.",
    "The outage could have lasted 8 hours.",
    "Our error budget allows downtime of 43 minutes a month.",
    "The SLA permits a downtime of 4 hours.",
    "We plan a downtime of 3 hours on Sunday.",
    "The first outage lasted 20 minutes.",
    // Parts and tools.
    "For 20 minutes of the outage, nobody looked at the balancer.",
    "For 20 minutes, nobody looked at the balancer.",
    "The status page was down for 25 minutes of that time.",
    "Staging was down for 5 days.",
    "Monitoring was unavailable for 40 minutes.",
    "The on-call was unreachable for 20 minutes.",
    "The engineers were unable to log in to the bastion for 30 minutes.",
    "The failover host had been down for 3 days.",
    "The vendor's API was down for 4 hours the week before.",
    "Our vendor, Acme, was down for 4 hours.",
    "A 40-minute outage of the monitoring hid it.",
    "The database restarted after being down for 10 seconds.",
    "Checkout was down, and the team watched the graphs for 4 hours.",
    "The failed deploy went unnoticed for 40 minutes.",
    "The outage was not noticed for 20 minutes.",
    "The broken index was in use for 3 hours.",
    "During the outage, the restore lasted 5 hours.",
    "The restore during the outage lasted 5 hours.",
    "The incident review lasted 4 hours.",
    "The migration lasted 5 hours.",
    "During the outage 5 hours of logs were lost.",
    "It took 40 minutes to restore the backup.",
    "After that it took 40 minutes to restore service.",
    "The vendor took 5 hours to resolve the issue.",
    "The alert was resolved after 5 minutes.",
    "A host that is down for 5 minutes is replaced.",
    "The session duration was 30 minutes.",
    // Bounds that are respected, and times of day.
    "The outage lasted over 2 hours.",
    "The outage lasted no more than 3 hours.",
    "The site was down for most of 4 hours.",
    "Duration: 10:15 to 12:45",
    "Downtime: 10:15 UTC",
    "Downtime: 2:30",
    "Time of detection: 10:22",
    // Statements about other things, as in reports.
    "The fix took 45 minutes to deploy.",
    "The rollback took 5 hours.",
    "The incident was declared 45 minutes after the first alert.",
    "The certificate expired 5 hours before the outage.",
    "Customers had been warned 5 days ahead of the outage.",
    "The on-call engineer joined after 45 minutes.",
    "The outage happened 5 hours after the deploy.",
    "Rebuilding the index took 5 hours.",
    "We monitored the service for 5 hours after the outage.",
    "The team was unable to find the cause for 45 minutes.",
    "The dashboard showed stale data for 45 minutes.",
    "The cache expires after 45 minutes.",
    "Without the fallback the outage might have lasted 5 hours.",
    "The job that caused the outage had run for 5 hours.",
    "The outage was first noticed after 45 minutes by a customer.",
    "The downtime budget is 45 minutes.",
    "We lost 5 hours of data.",
    "Logs for 5 hours of the outage are missing.",
    "The last outage lasted 5 hours.",
    "Last month the site was down for 5 hours.",
    "In 2022 the site was down for 5 hours.",
    "Most users were affected for 45 minutes.",
    "A few users saw errors for 45 minutes.",
    "In one region users saw errors for 45 minutes.",
    "The read replica was down for 5 days.",
    "The build server was down for 5 hours.",
    "Jenkins was down for 5 hours.",
    "The alert was delayed for 45 minutes.",
    "Nobody was available for 45 minutes.",
    "The vendor was not reachable for 45 minutes.",
    "The provider had an outage of 45 minutes.",
    "AWS reported an outage of 5 hours in us-east-1.",
    "The maintenance window lasted 5 hours.",
    "The test environment was down for 5 days.",
    "The incident call lasted 5 hours.",
    "The outage was detected by monitoring within 45 minutes of its start.",
    "The postmortem of the outage took 5 days to write.",
    "The lock was held for 45 minutes.",
    "If the disk fills, the site is down for 5 hours.",
    "After the outage, queues took 5 hours to drain.",
    "The backup link was down for 5 days and nobody noticed.",
    "The outage caused a backlog that lasted 5 hours.",
    "The service retries for 5 hours before it gives up.",
    "The engineer could not log in for 45 minutes.",
    "Slack was down for 45 minutes during the incident.",
    "Our pager was silent and the on-call phone was offline for 45 minutes.",
    "The feature flag had been off for 5 days.",
    "During the outage the support team was overwhelmed for 5 hours.",
    "Restarts were failing for 45 minutes before users were hurt.",
    "The old cluster was kept offline for 5 days for forensics.",
];

/// What is not read is a contradiction that passes; what is read wrongly is a false alarm.
#[test]
fn durations_of_the_incident_are_distinguished_from_others() {
    assert!(STATED.len() >= 40 && OTHERS.len() >= 40);
    let missed: Vec<_> = STATED.iter().filter(|text| reported(text).len() != 1).collect();
    let mistaken: Vec<_> = OTHERS.iter().filter(|text| !reported(text).is_empty()).collect();
    assert_eq!((missed, mistaken), (vec![], vec![]));
}

/// What `duration-contradicts-prose` says of a summary; impact takes 2 h 30 min, detection 7 min, identification 40 min.
fn said(summary: &str) -> Vec<String> {
    let text = format!(
        "title: t\nstatus: final\ndate: 2024-05-30\ntimezone: UTC\nsummary: \"{summary}\"\ntimeline:\n\
         - {{at: '10:15', event: a, milestone: impact-start}}\n- {{at: '10:22', event: b, milestone: detected}}\n\
         - {{at: '11:02', event: c, milestone: identified}}\n- {{at: '12:45', event: d, milestone: resolved}}\n"
    );
    let options =
        crate::support::linting::options(|options| options.only = named(&["duration-contradicts-prose"]));
    let source = Source::new("incident.yaml", text);
    let document = Document::read(&source, &options.settings);
    lint::lint(&document, &options, None).into_iter().map(|found| found.message).collect()
}

/// A figure that is right for another metric is still wrong for the one that the sentence names.
#[test]
fn a_duration_is_compared_with_the_figure_that_its_sentence_names() {
    for (summary, stated, given) in [
        ("The outage lasted 40 minutes.", "40 minutes", "2 h 30 min"),
        ("Downtime: 7 minutes", "7 minutes", "2 h 30 min"),
        ("MTTR: 40 min", "40 min", "2 h 30 min"),
        ("It took us 40 minutes to restore service.", "40 minutes", "2 h 30 min"),
        ("Time to detect: 2h 30m", "2h 30m", "7 min"),
        ("Time to detect: 45 minutes", "45 minutes", "7 min"),
        ("MTTD was 40 minutes.", "40 minutes", "7 min"),
        ("It took 40 minutes to detect the outage.", "40 minutes", "7 min"),
        ("The outage was detected after 40 minutes.", "40 minutes", "7 min"),
        ("Time to identify: 7 minutes", "7 minutes", "40 min"),
        ("It took the team 2 hours to identify the root cause.", "2 hours", "40 min"),
        ("For 40 minutes, customers could not pay.", "40 minutes", "2 h 30 min"),
    ] {
        assert_eq!(
            said(summary),
            [format!("the text says `{stated}`, but the times give {given}")],
            "{summary}"
        );
    }
    for summary in [
        "The outage lasted 2h 30m and was detected after 7 minutes.",
        "Time to detect: 7 minutes",
        "Time to identify: 47 minutes",
        "It took 7 minutes to notice the outage.",
        // Nothing says when it was.
        "Time to mitigate: 4 hours",
        "Time to acknowledge: 4 hours",
    ] {
        assert_eq!(said(summary), [""; 0], "{summary}");
    }
}

/// For windows with a gap, each one, their sum and the whole span may be meant.
#[test]
fn windows_with_a_gap_give_several_durations() {
    let reported = |summary: &str| {
        let text = format!(
            "impact: {{windows: [{{start: 10:00, end: 10:30}}, {{start: 15:00, end: 15:45}}]}}\nsummary: \"{summary}\""
        );
        found("duration-contradicts-prose", &text).len()
    };
    for (summary, expected) in [
        ("Downtime: 75 minutes", 0),
        ("The outage lasted 5 h 45 min.", 0),
        ("Checkout was down for 30 minutes.", 0),
        ("Checkout was down for 3 hours.", 1),
    ] {
        assert_eq!(reported(summary), expected, "{summary}");
    }
}

/// A part of a duration is another duration.
#[test]
fn a_duration_is_marked_whole() {
    assert_eq!(reported("The outage lasted 1h 28m."), ["1h 28m"]);
    assert_eq!(reported("Checkout was down for 1 hour and 28 minutes."), ["1 hour and 28 minutes"]);
    assert_eq!(reported("MTTR: 4h"), ["4h"]);
}
