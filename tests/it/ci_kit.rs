//! The parts for other people's CI, run as far as they run without that CI.

use crate::support::{Run, Sandbox, VALID};
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The action's script with its inputs, and the built program on the path.
fn action(sandbox: &Sandbox, inputs: &[(&str, &str)]) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_postmortem")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command.arg(root().join(".github/lint-action.sh")).current_dir(sandbox.path("."));
    command.env("PATH", path).env("GITHUB_ACTIONS", "true").envs(inputs.iter().copied());
    Run::of(&mut command)
}

/// The action annotates, fails as its input says, and writes SARIF where it is asked to.
#[test]
fn the_action_annotates_and_obeys_its_inputs() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: a\nseverty: SEV1\n").write("other place/b.yaml", VALID);
    let run = action(&sandbox, &[]);
    assert_eq!(run.code, 1, "{}", run.transcript());
    assert!(run.out.contains("::error file=incidents/a.yaml,line=2"), "{}", run.out);
    assert_eq!(action(&sandbox, &[("INPUT_FAIL_ON", "never"), ("INPUT_SARIF_FILE", "out.sarif")]).code, 0);
    assert!(sandbox.read("out.sarif").contains("\"version\": \"2.1.0\""));
    let named = action(&sandbox, &[("INPUT_PATHS", "other place/b.yaml\n\n")]);
    assert_eq!(named.code, 0, "{}", named.transcript());
    let hostile = action(&sandbox, &[("INPUT_PATHS", "--help\n$(touch pwned)")]);
    assert_eq!(hostile.code, 2, "{}", hostile.transcript());
    assert!(!sandbox.path("pwned").exists());
}

/// The script reads what the action passes, and the action passes what it documents.
#[test]
fn the_action_passes_its_inputs_to_its_script() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    let action: serde_json::Value = serde_yaml::from_str(&read("action.yml")).unwrap();
    let script = read(".github/lint-action.sh");
    for input in action["inputs"].as_object().unwrap().keys() {
        let variable = format!("INPUT_{}", input.to_uppercase().replace('-', "_"));
        assert!(script.contains(&variable), "{input} reaches nothing");
        assert_eq!(action["runs"]["steps"][1]["env"][&variable], format!("${{{{ inputs.{input} }}}}"));
    }
}

/// Each hook's command line is one that the program accepts, followed by files as pre-commit passes them.
#[test]
fn the_hooks_are_commands_that_work() {
    let text = std::fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let hooks: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", VALID).write("incidents/b.yaml", VALID.replace("Checkout", "Search"));
    let files = "incidents/a.yaml incidents/b.yaml";
    for (hook, extra, code) in [(0, "", 0), (1, "--output reports/", 1)] {
        let entry = hooks[hook]["entry"].as_str().unwrap().strip_prefix("postmortem ").unwrap();
        let run = sandbox.run(&format!("{entry} {extra} {files}"));
        assert_eq!(run.code, code, "{entry}: {}", run.transcript());
    }
    assert_eq!(sandbox.run(&format!("render --output reports/ {files}")).code, 0);
    assert_eq!(sandbox.run(&format!("render --check --output reports/ {files}")).code, 0);
}
