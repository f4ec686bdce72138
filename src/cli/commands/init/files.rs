//! The files that set up a repository, each as a step.

use super::choices::Choices;
use super::step::{Step, What};
use super::template::{
    AGENTS, GITHUB, GITLAB, PRE_COMMIT, PRE_COMMIT_RENDER, README, REPOSITORY, fill, indented,
};
use super::{Ci, Editor, settings, vscode, yaml};
use ignore::WalkBuilder;
use postmortem::collection::discover;
use postmortem::config::FILE_NAME;
use postmortem::project::Project;
use postmortem::source::read_text;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};
use std::path::{Path, PathBuf};

const WORKFLOWS: &str = ".github/workflows";
const WORKFLOW: &str = ".github/workflows/postmortem.yml";
const JOB: &str = ".gitlab/postmortem.gitlab-ci.yml";
const PIPELINE: &str = ".gitlab-ci.yml";
const HOOKS: &str = ".pre-commit-config.yaml";
const VSCODE: &str = ".vscode/settings.json";
const ASSISTANTS: &str = "AGENTS.md";
/// What identifies the section in a file of instructions.
const OF_ASSISTANTS: &str = "postmortem lint";
/// A larger file is not a workflow.
const MAX_SIZE: u64 = 1024 * 1024;

/// What to do, in order.
pub(super) fn plan(choices: &Choices, is_configured: bool, project: &Project) -> anyhow::Result<Vec<Step>> {
    let mut steps = vec![settings::step(choices, is_configured, project)?];
    let readme = format!("{}README.md", choices.folders[0]);
    steps.push(Step::own(&readme, fill(README, choices, &[]), project));
    for ci in &choices.extras.ci {
        match ci {
            Ci::Github => steps.push(github(choices, project)),
            Ci::Gitlab => steps.extend(gitlab(choices, project)),
        }
    }
    if choices.extras.pre_commit {
        steps.push(hooks(choices, project));
    }
    if choices.extras.editor == Some(Editor::Vscode) {
        steps.push(editor(choices, project));
    }
    if choices.extras.agents {
        steps.push(assistants(choices, project));
    }
    Ok(steps)
}

/// Whether there are incident files.
pub(super) fn has_incidents(folders: &[String], project: &Project) -> bool {
    let folders: Vec<PathBuf> = folders.iter().map(|folder| project.from_config(Path::new(folder))).collect();
    !discover(&folders).files.is_empty()
}

fn github(choices: &Choices, project: &Project) -> Step {
    let paths = watched(choices, WORKFLOW, "**");
    let own = Step::own(WORKFLOW, fill(GITHUB, choices, &paths), project);
    // A workflow of another name can use the action as well.
    match workflow_with_action(project) {
        Some(path) => Step { path, what: What::Present },
        None => own,
    }
}

fn workflow_with_action(project: &Project) -> Option<PathBuf> {
    let action = format!("{}@", REPOSITORY.trim_start_matches("https://github.com/"));
    let folder = project.from_config(Path::new(WORKFLOWS));
    let files = WalkBuilder::new(folder).standard_filters(false).max_depth(Some(1)).build();
    let files = files.flatten().map(ignore::DirEntry::into_path);
    files.into_iter().find(|file| read_text(file, MAX_SIZE).is_ok_and(|text| text.contains(&action)))
}

fn gitlab(choices: &Choices, project: &Project) -> [Step; 2] {
    let paths = watched(choices, JOB, "**/*");
    let include = format!("include:\n  - local: {JOB}\n");
    let has = |text: &str| text.contains(JOB);
    // An `include` that is there has many forms, and a second one is an error.
    let add = |text: &str| yaml::append_key(text, &include);
    [
        Step::own(JOB, fill(GITLAB, choices, &paths), project),
        Step::shared(PIPELINE, (include.clone(), include.clone()), has, add, project),
    ]
}

/// The files whose changes start a pipeline: building the program for every change of other code takes long.
fn watched(choices: &Choices, own: &str, below: &str) -> Vec<String> {
    let folders = choices.folders.iter().chain([&choices.reports]);
    let folders = folders.map(|folder| format!("{folder}{below}"));
    folders.chain([FILE_NAME.to_owned(), own.to_owned()]).collect()
}

fn hooks(choices: &Choices, project: &Project) -> Step {
    let mut part = fill(PRE_COMMIT, choices, &[]);
    if choices.commits_reports {
        part += &fill(PRE_COMMIT_RENDER, choices, &[]);
    }
    let whole = format!("repos:\n{}", indented(&part, 2));
    Step::shared(HOOKS, (whole, part.clone()), yaml::has, |text| yaml::add(text, &part), project)
}

fn editor(choices: &Choices, project: &Project) -> Step {
    let globs = vscode::globs(&choices.folders);
    let part = vscode::part(&globs);
    let has = |text: &str| vscode::has(text, &choices.folders);
    let add = |text: &str| vscode::add(text, &globs);
    Step::shared(VSCODE, (format!("{{\n{part}}}\n"), part), has, add, project)
}

fn assistants(choices: &Choices, project: &Project) -> Step {
    let part = fill(AGENTS, choices, &[]);
    let has = |text: &str| text.contains(OF_ASSISTANTS);
    let add = |text: &str| {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let after = format!("{}\n\n{part}", text.trim_end()).replace("\r\n", "\n").replace('\n', line_end);
        // In code or a comment that is still open, it would be no section.
        (headings(&after) == headings(text) + headings(&part)).then_some(after)
    };
    Step::shared(
        ASSISTANTS,
        (format!("# Instructions for coding assistants\n\n{part}"), part.clone()),
        has,
        add,
        project,
    )
}

/// How many sections a Markdown text has.
fn headings(markdown: &str) -> usize {
    let is_heading = |event: &Event| {
        matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H2 | HeadingLevel::H3, .. }))
    };
    Parser::new(markdown).filter(is_heading).count()
}
