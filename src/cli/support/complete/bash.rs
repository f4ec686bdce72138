//! Bash splits words at `=`, and completes only the part after it. The library does not know that: without this,
//! `--level timeline-gap=` would be completed with files.

use clap_complete::engine::complete;
use clap_complete::env::{self, EnvCompleter};
use std::ffi::OsString;
use std::io::{Error, Write};
use std::path::Path;

/// The library's adapter with the words joined again.
pub(super) struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        env::Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        env::Bash.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        let mut script = Vec::new();
        env::Bash.write_registration(var, name, bin, completer, &mut script)?;
        // After a `=`, the part before the cursor is empty; it is a separate word and must not be lost.
        let word = "words[COMP_CWORD]=\"$2\"";
        let kept = format!("[[ \"${{words[COMP_CWORD]}}\" == \"=\" ]] || {word}");
        buf.write_all(String::from_utf8_lossy(&script).replace(word, &kept).as_bytes())
    }

    fn write_complete(
        &self,
        cmd: &mut clap::Command,
        args: Vec<OsString>,
        current_dir: Option<&Path>,
        buf: &mut dyn Write,
    ) -> Result<(), Error> {
        let variable = |name| std::env::var(name).ok();
        let index = variable("_CLAP_COMPLETE_INDEX").and_then(|index| index.parse().ok()).unwrap_or_default();
        let separator = variable("_CLAP_IFS").unwrap_or_else(|| "\n".to_owned());
        let (words, kept) = joined(args, index);
        let last = words.len().saturating_sub(1);
        let candidates = complete(cmd, words, last, current_dir)?;
        let values = candidates.iter().filter_map(|candidate| {
            let value = candidate.get_value().to_string_lossy();
            escaped(value.strip_prefix(&kept).unwrap_or(&value))
        });
        buf.write_all(values.collect::<Vec<_>>().join(&separator).as_bytes())
    }
}

/// The words up to the cursor, joined around `=`; and the part of the last one that Bash does not replace.
fn joined(args: Vec<OsString>, index: usize) -> (Vec<OsString>, String) {
    let mut words: Vec<OsString> = Vec::new();
    let mut kept = String::new();
    let mut is_open = false;
    for arg in args.into_iter().take(index + 1) {
        let is_equals = arg == "=";
        let Some(word) = words.last_mut().filter(|_| is_equals || is_open) else {
            kept.clear();
            words.push(arg);
            continue;
        };
        if !is_equals {
            kept = word.to_string_lossy().into_owned();
        }
        word.push(&arg);
        if is_equals {
            kept = word.to_string_lossy().into_owned();
        }
        is_open = is_equals;
    }
    (words, kept)
}

/// A word escaped for Bash, which inserts it into the command line unchanged: a file's name must not become a command.
/// Words never have several lines.
fn escaped(value: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=:,@%+~".contains(c);
    let escape = |c: char| [Some('\\').filter(|_| !is_plain(c)), Some(c)].into_iter().flatten();
    (!value.contains(char::is_control)).then(|| value.chars().flat_map(escape).collect())
}

#[cfg(test)]
mod tests {
    use super::joined;

    /// Bash replaces only the part after the last `=`.
    #[test]
    fn puts_words_together_around_equals_signs() {
        let joined = |words: &[&str], index| {
            let (words, kept) = joined(words.iter().map(Into::into).collect(), index);
            (words.join(std::ffi::OsStr::new(" ")).into_string().unwrap(), kept)
        };
        let line = ["pm", "--level", "gap", "=", "of", "more"];
        assert_eq!(joined(&line, 2), ("pm --level gap".into(), String::new()));
        assert_eq!(joined(&line, 3), ("pm --level gap=".into(), "gap=".into()));
        assert_eq!(joined(&line, 4), ("pm --level gap=of".into(), "gap=".into()));
        assert_eq!(joined(&line, 5), ("pm --level gap=of more".into(), String::new()));
        assert_eq!(joined(&["pm", "--format", "=", ""], 3), ("pm --format=".into(), "--format=".into()));
        assert_eq!(joined(&["pm"], 7), ("pm".into(), String::new()));
    }
}
