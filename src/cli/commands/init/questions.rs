//! The questions of `init`, one for each missing argument.

use super::choices::{Extras, FOLDER, distinct, from_root, name};
use super::{Ci, Editor};
use crate::cli::support::ask::checked;
use inquire::{MultiSelect, Text};
use postmortem::project::Project;
use postmortem::source::read_text;
use std::path::Path;

const SEVERITIES: &str = "SEV1, SEV2, SEV3, SEV4, SEV5";
/// The maximum size of git's configuration that is read.
const MAX_SIZE: u64 = 1024 * 1024;

/// `None` for the default.
pub(super) fn folder(project: &Project) -> anyhow::Result<Option<String>> {
    let question = Text::new("Folder of incident files:")
        .with_default(FOLDER)
        .with_help_message("from the root of the repository");
    let folder = checked(question, |answer| {
        from_root(answer.trim(), project).map_err(|problem| problem.on_one_line())
    })?;
    Ok(Some(folder).filter(|folder| folder != FOLDER))
}

/// Empty for the default.
pub(super) fn severities() -> anyhow::Result<Vec<String>> {
    let question = Text::new("Severities:")
        .with_default(SEVERITIES)
        .with_help_message("comma-separated names, most severe first");
    checked(question, |answer| if answer.trim() == SEVERITIES { Ok(Vec::new()) } else { names(answer) })
}

/// Empty if the user names none.
pub(super) fn services() -> anyhow::Result<Vec<String>> {
    let question = Text::new("Services:")
        .with_help_message("comma-separated names; others are then reported. Leave it empty to accept all");
    checked(question, |answer| if answer.trim().is_empty() { Ok(Vec::new()) } else { names(answer) })
}

fn names(answer: &str) -> Result<Vec<String>, String> {
    let names = answer.split(',').map(name).collect::<Result<Vec<_>, _>>()?;
    distinct(&names).map_err(|problem| problem.on_one_line())?;
    Ok(names)
}

/// What to set up in addition to the configuration. What the repository shows signs of is preselected.
pub(super) fn extras(project: &Project) -> anyhow::Result<Extras> {
    let options = [
        "GitHub Actions: check pull requests",
        "GitLab CI: check merge requests",
        "pre-commit: check before each commit",
        "Visual Studio Code: complete and check fields",
        "AGENTS.md: how a coding assistant writes an incident",
    ];
    let has = |name: &str| project.from_config(Path::new(name)).exists();
    let git = read_text(&project.from_config(Path::new(".git/config")), MAX_SIZE).unwrap_or_default();
    let signs = [
        has(".github") || git.contains("github.com"),
        has(".gitlab-ci.yml") || git.contains("gitlab"),
        has(".pre-commit-config.yaml"),
        has(".vscode"),
        has("AGENTS.md") || has("CLAUDE.md"),
    ];
    let chosen: Vec<usize> = (0..options.len()).filter(|index| signs[*index]).collect();
    let question = MultiSelect::new("Also set up:", options.to_vec())
        .with_default(&chosen)
        .with_help_message("arrow keys to move, Space to select, Enter to confirm");
    let answer: Vec<usize> = question.raw_prompt()?.into_iter().map(|option| option.index).collect();
    let is_chosen = |index: usize| answer.contains(&index);
    let ci = [Ci::Github, Ci::Gitlab].into_iter().enumerate();
    Ok(Extras {
        ci: ci.filter(|(index, _)| is_chosen(*index)).map(|(_, ci)| ci).collect(),
        pre_commit: is_chosen(2),
        editor: is_chosen(3).then_some(Editor::Vscode),
        agents: is_chosen(4),
    })
}
