//! Lenient names: `SEV-1`, `in_progress` and `Done` are read as the values that they resemble.

/// A name without case, spaces, hyphens and underscores. Two names with the same form are the same value.
pub fn normalised(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}
