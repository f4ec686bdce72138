//! What names of people, of states and of trackers look like.

/// Words in capitals that are not names.
const NOT_NAMES: &[&str] = &[
    "TODO", "TBD", "WIP", "API", "DNS", "SRE", "AWS", "GCP", "URL", "SLA", "SLO", "SSL", "TLS", "CPU", "RAM",
    "UTC", "CDN", "EU", "US",
];

/// Parts of addresses that lead to a ticket.
const TRACKERS: &[&str] = &[
    "/issues/",
    "/pull/",
    "/browse/",
    "/merge_requests/",
    "linear.app",
    "/issue/",
    "atlassian.net",
    "trello.com",
    "asana.com",
    "clubhouse.io",
    "shortcut.com",
    "bugzilla",
    "/work_items/",
];

/// What reports call each status.
const STATUSES: &[(&str, &[&str])] = &[
    (
        "done",
        &[
            "done",
            "completed",
            "complete",
            "closed",
            "finished",
            "resolved",
            "shipped",
            "merged",
            "fixed",
            "implemented",
            "deployed",
            "yes",
        ],
    ),
    (
        "in-progress",
        &["in progress", "in-progress", "ongoing", "wip", "started", "doing", "work in progress", "underway"],
    ),
    ("open", &["open", "todo", "to do", "not started", "pending", "planned", "backlog", "new", "no"]),
    ("dropped", &["wontfix", "won't fix", "cancelled", "canceled", "dropped", "rejected", "abandoned"]),
    ("proposed", &["proposed"]),
];

/// `Kim`, `NATHAN, PAUL S`.
pub(super) fn are_names(text: &str) -> bool {
    let is_word = |word: &str| word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    let is_name = |name: &str| {
        name.len() > 1
            && name.split(' ').count() <= 2
            && name.split(' ').all(is_word)
            && !NOT_NAMES.contains(&name)
    };
    text.split([',', '/', '&']).map(str::trim).all(is_name)
}

/// `OPS-17`, `#17`.
pub(super) fn is_key(text: &str) -> bool {
    let parts = text.strip_prefix('#').map(|number| ("A", number)).or_else(|| text.split_once('-'));
    parts.is_some_and(|(name, number)| {
        let is_letter = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(is_letter)
    })
}

pub(super) fn is_ticket(address: &str) -> bool {
    TRACKERS.iter().any(|part| address.contains(part))
}

/// The status that a word in lower case says.
pub(super) fn status_of(word: &str) -> Option<&'static str> {
    STATUSES.iter().find(|(_, words)| words.contains(&word)).map(|(status, _)| *status)
}
