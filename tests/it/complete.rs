//! Completion in shells: asked as the scripts ask, and through a real Bash.

use crate::support::{COMMANDS, Run, Sandbox, VALID};
use std::process::Command;

/// A project with names of its own.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("postmortem.toml", "severities = [\"HIGH\", \"LOW\"]\ntemplates = \"tpl\"\n")
        .write("tpl/ours.md", "# {{ incident.title }}\n")
        .write("incidents/2024-05-30-checkout.yaml", VALID)
        .write("incidents/2024-06-03-search.yaml", VALID.replace("Checkout", "Search") + "id: search-7\n")
        .write("incidents/notes.txt", "");
    sandbox
}

/// What a shell offers at the end of a line, asked as its script asks; with fish's and zsh's descriptions.
fn ask(sandbox: &Sandbox, shell: &str, line: &str) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    words.insert(0, "postmortem");
    let index = (words.len() - 1).to_string();
    let mut command = sandbox.command(&[&["--"], &words[..]].concat());
    command.env("POSTMORTEM_COMPLETE", shell).env("_CLAP_IFS", "\n").env("_CLAP_COMPLETE_INDEX", index);
    let run = Run::of(&mut command);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{shell} {line}");
    run.out
}

/// The values that are offered, without descriptions.
fn offered(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let out = ask(sandbox, "fish", line);
    out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
}

/// Nobody knows a hundred names by heart; each place must offer the names that it takes.
#[test]
fn offers_the_values_that_an_argument_takes() {
    let sandbox = project();
    for (line, expected) in [
        ("lint --only timeline-st", &["timeline-starts-at-detection"][..]),
        ("rules timeline-st", &["timeline-starts-at-detection"]),
        (
            "lint --level severity-m",
            &[
                "severity-missing=off",
                "severity-missing=info",
                "severity-missing=warning",
                "severity-missing=error",
            ],
        ),
        ("lint --level severity-missing=e", &["severity-missing=error"]),
        ("lint --level=severity-missing=e", &["--level=severity-missing=error"]),
        ("lint --fail-on w", &["warning"]),
        ("actions --fail-on d", &["drift"]),
        ("actions --tickets inci", &["incidents/"]),
        ("lint --as ", &["draft", "review", "final"]),
        ("lint --format s", &["sarif"]),
        ("lint -o ju", &["junit="]),
        ("lint -o junit=inci", &["junit=incidents/"]),
        ("lint inci", &["incidents/"]),
        ("lint incidents/", &["incidents/2024-05-30-checkout.yaml", "incidents/2024-06-03-search.yaml"]),
        ("render 2024-05", &["incidents/2024-05-30-checkout.yaml"]),
        ("serve incidents/2024-06", &["incidents/2024-06-03-search.yaml"]),
        ("log text 2024", &["2024-05-30-checkout"]),
        ("log text sea", &["search-7"]),
        ("log text incidents/2024-06", &["incidents/2024-06-03-search.yaml"]),
        ("log text --milestone mi", &["mitigated"]),
        ("new --severity ", &["HIGH", "LOW"]),
        ("list --severity ", &["HIGH", "LOW"]),
        ("site --template google", &["google-api"]),
        ("list incidents/2024-06", &["incidents/2024-06-03-search.yaml"]),
        ("new --timezone Europe/Berl", &["Europe/Berlin"]),
        ("new --timezone berl", &["Europe/Berlin"]),
        ("render -t ou", &["ours"]),
        ("render -t tpl/", &["tpl/ours.md"]),
        ("serve --template atl", &["atlassian"]),
        ("templates show partials/time", &["partials/timeline"]),
        ("templates eject report", &["report.css"]),
        ("man lin", &["lint"]),
        ("schema c", &["config"]),
        ("init --ci g", &["github", "gitlab"]),
        ("init --timezone berl", &["Europe/Berlin"]),
    ] {
        assert_eq!(offered(&sandbox, line), expected, "{line}");
    }
    let rules = offered(&sandbox, "lint --level ");
    assert!(rules.len() > 20 && rules.iter().all(|rule| rule.ends_with('=')), "{rules:?}");
}

/// Nobody types a reference: what is still to be done is offered, and nothing else.
#[test]
fn offers_the_actions_that_are_open() {
    let sandbox = project();
    let actions = "title: t\nactions: [{title: Alert, id: OPS-1}, Test, {title: c, status: done}]\n";
    sandbox.write("incidents/a.yaml", actions);
    assert_eq!(offered(&sandbox, "done a#"), ["a#OPS-1", "a#2"]);
    assert!(ask(&sandbox, "fish", "done a#").starts_with("a#OPS-1\tAlert"), "described");
}

