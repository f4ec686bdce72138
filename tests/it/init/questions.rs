//! The questions of `postmortem init`, asked and answered on a pseudo-terminal.

use crate::support::Sandbox;
use crate::support::terminal::{DOWN, ENTER, answer, end, run};

/// Five answers make a repository ready.
#[test]
fn asks_for_what_the_arguments_leave_open() {
    let sandbox = Sandbox::new();
    sandbox.write(".vscode/extensions.json", "{}");
    let mut session = run(&sandbox, "init");
    answer(&mut session, "Folder of incident files", &format!("/tmp{ENTER}"));
    answer(&mut session, "outside the repository", &format!("{}docs/incidents{ENTER}", "\u{7f}".repeat(4)));
    answer(&mut session, "Severities", &format!("P1, P1{ENTER}"));
    answer(&mut session, "`P1` is listed twice", &format!("\u{7f}2{ENTER}"));
    answer(&mut session, "Services", ENTER);
    answer(&mut session, "Time zone", &format!("Europe/Berlin{ENTER}"));
    // The editor's folder is there, so that it is chosen already.
    answer(&mut session, "Also set up", &format!("{DOWN}{DOWN} {ENTER}"));
    session.exp_string("Next: postmortem new").unwrap();
    assert_eq!(end(&mut session), "0 icanon echo");
    let config = sandbox.read("postmortem.toml");
    for line in
        ["paths = [\"docs/incidents/\"]", "severities = [\"P1\", \"P2\"]", "timezone = \"Europe/Berlin\""]
    {
        assert!(config.contains(&format!("\n{line}\n")), "{line}: {config}");
    }
    assert!(!config.contains("services"), "{config}");
    let names = [".git", ".pre-commit-config.yaml", ".vscode", "docs", "postmortem.toml"];
    assert_eq!(sandbox.list("."), names);
    assert!(sandbox.path(".vscode/settings.json").exists());
}

/// Whoever presses Enter five times gets the defaults, and nothing beside them.
#[test]
fn takes_enter_for_the_defaults() {
    let sandbox = Sandbox::new();
    let mut session = run(&sandbox, "init");
    for question in ["Folder of incident files", "Severities", "Services", "Time zone", "Also set up"] {
        answer(&mut session, question, ENTER);
    }
    session.exp_string("Next: postmortem new").unwrap();
    assert_eq!(end(&mut session), "0 icanon echo");
    let config = sandbox.read("postmortem.toml");
    assert!(config.lines().all(|line| line.starts_with('#')), "{config}");
    assert_eq!(sandbox.list("."), [".git", "incidents", "postmortem.toml"]);
}

/// A flag answers its question, and a configuration that is there answers its own.
#[test]
fn asks_nothing_that_is_known() {
    let sandbox = Sandbox::new();
    let mut session = run(&sandbox, "init --dir incidents --severities P1 --timezone UTC --agents");
    answer(&mut session, "Services", &format!("web{ENTER}"));
    session.exp_string("Next: postmortem new").unwrap();
    assert_eq!(end(&mut session), "0 icanon echo");
    assert!(sandbox.read("postmortem.toml").contains("services = [\"web\"]"));
    let mut session = run(&sandbox, "init");
    answer(&mut session, "Also set up", ENTER);
    session.exp_string("Everything is already set up").unwrap();
    assert_eq!(end(&mut session), "0 icanon echo");
    let scripted = Sandbox::new();
    let mut session = run(&scripted, "init --no-input");
    session.exp_string("Next: postmortem new").unwrap();
    assert_eq!(end(&mut session), "0 icanon echo");
}

/// Whoever changes their mind wants nothing written, and no broken terminal.
#[test]
fn leaves_no_file_when_cancelled() {
    for (keys, questions) in [("\u{3}", 0), ("\u{1b}", 2), ("\u{3}", 4)] {
        let sandbox = Sandbox::new();
        let mut session = run(&sandbox, "init");
        let all = ["Folder of incident files", "Severities", "Services", "Time zone", "Also set up"];
        for question in &all[..questions] {
            answer(&mut session, question, ENTER);
        }
        answer(&mut session, all[questions], keys);
        assert_eq!(end(&mut session), "130 icanon echo", "{keys:?} {questions}");
        assert_eq!(sandbox.list("."), [".git"]);
    }
}
