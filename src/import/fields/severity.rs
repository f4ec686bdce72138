//! The severity as a report has it.

/// Names of severities without a number.
const NAMES: &[&str] = &[
    "critical",
    "high",
    "medium",
    "moderate",
    "low",
    "minor",
    "major",
    "blocker",
    "urgent",
    "severe",
    "emergency",
    "p0",
    "p1",
    "p2",
    "p3",
    "p4",
    "p5",
    "red",
    "orange",
    "yellow",
];
/// A longer value is an explanation.
const LONGEST: usize = 24;

/// `Sev 1`, `SEV-1`, `Severity 1` and `S1` are SEV1; other names are the team's own. And whether the value says more.
pub(super) fn severity(value: &str) -> (String, bool) {
    let value = value.trim().trim_matches(['*', '_', '`']).trim();
    if let Some((name, rest)) = numbered(value) {
        return (name, !rest.trim_matches(['*', '_', ' ', ':', '-', '–', '—', '.']).is_empty());
    }
    let end = value.find(|c: char| !c.is_alphanumeric()).unwrap_or(value.len());
    let (name, rest) = value.split_at(end);
    let is_known = NAMES.contains(&&*name.to_lowercase());
    let is_divided = rest.trim_start().starts_with(['(', '-', '–', '—', ':', ',', '.', '/', ';', '*', '\n']);
    let clause = value.split(['(', ',', ';', '.', ':', '–', '—', '\n']).next().unwrap_or_default();
    let clause = clause.split(" - ").next().unwrap_or_default().trim_end();
    if !is_known && value.len() > LONGEST && clause.len() <= LONGEST {
        return (clause.to_owned(), true);
    }
    if !rest.trim().is_empty() && (is_known && is_divided || value.len() > LONGEST) {
        return (name.to_owned(), true);
    }
    (value.to_owned(), false)
}

/// The severity with a number that a text begins with, and the rest of it.
fn numbered(value: &str) -> Option<(String, &str)> {
    let lower = value.to_ascii_lowercase();
    let prefixes = ["severity level", "severity", "sev level", "sev", "s", ""];
    let body = prefixes.iter().find_map(|prefix| lower.strip_prefix(prefix))?;
    let body = body.trim_start_matches([' ', '-', '#', ':']);
    let digit = body.chars().next().and_then(|c| c.to_digit(10))?;
    let rest = &value[value.len() - body.len() + 1..];
    let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '%' | '/'));
    // `3 services` is not a severity.
    let is_bare = lower.starts_with(|c: char| c.is_ascii_digit());
    let is_alone = rest.trim_start().is_empty() || rest.trim_start().starts_with(['(', '-', '–', '—', ':']);
    (ends && (!is_bare || is_alone && digit <= 5)).then(|| (format!("SEV{digit}"), rest))
}

/// The severity that a title names: `[SEV1] Checkout is down`.
pub(super) fn in_title(title: &str) -> Option<String> {
    let lower = title.to_ascii_lowercase();
    let places = lower.match_indices("sev").map(|(at, _)| at);
    let mut starts = places.filter(|at| !title[..*at].ends_with(char::is_alphanumeric));
    let found = starts.find_map(|at| numbered(&title[at..])).map(|(name, _)| name);
    // `[P1] Checkout is down`
    found.or_else(|| {
        let (mark, _) = title.trim_start().strip_prefix(['[', '('])?.split_once([']', ')'])?;
        let is_priority = matches!(mark.as_bytes(), [b'P' | b'p', b'0'..=b'5']);
        is_priority.then(|| mark.to_uppercase())
    })
}

#[cfg(test)]
mod tests {
    use super::{in_title, severity};

    /// A severity that is not recognised, or that swallows its explanation, is unknown to `lint` and to every figure.
    #[test]
    fn reads_numbers_and_leaves_names() {
        for (value, name, says_more) in [
            ("Sev 1", "SEV1", false),
            ("SEV-2 (major)", "SEV2", true),
            ("**S3**", "SEV3", false),
            ("Severity level 4 - minor", "SEV4", true),
            ("2", "SEV2", false),
            ("3 services", "3 services", false),
            ("Critical", "Critical", false),
            ("High - all users were affected", "High", true),
            ("P1 (site down)", "P1", true),
            ("Partial outage", "Partial outage", false),
            ("network halt (all regions), no loss of data", "network halt", true),
            ("S3 bucket policies", "SEV3", true),
        ] {
            assert_eq!(severity(value), (name.to_owned(), says_more), "{value}");
        }
        assert_eq!(in_title("[SEV-1] Checkout is down").as_deref(), Some("SEV1"));
        assert_eq!(in_title("[P1] Checkout is down").as_deref(), Some("P1"));
        assert_eq!(in_title("Several 5xx"), None);
        assert_eq!(in_title("[Public] Checkout is down"), None);
    }
}