/// A script that lacks a command completes nothing after it.
#[test]
fn every_shell_knows_every_command() {
    let sandbox = project();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = ask(&sandbox, shell, "");
        for name in COMMANDS {
            assert!(out.lines().any(|line| line.starts_with(name)), "{shell} does not know {name}: {out}");
        }
    }
    assert!(
        ask(&sandbox, "zsh", "lint --only timeline-st").starts_with("timeline-starts-at-detection:"),
        "described"
    );
    assert!(ask(&sandbox, "fish", "log text sea").starts_with("search-7\tSearch fails"), "described");
}

/// A mistake in the configuration, or no project at all, must not print errors into the line that is being typed.
#[test]
fn a_mistake_elsewhere_leaves_the_defaults() {
    let sandbox = project();
    sandbox.write("postmortem.toml", "severities = 1\n").write("incidents/broken.yaml", "title: [\n");
    assert_eq!(offered(&sandbox, "new --severity SEV")[..2], ["SEV1", "SEV2"]);
    assert_eq!(offered(&sandbox, "log text bro"), ["broken"]);
    let empty = Sandbox::new();
    assert_eq!(offered(&empty, "log text x"), Vec::<String>::new());
    let mut unknown = empty.command(&["--", "postmortem", ""]);
    let run = Run::of(unknown.env("POSTMORTEM_COMPLETE", "tcsh"));
    assert!(run.code == 2 && run.err.contains("unknown shell `tcsh`"), "{}", run.transcript());
    let other = Run::of(empty.command(&["--version"]).env("COMPLETE", "bash"));
    assert!(other.out.starts_with("postmortem "), "somebody else's variable: {}", other.transcript());
}

/// What comes from files is not trusted: it must neither act on the terminal nor become a command.
#[test]
fn hostile_names_stay_names() {
    let sandbox = project();
    sandbox.write("incidents/x;rm a.yaml", VALID.replace("Checkout fails", "\"a\\e[2J\\u202e\""));
    sandbox.write("incidents/y.yaml", VALID.to_owned() + "id: \"z\\e[2J\"\n");
    assert_eq!(ask(&sandbox, "bash", "lint incidents/x"), "incidents/x\\;rm\\ a.yaml");
    for shell in ["bash", "zsh", "fish"] {
        let out = ask(&sandbox, shell, "log text ");
        assert!(!out.contains(['\u{1b}', '\u{202e}']), "{shell}: {out:?}");
    }
}

/// Every script asks with the variable that the program looks for, and finds the program wherever it is installed.
#[test]
fn scripts_ask_the_program_in_the_path() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = Sandbox::new().run_args(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains("POSTMORTEM_COMPLETE"), "{}", run.out);
        assert!(!run.out.contains(env!("CARGO_BIN_EXE_postmortem")), "{}", run.out);
    }
}

/// What Bash makes of a line: it splits words at `=`, and puts what it gets in place of the last part.
fn bash(sandbox: &Sandbox, words: &[&str], current: &str) -> String {
    let script = sandbox.run_args(&["completions", "bash"]).out;
    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let script = format!(
        "{script}\nCOMP_WORDS=({}); COMP_CWORD={}; _clap_complete_postmortem postmortem '{current}' x\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
        words.join(" "),
        words.len() - 1
    );
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_postmortem")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command.args(["--norc", "--noprofile", "-c", &script]).env("PATH", path);
    let run = Run::of(command.current_dir(sandbox.path(".")));
    assert_eq!(run.err, "", "{script}");
    run.out
}

/// A script that Bash cannot read, or that loses a `=`, completes nothing or the wrong thing.
#[test]
fn bash_completes_through_its_script() {
    let sandbox = project();
    assert_eq!(bash(&sandbox, &["postmortem", "lin"], "lin"), "lint\n");
    assert_eq!(bash(&sandbox, &["postmortem", "new", "--severity", "H"], "H"), "HIGH\n");
    assert_eq!(bash(&sandbox, &["postmortem", "lint", "--format", "=", "sa"], "sa"), "sarif\n");
    assert_eq!(
        bash(&sandbox, &["postmortem", "lint", "--fail-on", "="], ""),
        "error\nwarning\ninfo\nnever\n"
    );
    let level = ["postmortem", "lint", "--level", "severity-missing", "=", "e"];
    assert_eq!(bash(&sandbox, &level, "e"), "error\n");
    assert_eq!(bash(&sandbox, &level[..5], ""), "off\ninfo\nwarning\nerror\n");
    assert_eq!(bash(&sandbox, &["postmortem", "lint", "-o", "sarif", "=", "inci"], "inci"), "incidents/\n");
}
