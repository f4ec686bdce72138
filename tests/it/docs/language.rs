//! Texts for users keep to plain English: words that were replaced once do not come back.

use crate::support::{COMMANDS, Sandbox};
use std::fs;
use std::path::{Path, PathBuf};

/// Words and phrases that no text for users contains, each with what to write instead.
const AVOIDED: &[(&[&str], &str)] = &[
    (&["mend", "mends", "mended", "mending"], "fix"),
    (&["is told", "are told", "was told", "told as", "told with"], "is reported"),
    (&["way out", "ways out"], "help"),
    (&["stands twice", "stands behind", "stands beside", "stands here", "as it stands"], "appears, is"),
    (&["fault of shape", "faults of shape", "shape fault"], "format error"),
    (&["sums up"], "summary line"),
    (&["kindred"], "family"),
    (&["a blank", "the blank", "blanks", "a space is missing"], "space"),
    (&["behind this", "behind the name", "behind a colon", "behind its key"], "after"),
    (&["looked for is", "looked for are"], "the rule finds"),
    (&["in silence", "without a word"], "silently"),
    (&["is sound", "are sound", "a sound file", "sound files"], "valid"),
    (&["one a line", "one line a", "one file a", "one yaml file an", "one page a"], "one per"),
    (&["comes twice", "came twice"], "occurs twice"),
    (&["whom it is for", "whom the report is for", "whom the reports are for"], "its audience"),
    (&["nothing is told", "nothing is said of"], "there is no entry"),
    (&["lies in the future"], "is in the future"),
    (&["answers for", "answer for"], "is responsible for"),
    (&["could not do it", "bad arguments"], "failure: invalid arguments"),
    (&["all else in"], "everything else in"),
    (&["rests on", "rest on"], "is based on"),
    (&["for ever"], "forever"),
    (&["meanwhile, and is left", "left as it is"], "left unchanged"),
    (&["whose it is"], "who owns it"),
    (&["whom it is for"], "the audience"),
    (&["is not what would be"], "is missing or stale"),
];

/// The commands below `templates`, each with a help text of its own.
const SUBCOMMANDS: [&str; 3] = ["templates list", "templates show", "templates eject"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The files of a folder and those below it with an extension.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(root().join(folder)).build();
    let paths = walk.map(|entry| entry.expect("a readable folder").into_path());
    paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

/// A source without comments and tests, which are for its developers.
fn code(source: &str) -> String {
    let code = source.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What a user may read, each text with its name.
fn texts() -> Vec<(String, String)> {
    let pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "action.yml", ".pre-commit-hooks.yaml"];
    let pages = pages.iter().map(|page| root().join(page)).chain(files("docs", "md"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.display().to_string(), text)
    };
    let pages = pages
        .chain(files("src", "yaml"))
        .chain(files("templates", "tera"))
        .chain(files("templates", "md"))
        .map(read);
    let sources = files("src", "rs").into_iter().map(read).map(|(name, text)| (name, code(&text)));
    let sandbox = Sandbox::new();
    let commands = [""].into_iter().chain(COMMANDS).chain(SUBCOMMANDS);
    let helps = commands.map(|command| {
        let line = format!("{command} --help");
        let run = sandbox.run(line.trim());
        assert_eq!(run.code, 0, "{}", run.transcript());
        (line, run.out)
    });
    pages.chain(sources).chain(helps).collect()
}

/// Whether a text contains some words, not as parts of others.
fn contains(text: &str, words: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(words)
        .any(|(at, _)| !text[..at].ends_with(is_part) && !text[at + words.len()..].starts_with(is_part))
}

/// A reader who has to puzzle over a message does not act on it.
#[test]
fn texts_for_users_are_plain() {
    let mut found = Vec::new();
    for (name, text) in texts() {
        let text = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        for (avoided, instead) in AVOIDED {
            let hits = avoided.iter().filter(|words| contains(&text, words));
            found.extend(hits.map(|words| format!("{name}: `{words}`: write `{instead}`")));
        }
    }
    assert_eq!(found, [""; 0], "say it in other words");
}

#[test]
fn words_are_found_as_a_whole() {
    assert!(contains("it is told, twice", "is told") && contains("mend it", "mend"));
    assert!(!contains("recommended", "mend") && !contains("is_told", "told"));
}
