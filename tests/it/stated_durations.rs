//! Which durations in prose are those of the incident, and which are of something else.

use crate::lint_rules::found;

/// What `duration-contradicts-prose` marks in a summary; the times give 2 h 30 min.
fn told(summary: &str) -> Vec<String> {
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
];

/// What is not read is a contradiction that passes; what is read wrongly is a false alarm.
#[test]
fn durations_of_the_incident_are_told_from_others() {
    assert!(STATED.len() >= 40 && OTHERS.len() >= 40);
    let missed: Vec<_> = STATED.iter().filter(|text| told(text).len() != 1).collect();
    let mistaken: Vec<_> = OTHERS.iter().filter(|text| !told(text).is_empty()).collect();
    assert_eq!((missed, mistaken), (vec![], vec![]));
}

/// A part of a duration is another duration.
#[test]
fn a_duration_is_marked_whole() {
    assert_eq!(told("The outage lasted 1h 28m."), ["1h 28m"]);
    assert_eq!(told("Checkout was down for 1 hour and 28 minutes."), ["1 hour and 28 minutes"]);
    assert_eq!(told("MTTR: 4h"), ["4h"]);
}
