//! What the files of `init` say is true: of CI, of hooks, of editors and of this program.

use super::ALL;
use crate::support::{NOW, Run, Sandbox, VALID};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A file of this repository.
fn ours(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// Runs a command line of a pipeline as its shell does.
fn shell(sandbox: &Sandbox, line: &str) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_postmortem")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = std::process::Command::new("sh");
    command.args(["-ec", line]).current_dir(sandbox.path(".")).env("PATH", path).env_remove("GITHUB_ACTIONS");
    Run::of(&mut command)
}

/// GitHub refuses a workflow with a wrong key; a wrong input of the action would be ignored.
#[test]
fn the_workflow_is_one_that_github_takes() {
    let sandbox = Sandbox::new();
    sandbox.run(ALL);
    let text = sandbox.read(".github/workflows/postmortem.yml");
    let workflow = yaml(&text);
    assert_eq!(keys(&workflow), ["name", "on", "permissions", "jobs"]);
    assert_eq!(keys(&workflow["on"]), ["pull_request", "push"]);
    let paths =
        ["docs/incidents/**", "docs/reports/**", "postmortem.toml", ".github/workflows/postmortem.yml"];
    for event in ["pull_request", "push"] {
        assert_eq!(workflow["on"][event]["paths"], Value::from(&paths[..]));
    }
    let job = &workflow["jobs"]["incidents"];
    assert_eq!(keys(job), ["runs-on", "permissions", "steps"]);
    let permissions: Vec<_> = job["permissions"].as_object().unwrap().iter().collect();
    assert!(permissions.iter().all(|(_, level)| ["read", "write"].contains(&level.as_str().unwrap())));
    let steps = job["steps"].as_array().unwrap();
    for step in steps {
        assert!(step["uses"].is_string() != step["run"].is_string(), "a step is one of the two: {step}");
        let known = ["uses", "run", "with", "if", "continue-on-error"];
        assert!(keys(step).iter().all(|key| known.contains(key)), "{step}");
    }
    let action = steps.iter().find(|step| step["uses"] == "postmortem-cli/postmortem@v0.1.0").unwrap();
    let inputs = yaml(&ours("action.yml"))["inputs"].clone();
    assert!(keys(&action["with"]).iter().all(|input| inputs.get(input).is_some()), "{action}");
    let upload = steps.iter().find(|step| step["uses"] == "github/codeql-action/upload-sarif@v4").unwrap();
    assert_eq!(upload["with"]["sarif_file"], action["with"]["sarif-file"]);
    assert!(
        !text.contains('@') || !text.split_whitespace().any(|word| word.starts_with('@')),
        "filled in: {text}"
    );
    sandbox.write("docs/incidents/a.yaml", VALID.replace("SEV2", "P2"));
    let check = steps.last().unwrap()["run"].as_str().unwrap();
    assert_eq!(shell(&sandbox, check).code, 1, "a report is missing");
    sandbox.run("render -o docs/reports/");
    let run = shell(&sandbox, check);
    assert_eq!(run.code, 0, "{}", run.transcript());
}

