//! Words for the rule about durations in prose: what a duration is of.

/// Words that do not change the meaning of a duration.
pub(in crate::lint) const ABOUT: &[&str] = &[
    "about",
    "around",
    "approximately",
    "approx",
    "roughly",
    "nearly",
    "almost",
    "exactly",
    "circa",
    "only",
    "just",
    "full",
    "whole",
    "entire",
    "estimated",
];

/// Words after which a duration is a range, a point or a part.
pub(in crate::lint) const BOUND: &[&str] = &[
    "to",
    "or",
    "and",
    "between",
    "from",
    "than",
    "least",
    "most",
    "over",
    "under",
    "within",
    "every",
    "last",
    "past",
    "next",
    "per",
    "each",
    "another",
    "further",
    "additional",
    "first",
    "before",
    "until",
];

/// Words before which a duration says when, not how long.
pub(in crate::lint) const POINT: &[&str] =
    &["later", "earlier", "ago", "before", "after", "into", "prior", "old", "each", "per"];

/// After `of`, these make a duration a part of something: `20 minutes of the outage`.
pub(in crate::lint) const OF_PART: &[&str] = &["the", "that", "this", "these", "those", "which", "our"];

/// What lasts: words for the whole incident.
pub(in crate::lint) const WHOLE: &[&str] =
    &["outage", "downtime", "disruption", "interruption", "incident", "unavailability"];

/// What lasts as long, but does not name a duration: `Impact: 5 hours of logs`.
pub(in crate::lint) const LASTING: &[&str] =
    &["impact", "degradation", "brownout", "blackout", "errors", "duration"];

/// Words before or after which a word for the incident means something else: `incident review`, `error budget`.
pub(in crate::lint) const COMPOUND: &[&str] = &[
    "alert",
    "allowance",
    "bridge",
    "budget",
    "call",
    "channel",
    "commander",
    "drill",
    "exercise",
    "meeting",
    "notice",
    "notification",
    "report",
    "response",
    "retrospective",
    "review",
    "simulation",
    "test",
    "threshold",
    "ticket",
    "warning",
];

/// Measures of the whole: `outage length`, `time of impact`.
pub(in crate::lint) const MEASURES: &[&str] = &["duration", "length", "time"];

/// Words before `duration` that still mean the incident's.
pub(in crate::lint) const OF_ALL: &[&str] = &["total", "overall", "impact", "service", "full"];

pub(in crate::lint) const LASTED: &[&str] = &["lasted", "lasting", "lasts", "continued", "persisted", "took"];

/// Words for an end, after `time to` and `it took 2 hours to`, or before `after 2 hours`.
pub(in crate::lint) const RESOLVE: &[&str] = &[
    "repair",
    "resolve",
    "resolution",
    "recover",
    "recovery",
    "restore",
    "restoration",
    "fix",
    "resolved",
    "restored",
    "recovered",
    "fixed",
];
pub(in crate::lint) const MITIGATE: &[&str] = &["mitigate", "mitigation", "mitigated"];
pub(in crate::lint) const DETECT: &[&str] =
    &["detect", "detection", "notice", "discover", "discovery", "detected", "noticed", "discovered"];
pub(in crate::lint) const ACKNOWLEDGE: &[&str] =
    &["acknowledge", "acknowledgement", "acknowledgment", "acknowledged"];
pub(in crate::lint) const IDENTIFY: &[&str] =
    &["identify", "identification", "diagnose", "diagnosis", "identified", "diagnosed"];

/// Who may take time to do it: `It took the team 2 hours to`.
pub(in crate::lint) const RESPONDERS: &[&str] =
    &["us", "we", "the", "team", "engineers", "responders", "on", "call", "it", "everyone", "them"];

/// What is then resolved, noticed or acknowledged; anything else is a step of the work.
pub(in crate::lint) const OBJECTS: &[&str] = &[
    "access",
    "availability",
    "disruption",
    "failure",
    "functionality",
    "incident",
    "issue",
    "it",
    "operation",
    "operations",
    "outage",
    "problem",
    "service",
    "services",
    "traffic",
];
pub(in crate::lint) const CAUSES: &[&str] = &["cause", "reason"];
pub(in crate::lint) const PAGES: &[&str] = &["page", "alert", "incident"];

/// Words before such an object.
pub(in crate::lint) const DETERMINERS: &[&str] =
    &["a", "all", "an", "full", "its", "normal", "our", "root", "that", "the", "this"];

/// Words that begin the clause with a duration.
pub(in crate::lint) const JOINS: &[&str] =
    &["although", "and", "as", "because", "but", "so", "though", "whereas", "while"];

/// Forms of be and have: a clause that begins with one shares the subject of the one before.
pub(in crate::lint) const AUXILIARIES: &[&str] =
    &["was", "were", "is", "are", "had", "has", "have", "been", "being", "went"];

/// Subjects that an incident is not about: parts, spares, tools of the team, and the systems of others.
pub(in crate::lint) const PARTS: &[&str] = &[
    "alerting",
    "alertmanager",
    "aws",
    "azure",
    "backup",
    "bastion",
    "broker",
    "build",
    "canary",
    "ci",
    "dev",
    "disk",
    "failover",
    "follower",
    "gcp",
    "grafana",
    "host",
    "hosts",
    "instance",
    "instances",
    "jenkins",
    "laptop",
    "leader",
    "link",
    "monitor",
    "monitoring",
    "node",
    "nodes",
    "pager",
    "pagerduty",
    "partner",
    "phone",
    "pod",
    "pods",
    "preview",
    "primary",
    "process",
    "prometheus",
    "provider",
    "qa",
    "rack",
    "replica",
    "replicas",
    "sandbox",
    "secondary",
    "shard",
    "spare",
    "slack",
    "staging",
    "standby",
    "status",
    "supplier",
    "test",
    "third",
    "uat",
    "upstream",
    "vendor",
    "wiki",
    "worker",
    "workers",
];

/// Words that make a sentence hypothetical, a rule, a plan, or about another incident.
pub(in crate::lint) const ELSEWHERE: &[&str] = &[
    "ago",
    "allow",
    "allowed",
    "allows",
    "average",
    "avoided",
    "budget",
    "earlier",
    "expect",
    "expected",
    "forecast",
    "goal",
    "guarantee",
    "guarantees",
    "if",
    "instead",
    "maximum",
    "might",
    "month",
    "monthly",
    "normally",
    "objective",
    "permits",
    "plan",
    "planned",
    "planning",
    "plans",
    "potential",
    "potentially",
    "predicted",
    "previous",
    "previously",
    "prior",
    "promise",
    "promised",
    "promises",
    "quarter",
    "quarterly",
    "rather",
    "saved",
    "scheduled",
    "should",
    "similar",
    "simulated",
    "sla",
    "slo",
    "spared",
    "target",
    "targets",
    "typical",
    "typically",
    "unless",
    "usual",
    "usually",
    "whenever",
    "worst",
    "would",
    "wouldn't",
    "year",
    "yearly",
    "years",
];

/// Words before a word for the incident that make it one of several.
pub(in crate::lint) const ONE_OF_SEVERAL: &[&str] = &[
    "another", "any", "each", "every", "first", "initial", "last", "longest", "most", "one", "other",
    "second", "shortest", "third", "two", "which",
];
