//! File patterns with the syntax of `.gitignore`: `old/`, `*.draft.yaml`, `/2023/**`, `!kept.yaml`.

use super::reader::{Reader, Value};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Component, Path, PathBuf};

/// Patterns, relative to the configuration's folder. The default matches nothing.
#[derive(Debug, Clone)]
pub struct Globs {
    folder: PathBuf,
    matcher: Gitignore,
}

impl Default for Globs {
    fn default() -> Self {
        Globs { folder: PathBuf::new(), matcher: Gitignore::empty() }
    }
}

impl Globs {
    /// Reads a list of patterns.
    pub(super) fn read(reader: &mut Reader, value: &Value) -> Option<Self> {
        let mut builder = GitignoreBuilder::new(&reader.folder);
        let patterns = reader.list("a list of patterns", value, |reader, value| {
            let pattern = reader.text(value)?;
            let mut alone = GitignoreBuilder::new(&reader.folder);
            // The builder takes an unclosed `[` literally; in git such a pattern matches nothing.
            let is_valid = !has_open_class(&pattern) && alone.add_line(None, &pattern).is_ok();
            if !is_valid || alone.build().is_ok_and(|alone| alone.is_empty()) {
                let help = "write it as a line of `.gitignore`: `old/`, `*.draft.yaml`";
                reader.fault(value.span(), format!("`{pattern}` is not a valid pattern"), help);
                return None;
            }
            Some(pattern)
        })?;
        for pattern in &patterns {
            // Each pattern was already validated.
            let _ = builder.add_line(None, pattern);
        }
        Some(Globs { folder: reader.folder.clone(), matcher: builder.build().ok()? })
    }

    /// Whether there is no pattern.
    pub fn is_empty(&self) -> bool {
        self.matcher.is_empty()
    }

    /// Whether a file, given by its real path, matches. A file outside the configuration's folder can only match
    /// patterns for any depth.
    pub fn matches(&self, file: &Path) -> bool {
        let elsewhere = || file.components().filter(|part| matches!(part, Component::Normal(_))).collect();
        let path = file.strip_prefix(&self.folder).map_or_else(|_| elsewhere(), Path::to_path_buf);
        self.matcher.matched_path_or_any_parents(path, false).is_ignore()
    }
}

/// Whether a pattern has an unclosed `[`.
fn has_open_class(pattern: &str) -> bool {
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => _ = characters.next(),
            '[' => {
                characters.next_if(|next| matches!(next, '!' | '^'));
                // Directly after the start, `]` is one of the characters.
                characters.next_if_eq(&']');
                if !characters.by_ref().any(|next| next == ']') {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}