/// The job's own commands, as its shell runs them, pass a new incident and fail a faulty one.
#[test]
fn the_gitlab_job_runs() {
    let sandbox = Sandbox::new();
    sandbox.run("init --ci gitlab");
    let pipeline = yaml(&sandbox.read(".gitlab-ci.yml"));
    let file = pipeline["include"][0]["local"].as_str().unwrap();
    let jobs = yaml(&sandbox.read(file));
    assert_eq!(keys(&jobs), ["postmortem"]);
    let job = &jobs["postmortem"];
    assert_eq!(keys(job), ["stage", "image", "rules", "script", "artifacts"]);
    let script: Vec<&str> =
        job["script"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    assert_eq!(script[0], concat!("cargo install --locked postmortem-cli@", env!("CARGO_PKG_VERSION")));
    sandbox.run_args(&["new", "Checkout fails", "--no-input", "--now", NOW]);
    for line in &script[1..] {
        let run = shell(&sandbox, line);
        assert_eq!(run.code, 0, "{line}: {}", run.transcript());
    }
    for report in ["codequality", "junit"] {
        assert!(sandbox.path(job["artifacts"]["reports"][report].as_str().unwrap()).exists(), "{report}");
    }
    sandbox.write("incidents/a.yaml", "title: a\nseverty: SEV1\n");
    assert_eq!(shell(&sandbox, script[1]).code, 1);
    sandbox.write("reports/a.md", "");
    assert_ne!(shell(&sandbox, script[2]).code, 0, "reports are committed, so they are checked");
}

/// pre-commit refuses a hook that does not exist.
#[test]
fn the_hooks_are_those_of_this_repository() {
    let sandbox = Sandbox::new();
    sandbox.run(ALL);
    let config = yaml(&sandbox.read(".pre-commit-config.yaml"));
    let known = yaml(&ours(".pre-commit-hooks.yaml"));
    let known: Vec<&Value> = known.as_array().unwrap().iter().map(|hook| &hook["id"]).collect();
    let hooks = config["repos"][0]["hooks"].as_array().unwrap();
    assert_eq!(hooks.len(), 2);
    assert!(hooks.iter().all(|hook| known.contains(&&hook["id"])), "{hooks:?}");
    assert_eq!(config["repos"][0]["rev"], concat!("v", env!("CARGO_PKG_VERSION")));
    assert_eq!(hooks[0]["files"], "^docs/incidents/.*\\.ya?ml$");
}

/// An editor that loads a schema from a wrong address says nothing, and checks nothing.
#[test]
fn the_editor_gets_the_address_of_the_schema() {
    let sandbox = Sandbox::new();
    sandbox.run(ALL);
    let settings: Value = serde_json::from_str(&sandbox.read(".vscode/settings.json")).unwrap();
    let schema: Value = serde_json::from_str(&ours("schema/incident.v1.json")).unwrap();
    let globs = &settings["yaml.schemas"][schema["$id"].as_str().unwrap()];
    assert_eq!(globs, &Value::from(vec!["docs/incidents/**/*.yaml", "docs/incidents/**/*.yml"]));
}

/// Commands in the text that people and assistants follow to the letter must work, and end as the text says.
#[test]
fn every_command_in_the_instructions_works() {
    let sandbox = Sandbox::new();
    sandbox.run("init --agents");
    let mut commands: Vec<String> = Vec::new();
    for name in ["AGENTS.md", "incidents/README.md"] {
        let text = sandbox.read(name).replace('\n', " ");
        let code = text.split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix("postmortem "));
        commands.extend(code.map(str::to_owned));
    }
    assert!(commands.len() >= 12, "{commands:?}");
    // A preview goes on until it is ended.
    commands.retain(|command| command != "serve" && command != "new");
    // With a second draft, the others would have to say which one they mean.
    for command in commands.into_iter().chain(["new".to_owned()]) {
        let file = "incidents/2024-05-30-checkout-answers-with-errors.yaml";
        let line = command.replace("FILE", file).replace("RULE", "placeholder-left");
        let line = if line == "new" { "new x --no-input".to_owned() } else { line };
        let run = shell(&sandbox, &format!("postmortem {line} --now {NOW}"));
        let expected = if line.contains("--as final") || line.contains("--diff") { 0..=1 } else { 0..=0 };
        assert!(expected.contains(&run.code), "{command}: {}", run.transcript());
    }
}

/// The section promises that what is left open is reported.
#[test]
fn an_open_fact_is_reported() {
    let sandbox = Sandbox::new();
    sandbox.run_args(&["new", "x", "--no-input", "-o", "incidents/x.yaml", "--now", NOW]);
    let run = sandbox.run("lint incidents/x.yaml --format concise --as final");
    for rule in ["placeholder-left", "severity-missing", "timeline-empty"] {
        assert!(run.out.contains(rule), "{rule}: {}", run.out);
    }
}

/// The page for newcomers shows what the program prints.
#[test]
fn the_page_shows_what_is_printed() {
    let sandbox = Sandbox::new();
    let page = ours("docs/getting-started.md");
    let blocks = page.split("```console\n").skip(1).map(|rest| rest.split("```\n").next().unwrap());
    let mut count = 0;
    for step in blocks.flat_map(|block| block.split("$ postmortem ").skip(1)) {
        let (command, expected) = step.split_once('\n').unwrap();
        let run = shell(&sandbox, &format!("postmortem {command} 2>&1"));
        assert_eq!((run.code, run.out.as_str()), (0, expected), "{command}");
        count += 1;
    }
    assert!(count >= 3);
}
