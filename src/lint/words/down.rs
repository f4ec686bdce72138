//! Words for the rule about durations in prose: what is down, for whom, and what is not.

/// Words next to which `for 2 hours` is about the whole incident.
pub(in crate::lint) const DOWN: &[&str] = &[
    "down",
    "offline",
    "unavailable",
    "unreachable",
    "inaccessible",
    "outage",
    "interrupted",
    "disrupted",
    "unresponsive",
    "unusable",
    "broken",
    "failing",
    "failed",
    "declined",
    "rejected",
    "degraded",
];
/// The same for what users could do, where responders may not be the subject.
pub(in crate::lint) const UNABLE: &[&str] = &["unable", "cannot", "couldn't", "can't"];
/// After these and `didn't`, only [`WORKED`] says that something did not work.
pub(in crate::lint) const DENIED: &[&str] = &["not", "no"];
pub(in crate::lint) const WORKED: &[&str] = &[
    "available",
    "reachable",
    "accessible",
    "working",
    "work",
    "load",
    "log",
    "respond",
    "responding",
    "access",
    "use",
    "check",
    "pay",
    "reach",
    "connect",
    "open",
    "order",
    "orders",
    "payments",
    "service",
    "traffic",
    "place",
    "send",
    "receive",
    "sign",
];
/// After these, [`ERRORS`] are what users got.
pub(in crate::lint) const GOT: &[&str] = &[
    "saw",
    "seeing",
    "got",
    "received",
    "experienced",
    "encountered",
    "faced",
    "hit",
    "returned",
    "returning",
    "served",
    "serving",
    "suffered",
];
pub(in crate::lint) const ERRORS: &[&str] =
    &["errors", "timeouts", "failures", "5xx", "500s", "502s", "503s"];

/// Verbs and words that begin a clause: between what is down and `for`, they say that something else lasted that long.
pub(in crate::lint) const BREAKS: &[&str] = &[
    "after",
    "because",
    "before",
    "but",
    "had",
    "has",
    "is",
    "kept",
    "looked",
    "ran",
    "remained",
    "since",
    "so",
    "stayed",
    "undetected",
    "unnoticed",
    "until",
    "waited",
    "was",
    "watched",
    "we",
    "were",
    "when",
    "where",
    "which",
    "while",
];
/// What begins a clause after `and`.
pub(in crate::lint) const SUBJECTS: &[&str] =
    &["a", "an", "engineers", "it", "our", "people", "the", "they", "we"];

/// Responders: what they cannot do or see is not what users cannot.
pub(in crate::lint) const STAFF: &[&str] = &[
    "call",
    "commander",
    "developer",
    "engineer",
    "engineers",
    "manager",
    "nobody",
    "oncall",
    "operator",
    "operators",
    "responder",
    "responders",
    "staff",
    "support",
    "team",
];

/// Words that make a sentence about what was down one about a part or about a rule.
pub(in crate::lint) const OTHERWISE: &[&str] = &[
    "one",
    "some",
    "each",
    "single",
    "few",
    "several",
    "another",
    "alert",
    "alerts",
    "alerted",
    "threshold",
    "retries",
    "retry",
    "already",
    "longer",
    "once",
    "two",
    "three",
    "half",
    "first",
    "second",
    "individual",
    "never",
];
