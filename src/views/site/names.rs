//! Names of files: safe on every system and in every address, and no two alike.

use crate::output::stable_hash;
use std::collections::HashSet;

/// Longer names are cut: some systems take no more than 255 bytes.
const LONGEST: usize = 100;

/// The names that are taken.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// A name of its own for an id or a tag: itself where that is safe and free, else with a hash behind it.
    pub(super) fn unique(&mut self, name: &str) -> String {
        let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let mut safe: String = name.chars().map(|c| if is_safe(c) { c } else { '-' }).take(LONGEST).collect();
        if safe.starts_with('.') {
            safe.replace_range(..1, "-");
        }
        if safe == name && self.take(&safe) {
            return safe;
        }
        // Each incident takes at most one name, so one of these is free.
        (0..=self.0.len())
            .map(|count| format!("{safe}-{:08x}", stable_hash(&format!("{name}\0{count}")) % 0xffff_fffb))
            .find(|tried| self.take(tried))
            .unwrap_or(safe)
    }

    /// Some systems take `A` and `a` for the same file.
    fn take(&mut self, name: &str) -> bool {
        !name.is_empty() && self.0.insert(name.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use std::collections::HashSet;

    /// A name that leads elsewhere, or to the page of another incident, would overwrite it.
    #[test]
    fn names_are_safe_and_differ() {
        let long = "x".repeat(300);
        let names =
            ["a", "A", "a", "../a", "..", ".", "", "a/b", "a b", "ä", "ö", "CON:", "2024-05-30_x.1", &long];
        let mut taken = Names::default();
        let made: Vec<String> = names.iter().map(|name| taken.unique(name)).collect();
        let distinct: HashSet<String> = made.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(distinct.len(), names.len(), "{made:?}");
        for name in &made {
            let is_safe = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
            assert!(name.chars().all(is_safe) && !name.starts_with('.') && name.len() < 120, "{name}");
        }
        assert_eq!((made[0].as_str(), made[12].as_str()), ("a", "2024-05-30_x.1"));
    }
}
