//! Forgiving names: `SEV-1`, `in_progress` and `Done` are the values that they look like.

/// A name without case, blanks, hyphens and underscores. Two names that agree in this form are the same value.
pub fn normalised(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}
