//! The texts that `init` writes, each a file under `templates/init/`.

use super::choices::Choices;

pub(super) const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) const README: &str = include_str!("../../../../templates/init/readme.md");
pub(super) const GITHUB: &str = include_str!("../../../../templates/init/github.yml");
pub(super) const GITLAB: &str = include_str!("../../../../templates/init/gitlab.yml");
pub(super) const PRE_COMMIT: &str = include_str!("../../../../templates/init/pre-commit.yml");
pub(super) const PRE_COMMIT_RENDER: &str = include_str!("../../../../templates/init/pre-commit-render.yml");
pub(super) const AGENTS: &str = include_str!("../../../../templates/init/agents.md");

/// A text with its `@names@` filled in. A line that is only `@paths@` becomes one item per path.
pub(super) fn fill(template: &str, choices: &Choices, paths: &[String]) -> String {
    let action = REPOSITORY.trim_start_matches("https://github.com/");
    let values = [
        ("@repository@", REPOSITORY),
        ("@action@", action),
        ("@version@", VERSION),
        ("@dir@", choices.folders.first().map_or("", String::as_str)),
        ("@reports@", &choices.reports),
        ("@files@", &files(&choices.folders)),
    ];
    let mut text = String::new();
    for line in template.lines() {
        if line.trim() == "@paths@" {
            let indent = &line[..line.len() - line.trim_start().len()];
            text.extend(paths.iter().map(|path| format!("{indent}- {}\n", quoted(path))));
        } else {
            text += &values.iter().fold(line.to_owned(), |line, (name, value)| line.replace(name, value));
            text.push('\n');
        }
    }
    text
}

/// A text whose lines start further right.
pub(super) fn indented(text: &str, by: usize) -> String {
    let indent = " ".repeat(by);
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { [&indent, line, "\n"].concat() };
    text.lines().map(line).collect()
}

/// The pattern that pre-commit matches paths with, a regular expression.
fn files(folders: &[String]) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_/ -".contains(c);
    let escaped = |folder: &String| {
        folder.chars().map(|c| if is_plain(c) { c.to_string() } else { format!("\\{c}") }).collect::<String>()
    };
    let folders: Vec<String> = folders.iter().map(escaped).collect();
    match &folders[..] {
        [folder] => quoted(&format!("^{folder}.*\\.ya?ml$")),
        folders => quoted(&format!("^({}).*\\.ya?ml$", folders.join("|"))),
    }
}

/// A text quoted in YAML, whatever characters it contains.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
